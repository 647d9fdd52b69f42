"""Reading in a process of its own: what a file does to its reader, it does to that process alone (ADR 4)."""

from __future__ import annotations

import base64
import contextlib
import json
import logging
import os
import selectors
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from radlad.domain.document import DEFAULT_MAX_PAGES, FileFacts
from radlad.domain.errors import DocumentError, TransientError

RECYCLE_AFTER = 200
"""Documents after which a child is replaced."""
_START_SECONDS = 120
_RENDER_SECONDS = 60
_INSPECT_SECONDS = 20
_LONGEST_ANSWER = 64 * 1024**2
_ENVIRONMENT = {"LANG": "C.UTF-8", "PATH": os.defpath, "OPENBLAS_NUM_THREADS": "1"}
"""A second thread of numpy's would wait for its next product, at full speed, longer than any takes."""
_AGAIN = frozenset({"READER_CRASHED", "READER_MEMORY"})
"""Deaths of a reader that may have come from outside, as by the kernel when the machine is short of memory."""
_WHAT_TO_DO = "saisissez les champs, ou rejetez le document."


logger = logging.getLogger(__name__)


class Contents(Protocol):
    """A file that is open, to be read from its beginning."""

    def read(self, size: int = -1, /) -> bytes: ...

    def seek(self, offset: int, /) -> Any: ...


def caged(memory: int, module: str = "radlad.pipeline.reader") -> list[str]:
    """The command of a reading process that may take `memory` bytes; `-P`: nothing is loaded from where it stands."""
    return [sys.executable, "-P", "-m", "radlad.pipeline.cage", str(memory), module]


class ReaderProcess:
    """A child that reads documents one after the other, kept between them so that models are loaded once.

    It is ended when a document takes more than `seconds`, limited to `memory` bytes of its own, and replaced after
    `recycle_after` documents or when it holds half its memory between two of them. It ends with its parent. Files of
    more than `max_pages` pages are refused, whatever is asked of them. A document during which it dies is given to one
    more child before it is given up. One caller at a time is served; others wait. Use it as a context manager, or call
    `close`.
    """

    def __init__(
        self,
        *,
        seconds: float = 600,
        memory: int = 6 * 1024**3,
        recycle_after: int = RECYCLE_AFTER,
        max_pages: int = DEFAULT_MAX_PAGES,
        command: Sequence[str] | None = None,
    ) -> None:
        self._seconds, self._memory, self._recycle_after = seconds, memory, recycle_after
        self._max_pages = max_pages
        self._command = list(command or caged(memory))
        # Nothing of ours, such as the database's password, for a file to read; what tests start needs its own.
        self._environment = None if command else _ENVIRONMENT
        self._child: _Child | None = None
        self._served = 0
        self._awake = False
        self._closed = False
        self._lock = threading.Lock()

    def stay_awake(self) -> None:
        """Starts the child now, and each that will replace it at once; they load their models while they wait.

        Returns at once. What keeps a child from starting is told by the first document.
        """
        with self._lock:
            self._awake = True
            self._wake()

    def inspect(self, file: Path | Contents, name: str) -> FileFacts:
        """What a look at the file tells (`readers.containers.inspect`). Raises as `read` does."""
        found = self._ask(file, {"do": "inspect", "name": name}, min(_INSPECT_SECONDS, self._seconds))
        with _understood():
            return FileFacts(str(found["media_type"]), int(found["pages"]))

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
        when no reader can be started or the file cannot be had, which is not the document's fault.
        """
        couloir, sons, piece = declared or ("", "", "")
        request = {
            "do": "read", "file": file_name, "couloir": couloir, "sons": sons, "type": piece, "forced": forced,
            "words": words_to is not None,
        }  # fmt: skip
        answer = self._ask(path, request, self._seconds)
        with _understood():
            if words_to is not None:
                _keep_words(words_to, answer["words"])
            result: dict[str, Any] = answer["result"]
        return result

    def render(self, path: Path, page: int, dpi: int, out: Path, turn: int = 0) -> Path:
        """Writes page `page` (from 1), upright, as a picture of `dpi` to `out`, whose suffix says the format.

        `turn`: degrees, clockwise, by which the stored page is turned to stand upright. Raises as `read` does.
        """
        request = {"do": "render", "page": page, "dpi": dpi, "turn": turn, "format": out.suffix.lstrip(".")}
        drawn = self._ask(path, request, _RENDER_SECONDS)
        with _understood():
            out.write_bytes(base64.b64decode(drawn, validate=True))
        return out

    def words(self, path: Path, page: int) -> list[list[str | float]]:
        """The words of the text layer of page `page` (from 1): `[text, x0, y0, x1, y1]` each. Raises as `read` does."""
        found = self._ask(path, {"do": "words", "page": page}, _RENDER_SECONDS)
        with _understood():
            return _words(found)

    def zone(self, path: Path, page: int, turn: int, box: tuple[float, float, float, float]) -> str:
        """What OCR reads in `box`, fractions of the upright page. `turn` as in `render`; raises as `read` does."""
        return str(self._ask(path, {"do": "zone", "page": page, "turn": turn, "box": box}, _RENDER_SECONDS))

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

    def _ask(self, file: Path | Contents, request: dict[str, Any], seconds: float) -> Any:
        asked = {**request, "pages": self._max_pages, "seconds": seconds}
        with self._lock:
            try:
                answer = self._answer(file, asked, seconds)
            except DocumentError as error:
                if error.code not in _AGAIN:
                    raise
                answer = self._answer(file, asked, seconds)
            self._served += 1
            with _understood():
                held = int(answer.get("memory", 0))
            if self._served >= self._recycle_after or held > self._memory // 2:
                self._end()
                self._wake()
        if "error" not in answer:
            return answer["ok"]
        if "fault" in answer:
            logger.warning("reader: %.300r", answer["fault"])
        with _understood():
            raise DocumentError(str(answer["error"]["code"])[:80], str(answer["error"]["message"])[:500])

    def _answer(self, file: Path | Contents, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        child = self._ready_child()
        try:
            return child.exchange(file, request, seconds)
        except BaseException:
            self._end()
            # A child that died of `close` is no fault of the document's.
            self._refuse_when_closed()
            raise

    def _ready_child(self) -> _Child:
        self._refuse_when_closed()
        if self._child is not None and not self._child.alive():
            self._end()
        child = self._child or self._begun()
        try:
            # Closed meanwhile by a thread that found no child to kill.
            self._refuse_when_closed()
            child.await_ready()
        except BaseException:
            self._end()
            raise
        return child

    def _begun(self) -> _Child:
        self._child, self._served = _Child(self._command, self._environment), 0
        if self._awake:
            self._child.prepare()
        return self._child

    def _wake(self) -> None:
        if self._awake and self._child is None and not self._closed:
            with contextlib.suppress(TransientError):
                self._begun()

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise TransientError("READER_CLOSED", "La lecture automatique s’arrête.")

    def _end(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None


class _Child:
    """One reading process, spoken to by JSON lines. It is handed each document as a file in memory, to read only."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] | None) -> None:
        self._document = os.memfd_create("radlad-document")
        handed = os.open(f"/proc/self/fd/{self._document}", os.O_RDONLY)
        self._path = f"/proc/self/fd/{handed}"
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, start_new_session=True,
                pass_fds=(handed,), env=environment,
            )  # fmt: skip
        except OSError as fault:
            os.close(self._document)
            raise _no_reader() from fault
        finally:
            os.close(handed)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests, self._answers = self._process.stdin, self._process.stdout
        self._left = b""
        self._ready = False

    def alive(self) -> bool:
        return self._process.poll() is None

    def await_ready(self) -> None:
        """Returns once the child has loaded what it reads with; one that ends instead is the installation's fault."""
        if self._ready:
            return
        try:
            said = json.loads(self._line(_START_SECONDS))
        except (TimeoutError, EOFError, ValueError):
            raise _no_reader() from None
        if not isinstance(said, dict) or said.get("ready") is not True:
            raise _no_reader()
        if said.get("missing"):
            logger.warning("reading without %s: the kernel or the system lacks it", " and ".join(said["missing"]))
        self._ready = True

    def prepare(self) -> None:
        """Has the child do while it waits what its first pages would wait for."""
        with contextlib.suppress(OSError):
            self._requests.write(b'{"do": "prepare"}\n')

    def exchange(self, file: Path | Contents, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """The answer to `request` on the document `file`: where it stands, or itself, from its beginning.

        Raises DocumentError for a child that dies, hangs or babbles, TransientError for a file that cannot be had.
        """
        self._hand_over(file)
        try:
            return self._exchange({**request, "path": self._path}, seconds)
        finally:
            os.ftruncate(self._document, 0)

    def _hand_over(self, file: Path | Contents) -> None:
        try:
            with (
                file.open("rb") if isinstance(file, Path) else contextlib.nullcontext(file) as source,
                open(self._document, "wb", buffering=0, closefd=False) as document,
            ):
                source.seek(0)
                document.seek(0)
                shutil.copyfileobj(source, document, 1 << 20)
        except OSError as fault:
            os.ftruncate(self._document, 0)
            raise TransientError("FILE_UNAVAILABLE", "Le fichier à lire n’est pas accessible : vérifiez-le.") from fault

    def _exchange(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        try:
            self._requests.write(json.dumps(request).encode() + b"\n")
            answer = json.loads(self._line(seconds))
        except TimeoutError:
            raise DocumentError(
                "READER_TIMEOUT", f"La lecture a été arrêtée après {seconds:.0f} secondes : {_WHAT_TO_DO}"
            ) from None
        except (OSError, EOFError, ValueError, RecursionError):
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
        os.close(self._document)

    def _line(self, seconds: float) -> bytes:
        """The next whole line, however it trickles in. Raises TimeoutError or EOFError."""
        until = time.monotonic() + seconds
        pieces, length = [self._left], len(self._left)
        with selectors.DefaultSelector() as selector:
            selector.register(self._answers, selectors.EVENT_READ)
            while b"\n" not in pieces[-1]:
                if not selector.select(max(0.0, until - time.monotonic())):
                    raise TimeoutError
                piece = self._answers.read(1 << 16)
                if not piece:
                    raise EOFError
                pieces.append(piece)
                length += len(piece)
                if length > _LONGEST_ANSWER:
                    raise EOFError
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


@contextlib.contextmanager
def _understood() -> Iterator[None]:
    """Raises DocumentError for an answer that is not what was asked for: whoever owns the child may say anything."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError):
        raise DocumentError(
            "READER_ANSWER", f"La lecture automatique a rendu un résultat inexploitable : {_WHAT_TO_DO}"
        ) from None


def _words(found: Any) -> list[list[str | float]]:
    return [[str(text), float(x0), float(y0), float(x1), float(y1)] for text, x0, y0, x1, y1 in found]


def _keep_words(folder: Path, pages: Any) -> None:
    """Writes each page's words to `folder`, as `mots-<page>.json`."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for number, found in enumerate(pages, 1):
        draft = folder / f".mots-{number}"
        draft.write_text(json.dumps(_words(found), ensure_ascii=False), encoding="utf-8")
        draft.replace(folder / f"mots-{number}.json")


def out_of_memory() -> DocumentError:
    """The error of a document that needs more memory than a reader may take."""
    return DocumentError("READER_MEMORY", f"Le document demande trop de mémoire pour être lu : {_WHAT_TO_DO}")


def _no_reader() -> TransientError:
    return TransientError(
        "READER_START", "La lecture automatique ne démarre pas : lancez « radlad doctor » pour en connaître la cause."
    )
