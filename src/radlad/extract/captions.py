"""What reads like a label, whoever worded it: how captions begin, how they end, and how long they are."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from radlad.layout.page import Segment, Sheet
from radlad.layout.tokens import is_typed

LABEL_WORDS = frozenset(
    {
        "nom", "raison", "denomination", "numero", "n", "no", "date", "reference", "ref", "type", "nature", "montant",
        "taux", "total", "prix", "facture", "adresse", "mail", "email", "courriel", "telephone", "tel", "siret",
        "siren", "finess", "designation", "objet", "represente",
    }
)  # fmt: skip
"""Words that begin labels and no value."""
_CAPTION_WORDS = LABEL_WORDS | frozenset(
    {
        "rpps", "ligne", "fonction", "qualite", "fax", "telecopie", "identifiant", "code", "tva", "dispositif", "mel",
        "echeance", "portable", "coordonnees", "civilite", "prenom", "joignable", "quantite", "iban", "bic",
        "immatriculation",
    }
)  # fmt: skip
JOINERS = frozenset(
    ("de", "du", "des", "la", "le", "les", "l", "d", "et", "ou", "au", "aux", "a", "par", "pour", "sur", "en")
)
"""Words that no label and no value ends on."""
_OF = re.compile(r"(?:de|du|des)\b|d['’]\w", re.IGNORECASE)
SMALLER = 0.82
"""How high the letters of a label are to those of the value below it, at most."""
REST = 6
"""Words of a label beyond those that are known of it."""
CLOSERS = re.compile(r"[:?]$|^[:=>]+$")
"""What ends a label."""
DASHES = frozenset("—–")
"""What parts a label from its value in lists of terms."""
_ROW_NUMBER = re.compile(r"([A-Z]?|\d{1,2}\.)(\d{1,2})[.)°]?")
_STEPS = frozenset({1, 10})
"""By how much rows are numbered."""
_NUMBERED = 3
"""Rows that are numbered at least, where any are."""
_CAPTION_STARTS = ("telep", "courr", "messag", "numero", "denomin", "identif")


def row_numbers(sheet: Sheet) -> frozenset[int]:
    """Segments (by `id`) that number the rows of a form: "7", "A3", "4.2", by themselves before what they number, one
    under the other."""
    columns: dict[int, list[tuple[str, int, Segment]]] = defaultdict(list)
    for segment in sheet.segments:
        told = _ROW_NUMBER.fullmatch(segment.text)
        if told and sheet.row_of(segment)[-1] is not segment:
            columns[round(segment.rect.cx / sheet.em)].append((told[1], int(told[2]), segment))
    found: set[int] = set()
    for column in columns.values():
        following = [
            (a, b)
            for (letter, number, a), (next_letter, next_number, b) in pairwise(column)
            if (letter == next_letter and next_number - number in _STEPS)
            or (letter != next_letter and next_number == 1)
        ]
        numbered = {id(s) for pair in following for s in pair}
        found |= numbered if len(numbered) >= _NUMBERED else set()
    return frozenset(found)


def is_caption(segment: Segment) -> bool:
    """Whether a segment reads like a label, though perhaps one that nobody knows: it is then no one's value."""
    tokens = [t for t in segment.tokens if t.key]
    if not tokens or len(tokens) > 9 or segment.tokens[0].field_id >= 0:
        return False
    colon = next((i for i, t in enumerate(segment.tokens) if CLOSERS.search(t.text)), None)
    words = segment.tokens if colon is None else segment.tokens[:colon]
    if any(map(is_typed, words)):
        return False
    return (
        tokens[0].key in _CAPTION_WORDS
        or tokens[0].key.startswith(_CAPTION_STARTS)
        or (colon is not None and 0 < colon < REST)
    )


def goes_on(text: str) -> bool:
    """Whether a line begins by saying whose or which the thing before it is: "de la Vallée", "d’Orne"."""
    return _OF.match(text) is not None
