"""Pictures pasted into a digital page: read where they stand, and only what the text layer does not say."""

import numpy as np
import pytest
from PIL import Image

from radlad.domain.document import Box, Source
from radlad.readers.containers import open_file
from radlad.readers.ocr import OcrLine, OcrPage, OcrWord
from radlad.readers.ocr.paddle import PaddleEngine
from radlad.readers.pages import read_document
from radlad.readers.pasted import pasted_words, regions_of
from tests.support import papers

SIRET = "Numéro SIRET 732 829 320 00074"


def printed(path, *lines):
    """A picture of `lines`, 300 × 80 points at 200 dpi."""

    def draw(canvas):
        canvas.setFont("Helvetica", 11)
        for i, line in enumerate(lines):
            canvas.drawString(10, 55 - 25 * i, line)

    with open_file(papers.pdf(path, draw, size=(300, 80))) as opened:
        return Image.fromarray(opened.raster(0, 200))


@pytest.fixture
def order(tmp_path):
    """A page of typed text with a scanned block in its middle, cut in two strips, and a turn of its own."""
    block = printed(tmp_path / "block.pdf", SIRET, "Montant TTC : 12 345,60 €")
    cut = block.height // 2

    def draw(canvas):
        canvas.drawString(72, 700, "Bon de commande de la Prestation Ségur, à retourner signé")
        canvas.drawImage(papers.reader_of(block.crop((0, 0, block.width, cut))), 72, 540, 300, 40)
        canvas.drawImage(papers.reader_of(block.crop((0, cut, block.width, block.height))), 72, 500, 300, 40)

    return papers.pdf(tmp_path / "order.pdf", draw)


@pytest.mark.ocr
def test_a_scanned_block_pasted_in_is_read_where_it_stands(order):
    with open_file(order) as opened:
        page = read_document(opened, PaddleEngine()).pages[0]
    typed = [w for w in page.words if w.provenance.source is Source.TEXT]
    read = [w for w in page.words if w.provenance.source is Source.OCR]
    assert [w.text for w in typed][:3] == ["Bon", "de", "commande"]
    assert " ".join(w.text for w in read).startswith(SIRET)
    first = read[0].box
    assert first.x0 * papers.A4[0] == pytest.approx(82, abs=2)
    assert (1 - first.y1) * papers.A4[1] == pytest.approx(555, abs=2.5)


class Words:
    """Reads the same words in whatever it is shown."""

    name, version = "words", "1"

    def __init__(self, *words, turn=0):
        self.page, self.seen = OcrPage((OcrLine(words),), turn), []

    def read(self, grey):
        self.seen.append(grey.shape)
        return self.page


BLANK = np.full((1000, 1000), 255, np.uint8)
HALF = [Box(0.5, 0.5, 1, 1)]
WORD = OcrWord("Référence", 6, 6, 106, 36, 0.95)


def test_what_the_layer_says_already_is_not_said_twice():
    (word,) = pasted_words(BLANK, HALF, [], Words(WORD))
    assert (word.box.x0, word.box.y0) == (0.5, 0.5)
    assert list(pasted_words(BLANK, HALF, [word], Words(WORD))) == []


UNSURE, SHORT = OcrWord("Référence", 6, 6, 106, 36, 0.7), OcrWord("Mu", 6, 6, 30, 36, 0.99)


ROWS = (6, "Contact", 0.99), (46, "l.thevenot@sante.example", 0.65), (86, "Courriel", 0.98), (126, "Téléphone", 0.97)


@pytest.mark.parametrize("engine", [Words(UNSURE), Words(SHORT), Words(WORD, turn=90)])
def test_scrawls_logos_and_turned_pictures_give_no_words(engine):
    assert list(pasted_words(BLANK, HALF, [], engine)) == []
    assert engine.seen, "it was looked at"


def test_a_line_hard_to_read_in_a_block_of_print_is_kept():
    lines = [OcrLine((OcrWord(text, 6, y, 106, y + 30, sure),)) for y, text, sure in ROWS]
    engine = Words()
    engine.page = OcrPage(tuple(lines))
    assert [w.text for w in pasted_words(BLANK, HALF, [], engine)] == [text for _, text, _ in ROWS]


def test_strips_of_one_scan_are_one_region_and_icons_none():
    strips = [Box(0.1, 0.1 + 0.02 * i, 0.6, 0.12 + 0.02 * i) for i in range(20)]
    icon = Box(0.8, 0.8, 0.82, 0.82)
    (region,) = regions_of([*strips, icon], papers.A4)
    assert (region.x0, region.y0, region.x1, region.y1) == pytest.approx((0.1, 0.1, 0.6, 0.5), abs=0.01)
