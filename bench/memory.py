"""How soon a reading process reads, and what it holds after many pages.

    python -m bench.memory [--pages 300] [--minutes 60]

Scans are read one after the other in a process as the workers have it; its resident size is noted after each document.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import psutil
from tqdm import tqdm

from bench import corpus, report
from radlad.domain.errors import DocumentError
from radlad.pipeline.subprocess import ReaderProcess

_STARTS = 5
_DOCUMENTS = 24


def main() -> None:
    """Measures and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=300, help="OCR pages to read in one process")
    parser.add_argument("--minutes", type=float, default=60, help="stop earlier after so long")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        corpus.write(root / "digital", 1, "memory", "A", ("digital",))
        corpus.write(root / "scan", _DOCUMENTS, "memory", "A", ("scan",))
        figures = {
            "first_digital_s": _first(next(_files(root / "digital"))),
            "first_scan_s": _first(next(_files(root / "scan"))),
            "first_scan_awake_s": _awake(next(_files(root / "scan"))),
            **_grown(_files(root / "scan"), given.pages, time.monotonic() + 60 * given.minutes),
        }
    report.write_performance({"memory": figures})
    print(json.dumps(figures, indent=1))


def _files(root: Path) -> Iterator[Path]:
    """The documents of `root`, over and over."""
    rows = (root / "requests.jsonl").read_text(encoding="utf-8").splitlines()
    return cycle([root / json.loads(row)["file"] for row in rows])


def _first(file: Path) -> float:
    """Seconds from nothing to the first document's result; the median of a few starts."""
    taken = []
    for _ in range(_STARTS):
        begun = time.perf_counter()
        with ReaderProcess() as reader:
            reader.read(file, file.name)
            taken.append(time.perf_counter() - begun)
    return round(statistics.median(taken), 2)


def _awake(file: Path) -> float:
    """Seconds that the first document takes where the process has been awake a while; the median of a few starts."""
    taken = []
    for _ in range(_STARTS):
        with ReaderProcess() as reader:
            reader.stay_awake()
            _wait_until_idle(psutil.Process().children()[0])
            begun = time.perf_counter()
            reader.read(file, file.name)
            taken.append(time.perf_counter() - begun)
    return round(statistics.median(taken), 2)


def _wait_until_idle(process: psutil.Process) -> None:
    used = -1.0
    while sum(process.cpu_times()[:2]) > used:
        used = sum(process.cpu_times()[:2])
        time.sleep(1)


def _grown(files: Iterator[Path], pages: int, until: float) -> dict[str, Any]:
    """Resident megabytes along `pages` pages read in one process, and their CPU seconds."""
    done, held = 0, []
    # No document counts towards replacing it: the growth that replacing would hide is what is looked for.
    with ReaderProcess(recycle_after=10**9) as reader, tqdm(total=pages, unit="page", file=sys.stderr) as bar:
        reader.stay_awake()
        while done < pages and time.monotonic() < until:
            file = next(files)
            try:
                read = reader.read(file, file.name)["pages"]
            except DocumentError:
                continue
            (child,) = psutil.Process().children()
            done += read
            bar.update(read)
            held.append((done, round(child.memory_info().rss / 2**20)))
        used = child.cpu_times()
    return {
        "memory_pages": done,
        "memory_mb_after_a_tenth": next(mb for at, mb in held if at >= done / 10),
        "memory_mb_at_half": next(mb for at, mb in held if at >= done / 2),
        "memory_mb_at_end": held[-1][1],
        "memory_mb_largest": max(mb for _, mb in held),
        "memory_cpu_s_per_page": round((used.user + used.system) / done, 3),
    }


if __name__ == "__main__":
    main()
