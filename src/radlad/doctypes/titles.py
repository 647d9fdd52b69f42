"""What the documents call themselves, and the codes of their lanes (CCTP I.2.1, decisions.md 11; domain.md)."""

from radlad.doctypes.lanes import HOP_DPI, HOP_PFI, IMG_DRIMBOX, IMG_RIS
from radlad.domain.doctype import Piece

TITLES: dict[Piece, tuple[str, ...]] = {
    Piece.ORDER: (
        "Bon de commande", "Commande", "BDC", "Bon de commande client", "Commande client", "Contrat de commande", "Bulletin de commande",
    ),
    Piece.INVOICE: ("Facture", "Facture client", "Facture de solde", "Facture définitive", "Invoice", "Facture n"),
    Piece.VA: (
        "Vérification d’aptitude", "Attestation de vérification d’aptitude", "Procès-verbal de vérification d’aptitude",
        "PV de vérification d’aptitude", "VA", "Attestation VA", "Attestation d’aptitude", "Constat de vérification d’aptitude",
    ),
    Piece.MOM: ("Mise en ordre de marche", "Attestation de mise en ordre de marche", "MOM", "PV de mise en ordre de marche"),
}  # fmt: skip
"""The titles of each piece."""
VA_NAME = "vérification d’aptitude"
"""What tells a VA wherever in its title it stands: "Attestation sur l'honneur – vérification d'aptitude"."""
PROPOSAL_TITLES = ("Proposition commerciale", "Offre commerciale", "Proposition")
"""Titles of what is an order if and only if the client signed it."""
EITHER_TITLES = ("Confirmation de commande",)
"""Titles of orders, and of what a supplier answers to one: the rest of the paper tells."""
FOREIGN_TITLES = (
    "Bon de livraison", "Bordereau de livraison", "Livraison", "Devis", "Facture pro forma", "Facture proforma", "Pro forma", "Proforma", "Avoir",
    "Facture d’avoir", "Note de crédit", "Relevé d’identité bancaire", "RIB", "Compte rendu", "Compte-rendu", "Procès-verbal", "Accusé de réception",
    "Accusé de réception de commande", "Relance", "Relevé de compte", "Contrat", "Convention", "Avenant",
    "Attestation d’assurance", "Attestation fiscale", "Attestation sur l’honneur", "Extrait Kbis", "Kbis", "Bon d’intervention", "Rapport d’intervention",
    "Fiche d’intervention", "Feuille d’émargement", "Feuille de présence", "Ordre du jour", "Cahier des charges", "Manuel", "Guide", "Notice",
    "Conditions générales", "Conditions générales de vente", "Demande de devis", "Demande de prix", "Bon de retour", "Lettre de voiture",
    "Chiffrage", "Estimation", "Cotation", "Offre de prix", "Proposition de prix", "Étude tarifaire", "Lettre d’intention",
    "Ordre de service", "Planning", "Certificat", "Attestation de formation", "Attestation de service fait", "Mandat", "Pouvoir", "Courrier",
    "Extrait de compte", "Situation de compte", "Relevé de situation", "Grand livre", "Échéancier", "Avis d’échéance", "Avis de paiement",
    "Avis de virement", "Ordre de virement", "Mise en demeure", "Quittance", "Invitation", "Lettre de mission",
)  # fmt: skip
"""Titles of documents that are none of the customer's."""
LETTER_WORDS = (
    "Objet :", "Madame", "Monsieur", "Cher", "Chère", "Comme convenu", "Suite à", "Je vous prie", "Nous vous prions",
    "Veuillez agréer", "Dans l’attente", "Cordialement", "Bien cordialement", "Salutations distinguées", "Nous vous remercions",
)  # fmt: skip
"""How the lines of a letter begin."""
SELF_NAMES: dict[Piece, tuple[str, ...]] = {
    Piece.ORDER: ("le présent bon de commande", "la présente commande", "vaut bon de commande", "tient lieu de bon de commande"),
    Piece.INVOICE: ("la présente facture", "vaut facture", "tient lieu de facture"),
    Piece.VA: ("la présente attestation", "la présente vérification d’aptitude", "le présent procès-verbal"),
}  # fmt: skip
"""How a paper speaks of itself in its sentences: a letter with such a title that does is that piece, and announces none."""
CODES = {
    HOP_DPI: r"hop\s?[-_/.]?\s?dpi",
    HOP_PFI: r"hop\s?[-_/.]?\s?pfi",
    IMG_RIS: r"img\s?[-_/.]?\s?ris",
    IMG_DRIMBOX: r"img\s?[-_/.]?\s?(?:drim\s?box|db)\b",
}
"""How the codes of the lanes are written, in folded text: `HOP-DPI-Va2`, `IMG-DB-Va2`, `img_ris`."""
WAVE_CODE = rf"(?:{'|'.join(CODES.values())})\s?[-_/.]?\s?va ?\d"
"""The code of a lane's call for funding, `HOP-DPI-Va2`, whatever its case."""
