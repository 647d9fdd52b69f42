"""PNG, JPEG and multi-page TIFF files as pages; EXIF turns applied (contracts.md 1)."""

from __future__ import annotations

import struct
from pathlib import Path
from types import TracebackType
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from radlad.domain.document import Box
from radlad.domain.errors import DocumentError
from radlad.readers.limits import affordable_dpi, refuse_huge
from radlad.readers.photos import LaidFlat

_A4_LONG = 841.89
_PLAUSIBLE_DPI = (60.0, 1300.0)
_PLAUSIBLE_SIDE = (200.0, 2400.0)
_OWN_PIXELS = (0.8, 1.3)
"""Native resolution over the one asked for, between which a picture keeps its own pixels."""
_FAX_WIDTHS, _FAX_DPI, _FAX_ROWS = (1728, 2048, 2432), 204.0, (196.0, 98.0)
"""Pixels across a fax of A4, B4 and A3 paper, and dots an inch across and down, fine and standard (ITU-T T.4)."""
_EXIF_ORIENTATION = 274
_TIFF_OFFSETS, _TIFF_LENGTHS = (273, 324), (279, 325)
_MAX_FRAMES = 10_000

_FAULTS = (
    OSError, ValueError, TypeError, KeyError, SyntaxError, EOFError, OverflowError, MemoryError, struct.error,
    Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip
"""What Pillow raises on damaged files."""


class PictureFile:
    """A picture file: one page, or as many as a TIFF holds. Only one page is unpacked at a time."""

    def __init__(self, path: Path) -> None:
        self._bytes = path.stat().st_size
        self._greys: tuple[int, NDArray[np.uint8]] | None = None
        self._flat = LaidFlat(self._stored_size, self._stored, lambda _: True, self._may_be_photo)
        try:
            self._image: ImageFile.ImageFile = Image.open(path, formats=("PNG", "JPEG", "TIFF"))
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            refuse_huge(1 << 20, 1 << 20)
            raise
        except (UnidentifiedImageError, *_FAULTS) as fault:
            raise _unreadable() from fault
        try:
            self.page_count = self._count()
        except BaseException:
            self._image.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._greys = None
        self._flat.leave()
        self._image.close()

    def _count(self) -> int:
        refuse_huge(*self._image.size)
        pages = 1
        try:
            while pages < _MAX_FRAMES and self._image.format == "TIFF":
                self._image.seek(pages)
                pages += 1
        except EOFError:
            pass
        except _FAULTS as fault:
            raise _unreadable() from fault
        return pages

    def check(self) -> None:
        """Raises `DocumentError` when the file is cut short or damaged, without unpacking its pixels in full."""
        try:
            if self._image.format == "TIFF":
                for index in range(self.page_count):
                    self._image.seek(index)
                    refuse_huge(*self._image.size)
                    self._check_strips()
            elif self._image.format == "JPEG":
                self._image.draft("L", (self._image.width // 8, self._image.height // 8))
                self._image.load()
            else:
                self._image.verify()
        except _FAULTS as fault:
            raise _unreadable() from fault

    def _check_strips(self) -> None:
        tags = getattr(self._image, "tag_v2", {})
        offsets = next((tags[t] for t in _TIFF_OFFSETS if t in tags), ())
        lengths = next((tags[t] for t in _TIFF_LENGTHS if t in tags), ())
        if not offsets or any(o + n > self._bytes for o, n in zip(offsets, lengths, strict=False)):
            raise _unreadable()

    def size(self, index: int) -> tuple[float, float]:
        """Width and height in points; from the stored resolution when it is plausible, else those of an A4 page."""
        return self._flat.size(index)

    def raster(
        self,
        index: int,
        dpi: float,
        colour: bool = False,
        room: Box | None = None,  # noqa: ARG002 - a picture is decoded whole, wherever one looks
    ) -> NDArray[np.uint8]:
        """The page's pixels, all of them: see `containers.OpenedFile.raster`."""
        return self._flat.raster(index, dpi, colour)

    def _may_be_photo(self, index: int) -> bool:
        """No telephone takes two levels of grey."""
        self._seek(index)
        return self._image.mode != "1"

    def _stored_size(self, index: int) -> tuple[float, float]:
        self._seek(index)
        width, height = self._image.size
        dpi_x, dpi_y = self._dpi()
        if self._orientation() >= 5:
            width, height, dpi_x, dpi_y = height, width, dpi_y, dpi_x
        return width / dpi_x * 72, height / dpi_y * 72

    def _orientation(self) -> int:
        try:
            return int(self._image.getexif().get(_EXIF_ORIENTATION, 1))
        except _FAULTS as fault:
            raise _unreadable() from fault

    def _stored(self, index: int, dpi: float, colour: bool) -> NDArray[np.uint8]:
        width, height = self._stored_size(index)
        dpi = affordable_dpi(width, height, dpi)
        pixels = self._pixels(colour) if colour else self._grey(index)
        wanted = round(width * dpi / 72), round(height * dpi / 72)
        found = pixels.shape[1], pixels.shape[0]
        ratios = found[0] / wanted[0], found[1] / wanted[1]
        square = abs(ratios[0] / ratios[1] - 1) < 0.03
        if square and _OWN_PIXELS[0] <= ratios[0] <= _OWN_PIXELS[1]:
            return pixels
        smaller = min(ratios) > 1
        resized = cv2.resize(pixels, wanted, interpolation=cv2.INTER_AREA if smaller else cv2.INTER_CUBIC)
        return np.asarray(resized, np.uint8)

    def _seek(self, index: int) -> None:
        if not 0 <= index < self.page_count:
            raise IndexError(f"page {index} of {self.page_count}")
        try:
            if self._image.tell() != index:
                self._image.seek(index)
        except _FAULTS as fault:
            raise _unreadable() from fault
        refuse_huge(*self._image.size)

    def _grey(self, index: int) -> NDArray[np.uint8]:
        """Those of the last page are kept: they are asked for at several sizes."""
        if self._greys is None or self._greys[0] != index:
            self._greys = index, self._pixels(colour=False)
        return self._greys[1]

    def _pixels(self, colour: bool) -> NDArray[np.uint8]:
        try:
            upright = ImageOps.exif_transpose(self._image)
            if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
                flat = Image.new("RGBA", upright.size, "white")
                flat.alpha_composite(upright.convert("RGBA"))
                upright = flat
            elif upright.mode.startswith("I") or upright.mode == "F":
                upright = Image.fromarray(_eight_bits(np.asarray(upright, np.float32)))
            return np.asarray(upright.convert("RGB" if colour else "L"), np.uint8)
        except _FAULTS as fault:
            raise _unreadable() from fault

    def _dpi(self) -> tuple[float, float]:
        """Horizontal and vertical resolution of the stored picture."""
        width, height = self._image.size
        stored = self._image.info.get("dpi", (0, 0))
        try:
            dpi_x, dpi_y = float(stored[0]), float(stored[1])
        except (TypeError, ValueError, IndexError, ZeroDivisionError):
            dpi_x = dpi_y = 0.0
        low, high = _PLAUSIBLE_DPI
        if low <= dpi_x <= high and low <= dpi_y <= high:
            sides = sorted((width / dpi_x * 72, height / dpi_y * 72))
            if sides[0] >= _PLAUSIBLE_SIDE[0] and sides[1] <= _PLAUSIBLE_SIDE[1]:
                return dpi_x, dpi_y
        if self._image.mode == "1" and width in _FAX_WIDTHS:
            return _FAX_DPI, _FAX_ROWS[0] if height > width else _FAX_ROWS[1]
        guess = max(width, height) / _A4_LONG * 72
        return guess, guess


def _eight_bits(values: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Deep grey levels spread over 0..255."""
    low, high = float(values.min()), float(values.max())
    return ((values - low) * (255 / max(1e-6, high - low))).astype(np.uint8)


def _unreadable() -> DocumentError:
    return DocumentError(
        "UNREADABLE_FILE", "Le fichier est tronqué ou abîmé : envoyez-le de nouveau, ou numérisez-le une autre fois."
    )
