"""How well the part of the form that a label stands in, and the service named there, suit a field."""

from __future__ import annotations

from collections.abc import Iterator

from radlad.domain.doctype import Field, Kind, Labels, Scope, Section
from radlad.extract.fitness import ORGANISATIONS
from radlad.extract.hit import OWNERS, SURE_LABEL, Hit
from radlad.extract.looks import is_establishment
from radlad.extract.zones import Zone, Zones
from radlad.layout.page import Segment

_OWNED = (Section.SUPPLIER, Section.CLIENT)
_PARTIES = OWNERS.keys() | {"societe"}
_DONE = frozenset({"fait", "etabli", "signe"})
"""How the line begins that dates a signature: "Fait à … le …"."""
_AIDS, _ORDERS, _OVER = frozenset({"minimis", "aide", "aides"}), frozenset({"commande", "drimbox"}), 3
"""What a question about the aids says, and one about an order; the rows above "si oui" among which it stands."""
_ELSEWHERE = 0.6
"""How well a party's mere name suits as a label outside of the part that is headed by it: "Vendeur : Lucie Petit"."""
_ENDED = 0.8
"""How well a part suits that may have ended before."""


def suits(field: Field, zone: Zone, hit: Hit, zones: Zones) -> tuple[float, bool]:
    """How well the label's part of the form suits the field; and whether it is someone else's (decisions.md 19)."""
    want = field.section
    if field.anchor in ORGANISATIONS and zones.is_beside_signing(hit.sheet, hit.rect):
        return 0.15, True
    if want in _OWNED and hit.owner in _OWNED:
        elsewhere = hit.words == 1 and zone.section not in (want, None) and zones.names(want)
        return (0.12, True) if hit.owner is not want else (_ELSEWHERE if elsewhere else 1.0, False)
    done = hit.tokens[0].key in _DONE and zones.is_above_signing(hit.sheet, hit.rect)
    if want is Section.ORDER and done:
        return 0.5, True
    if want is Section.SIGNATURE and done:
        return 0.95, False
    if want is Section.SIGNATURE:
        if zone.owner is Section.SUPPLIER:
            return 0.1 if zone.section is Section.SIGNATURE else 0.3, True
        if zone.section is Section.SIGNATURE:
            return 1.0 if zone.owner else 0.95, False
        return 0.6, False
    if zone.section is Section.SIGNATURE:
        return (0.15 if want in _OWNED else 0.5), True
    if want in _OWNED and zone.section in _OWNED:
        return (1.0, False) if zone.section is want else (_ENDED, False) if zone.ended else (0.3, True)
    if want is Section.ORDER and hit.owner in _OWNED and field.kind is Kind.DATE:
        return 0.5, True  # a party's date is when it signed
    personal = want is Section.CLIENT and field.kind in (Kind.PHONE, Kind.EMAIL, Kind.NAME)
    if personal and (_is_addressed_elsewhere(hit) or _is_said_of_supplier(hit)):
        return 0.3, True
    if personal and zone.head and any(is_establishment(s.text) for s in _lines_over(hit.segment.above)):
        return 0.9, False  # the client's block, which nothing heads
    if want is Section.CLIENT and zone.foot and field.kind in (Kind.SIREN, Kind.SIRET):
        return 0.3, True  # a company's small print tells its own
    apart = zone.foot or (zone.head and hit.words < 3)
    if personal and zone.section is not want and (zones.names(want) or apart):
        if hit.words > 1 and not apart and Section.SUPPLIER not in (zone.section, zone.owner):
            return 0.5, True
        return (0.2 if field.kind is not Kind.NAME else 0.3), True
    if zone.head and want in (Section.CLIENT, Section.SOLUTION, Section.AMOUNTS) and hit.likeness < SURE_LABEL:
        return 0.45, True
    if zone.section is Section.DE_MINIMIS is not want and hit.text.casefold().startswith("si oui"):
        return (0.2, True) if _is_about_aids(hit) else (_ENDED, False)
    if want is Section.DE_MINIMIS and zone.section not in (want, None) and hit.likeness < SURE_LABEL:
        return 0.5, True
    if {want, zone.section} == {Section.AMOUNTS, Section.DE_MINIMIS}:
        return 0.5, True
    if zone.section is Section.DE_MINIMIS and want is Section.ORDER:
        return 0.5, True
    return (1.0 if zone.section is want else 0.94), False


def _is_about_aids(hit: Hit) -> bool:
    """Whether "Si oui" asks about the aids: no order is named between them and it, in the rows above."""
    at = hit.segment.row
    words = [t.key for row in hit.sheet.rows[max(0, at - _OVER) : at] for s in row for t in s.tokens]
    return next((w in _AIDS for w in reversed(words) if w in _AIDS or w in _ORDERS), True)


def _is_addressed_elsewhere(hit: Hit) -> bool:
    """Whether "À l'attention de" stands under a name that is no establishment's: the letter goes to the supplier."""
    above = hit.segment.above
    addressed = "attention" in hit.tokens[0].key + "".join(t.key for t in hit.tokens[1:3])
    return addressed and above is not None and not any(is_establishment(s.text) for s in _lines_over(above))


def _is_said_of_supplier(hit: Hit) -> bool:
    """Whether "représentée par" goes on about a party that sells: "auprès de la société Orbe, représentée par"."""
    if not hit.tokens[0].key.startswith("represente"):
        return False
    above = hit.segment.above.tokens if hit.segment.above is not None else []
    named = [
        OWNERS.get(t.key, Section.SUPPLIER) for t in (*above, *hit.segment.tokens[: hit.start]) if t.key in _PARTIES
    ]
    return named[-1:] == [Section.SUPPLIER]


def _lines_over(segment: Segment | None) -> Iterator[Segment]:
    while segment is not None:
        yield segment
        segment = segment.above


def scoped(field: Field, named: Scope | None) -> float:
    """How well the service named beside or above the amount suits the field's (`Scope`)."""
    anchor = field.anchor
    want = anchor.scope if isinstance(anchor, Labels) else None
    if want is None:
        return 0.4 if named is Scope.SECONDARY else 1.0
    if named is want:
        return 1.0
    if named is not None:
        return 0.05
    return 0.9 if want is Scope.MAIN else 0.25
