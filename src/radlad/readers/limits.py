"""What a reader refuses before it costs memory: pictures and pages of enormous size."""

from __future__ import annotations

import math

from radlad.domain.errors import DocumentError

MAX_PIXELS = 90_000_000
"""Largest stored picture: an A3 sheet at 600 dpi has 70 million pixels."""
MAX_RASTER = 40_000_000
"""Largest picture made of a page; a greater page is drawn coarser."""


def refuse_huge(width: int, height: int) -> None:
    """Raises `DocumentError` for a picture that would take too much memory once unpacked."""
    if width * height > MAX_PIXELS:
        raise DocumentError(
            "PICTURE_TOO_LARGE",
            "Une image du fichier est démesurée : numérisez le document de nouveau, à 200 ou 300 points par pouce.",
        )


def affordable_dpi(width: float, height: float, dpi: float) -> float:
    """`dpi`, or less where a page of `width` by `height` points would exceed `MAX_RASTER` pixels."""
    pixels = max(1.0, width * height) * (dpi / 72) ** 2
    return dpi if pixels <= MAX_RASTER else dpi * math.sqrt(MAX_RASTER / pixels)
