"""Writes a corpus of made documents, for measuring on layouts and conditions nobody tuned on.

python -m bench.corpus FOLDER --count 80 --seed 1 [--tiers digital,scan,poor,fax,photo]
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from bench.maker import forms, samples
from bench.maker.facts import invent
from radlad import doctypes

_SUFFIXES = {"digital": "pdf", "scan": "pdf", "poor": "pdf", "fax": "tif", "photo": "pdf"}


def write(folder: Path, count: int, seed: str, tiers: tuple[str, ...]) -> None:
    """Writes `count` documents, every eleventh a stranger, with `requests.jsonl` and `truth.jsonl`."""
    folder.mkdir(parents=True, exist_ok=True)
    requests, truths = [], []
    for number in range(count):
        rng = random.Random(f"{seed}-{number}")
        doctype = doctypes.TYPES[number % len(doctypes.TYPES)]
        tier = tiers[number % len(tiers)]
        look, facts = forms.style(rng), invent(doctype, rng)
        stranger = number % 11 == 10
        name = f"made-{seed}-{number:04d}.{_SUFFIXES[tier]}"
        pdf = forms.letter(facts, look, rng) if stranger else forms.draw(facts, look, rng)
        (folder / name).write_bytes(samples.captured(pdf, tier, _SUFFIXES[tier], rng))
        requests.append(samples.request(name, doctype))
        truths.append(
            samples.stranger_truth(name, doctype, tier, "stranger:letter")
            if stranger
            else samples.truth(name, facts, tier, look.pairs)
        )
    samples.write_rows(folder, requests, truths)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=80)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--tiers", default="digital,scan,poor,fax,photo")
    given = parser.parse_args()
    write(given.folder, given.count, given.seed, tuple(given.tiers.split(",")))


if __name__ == "__main__":
    main()
