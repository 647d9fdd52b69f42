"""What an OCR engine promises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A run of characters without space. Edges in pixels of the page once turned upright."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float
    """Probability of the least sure character."""


@dataclass(frozen=True, slots=True)
class OcrLine:
    """The words of one line, from left to right."""

    words: tuple[OcrWord, ...]


@dataclass(frozen=True, slots=True)
class OcrPage:
    """What was read on a page, and how it had to be turned."""

    lines: tuple[OcrLine, ...]
    turn: int = 0
    """Degrees clockwise that make the picture upright: 0, 90, 180 or 270."""


class OcrEngine(Protocol):
    """Reads one page at a time. `version` changes whenever the same picture may give other words."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def read(self, grey: NDArray[np.uint8]) -> OcrPage:
        """Words of a grey picture (height, width), about 200 dpi, in whichever of four ways up."""
        ...
