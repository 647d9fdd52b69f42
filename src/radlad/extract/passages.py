"""Where the sentences of a form are printed: alignment of a wording with the document's text, over lines and pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from radlad.domain.doctype import Wording
from radlad.extract.looks import is_small_print
from radlad.kinds.text import compact, folded
from radlad.layout.page import Segment, Sheet
from radlad.layout.rect import Rect
from radlad.layout.tokens import ANSWERS, Token

_GRAM = 5
_BIN = 24
_REMEMBERED = 2048
"""Wordings of which the parts are kept."""
_BEST = 6
"""As many places are looked at for each wording."""
_RUNNING = re.compile(r"^page \d|^\d+ ?/ ?\d+$|www\.")
"""What a page's foot says besides the small print, folded."""
_VOTES = 0.2
"""Share of a wording's parts that must be found at a place for it to be looked at."""
_RIVAL = 0.25
"""Share of the parts found at the best place that are found at another one, for it to be looked at as well."""
_SHORT = 60
_ALIKE = 0.97
"""Spans this alike are looked at no further."""
_ANSWERS = ANSWERS | {"", "x"}
"""What stands beside questions, and between the lines of those that run over a page's end."""
_SERVICES = frozenset({"vague", "vagues", "v1", "v2", "va1", "va2", "principale", "secondaire"})


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A run of the document's tokens that says, more or less, what a wording says."""

    wording: Wording
    said: str
    """The wording's own text or variant that it is most like."""
    start: int
    end: int
    likeness: float


class Text:
    """The document as one text, paragraph by paragraph, without the legal lines at the foot of its pages."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self.tokens: list[Token] = []
        self.segments: list[Segment] = []
        """The segment of each token."""
        for sheet in sheets:
            for segment in _in_order(sheet):
                self.tokens += segment.tokens
                self.segments += [segment] * len(segment.tokens)
        self._at = [i for i, t in enumerate(self.tokens) for _ in t.key]
        self._first: list[int] = []
        """Where each token begins among the characters, and where the last one ends."""
        position = 0
        for t in self.tokens:
            self._first.append(position)
            position += len(t.key)
        self._first.append(position)
        self._chars = "".join(t.key for t in self.tokens)
        self._outside: dict[frozenset[tuple[int, int]], set[str]] = {}
        self._grams: dict[str, list[int]] = defaultdict(list)
        for i in range(len(self._chars) - _GRAM + 1):
            self._grams[self._chars[i : i + _GRAM]].append(i)

    def words(self, passage: Passage) -> list[Token]:
        return self.tokens[passage.start : passage.end]

    def alone(self, passage: Passage) -> bool:
        """Whether it begins its line, and the line says little more."""
        line = [t for t in self.segments[passage.start].tokens if t.key]
        return line[0] is self.tokens[passage.start] and len(line) <= passage.end - passage.start + 4

    def begins(self, passage: Passage) -> Rect:
        """The place where its line begins, where only a heading or a number stands before it there."""
        segment, first = self.segments[passage.start], self.tokens[passage.start]
        before = [t for t in segment.tokens[: segment.tokens.index(first)] if t.key]
        return segment.tokens[0].rect if len(before) <= 6 else first.rect

    def parts_outside(self, taken: frozenset[tuple[int, int]]) -> set[str]:
        """The runs of letters that are printed outside the tokens from and to which each of `taken` goes."""
        if taken not in self._outside:
            others = {i for start, end in taken for i in range(start, end)}
            self._outside[taken] = _grams("".join(t.key for i, t in enumerate(self.tokens) if i not in others))
        return self._outside[taken]

    def places(self, wording: Wording) -> list[Passage]:
        """Where `wording` or one of its variants may be printed, the most alike first."""
        found: dict[int, Passage] = {}
        for said in (wording.text, *wording.variants):
            for start, end, likeness in self._alike(compact(said)):
                known = found.get(start)
                passage = Passage(wording, said, start, end, likeness)
                if known is None or (likeness, len(said)) > (known.likeness, len(known.said)):
                    found[start] = passage
        return sorted(found.values(), key=lambda p: (-p.likeness, p.start))

    def _alike(self, want: str) -> Iterator[tuple[int, int, float]]:
        grams = _parts(want)
        known = [(r, places) for r, gram in enumerate(grams) if (places := self._grams.get(gram))]
        if sum(len(places) for _, places in known) < _VOTES * len(grams):
            return
        votes: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for r, places in known:
            for offset in [p - r for p in places]:
                votes[offset // _BIN].append((r, offset))
        seen: set[tuple[int, int]] = set()
        tried: set[int] = set()
        least = _VOTES * len(grams)
        for place in sorted(votes, key=lambda v: -len(votes[v]))[: _BEST * 2]:
            near = votes[place] + votes.get(place + 1, []) + votes.get(place - 1, [])
            if len(near) < least:
                continue
            least = max(least, _RIVAL * len(near))
            near.sort()
            offsets = _usual(near[: max(3, len(near) // 3)], 1) | _usual(votes[place], 3)
            for span in self._spans(want, offsets - tried):
                if span[:2] not in seen:
                    seen.add(span[:2])
                    yield span
            tried |= offsets

    def _spans(self, want: str, offsets: Iterable[int]) -> Iterator[tuple[int, int, float]]:
        """The tokens that align with `want` when it begins at about each of `offsets`, and how alike they are.

        Just there first; with room around, for what lost or gained words, only where that is not alike.
        """
        for offset in offsets:
            spans = (self._span(want, offset, slack) for slack in (4, 30 + len(want) // 6))
            best = None
            for span in spans:
                if span is not None and (best is None or span[2] > best[2]):
                    best = span
                if best is not None and best[2] > _ALIKE:
                    break
            if best is not None:
                yield best

    def _span(self, want: str, offset: int, slack: int) -> tuple[int, int, float] | None:
        low = max(0, offset - 6)
        region, least = self._chars[low : offset + len(want) + slack], min(4, len(want) // 3)
        blocks = [b for b in Indel.editops(want, region).as_matching_blocks() if b.size >= least]
        if not blocks:
            return None
        first, last = blocks[0], blocks[-1]
        start = low + first.b - (first.a if first.a <= 8 else 0)
        tail = len(want) - last.a - last.size
        end = low + last.b + last.size + (tail if tail <= 8 else 0)
        begin, stop = self._snapped(max(0, start), min(end, len(self._chars)))
        if stop <= begin:
            return None
        printed = self._chars[self._first[begin] : self._first[stop]]
        return begin, stop, Indel.normalized_similarity(want, printed)

    def _snapped(self, start: int, end: int) -> tuple[int, int]:
        """From characters to the tokens that have at least half of theirs between them."""
        if start >= len(self._at) or end <= start:
            return 0, 0
        first, last = self._at[start], self._at[end - 1]
        if start - self._first[first] > len(self.tokens[first].key) / 2:
            first += 1
        if end - self._first[last] < len(self.tokens[last].key) / 2:
            last -= 1
        while first < last and not self.tokens[first].key:
            first += 1
        return first, last + 1


def share_printed(text: Text, wording: Wording, taken: Iterable[Passage]) -> float:
    """How much of a sentence, or of its variant most of which is there, is printed somewhere outside `taken`, in
    whatever order: what columns or stamps break up is no passage, and yet not absent. 0 to 1."""
    printed = text.parts_outside(frozenset((p.start, p.end) for p in taken))
    shares = (_grams(compact(said)) for said in (wording.text, *wording.variants))
    return max(len(wanted & printed) / max(1, len(wanted)) for wanted in shares)


def _grams(chars: str) -> set[str]:
    return {chars[i : i + _GRAM] for i in range(len(chars) - _GRAM + 1)}


@lru_cache(maxsize=_REMEMBERED)
def _parts(wording: str) -> tuple[str, ...]:
    """The runs of letters of a wording (compact) from each of its letters on; all of one that is shorter than they."""
    return tuple(wording[r : r + _GRAM] for r in range(max(1, len(wording) - _GRAM + 1)))


def _usual(votes: list[tuple[int, int]], most: int) -> set[int]:
    """The most frequent offsets, less those that hardly any part of the wording votes for."""
    counts = Counter(offset for _, offset in votes).most_common(most)
    return {offset for offset, n in counts if 3 * n >= counts[0][1]}


def brief(text: Text, wording: Wording, taken: Iterable[Passage], values: Collection[int]) -> Passage | None:
    """Where a wording of two words is printed on its own.

    Not inside another sentence of the form, not as the name of a service ("Prestation Ségur Vague 2"), and not in
    a field's value, whose tokens are `values` (by `id`).
    """
    spans = [(p.start, p.end) for p in taken]
    free = [
        p
        for p in text.places(wording)
        if p.likeness > 0.92
        and not any(min(p.end, b) - max(p.start, a) > 0 for a, b in spans)
        and not _names_service(text, p)
        and not any(id(t) in values for t in text.words(p))
    ]
    return max(free, key=lambda p: (text.alone(p), len(p.said), -p.start), default=None)


def _names_service(text: Text, passage: Passage) -> bool:
    """Whether a passage goes on with which service it is: on its line, or at once on the next."""
    line = text.segments[passage.end - 1]
    behind = zip(text.tokens[passage.end : passage.end + 2], text.segments[passage.end : passage.end + 2], strict=True)
    return any(t.key in _SERVICES and (s is line or i == 0) for i, (t, s) in enumerate(behind))


def assign(text: Text, wordings: Iterable[Wording]) -> dict[Wording, Passage]:
    """One passage a wording at most, and no token in two: the most alike first, its heading above it counting."""
    wordings = list(dict.fromkeys(wordings))
    everything: list[tuple[float, Passage]] = []
    known = _headings(text, wordings)
    for wording in wordings:
        for passage in text.places(wording):
            if passage.likeness >= (0.84 if len(compact(passage.said)) < _SHORT else 0.72):
                bonus = 0.12 * _under(wording, passage, known)
                everything.append((passage.likeness + bonus + min(0.02, len(passage.said) / 10000), passage))
    taken: list[tuple[int, int]] = []
    chosen: dict[Wording, Passage] = {}
    for _, passage in sorted(everything, key=lambda e: (-e[0], e[1].start)):
        free = not any(min(passage.end, b) - max(passage.start, a) > 0 for a, b in taken)
        if passage.wording not in chosen and free:
            chosen[passage.wording] = passage
            taken.append((passage.start, passage.end))
    return chosen


def _headings(text: Text, wordings: Iterable[Wording]) -> list[tuple[int, str]]:
    """Where the headings that wordings stand under are printed, each beginning its line."""
    names = {compact(h) for w in wordings for h in w.heading}
    found = []
    for i, token in enumerate(text.tokens):
        if i and text.segments[i] is text.segments[i - 1]:
            continue
        line = "".join(t.key for t in text.segments[i].tokens)
        found += [(i, n) for n in names if line.startswith(n) and token.key]
    return found


def _under(wording: Wording, passage: Passage, headings: list[tuple[int, str]]) -> int:
    """1 when the nearest heading above is the wording's own, -1 when it is another's, 0 when there is none."""
    if not wording.heading:
        return 0
    nearest = max((h for h in headings if h[0] <= passage.start), default=None)
    if nearest is None:
        return 0
    return 1 if nearest[1] in {compact(h) for h in wording.heading} else -1


def _in_order(sheet: Sheet) -> Iterator[Segment]:
    heads = [s for s in sheet.segments if s.above is None]
    for head in sorted(heads, key=lambda s: (s.rect.y0, s.rect.x0)):
        line: Segment | None = head
        while line is not None:
            low = line.rect.y0 > 0.85 * sheet.height
            foot = low and (is_small_print(line.text) or _RUNNING.search(folded(line.text)))
            if not foot and not _ANSWERS.issuperset(t.key for t in line.tokens):
                yield line
            line = line.below
