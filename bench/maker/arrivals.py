"""How a document arrives: as the PDF it was, or through a scanner, a fax, a telephone, a scanner's own reader."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2
from PIL import Image

from bench.maker import capture, damage, text_layers
from bench.maker.capture import Picture
from bench.maker.hardships import HARDSHIPS

TIERS = ("digital", "scan", "poor", "fax", "photo", "hybrid")
HARD = tuple(HARDSHIPS)


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
    return Arrival(content, suffix, page_count(content) if suffix == "pdf" else pages if suffix == "tif" else 1)


def page_count(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


# -- the conditions
def _scan(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    dpi = rng.choice((150, 200, 200, 300))
    pages = capture.pages_of(pdf, dpi)
    if rng.random() < 0.6:
        pages = [cv2.cvtColor(p, cv2.COLOR_RGB2GRAY) for p in pages]
    pages = [damage.noise(damage.askew(p, rng.uniform(-2, 2)), rng, 4) for p in pages]
    pages = damage.resized(damage.turned(pages, rng, 0.12), rng, 0.08)
    if rng.random() < 0.15:
        return capture.as_tiff(pages, dpi, bitonal=rng.random() < 0.5), "tif"
    if len(pages) == 1 and rng.random() < 0.3:
        return (capture.as_png(pages[0]), "png") if rng.random() < 0.3 else (capture.as_jpeg(pages[0], 75), "jpg")
    return capture.as_pdf(pages, dpi, quality=rng.choice((50, 65, 80))), "pdf"


def _poor(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """Low contrast, blur, noise, a fold, hard JPEG."""
    dpi = rng.choice((150, 180, 200))
    made = []
    for page in capture.pages_of(pdf, dpi):
        page = damage.askew(page, rng.uniform(-2.2, 2.2))
        page = cv2.GaussianBlur(page, (0, 0), rng.uniform(0.6, 1.1))
        low, high = rng.uniform(40, 80), rng.uniform(200, 240)
        page = (low + page.astype(np.float32) * (high - low) / 255).astype(np.uint8)
        made.append(damage.noise(damage.folded(page, rng), rng, rng.uniform(6, 11)))
    if rng.random() < 0.5:
        made = [cv2.cvtColor(p, cv2.COLOR_RGB2GRAY) for p in made]
    return capture.as_pdf(damage.turned(made, rng, 0.15), dpi, quality=rng.randrange(30, 41)), "pdf"


def _fax(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """204 × 196 (fine) or 204 × 98 (standard) dots an inch, two levels, speckle, the sender's line on top."""
    rows = rng.choice((196, 196, 196, 196, 98))
    made = []
    for number, page in enumerate(capture.pages_of(pdf, 204), 1):
        grey = damage.askew(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), rng.uniform(-1, 1))
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
        bits = np.where(damage.noise(grey, rng, 14) > rng.choice((140, 160, 175)), 255, 0).astype(np.uint8)
        made.append(damage.speckled(bits, rng))
    return _fax_tiff(made, rows), "tif"


def _photo(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    made = [damage.photographed(damage.curved(page, rng), rng) for page in capture.pages_of(pdf, 180)]
    made = [cv2.GaussianBlur(damage.noise(p, rng, 3), (0, 0), 0.7) for p in made]
    made = damage.turned(made, rng, 0.15)
    if len(made) == 1 and rng.random() < 0.5:
        return capture.as_jpeg(made[0], 70), "jpg"
    return capture.as_pdf(made, 180, quality=60), "pdf"


def _hybrid(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """Files whose text layer is not what it seems."""
    return rng.choice((text_layers.under_read, text_layers.garbled, text_layers.pasted))(pdf, rng), "pdf"


_TIERS: dict[str, Callable[[bytes, random.Random], tuple[bytes, str]]] = {
    "scan": _scan, "poor": _poor, "fax": _fax, "photo": _photo, "hybrid": _hybrid, **HARDSHIPS,
}  # fmt: skip


def _fax_tiff(pages: Sequence[Picture], rows: int) -> bytes:
    images = [Image.fromarray(p).convert("1") for p in pages]
    out = io.BytesIO()
    images[0].save(out, "TIFF", save_all=True, append_images=images[1:], dpi=(204, rows), compression="group4")
    return out.getvalue()
