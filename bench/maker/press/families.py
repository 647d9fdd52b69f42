"""The families: each a supplier's tool, as data beside its template."""

from __future__ import annotations

import base64
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.template import Context, Engine

from bench.maker.story import Story

HERE = Path(__file__).parent
_ENGINE = Engine(dirs=[str(HERE / "families"), str(HERE / "templates")])


@dataclass(frozen=True)
class Family:
    """A supplier's tool. The tuples are what its documents choose from."""

    name: str
    half: str
    labels: dict[str, str]
    """A label by balise (`content.NAMES` says which balises count as one)."""
    also: dict[str, str]
    """What another supplier with the same tool calls some of them."""
    titles: dict[str, str]
    """By piece, and of a proposal: `{code}` and `{sons}` are filled in."""
    headings: dict[str, str]
    scopes: dict[str, str]
    """What the two services of imaging are called."""
    visa: tuple[str, ...]
    """The lines of an electronic signature: `{name}`, `{on}` (date, may be empty), `{time}`, `{id}`."""
    faces: tuple[str, ...]
    colours: tuple[str, ...]
    questions: tuple[str, ...]
    """How Oui and Non stand: `templates/questions/<one>.html`."""
    ticks: tuple[str, ...]
    """How a single box and its sentence stand: `templates/ticks/<one>.html`."""
    mentions: tuple[str, ...]
    """How mentions stand: `templates/mentions/<one>.html`."""
    boxes: tuple[str, ...]
    """See `marks`."""
    sizes: tuple[float, ...] = (8.5, 9, 9.5, 10)
    apart: tuple[str, ...] = ()
    """Balises that the template prints by name: no block repeats them."""
    invoice: dict[str, str] | None = None
    """Labels that are others on an invoice."""
    hands: tuple[str, ...] = ()
    """The faces in which a form is filled in, where the paper is one."""
    landscape: bool = False
    margin: tuple[float, float] = (14, 16)
    """Above and below, at the sides, in millimetres."""
    head: str = ""
    foot: str = ""
    """What each page repeats above and below, as a Django template."""

    def title(self, kind: str, story: Story) -> str:
        """The title of such a paper: a piece, or one of those that are none."""
        return self.titles[kind].format(code=story.code, sons=story.doctype.lane.sons)


@cache
def families(half: str) -> tuple[Family, ...]:
    """The families of that half, by name."""
    read = (_read(path) for path in sorted((HERE / "families").glob("*.toml")))
    return tuple(f for f in read if f.half == half)


def _read(path: Path) -> Family:
    held: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    held = {key: tuple(value) if isinstance(value, list) else value for key, value in held.items()}
    return Family(name=path.stem, **held)


@cache
def texts(half: str) -> dict[str, Any]:
    """What the families of a half share: evidence pages, strangers."""
    return tomllib.loads((HERE / f"{half}.toml").read_text(encoding="utf-8"))


def render(template: str, content: dict[str, Any]) -> str:
    """The template of that file name, filled in."""
    return str(_ENGINE.get_template(template).render(_context(content)))


def filled(template: str, content: dict[str, Any]) -> str:
    """The template given as text, filled in."""
    return str(_ENGINE.from_string(template).render(_context(content)))


def _context(content: dict[str, Any]) -> Context:
    faces = {"pen_face": _face("patrick-hand"), "kalam": _face("kalam"), "shadows": _face("shadows-into-light")}
    return Context({**faces, **content}, use_l10n=False, use_tz=False)


@cache
def _face(name: str) -> str:
    """The address of a face that looks written by hand (SIL Open Font License, see beside it), for `@font-face`."""
    return "data:font/woff;base64," + base64.b64encode((HERE / "fonts" / f"{name}.woff").read_bytes()).decode()
