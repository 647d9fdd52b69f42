"""Papers that must be rejected, `Inconnu` (decisions.md 11 and 12): what surrounds the papers asked for."""

from __future__ import annotations

import random

from bench.maker import ink, pairs
from bench.maker.blocks import gather, iban
from bench.maker.look import Look
from bench.maker.paper import Paper
from bench.maker.paraphrases import data
from bench.maker.prices import table
from bench.maker.story import Story

_HEADS = ["Désignation", "Qté", "P.U. HT", "Total HT"]


def draw(story: Story, look: Look, rng: random.Random) -> tuple[str, bytes]:
    """The kind of stranger (`stranger:quote`) and its PDF."""
    name = rng.choice(sorted(data("strangers")))
    kind, p = data("strangers")[name], Paper(look)
    said = _facts(story, rng)
    p.lines([story.firm.name if name != "letter" else story.house.name], p.left, size=p.size + 2, bold=True)
    p.lines([story.firm.address if name != "letter" else story.house.address], p.left)
    p.y -= 20
    for line in rng.choice(kind["titles"]).format(**said).split("\n"):
        p.paragraph(line, size=p.size + (4 if name != "mail" else 0), bold=True)
    p.y -= 14
    if name in ("quote", "delivery") and rng.random() < 0.5:  # with all that an order of theirs would show
        for block in gather(story, look, rng).values():
            p.heading(block.heading)
            pairs.draw(p, block.rows)
        p.y -= 10
    for line in kind["lines"]:
        p.paragraph(str(line).format(**said))
        p.y -= 8
    if name in ("quote", "foreign_invoice"):
        table(
            p,
            [
                _HEADS,
                ["Licence et mise en service" if name == "quote" else "Fournitures", "1", said["net"], said["net"]],
            ],
            [2.4, 0.5, 1, 1],
        )
    if name == "letter" or (name == "delivery" and rng.random() < 0.6):
        ink.scrawl(p, rng, p.left + 0.5 * p.span, p.y - 50, 90)
    return f"stranger:{name}", p.pdf()


def blank(look: Look) -> bytes:
    """A sheet with nothing on it."""
    p = Paper(look)
    p.put(p.left, p.y, " ")
    return p.pdf()


def _facts(story: Story, rng: random.Random) -> dict[str, str]:
    return {
        "n": str(rng.randrange(1000, 99999)), "date": f"{rng.randrange(1, 29):02d}/{rng.randrange(1, 13):02d}/2026",
        "code": story.code, "net": story.written(story.net), "gross": story.written(round(1.2 * story.net, 2)),
        "client": story.house.name, "person": story.signer, "seller": story.firm.seller, "supplier": story.firm.name,
        "town": story.firm.town, "iban": iban(rng), "mail": story.firm.mail,
    }  # fmt: skip
