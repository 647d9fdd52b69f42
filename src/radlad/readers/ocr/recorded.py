"""OCR replayed from recordings, so that most tests need no engine and no model.

A recording is found by the picture's own bytes, the engine's name and its version: a change of any of them is a
missing recording, never a stale answer.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from radlad.readers.ocr.engine import OcrEngine, OcrLine, OcrPage, OcrWord


class RecordingAbsentError(LookupError):
    """No recording for this picture, engine and version."""


class RecordedEngine:
    """Gives what another engine read before. `folder` holds one JSON file a page."""

    def __init__(self, folder: Path, name: str, version: str) -> None:
        self.name, self.version, self._folder = name, version, folder

    def read(self, grey: NDArray[np.uint8]) -> OcrPage:
        """See `OcrEngine.read`. Raises `RecordingAbsentError`."""
        path = self._folder / _file_name(self, grey)
        if not path.is_file():
            raise RecordingAbsentError(path.name)
        stored = json.loads(path.read_text(encoding="utf-8"))
        lines = tuple(OcrLine(tuple(OcrWord(**word) for word in line)) for line in stored["lines"])
        return OcrPage(lines, stored["turn"])


class RecordingEngine:
    """Reads with `engine` and keeps what it read in `folder`, for `RecordedEngine`."""

    def __init__(self, engine: OcrEngine, folder: Path) -> None:
        self._engine, self._folder = engine, folder
        self.name, self.version = engine.name, engine.version

    def read(self, grey: NDArray[np.uint8]) -> OcrPage:
        """See `OcrEngine.read`."""
        page = self._engine.read(grey)
        lines = [[asdict(word) for word in line.words] for line in page.lines]
        self._folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"turn": page.turn, "lines": lines}, ensure_ascii=False, indent=1)
        (self._folder / _file_name(self, grey)).write_text(text, encoding="utf-8")
        return page


def _file_name(engine: OcrEngine, grey: NDArray[np.uint8]) -> str:
    told = f"{engine.name} {engine.version} {grey.shape}".encode()
    return hashlib.sha256(told + np.ascontiguousarray(grey).tobytes()).hexdigest()[:32] + ".json"
