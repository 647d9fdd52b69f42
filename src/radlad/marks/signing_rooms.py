"""The room that rules, frames and cells leave to sign in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from radlad.domain.document import Box
from radlad.marks.segments import Segment
from radlad.marks.signing_labels import ALIGNED, FULL_LINE, ROOM, is_asked_in

_UNDER_FRAME = 1.5
"""How far below a frame to sign in its label stands at most, in heights of print."""
_LEAST_ROOM = 0.03
"""Height of the room above a label, at least."""
_LINES_OVER = 4.5
"""How far below its label a frame to sign in begins, in heights of print."""
THIN = 0.004
"""Width of an upright rule, at most."""
_WIDEST = 0.6
"""Width of a line to sign on, at most; longer ones part the page."""
_OVER = 0.02
"""How far above its row a pen goes."""
GAP = 0.012
"""Between a column and the heading of the next."""
_OWN_CELL = 0.2
"""How far the side of a cell is from the beginning of a label that is signed under in it, at least."""
_FILLED = 0.6
"""A label as wide as this share of its cell is signed for in the cell beside it."""


def cell_of(heading: Box, rules: Sequence[Box]) -> tuple[float, float] | None:
    """From where to where the ruled cell goes in which a heading is centred."""
    sides = [r.cx for r in rules if r.width < THIN and r.y0 < heading.cy < r.y1]
    left, right = (
        max((x for x in sides if x < heading.x0), default=0.0),
        min((x for x in sides if x > heading.x1), default=1.0),
    )
    return (left, right) if 0 < left < heading.x0 - GAP and right < 1 else None


def cells(rules: Sequence[Box]) -> Iterator[Box]:
    """The cells of tables whose sides are drawn row by row, as the frames that they are."""
    sides = sorted(
        (r for r in rules if r.width < THIN and r.height > _LEAST_ROOM), key=lambda r: (round(r.y0, 2), r.cx)
    )
    for left, right in pairwise(sides):
        if abs(left.y0 - right.y0) < THIN and abs(left.y1 - right.y1) < THIN and left.cx < right.cx:
            cell = Box(left.x0, left.y0, right.x1, left.y1)
            if not any(
                cell.y0 + THIN < r.cy < cell.y1 - THIN and r.holds(cell.cx, r.cy) for r in rules if r.height < THIN
            ):
                yield cell  # else it holds several rows


def top_of_cell(rules: Sequence[Box], at: Box, print_beside: Sequence[Box]) -> float | None:
    """Where the room above a label begins that stands at the foot of its cell, on the rule below it; None where it
    stands elsewhere."""
    over = (r for r in rules if r.x0 - THIN <= at.x0 and at.x1 <= r.x1 + THIN)  # not those of a stamp in the room
    edges = [y for r in over for y in (r.y0, r.y1)]
    foot = min((y for y in edges if y > at.cy), default=1.0)
    head = max((y for y in edges if y < at.cy), default=at.y0)
    if foot - at.y1 > at.height or at.y0 - head < _LEAST_ROOM:
        return None
    above = [b.y1 for b in print_beside if head < b.cy < at.y0 - 0.5 * at.height]
    top = max([head, *above]) + 0.002
    return top if at.y0 - top > _LEAST_ROOM else None


def _line_over(rules: Sequence[Box], at: Box) -> Box | None:
    """The line that a label stands right under, no side of a frame."""
    near = (r for r in rules if r.height < THIN and 0 <= at.y0 - r.y1 < at.height and at.width < r.width < _WIDEST)
    line = next((r for r in near if r.x0 - ALIGNED < at.x0 and at.x1 < r.x1 + ALIGNED), None)
    if line is None or any(r.height > at.height and abs(r.y0 - line.cy) < THIN and r.meets(line) for r in rules):
        return None
    return line


def is_under_written_line(rules: Sequence[Box], at: Box, segments: Sequence[Segment]) -> bool:
    """Whether it is a label under a line on which something is written: so are the others of its kind."""
    line = _line_over(rules, at)
    if line is None:
        return False
    return any(0 <= line.y0 - s.box.y1 < at.height and line.x0 <= s.box.cx <= line.x1 for s in segments)


def room_over_line(rules: Sequence[Box], at: Box, print_beside: Sequence[Box]) -> Box | None:
    """The room over the line that a label stands right under; None where it stands elsewhere, or has more below it."""
    line = _line_over(rules, at)
    if line is None:
        return None
    near = [b for b in print_beside if b.x0 < line.x1 and line.x0 < b.x1]
    ruled = [y for r in rules if r.x0 < line.x0 + ALIGNED and r.x1 > line.x1 - ALIGNED for y in (r.y0, r.y1)]
    full = [b.y1 for b in near if b.width > FULL_LINE[0]]
    top = max([line.y0 - ROOM, *(y for y in (*full, *ruled) if y < line.y0)]) + 0.002
    below = min([at.y1 + ROOM, *(y for y in (*(b.y0 for b in near), *ruled) if y > at.y1)])
    over = line.y0 - top
    return Box(line.x0, top, line.x1, line.y0) if over > max(_LEAST_ROOM, below - at.y1) else None


def row_of(rules: Sequence[Box], at: Box) -> tuple[float, float]:
    """Where the row begins and ends in which a label stands, in its middle or at its top."""
    frame = _smallest(rules, at)
    if frame:
        return min(frame.y0, at.y0 - _OVER), frame.y1
    top, bottom = _line_above(rules, at.cx, at.cy), _line_below(rules, at.cx, at.cy)
    if _LEAST_ROOM < bottom - top < 2 * ROOM:
        return min(top, at.y0 - _OVER), bottom
    return max(0.0, at.y0 - _OVER), min(1.0, at.y1 + ROOM)


def frame_around(rules: Sequence[Box], at: Box, segments: Sequence[Segment]) -> Box | None:
    """The smallest frame drawn around the label, when it leaves room to sign in; with the one on its right where the
    label fills its own, or where nothing there says what it is for."""
    frame = _smallest(rules, at)
    if frame is None:
        return None
    beside = [r for r in rules if abs(r.x0 - frame.x1) < 0.01 and abs(r.y0 - frame.y0) < 0.01 and r.height > 0.04]
    if at.width >= _FILLED * frame.width:
        return Box.around([frame, *beside])
    return Box.around([frame, *(r for r in beside if not is_asked_in(r, segments))])


def sides(rules: Sequence[Box], at: Box, print_beside: Sequence[Box]) -> list[float]:
    """Where the upright rules of a frame whose left side begins right below a label end the room there; and where one
    does behind which something is printed, for another cell than the label's."""
    reach = at.y1 + _LINES_OVER * at.height
    uprights = [r for r in rules if r.width < THIN and at.y1 < r.y0 < reach and r.y1 > reach + _LEAST_ROOM]
    around = [r for r in rules if r.width < THIN and r.y0 < at.cy < r.y1]
    uprights = [r for r in uprights if not any(abs(r.x0 - o.x0) < THIN for o in around)]  # else the next row's
    framed = any(abs(r.x0 - at.x0) < ALIGNED for r in uprights)
    own = (r for r in rules if r.width < THIN and r.y0 < at.y0 and r.y1 > at.y1 + _LEAST_ROOM)
    edges = [*sorted({r.x0 for r in own if r.x0 > at.x0 + max(_OWN_CELL, at.width / _FILLED)}), 1.0]
    level = [b.cx for b in print_beside if _line_above(rules, b.cx, at.cy) < b.cy < at.y1 + at.height]
    others = [x for x, until in pairwise(edges) if any(x < cx < until for cx in level)]
    return [r.x0 for r in uprights if framed and r.x0 > at.x1] + others


def _line_above(rules: Sequence[Box], x: float, y: float) -> float:
    """How far down the page the last level rule over a place is; 0 where there is none."""
    return max((r.cy for r in rules if r.height < THIN and r.x0 <= x <= r.x1 and r.cy < y), default=0.0)


def _line_below(rules: Sequence[Box], x: float, y: float) -> float:
    """How far down the page the first level rule under a place is; its end where there is none."""
    return min((r.cy for r in rules if r.height < THIN and r.x0 <= x <= r.x1 and r.cy > y), default=1.0)


def frame_below(rules: Sequence[Box], at: Box, segments: Sequence[Segment]) -> Box | None:
    """The frame to sign in that a label stands right over: in the one around it, or the one below that, where nobody
    else is asked for anything."""
    reach = at.y1 + _LINES_OVER * at.height
    around = _smallest(rules, at)
    within = around.y1 + THIN if around else 1.0
    rooms = (r for r in rules if _is_room(r) and r.height > 2 * _LEAST_ROOM)
    frames = (r for r in rooms if at.cy < r.y0 < reach and r.x0 - 0.02 < at.x0 < r.x1)
    free = (f for f in frames if f.y1 <= within or not is_asked_in(f, segments))
    return min(free, key=lambda r: r.width * r.height, default=None)


def widened(room: Box, frame: Box, at: Box) -> Box:
    """`room` from the left side of the frame on, in the middle of which its label stands."""
    centred = abs(frame.cx - at.cx) < ALIGNED
    return Box(min(room.x0, frame.x0), room.y0, room.x1, room.y1) if centred else room


def frame_over(rules: Sequence[Box], at: Box, segments: Sequence[Segment]) -> Box | None:
    """The frame to sign in that a label stands right under, none being below it."""
    if frame_below(rules, at, segments) is not None or _smallest(rules, at) is not None:
        return None
    feet = (r for r in rules if 0 <= at.y0 - r.y1 < _UNDER_FRAME * at.height and r.x0 - ALIGNED < at.x0 < r.x1)
    frames = (r if r.height > THIN else _standing_on(rules, r) for r in feet)
    return next((f for f in frames if f is not None and _is_room(f)), None)


def _standing_on(rules: Sequence[Box], foot: Box) -> Box | None:
    """The frame whose lower side is `foot`, where its sides are rules of their own."""
    sides = [
        next((r for r in rules if r.width < THIN and abs(r.cx - x) < ALIGNED and abs(r.y1 - foot.cy) < ALIGNED), None)
        for x in (foot.x0, foot.x1)
    ]
    return Box(foot.x0, max(s.y0 for s in sides if s), foot.x1, foot.y0) if all(sides) else None


def _is_room(rule: Box) -> bool:
    """Whether a rule is a frame as high and wide as one to sign in."""
    return rule.width > 0.15 and 0.04 < rule.height < 0.4


def _smallest(rules: Iterable[Box], at: Box) -> Box | None:
    frames = [r for r in rules if _is_room(r) and r.holds(at.cx, at.cy)]
    return min(frames, key=lambda r: r.width * r.height, default=None)


def cut(box: Box, frame: Box) -> Box:
    """`box` within `frame`, down to the foot of that."""
    return Box(
        max(box.x0, frame.x0), max(box.y0, frame.y0), min(box.x1, frame.x1), min(max(box.y1, frame.y1), frame.y1)
    )
