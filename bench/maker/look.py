"""How one supplier's paper looks: a layout family and the habits drawn within it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

_FONTS = Path("/usr/share/fonts/truetype")
_FACES = {
    "arial": ("Helvetica", "Helvetica-Bold", None), "times": ("Times-Roman", "Times-Bold", None),
    "courier": ("Courier", "Courier-Bold", None),
    "liberation": ("LiberationSans-Regular", "LiberationSans-Bold", "liberation"),
    "narrow": ("LiberationSansNarrow-Regular", "LiberationSansNarrow-Bold", "liberation"),
    "serif": ("LiberationSerif-Regular", "LiberationSerif-Bold", "liberation"),
    "mono": ("LiberationMono-Regular", "LiberationMono-Bold", "liberation"),
    "dejavu": ("DejaVuSans", "DejaVuSans-Bold", "dejavu"),
    "condensed": ("DejaVuSansCondensed", "DejaVuSansCondensed-Bold", "dejavu"),
    "dejavuserif": ("DejaVuSerif", "DejaVuSerif-Bold", "dejavu"),
}  # fmt: skip
_USUAL = (
    "arial", "arial", "times", "liberation", "liberation", "narrow", "serif", "dejavu", "condensed", "dejavuserif",
)  # fmt: skip
_COLOURS = ((0.1, 0.2, 0.45), (0.5, 0.1, 0.1), (0, 0, 0), (0.05, 0.4, 0.35), (0.75, 0.35, 0), (0.3, 0.3, 0.35))


@cache
def face(name: str) -> tuple[str, str]:
    """The regular and bold fonts' names, registered; Helvetica's where this machine lacks the files."""
    regular, bold, folder = _FACES[name]
    if folder is None:
        return regular, bold
    for font in (regular, bold):
        path = _FONTS / folder / f"{font}.ttf"
        if not path.exists():
            return _FACES["arial"][:2]
        pdfmetrics.registerFont(TTFont(font, str(path)))
    return regular, bold


@dataclass(frozen=True)
class Family:
    """A layout: who puts what where. The tuples are what its documents may choose from."""

    name: str
    split: str
    arrange: str
    """`flow`, `parties`, `letter`, `sidebar`, `cards`, `prose`."""
    pairs: tuple[str, ...]
    amounts: tuple[str, ...] = ("pairs", "columns", "items")
    questions: tuple[str, ...] = ("right", "below", "heads")
    signing: tuple[str, ...] = ("zones", "table")
    headings: tuple[str, ...] = ("band", "rule", "plain")
    boxes: tuple[str, ...] = ("square", "circle", "bracket", "glyph")
    short: float = 0.5
    """How often a block's labels are the short ones that its heading completes."""


FAMILIES = (
    Family("lignes", "A", "flow", ("lines", "tabbed")),
    Family("grille", "A", "flow", ("grid1",), questions=("cells", "heads"), signing=("table",)),
    Family("deux-colonnes", "A", "parties", ("lines", "tabbed"), short=0.9),
    Family("dessus", "A", "flow", ("stacked2", "stacked3"), questions=("below", "right")),
    Family("papier-a-en-tete", "A", "letter", ("lines",), amounts=("items",), signing=("zones", "single")),
    Family("pointilles", "A", "flow", ("dotted",), headings=("plain", "rule"), boxes=("bracket", "square", "paren")),
    Family("formulaire", "A", "flow", ("lines", "grid1"), boxes=("widget",), questions=("right", "below"), short=0.4),
    Family("bandeaux", "A", "parties", ("ruled",), headings=("band",), questions=("heads", "right")),
    Family("grille-large", "B", "flow", ("grid2", "grid3"), amounts=("columns", "rows"), questions=("cells", "words")),
    Family("peignes", "B", "flow", ("combs",), questions=("below", "struck"), signing=("ruled", "zones")),
    Family("phrases", "B", "prose", ("inline",), questions=("below", "struck", "circled"), signing=("ruled", "single")),
    Family("legendes", "B", "flow", ("captioned2", "captioned3"), amounts=("rows", "items"), questions=("cells",)),
    Family("fiche", "B", "flow", ("headrow",), amounts=("columns", "rows"), questions=("heads", "words")),
    Family("marge", "B", "sidebar", ("tabbed", "stacked1"), amounts=("items", "rows"), questions=("right", "below")),
    Family("encarts", "B", "cards", ("lines", "stacked1"), amounts=("items", "columns"), short=0.9),
    Family("soulignes", "B", "flow", ("underlined",), questions=("below", "circled"), headings=("plain", "caps")),
    Family("lettre-moderne", "B", "letter", ("inline", "tabbed"), amounts=("items", "rows"), signing=("single",)),
    Family("fillable", "B", "parties", ("lines",), boxes=("widget",), questions=("right", "cells"), short=0.9),
)


@dataclass(frozen=True)
class Look:
    """One supplier's habits."""

    family: Family
    pairs: str
    amounts: str
    questions: str
    signing: str
    heading: str
    boxes: str
    mark: str
    """`cross`, `check`, `fill`, `dot` or `pen` (a stroke that overflows)."""
    boxes_after: bool
    non_first: bool
    short: bool
    colon: str
    bold_labels: bool
    bold_values: bool
    face: str
    size: float
    colour: tuple[float, float, float]
    margin: float
    client_left: bool
    mentions: str
    """`plain`, `bullets`, `numbers`, `run_on`, `table`, `small`."""
    small_print: bool
    page_numbers: bool
    running_head: bool
    logo: bool
    received: bool
    """A registry's stamp with its date lies over the first page."""
    proposal: bool
    """It is headed as a commercial proposal, which the client's signature makes an order (decisions.md 11)."""
    annex: str
    """``, `annex` or `blank`: what follows the last page."""

    @property
    def fillable(self) -> bool:
        return self.boxes == "widget"


def draw_look(split: str, rng: random.Random, family: str = "") -> Look:
    """A supplier's habits at random, in that half's families (or in the one named)."""
    kept = [f for f in FAMILIES if (f.name == family if family else f.split == split)]
    f = rng.choice(kept)
    boxes = rng.choice(f.boxes)
    return Look(
        family=f, pairs=rng.choice(f.pairs), amounts=rng.choice(f.amounts), questions=rng.choice(f.questions),
        signing=rng.choice(f.signing), heading=rng.choice(f.headings), boxes=boxes,
        mark=rng.choice(("cross", "cross", "check", "fill", "dot", "pen")), boxes_after=rng.random() < 0.3,
        non_first=rng.random() < 0.2, short=rng.random() < f.short, colon=rng.choice((" :", " :", ":", " : ", "")),
        bold_labels=rng.random() < 0.25, bold_values=rng.random() < 0.25,
        face="arial" if boxes == "widget" else rng.choice(_USUAL),
        size=rng.choice((7.5, 8, 8.5, 9, 9.5, 10, 11, 12)), colour=rng.choice(_COLOURS),
        margin=rng.choice((36, 42, 50, 58)),
        client_left=rng.random() < 0.5,
        mentions=rng.choice(("plain", "plain", "bullets", "numbers", "run_on", "table", "small")),
        small_print=rng.random() < 0.6, page_numbers=rng.random() < 0.6, logo=rng.random() < 0.6,
        running_head=rng.random() < 0.3, received=False, proposal=False,
        annex=rng.choices(("", "annex", "blank"), (84, 10, 6))[0],
    )  # fmt: skip
