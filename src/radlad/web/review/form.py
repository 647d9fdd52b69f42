"""The review form of a document, generated from its type: sections of rows, each with its value and how it is keyed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from radlad.domain.doctype import Choice, DocumentType, Field, Kind, Section, Wording
from radlad.web.acquisition.models import Document, Settlement, Value

_KEYED_SUGGESTIONS = 9
SURE = 0.9
"""From this confidence on, a value without doubt is called sure."""

_ANSWERS = {
    Kind.QUESTION: (("true", "Oui"), ("false", "Non"), ("", "Vide")),
    Kind.CHECKBOX: (("true", "Cochée"), ("false", "Non cochée"), ("", "Vide")),
    Kind.STATED: (("true", "Présente"), ("false", "Absente"), ("", "Vide")),
    Kind.SIGNATURE: (("true", "Signé"), ("false", "Non signé"), ("", "Vide")),
}
_KEYPAD = {
    Kind.DATE: "numeric",
    Kind.SIRET: "numeric",
    Kind.SIREN: "numeric",
    Kind.RPPS: "numeric",
    Kind.AM: "numeric",
    Kind.AMOUNT: "decimal",
    Kind.RATE: "decimal",
    Kind.PHONE: "tel",
    Kind.EMAIL: "email",
}
_HINTS = {Kind.DATE: "JJ/MM/AAAA", Kind.SIRET: "14 chiffres", Kind.SIREN: "9 chiffres", Kind.RPPS: "11 chiffres"}


_KIND_TITLES = {
    Kind.REFERENCE: "Référence", Kind.TEXT: "Texte", Kind.NAME: "Nom", Kind.DATE: "Date", Kind.SIRET: "SIRET",
    Kind.SIREN: "SIREN", Kind.FINESS: "FINESS", Kind.RPPS: "RPPS", Kind.AM: "Numéro AM", Kind.PHONE: "Téléphone",
    Kind.EMAIL: "Courriel", Kind.AMOUNT: "Montant", Kind.RATE: "Taux", Kind.MENTION: "Mention",
    Kind.STATED: "Mention présente ou non", Kind.QUESTION: "Question Oui / Non", Kind.CHECKBOX: "Case à cocher",
    Kind.CHOICE: "Choix codé", Kind.SIGNATURE: "Signature",
}  # fmt: skip


def kind_title(kind: str) -> str:
    """A kind of value as people name it."""
    return _KIND_TITLES[Kind(kind)]


class Standing(Enum):
    """How far a value can be trusted, in words and with a sign: never by colour alone."""

    TO_CHECK = ("a-verifier", "À vérifier", "warning")
    TO_KEY = ("a-saisir", "À saisir", "pencil")
    CHANGED = ("modifie", "Saisi", "pencil")
    CONFIRMED = ("confirme", "Confirmé", "check")
    ABSENT = ("absent", "Non trouvé", "minus")
    LIKELY = ("probable", "Probable", "check-light")
    SURE = ("sur", "Sûr", "check-light")

    def __init__(self, code: str, text: str, icon: str) -> None:
        self.code, self.text, self.icon = code, text, icon


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another value the machine saw, or a colleague typed, which the operator may take with one key."""

    value: str
    text: str
    page: int | None
    box: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One field of the form with what stands in it."""

    field: Field
    value: Value
    blind: bool = False
    """Whether it is keyed a second time, without what was read."""

    @property
    def widget(self) -> str:
        """The template that keys it: `radios`, `select`, `area` or `line`."""
        if self.field.kind in _ANSWERS:
            return "radios"
        if self.field.kind is Kind.CHOICE:
            return "select"
        return "area" if self.field.kind is Kind.MENTION else "line"

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """The values it may take, each with its name for people; empty when it is free."""
        if isinstance(self.field.anchor, Choice):
            coded = tuple((o.code, f"{o.code} – {o.wording.text}") for o in self.field.anchor.options)
            return (("", "Vide"), *coded)
        return _ANSWERS.get(self.field.kind, ())

    @property
    def keypad(self) -> str:
        return _KEYPAD.get(self.field.kind, "text")

    @property
    def hint(self) -> str:
        return _HINTS.get(self.field.kind, "")

    @property
    def expected(self) -> str:
        """The text a mention is expected to have; empty for all else."""
        anchor = self.field.anchor
        return anchor.text if self.field.kind is Kind.MENTION and isinstance(anchor, Wording) else ""

    @property
    def shown(self) -> str:
        """The value as people name it."""
        return self.named(self.value.value)

    def named(self, value: str) -> str:
        """A value of this field as people name it; empty for none."""
        return dict(self.options).get(value, value) if value else ""

    @property
    def standing(self) -> Standing:
        if self.value.needs_person:
            return Standing.TO_KEY if self.blind else Standing.TO_CHECK
        if self.value.settlement != Settlement.MACHINE:
            return Standing.CHANGED if self.value.settlement == Settlement.CHANGED else Standing.CONFIRMED
        if self.value.doubts and not self.value.value:
            return Standing.ABSENT
        return Standing.SURE if self.value.confidence >= SURE and not self.value.doubts else Standing.LIKELY

    @property
    def box(self) -> str:
        return _box(self.value.box)

    @property
    def suggestions(self) -> list[Suggestion]:
        """The machine's other candidates, best first, without the value that stands."""
        names = dict(self.options)
        seen = {self.value.value}
        found = []
        for candidate in self.value.candidates:
            text = candidate["valeur"]
            if text not in seen:
                seen.add(text)
                found.append(
                    Suggestion(
                        text,
                        names.get(text, text),
                        candidate.get("page"),
                        _box(candidate.get("boite")),
                        candidate.get("par", ""),
                    )
                )
        return found[:_KEYED_SUGGESTIONS]


def rows(document: Document, doctype: DocumentType) -> list[tuple[Section, list[Row]]]:
    """The whole form, in the customer's order; one query. Fields without a value yet are left out."""
    values = {value.balise: value for value in document.values.select_related("settled_by")}
    groups = (
        (section, [Row(field, values[field.balise]) for field in fields if field.balise in values])
        for section, fields in doctype.sections()
    )
    return [(section, group) for section, group in groups if group]


def _box(box: Any) -> str:
    """`x0 y0 x1 y1` in fractions of the upright page, for the viewer; empty without a place."""
    return " ".join(f"{side:.5f}" for side in box) if box else ""
