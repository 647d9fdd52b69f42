"""The real engine, on print drawn for it, and which way up it takes a page."""

import numpy as np
import pytest
from PIL import Image
from rapidfuzz.distance import Levenshtein

from radlad.readers import orientation
from radlad.readers.containers import open_file
from radlad.readers.ocr import OcrLine, OcrWord, models, recognition, runtime
from radlad.readers.ocr.detection import Line
from radlad.readers.ocr.paddle import PaddleEngine
from radlad.readers.ocr.recognition import Recogniser
from tests.support import papers

TEXT = (
    "Bon de commande n° BC-2026-0417",
    "Référence de l’appel à financement : HOP-DPI-Va2",
    "Numéro SIRET 732 829 320 00074",
    "Montant de la Prestation Ségur : 12 345,60 €",
    "Téléphone 01 42 68 53 00, courriel f.lemaitre@sante.example",
    "Cette commande n’est pas conditionnée à une commande à titre onéreux.",
)


@pytest.fixture(scope="module")
def engine():
    return PaddleEngine()


@pytest.fixture(scope="module")
def print_out(tmp_path_factory):
    def draw(canvas):
        canvas.setFont("Helvetica", 10)
        for i, line in enumerate(TEXT):
            canvas.drawString(72, 780 - 30 * i, line)

    with open_file(papers.pdf(tmp_path_factory.mktemp("ocr") / "a", draw)) as opened:
        return opened.raster(0, 200)


def text_of(page):
    return [" ".join(w.text for w in line.words) for line in page.lines]


@pytest.mark.ocr
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_is_read_whichever_way_up(engine, print_out, turn):
    page = engine.read(np.ascontiguousarray(np.rot90(print_out, turn // 90)))
    assert page.turn == turn
    found = "\n".join(text_of(page)).replace("'", "’")
    assert Levenshtein.normalized_distance(found, "\n".join(TEXT)) < 0.03
    first = page.lines[0].words[0]
    assert first.x0 == pytest.approx(72 / 72 * 200, abs=6)
    assert first.y1 == pytest.approx((papers.A4[1] - 780) / 72 * 200, abs=6)


@pytest.mark.ocr
def test_pages_of_the_usual_sizes_are_what_the_models_are_made_ready_for(print_out, monkeypatch):
    engine = PaddleEngine()
    shapes = []
    for part in (engine._detector, engine._recogniser):
        network = part._network
        monkeypatch.setattr(part, "_network", lambda planes, run=network: (shapes.append(planes.shape), run(planes))[1])
    for _ in engine.chores():
        pass
    ready, shapes[:] = set(shapes), []
    engine.read(print_out)
    assert set(shapes) <= ready
    widths = {recognition.planes_of([np.zeros((48, w), np.uint8)]).shape[3] for w in range(33, 2049)}
    assert {shape[3] for shape in ready if shape[2] == 48} == widths


@pytest.mark.ocr
@pytest.mark.parametrize("runtime", ["onnxruntime", "openvino-f32", "openvino-bf16", "openvino-int8"])
def test_every_runtime_reads_nearly_the_same(engine, print_out, runtime):
    other = PaddleEngine(runtime)
    assert other.version.endswith(runtime)
    band = np.ascontiguousarray(print_out[:700])
    found, wanted = ("\n".join(text_of(e.read(band))) for e in (other, engine))
    assert Levenshtein.normalized_distance(found, wanted) < 0.02


def test_the_version_tells_what_the_models_ran_on(engine):
    assert engine.version.endswith("openvino-int8" if runtime.has_short_floats() else "openvino-f32")


@pytest.mark.ocr
def test_accents_and_amounts_of_a_fax_are_read(engine, print_out):
    small = Image.fromarray(print_out).resize((1240, 1754), Image.Resampling.BOX)
    fax = np.asarray(small.point(lambda v: 255 * (v > 140)).resize((1653, 2339), Image.Resampling.NEAREST), np.uint8)
    found = "\n".join(text_of(engine.read(fax))).replace(",", ".")
    assert "12 345.60" in found
    assert "732 829 320 00074" in found


def line_of(text, columns, ink):
    """What `text`, its characters read at `columns` of a crop, becomes; columns are pixels, the line is level."""
    chars = [recognition._Char(c, column, 0.99) for c, column in zip(text, columns, strict=True)]
    crop = np.where(ink, 0, 255).astype(np.uint8)
    return recognition._words(chars, 1.0, crop, Line(crop.shape[1] / 2, 24, crop.shape[1], 48, 0)).words


@pytest.mark.parametrize(
    ("text", "space", "words"),
    [
        ("NH", 0.25, ["N", "H"]),
        ("NH", 0.15, ["NH"]),
        ("12", 0.25, ["12"]),
        ("12", 0.6, ["1", "2"]),
        ("N-H", 0.25, ["N-H"]),
    ],
)
def test_a_space_half_seen_parts_words_but_no_digits(monkeypatch, text, space, words):
    alphabet = ["", *dict.fromkeys(text), " "]

    def network(planes):
        row = np.zeros((planes.shape[3] // 8, len(alphabet)), np.float32)
        row[:, 0] = 1
        for i, letter in enumerate(text):
            row[3 * i + 1] = np.eye(len(alphabet))[alphabet.index(letter)]
        row[3 * len(text) - 4 : 3 * len(text) - 2] = 0
        row[3 * len(text) - 4 : 3 * len(text) - 2, [0, -1]] = 1 - space, space
        row[3 * len(text) - 5] = np.eye(len(alphabet))[alphabet.index(text[-2])]
        return np.stack([row] * len(planes))

    monkeypatch.setattr(models, "recogniser", lambda runtime: (network, alphabet))
    (line,) = Recogniser().read(papers.blank(400, 100), [Line(200, 50, 300, 40, 0.0)])
    assert [w.text for w in line.words] == words


def test_words_parted_by_a_tick_box_are_two_though_no_space_was_read():
    columns = (20, 40, 55, 175, 195, 215)
    ink = np.zeros((48, 240), bool)
    for column in columns:
        ink[14:34, column - 6 : column + 6] = True
    first, second = line_of("OuiNon", columns, ink)
    assert (first.text, second.text) == ("Oui", "Non")
    assert first.x1 < 70 < 160 < second.x0


@pytest.mark.parametrize(
    ("read", "told"),
    [("Cæur", "Cœur"), ("Cœeur", "Cœur"), ("ÆUVRE", "ŒUVRE"), ("Lætitia", "Lætitia"), ("Cœur", "Cœur")],
)
def test_the_ligature_of_coeur_is_told_from_its_likeness(read, told):
    columns = [20 * (i + 1) for i in range(len(read))]
    ink = np.zeros((48, 20 * len(read) + 40), bool)
    ink[14:34, 10:-10] = True
    (word,) = line_of(read, columns, ink)
    assert word.text == told


def test_what_reaches_in_of_the_line_above_does_not_make_a_word_higher():
    ink = np.zeros((48, 60), bool)
    ink[16:34, 10:50] = True
    ink[:3, 20:40] = True
    (word,) = line_of("le", (20, 40), ink)
    assert (word.y0, word.y1) == (16, 34)


def test_all_words_of_a_line_are_as_high_as_it_is():
    ink = np.zeros((48, 120), bool)
    ink[14:34, 10:50] = True
    ink[30:33, 75:80] = True
    word, colon = line_of("a :", (30, 52, 77), ink)
    assert (word.y0, word.y1) == (colon.y0, colon.y1) == (14, 34)


def test_a_blank_page_is_not_even_searched():
    assert PaddleEngine().read(papers.blank()).lines == ()


def reader(upright_corner):
    """Reads well only when the picture's dark corner is at `upright_corner`."""

    def read(grey, lines):
        confidence = 0.97 if grey[upright_corner] == 0 else 0.55
        return [OcrLine((OcrWord("quelques lettres", 0, 0, 1, 1, confidence),)) for _ in lines]

    return read


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_quarter_is_told_by_the_lines_and_a_half_by_reading(turn):
    upright = papers.blank(300, 400)
    upright[:20, :20] = 0
    lines = [Line(150, 100 + 40 * i, 200, 20, 0.5) for i in range(5)]
    stored, stored_lines = orientation.turned(upright, lines, -turn // 90)
    found = orientation.settle(stored, stored_lines, reader((5, 5)))
    assert found.turn == turn
    assert (found.grey == upright).all()
    assert found.known.keys() <= set(found.lines), "what was read to find out need not be read again"
    assert [(round(a.cx), round(a.cy)) for a in found.lines] == [(round(a.cx), round(a.cy)) for a in lines]


@pytest.fixture
def shapes(monkeypatch):
    """Those that a network was given which reads its one letter in every line."""
    seen = []

    def network(planes):
        seen.append(planes.shape)
        answer = np.zeros((len(planes), planes.shape[3] // 8, 2), np.float32)
        answer[:, 1:2, 1] = answer[:, 2:, 0] = answer[:, :1, 0] = 1
        return answer

    monkeypatch.setattr(models, "recogniser", lambda runtime: (network, ["", "A"]))
    return seen


def test_a_page_is_read_in_batches_of_two(shapes):
    lines = [Line(600, 40 + 30 * i, 40 + 23 * i, 20, 0.0) for i in range(41)]
    read = Recogniser().read(papers.blank(1200, 1300), lines)
    assert [[w.text for w in line.words] for line in read] == [["A"]] * 41, "an odd line out is read too"
    assert {shape[0] for shape in shapes} == {2}
    assert len(shapes) == 21


def test_lines_of_whatever_widths_come_in_few_shapes():
    shapes = {recognition.planes_of([np.zeros((48, width), np.uint8)] * 2).shape for width in range(32, 3201, 8)}
    assert len(shapes) <= 25


def test_the_longest_of_lines_is_read(shapes):
    assert Recogniser().read(papers.blank(1200, 300), [Line(600, 150, 1190, 4, 0.0)])[0].words
