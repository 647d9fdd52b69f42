"""A story drawn on a family's paper, or one of the papers that are none of those asked for."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from bench.maker.press import strangers
from bench.maker.press.chromium import Press, Sheet, bare
from bench.maker.press.content import content
from bench.maker.press.families import Family, families, filled, render
from bench.maker.story import Story


@dataclass(frozen=True)
class Occasion:
    """How this document comes to be: a stranger, a proposal, stamped on arrival, with maps of fonts laid bare."""

    stranger: bool
    proposal: bool
    received: bool
    bare: bool


def draw(press: Press, story: Story, occasion: Occasion, rng: random.Random, family: str = "") -> tuple[str, bytes]:
    """The layout's name and the PDF; of a random family of the story's half, or of the one named."""
    kept = [f for f in families(story.split) if family in ("", f.name)]
    chosen = rng.choice(kept)
    if occasion.stranger:
        name, said, body = strangers.draw(story, chosen, rng)
    else:
        unsigned = occasion.proposal and not story.signed
        name = "stranger:proposal" if unsigned else chosen.name
        said = content(story, chosen, rng, occasion.proposal, occasion.received)
        body = render(f"{chosen.name}.html", said)
    pdf = press.pdf(_sheet(chosen, said, body))
    return name, bare(pdf) if occasion.bare else pdf


def _sheet(family: Family, said: dict[str, Any], body: str) -> Sheet:
    return Sheet(body, _repeated(family.head, said), _repeated(family.foot, said), family.landscape, family.margin)


def _repeated(template: str, said: dict[str, Any]) -> str:
    """What each page repeats, in the document's own face."""
    if not template:
        return ""
    style = f"font:6.5pt '{said['face']}',sans-serif;width:100%;padding:0 14mm;color:#444"
    return f'<div style="{style}">{filled(template, said)}</div>'
