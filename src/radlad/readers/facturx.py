"""The Factur-X invoice that a PDF/A-3 carries as an attachment (Factur-X 1.0, EN 16931)."""

from __future__ import annotations

import ctypes

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from radlad.readers.pdf_file import PdfFile

_NAMES = frozenset({"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"})
_MAX_BYTES = 10 * 1024 * 1024
_MAX_ATTACHMENTS = 50


def facturx_of(opened: PdfFile) -> bytes | None:
    """The XML as stored; None when there is none, or it is out of all proportion."""
    for index in range(min(opened.pdf.count_attachments(), _MAX_ATTACHMENTS)):
        try:
            attachment = opened.pdf.get_attachment(index)
            if attachment.get_name().lower() in _NAMES and 0 < _length(attachment) <= _MAX_BYTES:
                return bytes(attachment.get_data())
        except pdfium.PdfiumError:
            continue  # a damaged attachment is as good as none: the visible page is what counts
    return None


def _length(attachment: pdfium.PdfAttachment) -> int:
    length = ctypes.c_ulong()
    raw.FPDFAttachment_GetFile(attachment, None, 0, length)
    return int(length.value)
