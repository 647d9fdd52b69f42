"""The ways in which a label and its value stand on paper. Each draws rows of pairs in the paper's present column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from reportlab.lib.colors import Color, white

from bench.maker.paper import Paper

Row = tuple[str, str]
_TINT = Color(0.9, 0.93, 1)
Drawer = Callable[[Paper, Sequence[Row]], None]

# reportlab's fields take Latin-1 alone: what a keyboard types
_TYPED = str.maketrans({"’": "'", "–": "-", "œ": "oe", "Œ": "Oe", "€": "EUR", "\u202f": " ", "\u00a0": " "})


def draw(paper: Paper, rows: Sequence[Row], style: str = "") -> None:
    """Draws the rows in that style, or in the supplier's own."""
    DRAWERS[style or paper.look.pairs](paper, rows)


def _value(p: Paper, x: float, y: float, width: float, value: str) -> None:
    """One line of a value, in a field where the form is fillable."""
    if not p.look.fillable:
        p.put(x, y, value, bold=p.look.bold_values)
        return
    p.fields += 1
    room, size = max(width, 20), p.size
    while size > 5 and p.measure_text(value, size) > room - 8:
        size -= 0.5
    p.canvas.acroForm.textfield(
        name=f"champ{p.page}_{p.fields}", value=value.translate(_TYPED), x=x, y=y - 3, width=room,
        height=p.size + 5, fontSize=size, borderWidth=0.5, fieldFlags="",
        fillColor=_TINT if p.look.client_left else white,
    )  # fmt: skip


def _lines_of(p: Paper, value: str, width: float) -> list[str]:
    """The value in lines; in a field it stays on one."""
    return [value] if p.look.fillable else p.wrap(value, width, bold=p.look.bold_values)


def _lines(p: Paper, rows: Sequence[Row]) -> None:
    for label, value in rows:
        head = f"{label}{p.look.colon or ' :'} "
        width = p.measure_text(head, bold=p.look.bold_labels)
        first = _lines_of(p, value, max(p.span - width, 0.35 * p.span))
        together = width + (80 if p.look.fillable else p.measure_text(first[0], bold=p.look.bold_values)) <= p.span + 1
        labels = [head.rstrip()] if width <= p.span else p.wrap(head.rstrip(), p.span)
        p.room((len(labels) + len(first)) * p.leading)
        p.lines(labels, p.left, bold=p.look.bold_labels)
        if together and len(labels) == 1:
            _value(p, p.left + width, p.y, p.span - width, first[0])
            rest = first[1:]
        else:
            width, rest = 12, _lines_of(p, value, p.span - 12)
        for line in rest:
            p.y -= p.leading
            _value(p, p.left + width, p.y, p.span - width, line)
        p.y -= 7 if p.look.fillable else 2


def _two_columns(
    p: Paper, rows: Sequence[Row], share: float, ruled: bool, right_labels: bool, per_row: int = 1
) -> None:
    """Label cells and value cells, `per_row` pairs beside each other."""
    inset = 4 if ruled else 0
    words = [w for label, value in rows for w in (label, value) for w in w.split()]
    widest = max((p.measure_text(w, bold=p.look.bold_labels or p.look.bold_values) for w in words), default=0)
    while per_row > 1 and widest > share * p.span / per_row - 2 * inset - 4:
        per_row -= 1
    width = p.span / per_row
    middle = share * width
    for start in range(0, len(rows), per_row):
        cells = []
        for label, value in rows[start : start + per_row]:
            shown = label + p.look.colon.rstrip() if not ruled else label
            cells.append((
                p.wrap(shown, middle - 2 * inset - 4, bold=p.look.bold_labels),
                _lines_of(p, value, width - middle - 2 * inset - 2),
            ))  # fmt: skip
        height = (
            max(len(c) for cell in cells for c in cell) * p.leading
            + (5 if ruled else 2)
            + (4 if p.look.fillable else 0)
        )
        p.room(height)
        top = p.y
        for i, (labels, values) in enumerate(cells):
            x = p.left + i * width
            for j, line in enumerate(labels):
                at = top - (j + 1) * p.leading
                if right_labels:
                    p.put_right(x + middle - 6, at, line, bold=p.look.bold_labels)
                else:
                    p.put(x + inset, at, line, bold=p.look.bold_labels)
            for j, line in enumerate(values):
                _value(p, x + middle + inset, top - (j + 1) * p.leading, width - middle - 2 * inset, line)
            if ruled:
                p.canvas.rect(x, top - height, middle, height)
                p.canvas.rect(x + middle, top - height, width - middle, height)
        if right_labels:
            p.canvas.line(p.left + middle - 2, top, p.left + middle - 2, top - height)
        p.y = top - height


def _stacked(p: Paper, rows: Sequence[Row], columns: int, boxed: bool = False) -> None:
    """The label in small print above its value; in a box when `boxed`."""
    width, small = p.span / columns, max(p.size - 2, 6)
    for start in range(0, len(rows), columns):
        group = rows[start : start + columns]
        cells = [(p.wrap(la, width - 10, small), p.wrap(v, width - 10, bold=p.look.bold_values)) for la, v in group]
        height = max(len(a) * small * 1.3 + len(b) * p.leading for a, b in cells) + 7
        p.room(height)
        top = p.y
        for i, (label, value) in enumerate(cells):
            x, y = p.left + i * width, top - 1
            for line in label:
                y -= small * 1.3
                p.put(x + 4, y, line, size=small, colour=p.look.colour if boxed else (0.25, 0.25, 0.25))
            for line in value:
                y -= p.leading
                _value(p, x + 4, y, width - 10, line)
            if boxed:
                p.canvas.rect(x, top - height, width, height)
        p.y = top - height


def _dotted(p: Paper, rows: Sequence[Row]) -> None:
    for label, value in rows:
        if p.measure_text(label) + p.measure_text(value) > p.span - 20:
            _lines(p, [(label, value)])
            continue
        p.room(p.leading + 3)
        p.y -= p.leading + 3
        width = p.put(p.left, p.y, label)
        at = p.right - p.measure_text(value, bold=p.look.bold_values)
        dots = int((at - p.left - width - 8) / p.measure_text("."))
        p.put(p.left + width + 4, p.y, "." * dots)
        p.put(at, p.y, value, bold=p.look.bold_values)


def _combs(p: Paper, rows: Sequence[Row]) -> None:
    """One character a box for what is short and without words; other values on a plain ruled line."""
    side = p.size * 1.35
    for label, value in rows:
        compact = value.replace(" ", "").replace("\u00a0", "")
        if not value or len(compact) > 16 or compact != compact.upper() or not any(c.isdigit() for c in compact):
            _lines(p, [(label, value)])
            continue
        width = p.measure_text(f"{label}{p.look.colon} ") + 4
        below = width + len(compact) * side > p.span
        p.room(side * (2.4 if below else 1.2) + 4)
        p.y -= side * 1.1
        p.put(p.left, p.y, f"{label}{p.look.colon}")
        if below:
            p.y -= side * 1.15
            width = 10
        for i, c in enumerate(compact):
            x = p.left + width + i * side
            p.canvas.rect(x, p.y - 0.3 * p.size, side, side)
            p.put(x + (side - p.measure_text(c)) / 2, p.y, c)
        p.y -= 5


def _headrow(p: Paper, rows: Sequence[Row]) -> None:
    """Labels across in a shaded row, their values in the row beneath."""
    most = 4 if p.size <= 9 else 3
    for start in range(0, len(rows), most):
        group = rows[start : start + most]
        width = p.span / len(group)
        heads = [p.wrap(label, width - 8, bold=True) for label, _ in group]
        values = [p.wrap(value, width - 8) for _, value in group]
        tops = [max(len(c) for c in cells) * p.leading + 5 for cells in (heads, values)]
        p.room(sum(tops) + 4)
        for cells, height, bold in ((heads, tops[0], True), (values, tops[1], False)):
            for i, cell in enumerate(cells):
                x = p.left + i * width
                p.canvas.setFillColorRGB(*((0.9, 0.9, 0.93) if bold else (1, 1, 1)))
                p.canvas.rect(x, p.y - height, width, height, fill=1)
                for j, line in enumerate(cell):
                    p.put(x + 4, p.y - (j + 1) * p.leading, line, bold=bold)
            p.y -= height
        p.y -= 5


def _underlined(p: Paper, rows: Sequence[Row]) -> None:
    """The value on a ruled line, what it is in small print beneath."""
    small = max(p.size - 2, 6)
    width = p.span / 2
    for start in range(0, len(rows), 2):
        group = rows[start : start + 2]
        cells = [(p.wrap(v, width - 16), p.wrap(f"({la})", width - 16, small)) for la, v in group]
        deep = max(len(v) for v, _ in cells)
        height = deep * p.leading + max(len(la) for _, la in cells) * small * 1.3 + 9
        p.room(height)
        for i, (value, label) in enumerate(cells):
            x, line = p.left + i * width, p.y - deep * p.leading - 3
            for j, text in enumerate(value):
                p.put(x + 2, line + 3 + (len(value) - 1 - j) * p.leading, text, bold=p.look.bold_values)
            p.canvas.setLineWidth(0.5)
            p.canvas.line(x, line, x + width - 12, line)
            p.canvas.setLineWidth(1)
            for j, text in enumerate(label):
                p.put(x + 2, line - (j + 1) * small * 1.25, text, size=small)
        p.y -= height


def _inline(p: Paper, rows: Sequence[Row]) -> None:
    """One pair after another in the same line."""
    parts = [f"{label} : {value}" for label, value in rows if value]
    mark = " – " if p.look.margin < 50 else " | "
    p.paragraph(mark.join(parts))
    p.y -= 3


DRAWERS: dict[str, Drawer] = {
    "lines": _lines,
    "tabbed": partial(_two_columns, share=0.42, ruled=False, right_labels=False),
    "ruled": partial(_two_columns, share=0.4, ruled=False, right_labels=True),
    "grid1": partial(_two_columns, share=0.42, ruled=True, right_labels=False),
    "grid2": partial(_two_columns, share=0.45, ruled=True, right_labels=False, per_row=2),
    "grid3": partial(_two_columns, share=0.42, ruled=True, right_labels=False, per_row=3),
    "stacked1": partial(_stacked, columns=1),
    "stacked2": partial(_stacked, columns=2),
    "stacked3": partial(_stacked, columns=3),
    "captioned2": partial(_stacked, columns=2, boxed=True),
    "captioned3": partial(_stacked, columns=3, boxed=True),
    "dotted": _dotted,
    "combs": _combs,
    "headrow": _headrow,
    "underlined": _underlined,
    "inline": _inline,
}
