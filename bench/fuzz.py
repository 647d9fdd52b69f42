"""Damaged and hostile files: thousands of mutated samples, each of which must be read or refused, in time.

    python -m bench.fuzz [--count 2000] [--seed 1] [--minutes 20] [--ocr]

Each file goes through what a received one goes through: the look before the 202, then the reading, both in the
reader's cage. Without `--ocr` nothing is searched in the pixels, which are decoded all the same. Prints how the files
ended, and the name of each that crashed, hung, or broke the reader; these are kept in `--keep`. Exit status 1 if
there is any.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from radlad.domain.errors import DocumentError
from radlad.pipeline.subprocess import ReaderProcess

SAMPLES = Path(__file__).parent.parent / "samples"
FAULTS = frozenset({"READER_CRASHED", "READER_FAILED", "READER_TIMEOUT", "READER_MEMORY"})
"""How no file may end. The reader's process holds all of them off the queue, but each is a fault to mend."""
SECONDS, MEMORY = 60, 3 * 1024**3
_NUMBERS = (b"0", b"-1", b"65536", b"2147483647", b"4294967296", b"99999999999999999999", b"1e38")


def command(ocr: bool) -> list[str]:
    """The reading process, in its cage; without `ocr` it searches no pixels."""
    module = "radlad.pipeline.reader" if ocr else "bench.blind_reader"
    return [sys.executable, "-m", "radlad.pipeline.cage", str(MEMORY), module]


def mutated(content: bytes, other: bytes, rng: random.Random) -> bytes:
    """`content` with one to six faults; `other` is a file that parts are taken from."""
    data = bytearray(content)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        rng.choice(_FAULT_KINDS)(data, other, rng)
    return bytes(data)


def _flip(data: bytearray, _other: bytes, rng: random.Random) -> None:
    for _ in range(rng.choice((1, 4, 32, 256))):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _cut(data: bytearray, _other: bytes, rng: random.Random) -> None:
    del data[max(64, rng.randrange(len(data))) :]


def _drop(data: bytearray, _other: bytes, rng: random.Random) -> None:
    at, length = _run(data, rng)
    del data[at : at + length]
    data.extend(b"\n" * max(0, 64 - len(data)))


def _blank(data: bytearray, _other: bytes, rng: random.Random) -> None:
    at, length = _run(data, rng)
    data[at : at + length] = rng.choice((b"\0", b"\xff")) * len(data[at : at + length])


def _repeat(data: bytearray, _other: bytes, rng: random.Random) -> None:
    at, length = _run(data, rng)
    data[at:at] = data[at : at + length] * rng.choice((1, 2, 8))


def _splice(data: bytearray, other: bytes, rng: random.Random) -> None:
    at, length = _run(data, rng)
    start = rng.randrange(len(other))
    data[at : at + length] = other[start : start + length]
    data.extend(b"\n" * max(0, 64 - len(data)))


def _number(data: bytearray, _other: bytes, rng: random.Random) -> None:
    """Another number where one is written out, as in a PDF's dictionaries."""
    digits = [i for i in (rng.randrange(len(data)) for _ in range(2000)) if 48 <= data[i] <= 57]
    if digits:
        start = end = rng.choice(digits)
        while start > 0 and 48 <= data[start - 1] <= 57:
            start -= 1
        while end < len(data) and 48 <= data[end] <= 57:
            end += 1
        data[start:end] = rng.choice(_NUMBERS)


def _head(data: bytearray, _other: bytes, rng: random.Random) -> None:
    """Sizes and offsets stand at the beginning of pictures."""
    for _ in range(rng.choice((1, 2, 8))):
        data[rng.randrange(8, min(256, len(data)))] = rng.choice((0, 1, 127, 128, 255))


def _run(data: bytearray, rng: random.Random) -> tuple[int, int]:
    return rng.randrange(len(data)), rng.choice((1, 4, 64, 1024, 32768))


_FAULT_KINDS: tuple[Callable[[bytearray, bytes, random.Random], None], ...] = (
    _flip, _flip, _cut, _drop, _blank, _repeat, _splice, _number, _number, _head,
)  # fmt: skip


def run(count: int, seed: str, *, seconds: float = 1e9, ocr: bool = False, keep: Path | None = None) -> Counter[str]:
    """How `count` mutated samples end, fewer if `seconds` are over: "read", or the code of the error."""
    samples = [p for p in sorted(SAMPLES.iterdir()) if p.suffix != ".jsonl"]
    ends: Counter[str] = Counter()
    until = time.monotonic() + seconds
    with (
        tempfile.TemporaryDirectory() as folder,
        ReaderProcess(seconds=SECONDS, memory=MEMORY, command=command(ocr)) as read,
    ):
        for number in range(count):
            if time.monotonic() > until:
                break
            rng = random.Random(f"{seed}-{number}")
            sample = rng.choice(samples)
            path = Path(folder) / f"{seed}-{number}{sample.suffix}"
            path.write_bytes(mutated(sample.read_bytes(), rng.choice(samples).read_bytes(), rng))
            end = _end_of(read, path)
            ends[end] += 1
            if end in FAULTS and keep is not None:
                keep.mkdir(parents=True, exist_ok=True)
                path.replace(keep / f"{end}-{path.name}")
            path.unlink(missing_ok=True)
    return ends


def _end_of(read: ReaderProcess, path: Path) -> str:
    """Both are tried, whatever the look says: a file may be hostile to the one or the other."""
    ends = []
    for attempt in (lambda: read.inspect(path, path.name), lambda: read.read(path, path.name)):
        try:
            attempt()
        except DocumentError as error:
            ends.append(error.code)
    return next((end for end in ends if end in FAULTS), ends[0] if ends else "read")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--ocr", action="store_true", help="search the pixels for text too")
    parser.add_argument("--keep", type=Path, default=Path("var/fuzz"), help="folder for files that broke the reader")
    given = parser.parse_args()
    begun = time.monotonic()
    ends = run(given.count, given.seed, seconds=60 * given.minutes, ocr=given.ocr, keep=given.keep)
    print(f"{ends.total()} files in {time.monotonic() - begun:.0f} s")
    for end, number in ends.most_common():
        print(f"{number:6} {end}{'   <-- a fault' if end in FAULTS else ''}")
    return int(bool(FAULTS & ends.keys()))


if __name__ == "__main__":
    sys.exit(main())
