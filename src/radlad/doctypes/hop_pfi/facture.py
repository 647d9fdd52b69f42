"""Invoice HOP PFI (CCTP II.2.6)."""

from radlad.doctypes import labels, wordings
from radlad.doctypes.lanes import HOP_PFI
from radlad.domain.doctype import DocumentType, Field, Kind, Piece, Review

# One row of the customer's table a line.
# fmt: off
FACTURE = DocumentType(
    lane=HOP_PFI, piece=Piece.INVOICE, source="II.2.6",
    fields=(
        Field(1, "numeroBDC", Kind.REFERENCE, labels.ORDER_NUMBER, "Numéro du bon de commande"),
        Field(2, "numeroFacture", Kind.REFERENCE, labels.INVOICE_NUMBER, "Numéro de la facture"),
        Field(3, "dateRealisationPrestation", Kind.DATE, labels.SERVICE_DATE, "Date de réalisation de la Prestation Ségur"),
        Field(4, "mentionPrestationSegur", Kind.STATED, wordings.SEGUR_SERVICE, "Mention : Prestation Ségur"),
        Field(5, "montantSegurHT", Kind.AMOUNT, labels.TOTAL_HT, "Montant HT"),
        Field(6, "montantSegurTTC", Kind.AMOUNT, labels.TOTAL_TTC, "Montant TTC", Review.IF_FOUND),
        Field(7, "mentionSegurEnChargeParEtat", Kind.STATED, wordings.STATE_PAYS_INVOICE, "Mention : montant pris en charge par l’État"),
        Field(8, "dateEditionFacture", Kind.DATE, labels.INVOICE_DATE, "Date d’édition de la facture"),
        Field(9, "siretFacture", Kind.SIRET, labels.SUPPLIER_SIRET, "N° de SIRET fournisseur"),
        Field(10, "nomClientFacture", Kind.TEXT, labels.CLIENT_NAME, "Nom client"),
        Field(11, "FINESSPMSIFacture", Kind.FINESS, labels.FINESS_PMSI, "Numéro FINESS PMSI"),
        Field(12, "nomRepresentantFacture", Kind.NAME, labels.REPRESENTATIVE_NAME, "Nom du représentant du client final"),
    ),
)
