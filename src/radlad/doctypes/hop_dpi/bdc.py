"""Purchase order HOP DPI (CCTP II.1.2)."""

from radlad.doctypes import labels, wordings
from radlad.doctypes.lanes import HOP_DPI
from radlad.domain.doctype import DocumentType, Field, Kind, Piece, Review

# One row of the customer's table a line.
# fmt: off
BON_COMMANDE = DocumentType(
    lane=HOP_DPI, piece=Piece.ORDER, source="II.1.2",
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
        Field(22, "isProSanteConnectNeeded", Kind.QUESTION, wordings.NEEDS_PSC, "Le DPI doit-il mettre en œuvre une identification électronique par ProSanté Connect comme modalité d’identification électronique au DPI ?"),
        Field(23, "isFluxSortantDMPVersPFI", Kind.QUESTION, wordings.DMP_VIA_SEPARATE_PFI, "La fonction PFI pour l’envoi des documents de santé vers le DMP est-elle portée par un logiciel indépendant du DPI ?"),
        Field(24, "isFluxSortantMSSVersPFI", Kind.QUESTION, wordings.MSS_VIA_SEPARATE_PFI, "La fonction PFI pour l’envoi des documents de santé vers la MSS est-elle portée par un logiciel indépendant du DPI ?"),
        Field(25, "isFluxEntrantMSSDepuisPFI", Kind.QUESTION, wordings.MSS_RECEIVED_BY_SEPARATE_PFI, "La fonction PFI pour la réception des documents de santé reçus par MSS est-elle portée par un logiciel indépendant du DPI ?"),
        Field(26, "isFluxEntrantDepuisRI", Kind.QUESTION, wordings.SEPARATE_RI, "La fonction RI pour la transmission du flux entrant IHE PAM est-elle portée par un logiciel indépendant du DPI ?"),
        Field(27, "commandeNonConditionneeHorsPerimetreSEGUR", Kind.MENTION, wordings.NOT_CONDITIONED, "Mention : commande non conditionnée hors périmètre Ségur"),
        Field(28, "majVersionDPIV1FinanceHorsSegur", Kind.MENTION, wordings.DPI_V1_NOT_PAID, "Mention : mise à jour DPI vague 1 non financée", Review.IF_FOUND),
        Field(29, "dateSignatureCommande", Kind.DATE, labels.SIGNING_DATE, "Date de signature du bon de commande"),
        Field(30, "nomPrenomClientFinal", Kind.NAME, labels.SIGNER_NAME, "Nom, prénom du signataire"),
        Field(31, "signatureClientFinal", Kind.SIGNATURE, labels.CLIENT_SIGNATURE, "Signature du client final"),
    ),
)
