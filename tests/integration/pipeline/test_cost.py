"""What a page may cost, counted in calls and in pictures: seconds vary with the machine, these do not.

A document is read twice and counted the second time, when what a process keeps is kept. The limits stand a fifth above
what was counted; lower them when the reader gets cheaper.
"""

import cProfile
import pstats

import pytest

from bench.fuzz import SAMPLES
from radlad.pipeline.stages import read
from radlad.readers.containers import open_file
from radlad.readers.ocr.recognition import Recogniser
from radlad.readers.pdf_file import PdfFile


def calls_a_page(path):
    read(path, None)
    profile = cProfile.Profile()
    found = profile.runcall(read, path, None)
    return pstats.Stats(profile).total_calls / found.pages


@pytest.mark.parametrize(
    ("name", "most"),
    [("03-hop-dpi-facture-digital.pdf", 41_000), ("01-hop-dpi-bon-commande-digital.pdf", 85_000),
     ("08-img-ris-bon-commande-digital.pdf", 150_000)],
)  # fmt: skip
def test_a_digital_page_takes_no_more_calls_than_it_did(name, most):
    assert calls_a_page(SAMPLES / name) <= most


@pytest.mark.parametrize(
    ("name", "pictures"), [("03-hop-dpi-facture-digital.pdf", 0), ("01-hop-dpi-bon-commande-digital.pdf", 2)]
)
def test_a_digital_page_is_drawn_only_for_its_marks(name, pictures, monkeypatch):
    drawn = []
    monkeypatch.setattr(
        PdfFile, "raster", lambda self, *asked, raster=PdfFile.raster: drawn.append(asked) or raster(self, *asked)
    )
    read(SAMPLES / name, None)
    assert len(drawn) <= pictures


def test_a_digital_page_is_drawn_only_where_its_marks_may_be(monkeypatch):
    path, drawn, rendered = SAMPLES / "01-hop-dpi-bon-commande-digital.pdf", [], PdfFile._rendered
    monkeypatch.setattr(PdfFile, "_rendered", lambda self, *asked: drawn.append(rendered(self, *asked)) or drawn[-1])
    read(path, None)
    with open_file(path) as opened:
        assert 0 < sum(part.size for part in drawn) <= 0.1 * opened.raster(0, 200).size


@pytest.mark.ocr
def test_no_line_of_a_scan_is_read_twice(monkeypatch):
    seen = []
    monkeypatch.setattr(
        Recogniser,
        "read",
        lambda self, grey, lines, read=Recogniser.read: seen.extend(lines) or read(self, grey, lines),
    )
    read(SAMPLES / "05-hop-pfi-va-scan.pdf", None)
    assert len(seen) == len(set(seen))
    assert len(seen) > 20


@pytest.mark.ocr
def test_each_page_of_a_scan_is_drawn_once(monkeypatch):
    drawn, rendered = [], PdfFile._rendered
    monkeypatch.setattr(
        PdfFile, "_rendered", lambda self, index, *how: drawn.append(index) or rendered(self, index, *how)
    )
    read(SAMPLES / "05-hop-pfi-va-scan.pdf", None)
    assert drawn == [0, 1, 2]
