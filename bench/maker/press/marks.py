"""Boxes, ticked or not, as HTML: drawn, typed or set in a symbol's glyph."""

from __future__ import annotations

import random
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

_TYPED = {
    "bracket": ("[ ]", "[X]"), "paren": ("( )", "(X)"), "cross": ("☐", "☒"), "check": ("☐", "☑"),
    "solid": ("□", "■"), "radio_glyph": ("○", "●"), "letter": ("", "X"), "small": ("", "x"), "heavy": ("❏", "✔"),
    "comb": ("|_|", "|X|"), "bracket_tick": ("[  ]", "[✓]"), "fisheye": ("○", "◉"),
    "black": ("◻", "◼"), "ruled": ("___", "_X_"), "ballot": ("□", "☒"), "dingbat": ("❑", "✘"), "disc": ("⚪", "⚫"),
}  # fmt: skip
STYLES = (
    *_TYPED, "square", "round", "filled", "tick", "pen", "hand", "scribble", "field", "slash", "over", "flourish",
    "thick", "wide",
)  # fmt: skip
"""`hand`: a cross by pen over a printed square; `scribble`: one filled in by pen; `field`: a form's shaded box;
`slash`: one stroke by pen; `over`: a letter typed over the box, not quite in it; `flourish`: a
pen's tick far larger than the box; `thick`: the heavy cross of a PDF form; `wide`: a pen's cross that leaves the box on
all sides."""
_PENNED = ("pen", "hand", "scribble", "slash", "flourish", "wide")


@dataclass(frozen=True)
class Boxes:
    """One document's way to draw its boxes."""

    style: str
    rng: random.Random

    def __call__(self, on: bool) -> SafeString:
        if self.style in _TYPED:
            return mark_safe(f'<span class="glyph">{_TYPED[self.style][on]}</span>')
        shapes = {"round": "round", "field": "square field", "thick": "square field", "over": "square over"}
        kind = shapes.get(self.style, "square")
        return mark_safe(f'<span class="box {kind}">{self._mark() if on else ""}</span>')

    def _mark(self) -> str:
        a, b, c, d = (round(self.rng.uniform(-1.2, 1.2), 2) for _ in range(4))
        if self.style == "over":
            return f'<span style="left:{0.18 + a / 8:.2f}em;top:{b / 8:.2f}em">X</span>'
        shapes = {
            "square": f"M{1 + a} {1 + b} L{9 + c} {9 + d} M{9 + b} {1 + c} L{1 + d} {9 + a}",
            "filled": "M2 2 H8 V8 H2 Z", "round": "M2.2 5 A2.8 2.8 0 1 1 7.8 5 A2.8 2.8 0 1 1 2.2 5 Z",
            "tick": f"M{1.5 + a / 2} 5 L4 8.2 L{9.5 + c} {0.5 + d}",
            "field": "M2 5.2 L4.2 7.8 L8.2 2",
            "hand": f"M{-2 + a} {-1 + b} Q5 {4 + c} {12 + c} {11 + d} M{12 + d} {-2 + a} Q{5 + b} 5 {-1 + c} {12 + b}",
            "scribble": f"M{a} {2 + b} L9 1 L1 {4 + c} L{9 + d} 3.6 L{1 + a} 6.4 L9 {6 + b} L{1 + c} 9 L{10 + d} 8.2",
            "slash": f"M{-2 + a} {11 + b} Q{5 + c} {4 + c} {12 + d} {-2 + a}",
            "thick": "M2 2 L8 8 M8 2 L2 8",
            "wide": f"M{-4 + a} {-3 + b} L{14 + c} {13 + d} M{15 + d} {-4 + c} L{-3 + b} {12 + a}",
            "flourish": f"M{-3 + a} {3 + b} Q{1 + c} {6 + d} {3 + a} 11 Q{7 + b} {-1 + c} {17 + d} {-9 + a}",
            "pen": f"M{-1 + a} {5 + b} C2 4 3 9 {4 + a} 8.5 C7 4 10 0 {12 + c} {-3 + d}",
        }  # fmt: skip
        full = "currentColor" if self.style in ("filled", "round") else "none"
        ink = "#1d2f8f" if self.style in _PENNED else "currentColor"
        return _svg(shapes[self.style], ink, full)

    def stray(self) -> SafeString:
        """A pen's tick that stands in no box."""
        return mark_safe(f'<span class="stray">{_svg("M0 5 C2 4 3 9 4 8.5 C7 4 9 1 11 -1", "#1d2f8f", "none")}</span>')


def _svg(path: str, ink: str, full: str) -> str:
    return (
        f'<svg viewBox="0 0 10 10"><path d="{path}" stroke="{ink}" fill="{full}" stroke-width="1.3"'
        ' stroke-linecap="round"/></svg>'
    )
