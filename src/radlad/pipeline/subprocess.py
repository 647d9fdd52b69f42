"""Reading in a process of its own: what a file does to its reader, it does to that process alone (ADR 4)."""

from __future__ import annotations

import contextlib
import json
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from radlad.domain.errors import DocumentError, TransientError

_START_SECONDS = 120
_RENDER_SECONDS = 60
_WHAT_TO_DO = "saisissez les champs, ou rejetez le document."


class ReaderProcess:
    """A child that reads documents one after the other, kept between them so that models are loaded once.

    It is ended when a document takes more than `seconds`, limited to `memory` bytes of its own, and replaced after
    `recycle_after` documents or when it holds half its memory between two of them. It ends with its parent. One caller
    at a time is served; others wait. Use it as a context manager, or call `close`.
    """

    def __init__(
        self,
        *,
        seconds: float = 600,
        memory: int = 6 * 1024**3,
        recycle_after: int = 200,
        command: Sequence[str] | None = None,
    ) -> None:
        self._seconds, self._memory, self._recycle_after = seconds, memory, recycle_after
        self._command = list(command or (sys.executable, "-m", "radlad.pipeline.reader", str(memory)))
        self._child: _Child | None = None
        self._served = 0
        self._closed = False
        self._lock = threading.Lock()

    def read(
        self,
        path: Path,
        file_name: str,
        declared: tuple[str, str, str] | None = None,
        forced: str | None = None,
        words_to: Path | None = None,
    ) -> dict[str, Any]:
        """The result object of contracts.md 4.

        `declared`: couloir, SONS and `TypeDocument`; `forced`: the key of the type to read it as, without classifying;
        `words_to`: a folder in which the words of its pages are kept.
        Raises DocumentError: the reader's own codes, or READER_CRASHED, READER_TIMEOUT, READER_MEMORY; TransientError
        when no reader can be started, which is not the document's fault.
        """
        couloir, sons, piece = declared or ("", "", "")
        request = {
            "do": "read", "path": str(path.absolute()), "file": file_name, "couloir": couloir, "sons": sons,
            "type": piece, "forced": forced, "words": str(words_to.absolute()) if words_to else "",
        }  # fmt: skip
        answer: dict[str, Any] = self._ask(request, self._seconds)
        return answer

    def render(self, path: Path, page: int, dpi: int, out: Path, turn: int = 0) -> Path:
        """Writes page `page` (from 1), upright, as a picture of `dpi` to `out`, whose suffix says the format.

        `turn`: degrees, clockwise, by which the stored page is turned to stand upright. Raises as `read` does.
        """
        request = {"do": "render", "path": str(path.absolute()), "page": page, "dpi": dpi, "turn": turn}
        self._ask({**request, "out": str(out.absolute())}, _RENDER_SECONDS)
        return out

    def words(self, path: Path, page: int) -> list[list[str | float]]:
        """The words of the text layer of page `page` (from 1): `[text, x0, y0, x1, y1]` each. Raises as `read` does."""
        request = {"do": "words", "path": str(path.absolute()), "page": page}
        found: list[list[str | float]] = self._ask(request, _RENDER_SECONDS)
        return found

    def zone(self, path: Path, page: int, turn: int, box: tuple[float, float, float, float]) -> str:
        """What OCR reads in `box`, fractions of the upright page. `turn` as in `render`; raises as `read` does."""
        request = {"do": "zone", "path": str(path.absolute()), "page": page, "turn": turn, "box": box}
        return str(self._ask(request, _RENDER_SECONDS))

    def close(self) -> None:
        """Ends the child at once, even while it reads for another thread, whose call then raises."""
        self._closed = True
        child = self._child
        if child is not None:
            child.kill()
        with self._lock:
            self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, request: dict[str, Any], seconds: float) -> Any:
        with self._lock:
            child = self._ready_child()
            try:
                answer = child.exchange({**request, "seconds": seconds}, seconds)
            except BaseException:
                self._end()
                # A child that died of `close` is no fault of the document's.
                self._refuse_when_closed()
                raise
            self._served += 1
            if self._served >= self._recycle_after or answer.get("memory", 0) > self._memory // 2:
                self._end()
        if "error" in answer:
            raise DocumentError(answer["error"]["code"], answer["error"]["message"])
        return answer["ok"]

    def _ready_child(self) -> _Child:
        self._refuse_when_closed()
        if self._child is not None and not self._child.alive():
            self._end()
        if self._child is None:
            self._child, self._served = _Child(self._command), 0
            try:
                # Closed meanwhile by a thread that found no child to kill.
                self._refuse_when_closed()
                self._child.await_ready()
            except BaseException:
                self._end()
                raise
        return self._child

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise TransientError("READER_CLOSED", "La lecture automatique s’arrête.")

    def _end(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None


class _Child:
    """One reading process, spoken to by JSON lines."""

    def __init__(self, command: Sequence[str]) -> None:
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, start_new_session=True
            )
        except OSError as fault:
            raise _no_reader() from fault
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests, self._answers = self._process.stdin, self._process.stdout
        self._left = b""

    def alive(self) -> bool:
        return self._process.poll() is None

    def await_ready(self) -> None:
        """Returns once the child has loaded what it reads with; one that ends instead is the installation's fault."""
        try:
            said = json.loads(self._line(_START_SECONDS))
        except (TimeoutError, EOFError, ValueError):
            raise _no_reader() from None
        if said != {"ready": True}:
            raise _no_reader()

    def exchange(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """The answer to `request`. Raises DocumentError for a child that dies, hangs or babbles."""
        try:
            self._requests.write(json.dumps(request).encode() + b"\n")
            answer = json.loads(self._line(seconds))
        except TimeoutError:
            raise DocumentError(
                "READER_TIMEOUT", f"La lecture a été arrêtée après {seconds:.0f} secondes : {_WHAT_TO_DO}"
            ) from None
        except (OSError, EOFError, ValueError):
            raise self._crashed() from None
        if not isinstance(answer, dict) or not answer.keys() & {"ok", "error"}:
            raise self._crashed()
        return answer

    def kill(self) -> None:
        self._process.kill()

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._requests, self._answers):
            with contextlib.suppress(OSError):
                pipe.close()

    def _line(self, seconds: float) -> bytes:
        """The next whole line, however it trickles in. Raises TimeoutError or EOFError."""
        until = time.monotonic() + seconds
        pieces = [self._left]
        with selectors.DefaultSelector() as selector:
            selector.register(self._answers, selectors.EVENT_READ)
            while b"\n" not in pieces[-1]:
                if not selector.select(max(0.0, until - time.monotonic())):
                    raise TimeoutError
                piece = self._answers.read(1 << 16)
                if not piece:
                    raise EOFError
                pieces.append(piece)
        line, _, self._left = b"".join(pieces).partition(b"\n")
        return line

    def _crashed(self) -> DocumentError:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(2)
        if self._process.returncode == -signal.SIGXCPU:
            return DocumentError("READER_TIMEOUT", f"La lecture demande trop de calcul : {_WHAT_TO_DO}")
        if self._process.returncode == -signal.SIGKILL:
            # Not by us: this is how the kernel ends who takes the machine's last memory.
            return out_of_memory()
        return DocumentError(
            "READER_CRASHED", f"La lecture automatique s’est interrompue sur ce document : {_WHAT_TO_DO}"
        )


def out_of_memory() -> DocumentError:
    """The error of a document that needs more memory than a reader may take."""
    return DocumentError("READER_MEMORY", f"Le document demande trop de mémoire pour être lu : {_WHAT_TO_DO}")


def _no_reader() -> TransientError:
    return TransientError(
        "READER_START", "La lecture automatique ne démarre pas : lancez « radlad doctor » pour en connaître la cause."
    )
