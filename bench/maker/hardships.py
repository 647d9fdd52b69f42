"""The hard ways by which paper comes in: telephones held badly, faxes of old machines, scanners left to themselves.

Each condition is a tier of its own, `hard-…`, so that what it costs can be told; none is among `arrivals.TIERS`.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable, Sequence

import cv2
import numpy as np
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bench.maker import capture, damage
from bench.maker.capture import Picture

_PHOTO_DPI = 210
_PAPERS = (250, 235, 150), (250, 205, 210), (195, 230, 190), (180, 215, 240), (225, 215, 190)
_INKS = (200, 30, 45), (40, 60, 170), (110, 40, 150)
_HIGHLIGHTERS = (255, 240, 60), (120, 255, 130), (255, 150, 200)
_EXIF_ORIENTATION = 274


# -- a telephone
def curled(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """Paper that keeps the roll it came in: the lines of print rise and fall."""
    return _photos(pdf, rng, lambda p: _seen(p, rng, _curl(rng)))


def folded(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """Folded in three for an envelope, and not flat since."""
    return _photos(pdf, rng, lambda p: _seen(p, rng, _folds(rng)))


def crumpled(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    return _photos(pdf, rng, lambda p: _seen(p, rng, _creases(rng)))


def shaded(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """The shadow of a hand and its telephone, hard-edged, across the page."""
    return _photos(pdf, rng, lambda p: _shadow(_seen(p, rng), rng))


def blurred(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """Out of focus, or moved."""
    return _photos(pdf, rng, lambda p: _unsharp(_seen(p, rng), rng))


def glared(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """A lamp mirrored in the paper or in its sleeve."""
    return _photos(pdf, rng, lambda p: _glare(_seen(p, rng), rng))


def dim(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """By the light of a lamp, yellow and from one side, on a sensor's grain."""
    return _photos(pdf, rng, lambda p: _lamp(_seen(p, rng), rng))


def cut(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """The sheet's edges out of the picture on two sides."""
    return _photos(pdf, rng, lambda p: _cropped(_seen(p, rng), rng))


def held(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """Stored sideways or upside down: as EXIF says where there is one page, else unsaid."""
    orientation = rng.choice((3, 6, 8))
    pages = [_seen(p, rng) for p in capture.pages_of(pdf, _PHOTO_DPI)]
    stored = [np.ascontiguousarray(np.rot90(p, {3: 2, 6: 1, 8: -1}[orientation])) for p in pages]
    if len(stored) > 1:
        return capture.as_pdf(stored, _PHOTO_DPI, quality=70), "pdf"
    exif, out = Image.Exif(), io.BytesIO()
    exif[_EXIF_ORIENTATION] = orientation
    Image.fromarray(stored[0]).save(out, "JPEG", quality=75, exif=exif)
    return out.getvalue(), "jpg"


# -- a fax
def coarse_fax(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """Standard resolution, rows of it lost or doubled on the line, and the sender's line on top."""
    return _fax_tiff([_dropped(b, rng) for b in _faxed(pdf, rng, 98)], (204, 98)), "tif"


def unsquare_fax(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """Standard resolution, saved by a program that forgot it."""
    return _fax_tiff(_faxed(pdf, rng, 98), None), "tif"


def negative(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """White on black."""
    bits = [255 - b for b in _faxed(pdf, rng, 196)]
    if rng.random() < 0.5:
        return capture.as_pdf([cv2.cvtColor(b, cv2.COLOR_GRAY2RGB) for b in bits], 204), "pdf"
    return _fax_tiff(bits, (204, 196)), "tif"


# -- a scanner
def askew(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """Put in aslant, and some of them the wrong way up."""
    angle = rng.choice((-1, 1)) * rng.uniform(3, 8)
    pages = [damage.askew(p, angle + rng.uniform(-1, 1)) for p in capture.pages_of(pdf, 200)]
    return capture.as_pdf(damage.turned(pages, rng, 0.6), 200), "pdf"


def edged(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """The lid left open: black around the sheet, holes of a ring binder, the margin cut."""
    return _scans(pdf, rng, 200, lambda p: _lid_open(_holes(p, rng), rng))


def bled(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """The other side shines through."""
    pages = capture.pages_of(pdf, 200)
    through = [cv2.GaussianBlur(np.ascontiguousarray(p[:, ::-1]), (0, 0), 1.6) for p in (*pages[1:], pages[0])]
    strength = rng.uniform(0.15, 0.4)
    made = [
        (p.astype(np.float32) * (1 - strength * (255 - t.astype(np.float32)) / 255)).astype(np.uint8)
        for p, t in zip(pages, through, strict=True)
    ]
    return capture.as_pdf([damage.noise(p, rng, 4) for p in made], 200), "pdf"


def tinted(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """Coloured paper, scanned grey as often as in colour."""
    paper, grey = np.array(rng.choice(_PAPERS), np.float32) * rng.uniform(0.75, 1), rng.random() < 0.5

    def made(page: Picture) -> Picture:
        tint = (page.astype(np.float32) * paper / 255).astype(np.uint8)
        return cv2.cvtColor(tint, cv2.COLOR_RGB2GRAY) if grey else tint

    return _scans(pdf, rng, 200, made)


def stamped(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """Coloured stamps across the print, and a highlighter over parts of it."""
    return _scans(pdf, rng, 200, lambda p: _highlighted(_stamps(p, rng), rng))


def low(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """100 dots an inch."""
    return _scans(pdf, rng, 100, lambda p: p)


def fine(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """600 dots an inch, two levels."""
    grey = [cv2.cvtColor(p, cv2.COLOR_RGB2GRAY) for p in capture.pages_of(pdf, 600)]
    bits = [damage.askew(g, rng.uniform(-1, 1)) > 150 for g in grey]
    return capture.as_pdf(bits, 600), "pdf"


def bitonal(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """Two levels, parted too high or too low, 150 or 200 dots an inch."""
    dpi, level = rng.choice((150, 200)), rng.choice((90, 110, 205, 225))
    grey = [cv2.cvtColor(p, cv2.COLOR_RGB2GRAY) for p in capture.pages_of(pdf, dpi)]
    soft = [damage.noise(cv2.GaussianBlur(g, (0, 0), 0.8), rng, 6) for g in grey]
    bits = [damage.askew(g, rng.uniform(-1, 1)) > level for g in soft]
    return capture.as_pdf(bits, dpi), "pdf"


# -- files
def odd_picture(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """CMYK JPEG, indexed PNG or sixteen-bit TIFF where one page is all; else a TIFF of pages of all kinds and ways."""
    pages = [Image.fromarray(damage.noise(p, rng, 3)) for p in capture.pages_of(pdf, 200)]
    out = io.BytesIO()
    if len(pages) == 1 and rng.random() < 0.5:
        pages[0].convert("CMYK").save(out, "JPEG", quality=80)
        return out.getvalue(), "jpg"
    if len(pages) == 1:
        pages[0].quantize(16).save(out, "PNG")
        return out.getvalue(), "png"
    mixed = [
        p.rotate(rng.choice((0, 90, 180, 270)), expand=True).convert(rng.choice(("1", "L", "RGB", "P"))) for p in pages
    ]
    mixed[0].save(out, "TIFF", save_all=True, append_images=mixed[1:], dpi=(200, 200))
    return out.getvalue(), "tif"


def strips(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """Each page of the PDF put together of several strips, as some copiers do."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    for page in capture.pages_of(pdf, 200):
        scan = damage.noise(damage.askew(page, rng.uniform(-1.5, 1.5)), rng, 4)
        height, width = (side * 72 / 200 for side in scan.shape[:2])
        canvas.setPageSize((width, height))
        for top in range(0, scan.shape[0], 256):
            strip = scan[top : top + 256]
            tall = strip.shape[0] * 72 / 200
            picture = ImageReader(io.BytesIO(capture.as_jpeg(strip, 75)))
            canvas.drawImage(picture, 0, height - top * 72 / 200 - tall, width, tall)
        canvas.showPage()
    canvas.save()
    return out.getvalue(), "pdf"


def spread(pdf: bytes, rng: random.Random) -> tuple[bytes, str]:
    """Two pages side by side on one sheet."""
    pages = [damage.askew(p, rng.uniform(-0.7, 0.7)) for p in capture.pages_of(pdf, 200)]
    pages += [np.full_like(pages[0], 255)] * (len(pages) % 2)
    sheets = [np.hstack(pages[i : i + 2]) for i in range(0, len(pages), 2)]
    return capture.as_pdf([damage.noise(s, rng, 4) for s in sheets], 200), "pdf"


HARDSHIPS: dict[str, Callable[[bytes, random.Random], tuple[bytes, str]]] = {
    f"hard-{made.__name__.replace('_', '-')}": made
    for made in (
        curled, folded, crumpled, shaded, blurred, glared, dim, cut, held, coarse_fax, unsquare_fax, negative, askew,
        edged, bled, tinted, stamped, low, fine, bitonal, odd_picture, strips, spread,
    )
}  # fmt: skip

# -- the sheet in a photo
_Bend = Callable[[Picture, Picture], tuple[Picture, Picture, Picture]]
"""From places on a flat sheet (fractions of its width and height) to what of it is seen there, and how light."""


def _photos(pdf: bytes, rng: random.Random, made: Callable[[Picture], Picture]) -> tuple[bytes, str]:
    photos = [made(page) for page in capture.pages_of(pdf, _PHOTO_DPI)]
    if len(photos) == 1:
        return capture.as_jpeg(photos[0], rng.randrange(60, 90)), "jpg"
    return capture.as_pdf(photos, _PHOTO_DPI, quality=65), "pdf"


def _seen(page: Picture, rng: random.Random, bend: _Bend | None = None) -> Picture:
    """The sheet on a table, aslant, its paper bent as `bend` says."""
    height, width = page.shape[:2]
    border = int(rng.uniform(0.05, 0.12) * width)
    right, low = width + 2 * border, height + 2 * border

    def moved() -> float:
        return rng.uniform(0.25, 0.9) * border

    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    seen = np.array(
        [[moved(), moved()], [right - moved(), moved()], [right - moved(), low - moved()], [moved(), low - moved()]],
        np.float32,
    )
    back = cv2.getPerspectiveTransform(seen, corners)
    xs, ys = np.meshgrid(np.arange(right, dtype=np.float32), np.arange(low, dtype=np.float32))
    depth = back[2, 0] * xs + back[2, 1] * ys + back[2, 2]
    x = ((back[0, 0] * xs + back[0, 1] * ys + back[0, 2]) / depth).astype(np.float32)
    y = ((back[1, 0] * xs + back[1, 1] * ys + back[1, 2]) / depth).astype(np.float32)
    x, y, light = bend(x, y) if bend else (x, y, np.ones_like(x))
    sheet = cv2.remap(page, x * width, y * height, cv2.INTER_LINEAR).astype(np.float32) * light[:, :, None]
    on = ((x >= 0) & (x < 1) & (y >= 0) & (y < 1))[:, :, None]
    table = rng.choice((30, 70, 120, 175)) + damage.grain((low, right), rng, 8)[:, :, None] * np.ones(3, np.float32)
    return damage.noise(np.where(on, sheet, table).clip(0, 255).astype(np.uint8), rng, 3)


def _curl(rng: random.Random) -> _Bend:
    """Rolled about an upright axis: rows bow, more at one end of the sheet than at the other."""
    depth = rng.choice((-1, 1)) * rng.uniform(0.012, 0.035)
    middle, wide, slant = rng.uniform(0.3, 0.7), rng.uniform(0.9, 1.4), rng.uniform(-0.8, 0.8)

    def bend(x: Picture, y: Picture) -> tuple[Picture, Picture, Picture]:
        turn = (x - middle) * np.pi * wide
        bow = depth * (np.cos(turn) - math.cos(middle * np.pi * wide)) * (1 + slant * (y - 0.5))
        light = 1 + 6 * depth * np.sin(turn)
        return x + 0.25 * depth * np.sin(turn), y + bow, light.astype(np.float32).clip(0.6, 1.05)

    return bend


def _folds(rng: random.Random) -> _Bend:
    """Three panels, each at its own slope; the creases are sharp and each panel has its own light."""
    at = [0.0, rng.uniform(0.3, 0.36), rng.uniform(0.63, 0.7), 1.0]
    lift = [rng.uniform(-0.02, 0.02) for _ in at]
    shades = [rng.uniform(0.75, 1.0) for _ in range(3)]

    def bend(x: Picture, y: Picture) -> tuple[Picture, Picture, Picture]:
        slope = np.interp(y, at, lift).astype(np.float32)
        panel = np.array(shades, np.float32)[np.clip(np.digitize(y, at[1:3]), 0, 2)]
        creases = sum(np.exp(-(((y - c) / 0.002) ** 2)) for c in at[1:3])
        return x + 0.5 * slope * (y - 0.5), y + slope * (x - 0.5), (panel * (1 - 0.3 * creases)).astype(np.float32)

    return bend


def _creases(rng: random.Random) -> _Bend:
    """Crushed to a ball and smoothed again: uneven all over, on the scale of a thumb."""
    strength = rng.uniform(0.0015, 0.004)
    fields = [damage.grain((11, 8), rng, 1.0) for _ in range(3)]

    def bend(x: Picture, y: Picture) -> tuple[Picture, Picture, Picture]:
        dx, dy, shade = (cv2.remap(f, x * 7, y * 10, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE) for f in fields)
        return x + strength * dx, y + strength * dy, (0.9 + 0.06 * shade).clip(0.6, 1.05)

    return bend


# -- what light and glass do
def _shadow(photo: Picture, rng: random.Random) -> Picture:
    """A hand and a telephone between lamp and paper."""
    height, width = photo.shape[:2]
    dark = np.zeros((height, width), np.float32)
    cx, cy = rng.uniform(0.2, 0.8) * width, rng.uniform(0.5, 0.9) * height
    body = cv2.boxPoints(((cx, cy), (0.35 * width, 0.45 * height), rng.uniform(-40, 40)))
    cv2.fillConvexPoly(dark, body.astype(np.int32), 1.0)
    for _ in range(4):
        tip = int(cx + rng.uniform(-0.3, 0.3) * width), int(cy - rng.uniform(0.1, 0.4) * height)
        cv2.line(dark, (int(cx), int(cy)), tip, 1.0, int(0.04 * width))
    soft = cv2.GaussianBlur(dark, (0, 0), rng.uniform(0.004, 0.02) * width)
    return (photo * (1 - rng.uniform(0.4, 0.65) * soft)[:, :, None]).clip(0, 255).astype(np.uint8)


def _unsharp(photo: Picture, rng: random.Random) -> Picture:
    if rng.random() < 0.5:
        return cv2.GaussianBlur(photo, (0, 0), rng.uniform(1.3, 2.2))
    length = rng.randrange(5, 10)
    kernel = np.zeros((length, length), np.float32)
    angle = rng.uniform(0, np.pi)
    middle = (length - 1) / 2
    reach = middle * np.array((np.cos(angle), np.sin(angle)))
    start, end = middle - reach, middle + reach
    cv2.line(kernel, (round(start[0]), round(start[1])), (round(end[0]), round(end[1])), 1.0)
    return cv2.filter2D(photo, -1, kernel / kernel.sum())


def _glare(photo: Picture, rng: random.Random) -> Picture:
    height, width = photo.shape[:2]
    xs, ys = np.meshgrid(np.linspace(0, 1, width, dtype=np.float32), np.linspace(0, 1, height, dtype=np.float32))
    cx, cy, wide, high = rng.uniform(0.2, 0.8), rng.uniform(0.2, 0.8), rng.uniform(0.08, 0.2), rng.uniform(0.05, 0.12)
    glow = rng.uniform(0.85, 1.3) * np.exp(-(((xs - cx) / wide) ** 2 + ((ys - cy) / high) ** 2))
    seen = photo * 0.82 + (255 - photo * 0.82) * np.minimum(1, glow)[:, :, None]
    return seen.clip(0, 255).astype(np.uint8)


def _lamp(photo: Picture, rng: random.Random) -> Picture:
    height, width = photo.shape[:2]
    across = np.linspace(1, rng.uniform(0.25, 0.4), width, dtype=np.float32)[:: rng.choice((-1, 1))]
    down = np.linspace(1, rng.uniform(0.6, 1), height, dtype=np.float32)
    light = (across[None, :] * down[:, None])[:, :, None] * np.array((0.9, 0.75, 0.5), np.float32)
    return damage.noise((photo * light).astype(np.uint8), rng, rng.uniform(6, 10))


def _cropped(photo: Picture, rng: random.Random) -> Picture:
    height, width = photo.shape[:2]
    left, top = (int(rng.uniform(0.0, 0.085) * width) for _ in range(2))
    right, low = (int(rng.uniform(0.0, 0.085) * width) for _ in range(2))
    return np.ascontiguousarray(photo[top : height - low, left : width - right])


# -- what faxes do
def _faxed(pdf: bytes, rng: random.Random, rows: int) -> list[Picture]:
    """Two levels, 204 dots an inch across and `rows` down; as wide as every fax of A4 paper is (ITU-T T.4)."""
    made = []
    for number, page in enumerate(capture.pages_of(pdf, 204), 1):
        grey = damage.askew(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), rng.uniform(-1, 1))
        line = f"DE: CABINET  0{rng.randrange(10**8):08d}   {rng.randrange(10, 28)}-05-26 14:{rng.randrange(10, 60)}"
        cv2.putText(grey, f"{line}  P {number:02d}", (60, 30), cv2.FONT_HERSHEY_PLAIN, 1.6, 0, 2)
        grey = cv2.resize(grey, (grey.shape[1], grey.shape[0] * rows // 204), interpolation=cv2.INTER_AREA)
        spare = 1728 - grey.shape[1]
        grey = cv2.copyMakeBorder(grey, 0, 0, spare // 2, spare - spare // 2, cv2.BORDER_CONSTANT, value=255)
        made.append(np.where(damage.noise(grey, rng, 12) > rng.choice((140, 165)), 255, 0).astype(np.uint8))
    return made


def _dropped(bits: Picture, rng: random.Random) -> Picture:
    """Rows lost to noise on the line: left white, or the row before once more."""
    for _ in range(rng.randrange(6, 16)):
        at, count = rng.randrange(1, bits.shape[0] - 4), rng.randrange(1, 3)
        bits[at : at + count] = 255 if rng.random() < 0.5 else bits[at - 1]
    return bits


def _fax_tiff(pages: Sequence[Picture], dpi: tuple[int, int] | None) -> bytes:
    images, out = [Image.fromarray(p).convert("1") for p in pages], io.BytesIO()
    told = {"dpi": dpi} if dpi else {}
    images[0].save(out, "TIFF", save_all=True, append_images=images[1:], compression="group4", **told)
    return out.getvalue()


# -- what scanners do
def _scans(pdf: bytes, rng: random.Random, dpi: int, made: Callable[[Picture], Picture]) -> tuple[bytes, str]:
    pages = [damage.askew(p, rng.uniform(-1.5, 1.5)) for p in capture.pages_of(pdf, dpi)]
    return capture.as_pdf([damage.noise(made(p), rng, 4) for p in pages], dpi, quality=rng.randrange(55, 80)), "pdf"


def _holes(page: Picture, rng: random.Random) -> Picture:
    height, width = page.shape[:2]
    page = page.copy()
    for at in (-0.135, 0.135):
        cv2.circle(page, (int(rng.uniform(0.045, 0.055) * width), int((0.5 + at) * height)), int(0.015 * width),
                   (25, 25, 25), cv2.FILLED)  # fmt: skip
    return page


def _lid_open(page: Picture, rng: random.Random) -> Picture:
    height, width = page.shape[:2]
    left, top = int(rng.uniform(-0.03, 0.12) * width), int(rng.uniform(-0.01, 0.08) * height)
    right, low = int(rng.uniform(0, 0.12) * width), int(rng.uniform(0, 0.1) * height)
    sheet = np.ascontiguousarray(page[max(0, -top) :, max(0, -left) :])
    return cv2.copyMakeBorder(sheet, max(0, top), low, max(0, left), right, cv2.BORDER_CONSTANT, value=(18, 18, 20))


def _stamps(page: Picture, rng: random.Random) -> Picture:
    height, width = page.shape[:2]
    layer = np.full_like(page, 255)
    for _ in range(rng.randrange(2, 5)):
        ink = rng.choice(_INKS)
        x, y = int(rng.uniform(0.1, 0.7) * width), int(rng.uniform(0.1, 0.9) * height)
        if rng.random() < 0.5:
            cv2.circle(layer, (x, y), int(0.08 * width), ink, 5)
            cv2.circle(layer, (x, y), int(0.06 * width), ink, 2)
        else:
            cv2.rectangle(layer, (x, y - 40), (x + int(0.28 * width), y + 40), ink, 4)
        said = rng.choice(("RECU LE 12 MAI 2026", "DUPLICATA", "COPIE CONFORME", "COMPTABILITE"))
        cv2.putText(layer, said, (x + 10, y + 12), cv2.FONT_HERSHEY_DUPLEX, 0.9, ink, 2)
    layer = damage.askew(cv2.GaussianBlur(layer, (0, 0), 0.7), rng.uniform(-8, 8))
    return (page.astype(np.float32) * layer / 255).astype(np.uint8)


def _highlighted(page: Picture, rng: random.Random) -> Picture:
    height, width = page.shape[:2]
    for _ in range(rng.randrange(2, 6)):
        x, y = int(rng.uniform(0.05, 0.6) * width), int(rng.uniform(0.05, 0.95) * height)
        part = page[y : y + 36, x : x + int(rng.uniform(0.1, 0.4) * width)]
        part[:] = (part.astype(np.float32) * np.array(rng.choice(_HIGHLIGHTERS)) / 255).astype(np.uint8)
    return page
