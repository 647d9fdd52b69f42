"""A label as it stands on a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from radlad.domain.doctype import Scope, Section
from radlad.extract.vocabulary import Meaning
from radlad.layout.page import Segment, Sheet
from radlad.layout.rect import Rect
from radlad.layout.tokens import NUMBER, Token

SURE_LABEL = 0.93
"""A label this like one of its wordings is it for sure."""
OWNERS = {
    "fournisseur": Section.SUPPLIER, "editeur": Section.SUPPLIER, "prestataire": Section.SUPPLIER,
    "titulaire": Section.SUPPLIER, "vendeur": Section.SUPPLIER, "emetteur": Section.SUPPLIER,
    "attributaire": Section.SUPPLIER,
    "client": Section.CLIENT, "etablissement": Section.CLIENT, "beneficiaire": Section.CLIENT,
    "acheteur": Section.CLIENT, "structure": Section.CLIENT, "final": None, "clt": Section.CLIENT,
    "adherent": Section.CLIENT, "destinataire": Section.CLIENT,
    "frn": Section.SUPPLIER, "fourn": Section.SUPPLIER,
}  # fmt: skip
SCOPES = {
    "principale": Scope.MAIN, "principal": Scope.MAIN, "princ": Scope.MAIN, "secondaire": Scope.SECONDARY,
    "second": Scope.SECONDARY, "sec": Scope.SECONDARY, "complementaire": Scope.SECONDARY,
}  # fmt: skip
"""Words in a label that say whose a value is, and of which service."""


_ASKING = frozenset(("quel", "quelle", "quels", "quelles"))
_ARTICLES = frozenset(("le", "la", "les", "son", "sa", "votre", "notre"))


@dataclass(eq=False)
class Hit:
    """A label on a page: what it may mean, what it says beside, and how it ends."""

    meanings: list[Meaning]
    tokens: list[Token]
    segment: Segment
    """The segment its last line stands in."""
    start: int
    end: int
    """Its tokens are `segment.tokens[start:end]`, the extension (owner, scope, parenthesis) with them."""
    sheet: Sheet
    closed: bool = False
    """A colon ends it."""
    owner: Section | None = None
    scope: Scope | None = None
    upper: list[Segment] = field(default_factory=list)
    """The lines above of a label on several lines."""

    @cached_property
    def rect(self) -> Rect:
        return Rect.around(t.rect for t in self.tokens)

    @property
    def text(self) -> str:
        return " ".join([t.text for t in self.tokens]).rstrip(" :")

    @property
    def ends_segment(self) -> bool:
        rest = self.segment.tokens[self.end :]
        return not rest or not (rest[0].key or any(t.key for t in rest[1:]))

    @property
    def starts_segment(self) -> bool:
        return self.start <= first_word(self.segment)

    @property
    def alone(self) -> bool:
        return self.starts_segment and self.ends_segment

    @property
    def likeness(self) -> float:
        return max([m.likeness for m in self.meanings])

    @property
    def firm(self) -> bool:
        """Whether it is a label for certain, so that it is no other label's value."""
        return self.likeness >= 0.8 or self.closed

    @property
    def words(self) -> int:
        return len([t for t in self.tokens if t.key])

    def note(self, tokens: list[Token]) -> None:
        """Takes from `tokens`, some of its own, whose the value is and which service it is about."""
        before = ""
        for token in tokens:
            if before != "date" or token.key != "detablissement":  # when it was drawn up is nobody's
                self.owner = OWNERS.get(unelided(token), self.owner) or self.owner
            before = token.key
            self.scope = SCOPES.get(token.key, self.scope)


def unelided(token: Token) -> str:
    """Its key without an article run together with it: `acheteur` of "l'acheteur" and "d'acheteur"."""
    return token.key[1:] if token.text[1:2] in ("'", "’") and token.key[:1] in ("l", "d") else token.key


def first_word(segment: Segment) -> int:
    """Which of a segment's tokens is the first word of its label: behind the number that a form gives its fields, and
    behind the beginning of a question, "Quel est le"."""
    numbered = len(segment.tokens) > 1 and NUMBER.fullmatch(segment.tokens[0].text) is not None
    first = next((i for i, t in enumerate(segment.tokens) if t.key and i >= numbered), 0)
    if segment.tokens[first].key not in _ASKING:
        return first
    behind = [t.key for t in segment.tokens[first + 1 : first + 3]]
    if behind[:1] not in (["est"], ["sont"]):
        return first
    return first + (3 if _ARTICLES.intersection(behind[1:]) else 2)
