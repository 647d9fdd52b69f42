"""Where a document is to be signed, and by whom: labels, headings, and what bounds the room beside and below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from radlad.domain.document import Box, Page
from radlad.marks.segments import Segment, fold
from radlad.marks.signing_labels import (
    ALIGNED,
    CLIENT,
    LABEL_WORDS,
    PRINT,
    ROOM,
    SIGN,
    SUPPLIER,
    ends_room,
    framed_stamps,
    is_heading,
    is_label,
    is_party,
    letters,
    same_column,
    signs_beside,
    stamps_of,
    stands_apart,
)
from radlad.marks.signing_rooms import (
    GAP,
    THIN,
    cell_of,
    cells,
    cut,
    frame_around,
    frame_below,
    frame_over,
    is_under_written_line,
    room_over_line,
    row_of,
    sides,
    top_of_cell,
    widened,
)

_SAME_BLOCK = 0.2
_STRONG, _HEADED, _WEAK = 1.0, 0.95, 0.55


@dataclass(frozen=True, slots=True)
class Zone:
    """Room for the client's signature. `strength` tells how surely it is the client's."""

    page: int
    box: Box
    label: str
    strength: float


@dataclass(frozen=True, slots=True)
class _Anchor:
    segment: Segment
    client: bool
    strength: float
    heading: bool = False


def zones_of(page: Page, segments: Sequence[Segment], wordings: Sequence[str]) -> list[Zone]:
    """The rooms for the client's signature on `page`, whose print is `segments`; `wordings` are the labels to look for,
    most usual first."""
    page = replace(page, rules=(*page.rules, *cells(page.rules)))
    parties = [_party(s) for s in segments if is_party(s)]
    anchors = _anchors(segments, tuple(w for w in map(fold, wordings) if len(w) > 3), parties, page.rules)
    clients = [a for a in anchors if a.client]
    rivals = [a.segment for a in anchors if not a.client] + list(_unnamed(segments, clients))
    rivals += [s for s in _heads(parties) if SUPPLIER.search(s.folded) and s not in rivals]
    crossings = list(_crossings(page, anchors, parties))
    return crossings or [_zone(page, a, rivals, [c.segment for c in clients], segments) for a in clients]


def _anchors(
    segments: Sequence[Segment], wordings: tuple[str, ...], parties: Sequence[_Anchor], rules: Sequence[Box]
) -> list[_Anchor]:
    named = [s for s in _heads(parties) if stands_apart(s, segments)]
    headings = [s for s in named if is_heading(s)]
    found: list[_Anchor] = []
    for segment in segments:
        if segment in headings:
            client = not SUPPLIER.search(segment.folded)
            strength = _STRONG if SIGN.search(segment.folded) else _HEADED
            found.append(_Anchor(segment, client, strength, heading=True))
        elif is_label(segment, wordings) and stands_apart(segment, segments):
            found.append(_neutral(segment, named, rules))
    return [a for a in found if not _is_signed_for_below(a, found, rules, segments)]


def _heads(parties: Sequence[_Anchor]) -> list[Segment]:
    """The parties that are named as those who sign, or side by side, over what each is to do."""
    level = [a for pair in combinations(parties, 2) if _are_two_parties(pair) for a in pair]
    return [p.segment for p in parties if is_heading(p.segment) or p in level]


def _party(segment: Segment) -> _Anchor:
    return _Anchor(segment, not SUPPLIER.search(segment.folded), _STRONG, heading=True)


def _is_signed_for_below(
    heading: _Anchor, anchors: Sequence[_Anchor], rules: Sequence[Box], segments: Sequence[Segment]
) -> bool:
    """Whether a label of its own party in the column under a heading stands over a frame to sign in: there it is."""
    at = heading.segment.box
    lower = (a.segment.box for a in anchors if a.client is heading.client and not a.heading)
    near = (b for b in lower if 0 < b.y0 - at.y0 < _SAME_BLOCK and abs(b.x0 - at.x0) < ALIGNED)
    return heading.heading and any(frame_below(rules, b, segments) is not None for b in near)


def _unnamed(segments: Sequence[Segment], clients: Sequence[_Anchor]) -> Iterator[Segment]:
    """Who signs beside the client, and is not called the supplier: "Pour nous", "Établi par : M. Roux", "Validation du
    service commercial" beside "Validation du client"."""
    for segment in (s for s in segments if len(s.words) <= LABEL_WORDS):
        if any(signs_beside(segment, a.segment) for a in clients):
            yield segment


def _neutral(segment: Segment, headings: Sequence[Segment], rules: Sequence[Box]) -> _Anchor:
    """A label that names no party takes that of the nearest heading above it in its column, or beside it."""
    if CLIENT.search(segment.folded):
        return _Anchor(segment, True, _STRONG)
    if SUPPLIER.search(segment.folded):
        return _Anchor(segment, False, _STRONG)
    above = [
        h for h in headings
        if 0 <= segment.box.y0 - h.box.y0 <= _SAME_BLOCK and _is_headed(h.box, segment.box, rules)
    ]  # fmt: skip
    if not above:
        return _Anchor(segment, True, _WEAK)
    nearest = max(above, key=lambda h: h.box.y0)
    return _Anchor(segment, not SUPPLIER.search(nearest.folded), _HEADED)


def _is_headed(heading: Box, at: Box, rules: Sequence[Box]) -> bool:
    """Whether a label stands in the column of a heading: under it, or under the ruled cell in which it is centred."""
    cell = cell_of(heading, rules)
    return same_column(heading, at) if cell is None else cell[0] < at.cx < cell[1]


def _zone(
    page: Page, anchor: _Anchor, rivals: Sequence[Segment], clients: Sequence[Segment], segments: Sequence[Segment]
) -> Zone:
    at = anchor.segment.box
    column = _column(at, rivals, clients, segments)
    beside = [s.box for s in segments if s.box.x0 < column.x1 and s.box.x1 > column.x0 and letters(s) > PRINT]
    near = [r for r in page.rules if abs(r.cy - at.cy) < _SAME_BLOCK and r.x0 < column.x1 and r.x1 > column.x0]
    stamps = [*stamps_of(segments), *framed_stamps(near, [s for s in segments if abs(s.box.cy - at.cy) < _SAME_BLOCK])]
    top = top_of_cell(page.rules, at, [b for b in beside if not any(stamp.meets(b) for stamp in stamps)])
    over = room_over_line(page.rules, at, beside)
    if over and any(is_under_written_line(page.rules, s.box, segments) for s in segments if s.box is not at):
        room = over
    elif top is not None:
        room = Box(column.x0, top, column.x1, at.y0)
    elif captioned := frame_over(page.rules, at, segments):
        room = captioned
    else:
        framed = frame_below(page.rules, at, segments)
        if framed and any(_is_over(r.box, framed) and r.box.y0 > at.y1 for r in rivals):
            framed = None  # the other party signs there
        below = framed or column
        others = [b for b in beside if not any(stamp.meets(b) for stamp in stamps)]
        right = min([below.x1, *sides(page.rules, at, others)])
        frame = frame_around(page.rules, at, segments)
        room = Box(below.x0, column.y0, right, max(below.y1, at.y1 + 0.01))
        if frame and not (framed and framed.y0 > at.y1 and framed.y1 > frame.y1 + THIN):
            room = cut(widened(room, frame, at), frame)
    return Zone(page.number, room, anchor.segment.text, anchor.strength)


def _is_over(heading: Box, frame: Box) -> bool:
    """Whether a heading stands right over a frame, or in it."""
    return frame.x0 < heading.cx < frame.x1 and frame.y0 - 2 * heading.height < heading.cy < frame.y1


def _column(at: Box, rivals: Sequence[Segment], clients: Sequence[Segment], segments: Sequence[Segment]) -> Box:
    """The label `at` and the room below it, as far as the other party's label or a line of print."""
    x0, x1 = max(0.0, at.x0 - 0.04), 0.985
    y0, y1 = max(0.0, at.y0 - 0.006), min(1.0, at.y1 + ROOM)
    for rival in rivals:
        beside = abs(rival.box.cy - at.cy) < _SAME_BLOCK
        if beside and rival.box.x0 > at.x0 + 0.15:
            x1 = min(x1, rival.box.x0 - GAP)
        elif beside and rival.box.x0 < at.x0 - 0.15:
            x0 = max(x0, at.x0 - 0.02)
            if any(abs(c.box.x0 - rival.box.x0) < ALIGNED and at.y0 < c.box.y0 < rival.box.y0 for c in clients):
                y1 = min(y1, rival.box.y0)  # the parties sign in rows
        elif rival.box.y0 > at.y1:
            y1 = min(y1, rival.box.y0 - 0.004)
    for segment in segments:
        if segment.box.y0 > at.y1 and ends_room(segment, at, x0, x1, clients):
            y1 = min(y1, segment.box.y0 - 0.002)
    return Box(x0, y0, x1, y1)


def _crossings(page: Page, anchors: Sequence[_Anchor], parties: Sequence[_Anchor]) -> Iterator[Zone]:
    """Where the parties head columns, and what each is to do heads rows: the client's column in the row to sign in."""
    for label in (a.segment for a in anchors if SIGN.search(a.segment.folded)):
        if CLIENT.search(label.folded) or SUPPLIER.search(label.folded):
            continue  # it stands in the column of its own party
        above = [p for p in parties if 0 < label.box.y0 - p.segment.box.y0 < _SAME_BLOCK]
        columns = [p for p in above if p.segment.box.x0 > label.box.x0 + 0.1]
        if len(columns) != len(above) or not _are_two_parties(columns) or _has_twin(label, anchors):
            continue
        client = next(p.segment.box for p in columns if p.client)
        rights = [p.segment.box.x0 for p in columns if p.segment.box.x0 > client.x0]
        left, right = cell_of(client, page.rules) or (client.x0 - GAP, min(rights, default=0.985 + GAP) - GAP)
        top, bottom = row_of(page.rules, label.box)
        room = Box(left, top, right, bottom)
        yield Zone(page.number, room, label.text, _STRONG)


def _has_twin(label: Segment, anchors: Sequence[_Anchor]) -> bool:
    """Whether another place to sign is labelled on the same row: each party has its own."""
    level = (a.segment for a in anchors if abs(a.segment.box.cy - label.box.cy) < label.box.height)
    return any(s is not label and SIGN.search(s.folded) for s in level)


def _are_two_parties(columns: Sequence[_Anchor]) -> bool:
    """Whether they are the client and the supplier, side by side."""
    level = max((abs(a.segment.box.cy - b.segment.box.cy) for a in columns for b in columns), default=1.0)
    return level < 0.02 and sorted(a.client for a in columns) == [False, True]
