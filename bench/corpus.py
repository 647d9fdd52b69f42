"""Writes a corpus of made documents, for measuring on layouts, wordings and conditions nobody tuned on.

    python -m bench.corpus FOLDER --count 80 --seed 1 --split B [--tiers digital,scan,poor,fax,photo,hybrid]

Split A is for tuning. Split B has other layouts and other label wordings: measure on it, do not read it.
Splits C and D, and again E and F, stand to one another as A and B do, and are printed from HTML by a browser
(`bench.maker.press`). Splits G to Z are printed so too: G is for judging alone, the others for learning.
The hard ways in (`bench.maker.hardships`) are tiers too, as `hard-curled`; asked for alone, each gets the same papers.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from bench.maker import form, press, samples, strangers
from bench.maker.arrivals import TIERS, arrive
from bench.maker.look import Look, draw_look
from bench.maker.paraphrases import SPLITS
from bench.maker.press import chromium, drawing
from bench.maker.story import Story, tell
from radlad import doctypes
from radlad.domain.doctype import Piece

_STRANGERS, _MISDECLARED, _PROPOSALS, _RECEIVED = 0.1, 0.06, 0.07, 0.2
"""Shares of documents, the last two of those they can concern."""


def write(folder: Path, count: int, seed: str, split: str, tiers: tuple[str, ...]) -> None:
    """Writes `count` documents with `requests.jsonl` and `truth.jsonl`; the same arguments, the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    requests, truths = [], []
    with _maker(split) as drawn:
        for number in range(count):
            rng = random.Random(f"{split}-{seed}-{number}")
            doctype, tier = doctypes.TYPES[number % len(doctypes.TYPES)], tiers[number % len(tiers)]
            story = tell(doctype, split, rng)
            layout, proposal, pdf = drawn(story, tier, rng)
            made = arrive(pdf, tier, rng)
            stranger = layout.startswith("stranger:")
            misdeclared = not stranger and rng.random() < _MISDECLARED
            declared = rng.choice(doctypes.TYPES) if misdeclared else doctype
            name = f"made-{split}-{seed}-{number:04d}.{made.suffix}"
            (folder / name).write_bytes(made.content)
            requests.append(samples.request(name, declared))
            truths.append({
                "file": name, **_wanted(story, layout), "pages": made.pages, "tier": tier, "layout": layout,
                "proposal": proposal and (not stranger or layout == "stranger:proposal"),
            })  # fmt: skip
    samples.write_rows(folder, requests, truths)


Maker = Callable[[Story, str, random.Random], tuple[str, bool, bytes]]
"""From a story, a condition and the generator to the layout's name, whether a proposal was asked for, and the PDF."""


@contextmanager
def _maker(split: str) -> Iterator[Maker]:
    if split in press.HALVES:
        with chromium.started() as started:
            yield partial(_printed, started)
    else:
        yield _drawn


def _drawn(story: Story, tier: str, rng: random.Random) -> tuple[str, bool, bytes]:
    """Of the story's document, or of a stranger, drawn line by line."""
    look = _look(story, tier, rng)
    if rng.random() < _STRANGERS:
        name, pdf = strangers.draw(story, look, rng)
        return name, look.proposal, pdf
    unsigned = look.proposal and not story.signed
    name = "stranger:proposal" if unsigned else look.family.name
    return name, look.proposal, form.draw(story, look, rng, bare=tier == "hybrid")


def _look(story: Story, tier: str, rng: random.Random) -> Look:
    """A supplier's habits, with what the condition asks of them."""
    look = draw_look(story.split, rng)
    if tier == "hybrid":  # the standard fonts have no map to Unicode that could be spoilt
        look = replace(look, face="liberation")
    proposal, received = _chances(story, tier, rng)
    return replace(look, proposal=proposal, received=received)


def _chances(story: Story, tier: str, rng: random.Random) -> tuple[bool, bool]:
    """Whether it is headed as a proposal, and whether a registry stamped it on arrival."""
    proposal = story.doctype.piece is Piece.ORDER and rng.random() < _PROPOSALS
    return proposal, tier not in ("digital", "hybrid") and rng.random() < _RECEIVED


def _printed(started: chromium.Press, story: Story, tier: str, rng: random.Random) -> tuple[str, bool, bytes]:
    """The same, printed by a browser."""
    proposal, received = _chances(story, tier, rng)
    occasion = drawing.Occasion(rng.random() < _STRANGERS, proposal, received, bare=tier == "hybrid")
    layout, pdf = drawing.draw(started, story, occasion, rng)
    return layout, proposal, pdf


def _wanted(story: Story, layout: str) -> dict[str, Any]:
    """What is to be returned: nothing of a stranger."""
    doctype, stranger = story.doctype, layout.startswith("stranger:")
    return {
        "couloir": doctype.lane.couloir, "sons": doctype.lane.sons, "type": None if stranger else doctype.piece.value,
        "fields": {} if stranger else story.truth,
        "kinds": {} if stranger else {f.balise: f.kind.value for f in doctype.fields},
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=80)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--split", choices=(*SPLITS, *press.HALVES), default="B")
    parser.add_argument("--tiers", default=",".join(TIERS))
    given = parser.parse_args()
    write(given.folder, given.count, given.seed, given.split, tuple(given.tiers.split(",")))


if __name__ == "__main__":
    main()
