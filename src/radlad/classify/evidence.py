"""What a document shows of its type: its title, its sentences, its labels and the codes of its lane."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from radlad.doctypes import TYPES
from radlad.doctypes.titles import (
    CODES,
    EITHER_TITLES,
    FOREIGN_TITLES,
    LETTER_WORDS,
    PROPOSAL_TITLES,
    SELF_NAMES,
    TITLES,
    VA_NAME,
)
from radlad.domain.doctype import Choice, DocumentType, Labels, Lane, Piece, Wording
from radlad.kinds.text import compact, folded, tokens
from radlad.layout.page import Segment, Sheet
from radlad.layout.tokens import NUMBER

_GRAM = 7
_TELLING_LETTERS = 5
"""A wording of no more letters begins too many lines to tell of its label."""
_PRESENT = 0.62
"""A sentence with this share of its letters on the document, seven by seven, is printed there."""
_OF_LABELS = frozenset({"n", "no", "numero", "ref", "reference", "date", "votre", "notre"})
"""Words that begin the label of a number or a date, and no title."""
_NUMBER = re.compile(rf"^(?:{NUMBER.pattern})(?: [-–—:])? (?=\D)")
"""What numbers the fields of a form before their labels: "A1 – ", "3.2 "."""
_ASKED = re.compile(r"^(?:à )?quel(?:le)?s? (?:est|sont) (?:le |la |les |l['’] ?)", re.IGNORECASE)
"""How a question begins that asks for what a label names: "Quel est le nom du client ?"."""
_PROGRAMME = ("segur", "numeriqueensante")
"""How the programme is named, in compact form."""
_UPPER = 0.5
"""A title stands in this upper part of the first page that has words."""
_LARGE = 1.2
"""Letters this much taller than usual are those of a title."""
_OURS = 0.5
"""How much more a line looks like the title that says a piece and a lane: "Chiffrage" heads a part below it."""
_FIRST = 24
"""Letters of a line before the title in it, at most."""
_SPACED = 3
"""Letters that stand apart in a title whose letters are spaced out, at least."""

_PARTED = re.compile(r"\s+[-–—:|]\s+")
"""What stands between the programme's name and a title, or a title and what it is about."""
_YOURS = (["votre"], ["notre"])
"""A title in large letters may begin so ("Votre facture"), as labels do."""


@dataclass(frozen=True, slots=True)
class Title:
    """A line that says what the document is. `piece` None: something that is no piece of ours."""

    text: str
    piece: Piece | None
    proposal: bool
    page: int
    strength: float
    """How much it looks like a title: from 1.2 (barely) to 3.5."""

    @property
    def coded(self) -> bool:
        """Whether it says the code of a lane."""
        return _ANY_CODE.search(folded(self.text)) is not None


class Evidence:
    """All that a document shows, whatever its type; then asked type by type."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self.words = sum(len(s.page.words) for s in sheets)
        lines = [compact(_ASKED.sub("", _NUMBER.sub("", s.text))) for sheet in sheets for s in sheet.segments]
        self._begun = _begun(lines)
        flat = "".join(compact(p) for sheet in sheets for p in _paragraphs(sheet))
        self._grams = {flat[i : i + _GRAM] for i in range(len(flat) - _GRAM + 1)}
        self._printed: dict[str, bool] = {}
        """Whether a sentence is printed, once a type that has it asked."""
        self.title = _title(sheets)
        self.lanes = _lane_codes(sheets)
        self.named = bool(self.lanes) or any(n in flat for n in _PROGRAMME)
        """Whether something names the programme or a lane: each paper of ours does (CCTP III)."""
        starts = "\n".join(["", *lines])
        self.letter = sum(f"\n{compact(w)}" in starts for w in LETTER_WORDS) >= 2
        self.of_itself = {piece for piece, names in SELF_NAMES.items() if any(compact(n) in flat for n in names)}
        """The pieces that its sentences say it is."""

    def sentences(self, doctype: DocumentType) -> float:
        """The share of the type's sentences that are printed (0 to 1), each weighing more the fewer types have it."""
        weights = _sentence_weights(doctype.key)
        return sum(w for text, w in weights.items() if self._prints(text)) / sum(weights.values())

    def labels(self, doctype: DocumentType) -> float:
        """The share of the type's labels that begin a line or a cell (0 to 1), weighed likewise."""
        weights = _label_weights(doctype.key)
        return sum(w for labels, w in weights.items() if labels in self._begun) / sum(weights.values())

    def _prints(self, text: str) -> bool:
        if text not in self._printed:
            grams = _grams(text)
            self._printed[text] = len(grams & self._grams) >= _PRESENT * len(grams)
        return self._printed[text]


def _paragraphs(sheet: Sheet) -> Iterator[str]:
    for segment in sheet.segments:
        if segment.above is None:
            line: Segment | None = segment
            parts = []
            while line is not None:
                parts.append(line.text)
                line = line.below
            yield " ".join(parts)


@cache
def _grams(text: str) -> frozenset[str]:
    key = compact(text)
    return frozenset(key[i : i + _GRAM] for i in range(max(1, len(key) - _GRAM + 1)))


@cache
def _labels_worded() -> Mapping[str, frozenset[Labels]]:
    """The labels of all types by their wordings, in compact form, those too short to tell left out."""
    found: dict[str, set[Labels]] = defaultdict(set)
    for labels in set().union(*map(_labels_of, TYPES)):
        for wording in labels.wordings:
            if len(key := compact(wording)) > _TELLING_LETTERS:
                found[key].add(labels)
    return {key: frozenset(known) for key, known in found.items()}


@cache
def _lengths() -> Mapping[str, tuple[int, ...]]:
    """The lengths of the wordings by their first letters."""
    found: dict[str, set[int]] = defaultdict(set)
    for key in _labels_worded():
        found[key[:_TELLING_LETTERS]].add(len(key))
    return {start: tuple(lengths) for start, lengths in found.items()}


def _begun(lines: Iterable[str]) -> set[Labels]:
    """The labels that begin one of `lines` (in compact form)."""
    worded, lengths = _labels_worded(), _lengths()
    starts = {line[:length] for line in lines for length in lengths.get(line[:_TELLING_LETTERS], ())}
    return {labels for start in starts & worded.keys() for labels in worded[start]}


def _sentences(doctype: DocumentType) -> set[str]:
    texts: set[str] = set()
    for f in doctype.fields:
        if isinstance(f.anchor, Wording):
            texts.add(f.anchor.text)
        elif isinstance(f.anchor, Choice):
            texts |= {o.wording.text for o in f.anchor.options}
    return {t for t in texts if len(compact(t)) > 20}


@cache
def _sentence_weights(key: str) -> Mapping[str, float]:
    uses = [_sentences(t) for t in TYPES]
    doctype = next(t for t in TYPES if t.key == key)
    return {text: min(3.0, len(text) / 60) / sum(text in u for u in uses) for text in _sentences(doctype)}


def _labels_of(doctype: DocumentType) -> set[Labels]:
    return {f.anchor for f in doctype.fields if isinstance(f.anchor, Labels)}


@cache
def _label_weights(key: str) -> Mapping[Labels, float]:
    uses = [_labels_of(t) for t in TYPES]
    doctype = next(t for t in TYPES if t.key == key)
    return {labels: 1 / sum(labels in u for u in uses) for labels in _labels_of(doctype)}


# -- titles
_ENDED = re.compile(r"(?:[.,]|\d ?(?:€|eur|euros))\s*$", re.IGNORECASE)
"""How a sentence ends, and a line of an account, which is no title either."""
_RECEIVED = re.compile(r"^(?:recu|arrive)\b|\b(?:courrier|service|bureau)\b.*\b(?:recu|arriv)")
"""A stamp of arrival, which says what a post room took a paper for, not what it is."""


def _title(sheets: Collection[Sheet]) -> Title | None:
    """The strongest title of the first page that has words."""
    first = next((s for s in sheets if s.segments), None)
    if first is None:
        return None
    found = [t for s in first.segments if s.rect.cy < _UPPER * first.height and (t := _as_title(first, s))]
    return max(found, key=lambda t: (round(t.strength, 1), t.piece is not None), default=None)


def _as_title(sheet: Sheet, segment: Segment) -> Title | None:
    printed = [t for t in segment.tokens if t.key]
    if not printed or len(printed) > 12 or _ENDED.search(segment.text):
        return None
    words = tokens(segment.text)
    if len(words) > _SPACED and all(len(w) == 1 for w in words):
        words = ["".join(words)]  # letters spaced out
    size = max(t.rect.height for t in printed) / sheet.letter
    said = _said(words[1:] if size > _LARGE and words[:1] in _YOURS else words)
    if said is None and (size > _LARGE or _ANY_CODE.search(folded(segment.text))):
        said = next(filter(None, (_said(tokens(part)) for part in _PARTED.split(segment.text)[1:])), None)
    if said is None or _RECEIVED.search(" ".join(words)):
        return None
    alone = len(sheet.row_of(segment)) == 1 or size > _LARGE
    strength = min(2.5, size) + (0.3 if segment.text.isupper() else 0) + (0.2 if alone else 0)
    piece, proposal = said
    strength += _OURS if piece is not None and _ANY_CODE.search(folded(segment.text)) else 0.0
    return Title(segment.text, piece, proposal, sheet.number, strength) if strength >= 1.2 else None


def _said(words: list[str]) -> tuple[Piece | None, bool] | None:
    """The piece that a line announces in its first words, and whether as a proposal; None when it announces none."""
    line = f" {' '.join(words)} "
    together = _run_together().get(line.replace(" ", ""))
    if together is not None:
        return together, False
    if (words and words[0] in _OF_LABELS) or _title_starts().isdisjoint(words):
        return None
    if any(_spaced(t) in line for t in EITHER_TITLES):
        return None
    begun = [known for known in _titles_known() if 0 <= line.find(known[0]) <= _FIRST]
    if not begun:
        return None
    title, piece, proposal = max(begun, key=lambda known: len(known[0]))
    if piece is None and _spaced(VA_NAME) in line:
        return Piece.VA, False
    rest = line.replace(title, " ")
    ordered = any(wanted in rest for wanted, of, proposed in _titles_known() if of is Piece.ORDER and not proposed)
    return piece, proposal and not ordered


@cache
def _spaced(title: str) -> str:
    """The words of a title, each between spaces, as they stand in a line."""
    return f" {' '.join(tokens(title))} "


@cache
def _titles_known() -> tuple[tuple[str, Piece | None, bool], ...]:
    """The titles as they stand in a line of words, each between spaces."""
    return (
        *((_spaced(t), piece, False) for piece, titles in TITLES.items() for t in titles),
        *((_spaced(t), Piece.ORDER, True) for t in PROPOSAL_TITLES),
        *((_spaced(t), None, False) for t in FOREIGN_TITLES),
    )


@cache
def _run_together() -> Mapping[str, Piece]:
    """The pieces by their titles whose spaces were lost: "FACTURECLIENT"."""
    return {compact(t): piece for piece, titles in TITLES.items() for t in titles if " " in t}


@cache
def _title_starts() -> frozenset[str]:
    """The first words of titles."""
    return frozenset(wanted.split()[0] for wanted, _, _ in _titles_known())


# -- lanes
_CODES = {lane: re.compile(pattern) for lane, pattern in CODES.items()}
_ANY_CODE = re.compile("|".join(CODES.values()))
_TELLING = re.compile(r"\b(?:sons|reference|appel|financement|ref)\b")


def _lane_codes(sheets: Collection[Sheet]) -> Mapping[Lane, float]:
    """How much the codes on the document speak for each lane: most in large print and in references, least in text.

    A form of one lane also names others in its sentences.
    """
    found: dict[Lane, float] = defaultdict(float)
    for sheet in sheets:
        for row in sheet.rows:
            text = " ".join(folded(s.text) for s in row)
            if not _ANY_CODE.search(text):
                continue
            large = max(t.rect.height for s in row for t in s.tokens) > _LARGE * sheet.letter
            weight = 3.0 if large else 2.0 if len(text) < 60 or _TELLING.search(text) else 0.3
            for lane, pattern in _CODES.items():
                if pattern.search(text):
                    found[lane] += weight
    return found
