"""From a file to pages: the text layer or OCR page by page, and pixels of the upright page."""

import io

import numpy as np
import pypdfium2
import pytest

from radlad.domain.document import Box, Source
from radlad.readers.containers import open_file
from radlad.readers.ocr import OcrLine, OcrPage, OcrWord
from radlad.readers.ocr.recorded import RecordedEngine, RecordingAbsentError, RecordingEngine
from radlad.readers.pages import read_document
from radlad.readers.upright import UprightPages, reading_dpi, turned_box
from tests.support import papers
from tests.unit.readers.test_pdf_text import NoOcr


class OneWord:
    """Reads one word in the upper left corner of every page."""

    name, version = "one-word", "1"

    def __init__(self, turn=0):
        self.turn, self.shapes = turn, []

    def read(self, grey):
        self.shapes.append(grey.shape)
        return OcrPage((OcrLine((OcrWord("lu", 0, 0, 100, 50, 0.9),)),), self.turn)


def test_a_document_may_mix_text_pages_and_scans(tmp_path):
    def text(canvas):
        canvas.drawString(72, 700, "Une page de texte suffisamment longue pour être crue")

    def scan(canvas):
        canvas.drawImage(papers.reader_of(papers.picture()), 0, 0, *papers.A4)

    engine = OneWord()
    with open_file(papers.pdf(tmp_path / "a", text, scan, text)) as opened:
        pages = read_document(opened, engine).pages
    assert [p.source for p in pages] == [Source.TEXT, Source.OCR, Source.TEXT]
    assert [p.number for p in pages] == [1, 2, 3]
    assert len(engine.shapes) == 1


def test_a_scan_with_a_line_typed_over_it_is_read_by_ocr(tmp_path):
    def scan(canvas):
        canvas.drawImage(papers.reader_of(papers.picture()), 0, 0, *papers.A4)
        canvas.drawString(20, 820, "Docusign Envelope ID: 0F3C2A-11 Signed by the customer on Monday")

    engine = OneWord()
    with open_file(papers.pdf(tmp_path / "a", scan)) as opened:
        read_document(opened, engine)
    assert len(engine.shapes) == 1


def test_a_blank_page_needs_no_ocr(tmp_path):
    with open_file(papers.pdf(tmp_path / "a", lambda canvas: None)) as opened:
        assert read_document(opened, NoOcr()).pages[0].words == ()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pixels_words_and_size_are_those_of_the_upright_page(tmp_path, turn):
    papers.picture(1754, 1240).save(tmp_path / "a.png", dpi=(150, 150))
    with open_file(tmp_path / "a.png") as opened:
        document = read_document(opened, OneWord(turn))
        page = document.pages[0]
        pixels = UprightPages.of(opened, document).raster(1, 150)
    assert page.turned == turn
    assert (page.width > page.height) == (turn in (0, 180))
    assert (pixels.shape[1] > pixels.shape[0]) == (turn in (0, 180))
    corner = {0: (60, 60), 90: (60, -60), 180: (-60, -60), 270: (-60, 60)}[turn]
    assert pixels[corner] == 0
    assert page.words[0].box.width == pytest.approx(100 / (2339 if turn in (0, 180) else 1653), abs=0.002)


def test_turning_four_times_gives_the_box_back():
    box = Box(0.1, 0.2, 0.3, 0.25)
    turned = box
    for _ in range(4):
        turned = turned_box(turned, 90)
    assert (turned.x0, turned.y0, turned.x1, turned.y1) == pytest.approx((0.1, 0.2, 0.3, 0.25))
    assert turned_box(turned_box(box, 90), 90).x0 == pytest.approx(turned_box(box, 180).x0)
    assert turned_box(box, 90).x1 == pytest.approx(0.8)


def test_print_is_as_high_whatever_resolution_was_declared():
    assert reading_dpi(595, 842) == pytest.approx(200, abs=0.1)
    assert reading_dpi(793, 1123) * 1123 == pytest.approx(200 * 842, rel=0.001)
    assert reading_dpi(842, 2400) == 200


def test_the_embedded_invoice_is_given_as_stored(tmp_path):
    path = papers.pdf(tmp_path / "a", lambda canvas: canvas.drawString(72, 700, "Facture"))
    with pypdfium2.PdfDocument(path.read_bytes()) as pdf:
        for name, data in (("notes.txt", b"rien"), ("factur-x.xml", b"<rsm:CrossIndustryInvoice/>")):
            pdf.new_attachment(name).set_data(data)
        stored = io.BytesIO()
        pdf.save(stored)
    path.write_bytes(stored.getvalue())
    with open_file(path) as opened:
        assert read_document(opened, NoOcr()).facturx == b"<rsm:CrossIndustryInvoice/>"


def test_a_recording_gives_back_what_was_read(tmp_path):
    grey = np.full((40, 30), 200, np.uint8)
    read = RecordingEngine(OneWord(90), tmp_path / "r").read(grey)
    assert RecordedEngine(tmp_path / "r", "one-word", "1").read(grey) == read


def test_another_picture_or_version_has_no_recording(tmp_path):
    grey = np.full((40, 30), 200, np.uint8)
    RecordingEngine(OneWord(), tmp_path).read(grey)
    with pytest.raises(RecordingAbsentError):
        RecordedEngine(tmp_path, "one-word", "2").read(grey)
    with pytest.raises(RecordingAbsentError):
        RecordedEngine(tmp_path, "one-word", "1").read(grey + 1)
