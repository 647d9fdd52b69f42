"""PDF files as pages, through PDFium (contracts.md 1). One page is loaded at a time."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import cv2
import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from radlad.domain.document import Box
from radlad.domain.errors import DocumentError
from radlad.readers.limits import affordable_dpi, refuse_huge
from radlad.readers.pdfium_calls import objects_of
from radlad.readers.photos import LaidFlat

_TAIL = 4096
_LONGEST_SIDE = 14_400.0
"""Points; the PDF standard's own limit (ISO 32000, annex C)."""
_OWN_PIXELS = (0.8, 1.3)
_UNIT = 1_000_000
_FILLS, _DEEPEST = 0.8, 4
_KEPT = 4
"""Pages held at once: most documents have no more, and each is asked for by one stage after the other."""
_ALL = [Box(0, 0, 1, 1)]
_PICTURED = raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM
"""Kinds of objects that are pictures, or may hold some."""
_MANY = 50_000
"""Objects of a page beyond which they are not kept."""


class PdfFile:
    """A PDF opened for reading. What it needs a password for is refused; owner restrictions are not.

    `flatten` merges filled fields and annotations into the page, so that words and pixels show what a viewer shows.
    """

    def __init__(self, path: Path) -> None:
        try:
            # Its content and not its path, which PDFium's binding would look up: the document may be a file in memory.
            self.pdf = pdfium.PdfDocument(path.read_bytes())
        except pdfium.PdfiumError as fault:
            raise _opening_error(path, fault) from fault
        self._path = path
        self._flat = LaidFlat(self._stored_size, self._stored, self._is_picture, self._may_be_photo)
        self._loaded: dict[int, _Loaded] = {}
        self._greys: tuple[int, float, NDArray[np.uint8]] | None = None
        self._rooms: list[Box] = []
        """Which parts of the greys are drawn."""
        self._pictures: dict[int, list[_Picture]] = {}
        try:
            self.pdf.init_forms()
            if self.pdf.formenv:
                raw.FPDF_SetFormFieldHighlightAlpha(self.pdf.formenv, 0)
            self.page_count = len(self.pdf)
        except BaseException:
            self.pdf.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        for index in list(self._loaded):
            self._leave(index)
        self._greys = None
        self._flat.leave()
        self.pdf.close()

    def check(self) -> None:
        """Raises `DocumentError` when the file is cut short or one of its pages cannot be found."""
        with self._path.open("rb") as file:
            file.seek(max(0, self._path.stat().st_size - _TAIL))
            if b"%%EOF" not in file.read():
                raise unreadable()
        size = raw.FS_SIZEF()
        for index in range(self.page_count):
            if not raw.FPDF_GetPageSizeByIndexF(self.pdf, index, size) or min(size.width, size.height) < 1:
                raise unreadable()

    def page(self, index: int) -> pdfium.PdfPage:
        """The loaded page; of those loaded before few are kept, and none with pictures, whose pixels PDFium keeps."""
        if index not in self._loaded:
            if not 0 <= index < self.page_count:
                raise IndexError(f"page {index} of {self.page_count}")
            for other in list(self._loaded):
                if len(self._loaded) >= _KEPT or self._pictures.get(other):
                    self._leave(other)
            try:
                self._loaded[index] = _Loaded(self.pdf.get_page(index))
            except pdfium.PdfiumError as fault:
                raise unreadable() from fault
        return self._loaded[index].page

    def objects(self, index: int) -> Iterable[tuple[Any, int]]:
        """What the page draws, in that order, each with its kind."""
        page = self.page(index)
        loaded = self._loaded[index]
        if loaded.objects is not None:
            return loaded.objects
        found = objects_of(page.raw, in_page=True)
        if raw.FPDFPage_CountObjects(page) > _MANY:
            return found
        loaded.objects = list(found)
        return loaded.objects

    def flatten(self, index: int) -> pdfium.PdfPage:
        """Merges the annotations and filled fields of the page into its content, and gives the page loaded afresh."""
        page = self.page(index)
        if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
            self._leave(index)
            self._greys = None
            self._pictures.pop(index, None)
        return self.page(index)

    def size(self, index: int) -> tuple[float, float]:
        """Width and height in points of the crop box, turned by /Rotate; of the sheet, where the page is a photo."""
        return self._flat.size(index)

    def raster(self, index: int, dpi: float, colour: bool = False, room: Box | None = None) -> NDArray[np.uint8]:
        """The page's pixels: see `containers.OpenedFile.raster`."""
        if room is not None and not colour and self._native_dpi(index) is None:
            return self._part(index, affordable_dpi(*self._stored_size(index), dpi), room)
        return self._flat.raster(index, dpi, colour)

    def _is_picture(self, index: int) -> bool:
        """Whether pictures fill the page, and are all that is seen on it."""
        page = self.page(index)
        shown = sum(math.prod(picture.shown) for picture in self._pictures_on(index))
        filled = shown >= _FILLS * math.prod(page.get_size())
        return filled and not raw.FPDFPage_GetAnnotCount(page) and _shows_pictures(self.objects(index))

    def _is_grey(self, index: int) -> bool:
        """Whether all that is seen on the page are pictures without colours."""
        return all(picture.grey for picture in self._pictures_on(index)) and self._is_picture(index)

    def _may_be_photo(self, index: int) -> bool:
        """Whether one of them, of square pixels, fills it."""
        return self._native_dpi(index) is not None

    def _stored_size(self, index: int) -> tuple[float, float]:
        width, height = self.page(index).get_size()
        if not 1 <= min(width, height) <= max(width, height) <= _LONGEST_SIDE:
            raise unreadable()
        return width, height

    def fractions(self, index: int) -> NDArray[np.float64]:
        """The 2 × 3 matrix from PDF user space to fractions of the page as stored, y down."""
        page = self.page(index)
        x, y = ctypes.c_int(), ctypes.c_int()
        points = []
        for px, py in ((0, 0), (1000, 0), (0, 1000)):
            raw.FPDF_PageToDevice(page, 0, 0, _UNIT, _UNIT, 0, px, py, x, y)
            points.append((x.value / _UNIT, y.value / _UNIT))
        origin, along, up = (np.array(p) for p in points)
        return np.column_stack(((along - origin) / 1000, (up - origin) / 1000, origin))

    def _stored(self, index: int, dpi: float, colour: bool) -> NDArray[np.uint8]:
        width, height = self._stored_size(index)
        dpi = affordable_dpi(width, height, dpi)
        native = self._native_dpi(index)
        drawn = dpi if native is None else affordable_dpi(width, height, native)
        pixels = self._drawn(index, drawn, colour)
        if native is None or _OWN_PIXELS[0] <= drawn / dpi <= _OWN_PIXELS[1]:
            return pixels
        wanted = max(1, round(width * dpi / 72)), max(1, round(height * dpi / 72))
        method = cv2.INTER_AREA if drawn > dpi else cv2.INTER_CUBIC
        return np.asarray(cv2.resize(pixels, wanted, interpolation=method), np.uint8)

    def _drawn(self, index: int, dpi: float, colour: bool) -> NDArray[np.uint8]:
        """The page as PDFium draws it; the greys of the last one are kept, which are asked for at several sizes."""
        if colour:
            return self._rendered(index, dpi, colour)
        if self._greys is None or self._greys[:2] != (index, dpi) or self._rooms != _ALL:
            self._greys, self._rooms = (index, dpi, self._rendered(index, dpi, colour)), _ALL
        return self._greys[2]

    def _part(self, index: int, dpi: float, room: Box) -> NDArray[np.uint8]:
        """The page in grey with `room` drawn, in white else but for rooms asked for before."""
        if self._greys is None or self._greys[:2] != (index, dpi):
            width, height = self._pixels(index, dpi)
            self._greys, self._rooms = (index, dpi, np.full((height, width), 255, np.uint8)), []
        grey = self._greys[2]
        if not any(r.holds(room.x0, room.y0) and r.holds(room.x1, room.y1) for r in self._rooms):
            self._rooms = [*self._rooms, room]
            height, width = grey.shape
            x0, x1 = max(0, int(room.x0 * width)), min(width, math.ceil(room.x1 * width))
            y0, y1 = max(0, int(room.y0 * height)), min(height, math.ceil(room.y1 * height))
            if x0 < x1 and y0 < y1:
                grey[y0:y1, x0:x1] = self._rendered(index, dpi, False, (x0, height - y1, width - x1, y0))
        return grey

    def _pixels(self, index: int, dpi: float) -> tuple[int, int]:
        """The width and height of a page that PDFium draws."""
        width, height = self.page(index).get_size()
        return math.ceil(width * (dpi / 72)), math.ceil(height * (dpi / 72))

    def _rendered(
        self, index: int, dpi: float, colour: bool, cut: tuple[int, int, int, int] = (0, 0, 0, 0)
    ) -> NDArray[np.uint8]:
        """As PDFium draws it, without as many pixels as `cut` says on its left, lower, right and upper side."""
        scale = dpi / 72
        crop = tuple(max(0.0, (pixels - 0.5) / scale) for pixels in cut)
        kind: dict[str, Any] = {"grayscale": not colour}
        if not colour and self._is_grey(index):
            # Asked for greys, PDFium would turn these grey once more, which takes twice as long as all the rest.
            kind = {"force_bitmap_format": raw.FPDFBitmap_Gray}
        try:
            bitmap = self.page(index).render(scale=scale, crop=crop, rev_byteorder=True, **kind)
        except (pdfium.PdfiumError, ValueError) as fault:
            raise unreadable() from fault
        pixels = np.asarray(bitmap.to_numpy(), np.uint8)
        return pixels[:, :, 0] if not colour and pixels.ndim == 3 else pixels

    def _native_dpi(self, index: int) -> float | None:
        """The resolution of the picture that fills the page; None where there is none, or pixels are not square."""
        page = self.page(index)
        area = math.prod(page.get_size())
        for picture in self._pictures_on(index):
            if math.prod(picture.shown) < _FILLS * area:
                continue
            dpi = [72 * s / p for s, p in zip(sorted(picture.stored), sorted(picture.shown), strict=True)]
            if abs(dpi[0] / dpi[1] - 1) < 0.03 and 60 <= dpi[0] <= 700:
                return dpi[0]
        return None

    def _pictures_on(self, index: int) -> list[_Picture]:
        if index not in self._pictures:
            found = list(_pictures(self.page(index), self.objects(index)))
            for picture in found:
                refuse_huge(*picture.stored)
            self._pictures[index] = found
        return self._pictures[index]

    def _leave(self, index: int) -> None:
        self._loaded.pop(index).page.close()


@dataclass(slots=True)
class _Loaded:
    """A page that PDFium holds, and what it draws, once somebody asked."""

    page: pdfium.PdfPage
    objects: list[tuple[Any, int]] | None = None


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture on a page: its sides in the space it is placed in, and in pixels; whether it has but greys."""

    shown: tuple[float, float]
    stored: tuple[int, int]
    grey: bool


def _pictures(page: pdfium.PdfPage, objects: Iterable[tuple[Any, int]], depth: int = 0) -> Iterator[_Picture]:
    """Each picture of a page."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    width, height = ctypes.c_uint(), ctypes.c_uint()
    told = raw.FPDF_IMAGEOBJ_METADATA()
    for handle, kind in (o for o in objects if o[1] in _PICTURED):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            raw.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
            raw.FPDFImageObj_GetImagePixelSize(handle, width, height)
            known = raw.FPDFImageObj_GetImageMetadata(handle, page, told)
            grey = bool(known) and told.colorspace == raw.FPDF_COLORSPACE_DEVICEGRAY
            yield _Picture((right.value - left.value, top.value - bottom.value), (width.value, height.value), grey)
        elif depth < _DEEPEST:
            yield from _pictures(page, objects_of(handle, in_page=False), depth + 1)


def _shows_pictures(objects: Iterable[tuple[Any, int]]) -> bool:
    """Whether pictures are all that a page draws, beside text that is not seen: below them, or a scanner's layer."""
    pictures = 0
    for handle, kind in objects:
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif kind != raw.FPDF_PAGEOBJ_TEXT or (pictures and not _is_invisible(handle)):
            return False
    return pictures > 0


def _is_invisible(text: Any) -> bool:
    return bool(raw.FPDFTextObj_GetTextRenderMode(text) == raw.FPDF_TEXTRENDERMODE_INVISIBLE)


def _opening_error(path: Path, fault: pdfium.PdfiumError) -> DocumentError:
    """What is wrong with a file that PDFium does not open. Its code may be that of an earlier file: it sets none for a
    file without pages, so the bytes are asked too."""
    content = path.read_bytes()
    if fault.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) and b"/Encrypt" in content:
        return DocumentError(
            "ENCRYPTED_FILE", "Le PDF est protégé par un mot de passe : envoyez-le sans mot de passe d’ouverture."
        )
    if re.search(rb"/Count\s+0\b", content) and b"%%EOF" in content[-1024:]:
        return DocumentError("NO_PAGES", "Le PDF ne contient aucune page : vérifiez le fichier envoyé.")
    return unreadable()


def unreadable() -> DocumentError:
    """The error of a file that is cut short or damaged."""
    return DocumentError(
        "UNREADABLE_FILE", "Le fichier est tronqué ou abîmé : envoyez-le de nouveau, ou numérisez-le une autre fois."
    )
