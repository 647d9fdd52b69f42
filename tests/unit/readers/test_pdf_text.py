"""The text layer: its words, their places, and when it is not to be believed."""

import pypdfium2 as pdfium
import pytest

from radlad.domain.document import Source
from radlad.readers.containers import open_file
from radlad.readers.ocr import OcrPage
from radlad.readers.pages import read_document
from radlad.readers.pdf_text import text_layer
from radlad.readers.pdf_vectors import drawing_of
from tests.support import papers


class NoOcr:
    name, version = "none", "0"

    def read(self, grey):
        raise AssertionError("a sound text layer needs no OCR")


class Nothing(NoOcr):
    """Finds no text in any picture."""

    def read(self, grey):
        return OcrPage(())


def layer_of(path, index=0):
    with open_file(path) as opened:
        fractions = opened.fractions(index)
        drawing = drawing_of(opened.objects(index), opened.size(index), fractions)
        return text_layer(opened.page(index), fractions, drawing.hidden)


def texts(layer):
    return [w.text for w in layer.words]


def test_words_stand_where_they_are_printed(tmp_path):
    def draw(canvas):
        canvas.setFont("Helvetica", 10)
        canvas.drawString(72, 700, "Numéro SIRET : 732 829 320 00074")

    layer = layer_of(papers.pdf(tmp_path / "a", draw))
    assert texts(layer) == ["Numéro", "SIRET", ":", "732", "829", "320", "00074"]
    box = layer.words[0].box
    assert box.x0 == pytest.approx(72 / papers.A4[0], abs=0.003)
    assert box.y1 == pytest.approx(1 - 700 / papers.A4[1], abs=0.003)
    assert 0.006 < box.height < 0.013


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_the_page_s_own_turn_is_applied(tmp_path, turn):
    def draw(canvas):
        canvas.drawString(72, 700, "Bonjour")

    with open_file(papers.rotated(papers.pdf(tmp_path / "a", draw), turn)) as opened:
        assert opened.size(0) == pytest.approx(papers.A4[:: -1 if turn != 180 else 1], abs=0.1)
        page = read_document(opened, NoOcr()).pages[0]
    # turned by /Rotate, the text runs sideways or upside-down: reading turns it back
    assert page.turned == (360 - turn) % 360
    assert (page.width, page.height) == pytest.approx(papers.A4, abs=0.1)
    assert page.words[0].box.x0 == pytest.approx(72 / papers.A4[0], abs=0.004)
    assert page.words[0].box.cy == pytest.approx(1 - 704 / papers.A4[1], abs=0.01)


def test_a_watermark_aslant_is_none_of_the_text(tmp_path):
    def draw(canvas):
        canvas.drawString(72, 700, "Nom du client : Clinique")
        canvas.translate(100, 500)
        canvas.rotate(40)
        canvas.setFont("Helvetica", 60)
        canvas.drawString(0, 0, "ORIGINAL 12/03/2025")

    assert texts(layer_of(papers.pdf(tmp_path / "a", draw))) == ["Nom", "du", "client", ":", "Clinique"]


def test_places_are_those_of_the_crop_box(tmp_path):
    def draw(canvas):
        canvas.setCropBox((100, 100, 500, 700))
        canvas.drawString(100, 400, "Bonjour")

    with open_file(papers.pdf(tmp_path / "a", draw)) as opened:
        page = read_document(opened, NoOcr()).pages[0]
    assert (page.width, page.height) == pytest.approx((400, 600), abs=0.1)
    assert page.words[0].box.x0 == pytest.approx(0, abs=0.01)
    assert page.words[0].box.y1 == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009"])
def test_no_break_spaces_part_words(tmp_path, space):
    from radlad.readers.pdf_text import _shown

    assert _shown(ord(space)) == " "


def test_what_is_read_is_what_is_seen():
    from radlad.readers.pdf_text import _shown

    assert [_shown(ord(c)) for c in "ﬁﬄ"] == ["fi", "ffl"]
    assert _shown(0xAD) == _shown(0x200B) == ""
    assert _shown(0x02) == "-"
    assert _shown(0xD800) == "\ufffd"


def test_a_wide_gap_parts_words_without_a_space(tmp_path):
    def draw(canvas):
        canvas.setFont("Helvetica", 10)
        canvas.drawString(72, 700, "Total")
        canvas.drawString(110, 700, "12,50")
        canvas.drawString(72, 650, "Autre")

    assert texts(layer_of(papers.pdf(tmp_path / "a", draw))) == ["Total", "12,50", "Autre"]


def test_letters_placed_one_by_one_are_words(tmp_path):
    """On a page with little else PDFium ends a line behind each."""
    printed = ((60, "Accord"), (60, "Le client"), (60, "Date : 17 mars"), (330, "Le prestataire"))

    def draw(canvas):
        canvas.setFont("Helvetica", 10)
        for row, (left, line) in enumerate(printed):
            for at, letter in enumerate(line):
                if letter != " ":
                    canvas.drawString(left + canvas.stringWidth(line[:at]), 740 - 18 * row, letter)

    path = papers.pdf(tmp_path / "a", draw)
    with pdfium.PdfDocument(path) as document:
        assert "A\r\nc\r\nc" in document[0].get_textpage().get_text_range()
    assert texts(layer_of(path)) == [word for _, line in printed for word in line.split()]


def test_print_struck_twice_to_look_bold_is_read_once(tmp_path):
    def draw(canvas):
        for shift in (0, 0.3):
            canvas.drawString(72 + shift, 700, "Montant")

    assert texts(layer_of(papers.pdf(tmp_path / "a", draw))).count("Montant") == 1


def test_the_layer_under_a_scan_is_not_believed(tmp_path):
    scan = papers.reader_of(papers.picture(800, 1131))

    def under(canvas):
        for y in range(100, 800, 15):
            canvas.drawString(72, y, "texte invisible sous une image pleine page")
        canvas.drawImage(scan, 0, 0, *papers.A4)

    def invisible(canvas):
        canvas.drawImage(scan, 0, 0, *papers.A4)
        text = canvas.beginText(72, 700)
        text.setTextRenderMode(3)
        text.textLine("texte invisible sur une image")
        canvas.drawText(text)

    path = papers.pdf(tmp_path / "a", under, invisible)
    assert [layer_of(path, i).characters for i in (0, 1)] == [0, 0]


def test_print_over_a_background_picture_is_believed(tmp_path):
    def draw(canvas):
        canvas.drawImage(papers.reader_of(papers.picture(800, 1131)), 0, 0, *papers.A4)
        for y in range(100, 800, 15):
            canvas.drawString(172, y, "Un document imprimé sur un papier à en-tête illustré")

    with open_file(papers.pdf(tmp_path / "a", draw)) as opened:
        words = read_document(opened, Nothing()).pages[0].words
    assert len(words) > 300
    assert {w.provenance.source for w in words} == {Source.TEXT}


@pytest.mark.parametrize("shift", [1, 5, 11, 12, -3])
def test_a_font_whose_codes_are_shifted_makes_a_page_unsound(tmp_path, shift):
    lines = ("Bon de commande établi par le client", "Date de la commande et version du logiciel", "Montant total TTC")

    def draw(canvas):
        for i, line in enumerate(lines):
            canvas.drawString(72, 700 - 20 * i, "".join(chr(ord(c) + shift * (c != " ")) for c in line))
        canvas.drawString(72, 600, "U " * 60)
        canvas.drawString(72, 580, "S" * 80)

    assert not layer_of(papers.pdf(tmp_path / "a", draw)).sound


def test_a_page_of_names_and_numbers_is_sound(tmp_path):
    def draw(canvas):
        canvas.drawString(72, 700, "CHU DE BREST FINESS 290000017 SIRET 262 900 015 00018 RPPS 10001234567")
        canvas.drawString(72, 680, "HT 12 500,00 EUR TVA 20 % 2 500,00 EUR TTC 15 000,00 EUR KW-XYZ-0042")

    assert layer_of(papers.pdf(tmp_path / "a", draw)).sound


@pytest.mark.parametrize(("values", "sound"), [(b"(A) Tj", True), (b"(ABCD EFGH ABC DEFG) Tj", False)])
def test_a_few_values_in_a_font_without_meaning_make_a_page_unsound_and_icons_do_not(tmp_path, values, sound):
    lines = b"".join(b"(Montant de la prestation, hors taxe et toutes taxes comprises) Tj 0 -15 Td " for _ in range(20))
    content = b"BT /F1 10 Tf 72 700 Td %s /F2 10 Tf %s ET" % (lines, values)
    glyphs = b" ".join(b"/g%02d" % i for i in range(8))
    path = papers.raw_pdf(
        tmp_path / "a",
        (
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Own /FirstChar 65 /LastChar 72 /Widths [%s]"
            b" /Encoding << /Differences [65 %s] >> >>" % (b"600 " * 8, glyphs),
        ),
    )
    assert layer_of(path).sound is sound


def test_shifted_codes_are_not_text(tmp_path):
    def draw(canvas):
        for y in range(100, 800, 20):
            canvas.drawString(72, y, "%RQ GH FRPPDQGH QXPHUR GH OD SUHVWDWLRQ")

    layer = layer_of(papers.pdf(tmp_path / "a", draw))
    assert layer.characters > 500
    assert not layer.sound


def test_boxes_of_a_symbol_font_are_read_as_boxes(tmp_path):
    def draw(canvas):
        canvas.setFont("ZapfDingbats", 10)
        canvas.drawString(72, 700, "\u274f")
        canvas.drawString(72, 680, "\u2718")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(90, 700, "Oui o n l")

    found = texts(layer_of(papers.pdf(tmp_path / "a", draw)))
    assert sorted(found) == sorted(["❏", "✘", "Oui", "o", "n", "l"])
