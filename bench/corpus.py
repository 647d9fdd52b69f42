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
from bench.maker.arrivals import TIERS, Arrival, arrive
from bench.maker.look import draw_look
from bench.maker.paraphrases import SPLITS
from bench.maker.story import Story, tell
from radlad import doctypes
from radlad.domain.doctype import DocumentType

_STRANGERS, _MISDECLARED = 0.1, 0.06


def write(folder: Path, count: int, seed: str, split: str, tiers: tuple[str, ...]) -> None:
    """Writes `count` documents with `requests.jsonl` and `truth.jsonl`; the same arguments, the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    requests, truths = [], []
    for number in range(count):
        rng = random.Random(f"{split}-{seed}-{number}")
        doctype, tier = doctypes.TYPES[number % len(doctypes.TYPES)], tiers[number % len(tiers)]
        story, look = tell(doctype, split, rng), draw_look(split, rng)
        if tier == "hybrid":  # the standard fonts have no map to Unicode that could be spoilt
            look = replace(look, face="liberation")
        if rng.random() < _STRANGERS:
            layout, pdf = strangers.draw(story, look, rng)
            made, declared = arrive(pdf, tier, rng), doctype
        else:
            layout, pdf = look.family.name, form.draw(story, look, rng, bare=tier == "hybrid")
            made = arrive(pdf, tier, rng)
            declared = rng.choice(doctypes.TYPES) if rng.random() < _MISDECLARED else doctype
        name = f"made-{split}-{seed}-{number:04d}.{made.suffix}"
        (folder / name).write_bytes(made.content)
        requests.append(samples.request(name, declared))
        truths.append(_truth(name, story, tier, layout, made, declared))
    samples.write_rows(folder, requests, truths)


def _truth(name: str, story: Story, tier: str, layout: str, made: Arrival, declared: DocumentType) -> dict[str, Any]:
    doctype = story.doctype
    stranger = layout.startswith("stranger:")
    lane = declared.lane if stranger else doctype.lane
    return {
        "file": name, "couloir": lane.couloir, "sons": lane.sons, "type": None if stranger else doctype.piece.value,
        "pages": made.pages, "tier": tier, "layout": layout, "proposal": False,
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
