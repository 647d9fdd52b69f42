"""What was read: a value for each field, with its evidence and the reasons to doubt it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from radlad.domain.doctype import DocumentType, Field, Lane, Piece
from radlad.domain.document import Box, Provenance


class Doubt(StrEnum):
    """Why a person should look; the code travels in `motifs`, the text is what an operator sees."""

    LABEL_ABSENT = "libelle_absent"
    LABEL_UNSURE = "libelle_incertain"
    VALUE_ABSENT = "valeur_absente"
    SEVERAL_CANDIDATES = "plusieurs_candidats"
    FORMAT = "format_inattendu"
    SIRET_KEY = "cle_siret_fausse"
    SIREN_KEY = "cle_siren_fausse"
    FINESS_KEY = "cle_finess_fausse"
    RPPS_KEY = "cle_rpps_fausse"
    AM_KEY = "cle_am_fausse"
    DATE_REWRITTEN = "date_reecrite"
    DATE_PARTIAL = "date_incomplete"
    DATE_IMPOSSIBLE = "date_impossible"
    DATE_ORDER = "dates_incoherentes"
    ARITHMETIC = "montants_incoherents"
    BOTH_TICKED = "deux_cases_cochees"
    NONE_TICKED = "aucune_case_cochee"
    TICK_UNCLEAR = "coche_incertaine"
    BOX_ABSENT = "case_introuvable"
    MENTION_DIFFERS = "mention_differente"
    SIGNATURE_UNSURE = "signature_incertaine"
    OCR_UNSURE = "ocr_incertain"
    PAGE_UNCLEAR = "page_peu_lisible"
    FACTURX_DIFFERS = "contredit_facturx"
    LEGAL_DIFFERS = "contredit_mentions_legales"
    ANSWER_DIFFERS = "contredit_reponse"
    WEAK = "confiance_faible"

    @property
    def text(self) -> str:
        return _DOUBT_TEXTS[self]


_DOUBT_TEXTS = {
    Doubt.LABEL_ABSENT: "Libellé introuvable sur le document",
    Doubt.LABEL_UNSURE: "Libellé reconnu sans certitude",
    Doubt.VALUE_ABSENT: "Libellé trouvé, mais aucune valeur à côté",
    Doubt.SEVERAL_CANDIDATES: "Plusieurs valeurs possibles",
    Doubt.FORMAT: "La valeur n’a pas la forme attendue",
    Doubt.SIRET_KEY: "La clé du SIRET est fausse",
    Doubt.SIREN_KEY: "La clé du SIREN est fausse",
    Doubt.FINESS_KEY: "La clé du FINESS est fausse",
    Doubt.RPPS_KEY: "La clé du RPPS est fausse",
    Doubt.AM_KEY: "La clé du numéro AM est fausse",
    Doubt.DATE_REWRITTEN: "Date écrite sous une autre forme que JJ/MM/AAAA",
    Doubt.DATE_PARTIAL: "Date incomplète",
    Doubt.DATE_IMPOSSIBLE: "Date impossible",
    Doubt.DATE_ORDER: "Dates incohérentes entre elles",
    Doubt.ARITHMETIC: "Les montants ne s’additionnent pas",
    Doubt.BOTH_TICKED: "Plusieurs cases sont cochées",
    Doubt.NONE_TICKED: "Aucune case n’est cochée",
    Doubt.TICK_UNCLEAR: "On ne sait pas si la case est cochée",
    Doubt.BOX_ABSENT: "La case est introuvable",
    Doubt.MENTION_DIFFERS: "La mention diffère du texte attendu",
    Doubt.SIGNATURE_UNSURE: "Présence de la signature incertaine",
    Doubt.OCR_UNSURE: "Caractères lus sans certitude",
    Doubt.PAGE_UNCLEAR: "La page se lit mal",
    Doubt.FACTURX_DIFFERS: "Le fichier Factur-X dit autre chose",
    Doubt.LEGAL_DIFFERS: "Les mentions légales du fournisseur disent autre chose",
    Doubt.ANSWER_DIFFERS: "La question dont dépend cette valeur a pour réponse Non",
    Doubt.WEAK: "Confiance insuffisante",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value stands, which engine read it, and what told that it is this field's."""

    page: int
    box: Box
    provenance: Provenance
    label: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Another value that could have been the field's; an operator may pick it with one key."""

    value: str
    confidence: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Found:
    """A value as it is returned (decisions.md 2 to 7), with the probability that it is right."""

    value: str
    confidence: float
    evidence: Evidence
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """No value: `""` is returned (decisions.md 1). `evidence` is where it was looked for, if anywhere."""

    reason: Doubt
    confidence: float
    evidence: Evidence | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def value(self) -> str:
        return ""


Answer = Found | Missing


@dataclass(frozen=True, slots=True)
class FieldReading:
    """A field with its answer; in doubt as soon as there is one reason for it."""

    field: Field
    answer: Answer
    candidates: tuple[Candidate, ...] = ()

    @property
    def doubtful(self) -> bool:
        return bool(self.answer.doubts)


@dataclass(frozen=True, slots=True)
class Classification:
    """What the document is, how sure that is, and why. `piece` is None for `Inconnu` (decisions.md 11)."""

    lane: Lane
    piece: Piece | None
    confidence: float
    clues: tuple[str, ...] = ()
    changed: bool = False
    """The document contradicts what was declared: an operator confirms."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the reader says of a document."""

    classification: Classification
    doctype: DocumentType | None
    fields: tuple[FieldReading, ...]
    pages: int
    seconds: float = 0.0
    turns: tuple[int, ...] = ()
    """By how much each page was turned to stand upright, in degrees clockwise."""
