"""From what was chosen to what is answered: the value as it is returned, how sure, and why to doubt it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from radlad.doctypes.labels import ANS_NUMBER, CLIENT_NAME, INVOICE_NUMBER, ORDER_NUMBER, SOFTWARE
from radlad.doctypes.titles import CODES, WAVE_CODE
from radlad.domain.doctype import Field, Kind, Labels, Section
from radlad.domain.document import Box, Source
from radlad.domain.reading import Candidate, Doubt, Evidence, FieldReading, Found, Missing
from radlad.extract import verifier
from radlad.extract.captions import JOINERS, goes_on
from radlad.extract.choice import Choice
from radlad.extract.fitness import is_whole
from radlad.extract.hit import SURE_LABEL, Hit
from radlad.extract.looks import is_establishment, is_generic
from radlad.extract.loose import KEYED, says_itself
from radlad.extract.options import Option
from radlad.extract.slots import Place
from radlad.extract.values import FREE, NAMING
from radlad.kinds import check, date, name, returned, same
from radlad.kinds.text import compact
from radlad.layout.tokens import Token

_SURE = 0.62
"""A labelled value below this score is doubtful."""
_CLOSE = 0.86
"""A rival with this share of the score of the chosen is a rival in earnest."""
_TOLD_APART = KEYED | {Kind.AMOUNT}
"""Kinds of which a rival in earnest leaves doubt, whatever else is known; amounts that add up are told apart by it."""
_EXACT = 0.98
_SURE_READING = 0.85
"""A word read by OCR below this confidence is doubtful."""
_USUAL_ENDS = frozenset(
    {"fr", "com", "org", "net", "eu", "info", "pro", "re", "gp", "mq", "yt", "bzh", "paris", "health"}
)
_CONDITION = re.compile(r"\b(?:si oui|cas echeant)\b")
_LOST_SIGN = re.compile(rf"{WAVE_CODE} \d", re.IGNORECASE)
"""A lane's code and a number with nothing between: dots to write on hide a sign on the line."""
_POSTCODE = re.compile(r"\b\d{5}\b")
_RUN_TOGETHER = re.compile(r"[a-zà-ÿ]{2}[A-ZÀ-Ý][a-zà-ÿ]|[A-ZÀ-Ý]{2}(?:v\d|[vV]?\d+\.\d)|\b[A-Za-zÀ-ÿ]{20,}")
"""Two words without a space between, and a word longer than names have."""
_NAMES_TOGETHER = re.compile(rf"{_RUN_TOGETHER.pattern}|[A-ZÀ-Ý]{{3,}}[a-zà-ÿ]{{2}}")
"""The same in a person's name, and a last name in capitals before the first."""
_UNMISTAKABLE = frozenset({Kind.SIRET, Kind.RPPS, Kind.RATE})
_NUMBERS = (ORDER_NUMBER, INVOICE_NUMBER, ANS_NUMBER)
"""Kinds and fields whose form says what a value is, without a label, where the verifier is sure."""
_WITH_KEY = frozenset({Kind.SIRET, Kind.SIREN, Kind.FINESS, Kind.RPPS, Kind.AM})
"""Kinds whose key proves that each figure was read."""
_BEGINNINGS = frozenset({"prestation", "segur", "vague", "1", "et"})
"""Words with which the nature of a service may begin: right before a value, they are its own."""
_UNFINISHED = frozenset("–-/&+")
"""Signs that no name ends in."""
_LETTERS = frozenset("àay")
"""Words of one small letter."""
_PART = 0.5
"""Share of what a label is of that the value is, at least."""
_PERSONAL = frozenset({Kind.PHONE, Kind.EMAIL, Kind.NAME})
"""Kinds of what tells who somebody is, and how to reach him."""
_THEIRS = 0.3
"""How well another party's part of the form suits a field, at most."""
_ALIKE = 0.6
"""How like the label of a day is to that of the field's, at least."""
_SINGLE = 3
"""Single characters in a row that are the teeth of a comb."""
_LANES = re.compile(r"\b(?:HOP|IMG)\b", re.IGNORECASE)
_CODE = re.compile("|".join(CODES.values()), re.IGNORECASE)
"""How the codes of lanes begin, and the whole ones."""
MOST_CANDIDATES = 5


def labelled(field: Field, choice: Choice) -> FieldReading:
    """The answer for a field found by its label."""
    option = choice.chosen.get(field)
    if option is None:
        return FieldReading(field, _missing(field, choice), ())
    rivals = choice.rivals(option)
    value, formal = returned(field.kind, option.value.text)
    known = facts(option, choice)
    sure = verifier.probability(known)
    ruled = _doubts(field, option, rivals)
    told = Doubt.LABEL_ABSENT not in ruled or _is_unmistakable(option, ruled) or _is_only_client(option, choice)
    unsure = not (told and verifier.is_enough(known, sure)) and not _is_told_by_form(option, rivals)
    hard = (*formal, *_of_reading(field, option), *_of_place(field, option, rivals, choice))
    doubts = (*dict.fromkeys((*hard, *(ruled if unsure else ()))),) or ((Doubt.WEAK,) if unsure else ())
    found = evidence(option.value.tokens, option.hit.text if option.hit else "")
    others = tuple(_candidate(r) for r in rivals[:MOST_CANDIDATES])
    if not value:
        return FieldReading(field, Missing(doubts[0] if doubts else Doubt.VALUE_ABSENT, sure, found, doubts), others)
    return FieldReading(field, Found(value, sure, found, doubts), others)


def _is_unmistakable(option: Option, ruled: Sequence[Doubt]) -> bool:
    """Whether a value without a label may be sure: by its form, with no other nearly as likely."""
    field = option.field
    by_form = field.kind in _UNMISTAKABLE or (field.anchor in _NUMBERS and says_itself(field, option.value.text))
    return by_form and Doubt.SEVERAL_CANDIDATES not in ruled


def _is_only_client(option: Option, choice: Choice) -> bool:
    """Whether it names an establishment where no label asks for one, and the paper names no other: it is for that."""
    field, text = option.field, option.value.text
    if field.anchor is not CLIENT_NAME or not is_establishment(text) or is_generic(text):
        return False
    if any(_is_known(field, h) and h.closed for h in choice.options.hits[field]):
        return False
    named = {compact(v.text) for v in choice.options.strays(field) if is_establishment(v.text)}
    return named == {compact(text)}


def _is_told_by_form(option: Option, rivals: Sequence[Option]) -> bool:
    """Whether it says by its form that it is the field's value, and whole, and no other does."""
    texts = {compact(o.value.text) for o in (option, *rivals) if says_itself(option.field, o.value.text)}
    if texts != {compact(option.value.text)}:
        return False
    before, behind = _around(option)
    begun = before is not None and (before.key in _BEGINNINGS or before.text in ("+", "&"))
    return not begun and (behind is None or behind.text[:1] != "(")


def _around(option: Option) -> tuple[Token | None, Token | None]:
    """The words right before a value, in the line above where it begins one, and right behind it on its line."""
    first, last = option.value.tokens[0], option.value.tokens[-1]
    line, end = option.sheet.segment_of(first), option.sheet.segment_of(last)
    if line is None or end is None:
        return None, None
    before = [*(line.above.tokens if line.above else ()), *line.tokens[: line.tokens.index(first)]]
    behind = end.tokens[end.tokens.index(last) + 1 :]
    return before[-1] if before else None, behind[0] if behind else None


def facts(option: Option, choice: Choice) -> verifier.Facts:
    """What speaks for and against a chosen value."""
    field, rivals = option.field, choice.rivals(option)
    ruled = bool(_doubts(field, option, rivals))
    return verifier.facts(field, option, rivals, choice, _may_be_cut(field, option), ruled)


def _missing(field: Field, choice: Choice) -> Missing:
    hits = choice.options.hits[field]
    taken = {id(o.hit) for o in choice.chosen.values()}
    sure = [h for h in choice.options.empty_labels(field) if id(h) not in taken]
    empty = choice.remainder.is_empty_of(field) and field not in choice.options.cut
    if not hits:
        return Missing(Doubt.LABEL_ABSENT, 0.9 if empty else 0.5, None, () if empty else (Doubt.LABEL_ABSENT,))
    hit = max(sure or hits, key=lambda h: h.likeness)
    bare = bool(sure) and all(choice.remainder.is_bare(h) for h in sure)
    certain = empty or (bare and not _strays(field, choice) and choice.remainder.only(field) is None)
    doubts = () if certain else (Doubt.LABEL_UNSURE,)
    return Missing(Doubt.VALUE_ABSENT, 0.95 if certain else 0.5, evidence(tuple(hit.tokens), hit.text), doubts)


def _strays(field: Field, choice: Choice) -> bool:
    """Whether a value that says itself what it is stands somewhere, and was given to no field: it may be this one's."""
    given = {id(t) for o in choice.chosen.values() for t in o.value.tokens}
    return field.kind in KEYED and any(not given & {id(t) for t in v.tokens} for v in choice.options.strays(field))


def _of_reading(field: Field, option: Option) -> list[Doubt]:
    """Why the value may not be what is printed, even if its place is right."""
    doubts = []
    if not is_whole(field, option.value):
        doubts.append(Doubt.FORMAT)
    odd = (field.kind is Kind.EMAIL and _odd_domain(option)) or _is_spelled(option) or _is_run_together(option)
    odd = odd or _begins_with_label(option) or _has_lost_sign(option) or _is_broken(option)
    proved = field.kind in _WITH_KEY and not check(field.kind, option.value.text)
    if not proved and (odd or min(t.word.confidence for t in option.value.tokens) < _SURE_READING):
        doubts.append(Doubt.OCR_UNSURE)
    return doubts


def _of_place(field: Field, option: Option, rivals: Sequence[Option], choice: Choice) -> list[Doubt]:
    """Why the value may be another field's or lack its end, however much speaks for it."""
    doubts = [Doubt.WEAK] if _is_open_ended(field, option) else []
    if field.kind in _TOLD_APART and _has_rival(field, option, rivals):
        doubts.append(Doubt.SEVERAL_CANDIDATES)
    others = (h for h in choice.options.hits[field] if h is not option.hit)
    if _is_label(option, choice):
        doubts.append(Doubt.WEAK)
    stray = option.conflict and any(_is_known(field, h) for h in others)
    if (
        stray
        or _is_asked_by_name(field, option, choice)
        or _is_beside_other_print(option)
        or _is_said_of_another(field, option)
        or _is_secure_mail(field, option)
        or _is_conditional(field, option)
        or _is_elsewhere(field, option)
    ):
        doubts.append(Doubt.LABEL_UNSURE)
    return doubts


def _is_known(field: Field, hit: Hit) -> bool:
    """Whether `hit` is a label of `field` for sure."""
    return any(m.labels is field.anchor and m.likeness >= SURE_LABEL for m in hit.meanings)


def _is_asked_by_name(field: Field, option: Option, choice: Choice) -> bool:
    """Whether a label that says whose value it asks for is empty, and the one before this value says nothing of it."""
    if option.hit is None or option.hit.owner is not None:
        return False
    return any(h.owner is field.section for h in choice.options.empty_labels(field))


def _is_beside_other_print(option: Option) -> bool:
    """Whether it reaches a person, and is the smaller part of what stands behind a label that is only like the field's:
    the person is named there, and may be anybody."""
    reaches = option.field.kind in (Kind.PHONE, Kind.EMAIL)
    return reaches and option.hit is not None and option.likeness < SURE_LABEL and option.value.purity < _PART


def _is_said_of_another(field: Field, option: Option) -> bool:
    """Whether the label is more like another field's than like this one's."""
    meanings = option.hit.meanings if option.hit is not None else ()
    return any(m.labels not in (None, field.anchor) and m.likeness > option.likeness for m in meanings)


def _is_conditional(field: Field, option: Option) -> bool:
    """Whether the label begins with a condition, as what follows from a question does, and the field's does not."""
    before = option.hit.segment.tokens[: option.hit.start] if option.hit is not None else ()
    return not field.if_yes and _CONDITION.search(" ".join(t.key for t in before)) is not None


def _is_elsewhere(field: Field, option: Option) -> bool:
    """Whether the label of a day hardly is like the field's, for papers have many days; or how to reach the client's
    person stands in what the supplier says of itself."""
    if field.kind is Kind.DATE:
        return option.hit is not None and option.likeness < _ALIKE
    theirs = option.conflict and option.part <= _THEIRS
    return theirs and field.kind in _PERSONAL and field.section is Section.CLIENT


def _is_label(option: Option, choice: Choice) -> bool:
    """Whether the whole value is a label of some field."""
    if option.field.kind not in NAMING:
        return False
    own = [id(t) for t in option.value.tokens if t.key]
    hits = (h for layout in choice.options.layouts if layout.sheet is option.sheet for h in layout.hits)
    return any(h.likeness >= SURE_LABEL and own == [id(t) for t in h.tokens if t.key] for h in hits)


def _is_secure_mail(field: Field, option: Option) -> bool:
    """Whether it is an address of MSSanté, as questions about mail ask for, where a person's own is wanted."""
    own = field.kind is Kind.EMAIL and field.section is not Section.SCENARIOS
    return own and "mssante" in option.value.text.casefold()


def _doubts(field: Field, option: Option, rivals: Sequence[Option]) -> list[Doubt]:
    """Why the value may not be this field's, or not whole."""
    doubts: list[Doubt] = []
    if option.hit is None and option.place is not Place.FORM:
        doubts.append(Doubt.LABEL_ABSENT)
    elif option.likeness < SURE_LABEL or option.conflict or option.loose:
        doubts.append(Doubt.LABEL_UNSURE)
    if _has_rival(field, option, rivals):
        doubts.append(Doubt.SEVERAL_CANDIDATES)
    if option.score < _SURE or _may_be_cut(field, option):
        doubts.append(Doubt.WEAK)
    return doubts


def _has_rival(field: Field, option: Option, rivals: Sequence[Option]) -> bool:
    """Whether another value is nearly as likely."""
    return any(
        r.score >= _CLOSE * option.score and not same(field.kind, r.value.text, option.value.text) for r in rivals
    )


def _may_be_cut(field: Field, option: Option) -> bool:
    """Whether a free value may have lost words, or have some of its label's or of another's."""
    free = field.kind in (Kind.TEXT, Kind.NAME, Kind.EMAIL)
    return (free and _ill_bounded(field, option)) or _unclear(field, option)


def _unclear(field: Field, option: Option) -> bool:
    """A free value run together with its label, without a colon between: where one ends is a guess.

    Less so for a name in capitals behind a label of two words or more.
    """
    glued = option.place is Place.BEHIND and option.hit is not None and not option.hit.closed
    if not glued or field.kind not in FREE or field.kind is Kind.REFERENCE:
        return False
    assert option.hit is not None
    named = field.kind is Kind.NAME and option.value.tokens[0].text[:1].isupper()
    return not (named and option.hit.words > 1 and option.likeness > _EXACT)


def _ill_bounded(field: Field, option: Option) -> bool:
    """Whether a free value may have lost words, or have some that are not its own."""
    tokens, text = option.value.tokens, option.value.text
    last = option.sheet.segment_of(tokens[-1])
    hangs = last is not None and last.tokens[-1] is tokens[-1] and last.below is not None
    cut = _is_unfinished(tokens[-1])
    if field.kind is Kind.EMAIL:
        return hangs and last is not None and not option.ends(last)
    if field.kind is Kind.NAME and len(name.without_courtesy(text).split()) == 1:
        return True
    other = ":" in text or text[:1].islower() or date.PRINTED.search(text) is not None or _POSTCODE.search(text)
    return bool(hangs and last is not None and not option.ends(last)) or cut or bool(other)


def _is_open_ended(field: Field, option: Option) -> bool:
    """Whether a name or text surely lacks its end: it stops at a small word or a sign, or what is below goes on
    with one or with a bracket, or it is the name of many."""
    tokens = option.value.tokens
    if field.kind not in NAMING:
        return False
    last = option.sheet.segment_of(tokens[-1])
    below = last.below if last is not None and last.tokens[-1] is tokens[-1] and not option.ends(last) else None
    continued = below is not None and (below.text[:1] == "(" or below.tokens[0].key in JOINERS or goes_on(below.text))
    return _is_unfinished(tokens[-1]) or continued or is_generic(option.value.text)


def _is_unfinished(last: Token) -> bool:
    """Whether no name ends on this word or sign."""
    return last.key in JOINERS or last.text in _UNFINISHED


def _is_spelled(option: Option) -> bool:
    """Whether OCR read it from a comb, or beside what is left of one: characters between lines are lost easily."""
    if option.value.tokens[0].word.provenance.source is not Source.OCR:
        return False
    segments = {id(s): s for t in option.value.tokens if (s := option.sheet.segment_of(t)) is not None}
    row = [t for s in segments.values() for o in option.sheet.row_of(s) for t in o.tokens]
    single = sum(len(t.text) == 1 and t.text.isalnum() for t in row if t.rect.x0 >= option.value.tokens[0].rect.x0)
    return single >= _SINGLE or any(t.spelled for t in option.value.tokens)


def _is_run_together(option: Option) -> bool:
    """Whether OCR may have lost a space in a name, or have read but the beginning of a number."""
    if option.value.tokens[-1].word.provenance.source is not Source.OCR or option.field.kind is Kind.EMAIL:
        return False
    pattern = _NAMES_TOGETHER if option.field.kind is Kind.NAME else _RUN_TOGETHER
    return any(pattern.search(t.text) for t in option.value.tokens) or option.value.text[-1] in "-/"


def _is_broken(option: Option) -> bool:
    """Whether spaces stand inside its words or numbers: "Sill age I mage 2026 1"."""
    words = [t.text for t in option.value.tokens] if option.field.kind in FREE else []
    letters = any(len(w) == 1 and w.islower() and w not in _LETTERS for w in words)
    if letters or option.field.anchor is not SOFTWARE:
        return letters
    initials = (len(a) == 1 and a.isupper() and len(b) > 1 and b.islower() for a, b in pairwise(words))
    return any(initials) or any(a.rstrip(".").isdigit() and b.isdigit() for a, b in pairwise(words))


def _begins_with_label(option: Option) -> bool:
    """Whether OCR may have lost the space behind a label: with the value's first letters it is another wording."""
    first, hit = option.value.tokens[0], option.hit
    if first.word.provenance.source is not Source.OCR or hit is None or option.place is not Place.BEHIND or hit.closed:
        return False
    assert isinstance(option.field.anchor, Labels)
    wordings = {compact(w) for w in option.field.anchor.wordings}
    return any(compact(hit.text) + first.key[:n] in wordings for n in range(2, len(first.key)))


def _has_lost_sign(option: Option) -> bool:
    """Whether OCR left a sign out of a reference, or read the code of a lane in it as none: "HOP-DPV5670"."""
    ocr = option.value.tokens[0].word.provenance.source is Source.OCR
    if not ocr or option.field.kind is not Kind.REFERENCE:
        return False
    coded = _LANES.search(option.value.text) is not None and _CODE.search(option.value.text) is None
    return coded or _LOST_SIGN.search(option.value.text) is not None


def _odd_domain(option: Option) -> bool:
    """Whether OCR read an address that ends as hardly any does here: the last letters may be lost."""
    ocr = option.value.tokens[-1].word.provenance.source is Source.OCR
    return ocr and option.value.text.rpartition(".")[2].casefold() not in _USUAL_ENDS


def _candidate(option: Option) -> Candidate:
    value, _ = returned(option.field.kind, option.value.text)
    label = option.hit.text if option.hit else ""
    return Candidate(value or option.value.text, min(0.99, option.score), evidence(option.value.tokens, label))


def evidence(tokens: Sequence[Token], label: str = "") -> Evidence:
    """Where `tokens` (at least one) stand on the page as shown."""
    page = tokens[0].page
    boxes = [t.word.box for t in tokens if t.page == page]
    return Evidence(page, Box.around(boxes), tokens[0].word.provenance, label)
