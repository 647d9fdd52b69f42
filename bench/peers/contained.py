"""How many of the scorer's field values a text contains at all, wherever they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

_SHOWN_OTHERWISE = {"question", "checkbox", "mention_bool", "signature", "choice", "mention"}
"""Kinds whose values are not written on the page as such."""


def values(truth: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Balise and value of each field whose value can be looked for in a text."""
    for balise, value in truth["fields"].items():
        if value.strip() and truth["kinds"][balise] not in _SHOWN_OTHERWISE:
            yield balise, value


def contains(text: str, value: str) -> bool:
    """Whether `value` stands in `text`, but for case, accents, spaces and marks (`text` already `plain`)."""
    return plain(value) in text


def plain(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.replace("œ", "oe"))
    return re.sub(r"[^a-z0-9@]", "", text.lower())
