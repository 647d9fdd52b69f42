"""Words chained into runs of print: what stands close together on one line, however skewed the page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from radlad.domain.document import Box, Word

_GAP = 2.2
"""Widest gap inside a run, in heights of its print."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words on one line. `folded` is its text without accents, case, spaces and punctuation."""

    words: tuple[Word, ...]
    text: str
    folded: str
    box: Box


def fold(text: str) -> str:
    """`text` without accents, case, spaces and punctuation."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(filter(str.isalnum, plain.lower()))


def segments_of(words: Iterable[Word], aspect: float) -> list[Segment]:
    """The runs of a page, from top to bottom; `aspect` is the page's height over its width."""
    ordered = sorted(words, key=lambda w: w.box.x0)
    reach = _GAP * aspect * max((w.box.height for w in ordered), default=0.0)
    chains: list[list[Word]] = []
    near: list[list[Word]] = []
    for word in ordered:
        left, top, bottom = word.box.x0 - reach, word.box.y0, word.box.y1
        near = [chain for chain in near if chain[-1].box.x1 > left]
        fit = [c for c in near if c[-1].box.y0 < bottom and top < c[-1].box.y1 and _follows(c, word, aspect)]
        if fit:
            max(fit, key=lambda chain: chain[-1].box.x1).append(word)
        else:
            chains.append([word])
            near.append(chains[-1])
    found = [_segment(chain) for chain in chains]
    return sorted(found, key=lambda s: (s.box.y0, s.box.x0))


def _follows(chain: Sequence[Word], word: Word, aspect: float) -> bool:
    last = chain[-1].box
    level = min(last.y1, word.box.y1) - max(last.y0, word.box.y0)
    tall = max(b.box.height for b in chain[-3:])
    near = -0.5 * tall * aspect < word.box.x0 - last.x1 < _GAP * max(tall, word.box.height) * aspect
    return (
        near and level > 0.35 * min(last.height, word.box.height) and word.box.height < 2.5 * tall < 6 * word.box.height
    )


def _segment(chain: list[Word]) -> Segment:
    text = " ".join(w.text for w in chain)
    return Segment(tuple(chain), text, fold(text), Box.around(w.box for w in chain))
