"""Values that no known label announces, offered for what they look like and where they stand: in doubt, unless their
form alone says what they are.

An address block has no label, a letter-head neither, and a supplier may word a label as nobody else does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from radlad.doctypes import labels
from radlad.doctypes.titles import WAVE_CODE
from radlad.domain.doctype import Field, Kind, Labels, Section
from radlad.extract.hit import Hit
from radlad.extract.letterhead import named_again
from radlad.extract.looks import COMPANY, LEGAL_LINE, PERSON, is_establishment
from radlad.extract.slots import Layout
from radlad.extract.values import Value, values
from radlad.extract.zones import Zone, Zones
from radlad.kinds import check
from radlad.kinds.text import folded
from radlad.layout.page import Segment
from radlad.layout.tokens import Token

IN_PLACE, ELSEWHERE, SAID, PRINTED_BY = 0.25, 0.23, 0.45, 0.6
"""Scores of such a value in its owner's part of the form, where nothing speaks against it, where its form says what it
is, and of the name that stands both in the letter-head and before a company's small print."""
_PURE = 0.3
"""The share of a line that a value with a form of its own must be."""
FOOT = 0.9
"""Below this share of the page stands the small print."""
KEYED = frozenset({Kind.SIRET, Kind.FINESS, Kind.RPPS, Kind.SIREN, Kind.EMAIL, Kind.PHONE})
"""Kinds whose values say what they are: by a key, or by their form."""
_DIGIT = re.compile(r"\d")
_FUNDING = re.compile(rf"\b(?:(?:AF|S[EÉ]GUR)\W{{1,3}})?{WAVE_CODE}(?![-_ ]20\d\d)[-\w]*", re.IGNORECASE)
"""The reference of a call for funding: the lane's code, often with a number; not a product's reference of a year."""
_NUMBERED = re.compile(rf"^(?!REF).*{WAVE_CODE}[-_ ]\d{{3}}", re.IGNORECASE)
_NAMED = 0.01
"""What a call's own number counts more than the lane's code, which titles and mentions print as well."""
_SERVICE = re.compile(
    r"(?:\bPrestation )?(?:\bS[ée]gur )?"
    r"(?:(?:\bVagues?|(?<=Prestation S[eé]gur )vagues?) ?[12](?: ?(?:\+|et|&) ?(?:[Vv]ague )?2)?|"
    r"\bV1 ?\+? ?V2|\bV2)(?=\.?$)"
)
_SOFTWARE = re.compile(
    r"\b(?!Vague|Version|Format|Prestation|S[ée]gur|Tranche|Logiciel|Solution|Produit|Application|HL7|IHE|CDA)"
    r"[A-ZÀ-ÝŒ][\w.’'-]*(?: (?!Version)[A-ZÀ-ÝŒ][\w.’'-]*){0,3}(?: [-–/])?(?: version)? "
    r"\(?(?:[vV]\.?\d[\w.-]*|\d+\.\d[\w.]*|\d+ SP\d)\)?(?=\.?$)"
)
"""A product with its version."""
_REFERENCING = re.compile(
    rf"\b(?:REF[-_ ]{WAVE_CODE}[-_ ]?\w+|{WAVE_CODE}[-_ ]20\d\d[-_ ]\d+|ANS[-_ ]?(?:{WAVE_CODE}[-_ ]\w+|\d{{6,}}))",
    re.IGNORECASE,
)
"""A product's reference at the ANS: said to be one, or the lane's code with a year."""
_ORDER = re.compile(
    r"\b(?:(?:BDC|BC|CDE|CMD|PO)[-_/. ]{0,2}(?:20\d\d[-_/. ]?)?\d{3,}(?:[-_/ ][A-Z])?|45\d{8})(?![-\w])"
)
_INVOICE = re.compile(r"\b(?:FACT?|FA|INV|F)[-_/. ]{0,2}(?:20\d\d[-_/. ]?)?\d{3,}(?![-\w])")
"""Numbers that say by their first letters what they number, and those of SAP's purchase orders."""
_TRANCHE = re.compile(r"\bTranche (?:[A-E]|\d)\b(?: ?(?:\([^)]*\)|: .*))?|\bT[1-5]$|(?<=\btranche )[1-5A-E]\b")
_LONGEST = 12
"""Words of a name at most."""
_FORMS: Mapping[object, re.Pattern[str]] = {
    labels.SUPPLIER_NAME: COMPANY,
    labels.REPRESENTATIVE_NAME: PERSON,
    labels.SIGNER_NAME: PERSON,
    labels.FUNDING_REFERENCE: _FUNDING,
    labels.SERVICE_NATURE: _SERVICE,
    labels.ANS_NUMBER: _REFERENCING,
    labels.ORDER_NUMBER: _ORDER,
    labels.INVOICE_NUMBER: _INVOICE,
    labels.TRANCHE: _TRANCHE,
    labels.SOFTWARE: _SOFTWARE,
}
_SAID = frozenset(
    {
        labels.ANS_NUMBER,
        labels.ORDER_NUMBER,
        labels.INVOICE_NUMBER,
        labels.TRANCHE,
        labels.SOFTWARE,
        labels.SERVICE_NATURE,
    }
)
"""What says itself what it is wherever it stands."""
_CUT = (COMPANY, _FUNDING, _REFERENCING, _ORDER, _INVOICE, _TRANCHE)
"""Forms that say where the value ends."""
_DATED = frozenset({labels.ORDER_DATE, labels.INVOICE_DATE, labels.SIGNING_DATE})
_TOLD = frozenset({*_FORMS, *_DATED, labels.CLIENT_NAME, labels.CLIENT_COMPANY})
_DIGITS = {Kind.SIRET: 14, Kind.RPPS: 11, Kind.SIREN: 9, Kind.FINESS: 8, Kind.PHONE: 10}
"""As many digits a value of a kind has at least; a FINESS number may have a letter."""
_SIGNS: Mapping[object, re.Pattern[str]] = {
    **dict.fromkeys((*_DATED, labels.ANS_NUMBER, labels.ORDER_NUMBER, labels.INVOICE_NUMBER, labels.SOFTWARE), _DIGIT),
    labels.FUNDING_REFERENCE: re.compile(r"va ?\d", re.IGNORECASE),
    labels.SERVICE_NATURE: re.compile(r"[Vv](?:agues?)? ?[12]"),
}
"""What each value of a form has, quicker to look for than the form."""
_REMEMBERED = 4096
"""Lines of a few documents, each asked for by one field after the other."""


def loose(field: Field, layout: Layout, zones: Zones) -> Iterator[tuple[Value, float]]:
    """The values on a sheet that may be `field`'s without its label, each with its score."""
    if not isinstance(field.anchor, Labels) or not _is_told(field):
        return
    low = FOOT * layout.sheet.height
    if field.anchor is labels.SUPPLIER_NAME:
        for segment, printer in named_again(layout.sheet):
            if not layout.is_label(segment) and not layout.is_heading(segment):
                yield from ((v, PRINTED_BY if printer else IN_PLACE) for v in values(field.kind, segment.tokens))
    scores: dict[tuple[int, bool], float] = {}
    for segment, zone in zones.lines(layout.sheet):
        foot = segment.rect.cy > low
        score = scores.get((id(zone), foot))
        if score is None:
            score = scores[id(zone), foot] = _score(field, zone, foot)
        named = field.anchor is labels.SUPPLIER_NAME and "capital" in folded(segment.text)
        legal = LEGAL_LINE.match(segment.text) if named else None
        if legal and score:
            yield from ((v, score) for v in values(field.kind, _between(segment.tokens, 0, legal.end(1))))
            continue
        if (
            not score
            or not _may_hold(field, segment.text)
            or layout.is_heading(segment)
            or any(_is_at_home(h, zone, field) for h in layout.leaders(segment))
        ):
            continue
        for value in _values(field, segment):
            numbered = field.anchor is labels.FUNDING_REFERENCE and _NUMBERED.search(value.text)
            yield value, score + (_NAMED if numbered else 0.0)


def says_itself(field: Field, text: str) -> bool:
    """Whether a value says by its form that it is `field`'s, label or none."""
    return (
        field.anchor in _SAID
        and field.anchor is not labels.SOFTWARE
        and _FORMS[field.anchor].fullmatch(text) is not None
    )


def _may_hold(field: Field, text: str) -> bool:
    """Whether a value with a form of its own may stand in `text`, which such forms ask a sign or digits of."""
    if field.kind is Kind.EMAIL:
        return "@" in text
    if field.kind in _DIGITS:
        return _digits_in(text) >= _DIGITS[field.kind]
    sign = _SIGNS.get(field.anchor)
    return sign is None or sign.search(text) is not None


@lru_cache(maxsize=_REMEMBERED)
def _digits_in(text: str) -> int:
    return len(_DIGIT.findall(text))


def _is_at_home(hit: Hit, zone: Zone, field: Field) -> bool:
    """Whether a label may be meant here: "Nom" of the signature's part says nothing in the client's; nor does one of
    nobody's ("Prestation", "Référence") of what says itself what it is."""
    homes = [m.labels.section for m in hit.meanings if m.labels is not None]
    if not homes:
        return field.anchor not in _SAID
    return zone.section is None or zone.section in homes


def _is_told(field: Field) -> bool:
    return field.kind in KEYED or field.anchor in _TOLD


def _score(field: Field, zone: Zone, foot: bool) -> float:
    """How well a place suits the field (decisions.md 19); 0 where it is someone else's."""
    want = field.section
    if field.anchor in _SAID:
        return 0.0 if foot else SAID
    if field.anchor is labels.SIGNER_NAME:
        return IN_PLACE if zone.section is want and zone.owner is Section.CLIENT else 0.0
    if zone.section is want and not foot:
        return IN_PLACE
    if want is Section.SUPPLIER:
        return ELSEWHERE if zone.head or foot or zone.section is None or zone.ended else 0.0
    if want is Section.CLIENT:
        free = zone.section is None or zone.section in (Section.ORDER, Section.SIGNATURE)
        theirs = foot or zone.owner is Section.SUPPLIER or (zone.head and field.kind is not Kind.TEXT)
        return ELSEWHERE if free and not theirs else 0.0
    return ELSEWHERE if want is Section.ORDER and not foot and (zone.head or zone.section is None) else 0.0


def _values(field: Field, segment: Segment) -> Iterator[Value]:
    tokens = _behind_colon(segment)
    text = " ".join(t.text for t in tokens)
    if field.kind in KEYED or field.anchor in _DATED:
        for value in values(field.kind, tokens):
            if value.whole and value.purity > _PURE and not check(field.kind, value.text):
                yield value
    elif field.anchor in _FORMS:
        form = _FORMS[field.anchor]
        match = form.search(text)
        brief = len(tokens) <= _LONGEST or field.anchor in _SAID
        if match and brief and not (form is PERSON and is_establishment(text)):
            yield from values(field.kind, _between(tokens, match.start(), match.end() if form in _CUT else len(text)))
    elif is_establishment(text) and len(tokens) <= _LONGEST and text[-1:] not in ".:;":
        yield from values(field.kind, tokens)


def _behind_colon(segment: Segment) -> list[Token]:
    """What stands behind the colon of a label that nobody knows; all of it where there is none."""
    ends = [i for i, t in enumerate(segment.tokens[:-1], 1) if t.text.endswith(":")]
    return segment.tokens[ends[-1] :] if ends else segment.tokens


def _between(tokens: list[Token], start: int, end: int) -> list[Token]:
    """Those of `tokens` that begin between two places of their text."""
    kept, at = [], 0
    for token in tokens:
        if start <= at + len(token.text) - 1 and at < end:
            kept.append(token)
        at += len(token.text) + 1
    return kept
