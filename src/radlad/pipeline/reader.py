"""The child of `ReaderProcess`: reads one document after the other, one JSON line each way.

    python -m radlad.pipeline.reader MEMORY

MEMORY: bytes that it may take. It says `{"ready": true}` once it can read, and ends when its parent does. Requests:
`{"do": "read", "path", "file", "couloir", "sons", "type", "forced", "words", "seconds"}`, `{"do": "render", "path",
"page", "dpi", "turn", "out", "seconds"}`, `{"do": "words", "path", "page", "seconds"}` or `{"do": "zone", "path",
"page", "turn", "box", "seconds"}`. Answers: `{"ok": …, "memory"}` or `{"error": {"code", "message"}, "memory"}`, the
message in French, `memory` the bytes it holds. Nothing else is ever written to standard output.
"""

from __future__ import annotations

import json
import os
import queue
import resource
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from radlad import doctypes
from radlad.classify import Declared
from radlad.domain.doctype import Piece
from radlad.domain.document import Box
from radlad.domain.errors import DocumentError, RadladError
from radlad.pipeline.images import render
from radlad.pipeline.result import as_result
from radlad.pipeline.stages import default_engine, read
from radlad.pipeline.subprocess import out_of_memory
from radlad.pipeline.zones import Words, layer_words, zone_text

_SPARE_CPU = 30
"""Seconds of computing beyond the time limit: only for a child that its parent can no longer end."""
_MEMORY_SIGNS = ("Failed to allocate", "bad_alloc", "bad allocation", "Insufficient memory", "out of memory")


def main(memory: int) -> None:
    """Serves requests from standard input until it closes."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    # What a library prints goes to standard error.
    os.dup2(2, 1)
    # A background job beside people who wait for a page.
    os.nice(5)
    _limit(resource.RLIMIT_DATA, memory)
    _limit(resource.RLIMIT_CORE, 0)
    _say(answers, {"ready": True})
    for line in _lines_of(requests):
        request = json.loads(line)
        _limit(resource.RLIMIT_CPU, int(_cpu_seconds() + request["seconds"] + _SPARE_CPU))
        _say(answers, {**_answer(request), "memory": _resident()})


def _lines_of(requests: BinaryIO) -> Iterator[bytes]:
    """The parent's lines. The parent's end, seen by a thread of its own, ends this process even in mid-reading."""
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def listen() -> None:
        for line in requests:
            lines.put(line)
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        yield lines.get()


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"ok": _ACTIONS[request["do"]](request)}
    except RadladError as error:
        return _error(error)
    except Exception as error:
        # The kind of the error only: its text may quote the document.
        sys.stderr.write(f"reader: {type(error).__name__} at {_where(error)}\n")
        if isinstance(error, MemoryError) or any(sign in str(error) for sign in _MEMORY_SIGNS):
            return _error(out_of_memory())
        return _error(
            DocumentError(
                "READER_FAILED", "La lecture automatique a échoué : saisissez les champs, ou rejetez le document."
            )
        )


def _error(error: RadladError) -> dict[str, Any]:
    return {"error": {"code": error.code, "message": error.message}}


def _read(request: dict[str, Any]) -> dict[str, Any]:
    lane = doctypes.lane_named(request["couloir"] or "", request["sons"] or "")
    declared = Declared(lane, Piece.parse(request["type"] or "")) if lane else None
    forced = doctypes.by_key(request["forced"]) if request["forced"] else None
    words_to = Path(request["words"]) if request.get("words") else None
    return as_result(request["file"], read(Path(request["path"]), declared, forced=forced, words_to=words_to))


def _render(request: dict[str, Any]) -> str:
    render(Path(request["path"]), request["page"], request["dpi"], Path(request["out"]), request["turn"])
    return str(request["out"])


def _words(request: dict[str, Any]) -> Words:
    return layer_words(Path(request["path"]), request["page"])


def _zone(request: dict[str, Any]) -> str:
    box = Box(*request["box"])
    return zone_text(Path(request["path"]), request["page"], request["turn"], box, default_engine())


_ACTIONS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "read": _read, "render": _render, "words": _words, "zone": _zone,
}  # fmt: skip


def _say(answers: BinaryIO, content: dict[str, Any]) -> None:
    line = json.dumps(content, ensure_ascii=False).encode() + b"\n"
    while line:
        line = line[answers.write(line) :]


def _limit(kind: int, wanted: int) -> None:
    """Lowers a limit; one that the system has set lower stays."""
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _resident() -> int:
    """Bytes of memory that this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def _where(error: BaseException) -> str:
    frames = []
    trace = error.__traceback__
    while trace is not None:
        frames.append(f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " > ".join(frames[-4:])


if __name__ == "__main__":
    main(int(sys.argv[1]))
