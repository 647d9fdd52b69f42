"""Rules that people argue about, each in one pure function with its reference."""

from __future__ import annotations

from enum import StrEnum

from radlad.domain.doctype import DocumentType, Field
from radlad.domain.reading import FieldReading, Reading


class Complexity(StrEnum):
    """How much an operator had to code (CCTP I.2.3, decisions.md 14)."""

    SIMPLE = "simple"
    MEDIUM = "moyenne"
    HIGH = "forte"


class ReviewPolicy(StrEnum):
    """Which documents of a lane pass before an operator (decisions.md 13)."""

    DOUBT = "doubt"
    ALWAYS = "always"


def complexity(doctype: DocumentType, coded: set[str]) -> Complexity:
    """How complex a document was, given the balises an operator coded (decisions.md 14)."""
    mandatory = [f.balise for f in doctype.fields if f.mandatory]
    done = sum(b in coded for b in mandatory)
    if done == len(mandatory):
        return Complexity.HIGH
    return Complexity.SIMPLE if 2 * done <= len(mandatory) else Complexity.MEDIUM


def value_needs_person(field: Field, value: str, doubtful: bool) -> bool:
    """Whether this value alone sends its document to an operator (decisions.md 13).

    A mandatory field in doubt does; one that is reviewed only when present, and is missing, never does.
    """
    return doubtful and (field.mandatory or bool(value))


def needs_person(reading: FieldReading) -> bool:
    """The same of a field as the reader left it."""
    return value_needs_person(reading.field, reading.answer.value, reading.doubtful)


def review_reasons(
    doctype: DocumentType | None, *, changed: bool, doubtful: int, policy: ReviewPolicy
) -> tuple[str, ...]:
    """Why a document goes to an operator, in French; empty when it goes straight to restitution (decisions.md 13).

    `changed`: its type or lane is not the declared one. `doubtful`: how many of its values need a person.
    """
    reasons: list[str] = []
    if doctype is None:
        reasons.append("Type de document inconnu : à confirmer ou à requalifier")
    elif changed:
        reasons.append(f"Type ou couloir modifié en {doctype.title} : à confirmer")
    if doubtful:
        reasons.append(f"{doubtful} champ{'s' if doubtful > 1 else ''} à vérifier")
    if not reasons and policy is ReviewPolicy.ALWAYS:
        reasons.append("Relecture systématique pour ce couloir")
    return tuple(reasons)


def reasons_for_review(reading: Reading, policy: ReviewPolicy) -> tuple[str, ...]:
    """The same of a whole reading."""
    return review_reasons(
        reading.doctype,
        changed=reading.classification.changed,
        doubtful=sum(needs_person(f) for f in reading.fields),
        policy=policy,
    )
