"""Running sentences: the labelled values of a document told as a letter tells them."""

from __future__ import annotations

import random

from bench.maker.paper import Paper
from bench.maker.story import Story
from radlad.domain.doctype import Labels, Section

_PIECES = {
    "nom du représentant du client": ("Je soussigné(e) {}", "Je soussigné(e), {}"),
    "nom du client": (", agissant pour le compte de {}", ", représentant {}"),
    "raison sociale de l’établissement": (" (raison sociale : {})",),
    "FINESS PMSI": (", FINESS PMSI n° {}", " (FINESS PMSI : {})"),
    "SIREN du client": (", SIREN {}", " immatriculé au SIREN sous le n° {}"),
    "nom de la structure": (", pour le centre d’imagerie {}", ", structure : {}"),
    "FINESS géographique": (", FINESS géographique {}",),
    "RPPS": (", RPPS n° {}",), "numéro AM": (", n° AM {}",),
    "téléphone du représentant du client": (", joignable au {}", ", tél. {}"),
    "mail du représentant du client": (" et par courriel à {}", ", courriel {}"),
    "dénomination sociale du fournisseur": ("{verb} auprès de la société {}",),
    "SIRET du fournisseur": (" (SIRET {})", ", SIRET n° {}"),
    "dénomination et version du logiciel": (", la solution logicielle {}", ", le logiciel {}"),
    "numéro de référencement": (", référencée par l’ANS sous le n° {}",),
    "date prévisionnelle d’installation": (", dont l’installation est prévue le {}",),
    "tranche de financement": (", tranche de financement {}",),
    "type d’activité": (", type d’activité : {}",),
    "référence de l’appel à financement": ("La présente s’inscrit dans l’appel à financement {}",),
    "nature de la prestation": (", pour la prestation de nature « {} »",),
    "numéro du bon de commande": (", bon de commande n° {}",),
    "date d’émission du bon de commande": (" émis le {}",),
    "numéro de la facture": ("La facture n° {}",),
    "date d’édition de la facture": (" éditée le {}",),
    "date de réalisation de la prestation": (" porte sur la prestation réalisée le {}",),
}  # fmt: skip
_SENTENCES = (
    ("nom du représentant du client", "nom du client", "raison sociale de l’établissement", "FINESS PMSI",
     "SIREN du client", "nom de la structure", "FINESS géographique", "RPPS", "numéro AM",
     "téléphone du représentant du client", "mail du représentant du client"),
    ("dénomination sociale du fournisseur", "SIRET du fournisseur", "dénomination et version du logiciel",
     "numéro de référencement", "date prévisionnelle d’installation", "tranche de financement", "type d’activité"),
    ("référence de l’appel à financement", "nature de la prestation", "numéro du bon de commande",
     "date d’émission du bon de commande"),
    ("numéro de la facture", "date d’édition de la facture", "date de réalisation de la prestation"),
)  # fmt: skip


def draw(p: Paper, story: Story, rng: random.Random) -> None:
    """The paragraphs; a value that is absent takes its words with it."""
    shown = {f.anchor.concept: story.shown[f.balise] for f in story.doctype.fields
             if isinstance(f.anchor, Labels) and f.section not in (Section.AMOUNTS, Section.SIGNATURE)}  # fmt: skip
    openings = {0: f"Le client, {story.house.name}" if "nom du client" not in shown else "Le client",
                1: f"Le titulaire, {story.firm.name}", 2: "Le dossier", 3: "La pièce"}  # fmt: skip
    for i, concepts in enumerate(_SENTENCES):
        parts = [(c, shown[c]) for c in concepts if shown.get(c)]
        if not parts:
            continue
        sentence = "" if parts[0][0] == concepts[0] else openings[i]
        sentence = "Il " if parts[0][0] == "dénomination sociale du fournisseur" else sentence
        for concept, value in parts:
            template = rng.choice(_PIECES[concept]).replace("{verb}", "passe commande")
            sentence += template.replace("{}", value)
        p.paragraph(sentence + ".")
        p.y -= 6
