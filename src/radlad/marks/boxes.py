"""The stage that adds tick boxes to a document, from every witness there is (decisions.md 5 to 7).

Order of trust: form widgets keep their own state; characters too (☒, `[X]`); boxes drawn as vectors are placed by the
file and their state is seen in the pixels; boxes on pictures are found and judged in the pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from radlad.domain.combs import combs
from radlad.domain.document import Box, Document, Page, Source, TickBox, Word
from radlad.layout.crosses import DRAWN, SIGNS
from radlad.layout.skew import Skew
from radlad.marks.answers import answers_apart, answers_on, room_of, word_pairs
from radlad.marks.hidden import hidden_boxes
from radlad.marks.pictures import Grey, Pictures, depth_on, ink_of, pixels_of, text_height
from radlad.marks.pixels import Candidate, Shapes, shapes_in, swallowed
from radlad.marks.printed import printed_boxes
from radlad.marks.rulings import rules_in
from radlad.marks.signs import is_sign, with_signs
from radlad.marks.state import seen_of, tick_of, tick_read, ticks_of

_BOX_SIDE = 4.5, 26.0
"""Points; shorter lines are no side of a box, nor longer ones."""
_LINE = 0.004
"""Height of a line, in fractions of the page."""
_BUTTON = 4.0
"""Heights of a word that a button is high, at most."""
_WHOLE, _AROUND = Box(0, 0, 1, 1), 0.03
"""All of a page; and the room, in fractions of it, that is looked at around what may be the side of a box."""
_CELL = 1.25, 16.0
"""How many times as long as high, and how many points high, a box with something in it is a cell."""
_LARGER = 1.3
"""How many times as large as the box of characters in it the cell around it is, at least."""
_LETTERS = frozenset("ON")
_ROOMS = 4
"""As many parts of a page are looked at each alone."""
_MANY = 400
"""Small shapes on a page beyond which they are a pattern, not boxes."""
_SIGN, _LARGEST, _ALIKE = (0.8, 2.8), 40.0, 1.4
"""Heights of a word that a pen's cross or check mark is high and wide, at least and at most, and points at most; and
how many times as large as another one is."""


def with_tick_boxes(document: Document, pictures: Pictures) -> Document:
    """The document with the tick boxes of each page, the rules of those that are pictures, and its words freed of the
    boxes they had swallowed."""
    return replace(document, pages=tuple(with_boxes(page, pictures) for page in document.pages))


def with_boxes(page: Page, pictures: Pictures) -> Page:
    """The same for one page."""
    if not page.words:
        return page
    slope = Skew.of(page).at(page.height / 2)
    grey, shapes = None, Shapes([], [])
    if page.source is Source.OCR:
        grey = pictures.raster(page.number)
        page = replace(page, rules=rules_in(grey, page.words, slope))
        shapes = shapes_in(grey, page.words, slope)
    signs, witness = (_drawn_signs(page, pictures), DRAWN) if grey is None else (shapes.signs, SIGNS)
    words, found = printed_boxes(with_signs(answers_apart(page.words), signs, witness), drawn=bool(shapes.boxes))
    bracketed = [f.tick_box for f in found if f.bracketed]
    whole = [f.tick_box.box for f in found if f.whole]
    printed = [tick_read(pictures.raster(page.number), f.tick_box) if f.read else f.tick_box for f in found]
    boxes = list(page.tick_boxes)
    drawn = _outlined(page, pictures, words, whole) if grey is None else []
    part = grey
    if grey is None and not (drawn or boxes or printed) and (rooms := _hiding_places(page)):
        for room in rooms:
            part = _part(page, pictures, room)  # what was asked for before stays drawn in it
        assert part is not None
        shapes = shapes_in(part, page.words, slope, rooms, depth_on(page))
    if part is not None:
        seen = [d for d in _seen(part, shapes.boxes) if not _is_lettered(d.box, words)]
        drawn = [d for d in seen if not any(_overlap(d.box, b.box) for b in bracketed)]
        # a box as drawn knows its place and state better than the character it was read as
        printed = [p for p in printed if not any(_overlap(p.box, d.box) for d in drawn)]
        words = _freed(words, drawn)
    boxes += drawn
    marked = [b.box.grown(0.002, 0.002) for b in boxes]  # what is printed has its characters taken out already
    boxes += [p for p in printed if not any(_overlap(p.box, b.box) for b in boxes)]
    boxes += hidden_boxes(grey, words, boxes) if grey is not None else []
    pairs = word_pairs(words, boxes, page.height / page.width)
    answered = _may_be_marked(pairs, page)
    on_words = answers_on(_part(page, pictures, room_of(pairs)), pairs, depth_on(page)) if answered else []
    boxes.sort(key=lambda b: (round(b.box.cy, 3), b.box.x0))
    printed_words = tuple(w for w in words if not _is_mark(w, marked))
    return replace(page, words=printed_words, tick_boxes=(*boxes, *on_words))


def _drawn_signs(page: Page, pictures: Pictures) -> list[Box]:
    """The crosses and check marks that the file draws outside of boxes: by their shape, or as large as those that are
    told by it, for a rule across one hides its shape."""
    if not any(d.width * page.width <= _LARGEST for d in page.drawn or ()):
        return []
    height = text_height(page.words, (round(page.height), round(page.width)))
    least, most = _SIGN[0] * height, min(_LARGEST, _SIGN[1] * height)
    boxes = [b.grown(0.002, 0.002) for b in (*page.outlines, *(t.box for t in page.tick_boxes))]
    drawn = [
        d
        for d in page.drawn or ()
        if least <= d.width * page.width <= most
        and least <= d.height * page.height <= most
        and not any(b.holds(d.cx, d.cy) for b in boxes)
    ]
    if not 0 < len(drawn) <= _MANY:
        return []
    around = Box.around(drawn)
    ink = ink_of(_part(page, pictures, around), around, depth=depth_on(page))
    places = ((d, pixels_of(d, ink.shape)) for d in drawn)
    known = [d for d, (x0, y0, x1, y1) in places if x1 > x0 and y1 > y0 and is_sign(ink[y0:y1, x0:x1])]
    return [d for d in drawn if any(_as_large(d, k) for k in known)]


def _as_large(box: Box, other: Box) -> bool:
    return 1 / _ALIKE < box.width / other.width < _ALIKE and 1 / _ALIKE < box.height / other.height < _ALIKE


def _outlined(page: Page, pictures: Pictures, words: Sequence[Word], printed: Sequence[Box]) -> list[TickBox]:
    """The boxes that the file draws, with what the pixels show in them."""
    outlines = _outermost(page)
    if not outlines:
        return []
    around = Box.around(outlines)
    near = [w for w in words if around.meets(w.box)]
    framed = [
        b
        for b in outlines
        if not _is_lettered(b, words) and not _is_character(b, near) and not any(_is_round(b, p) for p in printed)
    ]
    if not framed:
        return []
    grey = _part(page, pictures, Box.around(map(seen_of, framed)))
    return [tick_of(grey, box) for box in framed]


def _seen(grey: Grey, found: Sequence[Candidate]) -> list[TickBox]:
    """The boxes found in pixels, less the teeth of combs, with their states."""
    teeth = {id(b) for comb in combs(c.box for c in found) for b in comb}
    return ticks_of(grey, [(c.box, 0.5 + 0.5 * c.score) for c in found if id(c.box) not in teeth])


def _part(page: Page, pictures: Pictures, room: Box) -> Grey:
    """The page's pixels, `room` of it at least: PDFium draws a part in a third of the time."""
    return pictures.raster(page.number, room=None if page.drawn is None else room)


def _hiding_places(page: Page) -> list[Box]:
    """Where there may be boxes that are no outlines: in a picture that holds print, or drawn side by side."""
    if page.drawn is None or any(w.provenance.source is Source.OCR for w in page.words):
        return [_WHOLE]
    least, most = _BOX_SIDE
    sides, shapes = (
        [b for b in drawn if least <= max(b.width * page.width, b.height * page.height) <= most]
        for drawn in (page.rules, page.drawn)
    )
    levels, uprights = [s for s in sides if s.height < _LINE], [s for s in sides if s.width < _LINE]
    corners = [side for a in levels for b in uprights if a.meets(b) for side in (a, b)]
    rooms: list[Box] = []
    for room in (shape.grown(_AROUND, _AROUND) for shape in (*corners, *shapes)):
        near = [r for r in rooms if r.meets(room)]
        rooms = [*(r for r in rooms if r not in near), Box.around([room, *near])]
    return rooms if len(rooms) <= _ROOMS else [Box.around(rooms)]


def _may_be_marked(pairs: Sequence[tuple[Word, Word]], page: Page) -> bool:
    """Whether something is drawn round, across or under one of the words, or it stands on a button."""
    if page.drawn is None:
        return bool(pairs)
    words = [word.box for pair in pairs for word in pair]
    lines = [*page.drawn, *(r for r in page.rules if r.height < _LINE)]
    if any(line.meets(box.grown(0.0, _LINE)) for box in words for line in lines):
        return True
    frames = [r for r in page.rules if r.height >= _LINE]
    return any(r.height < _BUTTON * box.height and r.holds(box.cx, box.cy) for box in words for r in frames)


def _outermost(page: Page) -> list[Box]:
    """Without the shapes inside another one (a fill, a dot, a double frame), cells around a box, form widgets and the
    teeth of combs."""
    outlines, taken = page.outlines, page.tick_boxes
    if len(outlines) > _MANY:
        return []
    kept: list[Box] = []
    for box in sorted(outlines, key=lambda b: -b.width * b.height):
        if _is_cell(box, page) and any(o is not box and box.holds(o.cx, o.cy) for o in outlines):
            continue
        inside = any(k.holds(box.cx, box.cy) for k in kept)
        if not inside and not any(_overlap(box, t.box) for t in taken):
            kept.append(box)
    teeth = {id(b) for comb in combs(kept) for b in comb}
    return [b for b in kept if id(b) not in teeth]


def _is_cell(box: Box, page: Page) -> bool:
    """Whether it is longer or higher than a tick box is drawn where another shape stands in it."""
    width, height = box.width * page.width, box.height * page.height
    return max(width, height) > _CELL[0] * min(width, height) or height > _CELL[1]


def _is_character(box: Box, words: Iterable[Word]) -> bool:
    """A shape with print across it is the background of a word, or a letter turned to an outline; one round a digit is
    the first of a comb, one round more than a letter the cell of a table."""
    inside = [w for w in words if w.box.holds(box.cx, box.cy)]
    return any(w.box.width > 1.3 * box.width for w in inside) or any(
        w.text.isdigit() or (len(w.text) > 1 and w.text[0].isalnum()) for w in words if box.holds(w.box.cx, w.box.cy)
    )


def _is_lettered(box: Box, words: Iterable[Word]) -> bool:
    """Whether an O or an N of the text layer stands in a box: the answer to a question, by its first letter."""
    typed = (w.box for w in words if w.text in _LETTERS and w.provenance.source.is_layer)
    return any(box.holds(w.cx, w.cy) for w in typed)


def _is_round(outline: Box, printed: Box) -> bool:
    """Whether a shape is the cell, or the shade, that a box of characters stands in."""
    larger = outline.width > _LARGER * printed.width or outline.height > _LARGER * printed.height
    return larger and outline.holds(printed.cx, printed.cy)


def _is_mark(word: Word, boxes: Iterable[Box]) -> bool:
    """Whether a short word is the tick inside a box (an `X` typed or drawn in it), not print."""
    return len(word.text) <= 2 and any(b.holds(word.box.cx, word.box.cy) for b in boxes)


def _freed(words: Iterable[Word], boxes: Sequence[TickBox]) -> list[Word]:
    """The words without the characters that were boxes, and without the room of boxes beside them."""
    freed: list[Word] = []
    for word in words:
        touching = [b.box for b in boxes if _touch(b.box, word.box)]
        if not touching:
            freed.append(word)
            continue
        head, tail = swallowed(word.text)
        before, after = [b for b in touching if b.cx <= word.box.cx], [b for b in touching if b.cx > word.box.cx]
        text = word.text[head if before else 0 : len(word.text) - (tail if after else 0)]
        if head >= len(word.text) or not text:
            continue
        left = max((b.x1 for b in before), default=word.box.x0)
        right = min((b.x0 for b in after), default=word.box.x1)
        freed.append(replace(word, text=text, box=Box(min(left, right), word.box.y0, max(left, right), word.box.y1)))
    return freed


def _touch(box: Box, word: Box) -> bool:
    """Whether the box stands on the word's line and reaches into it."""
    return word.y0 < box.cy < word.y1 and min(box.x1, word.x1) - max(box.x0, word.x0) > 0.1 * box.width


def _overlap(a: Box, b: Box) -> bool:
    """Whether they share a third of the smaller one."""
    width, height = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
    if width <= 0 or height <= 0:
        return False
    return width * height >= 0.33 * min(a.width * a.height, b.width * b.height)
