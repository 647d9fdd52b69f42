"""The invoice's own data as a second witness: it confirms a value or puts it in doubt, it never overrides the page.

Cross Industry Invoice of UN/CEFACT, as in Factur-X 1.0 and EN 16931 (`domain.md`, "The programme").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from lxml import etree
from rapidfuzz import fuzz

from radlad.doctypes import labels
from radlad.domain.doctype import Kind, Labels
from radlad.domain.document import Box, Provenance, Source
from radlad.domain.reading import Candidate, Doubt, Evidence, FieldReading, Found
from radlad.kinds import same
from radlad.kinds.text import compact

PROVENANCE = Provenance(Source.FACTURX, "cii", "D16B")
_AGREEMENT, _DELIVERY, _SETTLEMENT = (
    f"ApplicableHeaderTrade{part}" for part in ("Agreement", "Delivery", "Settlement")
)
_SUMS = f"{_SETTLEMENT}/SpecifiedTradeSettlementHeaderMonetarySummation"
_PLACES: Mapping[Labels, str] = {
    labels.ORDER_NUMBER: f"{_AGREEMENT}/BuyerOrderReferencedDocument/IssuerAssignedID",
    labels.INVOICE_NUMBER: "ExchangedDocument/ID",
    labels.INVOICE_DATE: "ExchangedDocument/IssueDateTime/DateTimeString",
    labels.SERVICE_DATE: f"{_DELIVERY}/ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString",
    labels.TOTAL_HT: f"{_SUMS}/TaxBasisTotalAmount",
    labels.TOTAL_TTC: f"{_SUMS}/GrandTotalAmount",
    labels.SUPPLIER_SIRET: f"{_AGREEMENT}/SellerTradeParty/SpecifiedLegalOrganization/ID",
    labels.CLIENT_NAME: f"{_AGREEMENT}/BuyerTradeParty/Name",
    labels.REPRESENTATIVE_NAME: f"{_AGREEMENT}/BuyerTradeParty/DefinedTradeContact/PersonName",
}
_SETTLED = frozenset({Doubt.WEAK, Doubt.SEVERAL_CANDIDATES, Doubt.LABEL_UNSURE, Doubt.LABEL_ABSENT, Doubt.OCR_UNSURE})
"""Doubts that fall when the file's data say the same as the page."""
_ALIKE = 88.0
"""Names this alike (0 to 100) are one name: the file may write it in full, or without its legal form."""
_MOST = 0.6
"""What share of the longer one the shorter is at least, where it is a part of it: less is a name cut short."""
_WHOLE_PAGE = Box(0.0, 0.0, 1.0, 1.0)


def confirmed(readings: Iterable[FieldReading], xml: bytes | None) -> tuple[FieldReading, ...]:
    """`readings` of an invoice: sure where the embedded data agree, in doubt where they say otherwise.

    Data that cannot be parsed are no witness: the page stands by itself.
    """
    told = _told(xml) if xml else {}
    return tuple(_heard(r, told[r.field.anchor]) if r.field.anchor in told else r for r in readings)


def _told(xml: bytes) -> dict[object, str]:
    """What the data say of each concept; nothing where they are not well formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError:
        return {}
    found = {concept: _text(root, path) for concept, path in _PLACES.items()}
    return {concept: text for concept, text in found.items() if text and _tells(concept, text)}


def _text(root: etree._Element, path: str) -> str:
    steps = "/".join(f"{{*}}{step}" for step in path.split("/"))
    text = " ".join((root.findtext(f".//{steps}") or "").split())
    if path.endswith("DateTimeString") and len(text) == 8 and text.isdigit():
        return f"{text[6:]}/{text[4:6]}/{text[:4]}"
    return text


def _tells(concept: Labels, text: str) -> bool:
    """Whether `text` is what the field asks for: a legal organisation may be given by its SIREN alone."""
    return concept is not labels.SUPPLIER_SIRET or len(compact(text)) == 14


def _heard(reading: FieldReading, told: str) -> FieldReading:
    answer = reading.answer
    if isinstance(answer, Found) and _says(reading.field.kind, answer.value, told):
        doubts = tuple(d for d in answer.doubts if d not in _SETTLED)
        return replace(reading, answer=replace(answer, doubts=doubts, confidence=max(answer.confidence, 0.98)))
    doubts = (*answer.doubts, Doubt.FACTURX_DIFFERS)
    other = Candidate(told, 0.5, Evidence(1, _WHOLE_PAGE, PROVENANCE, "Factur-X"))
    return replace(
        reading,
        answer=replace(answer, doubts=doubts, confidence=0.5 * answer.confidence),
        candidates=(*reading.candidates, other),
    )


def _says(kind: Kind, printed: str, told: str) -> bool:
    if kind in (Kind.TEXT, Kind.NAME):
        a, b = compact(printed), compact(told)
        shorter, longer = sorted((a, b), key=len)
        if shorter in longer and len(shorter) > _MOST * len(longer):
            return True
        return fuzz.token_sort_ratio(printed.casefold(), told.casefold()) >= _ALIKE
    return same(kind, printed, told)
