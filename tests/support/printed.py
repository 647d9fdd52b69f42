"""Documents printed by hand in tests: lines of text at a place, and tick boxes, in points of an A4 page."""

from __future__ import annotations

from dataclasses import replace

from radlad.domain.document import Box, Document, FormField, Page, Provenance, Source, Tick, TickBox, Word

WIDTH, HEIGHT = 595.0, 842.0
TEXT = Provenance(Source.TEXT, "test")
OCR = Provenance(Source.OCR, "test")
MARK = Provenance(Source.MARK, "test")


def box(x: float, y: float, width: float, height: float) -> Box:
    """A rectangle given in points, as fractions of the page."""
    return Box(x / WIDTH, y / HEIGHT, (x + width) / WIDTH, (y + height) / HEIGHT)


def line(x: float, y: float, text: str, size: float = 10, provenance: Provenance = TEXT) -> list[Word]:
    """The words of a line of print whose top left corner is at (x, y); a letter is half as wide as it is high."""
    words = []
    for part in text.split(" "):
        width = 0.5 * size * len(part)
        if part:
            words.append(Word(part, box(x, y, width, 0.72 * size), provenance))
        x += width + 0.3 * size
    return words


def lines(*rows: tuple[float, float, str]) -> tuple[Word, ...]:
    """Several lines, each (x, y, text)."""
    return tuple(word for x, y, text in rows for word in line(x, y, text))


def pairs(*rows: tuple[str, str], top: float = 100, x: float = 40, at: float = 260) -> tuple[Word, ...]:
    """Labels on the left, values in a column on the right."""
    return tuple(
        w
        for i, (label, value) in enumerate(rows)
        for w in [*line(x, top + 16 * i, label), *line(at, top + 16 * i, value)]
    )


def tick(x: float, y: float, *, ticked: bool, state: Tick | None = None) -> TickBox:
    """A tick box of 8 points."""
    return TickBox(box(x, y, 8, 8), state or (Tick.CHECKED if ticked else Tick.UNCHECKED), MARK)


def page(words: tuple[Word, ...], *boxes: TickBox, number: int = 1, fields: tuple[FormField, ...] = ()) -> Page:
    return Page(number, WIDTH, HEIGHT, words, boxes, fields)


def table(x: float, y: float, widths: tuple[float, ...], heights: tuple[float, ...]) -> tuple[Box, ...]:
    """The rules of a table whose top left corner is at (x, y): its lines, one a row and one a column."""
    across, down = sum(widths), sum(heights)
    levels = [box(x, y + sum(heights[:i]), across, 0) for i in range(len(heights) + 1)]
    uprights = [box(x + sum(widths[:i]), y, 0, down) for i in range(len(widths) + 1)]
    return (*levels, *uprights)


def document(*words: Word, boxes: tuple[TickBox, ...] = (), rules: tuple[Box, ...] = ()) -> Document:
    """A document of one page."""
    return Document((replace(page(words, *boxes), rules=rules),))


def skewed(words: tuple[Word, ...], slope: float) -> tuple[Word, ...]:
    """The same words on a page laid askew: each goes down by `slope` a point to the right."""
    moved = []
    for word in words:
        down = slope * word.box.cx * WIDTH / HEIGHT
        moved.append(replace(word, box=Box(word.box.x0, word.box.y0 + down, word.box.x1, word.box.y1 + down)))
    return tuple(moved)
