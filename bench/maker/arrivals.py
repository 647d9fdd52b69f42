"""How a document arrives: as the PDF it was, or through a scanner, a fax, a telephone, a scanner's own reader."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bench.maker import capture
from bench.maker.capture import Picture

TIERS = ("digital", "scan", "poor", "fax", "photo", "hybrid")


@dataclass(frozen=True)
class Arrival:
    """A file: its bytes, its suffix without a dot, and how many pages it has."""

    content: bytes
    suffix: str
    pages: int


def arrive(pdf: bytes, tier: str, rng: random.Random) -> Arrival:
    """The file that arrives, after the paper went through that condition."""
    pages = page_count(pdf)
    if tier == "digital":
        return Arrival(pdf, "pdf", pages)
    content, suffix = _TIERS[tier](pdf, rng)
    return Arrival(content, suffix, 1 if suffix in ("jpg", "png") else pages)


def page_count(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def pictures(pdf: bytes, dpi: int) -> list[Picture]:
    """The pages as colour pictures, form fields drawn."""
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        return [page.render(scale=dpi / 72).to_numpy()[:, :, ::-1].copy() for page in document]


# -- the conditions
def _scan(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    dpi = rng.choice((150, 200, 200, 300))
    pages = pictures(pdf, dpi)
    if rng.random() < 0.6:
        pages = [cv2.cvtColor(p, cv2.COLOR_RGB2GRAY) for p in pages]
    pages = [_noise(_turned_slightly(p, rng.uniform(-2, 2)), rng, 4) for p in pages]
    pages = _turned(pages, rng, 0.12)
    if rng.random() < 0.15:
        return capture.as_tiff(pages, dpi, bitonal=rng.random() < 0.5), "tif"
    if len(pages) == 1 and rng.random() < 0.3:
        return (capture.as_png(pages[0]), "png") if rng.random() < 0.3 else (capture.as_jpeg(pages[0], 75), "jpg")
    return capture.as_pdf(pages, dpi, quality=rng.choice((50, 65, 80))), "pdf"


def _poor(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """Low contrast, blur, noise, a fold, hard JPEG."""
    dpi = rng.choice((150, 180, 200))
    made = []
    for page in pictures(pdf, dpi):
        page = _turned_slightly(page, rng.uniform(-2.2, 2.2))
        page = cv2.GaussianBlur(page, (0, 0), rng.uniform(0.6, 1.1))
        low, high = rng.uniform(40, 80), rng.uniform(200, 240)
        page = (low + page.astype(np.float32) * (high - low) / 255).astype(np.uint8)
        made.append(_noise(_folded(page, rng), rng, rng.uniform(6, 11)))
    if rng.random() < 0.5:
        made = [cv2.cvtColor(p, cv2.COLOR_RGB2GRAY) for p in made]
    return capture.as_pdf(_turned(made, rng, 0.15), dpi, quality=rng.randrange(30, 41)), "pdf"


def _fax(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """204 × 196 (fine) or 204 × 98 (standard) dots an inch, two levels, speckle, the sender's line on top."""
    rows = rng.choice((196, 196, 98))
    made = []
    for number, page in enumerate(pictures(pdf, 204), 1):
        grey = _turned_slightly(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), rng.uniform(-1, 1))
        cv2.putText(
            grey,
            f"{rng.randrange(10, 28)}/05/2026 09:{rng.randrange(10, 60)}  FAX 0{rng.randrange(10**8)}  P.{number:02d}",
            (60, 28),
            cv2.FONT_HERSHEY_PLAIN,
            1.5,
            0,
            2,
        )
        grey = cv2.resize(grey, (grey.shape[1], int(grey.shape[0] * rows / 204)), interpolation=cv2.INTER_AREA)
        bits = np.where(_noise(grey, rng, 14) > rng.choice((140, 160, 175)), 255, 0).astype(np.uint8)
        made.append(_speckled(bits, rng))
    return _fax_tiff(made, rows), "tif"


def _photo(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    made = [capture.photographed(_curved(page, rng), rng) for page in pictures(pdf, 180)]
    made = [cv2.GaussianBlur(_noise(p, rng, 3), (0, 0), 0.7) for p in made]
    made = _turned(made, rng, 0.15)
    if len(made) == 1 and rng.random() < 0.5:
        return capture.as_jpeg(made[0], 70), "jpg"
    return capture.as_pdf(made, 180, quality=60), "pdf"


def _hybrid(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """Files whose text layer is not what it seems."""
    return rng.choice((_under_read, _garbled, _pasted))(pdf, rng), "pdf"


_TIERS: dict[str, Callable[[bytes, random.Random], tuple[bytes, str]]] = {
    "scan": _scan, "poor": _poor, "fax": _fax, "photo": _photo, "hybrid": _hybrid,
}  # fmt: skip


# -- text layers
def _under_read(pdf: bytes, rng: random.Random) -> bytes:
    """A scan over the hidden text of its scanner's poor reader."""
    pages = [_noise(_turned_slightly(p, rng.uniform(-0.4, 0.4)), rng, 4) for p in pictures(pdf, 200)]
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
    for i in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(i)
        words = text.get_text_bounded(left, bottom, right, top).strip()
        if words:
            lines.append((left, bottom + 1.5, max(5.0, 0.8 * (top - bottom)), words.splitlines()[0]))
    return lines


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


def _garbled(pdf: bytes, rng: random.Random) -> bytes:
    """The same page with fonts whose map to Unicode is wrong; as it was where no font of it has one."""
    shift = rng.randrange(3, 40)

    def wrong(found: re.Match[bytes]) -> bytes:
        return re.sub(
            rb"<([0-9A-F]{2})> <([0-9A-F]{4})>",
            lambda m: b"<%s> <%04X>" % (m[1], (int(m[2], 16) + shift) % 0x3000),
            found[0],
        )

    return re.sub(rb"beginbfchar.*?endbfchar", wrong, pdf, flags=re.DOTALL)


def _pasted(pdf: bytes, _rng: random.Random) -> bytes:
    """The lower half of the first page as a picture, the rest as it was drawn."""
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
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


# -- damage
def _noise(page: Picture, rng: random.Random, sigma: float) -> Picture:
    made = np.random.default_rng(rng.randrange(2**32)).integers(-3, 4, page.shape[:2], dtype=np.int16)
    strong = (made * sigma / 2).astype(np.int16)
    strong = strong if page.ndim == 2 else strong[:, :, None]
    return np.clip(page.astype(np.int16) + strong, 0, 255).astype(np.uint8)


def _turned_slightly(page: Picture, degrees: float) -> Picture:
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(252, 252, 252))


def _turned(pages: Sequence[Picture], rng: random.Random, share: float) -> list[Picture]:
    """Some documents have their pages, or one of them, put in sideways or upside down."""
    if rng.random() >= share:
        return list(pages)
    quarter, only = rng.choice((1, 2, 3)), rng.choice((None, rng.randrange(len(pages))))
    return [np.ascontiguousarray(np.rot90(p, quarter)) if only in (None, i) else p for i, p in enumerate(pages)]


def _folded(page: Picture, rng: random.Random) -> Picture:
    """Dark creases where the sheet was folded in three."""
    height = page.shape[0]
    for third in (1, 2):
        if rng.random() < 0.5:
            at = int(height * third / 3 + rng.uniform(-0.02, 0.02) * height)
            page[at : at + 3] = (page[at : at + 3].astype(np.float32) * rng.uniform(0.75, 0.9)).astype(np.uint8)
    return page


def _speckled(bits: Picture, rng: random.Random) -> Picture:
    dots = np.random.default_rng(rng.randrange(2**32)).random(bits.shape)
    bits[dots < 0.0006] = 0
    return bits


def _curved(page: Picture, rng: random.Random) -> Picture:
    """The sheet slightly bent: its rows sag in the middle."""
    height, width = page.shape[:2]
    sag = rng.uniform(-0.006, 0.006) * height
    xs = np.linspace(0, np.pi, width, dtype=np.float32)
    map_x = np.tile(np.arange(width, dtype=np.float32), (height, 1))
    map_y = np.arange(height, dtype=np.float32)[:, None] + (sag * np.sin(xs))[None, :]
    return cv2.remap(page, map_x, map_y.astype(np.float32), cv2.INTER_LINEAR, borderValue=(255, 255, 255))


def _jpeg(picture: Picture, quality: int) -> ImageReader:
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "JPEG", quality=quality)
    buffer.seek(0)
    return ImageReader(buffer)


def _fax_tiff(pages: Sequence[Picture], rows: int) -> bytes:
    images = [Image.fromarray(p).convert("1") for p in pages]
    out = io.BytesIO()
    images[0].save(out, "TIFF", save_all=True, append_images=images[1:], dpi=(204, rows), compression="group4")
    return out.getvalue()
