"""Rows of print laid level: bowed, aslant or running down the picture, and left alone where they are level."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from radlad.domain.document import Box
from radlad.pipeline.zones import zone_text
from radlad.readers.containers import open_file
from radlad.readers.level import find_level
from radlad.readers.ocr.paddle import PaddleEngine
from radlad.readers.pages import read_document

ROWS, PLACES = range(150, 1650, 70), (150, 450, 750, 1050)


def print_():
    """A page of rows of print at 150 dots an inch, and the same with nothing but a dot at four places of each row."""
    page, dots = Image.new("L", (1240, 1754), 255), Image.new("L", (1240, 1754), 0)
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(24)
    for number, y in enumerate(ROWS, 1):
        said = (
            f"Ligne {number} : facture FAC-2026-{1000 + number}, montant 12 345,60 euros, le client et le fournisseur"
        )
        draw.text((100, y - 14), said, fill=0, font=font)
        for x in PLACES:
            ImageDraw.Draw(dots).ellipse([x - 6, y - 6, x + 6, y + 6], fill=255)
    return np.asarray(page), np.asarray(dots)


def bowed(page, depth):
    """Rows that hang down in the middle, the more so the lower they stand."""
    height, width = page.shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    bow = depth * np.sin(np.pi * x / width) * (0.4 + y / height)
    return cv2.remap(page, x, (y - bow).astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def turned(page, degrees):
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(page, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)


def unevenness(dots):
    """By how many pixels the dots of a row stand at different heights, at most."""
    _, _, _, found = cv2.connectedComponentsWithStats((dots > 100).astype(np.uint8))
    heights = found[1:][np.argsort(found[1:, 1])][:, 1].reshape(len(ROWS), len(PLACES))
    return float(np.ptp(heights, axis=1).max())


@pytest.mark.parametrize("spoilt", [lambda p: bowed(p, 45), lambda p: bowed(p, -30), lambda p: turned(p, 5)])
def test_rows_that_bow_or_run_aslant_are_laid_level(spoilt):
    page, dots = (spoilt(p) for p in print_())
    level = find_level(page)
    assert level is not None
    assert unevenness(dots) > 15
    assert unevenness(level.laid(dots)) < 4


@pytest.mark.parametrize("spoilt", [lambda p: p, lambda p: turned(p, 1.5), lambda p: bowed(p, 0.5)])
def test_a_page_whose_rows_are_level_enough_is_left_as_it_is(spoilt):
    assert find_level(spoilt(print_()[0])) is None


def test_rows_that_run_down_the_picture_are_laid_straight_there():
    page, dots = (np.ascontiguousarray(np.rot90(bowed(p, 45))) for p in print_())
    level = find_level(page)
    assert level is not None
    assert level.upright
    assert unevenness(np.rot90(level.laid(dots), -1)) < 4


def test_a_page_without_rows_is_left_as_it_is():
    assert find_level(np.full((1754, 1240), 255, np.uint8)) is None
    assert find_level(np.random.default_rng(1).integers(0, 255, (600, 500)).astype(np.uint8)) is None


def test_words_of_a_bowed_page_stand_where_the_page_shows_them(tmp_path):
    path = tmp_path / "a.png"
    Image.fromarray(bowed(print_()[0], 45)).save(path, dpi=(150, 150))
    engine = PaddleEngine()
    with open_file(path) as opened:
        (page,) = read_document(opened, engine).pages
    numbers = [w for w in page.words if "FAC-" in w.text]
    assert {w.text.strip(",") for w in numbers} == {f"FAC-2026-{1000 + n}" for n in range(1, len(ROWS) + 1)}
    for word in (numbers[0], numbers[-1]):
        assert zone_text(path, 1, 0, word.box.grown(0.004, 0.002), engine).strip(",") == word.text.strip(",")
    below = Box(numbers[-1].box.x0, numbers[-1].box.y1 + 0.01, numbers[-1].box.x1, numbers[-1].box.y1 + 0.02)
    assert zone_text(path, 1, 0, below, engine) == ""
