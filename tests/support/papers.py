"""Small files drawn for tests: PDF pages, raw PDF objects, pictures. Lengths in points, y up as in PDF."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

A4 = (595.28, 841.89)
Draw = Callable[[Canvas], None]


def pdf(path: Path, *pages: Draw, size: tuple[float, float] = A4, encrypt: StandardEncryption | None = None) -> Path:
    """A PDF whose pages `pages` draw."""
    canvas = Canvas(str(path), pagesize=size, encrypt=encrypt)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def rotated(path: Path, degrees: int) -> Path:
    """The same PDF with /Rotate set on its first page."""
    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        document[0].set_rotation(degrees)
        document.save(path)
    return path


def raw_pdf(path: Path, objects: Sequence[bytes]) -> Path:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    path.write_bytes(out.getvalue())
    return path


def picture(width: int = 1240, height: int = 1754, *, mode: str = "L") -> Image.Image:
    """A white page with a black square in its upper left corner."""
    image = Image.new(mode, (width, height), "white")
    ImageDraw.Draw(image).rectangle([20, 20, width // 4, height // 8], fill="black")
    return image


def reader_of(image: Image.Image) -> ImageReader:
    return ImageReader(image)


def blank(width: int = 1653, height: int = 2339) -> np.ndarray:
    """A white grey-level page, A4 at 200 dpi."""
    return np.full((height, width), 255, np.uint8)
