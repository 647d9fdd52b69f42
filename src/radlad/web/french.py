"""What templates say in French where Django's own filters say it in English; built into every template."""

from __future__ import annotations

from django.template import Library

register = Library()


@register.filter
def pluralize(number: float, ending: str = "s") -> str:
    """The ending of the plural, which begins at two: « 0 document », « 1 document », « 2 documents »."""
    return ending if abs(number) >= 2 else ""
