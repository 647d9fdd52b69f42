"""Writes a corpus of made documents, for measuring on layouts, wordings and conditions nobody tuned on.

    python -m bench.corpus FOLDER --count 80 --seed 1 --split B [--tiers digital,scan,poor,fax,photo,hybrid]

Split A is for tuning. Split B has other layouts and other label wordings: measure on it, do not read it.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.maker import form, samples, strangers
from bench.maker.arrivals import TIERS, arrive
from bench.maker.look import Look, draw_look
from bench.maker.paraphrases import SPLITS
from bench.maker.story import Story, tell
from radlad import doctypes
from radlad.domain.doctype import Piece

_STRANGERS, _MISDECLARED, _PROPOSALS, _RECEIVED = 0.1, 0.06, 0.07, 0.2
"""Shares of documents, the last two of those they can concern."""


def write(folder: Path, count: int, seed: str, split: str, tiers: tuple[str, ...]) -> None:
    """Writes `count` documents with `requests.jsonl` and `truth.jsonl`; the same arguments, the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    requests, truths = [], []
    for number in range(count):
        rng = random.Random(f"{split}-{seed}-{number}")
        doctype, tier = doctypes.TYPES[number % len(doctypes.TYPES)], tiers[number % len(tiers)]
        story = tell(doctype, split, rng)
        look = _look(story, tier, rng)
        layout, pdf = _drawn(story, look, tier, rng)
        made = arrive(pdf, tier, rng)
        misdeclared = not layout.startswith("stranger:") and rng.random() < _MISDECLARED
        declared = rng.choice(doctypes.TYPES) if misdeclared else doctype
        name = f"made-{split}-{seed}-{number:04d}.{made.suffix}"
        (folder / name).write_bytes(made.content)
        requests.append(samples.request(name, declared))
        truths.append({
            "file": name, **_wanted(story, layout), "pages": made.pages, "tier": tier, "layout": layout,
            "proposal": look.proposal and layout in (look.family.name, "stranger:proposal"),
        })  # fmt: skip
    samples.write_rows(folder, requests, truths)


def _look(story: Story, tier: str, rng: random.Random) -> Look:
    """A supplier's habits, with what the condition asks of them."""
    look = draw_look(story.split, rng)
    if tier == "hybrid":  # the standard fonts have no map to Unicode that could be spoilt
        look = replace(look, face="liberation")
    proposal = story.doctype.piece is Piece.ORDER and rng.random() < _PROPOSALS
    received = tier not in ("digital", "hybrid") and rng.random() < _RECEIVED
    return replace(look, proposal=proposal, received=received)


def _drawn(story: Story, look: Look, tier: str, rng: random.Random) -> tuple[str, bytes]:
    """The layout's name and the PDF: of the story's document, or of a stranger."""
    if rng.random() < _STRANGERS:
        return strangers.draw(story, look, rng)
    unsigned = look.proposal and not story.signed
    name = "stranger:proposal" if unsigned else look.family.name
    return name, form.draw(story, look, rng, bare=tier == "hybrid")


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
    parser.add_argument("--split", choices=SPLITS, default="B")
    parser.add_argument("--tiers", default=",".join(TIERS))
    given = parser.parse_args()
    write(given.folder, given.count, given.seed, given.split, tuple(given.tiers.split(",")))


if __name__ == "__main__":
    main()
