"""Numbers as form fields and people want them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django import template

register = template.Library()


@register.filter
def hours(delay: timedelta) -> str:
    """`24`: the whole hours of a delay, as a number field takes them."""
    return str(round(delay.total_seconds() / 3600))


@register.filter
def plain(number: Decimal | float) -> str:
    """`2`, `2.5`: without the zeros behind, with the point that number fields want."""
    return f"{float(number):g}"


@register.filter
def percent(number: float | None) -> str:
    """`0,53 %`; a dash for what cannot be said."""
    return "–" if number is None else f"{number:.2f} %".replace(".", ",")


@register.filter
def seconds(number: float | None) -> str:
    """`42 s`, `3 min 05`; a dash for what cannot be said."""
    if number is None:
        return "–"
    whole = round(number)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60:02}"
