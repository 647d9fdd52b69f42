"""Damaged, hostile and enormous files end in a `DocumentError`, in time, and leave the reader ready for the next."""

import io
import random
import struct
import sys
import time
import zlib
from pathlib import Path

import pytest
from PIL import Image

from bench import fuzz
from radlad.domain.errors import DocumentError
from radlad.pipeline.subprocess import ReaderProcess
from radlad.readers.containers import inspect
from tests.support import papers

SECONDS, MEMORY = 60, 2 * 1024**3


@pytest.fixture(scope="module")
def reader():
    with ReaderProcess(seconds=SECONDS, memory=MEMORY) as process:
        yield process


def test_200_mutated_files_are_read_or_refused():
    ends = fuzz.run(200, "suite")
    assert ends.total() == 200
    assert not fuzz.FAULTS & ends.keys(), ends
    assert ends["read"] > 20, "not all are damaged beyond reading"


def test_a_fault_is_the_same_for_the_same_seed():
    content = b"%PDF-1.7 an example of some length, 12345, to be damaged" * 9
    made = [fuzz.mutated(content, content, random.Random(seed)) for seed in (1, 1, 2)]
    assert made[0] == made[1] != made[2]


def png_bomb(side):
    """A picture of `side` × `side` pixels in a few kilobytes."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(side // 8 + 1) * 100)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pdf(content=b"", resources=b"", box=b"0 0 595 842", *more):
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << %s >> >>" % (box, resources)
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return b"<< /Type /Catalog /Pages 2 0 R >>", tree, page, stream, *more


def form(content, resources):
    head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %s >> /Length %d >>"
    return head % (resources, len(content)) + b"\nstream\n" + content + b"\nendstream"


def packed(plain):
    body = zlib.compress(plain, 9)
    return b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(body), body)


RECURSIVE = pdf(b"/A Do", b"/XObject << /A 5 0 R >>", b"0 0 595 842", form(b"/A Do /A Do", b"/XObject << /A 5 0 R >>"))
ITS_OWN_PARENT = (
    b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 /Parent 2 0 R >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
)  # fmt: skip
INFLATED = (*pdf()[:3], packed(b"0 0 m 9 9 l S " * 600_000))
STRANGE_BOX = pdf(b"", b"", b"0 0 1e38 -1e38")


def end_of(reader, path):
    try:
        reader.read(path, path.name)
    except DocumentError as error:
        return error.code
    return "read"


@pytest.mark.parametrize("objects", [RECURSIVE, ITS_OWN_PARENT, INFLATED, STRANGE_BOX])
def test_a_hostile_pdf_is_read_or_refused_in_time(tmp_path, reader, objects):
    path = papers.raw_pdf(tmp_path / "a.pdf", objects)
    begun = time.monotonic()
    # PDFium itself follows a form that holds itself until memory ends: held off by the process's own limit.
    assert end_of(reader, path) in {"read", "UNREADABLE_FILE", "NO_PAGES", "READER_CRASHED", "READER_MEMORY"}
    assert time.monotonic() - begun < SECONDS / 2
    blank = papers.pdf(tmp_path / "next.pdf", lambda canvas: None)
    assert reader.read(blank, "next.pdf")["rejet"], "the next document is read"


def test_a_picture_of_50_000_pixels_a_side_is_refused_without_unpacking(tmp_path, reader):
    path = tmp_path / "a.png"
    path.write_bytes(png_bomb(50_000))
    for attempt in (lambda: inspect(path, "a.png"), lambda: reader.read(path, "a.png")):
        with pytest.raises(DocumentError) as refusal:
            attempt()
        assert refusal.value.code == "PICTURE_TOO_LARGE"
        assert "200 ou 300" in refusal.value.message


def test_a_tiff_of_1_000_pages_is_refused_with_its_count(tmp_path):
    path, page = tmp_path / "a.tif", Image.new("1", (16, 16))
    page.save(path, "TIFF", save_all=True, append_images=[page] * 999)
    begun = time.monotonic()
    with pytest.raises(DocumentError) as refusal:
        inspect(path, "a.tif")
    assert refusal.value.code == "TOO_MANY_PAGES"
    assert "1000 pages" in refusal.value.message
    assert time.monotonic() - begun < 10


def test_a_long_file_takes_no_more_memory_than_a_short_one(tmp_path):
    def scan(pages):
        drawn = [papers.picture(1240 + n % 2, 1754).convert("1") for n in range(pages)]
        out = io.BytesIO()
        drawn[0].save(out, "TIFF", save_all=True, append_images=drawn[1:], compression="group4", dpi=(150, 150))
        path = tmp_path / f"{pages}.tif"
        path.write_bytes(out.getvalue())
        return path

    held = []
    command = (sys.executable, "-m", "bench.fuzz", "--serve")
    with ReaderProcess(seconds=300, memory=MEMORY, command=command) as process:
        for pages in (5, 200):
            process.read(scan(pages), "a.tif")
            held.append(peak_of(process))
    assert held[1] < held[0] + 64 * 1024**2


def peak_of(process):
    """The most memory that the reading process has held, in bytes."""
    status = Path(f"/proc/{process._child._process.pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024
