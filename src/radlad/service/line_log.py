"""A log file of lines that never outgrows its bound: a full one is kept once as `.1`, then replaced."""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from radlad.service import data_folder

_LONGEST_LINE = 10_000
"""Characters; a longer line is cut."""


class LineLog:
    """Appends lines to `path`, at most `limit` bytes and as much again in `path.1`. Safe from several threads.

    A full disk loses lines, never the caller.
    """

    def __init__(self, path: Path, limit: int = 5_000_000) -> None:
        self._path, self._limit = path, limit
        self._lock = threading.Lock()
        data_folder.private_folder(path.parent)
        self._file = path.open("ab")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, line: str) -> None:
        with self._lock:
            try:
                if self._file.tell() > self._limit:
                    self._turn()
                self._file.write(line[:_LONGEST_LINE].encode() + b"\n")
                self._file.flush()
            except (OSError, ValueError):
                return

    def _turn(self) -> None:
        self._file.close()
        self._path.replace(self._path.with_name(f"{self._path.name}.1"))
        self._file = self._path.open("ab")

    def close(self) -> None:
        with self._lock:
            self._file.close()
