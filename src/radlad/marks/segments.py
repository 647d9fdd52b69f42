"""Words chained into runs of print: what stands close together on one line, however skewed the page."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from radlad.domain.document import Box, Word

_GAP = 2.2
"""Widest gap inside a run, in heights of its print."""
_BANDS = 80
"""Into as many bands, about as high as a line, a page is cut down."""
_REMEMBERED = 4096
"""Runs and wordings of a few documents: each is asked for several times."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words on one line. `folded` is its text without accents, case, spaces and punctuation."""

    words: tuple[Word, ...]
    text: str
    folded: str
    box: Box


@lru_cache(maxsize=_REMEMBERED)
def fold(text: str) -> str:
    """`text` without accents, case, spaces and punctuation."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(filter(str.isalnum, plain.lower()))


def segments_of(words: Iterable[Word], aspect: float) -> list[Segment]:
    """The runs of a page, from top to bottom; `aspect` is the page's height over its width."""
    ordered = sorted(words, key=lambda w: w.box.x0)
    reach = _GAP * aspect * max((w.box.height for w in ordered), default=0.0)
    chains: list[list[Word]] = []
    ends: defaultdict[int, list[int]] = defaultdict(list)
    """Which chains end with a word that stands in a band of the page."""
    for word in ordered:
        bands = _bands(word.box)
        number = _chain_of(word.box, bands, chains, ends, reach, aspect)
        if number == len(chains):
            chains.append([word])
        else:
            for band in _bands(chains[number][-1].box):
                ends[band].remove(number)
            chains[number].append(word)
        for band in bands:
            ends[band].append(number)
    found = [_segment(chain) for chain in chains]
    return sorted(found, key=lambda s: (s.box.y0, s.box.x0))


def _chain_of(
    box: Box, bands: range, chains: list[list[Word]], ends: Mapping[int, list[int]], reach: float, aspect: float
) -> int:
    """The one of `chains` that a word at `box` continues, the farthest right; one more than there are, if none."""
    left, top, bottom = box.x0 - reach, box.y0, box.y1
    best, farthest = len(chains), left
    for band in bands:
        for number in ends[band]:
            last = chains[number][-1].box
            farther = last.x1 > farthest or (last.x1 == farthest and number < best < len(chains))
            if farther and last.y0 < bottom and top < last.y1 and _follows(chains[number], box, aspect):
                best, farthest = number, last.x1
    return best


def _bands(box: Box) -> range:
    """The bands of the page that it stands in."""
    return range(int(box.y0 * _BANDS), int(box.y1 * _BANDS) + 1)


def _follows(chain: Sequence[Word], box: Box, aspect: float) -> bool:
    last = chain[-1].box
    if min(last.y1, box.y1) - max(last.y0, box.y0) <= 0.35 * min(last.height, box.height):
        return False
    tall = max([b.box.height for b in chain[-3:]])
    near = -0.5 * tall * aspect < box.x0 - last.x1 < _GAP * max(tall, box.height) * aspect
    return near and box.height < 2.5 * tall < 6 * box.height


def _segment(chain: list[Word]) -> Segment:
    text = " ".join(w.text for w in chain)
    return Segment(tuple(chain), text, fold(text), Box.around(w.box for w in chain))
