"""What is taken in, what is refused, and with which code (contracts.md 1)."""

import contextlib
import gc
import warnings
import weakref
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption

from radlad.domain.document import Box
from radlad.domain.errors import DocumentError
from radlad.readers import pdf_file, picture_file
from radlad.readers.containers import inspect, open_file
from tests.support import papers

SAMPLES = Path(__file__).resolve().parents[3] / "samples"


def hello(canvas):
    canvas.drawString(72, 720, "Bonjour")


def code_of(call, *arguments):
    with pytest.raises(DocumentError) as caught:
        call(*arguments)
    assert caught.value.message.endswith((".", "?"))
    return caught.value.code


def test_a_pdf_is_accepted_with_its_pages(tmp_path):
    facts = inspect(papers.pdf(tmp_path / "a", hello, hello), "a.PDF")
    assert (facts.media_type, facts.pages) == ("application/pdf", 2)


def test_an_empty_file_is_refused(tmp_path):
    (tmp_path / "a").write_bytes(b"")
    assert code_of(inspect, tmp_path / "a", "a.pdf") == "EMPTY_FILE"


@pytest.mark.parametrize("name", ["a.docx", "a", "a.pdf.exe"])
def test_another_extension_is_refused(tmp_path, name):
    assert code_of(inspect, papers.pdf(tmp_path / "a", hello), name) == "UNSUPPORTED_FILE"


def test_content_that_is_not_what_the_name_says_is_refused(tmp_path):
    papers.picture().save(tmp_path / "a.png")
    assert code_of(inspect, tmp_path / "a.png", "a.pdf") == "CONTENT_MISMATCH"
    (tmp_path / "b").write_bytes(b"MZ\x90\x00 not a document")
    assert code_of(inspect, tmp_path / "b", "b.pdf") == "CONTENT_MISMATCH"
    assert code_of(open_file, tmp_path / "b") == "UNSUPPORTED_FILE"


def test_a_pdf_that_asks_for_a_password_is_refused(tmp_path):
    locked = papers.pdf(tmp_path / "a", hello, encrypt=StandardEncryption("secret", canPrint=0))
    assert code_of(inspect, locked, "a.pdf") == "ENCRYPTED_FILE"


def test_a_pdf_with_owner_restrictions_only_is_accepted(tmp_path):
    restricted = papers.pdf(tmp_path / "a", hello, encrypt=StandardEncryption("", "owner", canPrint=0, canCopy=0))
    assert inspect(restricted, "a.pdf").pages == 1


def test_a_pdf_without_pages_is_refused(tmp_path):
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]
    assert code_of(inspect, papers.raw_pdf(tmp_path / "a", objects), "a.pdf") == "NO_PAGES"


@pytest.mark.parametrize("kept", [0.3, 0.7, 0.97])
def test_a_truncated_pdf_is_refused(tmp_path, kept):
    whole = papers.pdf(tmp_path / "a", hello, hello).read_bytes()
    (tmp_path / "b").write_bytes(whole[: int(len(whole) * kept)])
    assert code_of(inspect, tmp_path / "b", "b.pdf") == "UNREADABLE_FILE"


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif"])
def test_a_truncated_picture_is_refused(tmp_path, name):
    noise = np.random.default_rng(1).integers(0, 255, (900, 700), dtype=np.uint8)
    Image.fromarray(noise).save(tmp_path / name)
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    assert code_of(inspect, tmp_path / name, name) == "UNREADABLE_FILE"


def test_too_many_pages_are_refused(tmp_path):
    assert code_of(inspect, papers.pdf(tmp_path / "a", *[hello] * 4), "a.pdf", 3) == "TOO_MANY_PAGES"
    frames = [papers.picture(mode="1") for _ in range(4)]
    frames[0].save(tmp_path / "b.tif", save_all=True, append_images=frames[1:], compression="group4")
    assert code_of(inspect, tmp_path / "b.tif", "b.tif", 3) == "TOO_MANY_PAGES"


def test_a_picture_of_enormous_size_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    Image.new("1", (12_000, 12_000)).save(tmp_path / "a.png")
    assert code_of(inspect, tmp_path / "a.png", "a.png") == "PICTURE_TOO_LARGE"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        monkeypatch.setattr(picture_file.Image, "MAX_IMAGE_PIXELS", None)
        assert code_of(open_file, tmp_path / "a.png") == "PICTURE_TOO_LARGE"


def test_a_picture_of_enormous_size_in_a_pdf_is_refused(tmp_path):
    bomb = papers.reader_of(Image.new("1", (12_000, 12_000)))
    path = papers.pdf(tmp_path / "a", lambda c: c.drawImage(bomb, 0, 0, 500, 500))
    with open_file(path) as opened:
        assert code_of(opened.raster, 0, 100) == "PICTURE_TOO_LARGE"


def test_a_page_of_enormous_size_is_drawn_coarser(tmp_path):
    with open_file(papers.pdf(tmp_path / "a", hello, size=(14_000, 14_000))) as opened:
        assert 30_000_000 < opened.raster(0, 600).size <= 41_000_000


@pytest.mark.parametrize("compression", ["group3", "group4", "tiff_lzw", "tiff_adobe_deflate", "packbits", None])
def test_every_page_of_a_tiff_is_read_whatever_its_compression(tmp_path, compression):
    frames = [papers.picture(mode="1"), papers.picture(mode="1").rotate(180)]
    frames[0].save(
        tmp_path / "a.tiff", save_all=True, append_images=frames[1:], compression=compression, dpi=(150, 150)
    )
    assert inspect(tmp_path / "a.tiff", "a.tiff").pages == 2
    with open_file(tmp_path / "a.tiff") as opened:
        first, second = opened.raster(0, 150), opened.raster(1, 150)
    assert first.shape == (1754, 1240)
    assert first[60, 60] == 0
    assert second[-60, -60] == 0
    assert second[60, 60] == 255


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_the_exif_turn_is_applied(tmp_path, orientation):
    turns = {1: 0, 3: 180, 6: 90, 8: 270}
    stored = papers.picture().rotate(turns[orientation], expand=True)
    exif = Image.Exif()
    exif[274] = orientation
    stored.save(tmp_path / "a.jpg", exif=exif, quality=95)
    with open_file(tmp_path / "a.jpg") as opened:
        pixels = opened.raster(0, 150)
        width, height = opened.size(0)
    assert pixels[60, 60] < 40
    assert height > width


def test_transparency_is_white_paper(tmp_path):
    Image.new("RGBA", (1240, 1754), (0, 0, 0, 0)).save(tmp_path / "a.png")
    with open_file(tmp_path / "a.png") as opened:
        assert opened.raster(0, 150).min() == 255


def test_a_scan_keeps_its_own_pixels(tmp_path):
    scan = papers.picture(1653, 2339)
    path = papers.pdf(tmp_path / "a", lambda c: c.drawImage(papers.reader_of(scan), 0, 0, *papers.A4))
    with open_file(path) as opened:
        pixels = opened.raster(0, 200)
        assert abs(pixels.shape[0] - 2339) <= 1
        assert opened.raster(0, 100).shape[0] < 1200
        assert opened.raster(0, 200, colour=True).shape[2] == 3


@pytest.mark.parametrize(("mode", "asked"), [("L", 0), ("1", 0), ("RGB", raw.FPDF_GRAYSCALE)])
def test_only_pictures_with_colours_are_turned_grey_and_all_look_as_if_they_were(tmp_path, monkeypatch, mode, asked):
    noise = np.random.default_rng(1).integers(0, 255, (701, 496, 3)).astype(np.uint8)
    Image.fromarray(noise).convert(mode).save(tmp_path / "a.pdf", resolution=200 / 3)
    with pdfium.PdfDocument(tmp_path / "a.pdf") as pdf:
        wanted = pdf[0].render(scale=200 / 3 / 72, grayscale=True).to_numpy().copy()
    drawn, draw = [], raw.FPDF_RenderPageBitmap
    monkeypatch.setattr(raw, "FPDF_RenderPageBitmap", lambda *given: drawn.append(given[-1]) or draw(*given))
    with open_file(tmp_path / "a.pdf") as opened:
        assert np.array_equal(opened.raster(0, 200 / 3), wanted)
    assert {flags & raw.FPDF_GRAYSCALE for flags in drawn} == {asked}


def test_a_room_is_drawn_as_on_the_whole_page_and_the_rest_left_white(tmp_path):
    def draw(canvas):
        for y in range(40, 820, 12):
            canvas.drawString(50, y, "Établissement de santé, 12 rue de la Paix, 75002 Paris")
        canvas.circle(300, 400, 90)

    path, rooms = papers.pdf(tmp_path / "a", draw), (Box(0.31, 0.2, 0.57, 0.333), Box(0.0, 0.9, 1.0, 1.0))
    with open_file(path) as opened:
        whole = opened.raster(0, 200).copy()
    rows, columns = whole.shape
    inside = np.zeros(whole.shape, bool)
    with open_file(path) as opened:
        for room in rooms:
            part = opened.raster(0, 200, room=room)
            top, left = int(room.y0 * rows), int(room.x0 * columns)
            inside[top : int(np.ceil(room.y1 * rows)), left : int(np.ceil(room.x1 * columns))] = True
            assert np.array_equal(part[inside], whole[inside])
            assert (part[~inside] == 255).all()
        assert np.array_equal(opened.raster(0, 200), whole)


def test_few_pages_are_held_and_none_with_a_picture(tmp_path, monkeypatch):
    left, leave = [], pdf_file.PdfFile._leave
    monkeypatch.setattr(pdf_file.PdfFile, "_leave", lambda self, index: left.append(index) or leave(self, index))
    scan = papers.reader_of(papers.picture())
    path = papers.pdf(tmp_path / "a", hello, hello, lambda c: c.drawImage(scan, 0, 0, *papers.A4), *[hello] * 3)
    with open_file(path) as opened:
        for index in (0, 1, 2, 0):
            opened.raster(index, 72)
        assert left == []
        for index in (3, 4, 5):
            opened.raster(index, 72)
        assert left[0] == 2
        assert len(left) == 2


def test_fax_pixels_are_made_square(tmp_path):
    fax = papers.picture(1728, 1143, mode="1")
    fax.save(tmp_path / "a.tif", compression="group3", dpi=(204, 98))
    with open_file(tmp_path / "a.tif") as opened:
        width, height = opened.size(0)
        rows, columns = opened.raster(0, 200).shape
    assert height / width == pytest.approx(1.377, abs=0.01)
    assert rows / columns == pytest.approx(height / width, abs=0.01)


@pytest.mark.parametrize("rows", [1143, 2287])
def test_a_fax_saved_without_its_resolution_has_the_one_of_its_width(tmp_path, rows):
    papers.picture(1728, rows, mode="1").save(tmp_path / "a.tif", compression="group4")
    with open_file(tmp_path / "a.tif") as opened:
        width, height = opened.size(0)
        pixels = opened.raster(0, 200)
    assert height / width == pytest.approx(1.377, abs=0.01)
    assert pixels.shape[0] / pixels.shape[1] == pytest.approx(1.377, abs=0.01)


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tif"])
@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_picture_is_a_document_error_and_nothing_else(tmp_path, name, seed):
    rng = np.random.default_rng(seed)
    Image.fromarray(rng.integers(0, 255, (400, 300), dtype=np.uint8)).save(tmp_path / name)
    damaged = np.frombuffer((tmp_path / name).read_bytes(), np.uint8).copy()
    places = rng.integers(8, len(damaged), 60)
    damaged[places] = rng.integers(0, 255, 60, dtype=np.uint8)
    damaged.tofile(tmp_path / name)
    with contextlib.suppress(DocumentError), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        inspect(tmp_path / name, name)
        with open_file(tmp_path / name) as opened:
            opened.raster(0, 150)


@pytest.mark.parametrize("name", ["05-hop-pfi-va-scan.pdf", "09-hop-dpi-facture-scan.png"])
def test_a_file_is_freed_with_its_pixels_when_it_is_closed_not_when_garbage_is_looked_for(name):
    gc.collect()
    gc.disable()
    try:
        with open_file(SAMPLES / name) as opened:
            opened.raster(0, 100, False)
            watched = weakref.ref(opened)
        del opened
        assert watched() is None
    finally:
        gc.enable()
