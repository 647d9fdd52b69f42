"""A PDF page to write on from top to bottom, whole or in columns. Lengths in points."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from bench.maker.look import Look, face

Colour = tuple[float, float, float]
BLACK: Colour = (0, 0, 0)


class _Nothing:
    """A canvas that draws nothing, to measure with."""

    def __getattr__(self, name: str) -> _Nothing:
        return self

    def __call__(self, *_: Any, **__: Any) -> _Nothing:
        return self


class Paper:
    """Writes downwards between `left` and `right`, and opens a new page when one is full."""

    def __init__(self, look: Look, furniture: Callable[[Paper], None] | None = None, bare: bool = False) -> None:
        self.look = look
        self._file = io.BytesIO()
        self.canvas: Any = Canvas(self._file, pagesize=A4, invariant=True, pageCompression=0 if bare else None)
        self.width, self.height = A4
        self.left, self.right = look.margin, self.width - look.margin
        self.bottom = look.margin + (26 if look.small_print or look.page_numbers else 0)
        self.regular, self.bold = face(look.face)
        self.size = look.size
        self.page = 1
        self.fields = 0
        self._furniture = furniture
        self._open_page()

    @property
    def leading(self) -> float:
        return self.size * 1.32

    @property
    def span(self) -> float:
        return self.right - self.left

    def pdf(self) -> bytes:
        self.canvas.save()
        return self._file.getvalue()

    # -- pages
    def _open_page(self) -> None:
        self.y = self.height - self.look.margin
        if self._furniture and not isinstance(self.canvas, _Nothing):
            self._furniture(self)

    def new_page(self) -> None:
        if isinstance(self.canvas, _Nothing):
            return
        self.canvas.showPage()
        self.page += 1
        self._open_page()

    def blank_page(self) -> None:
        """A last page with nothing on it."""
        self.canvas.showPage()
        self.canvas.drawString(0, 0, " ")

    def room(self, height: float) -> None:
        """A new page unless that much is left of this one."""
        if self.y - height < self.bottom:
            self.new_page()

    def measure(self, draw: Callable[[], object]) -> float:
        """The height `draw` takes."""
        kept = self.canvas, self.y, self.fields
        self.canvas, self.y = _Nothing(), 1e6
        try:
            draw()
            return 1e6 - self.y
        finally:
            self.canvas, self.y, self.fields = kept

    @contextmanager
    def within(self, left: float, right: float, size: float | None = None) -> Iterator[None]:
        """Narrows the column that is written in."""
        kept = self.left, self.right, self.size
        self.left, self.right, self.size = left, right, size or self.size
        try:
            yield
        finally:
            self.left, self.right, self.size = kept

    def abreast(self, draws: Sequence[Callable[[], object]], gap: float = 14, framed: bool = False) -> None:
        """Draws columns of one width side by side, each from the same height, unbroken by a page's end."""
        width = (self.span - gap * (len(draws) - 1)) / len(draws)
        edges = [(self.left + i * (width + gap), self.left + i * (width + gap) + width) for i in range(len(draws))]
        inset = 6 if framed else 0
        heights = []
        for (x0, x1), draw in zip(edges, draws, strict=True):
            with self.within(x0 + inset, x1 - inset):
                heights.append(self.measure(draw))
        self.room(max(heights) + 8)
        top = self.y
        for (x0, x1), draw in zip(edges, draws, strict=True):
            self.y = top
            with self.within(x0 + inset, x1 - inset):
                draw()
            if framed:
                self.canvas.rect(x0, top - max(heights) - 6, x1 - x0, max(heights) + 6)
        self.y = top - max(heights) - 10

    # -- text
    def put(
        self, x: float, y: float, text: str, *, size: float | None = None, bold: bool = False, colour: Colour = BLACK
    ) -> float:
        """Writes one line from `x`; answers its width."""
        text, font, size = self._fit(text), self.bold if bold else self.regular, size or self.size
        self.canvas.setFont(font, size)
        self.canvas.setFillColorRGB(*colour)
        self.canvas.drawString(x, y, text)
        self.canvas.setFillColorRGB(*BLACK)
        return float(stringWidth(text, font, size))

    def put_right(self, x: float, y: float, text: str, *, size: float | None = None, bold: bool = False) -> None:
        self.put(x - self.measure_text(text, size, bold), y, text, size=size, bold=bold)

    def measure_text(self, text: str, size: float | None = None, bold: bool = False) -> float:
        return float(stringWidth(self._fit(text), self.bold if bold else self.regular, size or self.size))

    def wrap(self, text: str, width: float, size: float | None = None, bold: bool = False) -> list[str]:
        """The text in lines no wider than `width`; a word wider than that is cut."""
        lines, line = [], ""
        for word in self._fit(text).split(" "):
            tried = f"{line} {word}" if line else word
            if self.measure_text(tried, size, bold) <= width:
                line = tried
                continue
            if line:
                lines.append(line)
            line = word
            while self.measure_text(line, size, bold) > width and len(line) > 4:
                cut = next(
                    n for n in range(len(line) - 1, 0, -1) if self.measure_text(line[:n], size, bold) <= width or n == 1
                )
                lines.append(line[:cut])
                line = line[cut:]
        return [*lines, line]

    def lines(self, lines: Sequence[str], x: float, **kept: Any) -> None:
        """Writes lines downwards from the present height."""
        for line in lines:
            self.y -= (kept.get("size") or self.size) * 1.32
            self.put(x, self.y, line, **kept)

    def paragraph(self, text: str, *, indent: float = 0, size: float | None = None, bold: bool = False) -> None:
        """Wrapped text over as many pages as it takes."""
        for line in self.wrap(text, self.span - indent, size, bold):
            self.room((size or self.size) * 1.32)
            self.lines([line], self.left + indent, size=size, bold=bold)

    def _fit(self, text: str) -> str:
        """The standard fonts have no narrow no-break space; the others draw it well enough as the wide one."""
        return text.replace("\u202f", "\u00a0")

    # -- headings
    def heading(self, text: str) -> None:
        look, size = self.look, self.size + 1.2
        self.room(5 * self.leading)
        self.y -= 0.5 * self.leading
        shown = text.upper() if look.heading == "caps" else text
        lines = self.wrap(shown, self.span - 6, size, True)
        height = (0.25 + 1.2 * len(lines)) * size
        if look.heading == "band":
            self.canvas.setFillColorRGB(0.88, 0.9, 0.94)
            self.canvas.rect(self.left, self.y - height, self.span, height, stroke=0, fill=1)
        for i, line in enumerate(lines):
            self.put(self.left + 3, self.y - (1.03 + 1.2 * i) * size, line, size=size, bold=True, colour=look.colour)
        if look.heading == "rule":
            self.canvas.line(self.left, self.y - height, self.right, self.y - height)
        self.y -= height + 3
