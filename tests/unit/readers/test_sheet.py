"""The sheet in a photo: found where there is one, only there, and given to whoever asks for the page."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from radlad.readers.containers import open_file
from radlad.readers.sheet import find_sheet
from tests.support import papers
from tests.support.photos import ASLANT, photo

A4 = (595.28, 841.89)
LENS = (595.28, 793.7)


def form(width=1240, height=1754, *, border=False):
    """A page of print, with a frame around it all when `border`."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(26)
    for row in range(12):
        draw.text((120, 160 + 110 * row), f"Ligne {row} du bon de commande, 12 345,60 €", fill="black", font=font)
    draw.rectangle([900, 1300, 1100, 1400], fill=(30, 60, 160))
    if border:
        draw.rectangle([60, 60, width - 60, height - 60], outline="black", width=4)
        draw.rectangle([60, 60, width - 60, 200], fill=(40, 40, 90))
    return np.asarray(image)


def jpeg(path, pixels):
    Image.fromarray(pixels).save(path, "JPEG", quality=80, dpi=(72, 72))
    return path


@pytest.mark.parametrize("table", [(96, 70, 50), (30, 30, 34), (150, 145, 140), (60, 90, 130), (196, 190, 182)])
def test_the_sheet_is_found_whatever_it_lies_on(table):
    sheet = find_sheet(photo(form(), table=table))
    assert sheet is not None
    assert np.abs(np.array(sheet.corners) - ASLANT).max() < 0.006
    assert sheet.size == A4


def test_a_sheet_photographed_across_is_a_page_across():
    sheet = find_sheet(photo(form(1754, 1240)))
    assert sheet is not None
    assert sheet.size == A4[::-1]


@pytest.mark.parametrize("border", [False, True])
def test_a_scan_is_all_sheet_even_where_it_is_framed(border):
    scan = Image.fromarray(form(border=border)).rotate(1.2, fillcolor="white")
    assert find_sheet(np.asarray(scan)) is None


def test_a_dark_edge_of_a_scanner_hides_nothing_of_the_page(tmp_path):
    scan = form().copy()
    scan[:, :70] = 25
    with open_file(jpeg(tmp_path / "a.jpg", scan)) as opened:
        kept = opened.raster(0, 100)
    assert (kept < 100)[:, -kept.shape[1] // 2 :].any(), "the print is still there"
    assert kept.shape[1] / kept.shape[0] == pytest.approx(1240 / 1754, rel=0.07)


def test_the_page_of_a_photo_is_its_sheet_for_whoever_asks(tmp_path):
    with open_file(jpeg(tmp_path / "a.jpg", photo(form()))) as opened:
        assert opened.size(0) == A4
        for dpi, colour in ((200, False), (200, True), (36, True)):
            flat = opened.raster(0, dpi, colour)
            assert flat.shape[:2] == (round(A4[1] * dpi / 72), round(A4[0] * dpi / 72))
            light = flat if flat.ndim == 2 else flat[:, :, 0]
            rows, columns = np.nonzero(light[:, round(0.65 * flat.shape[1]) :] < 60)
            found = (rows.min() / flat.shape[0], rows.max() / flat.shape[0], columns.min() / flat.shape[1] + 0.65)
            assert found == pytest.approx((1300 / 1754, 1400 / 1754, 900 / 1240), abs=0.012)


def test_a_photo_in_a_pdf_is_laid_flat_and_one_under_print_is_not(tmp_path):
    picture = io.BytesIO()
    Image.fromarray(photo(form())).save(picture, "JPEG")

    def bare(canvas):
        canvas.drawImage(papers.reader_of(Image.open(picture)), 0, 0, *LENS)

    def noted(canvas):
        bare(canvas)
        canvas.drawString(72, 700, "Reçu le 12 mars 2026")

    with open_file(papers.pdf(tmp_path / "a.pdf", bare, noted, size=LENS)) as opened:
        assert opened.size(0) == A4
        assert opened.size(1) == pytest.approx(LENS, abs=0.1)


def test_a_negative_is_given_black_on_white(tmp_path):
    page = form()
    with open_file(jpeg(tmp_path / "a.jpg", 255 - page)) as opened:
        for colour in (False, True):
            assert opened.raster(0, 150, colour).mean() > 200


def test_a_small_sheet_on_a_scanner_s_black_is_no_negative(tmp_path):
    scan = np.zeros((1754, 1240, 3), np.uint8)
    scan[300:1000, 200:800] = form()[300:1000, 200:800]
    with open_file(jpeg(tmp_path / "a.jpg", scan)) as opened:
        page = opened.raster(0, 100)
    height, width = page.shape
    assert page[height // 3 : height // 2, width // 4 : width // 2].mean() > 200


def test_a_fold_is_not_taken_for_the_sheet_s_edge():
    page = form().copy()
    page[:600] = page[:600] * 0.42
    sheet = find_sheet(photo(page, table=(104, 104, 104)))
    assert sheet is None or sheet.size == A4
