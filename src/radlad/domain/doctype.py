"""What a document type is: a lane, a piece, and its fields in the customer's order (CCTP II).

Types are data (`radlad.doctypes`); this module says what such data may look like and refuses it,
when it is loaded, if it contradicts itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class DoctypeError(Exception):
    """A document type that contradicts itself; a fault in radlad's own data."""


class Piece(StrEnum):
    """`TypeDocument` values (decisions.md 16)."""

    ORDER = "BON_COMMANDE"
    INVOICE = "FACTURE"
    VA = "VA"
    MOM = "MOM"

    @property
    def label(self) -> str:
        """Its French name."""
        return _PIECE_LABELS[self]

    @staticmethod
    def parse(text: str) -> Piece | None:
        """The piece `text` names, in any case, `BDC` being an alias; None when it names none."""
        name = text.strip().upper()
        return Piece.ORDER if name == "BDC" else next((p for p in Piece if p.value == name), None)


_PIECE_LABELS = {
    Piece.ORDER: "Bon de commande",
    Piece.INVOICE: "Facture",
    Piece.VA: "Vérification d’aptitude",
    Piece.MOM: "Mise en ordre de marche",
}


@dataclass(frozen=True, slots=True, order=True)
class Lane:
    """A couloir-SONS: who the software is for, and which software (CCTP I)."""

    couloir: str
    sons: str

    @property
    def title(self) -> str:
        return f"{self.couloir} {self.sons}"

    @property
    def key(self) -> str:
        """Its name in addresses and settings: `HOP-DPI`."""
        return f"{self.couloir}-{self.sons}"

    @property
    def client_id(self) -> str:
        """The OAuth2 client id of this lane (contracts.md 1)."""
        return f"application.segur.{self.couloir}.{self.sons}".lower()


class Kind(StrEnum):
    """What sort of value a field holds: how it is found, checked, keyed and shown."""

    REFERENCE = "reference"
    TEXT = "text"
    NAME = "name"
    DATE = "date"
    SIRET = "siret"
    SIREN = "siren"
    FINESS = "finess"
    RPPS = "rpps"
    AM = "am"
    PHONE = "phone"
    EMAIL = "email"
    AMOUNT = "amount"
    RATE = "rate"
    MENTION = "mention"
    STATED = "mention_bool"
    """A mention that is there or not; where a box stands before it, the box decides (decisions.md 6)."""
    QUESTION = "question"
    """Oui or Non (decisions.md 5)."""
    CHECKBOX = "checkbox"
    """A single box (decisions.md 6)."""
    CHOICE = "choice"
    """One of several coded options, R1 to R5 (decisions.md 7)."""
    SIGNATURE = "signature"

    @property
    def returns(self) -> str:
        """The customer's word for what is returned (`index.csv`, column `valeur`), for all but choices."""
        if self is Kind.MENTION:
            return "MENTION"
        if self in (Kind.STATED, Kind.QUESTION, Kind.CHECKBOX, Kind.SIGNATURE):
            return "TRUE_FALSE"
        return "CONTENU"


BOOLEAN_KINDS = frozenset({Kind.STATED, Kind.QUESTION, Kind.CHECKBOX, Kind.SIGNATURE})
LABELLED_KINDS = frozenset(
    {
        Kind.REFERENCE, Kind.TEXT, Kind.NAME, Kind.DATE, Kind.SIRET, Kind.SIREN, Kind.FINESS,
        Kind.RPPS, Kind.AM, Kind.PHONE, Kind.EMAIL, Kind.AMOUNT, Kind.RATE,
    }
)  # fmt: skip


class Review(StrEnum):
    """The customer's "Conditions vidéocodage" (decisions.md 13)."""

    MANDATORY = "OBLIGATOIRE"
    IF_FOUND = "SI_PRESENT"


class Section(StrEnum):
    """The part of the form a field belongs to; also whose data it is (decisions.md 19)."""

    ORDER = "Références"
    SUPPLIER = "Fournisseur"
    CLIENT = "Client"
    SOLUTION = "Solution logicielle"
    DE_MINIMIS = "Aides de minimis"
    AMOUNTS = "Montants"
    SCENARIOS = "Scénarios"
    MENTIONS = "Mentions"
    SIGNATURE = "Signature"


class Scope(StrEnum):
    """Which of two amounts of the same name: "Prestation Principale" or "Prestation Secondaire"."""

    MAIN = "principale"
    SECONDARY = "secondaire"


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """What suppliers print beside a value: a concept and its wordings, the most usual first. There is one of each
    concept, so that it is told by being itself: it is the key of many tables."""

    concept: str
    section: Section
    wordings: tuple[str, ...]
    scope: Scope | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence the form prints: a mention, a question, the text of a box.

    `heading`: the heading it stands under, where the sentence alone is ambiguous.
    `amount_follows`: an amount printed behind it belongs to it (decisions.md 9).
    """

    text: str
    section: Section
    variants: tuple[str, ...] = ()
    heading: tuple[str, ...] = ()
    amount_follows: bool = False

    def __hash__(self) -> int:
        return hash(self.text)


@dataclass(frozen=True, slots=True)
class Option:
    """One coded answer of a choice (CCTP II.1.4, R1 to R5)."""

    code: str
    wording: Wording


@dataclass(frozen=True, slots=True)
class Choice:
    """Exactly one of several coded options (decisions.md 7). `rule` is R1…R5."""

    rule: str
    section: Section
    options: tuple[Option, ...]
    printed_as_text: bool = False
    """The chosen option may be printed as plain text, without a box (R1)."""


Anchor = Labels | Wording | Choice


@dataclass(frozen=True, slots=True)
class Field:
    """One row of the customer's table: its position, its balise, and how to find its value."""

    position: int
    balise: str
    kind: Kind
    anchor: Anchor
    title: str
    """The customer's "Description des champs", shortened to what a form can show."""
    review: Review = Review.MANDATORY
    if_yes: str = ""
    """The balise of the question that asks for it only where it is answered Oui."""

    def __hash__(self) -> int:
        return hash(self.balise)

    def __post_init__(self) -> None:
        wanted = (
            Labels if self.kind in LABELLED_KINDS or self.kind is Kind.SIGNATURE
            else Choice if self.kind is Kind.CHOICE else Wording
        )  # fmt: skip
        if not isinstance(self.anchor, wanted):
            raise DoctypeError(f"{self.balise}: a field of kind {self.kind} is found by {wanted.__name__}")

    @property
    def mandatory(self) -> bool:
        return self.review is Review.MANDATORY

    @property
    def section(self) -> Section:
        return self.anchor.section

    @property
    def values(self) -> tuple[str, ...]:
        """The only values the field may return, beside `""`; empty when it is free."""
        if isinstance(self.anchor, Choice):
            return tuple(o.code for o in self.anchor.options)
        return ("true", "false") if self.kind in BOOLEAN_KINDS else ()


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A piece of a lane with its fields; `source` is the section of the CCTP it comes from."""

    lane: Lane
    piece: Piece
    source: str
    fields: tuple[Field, ...]

    def __post_init__(self) -> None:
        positions = [f.position for f in self.fields]
        if positions != list(range(1, len(positions) + 1)):
            raise DoctypeError(f"{self.key}: positions must run 1..{len(positions)} without a gap, got {positions}")
        balises = [f.balise for f in self.fields]
        twice = sorted({b for b in balises if balises.count(b) > 1})
        if twice:
            raise DoctypeError(f"{self.key}: balises used twice: {', '.join(twice)}")
        questions = {f.balise for f in self.fields if f.kind is Kind.QUESTION}
        astray = sorted({f.if_yes for f in self.fields if f.if_yes} - questions)
        if astray:
            raise DoctypeError(f"{self.key}: fields asked for by no question: {', '.join(astray)}")

    @property
    def key(self) -> str:
        """`hop-dpi-bon_commande`: the name in addresses and files."""
        return f"{self.lane.couloir}-{self.lane.sons}-{self.piece}".lower()

    @property
    def title(self) -> str:
        return f"{self.piece.label} {self.lane.title}"

    def field(self, balise: str) -> Field:
        """The field of that balise; KeyError when the type has none."""
        for f in self.fields:
            if f.balise == balise:
                return f
        raise KeyError(balise)

    def sections(self) -> Iterator[tuple[Section, tuple[Field, ...]]]:
        """The fields in order, cut where the section changes: the groups of the review form."""
        group: list[Field] = []
        for f in self.fields:
            if group and group[-1].section is not f.section:
                yield group[-1].section, tuple(group)
                group = []
            group.append(f)
        if group:
            yield group[-1].section, tuple(group)
