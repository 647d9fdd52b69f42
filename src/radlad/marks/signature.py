"""Whether the client signed: by hand, by an e-signature service, or cryptographically (decisions.md 10).

The client's zone first, then what stands in it: a signature in the supplier's zone, or a stamp alone, is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from radlad.domain.doctype import Labels
from radlad.domain.document import Box, Document, FormField, Page, Provenance, Source
from radlad.domain.reading import Answer, Doubt, Evidence, Found
from radlad.layout.skew import Skew
from radlad.marks.pictures import Pictures, depth_on
from radlad.marks.scrawl import NO_SCRAWL, Scrawl, looked_at, scrawl_in
from radlad.marks.segments import Segment, fold, segments_of
from radlad.marks.signing_labels import framed_stamps
from radlad.marks.signing_rooms import cells
from radlad.marks.signing_zones import Zone, zones_of

PROVENANCE = Provenance(Source.MARK, "radlad.marks.signature", "2")
CRYPTOGRAPHIC = Provenance(Source.FORM, "radlad.marks.signature", "1")

_E_SIGNED = re.compile(
    r"sign[ée]e?s? (?:[ée]lectroniquement|num[ée]riquement|[àa] distance|par voie [ée]lectronique)|"
    r"sign(?:\.|ature) [ée]lectr|"
    r"signature (?:qualifi|avanc)[ée]e|"
    r"docu ?signed|documentsign[ée]|document sign[ée] (?:par|[ée]lectron)|"
    r"(?:electronically|digitally) signed|e-?sign(?:ed|ature|[ée])\b|^signed by|signature num[ée]rique|"
    r"(?:approuv|approb|valid|vis|accept|consent)\w+ (?:[ée]lectronique|num[ée]rique|en ligne)",
    re.IGNORECASE,
)
_E_SIGNED_REST = re.compile(
    r"\b\d\d?(?:[/.]\d\d[/.]|-\d\d-| [a-zéû]{3,9} )\d{4}\s*(?:à|a|[-–|,])?\s*\d\d?\s*[:hH]\s*\d\d|"
    r"\bID\s*:?\s*[0-9A-F-]{10,}|\b[0-9A-F]{8}(?:-[0-9A-F]{4}){2,}"
)
"""What is left of an e-signature's stamp when its sentence was not legible: a time of signing, an envelope's id."""
_NAMED = re.compile(r"(?:[A-ZÀ-Ý][\w'’.-]+ ){1,3}[A-ZÀ-Ý][\w'’-]+$")
"""A person's name, with nothing else on its line."""
_CLIENT_NAME = re.compile(r"client|etablissement|acheteur|beneficiaire|mandataire")
_SUPPLIER_NAME = re.compile(r"fournisseur|prestataire|editeur|vendeur")

_INK, _TALL, _WIDE = 250, 26.0, 30.0
_CLEARLY_INK, _CLEARLY_TALL = 450, 40.0
_TRACE_INK, _TRACE_TALL = 110, 15.0
_WORD = 4
"""Letters of a word that OCR makes of no stroke of a pen."""
_MARGIN = 0.01
"""Around what is drawn, in fractions of the page."""
_CLOSE = 0.11
"""Zones this close in strength to the best one are all looked at."""


def signature(document: Document, pictures: Pictures, labels: Labels) -> Answer:
    """`Found("true")` or `Found("false")`, in doubt where the evidence is weak; its box is what was seen, or the zone.

    `labels`: the wordings that a place for the client's signature is known by.
    """
    pages = {page.number: page for page in document.pages}
    runs = {number: segments_of(page.words, page.height / page.width) for number, page in pages.items()}
    found = [z for number, page in pages.items() for z in zones_of(page, runs[number], labels.wordings)]
    zones = _best(found)
    for answer in (
        _cryptographic(document, zones),
        _electronic(pages, runs, zones),
        _handwritten(pages, zones, found, pictures) if zones else _anywhere(document, pictures),
    ):
        if answer is not None:
            return answer
    last = document.pages[-1].number if document.pages else 1
    return _found("false", 0.5, Evidence(last, Box(0, 0, 1, 1), PROVENANCE), unsure=True, absent=True)


def _best(found: Sequence[Zone]) -> list[Zone]:
    most = max((z.strength for z in found), default=0.0)
    return [z for z in found if z.strength >= most - _CLOSE]


def _cryptographic(document: Document, zones: Sequence[Zone]) -> Answer | None:
    """A signed signature field in the client's zone or of the client's name; of nobody's name, in doubt."""
    fields = [(page.number, f) for page in document.pages for f in page.signed_fields]
    for page, field in fields:
        names = fold(f"{field.name} {field.tooltip}")
        if _SUPPLIER_NAME.search(names):
            continue
        evidence = Evidence(page, field.box, CRYPTOGRAPHIC, field.name)
        if _CLIENT_NAME.search(names) or _is_in_zone(page, field, zones):
            return _found("true", 0.99, evidence)
    unnamed = [(p, f) for p, f in fields if not _SUPPLIER_NAME.search(fold(f"{f.name} {f.tooltip}"))]
    if unnamed and not zones:
        page, field = unnamed[0]
        return _found("true", 0.6, Evidence(page, field.box, CRYPTOGRAPHIC, field.name), unsure=True)
    return None


def _is_in_zone(page: int, field: FormField, zones: Sequence[Zone]) -> bool:
    return any(z.page == page and field.box.width > 0 and z.box.holds(field.box.cx, field.box.cy) for z in zones)


def _electronic(pages: dict[int, Page], runs: dict[int, list[Segment]], zones: Sequence[Zone]) -> Answer | None:
    """The sentence of an e-signature service inside the client's zone, or in doubt a framed name with a date."""
    for zone in zones:
        inside = [s for s in runs[zone.page] if _is_inside(s, zone)]
        for segment in inside:
            if _E_SIGNED.search(segment.text) and segment.text != zone.label:
                evidence = Evidence(zone.page, segment.box, _provenance(segment), zone.label)
                return _found("true", 0.97 if zone.strength > 0.9 else 0.8, evidence, unsure=zone.strength <= 0.9)
        rests = [s for s in inside if _E_SIGNED_REST.search(s.text)]
        if rests:
            evidence = Evidence(zone.page, rests[0].box, _provenance(rests[0]), zone.label)
            return _found("true", 0.85, evidence, unsure=zone.strength <= 0.9)
        rules = pages[zone.page].rules
        for frame in framed_stamps((*rules, *cells(rules)), inside):
            if any(_NAMED.match(s.text) and frame.holds(s.box.cx, s.box.cy) for s in inside):
                return _found("true", 0.7, Evidence(zone.page, frame, PROVENANCE, zone.label), unsure=True)
    return None


def _is_inside(segment: Segment, zone: Zone) -> bool:
    return zone.box.grown(0.01, 0.005).holds(segment.box.cx, segment.box.cy)


def _provenance(segment: Segment) -> Provenance:
    return segment.words[0].provenance


def _handwritten(pages: dict[int, Page], zones: Sequence[Zone], found: Sequence[Zone], pictures: Pictures) -> Answer:
    """Strokes in one of the best `zones`, of which the one with the most decides; where it has none and another that
    was `found` has, there is doubt."""
    seen = [(z, _scrawl(pages[z.page], z.box, pictures)) for z in zones]
    zone, scrawl = max(seen, key=lambda zs: (_is_signed(zs[1]), zs[1].ink))
    weak = zone.strength <= 0.9
    evidence = Evidence(zone.page, scrawl.box or zone.box, PROVENANCE, zone.label)
    if _is_signed(scrawl):
        clearly = scrawl.ink >= _CLEARLY_INK and scrawl.tallest >= _CLEARLY_TALL
        clearly = clearly and not _over_print(scrawl, pages[zone.page])
        return _found("true", 0.97 if clearly and not weak else 0.75, evidence, unsure=weak or not clearly)
    nowhere = Evidence(zone.page, zone.box, PROVENANCE, zone.label)
    traces = scrawl.ink >= _TRACE_INK and scrawl.tallest >= _TRACE_TALL
    traces = traces or any(_is_signed(_scrawl(pages[z.page], z.box, pictures)) for z in found if z not in zones)
    return _found("false", 0.65 if traces or weak else 0.95, nowhere, unsure=traces or weak)


def _over_print(scrawl: Scrawl, page: Page) -> bool:
    """Whether OCR read a word where the strokes are: they may be what is left of a stamp's frame."""
    read = (w for w in page.words if w.provenance.source is Source.OCR and len(w.text) >= _WORD)
    return scrawl.box is not None and any(w.box.meets(scrawl.box) for w in read)


def _anywhere(document: Document, pictures: Pictures) -> Answer | None:
    """Without a label: strokes in the lower part of the last pages are a guess, never more."""
    for page in document.pages[:-3:-1]:
        scrawl = _scrawl(page, Box(0.0, 0.4, 1.0, 0.97), pictures)
        if _is_signed(scrawl) and scrawl.tallest >= _CLEARLY_TALL and scrawl.box is not None:
            evidence = Evidence(page.number, scrawl.box, PROVENANCE)
            return _found("true", 0.5, evidence, unsure=True, absent=True)
    return None


def _scrawl(page: Page, room: Box, pictures: Pictures) -> Scrawl:
    if page.drawn is not None:
        drawn = [d for d in page.drawn if d.meets(room)]
        if not drawn:
            return NO_SCRAWL
        room = room.common(Box.around(drawn).grown(_MARGIN, _MARGIN))
    slope = Skew.of(page).at(room.cy * page.height)
    grey = pictures.raster(page.number, room=looked_at(room) if page.drawn is not None else None)
    return scrawl_in(grey, room, page.words, page.rules, slope, depth_on(page))


def _is_signed(scrawl: Scrawl) -> bool:
    return scrawl.ink >= _INK and scrawl.tallest >= _TALL and scrawl.widest >= _WIDE


def _found(value: str, confidence: float, evidence: Evidence, *, unsure: bool = False, absent: bool = False) -> Found:
    doubts = ((Doubt.SIGNATURE_UNSURE,) if unsure else ()) + ((Doubt.LABEL_ABSENT,) if absent else ())
    return Found(value, confidence, evidence, doubts)
