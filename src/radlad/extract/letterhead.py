"""The supplier's name in its letter-head: no label says what it is, but the paper speaks of it again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from radlad.extract.looks import is_establishment, is_small_print
from radlad.kinds.text import compact, folded
from radlad.layout.page import Segment, Sheet

_UPPER, _LOWER = 0.2, 0.9
"""Shares of the page above which a letter-head stands, and below which the small print does."""
_LEAST, _MOST = 4, 7
"""Letters of a name at least, and words of one at most."""
_DOMAIN = re.compile(r"(?:@|\bwww\.)([\w-]+)\.\w{2,}")


def named_again(sheet: Sheet) -> Iterator[tuple[Segment, bool]]:
    """The lines at the head of a page that its foot begins with as well, or that an address on the web is named after:
    "Orbe Santé", and "contact@orbesante.fr"; with each whether the foot's line is a company's small print."""
    foot = [s.text for s in sheet.segments if s.rect.cy > _LOWER * sheet.height]
    sites = (s.text for s in sheet.segments if "@" in s.text or "www." in s.text)
    domains = {compact(d) for site in sites for d in _DOMAIN.findall(site)}
    for segment in sheet.segments:
        name = compact(segment.text)
        brief = len(name) >= _LEAST and len(segment.tokens) <= _MOST
        if segment.rect.cy > _UPPER * sheet.height or not brief or is_establishment(segment.text):
            continue
        again = [f for f in foot if _begins(segment.text, f)]
        if again or any(len(d) >= _LEAST and name.startswith(d) for d in domains):
            yield segment, any(map(is_small_print, again))


def _begins(name: str, line: str) -> bool:
    """Whether `line` begins with `name`, and goes on with something that is none of its words."""
    rest = line[len(name) :].lstrip()
    return folded(line).startswith(folded(name)) and not rest[:1].isupper()
