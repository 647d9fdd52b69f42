"""From an opened file to a `Document`: page by page, the text layer where it can be believed, else OCR; and OCR of the
pictures pasted into a page that has a text layer.

Tick boxes here are only those of the form; the others are marks (`radlad.marks`), found in a later stage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import numpy as np

from radlad.domain.document import Box, Document, FormField, Page, Provenance, Source, Word
from radlad.readers.containers import OpenedFile
from radlad.readers.facturx import facturx_of
from radlad.readers.ocr import OcrEngine, OcrPage
from radlad.readers.ocr.slips import mended
from radlad.readers.pasted import pasted_words, regions_of, seen_of
from radlad.readers.pdf_file import PdfFile
from radlad.readers.pdf_form import PROVENANCE as FORM
from radlad.readers.pdf_form import form_of, missing_words
from radlad.readers.pdf_signers import signers_of
from radlad.readers.pdf_text import TextLayer, text_layer
from radlad.readers.pdf_vectors import Drawing, drawing_of
from radlad.readers.upright import reading_dpi, turned, turned_box

_FEW = 25
"""Characters under which a layer is no account of a page that also shows pictures or outlines."""
_SCANNED, _SCANNED_TEXT = 0.6, 350
"""A picture on this share of the page, with fewer visible characters over it, is a scan that something was added to."""
_OUTLINED = 60
"""Curves on a page almost without text, from which its letters may have been turned into outlines."""


def read_document(opened: OpenedFile, engine: OcrEngine, seen: Callable[[Page], Page] = lambda page: page) -> Document:
    """The whole document, each page as `seen` gives it back, which is asked as soon as the page is read: its pixels are
    still at hand. Memory grows by its words, not by its pixels."""
    if not isinstance(opened, PdfFile):
        return Document(tuple(map(seen, read_pages(opened, engine))))
    signers = signers_of(opened.pdf)  # before a page is laid flat, which drops its signatures
    pages = tuple(map(seen, read_pages(opened, engine)))
    return Document(pages, signers, facturx_of(opened))


def read_pages(opened: OpenedFile, engine: OcrEngine) -> Iterator[Page]:
    """The pages in order, numbered from 1."""
    for index in range(opened.page_count):
        yield read_page(opened, index, engine)


def read_page(opened: OpenedFile, index: int, engine: OcrEngine) -> Page:
    """The page at `index`, from 0."""
    return _pdf_page(opened, index, engine) if isinstance(opened, PdfFile) else _ocr_page(opened, index, engine)


def _pdf_page(opened: PdfFile, index: int, engine: OcrEngine) -> Page:
    form = form_of(opened.pdf, opened.page(index), opened.fractions(index))
    page = opened.flatten(index) if form.drawn else opened.page(index)
    fractions = opened.fractions(index)
    drawing = drawing_of(opened.objects(index), page.get_size(), fractions)
    layer = text_layer(page, fractions, drawing.hidden)
    if _needs_ocr(layer, drawing):
        read = _ocr_page(opened, index, engine)
        turn, words, width, height, drawn = read.turned, list(read.words), read.width, read.height, None
    else:
        turn, drawn = layer.turn, _turned_boxes(drawing.drawn, layer.turn)
        width, height = _turned_size(opened.size(index), turn)
        words = list(turned(layer.words, turn))
        words += _pictured(opened, index, turn, drawing, words, engine)
    fields = turned(form.fields, turn)
    words = _as_form_words(words, fields)
    words += missing_words(fields, words, (width, height))
    return Page(
        number=index + 1, width=width, height=height, words=tuple(words),
        tick_boxes=turned(form.tick_boxes, turn), form_fields=fields, signed_fields=turned(form.signed, turn),
        rules=_turned_boxes(drawing.rules, turn), outlines=_turned_boxes(drawing.outlines, turn), drawn=drawn,
        turned=turn,
    )  # fmt: skip


def _pictured(
    opened: PdfFile, index: int, turn: int, drawing: Drawing, words: list[Word], engine: OcrEngine
) -> list[Word]:
    """What the pictures of a digital page say beside `words`."""
    regions = regions_of(drawing.pictures, opened.size(index)) if drawing.pictures else []
    if not regions:
        return []
    page = opened.raster(index, reading_dpi(*opened.size(index)), room=Box.around(seen_of(r) for r in regions))
    upright = np.ascontiguousarray(np.rot90(page, -turn // 90))
    return list(pasted_words(upright, _turned_boxes(regions, turn), words, engine))


def _needs_ocr(layer: TextLayer, drawing: Drawing) -> bool:
    """Whether the page shows text that its layer does not hold, or holds as garbage."""
    if layer.characters >= _FEW and not layer.sound:
        return True
    if drawing.picture_share >= _SCANNED and layer.characters < _SCANNED_TEXT:
        return True
    if layer.characters < _FEW:
        return drawing.picture_share > 0.03 or drawing.curves > _OUTLINED
    return False


def _ocr_page(opened: OpenedFile, index: int, engine: OcrEngine) -> Page:
    size = opened.size(index)
    grey = opened.raster(index, reading_dpi(*size))
    read = engine.read(grey)
    width, height = _turned_size(size, read.turn)
    pixels = grey.shape[::-1] if read.turn % 180 == 0 else grey.shape
    words = _ocr_words(read, (pixels[0], pixels[1]), Provenance(Source.OCR, engine.name, engine.version))
    return Page(index + 1, width, height, words, turned=read.turn)


def _ocr_words(read: OcrPage, pixels: tuple[int, int], provenance: Provenance) -> tuple[Word, ...]:
    width, height = pixels
    return tuple(
        Word(
            mended(w.text),
            Box(max(0.0, w.x0 / width), max(0.0, w.y0 / height), min(1.0, w.x1 / width), min(1.0, w.y1 / height)),
            provenance,
            round(w.confidence, 4),
        )
        for line in read.lines
        for w in line.words
    )


def _as_form_words(words: Iterable[Word], fields: Iterable[FormField]) -> list[Word]:
    """Words printed inside a filled field come from the form (contracts.md 4)."""
    filled = [f for f in fields if f.value]
    return [
        replace(w, provenance=FORM) if any(f.box.holds(w.box.cx, w.box.cy) and w.text in f.value for f in filled) else w
        for w in words
    ]


def _turned_size(size: tuple[float, float], turn: int) -> tuple[float, float]:
    return size if turn % 180 == 0 else (size[1], size[0])


def _turned_boxes(boxes: Iterable[Box], turn: int) -> tuple[Box, ...]:
    return tuple(turned_box(b, turn) for b in boxes)
