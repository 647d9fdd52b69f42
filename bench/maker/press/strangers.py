"""Papers of the same suppliers and their clients that must be rejected, `Inconnu` (decisions.md 11 and 12)."""

from __future__ import annotations

import random
from typing import Any

from django.utils.safestring import mark_safe

from bench.maker.press import pens
from bench.maker.press.content import content
from bench.maker.press.families import Family, render, texts
from bench.maker.story import Story
from radlad.domain.doctype import Piece

_FORMS = ("quote", "delivery")
"""Drawn on the family's own paper, of an order's story: all that an order of theirs shows but what makes it one."""
_SILENT = {
    "aids": [], "scenario": [], "opening": [], "closing": [], "sign": {}, "state": "", "state_words": "",
    "is_va": False, "is_invoice": False, "is_order": True, "binding": False,
}  # fmt: skip


def draw(story: Story, family: Family, rng: random.Random) -> tuple[str, dict[str, Any], str]:
    """The kind of stranger (`stranger:quote`), what it says and its HTML."""
    held = texts(family.half)["strangers"]
    name = rng.choice(sorted([*_FORMS, *held] if story.doctype.piece is Piece.ORDER else held))
    said = content(story, family, rng, False, False)
    if name in _FORMS:
        said |= _SILENT | {"title": family.title(name.upper(), story)}
        if name == "delivery":
            said |= {"services": [], "columns": [], "service": ""}
        return f"stranger:{name}", said, render(f"{family.name}.html", said)
    values = said["trap"] | {"code": story.code, "firm": story.firm, "house": story.house, "name": story.signer}
    kind = held[name]
    said |= {
        "sign": {}, "annex": {}, "title": kind["title"].format(**values),
        "lines": [line.format(**values) for line in kind["lines"]],
        "sender": story.firm if kind["from_firm"] else story.house,
        "scrawl": pens.scrawl(rng, "margin-left:90mm;") if kind["signed"] else mark_safe(""),
    }  # fmt: skip
    return f"stranger:{name}", said, render("stranger.html", said)
