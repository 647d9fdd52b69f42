"""The mentions: the sentences a form must carry, printed in one of the ways suppliers print them."""

from __future__ import annotations

import random
from collections.abc import Callable

from bench.maker.boxes import boxed
from bench.maker.paper import Paper
from bench.maker.paraphrases import text
from bench.maker.story import Story
from radlad.domain.doctype import Kind, Section, Wording

_ELSEWHERE = ("prestationSegur", "mentionPrestationSegur")
"""Printed with the amounts."""


def draw(p: Paper, story: Story, rng: random.Random) -> None:
    """The section, where the document says any."""
    said = _said(story)
    if not said:
        return
    p.heading(text("headings", story.split, rng, "mentions"))
    if not story.boxed_mentions:
        _LAYOUTS[p.look.mentions](p, [sentence for sentence, _ in said], rng)
        return
    for sentence, ticked in said:
        boxed(p, rng, sentence, ticked)
        p.y -= 2


def _said(story: Story) -> list[tuple[str, bool]]:
    """Each sentence to print, and whether its box is ticked."""
    said = []
    for f in story.doctype.fields:
        if f.section is not Section.MENTIONS or not isinstance(f.anchor, Wording) or f.balise in _ELSEWHERE:
            continue
        holds = story.truth[f.balise] == "true"
        if f.kind is Kind.STATED and (holds or story.boxed_mentions):
            said.append((f.anchor.text, holds))
        elif f.kind is Kind.MENTION and story.shown[f.balise]:
            said.append((story.shown[f.balise], True))
    return said


def _plain(p: Paper, said: list[str], _rng: random.Random) -> None:
    for sentence in said:
        p.paragraph(sentence)
        p.y -= 4


def _bullets(p: Paper, said: list[str], rng: random.Random) -> None:
    bullet = rng.choice(("•", "–", "-", "»"))
    for sentence in said:
        p.room(p.leading)
        p.put(p.left + 2, p.y - p.leading, bullet)
        p.paragraph(sentence, indent=14)
        p.y -= 3


def _numbers(p: Paper, said: list[str], rng: random.Random) -> None:
    form = rng.choice(("{}.", "{})", "Art. {} –", "({})"))
    for i, sentence in enumerate(said, 1):
        number = form.format(i)
        p.room(p.leading)
        p.put(p.left, p.y - p.leading, number)
        p.paragraph(sentence, indent=p.measure_text(number) + 6)
        p.y -= 3


def _run_on(p: Paper, said: list[str], _rng: random.Random) -> None:
    """All in one paragraph."""
    p.paragraph(" ".join(s if s.endswith((".", "€", "EUR")) else f"{s}." for s in said))
    p.y -= 4


def _table(p: Paper, said: list[str], _rng: random.Random) -> None:
    for sentence in said:
        lines = p.wrap(sentence, p.span - 10)
        height = len(lines) * p.leading + 6
        p.room(height)
        top = p.y
        p.lines(lines, p.left + 5)
        p.canvas.rect(p.left, top - height, p.span, height)
        p.y = top - height


def _small(p: Paper, said: list[str], _rng: random.Random) -> None:
    for sentence in said:
        p.paragraph(sentence, size=max(6.5, p.size - 2))
        p.y -= 3


_LAYOUTS: dict[str, Callable[[Paper, list[str], random.Random], None]] = {
    "plain": _plain, "bullets": _bullets, "numbers": _numbers, "run_on": _run_on, "table": _table, "small": _small,
}  # fmt: skip
