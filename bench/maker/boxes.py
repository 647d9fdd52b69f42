"""Tick boxes, the marks people make in them, and the ways a question's two answers stand."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from bench.maker.look import face
from bench.maker.paper import Paper

_INK = (0.1, 0.15, 0.55)


def box(p: Paper, rng: random.Random, x: float, y: float, ticked: bool) -> float:
    """A box with its foot at (x, y), ticked or not; answers the width it takes."""
    look, side = p.look, p.size
    if look.boxes in ("bracket", "paren"):
        left, right = "[]" if look.boxes == "bracket" else "()"
        return p.put(x, y, f"{left}{'X' if ticked else ' '}{right}") + 3
    if look.boxes == "glyph":
        p.canvas.setFont(face("dejavu")[0], side)
        full = "☒" if look.mark in ("cross", "pen", "fill") else "☑"
        p.canvas.drawString(x, y, full if ticked else "☐")
        return side + 4
    if look.boxes == "widget":
        p.fields += 1
        p.canvas.acroForm.checkbox(
            name=f"case{p.page}_{p.fields}", checked=ticked, x=x, y=y - 1.5, size=side + 1,
            buttonStyle="cross" if look.mark == "cross" else "check", borderWidth=0.7, fillColor=None,
        )  # fmt: skip
        return side + 6
    p.canvas.setLineWidth(0.8)
    if look.boxes == "circle":
        p.canvas.circle(x + side / 2, y + side / 2 - 1, side / 2)
    else:
        p.canvas.rect(x, y - 1, side, side)
    if ticked:
        _mark(p, rng, x, y - 1)
    p.canvas.setLineWidth(1)
    return side + 5


def _mark(p: Paper, rng: random.Random, x: float, y: float) -> None:
    c, side = p.canvas, p.size

    def off() -> float:
        return rng.uniform(-0.12, 0.12) * side

    if p.look.mark == "fill":
        c.rect(x + 1.5, y + 1.5, side - 3, side - 3, fill=1)
    elif p.look.mark == "dot":
        c.circle(x + side / 2, y + side / 2, side / 4, fill=1)
    elif p.look.mark == "cross":
        c.setLineWidth(1.3)
        c.line(x + off(), y + off(), x + side + off(), y + side + off())
        c.line(x + off(), y + side + off(), x + side + off(), y + off())
    elif p.look.mark == "check":
        c.setLineWidth(1.3)
        c.line(x + 0.15 * side, y + 0.5 * side, x + 0.4 * side, y + 0.15 * side)
        c.line(x + 0.4 * side, y + 0.15 * side, x + 1.1 * side, y + 1.15 * side + off())
    else:
        _pen_stroke(p, rng, x, y)


def _pen_stroke(p: Paper, rng: random.Random, x: float, y: float) -> None:
    """A quick pen: a tick or a cross that leaves its box."""
    c, side = p.canvas, p.size
    c.setStrokeColorRGB(*_INK)
    c.setLineWidth(1.1)
    dx, dy = rng.uniform(-0.15, 0.15) * side, rng.uniform(-0.15, 0.15) * side
    path = c.beginPath()
    path.moveTo(x + dx - 0.1 * side, y + dy + 0.5 * side)
    path.curveTo(x + 0.2 * side, y + dy, x + 0.35 * side, y - 0.1 * side, x + dx + 0.4 * side, y + 0.1 * side)
    path.curveTo(x + 0.7 * side, y + side, x + 1.1 * side, y + 1.3 * side, x + 1.3 * side + dx, y + 1.5 * side)
    c.drawPath(path)
    c.setStrokeColorRGB(0, 0, 0)


def boxed(p: Paper, rng: random.Random, text: str, ticked: bool, lead: str = "") -> None:
    """A box and the sentence that belongs to it; behind the sentence where that is the habit."""
    shown = f"{lead}{text}"
    after = p.look.boxes_after and p.look.boxes != "glyph"
    edge = 2.4 * p.size
    lines = p.wrap(shown, p.span - edge)
    p.room(min(len(lines), 4) * p.leading + 4)
    p.y -= 3
    if after:
        box(p, rng, p.right - p.size - 6, p.y - p.leading, ticked)
    else:
        box(p, rng, p.left, p.y - p.leading, ticked)
    for line in lines:
        p.room(p.leading)
        p.lines([line], p.left + (0 if after else edge - p.size * 0.6))


def _answers(p: Paper, answer: str) -> Sequence[tuple[str, bool]]:
    options = [("Oui", answer in ("true", "both")), ("Non", answer in ("false", "both"))]
    return options[::-1] if p.look.non_first else options


def _option(p: Paper, rng: random.Random, x: float, y: float, word: str, ticked: bool) -> float:
    """An answer's word and box; answers the width."""
    if p.look.boxes_after:
        width = p.put(x, y, word) + 4
        return width + box(p, rng, x + width, y, ticked)
    width = box(p, rng, x, y, ticked)
    return width + p.put(x + width, y, word)


def _options(p: Paper, rng: random.Random, x: float, y: float, answer: str, gap: float) -> None:
    """Both answers abreast; a tick `between` them belongs to neither."""
    for word, ticked in _answers(p, answer):
        if answer == "between" and x > p.left and word == ("Oui" if p.look.non_first else "Non"):
            _pen_stroke(p, rng, x - 0.5 * gap - 0.5 * p.size, y)
        x += _option(p, rng, x, y, word, ticked) + gap


def _edge(p: Paper) -> float:
    return p.right - 11.5 * p.size


def _right(p: Paper, rng: random.Random, text: str, answer: str) -> None:
    lines = p.wrap(text, _edge(p) - p.left - 8)
    p.room(len(lines) * p.leading + 6)
    top = p.y
    p.lines(lines, p.left)
    middle = (top + p.y) / 2 - p.size / 2
    _options(p, rng, _edge(p), middle, answer, 1.2 * p.size)
    p.y -= 5


def _below(p: Paper, rng: random.Random, text: str, answer: str) -> None:
    lines = p.wrap(text, p.span)
    p.room((len(lines) + 1) * p.leading + 6)
    p.lines(lines, p.left)
    p.y -= p.leading + 2
    _options(p, rng, p.left + 24, p.y, answer, 2.2 * p.size)
    p.y -= 5


def _cells(p: Paper, rng: random.Random, text: str, answer: str) -> None:
    """A ruled row: the question's cell, and one cell with both answers."""
    edge = _edge(p) - 4
    lines = p.wrap(text, edge - p.left - 10)
    height = max(len(lines) * p.leading + 7, 2 * p.leading)
    p.room(height)
    top = p.y
    p.lines(lines, p.left + 4)
    _options(p, rng, edge + 6, top - height / 2 - 0.35 * p.size, answer, p.size)
    p.canvas.rect(p.left, top - height, edge - p.left, height)
    p.canvas.rect(edge, top - height, p.right - edge, height)
    p.y = top - height


def _heads(p: Paper, rng: random.Random, text: str, answer: str) -> None:
    """A row under the column heads Oui and Non."""
    edge, width = _edge(p), 5 * p.size
    lines = p.wrap(text, edge - p.left - 8)
    height = len(lines) * p.leading + 6
    if p.y - height < p.bottom:
        p.new_page()
        heads(p)
    top = p.y
    p.lines(lines, p.left + 3)
    for i, (_, ticked) in enumerate(_answers(p, answer)):
        box(p, rng, edge + i * width + 1.4 * p.size, top - height / 2 - 0.35 * p.size, ticked)
    for x in (p.left, edge, edge + width):
        p.canvas.rect(x, top - height, (edge - p.left) if x == p.left else width, height)
    p.y = top - height


def heads(p: Paper) -> None:
    """The heads of the two answer columns."""
    p.room(5 * p.leading)
    edge, width = _edge(p), 5 * p.size
    p.y -= p.leading + 4
    for i, (word, _) in enumerate(_answers(p, "")):
        p.put(edge + i * width + 1.2 * p.size, p.y, word, bold=True)
    p.y -= 4


def _words(p: Paper, _rng: random.Random, text: str, answer: str) -> None:
    """The answer printed as a word behind the question."""
    word = {"true": "OUI", "false": "NON", "": ""}[answer]
    lines = p.wrap(text, p.span - 60)
    p.room(len(lines) * p.leading + 6)
    p.lines(lines, p.left)
    p.put(p.right - 44, p.y, word, bold=True)
    p.y -= 5


def _struck(p: Paper, _rng: random.Random, text: str, answer: str) -> None:
    """Both words; the one that does not hold is struck out."""
    lines = p.wrap(text, p.span)
    p.room((len(lines) + 1) * p.leading + 6)
    p.lines(lines, p.left)
    p.y -= p.leading + 2
    x = p.left + 24
    for word, held in _answers(p, answer):
        width = p.put(x, p.y, word)
        if answer and not held:
            p.canvas.setLineWidth(1.2)
            p.canvas.line(x - 2, p.y + 0.32 * p.size, x + width + 2, p.y + 0.32 * p.size)
            p.canvas.setLineWidth(1)
        x += width + 8
        if word == ("Non" if p.look.non_first else "Oui"):
            x += p.put(x, p.y, "/") + 8
    p.put(x + 14, p.y, "(rayer la mention inutile)", size=max(p.size - 2, 6))
    p.y -= 5


def _circled(p: Paper, rng: random.Random, text: str, answer: str) -> None:
    """Both words; the one that holds is ringed with a pen."""
    lines = p.wrap(text, p.span)
    p.room((len(lines) + 2) * p.leading + 8)
    p.lines(lines, p.left)
    p.y -= 1.5 * p.leading
    x = p.left + 30
    for word, held in _answers(p, answer):
        width = p.put(x, p.y, word.upper())
        if held:
            p.canvas.setStrokeColorRGB(*_INK)
            p.canvas.setLineWidth(1.2)
            p.canvas.ellipse(x - 6, p.y - 5 + rng.uniform(-1, 1), x + width + 7, p.y + p.size + 3 + rng.uniform(-1, 1))
            p.canvas.setStrokeColorRGB(0, 0, 0)
            p.canvas.setLineWidth(1)
        x += width + 40
    p.put(x, p.y, "(entourer la réponse)", size=max(p.size - 2, 6))
    p.y -= 9


QUESTIONS: dict[str, Callable[[Paper, random.Random, str, str], None]] = {
    "right": _right, "below": _below, "cells": _cells, "heads": _heads, "words": _words, "struck": _struck,
    "circled": _circled,
}  # fmt: skip


def question(p: Paper, rng: random.Random, text: str, answer: str) -> None:
    """A question and its answer: `true`, `false`, `""`, or, where boxes allow it, `both` or `between`."""
    if answer == "both" and p.look.questions in ("words", "struck", "circled"):
        answer = ""
    if answer == "between" and (p.look.questions != "below" or p.look.fillable):  # elsewhere it would touch a box
        answer = ""
    QUESTIONS[p.look.questions](p, rng, text, answer)
