"""A PDF page to write on from top to bottom, with the few shapes that forms are made of. Lengths in points."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas


@dataclass(frozen=True)
class Style:
    """How a supplier's paper looks."""

    pairs: str
    """`table`, `colon`, `stacked` or `dotted`: how a label and its value stand."""
    boxes: str
    """`square`, `circle` or `bracket`."""
    mark: str
    """`cross`, `check`, `fill` or `dot`: how a box is ticked (brackets always hold an X)."""
    boxes_after: bool
    """A box stands behind its Oui or Non, not before."""
    non_first: bool
    answer_columns: bool
    """Questions in a table whose column heads are Oui and Non."""
    amounts_table: bool
    client_left: bool
    font: str = "Helvetica"
    size: float = 9.5
    colour: tuple[float, float, float] = (0.1, 0.2, 0.45)
    margin: float = 50
    frames: bool = True


class Sheet:
    """Writes downwards and opens a new page when one is full."""

    def __init__(self, style: Style, rng: random.Random) -> None:
        self.style, self.rng = style, rng
        self._file = io.BytesIO()
        self.canvas = Canvas(self._file, pagesize=A4, invariant=True)
        self.width, self.height = A4
        self.left, self.right = style.margin, self.width - style.margin
        self.y = self.height - style.margin
        self.leading = style.size * 1.35

    def pdf(self) -> bytes:
        self.canvas.save()
        return self._file.getvalue()

    def room(self, height: float) -> None:
        if self.y - height < self.style.margin:
            self.canvas.showPage()
            self.y = self.height - self.style.margin

    def gap(self, points: float) -> None:
        self.y -= points

    # -- text
    def put(self, x: float, y: float, text: str, *, size: float | None = None, bold: bool = False) -> float:
        """Writes one line; answers its width."""
        font = f"{self.style.font}-Bold" if bold and self.style.font != "Times-Roman" else self.style.font
        font = "Times-Bold" if bold and self.style.font == "Times-Roman" else font
        self.canvas.setFont(font, size or self.style.size)
        self.canvas.drawString(x, y, text)
        return float(self.canvas.stringWidth(text, font, size or self.style.size))

    def text_width(self, text: str, size: float | None = None) -> float:
        return float(self.canvas.stringWidth(text, self.style.font, size or self.style.size))

    def wrapped(self, text: str, width: float, size: float | None = None) -> list[str]:
        return simpleSplit(text, self.style.font, size or self.style.size, width) or [""]

    def paragraph(self, text: str, *, indent: float = 0, size: float | None = None) -> None:
        for line in self.wrapped(text, self.right - self.left - indent, size):
            self.room(self.leading)
            self.y -= self.leading
            self.put(self.left + indent, self.y, line, size=size)

    def title(self, text: str, size: float = 16) -> None:
        self.room(2.2 * size)
        self.y -= 1.4 * size
        self.canvas.setFillColorRGB(*self.style.colour)
        width = self.put(-1000, self.y, text, size=size, bold=True)
        self.put((self.width - width) / 2, self.y, text, size=size, bold=True)
        self.canvas.setFillColorRGB(0, 0, 0)
        self.gap(8)

    def heading(self, text: str) -> None:
        self.room(4 * self.leading)
        self.y -= 1.7 * self.leading
        if self.style.frames:
            self.canvas.setFillColorRGB(0.9, 0.92, 0.96)
            self.canvas.rect(self.left, self.y - 4, self.right - self.left, self.leading + 3, stroke=0, fill=1)
        self.canvas.setFillColorRGB(*self.style.colour)
        self.put(self.left + 4, self.y, text, size=self.style.size + 1.5, bold=True)
        self.canvas.setFillColorRGB(0, 0, 0)
        self.gap(6)

    # -- label and value
    def pairs(self, rows: Sequence[tuple[str, str]]) -> None:
        {"table": self._pairs_table, "stacked": self._pairs_stacked}.get(self.style.pairs, self._pairs_lines)(rows)

    def _pairs_table(self, rows: Sequence[tuple[str, str]]) -> None:
        middle = self.left + 0.42 * (self.right - self.left)
        for label, value in rows:
            labels, values = self.wrapped(label, middle - self.left - 8), self.wrapped(value, self.right - middle - 8)
            height = max(len(labels), len(values)) * self.leading + 5
            self.room(height)
            for x0, x1 in ((self.left, middle), (middle, self.right)):
                self.canvas.rect(x0, self.y - height, x1 - x0, height)
            for x, lines in ((self.left + 4, labels), (middle + 4, values)):
                for i, line in enumerate(lines):
                    self.put(x, self.y - (i + 1) * self.leading + 1, line)
            self.y -= height

    def _pairs_stacked(self, rows: Sequence[tuple[str, str]]) -> None:
        column = (self.right - self.left) / 3
        for start in range(0, len(rows), 3):
            cells = [
                (self.wrapped(label, column - 10, self.style.size - 2), self.wrapped(value, column - 10))
                for label, value in rows[start : start + 3]
            ]
            height = max(len(a) + len(b) for a, b in cells) * self.leading + 6
            self.room(height)
            for i, (label, value) in enumerate(cells):
                for j, line in enumerate(label + value):
                    small = self.style.size - 2 if j < len(label) else None
                    self.put(self.left + i * column + 4, self.y - (j + 1) * self.leading, line, size=small)
            self.y -= height

    def _pairs_lines(self, rows: Sequence[tuple[str, str]]) -> None:
        for label, value in rows:
            self.room(self.leading + 2)
            self.y -= self.leading + 2
            if self.style.pairs == "dotted":
                width = self.put(self.left, self.y, label)
                at = self.right - self.text_width(value)
                dots = max(0, int((at - self.left - width - 8) / self.text_width(".")))
                self.put(self.left + width + 4, self.y, "." * dots)
                self.put(at, self.y, value)
            else:
                self.put(self.left, self.y, f"{label} : {value}")

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A ruled table, its first column wider, the others right-aligned."""
        first = 0.3 * (self.right - self.left)
        others = (self.right - self.left - first) / max(1, len(heads) - 1)
        edges = [self.left, *(self.left + first + i * others for i in range(len(heads)))]
        lines = [[self.wrapped(h, edges[i + 1] - edges[i] - 8) for i, h in enumerate(heads)]]
        lines += [[self.wrapped(c, edges[i + 1] - edges[i] - 8) for i, c in enumerate(row)] for row in rows]
        for cells in lines:
            height = max(len(c) for c in cells) * self.leading + 5
            self.room(height)
            for i, cell in enumerate(cells):
                self.canvas.rect(edges[i], self.y - height, edges[i + 1] - edges[i], height)
                for j, line in enumerate(cell):
                    x = edges[i] + 4 if i == 0 else edges[i + 1] - 4 - self.text_width(line)
                    self.put(x, self.y - (j + 1) * self.leading + 1, line)
            self.y -= height

    # -- boxes
    def box(self, x: float, y: float, ticked: bool) -> float:
        """Draws a tick box with its lower left corner at (x, y); answers the width it takes."""
        side = self.style.size
        if self.style.boxes == "bracket":
            return self.put(x, y, "[X]" if ticked else "[ ]") + 3
        self.canvas.setLineWidth(0.8)
        if self.style.boxes == "circle":
            self.canvas.circle(x + side / 2, y + side / 2 - 1, side / 2)
        else:
            self.canvas.rect(x, y - 1, side, side)
        if ticked:
            self._mark(x, y - 1, side)
        self.canvas.setLineWidth(1)
        return side + 5

    def _mark(self, x: float, y: float, side: float) -> None:
        c, wobble = self.canvas, lambda: self.rng.uniform(-0.12, 0.12) * side
        if self.style.mark == "fill":
            c.rect(x + 1.5, y + 1.5, side - 3, side - 3, fill=1)
        elif self.style.mark == "dot":
            c.circle(x + side / 2, y + side / 2, side / 4.5, fill=1)
        else:
            c.setLineWidth(1.3)
            if self.style.mark == "cross":
                c.line(x + wobble(), y + wobble(), x + side + wobble(), y + side + wobble())
                c.line(x + wobble(), y + side + wobble(), x + side + wobble(), y + wobble())
            else:
                c.line(x + 0.15 * side, y + 0.5 * side, x + 0.4 * side, y + 0.15 * side)
                c.line(x + 0.4 * side, y + 0.15 * side, x + 1.1 * side, y + 1.15 * side + wobble())

    def boxed(self, text: str, ticked: bool) -> None:
        """A box and the sentence that belongs to it."""
        lines = self.wrapped(text, self.right - self.left - 24)
        self.room(len(lines) * self.leading + 3)
        self.y -= self.leading + 3
        x = self.left + self.box(self.left, self.y, ticked)
        for i, line in enumerate(lines):
            self.y -= self.leading if i else 0
            self.put(x, self.y, line)

    def question(self, text: str, answer: str) -> None:
        """A question with its two boxes; `answer` is `true`, `false` or `""`."""
        edge = self.right - 110
        lines = self.wrapped(text, edge - self.left - 8)
        self.room(len(lines) * self.leading + 6)
        top = self.y
        for line in lines:
            self.y -= self.leading
            self.put(self.left + 2, self.y, line)
        middle = (top + self.y) / 2 - self.style.size / 2
        options = [("Oui", answer == "true"), ("Non", answer == "false")]
        for i, (word, ticked) in enumerate(reversed(options) if self.style.non_first else options):
            x = edge + i * 55
            if self.style.answer_columns:
                self.box(x + 8, middle, ticked)
            elif self.style.boxes_after:
                self.box(x + self.put(x, middle, word) + 4, middle, ticked)
            else:
                self.put(x + self.box(x, middle, ticked), middle, word)
        self.y -= 5

    def answer_heads(self) -> None:
        """The heads of the two answer columns."""
        self.room(3 * self.leading)
        self.y -= self.leading
        words = ("Non", "Oui") if self.style.non_first else ("Oui", "Non")
        for i, word in enumerate(words):
            self.put(self.right - 110 + i * 55 + 5, self.y, word, bold=True)

    # -- signing
    def scrawl(self, x: float, y: float, width: float) -> None:
        """A pen's signature, in blue ink, starting at (x, y)."""
        c, r = self.canvas, self.rng
        c.setStrokeColorRGB(0.08, 0.12, 0.5)
        c.setLineWidth(1.4)
        path = c.beginPath()
        path.moveTo(x, y)
        steps = r.randrange(5, 9)
        for i in range(1, steps + 1):
            at = x + width * i / steps
            path.curveTo(
                at - width / steps * r.uniform(0.2, 1.2), y + r.uniform(10, 34), at - r.uniform(0, 8),
                y - r.uniform(4, 20), at, y + r.uniform(-8, 12),
            )  # fmt: skip
        c.drawPath(path)
        c.setStrokeColorRGB(0, 0, 0)
        c.setLineWidth(1)

    def stamp(self, x: float, y: float, text: str) -> None:
        """A rubber stamp: a turned frame with two lines of print."""
        c = self.canvas
        c.saveState()
        c.translate(x, y)
        c.rotate(self.rng.uniform(-12, 12))
        c.setStrokeColorRGB(0.25, 0.2, 0.6)
        c.setFillColorRGB(0.25, 0.2, 0.6)
        c.rect(0, 0, 120, 30)
        self.put(6, 17, text[:24], size=8)
        self.put(6, 6, "Le Directeur", size=8)
        c.restoreState()
