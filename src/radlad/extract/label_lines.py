"""Labels of several lines of which only one is known: which lines above and below belong to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from radlad.extract.captions import CLOSERS, JOINERS, REST
from radlad.extract.hit import Hit, unelided
from radlad.extract.roles import is_bracketed
from radlad.extract.vocabulary import Vocabulary
from radlad.extract.zones import is_service_name
from radlad.kinds.text import compact
from radlad.layout.page import Segment
from radlad.layout.tokens import is_typed

_KNOWN = 0.97
"""A label this like one of its wordings is whole."""
_FEW = 3
"""Words that end a label behind "de", beside its value, are fewer: "l'ANS"."""
_LITTLE = 0.9
"""How high the letters of a label may be to those of the value below it."""
_FLUSH = 0.3
"""Letter sizes between the left edges of the lines of a label, at most."""
_CELL = 12
"""A label that fills a cell has no more words."""


def is_over_value(line: Segment, below: Segment) -> bool:
    """Whether what stands below a label is set larger and begins as a value does: "Nature", and "Prestation Ségur"."""
    return line.letter < _LITTLE * below.letter and below.text[0].isupper() and not below.text.isupper()


def with_upper_line(hit: Hit, hits: list[Hit], vocabulary: Vocabulary) -> Hit:
    """`hit` as the last line of a label whose first line nobody knows: "Code de / référencement :"."""
    above = hit.segment.above
    if above is None or hit.upper or not hit.starts_segment or not hit.ends_segment:
        return hit
    known = any(h.segment is above or above in h.upper for h in hits)
    said = any(c.isdigit() or c in "@:?." for t in above.tokens for c in t.text)
    unfinished = above.tokens[-1].key in JOINERS or hit.tokens[0].text[:1].islower() or hit.tokens[0].text[:1] == "("
    if known or said or not unfinished or len(above.tokens) > REST:
        return hit
    whole = replace(hit, upper=[above], tokens=[*above.tokens, *hit.tokens])
    whole.meanings = vocabulary.reworded(whole.text, hit.meanings)
    return whole


def with_whole_cells(hits: list[Hit], vocabulary: Vocabulary) -> list[Hit]:
    """Labels that fill a ruled cell with words of labels, as one over all its lines."""
    whole = [(hit, found) for hit in hits if (found := _of_cell(hit, vocabulary)) is not None]
    cells = {id(t) for _, found in whole for t in found.tokens}
    kept = [h for h in hits if not any(id(t) in cells for t in h.tokens)]
    firsts = {id(found.tokens[0]): found for _, found in whole}
    return [*kept, *firsts.values()]


def _of_cell(hit: Hit, vocabulary: Vocabulary) -> Hit | None:
    if not any(vocabulary.field_of(m) for m in hit.meanings):
        return None
    cell = hit.sheet.cell_of(hit.segment)
    lines = hit.sheet.inside(cell) if cell is not None else []
    tokens = [t for s in lines for t in s.tokens]
    words = [t for t in tokens if t.key]
    if not hit.words < len(words) <= _CELL or any(c.isdigit() or c in "@:" for t in words for c in t.text):
        return None
    near = all(0.0 < b.rect.y0 - a.rect.cy < hit.sheet.em and not is_over_value(a, b) for a, b in pairwise(lines))
    if not near or not all(t.text.islower() or vocabulary.is_label_word(t.key) for t in words):
        return None
    if is_service_name(lines) or _is_told_of(hit, lines, vocabulary):
        return None
    last = lines[-1]
    whole = Hit([], tokens, last, 0, len(last.tokens), hit.sheet, upper=lines[:-1])
    whole.note(tokens)
    whole.meanings = list(vocabulary.likened(whole.text)) or vocabulary.reworded(whole.text, hit.meanings)
    return whole


def _is_told_of(label: Hit, lines: Sequence[Segment], vocabulary: Vocabulary) -> bool:
    """Whether all that `lines` say beyond a known label is another sentence: "En euros, deux décimales"."""
    below = lines[lines.index(label.segment) + 1 :]
    first = below[0].tokens[0] if label.alone and label.likeness >= _KNOWN and below else None
    if first is None or not first.text[:1].isupper():
        return False
    return first.key in JOINERS or not vocabulary.is_label_word(first.key)


def with_lower_lines(hits: list[Hit], vocabulary: Vocabulary) -> list[Hit]:
    """Labels with the last line that belongs to them, whatever else it may mean alone."""
    longer = [found for hit in hits if (found := _with_lower_line(hit, vocabulary)) is not None]
    lines = {id(s) for hit in longer for s in (hit.segment, *hit.upper)}
    return [*longer, *(h for h in hits if id(h.segment) not in lines)]


def _with_lower_line(hit: Hit, vocabulary: Vocabulary) -> Hit | None:
    """`hit` as the first lines of a label, whose last says who or what is meant: "E-mail du / contact client :",
    "Montant HT / secondaire :", "N° attribué par / l'ANS" beside its value, or in brackets at the end of its cell."""
    below = hit.segment.below
    if below is None or not hit.alone or hit.closed or len(below.tokens) > REST:
        return None
    ended = CLOSERS.search(below.tokens[-1].text) is not None
    beside = hit.segment is not hit.sheet.row_of(hit.segment)[-1]
    aside = _is_aside(hit, below) or (beside and _is_flush_aside(hit, below))
    if not (aside or _goes_on(hit, below, ended, beside)) or any(map(is_typed, below.tokens)):
        return None
    longer = replace(
        hit, tokens=[*hit.tokens, *below.tokens], segment=below, start=0, end=len(below.tokens), closed=ended,
        upper=[*hit.upper, hit.segment],
    )  # fmt: skip
    longer.note(below.tokens)
    exact = vocabulary.exact(compact(longer.text))
    longer.meanings = exact or (hit.meanings if aside else vocabulary.reworded(longer.text, hit.meanings))
    return longer


def _goes_on(hit: Hit, below: Segment, ended: bool, beside: bool) -> bool:
    """Whether a label has no end yet, that `below` is: behind "de", within a bracket, or before which service it is of.

    `ended`: whether a colon ends `below`; `beside`: whether something stands right of the label.
    """
    if hit.tokens[-1].key in JOINERS:
        elided = len(below.tokens) < _FEW and unelided(below.tokens[0]) != below.tokens[0].key
        if ended or below.text.islower() or (beside and elided):
            return True
    if beside and hit.text.count("(") > hit.text.count(")") and below.text.endswith(")"):
        return True
    return ended and below.text.islower() and is_service_name([below])


def _is_flush_aside(hit: Hit, line: Segment) -> bool:
    """Whether what stands in brackets right under a label that is no bracket begins where it begins."""
    flush = abs(line.rect.x0 - hit.segment.rect.x0) < _FLUSH * hit.sheet.em
    return flush and is_bracketed(line) and not is_bracketed(hit.segment)


def _is_aside(hit: Hit, line: Segment) -> bool:
    """Whether what a cell says below a label, in brackets, is all that it says."""
    cell = hit.sheet.cell_of(line)
    whole = [*hit.upper, hit.segment, line]
    return is_bracketed(line) and not is_bracketed(hit.segment) and cell is not None and hit.sheet.inside(cell) == whole
