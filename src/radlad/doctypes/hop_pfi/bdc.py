"""Purchase order HOP PFI (CCTP II.2.2)."""

from radlad.doctypes import labels, wordings
from radlad.doctypes.lanes import HOP_PFI
from radlad.domain.doctype import DocumentType, Field, Kind, Piece, Review

# One row of the customer's table a line.
# fmt: off
BON_COMMANDE = DocumentType(
    lane=HOP_PFI, piece=Piece.ORDER, source="II.2.2",
    fields=(
        Field(1, "referenceAF", Kind.REFERENCE, labels.FUNDING_REFERENCE, "Référence de l’appel à financement"),
        Field(2, "typePrestation", Kind.TEXT, labels.SERVICE_NATURE, "Nature de la prestation"),
        Field(3, "numeroBDC", Kind.REFERENCE, labels.ORDER_NUMBER, "Numéro du bon de commande"),
        Field(4, "dateEditionCommande", Kind.DATE, labels.ORDER_DATE, "Date d’émission du bon de commande"),
        Field(5, "denominationSociale", Kind.TEXT, labels.SUPPLIER_NAME, "Dénomination sociale fournisseur"),
        Field(6, "siret", Kind.SIRET, labels.SUPPLIER_SIRET, "N° de SIRET fournisseur"),
        Field(7, "nomClient", Kind.TEXT, labels.CLIENT_NAME, "Nom client"),
        Field(8, "FINESSPMSI", Kind.FINESS, labels.FINESS_PMSI, "Numéro FINESS PMSI"),
        Field(9, "nomRepresentant", Kind.NAME, labels.REPRESENTATIVE_NAME, "Nom du représentant du client final"),
        Field(10, "telephoneRepresentant", Kind.PHONE, labels.REPRESENTATIVE_PHONE, "Téléphone du représentant du client final"),
        Field(11, "mailRepresentant", Kind.EMAIL, labels.REPRESENTATIVE_MAIL, "Mail du représentant du client final"),
        Field(12, "denominationVersionLogiciel", Kind.TEXT, labels.SOFTWARE, "Dénomination et version du logiciel"),
        Field(13, "numeroAns", Kind.REFERENCE, labels.ANS_NUMBER, "Numéro de référencement"),
        Field(14, "isBDCAnterieurReferencement", Kind.MENTION, wordings.CONDITIONED, "Mention : bon de commande conditionné au référencement", Review.IF_FOUND),
        Field(15, "prestationSegur", Kind.MENTION, wordings.SEGUR_SERVICE, "Mention : Prestation Ségur"),
        Field(16, "montantSegurHT", Kind.AMOUNT, labels.TOTAL_HT, "Montant HT"),
        Field(17, "tauxTVA", Kind.RATE, labels.VAT_RATE, "Taux de TVA applicable", Review.IF_FOUND),
        Field(18, "montantTVA", Kind.AMOUNT, labels.VAT_AMOUNT, "Montant de la TVA", Review.IF_FOUND),
        Field(19, "montantSegurTTC", Kind.AMOUNT, labels.TOTAL_TTC, "Montant TTC", Review.IF_FOUND),
        Field(20, "montantSegurEnChargeParEtat", Kind.MENTION, wordings.STATE_PAYS, "Mention : montant pris en charge par l’État"),
        Field(21, "datePrevisionnelleLivraison", Kind.DATE, labels.DELIVERY_DATE, "Date prévisionnelle d’installation"),
        Field(22, "isFluxEntrantDepuisDPI1", Kind.QUESTION, wordings.DPI_TO_DMP, "Les documents de santé du DPI sont-ils envoyés au dossier médical de Mon espace santé via la PFI ?", Review.IF_FOUND),
        Field(23, "isFluxEntrantDepuisRIS1", Kind.QUESTION, wordings.RIS_TO_DMP, "Les documents de santé du RIS sont-ils envoyés au dossier médical de Mon espace santé via la PFI ?", Review.IF_FOUND),
        Field(24, "isFluxEntrantDepuisSGL1", Kind.QUESTION, wordings.SGL_TO_DMP, "Les documents de santé du SGL sont-ils envoyés au dossier médical de Mon espace santé via la PFI ?", Review.IF_FOUND),
        Field(25, "isFluxEntrantDepuisDPI2", Kind.QUESTION, wordings.DPI_TO_MSS, "Les documents de santé du DPI sont-ils envoyés par Messagerie Sécurisée de santé via la PFI ?", Review.IF_FOUND),
        Field(26, "isFluxEntrantDepuisRIS2", Kind.QUESTION, wordings.RIS_TO_MSS, "Les documents de santé du RIS sont-ils envoyés par Messagerie Sécurisée de santé via la PFI ?", Review.IF_FOUND),
        Field(27, "isFluxEntrantDepuisSGL2", Kind.QUESTION, wordings.SGL_TO_MSS, "Les documents de santé du SGL sont-ils envoyés par Messagerie Sécurisée de santé via la PFI ?", Review.IF_FOUND),
        Field(28, "isFluxSortantVersRIS", Kind.QUESTION, wordings.MSS_TO_RIS, "Les documents reçus par MSS sont-ils transmis au RIS via la PFI ?"),
        Field(29, "isFluxSortantVersDMP", Kind.QUESTION, wordings.DMP_VIA_SEPARATE_PFI, "La fonction PFI pour l’envoi des documents de santé vers le DMP est-elle portée par un logiciel indépendant du DPI ?"),
        Field(30, "isFluxSortantParMSS", Kind.QUESTION, wordings.MSS_VIA_SEPARATE_PFI, "La fonction PFI pour l’envoi des documents de santé vers la MSS est-elle portée par un logiciel indépendant du DPI ?"),
        Field(31, "isFluxEntrantDepuisMSS", Kind.QUESTION, wordings.MSS_RECEIVED_BY_SEPARATE_PFI, "La fonction PFI pour la réception des documents de santé reçus par MSS est-elle portée par un logiciel indépendant du DPI ?"),
        Field(32, "isFluxSortantVersDPI", Kind.MENTION, wordings.PFI_SENDS_TO_DPI, "Mention : transmission des documents MSS au DPI"),
        Field(33, "commandeNonConditionneeHorsPerimetreSEGUR", Kind.MENTION, wordings.NOT_CONDITIONED, "Mention : commande non conditionnée hors périmètre Ségur"),
        Field(34, "majVersionPFIV1FinanceHorsSegur", Kind.MENTION, wordings.PFI_V1_NOT_PAID, "Mention : mise à jour PFI vague 1 non financée", Review.IF_FOUND),
        Field(35, "dateSignatureCommande", Kind.DATE, labels.SIGNING_DATE, "Date de signature du bon de commande"),
        Field(36, "nomPrenomClientSignataire", Kind.NAME, labels.SIGNER_NAME, "Nom, prénom du signataire"),
        Field(37, "signatureClientFinal", Kind.SIGNATURE, labels.CLIENT_SIGNATURE, "Signature du client final"),
    ),
)
