"""A document as the reader sees it: pages of words, boxes and lines, each with its place.

All places are fractions of the page *as shown upright* (x to the right, y down, both 0..1), so that
a word, a tick box and a click on the screen speak the same language whatever the file was.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from radlad.domain.rectangle import Rectangle

DEFAULT_MAX_PAGES = 200
"""Pages of a file, unless the setting says otherwise."""


class Source(StrEnum):
    """Where a value comes from; the code is what the result object carries (contracts.md 4)."""

    FORM = "formulaire"
    FACTURX = "facturx"
    TEXT = "texte"
    OCR = "ocr"
    MARK = "marque"

    @property
    def is_layer(self) -> bool:
        """Whether a file says its words itself, so that none is guessed or overlooked."""
        return self in (Source.TEXT, Source.FORM)


@dataclass(init=False, slots=True, unsafe_hash=True)
class Box(Rectangle):
    """A rectangle in fractions of the upright page."""

    def grown(self, dx: float, dy: float) -> Box:
        """The same box with `dx` and `dy` more on each side, kept on the page."""
        return Box(max(0.0, self.x0 - dx), max(0.0, self.y0 - dy), min(1.0, self.x1 + dx), min(1.0, self.y1 + dy))


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which engine, of which version, gave a word, a mark or a value."""

    source: Source
    engine: str
    version: str = ""


@dataclass(slots=True, unsafe_hash=True)
class Word:
    """A run of characters without space. `confidence` is 1.0 for a text layer.

    Nothing changes one, though nothing forbids it: see `Rectangle`.
    """

    text: str
    box: Box
    provenance: Provenance
    confidence: float = 1.0


class Tick(StrEnum):
    """The state of a tick box."""

    CHECKED = "cochee"
    UNCHECKED = "vide"
    UNCLEAR = "incertaine"


@dataclass(frozen=True, slots=True)
class TickBox:
    """A box, circle, glyph, pair of brackets or form widget that can be ticked."""

    box: Box
    tick: Tick
    provenance: Provenance
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class FormField:
    """A filled AcroForm text field: its name and tooltip, its value, and where it stands.

    Its value also stands among the page's words, at its rectangle; this keeps the field's whole extent.
    """

    name: str
    tooltip: str
    value: str
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """One page, upright. `width` and `height` are in points (1/72 inch)."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    tick_boxes: tuple[TickBox, ...] = ()
    form_fields: tuple[FormField, ...] = ()
    rules: tuple[Box, ...] = ()
    """Ruled lines and frames drawn as vectors or found in pixels; a line has a width or height near 0."""
    outlines: tuple[Box, ...] = ()
    """Small closed shapes drawn as vectors or little pictures: what may be a tick box."""
    drawn: tuple[Box, ...] | None = None
    """Where a text page shows anything but print, rules and outlines: pictures, curves, strokes. None when it is not
    known, as on a picture of a page, where anything may be."""
    signed_fields: tuple[FormField, ...] = ()
    """Signature fields that carry a cryptographic signature, where they stand; their value is empty."""
    turned: int = 0
    """Degrees, clockwise, by which the stored page was turned to stand upright: 0, 90, 180 or 270."""

    @property
    def source(self) -> Source | None:
        """Where most of the page's words come from; None for a page without words."""
        sources = [w.provenance.source for w in self.words]
        return max(set(sources), key=sources.count) if sources else None


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed the file cryptographically."""

    names: tuple[str, ...] = field(repr=False)
    """A person's, an organisation's, an address, as the certificate has them; none where it cannot be read."""


@dataclass(frozen=True, slots=True)
class Document:
    """All pages of a file, with what the file itself says beside its pages."""

    pages: tuple[Page, ...]
    signers: tuple[Signer, ...] = ()
    """One for each cryptographic signature, seen on a page or not."""
    facturx: bytes | None = field(default=None, repr=False)
    """The embedded Factur-X XML, as stored in the file."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a look at a file tells."""

    media_type: str
    pages: int
