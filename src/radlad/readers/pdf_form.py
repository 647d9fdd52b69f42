"""AcroForm fields of a PDF page: text values, tick boxes and signed signature fields (ISO 32000-2, 12.7)."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from radlad.domain.document import Box, FormField, Provenance, Source, Tick, TickBox, Word

PROVENANCE = Provenance(Source.FORM, "pdfium", str(pdfium.PDFIUM_INFO))
_TEXT_KINDS = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)
_BOX_KINDS = (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON)
_NOT_SEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_NOT_PRINT = (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP)
_LINE = 12.0
"""Usual height of a line in a field, in points."""


@dataclass(slots=True)
class FormContent:
    """What the form says on one page; boxes in fractions of the page as stored."""

    fields: list[FormField] = field(default_factory=list)
    tick_boxes: list[TickBox] = field(default_factory=list)
    signed: list[FormField] = field(default_factory=list)
    """Signature fields that carry a cryptographic signature; `value` is empty."""
    drawn: bool = False
    """Whether the page has annotations that a viewer draws: fields, typed notes, stamps."""


def form_of(pdf: pdfium.PdfDocument, page: pdfium.PdfPage, fractions: NDArray[np.float64]) -> FormContent:
    """Reads the widgets of `page`, which must not have been flattened yet."""
    found = FormContent()
    for annotation in _annotations(page):
        flags = raw.FPDFAnnot_GetFlags(annotation)
        subtype = raw.FPDFAnnot_GetSubtype(annotation)
        if subtype in _NOT_PRINT or flags & raw.FPDF_ANNOT_FLAG_HIDDEN:
            continue
        found.drawn = True
        if subtype == raw.FPDF_ANNOT_WIDGET and pdf.formenv:
            _add_widget(found, pdf, annotation, _box(annotation, fractions), bool(flags & _NOT_SEEN))
    return found


def missing_words(fields: Iterable[FormField], words: Iterable[Word], size: tuple[float, float]) -> list[Word]:
    """Words for the values that the page itself does not show, spread over their rectangle."""
    shown = list(words)
    return [w for f in fields if f.value and not _is_shown(f, shown) for w in _spread(f, size)]


def _annotations(page: pdfium.PdfPage) -> Iterator[Any]:
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if annotation:
            try:
                yield annotation
            finally:
                raw.FPDFPage_CloseAnnot(annotation)


def _add_widget(found: FormContent, pdf: pdfium.PdfDocument, annotation: Any, box: Box, unseen: bool) -> None:
    form = pdf.formenv
    kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
    name = _text(raw.FPDFAnnot_GetFormFieldName, form, annotation)
    if kind == raw.FPDF_FORMFIELD_SIGNATURE:
        if raw.FPDFAnnot_GetValueType(annotation, b"V") in (raw.FPDF_OBJECT_DICTIONARY, raw.FPDF_OBJECT_REFERENCE):
            found.signed.append(
                FormField(name, _text(raw.FPDFAnnot_GetFormFieldAlternateName, form, annotation), "", box)
            )
    elif unseen or box.width <= 0 or box.height <= 0:
        return
    elif kind in _BOX_KINDS:
        tick = Tick.CHECKED if raw.FPDFAnnot_IsChecked(form, annotation) else Tick.UNCHECKED
        found.tick_boxes.append(TickBox(box, tick, PROVENANCE))
    elif kind in _TEXT_KINDS:
        value = _text(raw.FPDFAnnot_GetFormFieldValue, form, annotation)
        tooltip = _text(raw.FPDFAnnot_GetFormFieldAlternateName, form, annotation)
        found.fields.append(FormField(name, tooltip, " ".join(value.split()), box))


def _text(read: Any, form: Any, annotation: Any) -> str:
    """The UTF-16 text that one of PDFium's two-step getters gives."""
    length = read(form, annotation, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    read(form, annotation, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", errors="replace").strip()


def _box(annotation: Any, fractions: NDArray[np.float64]) -> Box:
    rect = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(annotation, rect)
    corners = np.array([(rect.left, rect.bottom), (rect.right, rect.top)]) @ fractions[:, :2].T + fractions[:, 2]
    low, high = np.clip(corners.min(axis=0), 0, 1), np.clip(corners.max(axis=0), 0, 1)
    return Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))


def _is_shown(found: FormField, words: list[Word]) -> bool:
    """Whether most of the value's characters are printed inside its rectangle."""
    inside = "".join(w.text for w in words if found.box.grown(0.005, 0.005).holds(w.box.cx, w.box.cy))
    wanted = "".join(found.value.split())
    return len(inside) >= 0.5 * len(wanted) and wanted[:3] in inside


def _spread(found: FormField, size: tuple[float, float]) -> list[Word]:
    """The value's words from left to right, wrapped where the rectangle is high enough for several lines."""
    box = found.box
    lines = max(1, int(box.height * size[1] / (1.15 * _LINE)))
    room = max(len(found.value) / lines, box.width * size[0] / (0.5 * _LINE), 1.0)
    pitch, line_height = box.width / room, box.height / lines
    words: list[Word] = []
    at, line = 0.0, 0
    for text in found.value.split():
        if at and at + len(text) > room and line + 1 < lines:
            at, line = 0.0, line + 1
        x0, y0 = box.x0 + at * pitch, box.y0 + line * line_height
        place = Box(min(x0, box.x1), y0, min(x0 + len(text) * pitch, box.x1), y0 + line_height)
        words.append(Word(text, place, PROVENANCE))
        at += len(text) + 1
    return words
