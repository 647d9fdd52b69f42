"""The stages of a reading, in order: open, words, marks, class, fields, signature (CCTP I.2)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from radlad import doctypes, extract
from radlad.classify import Declared, classify
from radlad.doctypes import labels
from radlad.domain.doctype import DocumentType, Kind, Labels, Piece
from radlad.domain.document import DEFAULT_MAX_PAGES, Document, Page
from radlad.domain.reading import Answer, Classification, FieldReading, Reading
from radlad.extract import certificates, facturx, legibility
from radlad.layout.page import Sheet, sheets_of
from radlad.marks.boxes import with_boxes
from radlad.marks.signature import signature
from radlad.pipeline.zones import Words, words_on
from radlad.readers.containers import open_file
from radlad.readers.ocr import OcrEngine
from radlad.readers.ocr.paddle import PaddleEngine
from radlad.readers.pages import read_document
from radlad.readers.upright import UprightPages


def read(
    path: Path,
    declared: Declared | None,
    *,
    forced: DocumentType | None = None,
    engine: OcrEngine | None = None,
    max_pages: int = DEFAULT_MAX_PAGES,
    words: list[Words] | None = None,
) -> Reading:
    """Reads the document at `path`.

    `declared`: what the caller said it is, one witness among others (decisions.md 11); `forced`: the type an operator
    chose, as which it is then read; `words`: a list that the words of each page are added to.
    Raises DocumentError when the file cannot be read.
    """
    begun = time.perf_counter()
    with open_file(path, max_pages) as opened:
        turns: dict[int, int] = {}
        pictures = UprightPages(opened, turns)

        def seen(page: Page) -> Page:
            turns[page.number] = page.turned
            if words is not None:
                words.append(words_on(page))
            return with_boxes(page, pictures)

        document = read_document(opened, engine or default_engine(), seen)
        signed = cache(partial(signature, document, pictures, labels.CLIENT_SIGNATURE))
        sheets = sheets_of(document)
        found = _as_told(forced) if forced else classify(sheets, declared, signed=lambda: signed().value == "true")
        doctype = doctypes.find(found.lane, found.piece)
        fields = _fields(sheets, doctype, signed, document) if doctype else ()
    return Reading(
        classification=found,
        doctype=doctype,
        fields=fields,
        pages=len(document.pages),
        seconds=time.perf_counter() - begun,
        turns=tuple(page.turned for page in document.pages),
    )


@cache
def default_engine() -> PaddleEngine:
    """The engine of this process, its models loaded at the first page that needs them."""
    return PaddleEngine()


def _as_told(doctype: DocumentType) -> Classification:
    return Classification(doctype.lane, doctype.piece, 1.0, ("type choisi par un opérateur",))


def _fields(
    sheets: list[Sheet], doctype: DocumentType, signed: Callable[[], Answer], document: Document
) -> tuple[FieldReading, ...]:
    """Every field of the type, in its order. `signed` tells the signature, where the type has one."""
    found = extract.fields(sheets, doctype)
    if doctype.piece is Piece.INVOICE:
        found = facturx.confirmed(found, document.facturx)
    read_fields = {f.field.balise: f for f in found}
    for field in doctype.fields:
        if field.kind is Kind.SIGNATURE:
            assert isinstance(field.anchor, Labels)
            read_fields[field.balise] = FieldReading(field, certificates.attributed(signed(), found, document))
    readings = (replace(read_fields[f.balise], field=f) for f in doctype.fields)
    return legibility.doubted(readings, (sheet.page for sheet in sheets))
