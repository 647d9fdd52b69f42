"""How each peer is run on files, one process on one core, and what it took."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PEERS = ROOT / ".venv" / "peers" / "bin"


@dataclass(frozen=True)
class Pages:
    """The same pages in each form that a peer takes: as they came, as PDF files, as pictures of 300 dpi."""

    files: list[Path]
    pdfs: list[Path]
    pictures: list[Path]


Commands = Callable[[Pages, Path], Iterator[list[str]]]


@dataclass(frozen=True)
class Peer:
    """A tool: its programs, and the commands that leave `<file>.txt` or `<file>-<page>.txt` in a folder."""

    name: str
    programs: tuple[str, ...]
    commands: Commands

    def missing(self) -> list[str]:
        return [p for p in self.programs if not shutil.which(p)]


@dataclass(frozen=True)
class Taken:
    """Seconds, and the megabytes of its largest process."""

    cpu_s: float
    wall_s: float
    peak_mb: int
    failures: int


def run(peer: Peer, pages: Pages, out: Path) -> Taken:
    """Runs all commands of `peer`, one after the other, on one core."""
    cpu = wall = 0.0
    peak = failures = 0
    for command in peer.commands(pages, out):
        begun = time.perf_counter()
        status, used = _spawned(command, out)
        wall += time.perf_counter() - begun
        cpu += used[0]
        peak = max(peak, used[1])
        failures += status != 0
    return Taken(round(cpu, 2), round(wall, 2), peak, failures)


def _spawned(command: list[str], out: Path) -> tuple[int, tuple[float, int]]:
    """Exit status, CPU seconds and largest resident MB of a command and of those it waited for."""
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "PATH": f"{PEERS}:{os.environ['PATH']}"}
    child = os.fork()
    if child == 0:
        try:
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
            os.chdir(ROOT)
            log = os.open(out / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            os.dup2(log, 1)
            os.dup2(log, 2)
            os.execvpe(command[0], command, environment)
        finally:
            os._exit(127)
    _, status, used = os.wait4(child, 0)
    return os.waitstatus_to_exitcode(status), (used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)


def _radlad(pages: Pages, out: Path) -> Iterator[list[str]]:
    yield [sys.executable, "-m", "bench.peers.in_radlad", str(out), *map(str, pages.files)]


def _tesseract(pages: Pages, out: Path) -> Iterator[list[str]]:
    for picture in pages.pictures:
        yield ["tesseract", str(picture), str(out / picture.stem), "-l", "fra", "--dpi", "300"]


def _ocrmypdf(*options: str) -> Commands:
    def commands(pages: Pages, out: Path) -> Iterator[list[str]]:
        for pdf in pages.pdfs:
            text, made = str(out / f"{pdf.stem}.txt"), str(out / pdf.name)
            yield [str(PEERS / "ocrmypdf"), "-l", "fra", "--jobs", "1", *options, "--sidecar", text, str(pdf), made]

    return commands


def _in_peers(script: str, given: Callable[[Pages], list[Path]]) -> Commands:
    def commands(pages: Pages, out: Path) -> Iterator[list[str]]:
        yield [str(PEERS / "python"), str(HERE / script), str(out), *map(str, given(pages))]

    return commands


def _invoice2data(pages: Pages, out: Path) -> Iterator[list[str]]:
    for pdf in pages.pdfs:
        yield [
            str(PEERS / "invoice2data"), "--exclude-built-in-templates", "--template-folder", str(HERE / "templates"),
            "--output-format", "json", "--output-name", str(out / f"{pdf.stem}.json"), str(pdf),
        ]  # fmt: skip


RADLAD = Peer("radlad, whole reading", (), _radlad)
OCR = (
    RADLAD,
    Peer("Tesseract 5, fra", ("tesseract",), _tesseract),
    Peer("OCRmyPDF", (str(PEERS / "ocrmypdf"), "tesseract", "gs"), _ocrmypdf()),
    Peer(
        "OCRmyPDF --deskew --clean --rotate-pages",
        (str(PEERS / "ocrmypdf"), "tesseract", "gs", "unpaper"),
        _ocrmypdf("--deskew", "--clean", "--rotate-pages"),
    ),
    Peer("RapidOCR, defaults", (str(PEERS / "rapidocr"),), _in_peers("in_rapidocr.py", lambda p: p.pictures)),
)
DIGITAL = (
    RADLAD,
    Peer("pdfplumber", (str(PEERS / "pdfplumber"),), _in_peers("in_pdfplumber.py", lambda p: p.pdfs)),
)
INVOICES = (RADLAD, Peer("invoice2data", (str(PEERS / "invoice2data"), "pdftotext"), _invoice2data))
