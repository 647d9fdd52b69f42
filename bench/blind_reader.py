"""The reader in its cage, but blind: it searches no pixels for text, so that thousands of files are soon read."""

from __future__ import annotations

from functools import partial
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from radlad.pipeline import reader, stages
from radlad.readers.ocr import OcrPage


class Blind:
    """Finds no text in any picture."""

    name, version = "blind", "1"

    def read(self, _grey: NDArray[np.uint8]) -> OcrPage:
        """See `OcrEngine.read`."""
        return OcrPage(())


def main(requests: BinaryIO, answers: BinaryIO, missing: list[str]) -> None:
    """As `radlad.pipeline.reader.main`."""
    reader.read = partial(stages.read, engine=Blind())
    reader.main(requests, answers, missing)
