"""The wordings suppliers print, as data, in two halves: A to tune on, B held out.

The halves are fixed: which half a wording falls in depends on the wording's list alone, never on a document's seed.
"""

from __future__ import annotations

import random
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

_WORDS = Path(__file__).parent / "words"
SPLITS = ("A", "B")
USES = ("full", "short", "column")


@cache
def data(name: str) -> dict[str, Any]:
    """The content of `words/<name>.toml`."""
    return tomllib.loads((_WORDS / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def wordings(concept: str, use: str, split: str) -> tuple[str, ...]:
    """The wordings of that half for a concept; `use` is `full`, `short` or `column`. Empty where none are kept.

    Wordings that differ in punctuation alone count as one, so that none can be in both halves.
    """
    entries = {fold(e): e for e in _listed(concept, use)}
    for other in USES[: USES.index(use)]:
        for e in _listed(concept, other):
            entries.pop(fold(e), None)
    dealt = sorted(entries.values())
    random.Random(f"halves of {concept}/{use}").shuffle(dealt)
    return tuple(dealt[SPLITS.index(split) :: 2])


def _listed(concept: str, use: str) -> list[str]:
    return list(data("labels").get(concept, {}).get(use, ()))


def concepts() -> tuple[str, ...]:
    return tuple(data("labels"))


def text(group: str, split: str, rng: random.Random, key: str = "") -> str:
    """A title, heading or the like of that half: `texts.toml`, table `group` (and `key` inside it)."""
    table = data("texts")[group]
    return str(rng.choice((table[key] if key else table)[split.lower()]))


def fold(wording: str) -> str:
    """Letters and digits, without accents or case."""
    plain = unicodedata.normalize("NFKD", wording).lower()
    return "".join(c for c in plain if c.isalnum())
