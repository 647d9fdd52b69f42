"""Boxes drawn on paper: found where they are, and their state told, on clean pages and bad copies."""

import random

import cv2
import numpy as np
import pytest

from bench.maker import capture, forms
from bench.maker.facts import invent
from radlad import doctypes
from radlad.domain.doctype import Choice, Kind, Piece, Section
from radlad.domain.document import Box, Document, Page, Provenance, Source, Tick, TickBox, Word
from radlad.layout.page import Sheet
from radlad.marks import pixels
from radlad.marks.boxes import with_tick_boxes
from radlad.marks.pictures import text_height
from radlad.marks.pixels import shapes_in, swallowed
from radlad.marks.signs import is_sign
from radlad.marks.state import tick_of, tick_read, ticks_of
from radlad.readers.containers import open_file
from radlad.readers.pages import read_document
from radlad.readers.upright import UprightPages
from tests.support import papers
from tests.unit.readers.test_pdf_text import NoOcr

SIDE = 30
WIDTH, HEIGHT = 1653, 2339
OCR = Provenance(Source.OCR, "o")
MARKS = ("cross", "check", "fill", "dot", "overflowing")


class Fixed:
    """One picture for every page."""

    def __init__(self, grey):
        self.grey = grey

    def raster(self, number, dpi=None, colour=False, room=None):
        return self.grey


def draw_box(grey, x, y, mark="", *, side=SIDE, round_=False, level=0, thick=2):
    """A box with its upper left corner at (x, y), ticked by `mark`; answers its place."""
    centre = (x + side // 2, y + side // 2)
    if round_:
        cv2.circle(grey, centre, side // 2, level, thick)
    else:
        cv2.rectangle(grey, (x, y), (x + side, y + side), level, thick)
    draw_mark(grey, x, y, mark, side=side, level=level)
    height, width = grey.shape
    return Box(x / width, y / height, (x + side) / width, (y + side) / height)


def draw_mark(grey, x, y, mark, *, side=SIDE, level=0):
    """`mark` in a box, or where one would be."""
    centre = (x + side // 2, y + side // 2)
    reach = {"cross": -5, "overflowing": 9}.get(mark)
    if reach is not None:
        cv2.line(grey, (x - reach, y - reach), (x + side + reach, y + side + reach), level, 3)
        cv2.line(grey, (x - reach, y + side + reach), (x + side + reach, y - reach), level, 3)
    elif mark == "check":
        cv2.polylines(grey, [np.array([(x + 5, y + 15), (x + 12, y + 24), (x + 26, y + 4)])], False, level, 3)
    elif mark == "fill":
        cv2.rectangle(grey, (x + 5, y + 5), (x + side - 5, y + side - 5), level, -1)
    elif mark == "dot":
        cv2.circle(grey, centre, side // 4, level, -1)


def print_word(grey, text, x, y):
    """`text` printed with its baseline at (x, y), as OCR would give it."""
    (w, h), base = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, 0.9, 2)
    cv2.putText(grey, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 0, 2)
    height, width = grey.shape
    return Word(text, Box(x / width, (y - h) / height, (x + w) / width, (y + base // 2) / height), OCR, 0.98)


@pytest.mark.parametrize(("slope", "higher"), [(0.0, 0.0), (0.035, 0.035), (-0.035, 0.035)])
def test_print_is_as_high_on_a_page_laid_askew(slope, higher):
    def word(x, y, width):
        across, down = WIDTH, HEIGHT
        rise = y + slope * (x + width / 2)
        return Word("conditions", Box(x / across, (rise - 10 - higher * width / 2) / down, (x + width) / across,
                                      (rise + 10 + higher * width / 2) / down), OCR)  # fmt: skip

    words = [word(100 + 250 * column, 200 + 50 * row, 230) for row in range(10) for column in range(5)]
    assert text_height(words, (HEIGHT, WIDTH), slope) == pytest.approx(20, abs=1)


@pytest.mark.parametrize("round_", [False, True], ids=["square", "circle"])
@pytest.mark.parametrize("mark", ["cross", "check", "fill", "dot"])
def test_a_mark_inside_is_a_tick(mark, round_):
    grey = papers.blank()
    box = draw_box(grey, 400, 400, mark, round_=round_)
    assert tick_of(grey, box).tick is Tick.CHECKED


@pytest.mark.parametrize("level", [0, 120])
@pytest.mark.parametrize("round_", [False, True], ids=["square", "circle"])
def test_nothing_inside_is_no_tick(round_, level):
    grey = papers.blank()
    box = draw_box(grey, 400, 400, round_=round_, level=level)
    grey[410:412, 410:412] = 0  # a speck
    assert tick_of(grey, box).tick is Tick.UNCHECKED


def test_a_faint_stroke_is_neither():
    grey = papers.blank()
    box = draw_box(grey, 400, 400)
    cv2.line(grey, (411, 415), (417, 415), 0, 2)
    found = tick_of(grey, box)
    assert found.tick is Tick.UNCLEAR
    assert found.confidence <= 0.5


def test_a_box_with_far_less_ink_than_those_that_are_ticked_is_unclear():
    grey = papers.blank()
    places = [draw_box(grey, 400, 400 + 100 * i, "fill") for i in range(3)]
    faint = draw_box(grey, 400, 700)
    cv2.line(grey, (408, 708), (422, 722), 0, 3)
    assert tick_of(grey, faint).tick is Tick.CHECKED
    states = [b.tick for b in ticks_of(grey, [(place, 1.0) for place in (*places, faint)])]
    assert states == [Tick.CHECKED] * 3 + [Tick.UNCLEAR]


@pytest.mark.parametrize(("bare", "states"), [(False, "vide"), (True, "cochee")])
def test_where_no_box_is_bare_those_with_clearly_less_ink_are_empty(bare, states):
    grey = papers.blank()
    places, blurred = ([draw_box(grey, x, 400 + 100 * i) for i in range(3)] for x in (400, 600))
    for i in range(3):
        cv2.rectangle(grey, (406, 406 + 100 * i), (416, 424 + 100 * i), 0, -1)
        cv2.rectangle(grey, (606, 406 + 100 * i), (609, 424 + 100 * i), 0, -1)
    others = [draw_box(grey, 800, 400)] if bare else []
    found = ticks_of(grey, [(place, 1.0) for place in (*places, *blurred, *others)])
    assert {b.tick for b in found[:3]} == {Tick.CHECKED}
    assert {b.tick.value for b in found[3:6]} == {states}


@pytest.mark.parametrize(
    ("drawn", "sign"),
    [("cross", True), ("check", True), ("dot", False), ("fill", False), ("O", False), ("T", False), ("N", False),
     ("S", False), ("8", False), ("+", False)],
)  # fmt: skip
def test_a_cross_and_a_check_mark_are_told_from_letters_by_their_shape(drawn, sign):
    grey = papers.blank()
    if len(drawn) > 1:
        draw_mark(grey, 400, 400, drawn)
    else:
        cv2.putText(grey, drawn, (400, 430), cv2.FONT_HERSHEY_SIMPLEX, 1, 0, 3)
    ink = np.asarray(255 - grey, np.uint8)
    x, y, w, h = cv2.boundingRect(ink)
    assert is_sign(ink[y : y + h, x : x + w]) is sign


def ticked(grey, words):
    """The ticked boxes of a scan."""
    read = with_tick_boxes(Document((Page(1, 595, 842, tuple(words)),)), Fixed(grey))
    return [b for b in read.pages[0].tick_boxes if b.tick is Tick.CHECKED]


@pytest.mark.parametrize("mark", ["cross", "check"])
def test_a_mark_without_a_box_that_ocr_missed_ticks_the_answer_behind_it(mark):
    grey = papers.blank()
    words = [print_word(grey, "Les documents sont-ils envoyes ?", 100, 425), print_word(grey, "Oui", 900, 425)]
    words.append(print_word(grey, "Non", 1100, 425))
    assert ticked(grey, words) == []
    draw_mark(grey, 1060, 400, mark, side=24)
    (box,) = ticked(grey, words)
    assert box.box.x1 < words[-1].box.x0


@pytest.mark.parametrize("read", ["", "V"])
def test_check_marks_under_heads_are_ticks_whatever_ocr_took_them_for(read):
    grey = papers.blank()
    words = [
        print_word(grey, "Question", 100, 390),
        print_word(grey, "Oui", 895, 390),
        print_word(grey, "Non", 1095, 390),
    ]
    for i, x in enumerate((900, 1100, 900)):
        y = 400 + 60 * i
        cv2.rectangle(grey, (90, y), (1200, y + 60), 0, 2)
        words.append(print_word(grey, "Les documents sont-ils envoyes ?", 100, y + 40))
        draw_mark(grey, x, y + 16, "check")
        if read:
            place = Box((x + 4) / WIDTH, (y + 18) / HEIGHT, (x + 28) / WIDTH, (y + 42) / HEIGHT)
            words.append(Word(read, place, OCR, 0.6))
    for x in (860, 1030):
        cv2.line(grey, (x, 400), (x, 580), 0, 2)
    page = with_tick_boxes(Document((Page(1, 595, 842, tuple(words)),)), Fixed(grey)).pages[0]
    marks = Sheet(page).marks
    assert sorted((round(m.rect.cx / 100), m.tick_box.tick.value) for m in marks) == [
        (3, "cochee"), (3, "cochee"), (3, "vide"), (4, "cochee"), (4, "vide"), (4, "vide"),
    ]  # fmt: skip


@pytest.mark.parametrize("x", [(500, 500, 500), (500, 560, 620)], ids=["in a column", "in running text"])
def test_a_box_hidden_by_its_tick_is_where_the_others_tell(x):
    grey = papers.blank()
    words = []
    for row, left in enumerate(x):
        y = 400 + 80 * row
        words += [print_word(grey, "Oui", left, y + 25), print_word(grey, "Non", left + 200, y + 25)]
        draw_box(grey, left + 160, y)
        draw_box(grey, left - 40, y, side=SIDE if row else 0)
    cv2.line(grey, (456, 436), (494, 394), 0, 9)  # no frame is seen any more
    cv2.line(grey, (462, 402), (490, 428), 0, 9)
    (box,) = ticked(grey, words)
    assert box.box.x1 < words[0].box.x0
    assert box.confidence < 0.8


@pytest.mark.parametrize(
    ("printed", "read", "tick", "sure"),
    [("[X]", "[ ]", Tick.CHECKED, False), ("[X]", "[X]", Tick.CHECKED, True), ("[  ]", "[ ]", Tick.UNCHECKED, True),
     ("[  ]", "[X]", Tick.UNCHECKED, False)],
)  # fmt: skip
def test_brackets_that_ocr_read_are_ticked_as_the_picture_shows(printed, read, tick, sure):
    grey = papers.blank()
    seen = tick_read(grey, TickBox(print_word(grey, printed, 400, 427).box, tick_told(read), OCR, 0.9))
    assert (seen.tick, seen.confidence > 0.75) == (tick, sure)


@pytest.mark.parametrize("slack", [0, 12])
@pytest.mark.parametrize("mark", ["fill", "dot"])
def test_a_fill_that_ocr_did_not_read_is_seen(mark, slack):
    grey = papers.blank()
    box = draw_box(grey, 400, 400, mark)
    read = TickBox(Box(box.x0, box.y0, box.x1 + slack / WIDTH, box.y1), Tick.UNCHECKED, OCR, 0.9)
    assert tick_read(grey, read).tick is Tick.CHECKED


def tick_told(text):
    return Tick.CHECKED if "X" in text else Tick.UNCHECKED


@pytest.mark.parametrize("mark", ["", *MARKS])
def test_boxes_are_found_on_a_noisy_skewed_copy(mark):
    grey = papers.blank()
    words = [print_word(grey, "Oui", 450 + 40, 425 + 100 * i) for i in range(4)]
    for i in range(4):
        draw_box(grey, 440, 400 + 100 * i, mark)
    noisy = capture.scanned(grey, random.Random(3))
    found = shapes_in(noisy, []).boxes
    expected = Tick.CHECKED if mark else Tick.UNCHECKED
    assert len(found) == 4
    assert [tick_of(noisy, c.box).tick for c in found] == [expected] * 4
    assert len(words) == 4


@pytest.mark.parametrize("mark", ["cross", "overflowing"])
def test_a_circle_is_found_inside_the_cross_that_leaves_it(mark):
    grey = papers.blank()
    for i in range(4):
        draw_box(grey, 440, 400 + 100 * i, mark, round_=True)
    found = sorted(shapes_in(grey, []).boxes, key=lambda c: c.box.y0)
    assert [tick_of(grey, c.box).tick for c in found] == [Tick.CHECKED] * 4
    assert all(abs(c.box.cx - 455 / 1653) < 3 / 1653 for c in found)


def test_a_circle_smaller_than_the_print_around_it_is_a_box_where_it_stands_alone():
    grey = papers.blank()
    words = [print_word(grey, "Messagerie", 100, 400 + 100 * i) for i in range(4)]
    tall = [Word(w.text, w.box.grown(0, 3 / 2339), OCR) for w in words]
    for i in range(4):
        draw_box(grey, 440, 380 + 100 * i, side=24, round_=True)
    assert len(shapes_in(grey, tall).boxes) == 4


def test_boxes_are_looked_for_in_the_room_that_is_asked_for():
    grey = papers.blank()
    for i in range(4):
        draw_box(grey, 440, 400 + 100 * i)
    (found,) = shapes_in(grey, [], rooms=[Box(0.2, 0.19, 0.4, 0.24)]).boxes
    assert found in shapes_in(grey, []).boxes
    assert abs(found.box.cy - 515 / HEIGHT) < 3 / HEIGHT


def test_beside_large_print_boxes_are_looked_for_on_a_smaller_picture(monkeypatch):
    """What the search costs would grow with the square of the print's height: a logo took a minute."""
    grey, sizes = papers.blank(), []
    words = [Word("Messagerie", Box(0.1, y / HEIGHT, 0.4, (y + 160) / HEIGHT), OCR) for y in (400, 700)]
    drawn = [draw_box(grey, 800, y, "overflowing", side=170, round_=True) for y in (395, 695)]
    monkeypatch.setattr(pixels, "_inner_circle", lambda piece, *sides: sizes.append(max(piece.shape)))
    shapes_in(grey, words)
    monkeypatch.undo()
    found = sorted((c.box for c in shapes_in(grey, words).boxes), key=lambda b: b.y0)
    assert 0 < max(sizes) < 100
    assert len(found) == len(drawn)
    assert all(abs(f.cx - d.cx) + abs(f.width - d.width) < 0.01 for f, d in zip(found, drawn, strict=True))


def test_letters_tables_and_signatures_hold_no_boxes():
    grey = papers.blank()
    words = [print_word(grey, t, 300, 300 + 60 * i) for i, t in enumerate(("DOD BOD", "Oui", "DPI", "08 O8", "HQN"))]
    cv2.rectangle(grey, (200, 800), (1400, 900), 0, 2)
    cv2.line(grey, (700, 800), (700, 900), 0, 2)
    pen = np.array([(300 + 12 * i, 1100 + (37 * i * i) % 70) for i in range(20)])
    cv2.polylines(grey, [pen], False, 0, 3)
    assert shapes_in(grey, words).boxes == []


@pytest.mark.parametrize(
    ("text", "head", "tail"),
    [("□Oui", 1, 0), ("OOui", 1, 0), ("DNon", 1, 0), ("OuiO", 0, 1), ("Oui", 0, 0), ("DPI", 0, 0), ("Date", 0, 0),
     ("OK", 0, 0), ("O", 1, 0), ("BC", 0, 0), ("B", 0, 0), ("DRIMBox", 0, 0), ("exploitation.O", 0, 1), ("V2.0", 0, 0)],
)  # fmt: skip
def test_what_ocr_may_have_swallowed(text, head, tail):
    assert swallowed(text) == (head, tail)


def test_a_word_gives_back_the_box_it_swallowed():
    grey = papers.blank()
    draw_box(grey, 400, 400, "cross")
    oui = print_word(grey, "Oui", 440, 427)
    both = Word("□Oui", Box(400 / 1653, oui.box.y0, oui.box.x1, oui.box.y1), OCR, 0.6)
    page = Page(1, 595, 842, words=(both,))
    (read,) = with_tick_boxes(Document((page,)), Fixed(grey)).pages
    assert [w.text for w in read.words] == ["Oui"]
    assert read.words[0].box.x0 * 1653 > 425
    assert [b.tick for b in read.tick_boxes] == [Tick.CHECKED]


def boxes_of(path):
    with open_file(path) as opened:
        document = read_document(opened, NoOcr())
        return with_tick_boxes(document, UprightPages.of(opened, document)).pages[0].tick_boxes


def test_a_box_of_four_strokes_is_one(tmp_path):
    def draw(canvas):
        canvas.drawString(120, 700, "Oui, les conditions sont acceptées")
        for line in ((100, 700, 112, 700), (112, 700, 112, 712), (112, 712, 100, 712), (100, 712, 100, 700)):
            canvas.line(*line)

    assert [b.tick for b in boxes_of(papers.pdf(tmp_path / "a", draw))] == [Tick.UNCHECKED]


@pytest.mark.parametrize(("circled", "answers"), [(True, [Tick.CHECKED, Tick.UNCHECKED]), (False, [])])
def test_a_word_circled_on_a_digital_page_is_the_answer(tmp_path, circled, answers):
    def draw(canvas):
        canvas.drawString(100, 700, "Conditions acceptées : Oui      Non")
        if circled:
            canvas.ellipse(218, 694, 252, 714)

    assert [b.tick for b in boxes_of(papers.pdf(tmp_path / "a", draw))] == answers


@pytest.mark.parametrize("across", [False, True], ids=["in its cell", "across a rule"])
def test_a_check_mark_drawn_in_a_cell_under_a_head_ticks_it(tmp_path, across):
    """As a pen leaves it on a digital form: no box but the table's. A rule across one does not hide it."""

    def draw(canvas):
        canvas.grid([100, 400, 440, 480], [640, 660, 680, 700])
        canvas.drawString(410, 684, "Oui")
        canvas.drawString(450, 684, "Non")
        for y, text in ((664, "Une commande a-t-elle été faite ?"), (644, "Des aides ont-elles été perçues ?")):
            canvas.drawString(104, y, text)
        check(canvas, 453, 664)
        check(canvas, 413, 649 if across else 644)

    boxes = boxes_of_sheet(papers.pdf(tmp_path / "a", draw))
    assert boxes == [Tick.UNCHECKED, Tick.CHECKED, Tick.CHECKED, Tick.UNCHECKED]


def test_a_check_mark_drawn_between_two_boxes_is_no_box_of_its_own(tmp_path):
    def draw(canvas):
        canvas.rect(100, 500, 300, 60)
        for y in (540, 510):
            canvas.drawString(104, y, "Oui [ ]         Non [ ]")
        check(canvas, 153, 540)
        check(canvas, 153, 510)

    assert boxes_of_sheet(papers.pdf(tmp_path / "a", draw)) == [Tick.UNCHECKED] * 4


def check(canvas, x, y):
    """A pen's check mark with its lower left corner there."""
    path = canvas.beginPath()
    path.moveTo(x, y + 5)
    path.lineTo(x + 4, y + 1)
    path.lineTo(x + 12, y + 13)
    canvas.drawPath(path)


def boxes_of_sheet(path):
    """The states of the tick boxes, and of the cells in columns of crosses, row by row."""
    with open_file(path) as opened:
        document = read_document(opened, NoOcr())
        (page,) = with_tick_boxes(document, UprightPages.of(opened, document)).pages
    marks = sorted(Sheet(page).marks, key=lambda m: (round(m.rect.cy / 15), m.rect.x0))
    return [m.tick_box.tick for m in marks]


def test_a_frame_round_a_digit_begins_a_comb_and_is_no_box(tmp_path):
    def draw(canvas):
        canvas.setLineWidth(0.5)
        canvas.rect(100, 698, 11, 13)
        for i, digit in enumerate("732829320"):
            canvas.drawString(103 + 12 * i, 701, digit)
        canvas.drawString(100, 650, "Des aides ont-elles été perçues")

    with open_file(papers.pdf(tmp_path / "a", draw)) as opened:
        document = read_document(opened, NoOcr())
        (page,) = with_tick_boxes(document, UprightPages.of(opened, document)).pages
    assert page.tick_boxes == ()
    assert page.words[0].text[0] == "7"


@pytest.mark.parametrize(("printed", "ticks"), [("N°", []), ("", [Tick.UNCHECKED])])
def test_a_small_cell_with_print_in_it_is_no_box(tmp_path, printed, ticks):
    def draw(canvas):
        canvas.rect(100, 696, 24, 17)
        canvas.drawString(103, 700, printed)
        canvas.drawString(140, 700, "Point contrôlé")

    assert [b.tick for b in boxes_of(papers.pdf(tmp_path / "a", draw))] == ticks


@pytest.mark.parametrize(("sign", "tick"), [("❏", Tick.UNCHECKED), ("✔", Tick.CHECKED)])
def test_the_cell_around_a_box_that_is_a_character_is_none(tmp_path, sign, tick):
    """However square it is: what stands in it is no tick, but the box with its own state."""

    def draw(canvas):
        canvas.rect(100, 696, 22, 17)
        canvas.setFont("ZapfDingbats", 9)
        canvas.drawString(107, 701, sign)
        canvas.setFont("Helvetica", 9)
        canvas.drawString(130, 701, "Point contrôlé")

    (box,) = boxes_of(papers.pdf(tmp_path / "a", draw))
    assert box.tick is tick
    assert box.box.width * 595 < 15


def test_letters_beside_boxes_that_are_typed_stay_words(tmp_path):
    """A box of characters takes as much room as they do: not that of the letter beside it."""

    def draw(canvas):
        canvas.setFont("Helvetica", 5)
        canvas.drawString(100, 700, "O|X| N|_| La prestation a été réalisée")

    with open_file(papers.pdf(tmp_path / "a", draw)) as opened:
        document = read_document(opened, NoOcr())
        (page,) = with_tick_boxes(document, UprightPages.of(opened, document)).pages
    assert [w.text for w in page.words[:3]] == ["O", "N", "La"]
    assert [b.tick for b in page.tick_boxes] == [Tick.CHECKED, Tick.UNCHECKED]


def test_a_form_box_is_not_counted_again_as_a_drawing():
    widget = TickBox(Box(0.2, 0.2, 0.22, 0.215), Tick.CHECKED, Provenance(Source.FORM, "f"))
    word = Word("Oui", Box(0.3, 0.2, 0.33, 0.21), Provenance(Source.TEXT, "t"))
    page = Page(1, 595, 842, words=(word,), tick_boxes=(widget,), outlines=(Box(0.201, 0.2, 0.221, 0.215),))
    (read,) = with_tick_boxes(Document((page,)), Fixed(papers.blank())).pages
    assert read.tick_boxes == (widget,)


@pytest.mark.parametrize("seed", range(12))
def test_every_box_of_a_supplier_s_form_is_read(seed, tmp_path):
    rng = random.Random(seed)
    doctype = [t for t in doctypes.TYPES if t.piece is not Piece.INVOICE][seed % 6]
    facts = invent(doctype, rng)
    (tmp_path / "a.pdf").write_bytes(forms.draw(facts, forms.style(rng), rng))
    with open_file(tmp_path / "a.pdf") as opened:
        document = read_document(opened, NoOcr())
        document = with_tick_boxes(document, UprightPages.of(opened, document))
    found = [b.tick for page in document.pages for b in page.tick_boxes]
    boxes, ticked = expected(doctype, facts.printed)
    assert (len(found), found.count(Tick.CHECKED)) == (boxes, ticked)


def expected(doctype, printed):
    """How many boxes the maker draws, and how many of them ticked."""
    boxes = ticked = 0
    for field in doctype.fields:
        value = printed.get(field.balise, "")
        if field.kind is Kind.QUESTION:
            boxes, ticked = boxes + 2, ticked + bool(value)
        elif isinstance(field.anchor, Choice) and field.section in (Section.SCENARIOS, Section.DE_MINIMIS):
            boxes, ticked = boxes + len(field.anchor.options), ticked + bool(value)
        elif field.kind is Kind.CHECKBOX or (
            field.kind is Kind.STATED and doctype.piece is Piece.VA and field.section is Section.MENTIONS
        ):
            boxes, ticked = boxes + 1, ticked + (value == "true")
    return boxes, ticked


def test_a_thick_circle_is_empty_though_it_reaches_into_the_square_inside_it():
    grey = papers.blank(200, 200)
    draw_box(grey, 50, 50, side=22, round_=True, thick=4)
    assert tick_of(grey, Box(48 / 200, 48 / 200, 74 / 200, 74 / 200)).tick is Tick.UNCHECKED
