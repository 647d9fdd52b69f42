"""`radlad read` and `radlad batch`: reading without database or server (contracts.md 3 and 4)."""

from __future__ import annotations

import json
import queue
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from radlad import doctypes
from radlad.domain.doctype import Piece
from radlad.domain.errors import CallerError, ConfigError, RadladError
from radlad.pipeline.subprocess import ReaderProcess
from radlad.service.data_folder import cause
from radlad.settings import Settings

Declared = tuple[str, str, str]
Result = dict[str, Any]


def read_one(settings: Settings, file: Path, declared: Declared) -> int:
    """Writes one result object to standard output; 1 when the document could not be read."""
    with _reader(settings) as reader:
        result = _result(reader, file, file.name, declared)
    print(json.dumps(result, ensure_ascii=False))
    return _exit_code([result])


def read_batch(settings: Settings, requests: Path, root: Path, out: Path, jobs: int) -> int:
    """Writes one line a request, in their order and as they come; 1 when a document could not be read."""
    from tqdm import tqdm

    failed = False
    try:
        lines = [line for line in requests.read_text(encoding="utf-8").splitlines() if line.strip()]
        with out.open("w", encoding="utf-8") as results, tqdm(total=len(lines), unit="doc", file=sys.stderr) as bar:
            for result in _results(settings, lines, root, min(jobs, max(1, len(lines)))):
                results.write(json.dumps(result, ensure_ascii=False) + "\n")
                results.flush()
                bar.update()
                failed = failed or bool(_exit_code([result]))
    except OSError as fault:
        raise ConfigError("BATCH_FILE", f"« {fault.filename} » : {cause(fault)}.") from fault
    except UnicodeDecodeError as fault:
        raise ConfigError("BATCH_FILE", f"« {requests} » n’est pas un texte en UTF-8.") from fault
    return int(failed)


def _results(settings: Settings, lines: list[str], root: Path, jobs: int) -> Iterator[Result]:
    readers = [_reader(settings) for _ in range(jobs)]
    free: queue.SimpleQueue[ReaderProcess] = queue.SimpleQueue()
    for reader in readers:
        free.put(reader)

    def answer(line: str) -> Result:
        reader = free.get()
        try:
            return _answer(reader, line, root)
        finally:
            free.put(reader)

    pool = ThreadPoolExecutor(jobs)
    try:
        yield from pool.map(answer, lines)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for reader in readers:
            reader.close()


def _answer(reader: ReaderProcess, line: str, root: Path) -> Result:
    """The result of one line of requests, whatever the line is."""
    try:
        request = json.loads(line)
        name = str(request["file"])
        parameters = {str(k): str(v) for k, v in (request.get("parameters") or {}).items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        message = 'Demande illisible : attendu {"file": "a.pdf", "parameters": {…}}.'
        return _failure("", CallerError("BAD_REQUEST", message))
    declared = tuple(parameters.get(key, "") for key in ("Couloir", "Sons", "TypeDocument"))
    return _result(reader, root / name, name, (declared[0], declared[1], declared[2]))


def _result(reader: ReaderProcess, path: Path, name: str, declared: Declared) -> Result:
    try:
        _check(declared)
        if not path.is_file():
            raise CallerError("FILE_NOT_FOUND", f"Le fichier « {name} » est introuvable.")
        return reader.read(path, name, declared)
    except RadladError as error:
        return _failure(name, error)


def _check(declared: Declared) -> None:
    """Raises CallerError for what was declared and does not exist; nothing need be declared."""
    couloir, sons, piece = declared
    if (couloir or sons) and doctypes.lane_named(couloir, sons) is None:
        raise CallerError("UNKNOWN_LANE", f"Le couloir « {couloir} {sons} » est inconnu : par exemple HOP DPI.")
    if piece and Piece.parse(piece) is None:
        raise CallerError("UNKNOWN_TYPE", f"Le type « {piece} » est inconnu : BON_COMMANDE, FACTURE, VA ou MOM.")


def _failure(name: str, error: RadladError) -> Result:
    return {"file": name, "erreur": {"code": error.code, "message": error.message}}


def _exit_code(results: list[Result]) -> int:
    return int(any("erreur" in result for result in results))


def _reader(settings: Settings) -> ReaderProcess:
    return ReaderProcess(seconds=settings.read_seconds, memory=settings.read_memory, max_pages=settings.max_pages)
