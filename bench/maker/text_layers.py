"""PDFs whose text layer is not what it seems: a scanner's poor reading, fonts that lie, a picture among the text."""

from __future__ import annotations

import io
import random
import re

import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bench.maker import capture, damage
from bench.maker.capture import Picture

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


def under_read(pdf: bytes, rng: random.Random) -> bytes:
    """A scan over the hidden text of its scanner's poor reader."""
    pages = [damage.noise(damage.askew(p, rng.uniform(-0.4, 0.4)), rng, 4) for p in capture.pages_of(pdf)]
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    with pypdfium2.PdfDocument(pdf) as document:
        for page, picture in zip(document, pages, strict=True):
            width, height = page.get_size()
            canvas.setPageSize((width, height))
            canvas.drawImage(_jpeg(picture, 60), 0, 0, width, height)
            for x, y, size, words in _lines_of(page):
                hidden = canvas.beginText(x, y)
                hidden.setTextRenderMode(3)
                hidden.setFont("Helvetica", size)
                hidden.textOut(_misread(words, rng))
                canvas.drawText(hidden)
            canvas.showPage()
    canvas.save()
    return out.getvalue()


def _lines_of(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, str]]:
    text = page.get_textpage()
    lines = []
    for left, bottom, right, top in _joined([text.get_rect(i) for i in range(text.count_rects())]):
        words = text.get_text_bounded(left, bottom, right, top).strip()
        if words:
            lines.append((left, bottom + 1.5, max(5.0, 0.8 * (top - bottom)), words.splitlines()[0]))
    return lines


def _joined(boxes: list[Box]) -> list[Box]:
    """Boxes of the same line that touch are one: some printers place letter by letter."""
    joined: list[Box] = []
    for left, bottom, right, top in boxes:
        if joined:
            x0, y0, x1, y1 = joined[-1]
            level = min(top, y1) - max(bottom, y0) > 0.3 * min(top - bottom, y1 - y0)
            if level and -1 < left - x1 < 0.3 * (y1 - y0):
                joined[-1] = (x0, min(bottom, y0), max(right, x1), max(top, y1))
                continue
        joined.append((left, bottom, right, top))
    return joined


_MISREADINGS = (
    ("0", "O"),
    ("1", "l"),
    ("5", "S"),
    ("8", "B"),
    ("rn", "m"),
    ("é", "e"),
    ("’", "'"),
    ("a", "o"),
    ("e", "c"),
)


def _misread(words: str, rng: random.Random) -> str:
    for right, wrong in rng.sample(_MISREADINGS, 4):
        if rng.random() < 0.6:
            words = words.replace(right, wrong)
    return words.encode("latin-1", "replace").decode("latin-1")


def garbled(pdf: bytes, rng: random.Random) -> bytes:
    """The same page with fonts whose map to Unicode is wrong; as it was where no font of it has one."""
    shift = rng.randrange(3, 40)

    def wrong(found: re.Match[bytes]) -> bytes:
        return re.sub(rb"<([0-9A-F]{4})>\n", lambda m: b"<%04X>\n" % ((int(m[1], 16) + shift) % 0x3000), found[0])

    return re.sub(rb"beginbf(char|range)\n.*?endbf\1", wrong, pdf, flags=re.DOTALL)


def pasted(pdf: bytes, rng: random.Random) -> bytes:
    """The lower half of the first page as a picture, the rest as it was drawn; a fillable form is scanned instead."""
    with pypdfium2.PdfDocument(pdf) as document:
        if document.get_formtype():
            return under_read(pdf, rng)
        page = document[0]
        width, height = page.get_size()
        cut = int(0.55 * height)
        picture = page.render(scale=200 / 72, crop=(0, 0, 0, height - cut)).to_pil()
        image = pypdfium2.PdfImage.new(document)
        buffer = io.BytesIO()
        picture.convert("RGB").save(buffer, "JPEG", quality=80)
        buffer.seek(0)
        image.load_jpeg(buffer, inline=True)
        for item in list(page.get_objects(max_depth=1)):
            if item.get_bounds()[3] <= cut:
                page.remove_obj(item)
        image.set_matrix(pypdfium2.PdfMatrix().scale(width, cut))
        page.insert_obj(image)
        page.gen_content()
        out = io.BytesIO()
        document.save(out)
    return re.sub(rb"/ID\s*\[.*?\]", b"", out.getvalue(), flags=re.DOTALL)


def _jpeg(picture: Picture, quality: int) -> ImageReader:
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "JPEG", quality=quality)
    buffer.seek(0)
    return ImageReader(buffer)
