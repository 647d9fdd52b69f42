"""Mentions: sentences returned as printed, and sentences of which only the presence counts (decisions.md 6 and 9)."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import dropwhile

from radlad.domain.doctype import Field, Kind, Review, Wording
from radlad.domain.document import Source
from radlad.domain.reading import Doubt, FieldReading, Found, Missing
from radlad.extract.answers import evidence
from radlad.extract.passages import Passage, Text, share_printed
from radlad.extract.values import looks_like_money, values
from radlad.kinds import mention
from radlad.kinds.text import compact
from radlad.layout.page import Segment
from radlad.layout.rect import Rect
from radlad.layout.tokens import Token

_SURE_READING = 0.8
_NEGATIONS = frozenset({"ne", "pas", "non", "sans", "aucun", "aucune", "jamais", "sauf"})
_SAME = 0.98
"""Words as like as this to a known sentence are that, however weakly OCR read each."""
_SENTENCE = 40
"""Characters of a sentence that no other text has most of by chance."""
_SOME, _MOST = 0.45, 0.85
"""Shares of a sentence printed somewhere: above the first it may be there, above the second it is."""
_PLAIN = 3
"""Digits of an amount without cents or currency, at least."""
_LOOKALIKES = str.maketrans("qQ0l1|", "gGOIII")
_PREFIX = 6
"""Words before a mention that can belong to it."""


def mentioned(field: Field, wording: Wording, known: Mapping[Wording, Passage], text: Text) -> FieldReading:
    """The mention's own words, from the first to the last, the amount behind it with them; `known` are the passages
    found in the document."""
    passage = known.get(wording)
    if passage is None:
        return FieldReading(field, _absent(field, wording, known, text))
    tokens = _negation_before(passage, text) + text.words(passage)
    doubts = _doubts(passage, tokens, text)
    if passage.wording.amount_follows:
        amount = _amount_behind(passage, text)
        if not amount and _is_announced(passage, text):
            doubts.append(Doubt.MENTION_DIFFERS)
        tokens = tokens + amount
    printed = " ".join(t.text for t in tokens)
    alike = _shapes if tokens[0].word.provenance.source is Source.OCR else _letters
    printed = printed[1:-1] if printed[:1] + printed[-1:] == "()" and passage.said[:1] != "(" else printed
    printed = passage.said if alike(printed) == alike(passage.said) else printed
    confidence = min(0.99, passage.likeness) * (0.6 if doubts else 1.0)
    return FieldReading(field, Found(printed, confidence, evidence(tokens, passage.said), tuple(doubts)))


def _letters(text: str) -> str:
    """`text` without its spaces: a text layer may have them in the middle of words."""
    return "".join(text.split()).replace("’", "'")


def _shapes(text: str) -> str:
    """Its letters, those that OCR takes for one another being one."""
    return _letters(text).translate(_LOOKALIKES)


def _negation_before(passage: Passage, text: Text) -> list[Token]:
    """The words right before, back to the beginning of their line or sentence, where they turn its meaning round."""
    first = passage.start
    while first and passage.start - first <= _PREFIX:
        before, above, line = text.tokens[first - 1], text.segments[first - 1], text.segments[first]
        begins = above is not line and any(t.key in _NEGATIONS for t in text.tokens[first : passage.start])
        if begins or before.text.endswith((".", ";", ":", "•")) or line not in (above, above.below):
            break
        first -= 1
    words = list(dropwhile(lambda t: not any(map(str.isalpha, t.text)), text.tokens[first : passage.start]))
    return words if len(words) <= _PREFIX and any(t.key in _NEGATIONS for t in words) else []


def stated(field: Field, wording: Wording, known: Mapping[Wording, Passage], text: Text) -> FieldReading:
    """`true` where the sentence is printed, `false` where it is not (a box before it decides elsewhere)."""
    passage = known.get(wording)
    if passage is None:
        return FieldReading(field, _not_printed(wording, known, text))
    tokens = text.words(passage)
    doubts = _doubts(passage, tokens, text)
    if _negation_before(passage, text):
        doubts.append(Doubt.MENTION_DIFFERS)
    confidence = min(0.99, passage.likeness) * (0.6 if doubts else 1.0)
    return FieldReading(field, Found("true", confidence, evidence(tokens, passage.said), tuple(doubts)))


def _doubts(passage: Passage, tokens: list[Token], text: Text) -> list[Doubt]:
    doubts = []
    if len(passage.said) < 25 and not text.alone(passage):
        doubts.append(Doubt.LABEL_UNSURE)
    if mention.differs(passage.said, " ".join(t.text for t in tokens)):
        doubts.append(Doubt.MENTION_DIFFERS)
    weak = sum(1 for t in tokens if t.word.confidence < _SURE_READING)
    if weak > max(1, len(tokens) // 10) and passage.likeness < _SAME:
        doubts.append(Doubt.OCR_UNSURE)
    return doubts


def _amount_behind(passage: Passage, text: Text) -> list[Token]:
    """The colon and amount printed right behind the mention: on its line, in the next cell or on the next line."""
    segment = text.segments[passage.end - 1]
    behind = [t for t, s in zip(text.tokens[passage.end :], text.segments[passage.end :], strict=True) if s is segment]
    announced = _is_announced(passage, text)
    if any(t.key for t in behind) and not behind[-1].key.isdigit():
        return _money(behind, announced)
    here = [s for s in dict.fromkeys(text.segments) if s.page == segment.page]
    following = [s for s in here if s.rect.x0 > segment.rect.x1 and _is_beside(s, segment, passage, text)][:1]
    following += [s for s in text.segments[passage.end + len(behind) :][:1] if s in here and s.row > segment.row]
    lines = [*([*behind, *s.tokens] for s in following), behind]
    return next((found for line in lines if (found := _money(line, announced))), [])


def _is_announced(passage: Passage, text: Text) -> bool:
    """Whether a colon ends a mention, or follows it on its line."""
    end, segments = passage.end, text.segments
    follower = text.tokens[end : end + 1] if segments[end - 1 : end] == segments[end : end + 1] else []
    return any(t.text.endswith(":") for t in (text.tokens[end - 1], *follower))


def _is_beside(other: Segment, last: Segment, passage: Passage, text: Text) -> bool:
    """Whether `other` stands level with the last line of a mention, or midway beside its last two: on a line to write
    on."""
    above = last.above if last.above in text.segments[passage.start : passage.end] else None
    middle = Rect.around(s.rect for s in (last, above) if s is not None)
    return other.row == last.row or (above is not None and middle.y0 < other.rect.cy < middle.y1)


def _money(tokens: list[Token], announced: bool) -> list[Token]:
    """The amount that `tokens` begin with, what stands before it included; without cents or currency where it is
    `announced` by a colon."""
    for value in values(Kind.AMOUNT, tokens[:8]):
        first = tokens.index(value.tokens[0])
        plain = announced and sum(c.isdigit() for c in value.text) >= _PLAIN
        if (plain or looks_like_money(value.text)) and not any(t.key for t in tokens[:first]):
            return tokens[: tokens.index(value.tokens[-1]) + 1]
        break
    return []


def _known_absent(wording: Wording, known: Mapping[Wording, Passage], text: Text) -> bool:
    """Whether hardly a part of the sentence was read: it is not there. OCR may miss a short one."""
    layers = all(t.word.provenance.source.is_layer for t in text.tokens)
    tellable = layers or len(compact(wording.text)) > _SENTENCE
    return tellable and not _broken_up(wording, known, text, _SOME)


def _broken_up(wording: Wording, known: Mapping[Wording, Passage], text: Text, share: float) -> bool:
    """Whether as much of a whole sentence is printed, though not in one run."""
    long = len(compact(wording.text)) > _SENTENCE
    return long and share_printed(text, wording, known.values()) > share


def _absent(field: Field, wording: Wording, known: Mapping[Wording, Passage], text: Text) -> Missing:
    sure = bool(text.tokens) and field.review is Review.IF_FOUND and _known_absent(wording, known, text)
    return Missing(Doubt.LABEL_ABSENT, 0.9 if sure else 0.5, None, () if sure else (Doubt.LABEL_ABSENT,))


def _not_printed(wording: Wording, known: Mapping[Wording, Passage], text: Text) -> Found | Missing:
    if not text.tokens:
        return Missing(Doubt.LABEL_ABSENT, 0.3, None, (Doubt.LABEL_ABSENT,))
    where = evidence(text.tokens[:1])
    if _broken_up(wording, known, text, _MOST):
        return Found("true", 0.5, where, (Doubt.MENTION_DIFFERS,))
    sure = _known_absent(wording, known, text)
    return Found("false", 0.9 if sure else 0.5, where, () if sure else (Doubt.LABEL_ABSENT,))
