"""What people and services leave in a zone to sign it, as HTML that lies over the zone (`position: absolute`)."""

from __future__ import annotations

import random
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_INKS = ("#14207a", "#0c0c14", "#2340b0", "#101850")
_STAMPS = ("#43389a", "#9a2036", "#1f5080")


def scrawl(rng: random.Random, place: str, width: float = 38, height: float = 13) -> SafeString:
    """A signature in millimetres; `place` is its CSS position. One in four is a picture pasted in."""
    letters = rng.randrange(3, 7)
    x, path = 4.0, f"M2 {rng.uniform(16, 26):.1f}"
    for i in range(letters):
        step, high = 84 / letters, rng.uniform(10, 26) if i else rng.uniform(24, 32)
        path += f" C{x + 0.1 * step:.1f} {28 - high:.1f} {x + rng.uniform(0.3, 0.9) * step:.1f} {30 - high:.1f}"
        path += f" {x + 0.5 * step:.1f} {rng.uniform(18, 30):.1f}"
        path += f" S{x + rng.uniform(0.2, 1.1) * step:.1f} {rng.uniform(8, 34):.1f} {x + step:.1f}"
        path += f" {rng.uniform(14, 26):.1f}"
        x += step
    if rng.random() < 0.5:
        path += f" M{rng.uniform(4, 20):.1f} {rng.uniform(30, 36):.1f} Q50 {rng.uniform(24, 40):.1f} 96 30"
    pasted = "filter:blur(.12px);" if rng.random() < 0.25 else ""
    return format_html(
        '<svg class="pen" style="{}{}width:{}mm;height:{}mm" viewBox="0 0 100 40" preserveAspectRatio="none">'
        '<path d="{}" fill="none" stroke="{}" stroke-width="{}" stroke-linejoin="round" stroke-linecap="round"/></svg>',
        place, pasted, f"{width:.1f}", f"{height:.1f}", path, rng.choice(_INKS), f"{rng.uniform(1.1, 2):.2f}",
    )  # fmt: skip


def stamp(rng: random.Random, place: str, lines: Sequence[str]) -> SafeString:
    """A rubber stamp: turned, framed once, twice or not at all."""
    return format_html(
        '<div class="stamp" style="{}transform:rotate({}deg);color:{};border:{};border-radius:{}mm">{}</div>',
        place, f"{rng.uniform(-8, 8):.1f}", rng.choice(_STAMPS),
        rng.choice(("1px solid", "3px double", "1.5px solid", "0 none")), rng.choice((0, 1, 2.5)),
        format_html_join("", "<div>{}</div>", ((line[:34],) for line in lines)),
    )  # fmt: skip


def visa(rng: random.Random, place: str, lines: Sequence[str], name: str, when: str) -> SafeString:
    """An electronic signature's block; `when` may be empty."""
    number = f"{rng.randrange(16**8):08X}-{rng.randrange(16**4):04X}-4{rng.randrange(16**3):03X}"
    said = {"name": name, "on": when, "time": f"{rng.randrange(8, 19):02d}:{rng.randrange(60):02d}", "id": number}
    shown = [line.format(**said) for line in lines if when or "{on}" not in line]
    return format_html(
        '<div class="visa" style="{}">{}</div>', place, format_html_join("", "<div>{}</div>", ((s,) for s in shown))
    )
