"""`make bench`: reads made documents of every condition, scores them, and writes what came out.

    python -m bench [--count 60] [--seed public]

Writes `bench/results/accuracy.json`, `bench/results/performance.json`, `docs/accuracy.md` and `docs/performance.md`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tqdm import tqdm

from bench import corpus, report
from bench.dropout import vocabulary_dropout
from bench.maker import press
from bench.score import score
from radlad import doctypes
from radlad.classify import Declared
from radlad.domain.doctype import Piece
from radlad.domain.errors import RadladError
from radlad.pipeline.reader import settle
from radlad.pipeline.result import as_error, as_result
from radlad.pipeline.stages import read

_TIERS = ("digital", "scan", "poor", "fax", "photo")


def main() -> None:
    """Runs the bench and writes its reports."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=60, help="documents to make for each figure")
    parser.add_argument("--seed", default="public", help="names the documents: another seed makes others")
    given = parser.parse_args()
    settle()  # as the processes do whose speed is told
    runs = [
        _run("A", given, "A", _TIERS),
        _run("B", given, "B", _TIERS),
        _run("B-digital", given, "B", ("digital",)),
        _run("C-digital", given, "C", ("digital",)),
        _run("D", given, "D", _TIERS),
        _run("D-digital", given, "D", ("digital",)),
        _run("E-digital", given, "E", ("digital",)),
        _run("F", given, "F", _TIERS),
        _run("F-digital", given, "F", ("digital",)),
        _run("G", given, "G", _TIERS),
        _run("G-digital", given, "G", ("digital",)),
        *(_run(f"{half}-digital", given, half, ("digital",)) for half in press.LATER),
    ]
    with vocabulary_dropout():
        runs.append(_run("B-digital-dropout", given, "B", ("digital",)))
    report.write(runs, given.count, given.seed)


def _run(name: str, given: argparse.Namespace, split: str, tiers: tuple[str, ...]) -> report.Run:
    """One figure: documents of a half in some conditions, read and scored."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        corpus.write(root, given.count, given.seed, split, tiers)
        truths, results = _read_all(root, name)
    return report.Run(name, score(truths, results), truths, results)


def _read_all(root: Path, name: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Truths and results, in the order of the requests; each result with its `cpu` seconds."""
    truths = _rows(root / "truth.jsonl")
    requests = _rows(root / "requests.jsonl")
    results = [_read(root, r) for r in tqdm(requests, desc=name, unit="doc", file=sys.stderr)]
    return truths, results


def _read(root: Path, request: dict[str, Any]) -> dict[str, Any]:
    parameters, name = request["parameters"], request["file"]
    lane = doctypes.lane_named(parameters["Couloir"], parameters["Sons"])
    declared = Declared(lane, Piece.parse(parameters["TypeDocument"])) if lane else None
    begun = time.process_time()
    try:
        result = as_result(name, read(root / name, declared))
    except RadladError as error:
        result = as_error(name, error)
    return {**result, "cpu": time.process_time() - begun}


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
