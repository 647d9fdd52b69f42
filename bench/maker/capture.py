"""What happens to paper on its way here: scanner, fax, photo. Pages are grey pictures, `uint8`, at a given dpi."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Sequence

import cv2
import numpy as np
import pypdfium2
import pypdfium2.raw as raw
from PIL import Image

Picture = np.ndarray


def pages_of(pdf: bytes, dpi: int = 200) -> list[Picture]:
    """The pages as colour pictures (height × width × 3, RGB), form fields drawn."""
    document = pypdfium2.PdfDocument(pdf)
    if document.get_formtype():
        document.init_forms()
        raw.FPDF_SetFormFieldHighlightAlpha(document.formenv, 0)  # screens tint fields, paper does not
    return [page.render(scale=dpi / 72).to_numpy()[:, :, ::-1].copy() for page in document]


def scanned(page: Picture, rng: random.Random) -> Picture:
    """A fair office scanner: a little skew, noise and blur, in grey."""
    return _noised(_skewed(_grey(page), rng.uniform(-1.2, 1.2)), rng, 5)


def poor(page: Picture, rng: random.Random) -> Picture:
    """A bad copy: faded, blurred, noisy, more skewed."""
    grey = cv2.GaussianBlur(_skewed(_grey(page), rng.uniform(-2.2, 2.2)), (0, 0), 1.1)
    faded = (grey.astype(np.float32) * 0.72 + 58).clip(0, 255).astype(np.uint8)
    return _noised(faded, rng, 11)


def faxed(page: Picture, rng: random.Random) -> Picture:
    """A fax: two levels, coarse."""
    grey = _skewed(_grey(page), rng.uniform(-0.8, 0.8))
    small = cv2.resize(grey, None, fx=0.75, fy=0.75, interpolation=cv2.INTER_AREA)
    bits = np.where(_noised(small, rng, 18) > 150, 255, 0).astype(np.uint8)
    return cv2.resize(bits, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_NEAREST)


def photographed(page: Picture, rng: random.Random) -> Picture:
    """A phone's photo: perspective, a shadow, the desk around the sheet."""
    height, width = page.shape[:2]
    border = int(0.08 * width)

    def moved() -> float:
        return rng.uniform(0.02, 0.07) * width

    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = np.array(
        [[moved(), moved()], [width + border - moved(), moved()], [width + border, height + border - moved()],
         [moved() / 2, height + border - moved()]], np.float32,
    )  # fmt: skip
    matrix = cv2.getPerspectiveTransform(corners, seen)
    desk = cv2.warpPerspective(
        page, matrix, (width + border, height + border), borderMode=cv2.BORDER_CONSTANT, borderValue=(92, 74, 60)
    )
    shadow = np.linspace(rng.uniform(0.72, 0.85), 1.0, desk.shape[1], dtype=np.float32)[None, :, None]
    return (desk.astype(np.float32) * shadow).clip(0, 255).astype(np.uint8)


def as_pdf(pages: Sequence[Picture], dpi: int = 200, quality: int = 70) -> bytes:
    """A PDF of pictures, one a page, as scanners make them: CCITT group 4 where they are of booleans, else JPEG."""
    images = [Image.fromarray(p) for p in pages]
    out = io.BytesIO()
    then = time.gmtime(0)  # the same pages make the same file
    lossy = {} if images[0].mode == "1" else {"quality": quality}
    images[0].save(
        out, "PDF", resolution=dpi, save_all=True, append_images=images[1:], creationDate=then, modDate=then, **lossy
    )
    return out.getvalue()


def as_tiff(pages: Sequence[Picture], dpi: int = 200, *, bitonal: bool) -> bytes:
    """A multi-page TIFF: CCITT group 4 when bitonal, else LZW."""
    images = [Image.fromarray(p).convert("1") if bitonal else Image.fromarray(p) for p in pages]
    out = io.BytesIO()
    images[0].save(
        out, "TIFF", save_all=True, append_images=images[1:], dpi=(dpi, dpi),
        compression="group4" if bitonal else "tiff_lzw",
    )  # fmt: skip
    return out.getvalue()


def as_jpeg(page: Picture, quality: int = 72) -> bytes:
    out = io.BytesIO()
    Image.fromarray(page).save(out, "JPEG", quality=quality)
    return out.getvalue()


def as_png(page: Picture) -> bytes:
    out = io.BytesIO()
    Image.fromarray(page).save(out, "PNG", optimize=True)
    return out.getvalue()


def _grey(page: Picture) -> Picture:
    return cv2.cvtColor(page, cv2.COLOR_RGB2GRAY) if page.ndim == 3 else page


def _skewed(grey: Picture, degrees: float) -> Picture:
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)


def _noised(grey: Picture, rng: random.Random, sigma: float) -> Picture:
    noise = np.random.default_rng(rng.randrange(2**32)).normal(0, sigma, grey.shape)
    return (grey.astype(np.float32) + noise).clip(0, 255).astype(np.uint8)
