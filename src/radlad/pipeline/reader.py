"""What the child of `ReaderProcess` does, once in its cage: one document after the other, one JSON line each way.

It says `{"ready": true, "missing"}` once it can read, `missing` the guards that the machine lacks, and ends when its
parent does. Requests, each with `"path", "pages", "seconds"` besides, `pages` the most that the file may have:
`{"do": "inspect", "name"}`, `{"do": "read", "file", "couloir", "sons", "type", "forced", "words"}`,
`{"do": "render", "page", "dpi", "turn", "format"}`, `{"do": "words", "page"}` or `{"do": "zone", "page", "turn",
"box"}`. Answers: `{"ok": …, "memory"}` or `{"error": {"code", "message"}, "memory"}`, the message in French, `memory`
the bytes it holds; `fault` where the reader itself failed, without a word of the document. `{"do": "prepare"}` has no
answer: what OCR needs is then made ready whenever there is nothing else to do.
"""

from __future__ import annotations

import base64
import contextlib
import gc
import json
import os
import queue
import resource
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

import cv2

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
from radlad.readers.containers import inspect

_OBJECTS = 50_000
"""New ones after which garbage is looked for: at Python's 700 it takes a twentieth of a digital page."""
_CALM = 1.0
"""Seconds without a request after which chores go on: a process that is busy with text layers may never need them."""
_SPARE_CPU = 30
"""Seconds of computing beyond the time limit: only for a child that its parent can no longer end."""
_MEMORY_SIGNS = ("Failed to allocate", "bad_alloc", "bad allocation", "Insufficient memory", "out of memory")


def main(requests: BinaryIO, answers: BinaryIO, missing: list[str]) -> None:
    """Serves `requests` until they end."""
    settle()
    _say(answers, {"ready": True, "missing": missing})
    lines = _lines_of(requests)
    chores: Iterator[None] = iter(())
    calm = 0.0
    while True:
        request = json.loads(_next(lines, chores, calm))
        if request["do"] == "prepare":
            chores = default_engine().chores()
            continue
        calm = _CALM
        soft, hard = int(_cpu_seconds() + request["seconds"] + _SPARE_CPU), resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
        _say(answers, {**_answer(request), "memory": _resident()})


def settle() -> None:
    """Sets this process, which has loaded what it needs, to read and nothing else."""
    gc.freeze()
    gc.set_threshold(_OBJECTS)
    cv2.setNumThreads(1)


def _next(lines: queue.SimpleQueue[bytes], chores: Iterator[None], calm: float) -> bytes:
    """The next request. Where none comes for `calm` seconds, chores are done until one does.

    One that fails is the last: a document that needs what it makes ready will tell of it.
    """
    with contextlib.suppress(queue.Empty):
        return lines.get(timeout=calm)
    with contextlib.suppress(Exception):
        while lines.empty() and next(chores, chores) is None:
            pass
    return lines.get()


def _lines_of(requests: BinaryIO) -> queue.SimpleQueue[bytes]:
    """The parent's lines. The parent's end, seen by a thread of its own, ends this process even in mid-reading."""
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def listen() -> None:
        for line in requests:
            lines.put(line)
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    return lines


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"ok": _ACTIONS[request["do"]](request)}
    except RadladError as error:
        return _error(error)
    except Exception as error:
        if isinstance(error, MemoryError) or any(sign in str(error) for sign in _MEMORY_SIGNS):
            return _error(out_of_memory())
        failed = DocumentError(
            "READER_FAILED", "La lecture automatique a échoué : saisissez les champs, ou rejetez le document."
        )
        # The kind of the error only: its text may quote the document.
        return {**_error(failed), "fault": f"{type(error).__name__} at {_where(error)}"}


def _error(error: RadladError) -> dict[str, Any]:
    return {"error": {"code": error.code, "message": error.message}}


def _inspect(request: dict[str, Any]) -> dict[str, Any]:
    return asdict(inspect(Path(request["path"]), request["name"], request["pages"]))


def _read(request: dict[str, Any]) -> dict[str, Any]:
    lane = doctypes.lane_named(request["couloir"] or "", request["sons"] or "")
    declared = Declared(lane, Piece.parse(request["type"] or "")) if lane else None
    forced = doctypes.by_key(request["forced"]) if request["forced"] else None
    words: list[Words] | None = [] if request["words"] else None
    found = read(Path(request["path"]), declared, forced=forced, max_pages=request["pages"], words=words)
    return {"result": as_result(request["file"], found), "words": words or []}


def _render(request: dict[str, Any]) -> str:
    path, page, most = Path(request["path"]), request["page"], request["pages"]
    drawn = render(path, page, request["dpi"], request["format"], request["turn"], max_pages=most)
    return base64.b64encode(drawn).decode("ascii")


def _words(request: dict[str, Any]) -> Words:
    return layer_words(Path(request["path"]), request["page"], max_pages=request["pages"])


def _zone(request: dict[str, Any]) -> str:
    box = Box(*request["box"])
    path, page, most = Path(request["path"]), request["page"], request["pages"]
    return zone_text(path, page, request["turn"], box, default_engine(), max_pages=most)


_ACTIONS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "inspect": _inspect, "read": _read, "render": _render, "words": _words, "zone": _zone,
}  # fmt: skip


def _say(answers: BinaryIO, content: dict[str, Any]) -> None:
    line = json.dumps(content, ensure_ascii=False).encode() + b"\n"
    while line:
        line = line[answers.write(line) :]


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
