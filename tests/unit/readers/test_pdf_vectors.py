"""Lines, frames and small outlines of a page, in fractions of it."""

import pytest

from radlad.readers.containers import open_file
from radlad.readers.pdf_vectors import drawing_of
from tests.support import papers


def drawing(tmp_path, draw):
    with open_file(papers.pdf(tmp_path / "a", draw)) as opened:
        return drawing_of(opened.objects(0), opened.size(0), opened.fractions(0))


def test_squares_and_circles_of_a_box_s_size_are_outlines(tmp_path):
    def draw(canvas):
        canvas.rect(100, 700, 10, 10)
        canvas.circle(205, 705, 5)
        canvas.roundRect(300, 700, 11, 11, 2)

    found = drawing(tmp_path, draw)
    assert [round(b.cx * papers.A4[0]) for b in found.outlines] == [105, 205, 306]
    assert found.outlines[0].width * papers.A4[0] == pytest.approx(10, abs=0.1)


def test_bullets_letters_and_ticks_are_no_outlines(tmp_path):
    def draw(canvas):
        canvas.rect(100, 700, 6, 6, stroke=0, fill=1)
        canvas.line(200, 700, 210, 710)
        path = canvas.beginPath()
        path.moveTo(300, 705)
        path.lineTo(304, 700)
        path.lineTo(312, 712)
        canvas.drawPath(path)

    assert drawing(tmp_path, draw).outlines == []


def test_lines_and_frames_are_rules(tmp_path):
    def draw(canvas):
        canvas.line(72, 500, 500, 500)
        canvas.rect(72, 200, 300, 100)
        canvas.rect(72, 150, 300, 1, stroke=0, fill=1)

    rules = drawing(tmp_path, draw).rules
    assert len(rules) == 3
    assert rules[0].height == pytest.approx(0, abs=1e-6)
    assert rules[1].width * papers.A4[0] == pytest.approx(300, abs=0.1)


@pytest.mark.parametrize(("pitch", "lines"), [(4, 1), (40, 8)], ids=["one dashed line", "lines side by side"])
def test_dashes_of_one_path_are_a_line_where_they_are_close(tmp_path, pitch, lines):
    def draw(canvas):
        path = canvas.beginPath()
        for at in range(72, 392, pitch):
            path.rect(at, 500, pitch / 2, 1)
        canvas.drawPath(path, stroke=0, fill=1)

    assert len(drawing(tmp_path, draw).rules) == lines


def test_print_rules_and_outlines_are_not_drawn_and_all_else_is(tmp_path):
    def plain(canvas):
        canvas.drawString(72, 600, "Bon pour accord")
        canvas.line(72, 500, 500, 500)
        canvas.rect(100, 700, 10, 10)

    def signed(canvas):
        canvas.bezier(100, 400, 140, 460, 160, 360, 220, 420)
        canvas.circle(400, 300, 0.8, fill=1)
        canvas.drawImage(papers.reader_of(papers.picture(800, 400)), 300, 100, 80, 40)

    assert drawing(tmp_path, plain).drawn == []
    stroke, dot, picture = sorted(drawing(tmp_path, signed).drawn, key=lambda b: b.y0)
    assert stroke.x0 * papers.A4[0] == pytest.approx(100, abs=1)
    assert dot.holds(400 / papers.A4[0], 1 - 300 / papers.A4[1])
    assert picture.width * papers.A4[0] == pytest.approx(80, abs=0.1)


def test_shapes_inside_a_form_xobject_are_placed_on_the_page(tmp_path):
    def draw(canvas):
        canvas.beginForm("f")
        canvas.rect(0, 0, 10, 10)
        canvas.endForm()
        canvas.translate(250, 400)
        canvas.scale(1.2, 1.2)
        canvas.doForm("f")

    (box,) = drawing(tmp_path, draw).outlines
    assert box.x0 * papers.A4[0] == pytest.approx(250, abs=0.1)
    assert box.width * papers.A4[0] == pytest.approx(12, abs=0.1)


def test_frames_with_rounded_corners_are_rules_and_ellipses_and_buttons_are_not(tmp_path):
    def draw(canvas):
        canvas.roundRect(100, 700, 200, 30, 4)
        canvas.ellipse(100, 600, 300, 640)
        canvas.roundRect(100, 500, 200, 30, 15)
        canvas.roundRect(100, 400, 60, 20, 4)

    found = drawing(tmp_path, draw)
    (frame,) = found.rules
    assert frame.width * papers.A4[0] == pytest.approx(200, abs=0.1)
    assert len(found.drawn) == 3
