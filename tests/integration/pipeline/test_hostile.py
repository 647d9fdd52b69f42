"""Damaged, hostile and enormous files end in a `DocumentError`, in time, and leave the reader ready for the next."""

import io
import random
import struct
import time
import zipfile
import zlib
from pathlib import Path

import pypdfium2
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
INFLATED = (*pdf()[:3], packed(b"0 0 m 9 9 l S " * 300_000))
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
    # PDFium itself follows a form that holds itself until memory ends: held off by the process's own limit, twice.
    assert end_of(reader, path) in {"read", "UNREADABLE_FILE", "NO_PAGES", "READER_CRASHED", "READER_MEMORY"}
    assert time.monotonic() - begun < 2 * SECONDS
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
    with ReaderProcess(seconds=300, memory=MEMORY, command=fuzz.command(ocr=False)) as process:
        for pages in (5, 200):
            process.read(scan(pages), "a.tif")
            held.append(peak_of(process))
    assert held[1] < held[0] + 64 * 1024**2


def peak_of(process):
    """The most memory that the reading process has held, in bytes."""
    status = Path(f"/proc/{process._child._process.pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


XXE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY n SYSTEM "http://127.0.0.1:1/">]>
<CrossIndustryInvoice><ExchangedDocument><ID>&f;&n;</ID></ExchangedDocument></CrossIndustryInvoice>"""
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">%s]>
<CrossIndustryInvoice><ExchangedDocument><ID>&z;</ID></ExchangedDocument></CrossIndustryInvoice>""" % b"".join(
    b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("c"), ord("z") + 1)
)
DEEP = b"<a>" * 100_000 + b"</a>" * 100_000


@pytest.mark.parametrize("data", [XXE, LAUGHS, DEEP], ids=["outside entities", "a billion laughs", "deep"])
def test_hostile_invoice_data_are_no_witness(tmp_path, reader, data):
    with pypdfium2.PdfDocument((fuzz.SAMPLES / "03-hop-dpi-facture-digital.pdf").read_bytes()) as invoice:
        plain = reader.read(fuzz.SAMPLES / "03-hop-dpi-facture-digital.pdf", "a.pdf", ("HOP", "DPI", "FACTURE"))
        invoice.new_attachment("factur-x.xml").set_data(data)
        invoice.save(tmp_path / "a.pdf")
    read = reader.read(tmp_path / "a.pdf", "a.pdf", ("HOP", "DPI", "FACTURE"))
    assert [field["valeur"] for field in read["champs"]] == [field["valeur"] for field in plain["champs"]]
    assert "root:" not in str(read)


ACTIONS = (
    b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.launchURL('http://127.0.0.1:1/');"
    b"while(1){}) >> /AA << /WC << /S /Launch /F (/bin/true) >> >> >>",
    *pdf()[1:2],
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /AA << /O << /S /SubmitForm /F (http://127.0.0.1:1/) >> >>"
    b" /Annots [5 0 R 6 0 R] /Contents 4 0 R >>",
    pdf()[3],
    b"<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (http://127.0.0.1:1/) >> >>",
    b"<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS << /F (virus.exe) /EF << /F 7 0 R >> >> >>",
    b"<< /Type /EmbeddedFile /Length 2 >>\nstream\nMZ\nendstream",
)


def test_what_a_pdf_wants_done_is_not_done(tmp_path, reader):
    begun = time.monotonic()
    assert reader.read(papers.raw_pdf(tmp_path / "a.pdf", ACTIONS), "a.pdf")["rejet"]
    assert time.monotonic() - begun < SECONDS / 2


def test_a_font_without_a_map_is_no_reason_to_stop(tmp_path, reader):
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H"
    font += b" /DescendantFonts [6 0 R] /ToUnicode 99 0 R >>"
    text = pdf(b"BT /F 12 Tf 72 700 Td <00010002FFFF> Tj ET", b"/Font << /F 5 0 R >>", b"0 0 595 842", font)
    descendant = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (A) >> /DW -1e30 >>"
    assert end_of(reader, papers.raw_pdf(tmp_path / "a.pdf", (*text, descendant))) == "read"


def bundled(first, second):
    """Two kinds of file in one: `first` is what its beginning says."""
    packed_up = io.BytesIO()
    with zipfile.ZipFile(packed_up, "w") as archive:
        archive.writestr("../../etc/cron.d/x", "* * * * * root true")
    return first + second + packed_up.getvalue()


HTML = b"<html><script>alert(document.cookie)</script></html>"


@pytest.mark.parametrize(
    ("name", "make", "end"),
    [
        ("a.pdf", lambda paper: bundled(paper, HTML), "application/pdf"),
        ("a.pdf", lambda paper: HTML + paper, "application/pdf"),
        ("a.html", lambda paper: HTML + paper, "UNSUPPORTED_FILE"),
        ("a.png", lambda paper: HTML + paper, "CONTENT_MISMATCH"),
        ("a.pdf", lambda paper: bundled(b"", b""), "CONTENT_MISMATCH"),
        ("a.pdf", lambda paper: b"GIF89a" + HTML, "CONTENT_MISMATCH"),
        ("a.jpg", lambda paper: b"\xff\xd8\xff" + HTML, "UNREADABLE_FILE"),
        ("a.tif", lambda paper: b"II*\x00\x08\x00\x00\x00" + b"\xff" * 64, "UNREADABLE_FILE"),
    ],
)
def test_a_file_of_two_kinds_is_what_its_name_and_its_beginning_say_or_refused(tmp_path, reader, name, make, end):
    paper = papers.pdf(tmp_path / "paper", lambda canvas: canvas.drawString(72, 700, "Bonjour"))
    (tmp_path / "mixed").write_bytes(make(paper.read_bytes()))
    try:
        found = reader.inspect(tmp_path / "mixed", name).media_type
    except DocumentError as error:
        found = error.code
    assert found == end


def ifd_loop():
    """A TIFF whose first page is followed by itself, for ever."""
    entries = [
        (256, 3, 1, 8),
        (257, 3, 1, 8),
        (258, 3, 1, 1),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 4),
        (279, 4, 1, 8),
    ]
    body = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\x00" + struct.pack("<I", 8) + body + struct.pack("<I", 8) + bytes(8)


def test_a_tiff_whose_pages_go_round_in_a_circle_ends(tmp_path, reader):
    (tmp_path / "a.tif").write_bytes(ifd_loop())
    begun = time.monotonic()
    assert end_of(reader, tmp_path / "a.tif") in {"read", "UNREADABLE_FILE", "TOO_MANY_PAGES"}
    assert time.monotonic() - begun < SECONDS / 2


def test_a_stream_packed_a_thousand_times_over_is_read_or_refused(tmp_path, reader):
    twice = zlib.compress(zlib.compress(b"0 " * 60_000_000, 9), 9)
    stream = b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n%s\nendstream" % (len(twice), twice)
    assert len(twice) < 20_000
    ends = {"read", "UNREADABLE_FILE", "READER_MEMORY", "READER_CRASHED", "READER_TIMEOUT"}
    assert end_of(reader, papers.raw_pdf(tmp_path / "a.pdf", (*pdf()[:3], stream))) in ends
    blank = papers.pdf(tmp_path / "next.pdf", lambda canvas: None)
    assert reader.read(blank, "next.pdf")["rejet"], "the next document is read"
