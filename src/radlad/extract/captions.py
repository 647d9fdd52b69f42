"""What reads like a label, whoever worded it: how captions begin, how they end, and how long they are."""

from __future__ import annotations

import re

from radlad.layout.page import Segment

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
REST = 6
"""Words of a label beyond those that are known of it."""
CLOSERS = re.compile(r"[:?]$|^[:=>]+$")
"""What ends a label."""
_CAPTION_STARTS = ("telep", "courr", "messag", "numero", "denomin", "identif")


def is_caption(segment: Segment) -> bool:
    """Whether a segment reads like a label, though perhaps one that nobody knows: it is then no one's value."""
    tokens = [t for t in segment.tokens if t.key]
    if not tokens or len(tokens) > 9 or segment.tokens[0].field_id >= 0:
        return False
    colon = next((i for i, t in enumerate(segment.tokens) if CLOSERS.search(t.text)), None)
    words = segment.tokens if colon is None else segment.tokens[:colon]
    if any(c.isdigit() or c == "@" for t in words for c in t.text):
        return False
    return (
        tokens[0].key in _CAPTION_WORDS
        or tokens[0].key.startswith(_CAPTION_STARTS)
        or (colon is not None and colon < REST)
    )
