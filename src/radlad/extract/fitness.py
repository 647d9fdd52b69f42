"""How well a printed value has the form of a field's, and does not have that of another's."""

from __future__ import annotations

import re

from radlad.doctypes.labels import (
    CLIENT_COMPANY,
    CLIENT_NAME,
    INVOICE_NUMBER,
    ORDER_NUMBER,
    SERVICE_NATURE,
    SOFTWARE,
    STRUCTURE_NAME,
    SUPPLIER_NAME,
    TRANCHE,
)
from radlad.doctypes.titles import WAVE_CODE
from radlad.domain.doctype import Field, Kind
from radlad.domain.reading import Doubt
from radlad.extract.looks import ADDRESS, COMPANY, is_establishment, is_running
from radlad.extract.values import FREE, NAMING, PARTICLES, Value, looks_like_money
from radlad.kinds import amount, check, date
from radlad.kinds.name import is_courtesy
from radlad.kinds.text import compact, folded

_NUMBER = 3
"""Characters of an order's or an invoice's number, at least; digits in one word that make it a code, not a name."""
_NO_NUMBER = frozenset({"vague", "segur", "prestation"})
_NO_NAME = frozenset(
    {
        "prestation", "segur", "montant", "commande", "facture", "total", "document", "flux", "format", "via", "rem",
        "dpi", "pfi", "ris", "sgl", "dmp", "mss", "mssante",
        "n", "no", "numero", "finess", "siret", "siren", "rpps", "tva", "engagement",
        "les", "ces", "ce", "cette", "il", "nous", "vous", "je", "un", "une",
        "pour", "dans", "afin", "selon",
    }
)  # fmt: skip
"""Words that no organisation's name begins with."""
_PARTIES = frozenset(("client", "beneficiaire", "fournisseur", "titulaire"))
"""Words for a party that its own name does not begin with."""
_NOBODY = _NO_NAME | {
    "societe",
    "entreprise",
    "emettrice",
    "poste",
    "presente",
    "donneur",
    "dordre",
    "ordre",
    "telephonique",
    "principale",
    "secondaire",
    "vendeur",
    "budget",
    "montants",
    "prix",
    "libelle",
    "designation",
    "ht",
    "ttc",
    "tva",
    "conditions",
    "particulieres",
    "generales",
}
"""Words of no person's name."""
_NO_TEXT = frozenset(
    {"", "part", "partie", "volet", "lot", "poste", "prestation", "segur", "principale", "principal", "secondaire"}
)
"""Words that say which service something is about, and nothing else."""
ORGANISATIONS = (SUPPLIER_NAME, CLIENT_NAME, CLIENT_COMPANY, STRUCTURE_NAME)
"""Labels whose values are names of firms and establishments."""
_LANE_CODE = re.compile(rf"{WAVE_CODE}(?![-_ ]?\d)", re.IGNORECASE)
"""A lane's code by itself."""
_REFERENCED = re.compile(rf"{WAVE_CODE}|^ANS\W?\d", re.IGNORECASE)
"""What is in the number under which a product is referenced, and in no product's name."""
_NATURE = re.compile(
    r"vagues? ?-?\d|\bV ?[12]|prestation.*(?:principale|secondaire|-Va[12])|(?:principale|secondaire).*prestation",
    re.IGNORECASE,
)
"""What the nature of a service says: its wave, its lane, or which of two services it is."""
_TRANCHE = re.compile(r"[1-9]")
"""A tranche by its number alone."""
_TRANCHE_SAID = re.compile(r"\d|\b[A-E]\b|tranche", re.IGNORECASE)
"""What says which tranche it is."""
_QUANTITY = re.compile(
    r"\d+(?:[.,]\d+)? ?(?:forfaits?|unites?|u\b|pieces?|jours?|h\b|heures?|ens(?:emble)?\b|ff\b)|forfait$"
)
"""A quantity in a table of prices, folded."""


def is_whole(field: Field, value: Value) -> bool:
    """Whether a value has the form of its kind; a tranche may be told by its number alone."""
    return value.whole or (field.anchor is TRANCHE and _TRANCHE.fullmatch(value.text) is not None)


def formed(field: Field, value: Value) -> float:
    """How well the value has the form of its kind, and does not have that of another field's."""
    kind = field.kind
    if kind is Kind.NAME and (not value.whole or _NOBODY & {t.key for t in value.tokens}):
        return 0.0
    if kind is Kind.NAME and not _may_be_person(value):
        return 0.1
    if kind in NAMING and looks_like_money(value.text) and amount.PRINTED.fullmatch(value.text):
        return 0.0
    if field.anchor in ORGANISATIONS and not _may_be_organisation(value):
        return 0.0
    if field.anchor in (CLIENT_NAME, CLIENT_COMPANY, SUPPLIER_NAME) and _is_titled(value):
        return 0.1
    if kind is Kind.TEXT and field.anchor is not SERVICE_NATURE and _NO_TEXT.issuperset(t.key for t in value.tokens):
        return 0.0
    if field.anchor in (ORDER_NUMBER, INVOICE_NUMBER) and (_is_subtitle(value) or _is_no_number(value)):
        return 0.1
    if field.anchor is SOFTWARE and (
        (len(value.tokens) == 1 and _REFERENCED.search(value.text)) or is_running(value.tokens) or value.text.islower()
    ):
        return 0.1
    if field.anchor is SERVICE_NATURE and (_QUANTITY.match(folded(value.text)) or not _NATURE.search(value.text)):
        return 0.1
    if field.anchor is TRANCHE and not _TRANCHE_SAID.search(value.text):
        return 0.1
    if not is_whole(field, value):
        return 0.25 if kind in FREE else 0.45
    doubts = check(kind, value.text)
    form = 0.5 if Doubt.FORMAT in doubts else 0.85 if doubts and Doubt.DATE_REWRITTEN not in doubts else 1.0
    if kind is Kind.AMOUNT and not looks_like_money(value.text):
        form *= 0.8
    return form * (0.6 + 0.4 * value.purity)


def _is_subtitle(value: Value) -> bool:
    """Whether it is what a title says of the order, rather than its number: "Vague 2 DPI", "HOP-DPI-Va2"."""
    return bool(_NO_NUMBER & {t.key for t in value.tokens}) or _LANE_CODE.search(value.text) is not None


def _is_no_number(value: Value) -> bool:
    """Whether it is a line of an address, a date, or a mere row's number."""
    brief = len(compact(value.text)) < _NUMBER
    return brief or ADDRESS.match(folded(value.text)) is not None or date.is_valid(value.text)


def _may_be_organisation(value: Value) -> bool:
    named = any(c.isupper() or c.isdigit() for c in value.text) and any(c.isalpha() for c in value.tokens[0].text)
    coded = len(value.tokens) == 1 and sum(c.isdigit() for c in value.text) >= _NUMBER
    other = coded or _LANE_CODE.search(value.text) is not None or date.PRINTED.search(value.text) is not None
    first = value.tokens[0].key
    return named and not other and first not in _NO_NAME and first not in _PARTIES


def _may_be_person(value: Value) -> bool:
    """Whether no word of it is a small one that names have not, and it is neither an establishment nor a company."""
    words = (t.text.strip(",.") for t in value.tokens)
    small = any(w.isalpha() and w.islower() and w not in PARTICLES and not is_courtesy(w) for w in words)
    return not small and not is_establishment(value.text) and COMPANY.search(value.text) is None


def _is_titled(value: Value) -> bool:
    """Whether it is a person by the title of courtesy."""
    return len(value.tokens) > 1 and is_courtesy(value.tokens[0].text)
