"""Purchase order IMG DRIMBOX (CCTP II.3.2)."""

from radlad.doctypes import labels, wordings
from radlad.doctypes.lanes import IMG_DRIMBOX
from radlad.domain.doctype import DocumentType, Field, Kind, Piece, Review

# One row of the customer's table a line.
# fmt: off
BON_COMMANDE = DocumentType(
    lane=IMG_DRIMBOX, piece=Piece.ORDER, source="II.3.2",
    fields=(
        Field(1, "referenceAF", Kind.REFERENCE, labels.FUNDING_REFERENCE, "Référence de l’appel à financement"),
        Field(2, "typePrestation", Kind.TEXT, labels.SERVICE_NATURE, "Nature de la prestation"),
        Field(3, "numeroAns", Kind.REFERENCE, labels.ANS_NUMBER, "Numéro de référencement"),
        Field(4, "numeroBDC", Kind.REFERENCE, labels.ORDER_NUMBER, "Numéro du bon de commande"),
        Field(5, "dateEditionCommande", Kind.DATE, labels.ORDER_DATE, "Date d’émission du bon de commande"),
        Field(6, "denominationSociale", Kind.TEXT, labels.SUPPLIER_NAME, "Dénomination sociale fournisseur"),
        Field(7, "siret", Kind.SIRET, labels.SUPPLIER_SIRET, "N° de SIRET fournisseur"),
        Field(8, "nomRepresentant", Kind.NAME, labels.REPRESENTATIVE_NAME, "Nom du représentant (mandataire) du client final", Review.IF_FOUND),
        Field(9, "telephoneRepresentant", Kind.PHONE, labels.REPRESENTATIVE_PHONE, "Téléphone du représentant (mandataire) du client final", Review.IF_FOUND),
        Field(10, "mailRepresentant", Kind.EMAIL, labels.REPRESENTATIVE_MAIL, "Mail du représentant (mandataire) du client final", Review.IF_FOUND),
        Field(11, "nomClient", Kind.TEXT, labels.CLIENT_NAME, "Nom client"),
        Field(12, "sirenClient", Kind.SIREN, labels.CLIENT_SIREN, "N° SIREN du client"),
        Field(13, "denominationVersionLogiciel", Kind.TEXT, labels.SOFTWARE, "Dénomination et version du logiciel"),
        Field(14, "nomStructure", Kind.TEXT, labels.STRUCTURE_NAME, "Nom de la structure (centre d’imagerie)", Review.IF_FOUND),
        Field(15, "aidesPercues", Kind.QUESTION, wordings.AIDS_RECEIVED, "Des aides De minimis ont-elles été perçues"),
        Field(16, "montantAides", Kind.AMOUNT, labels.AID_AMOUNT, "Montant des aides de minimis", Review.IF_FOUND, if_yes="aidesPercues"),
        Field(17, "dateAttribution", Kind.DATE, labels.AID_DATE, "Date d’attribution des aides de minimis", Review.IF_FOUND, if_yes="aidesPercues"),
        Field(18, "FINESSGeos", Kind.FINESS, labels.FINESS_GEO, "N° de FINESS géographique", Review.IF_FOUND),
        Field(19, "RPPS", Kind.RPPS, labels.RPPS, "Numéro RPPS", Review.IF_FOUND),
        Field(20, "AM", Kind.AM, labels.AM, "Numéro AM", Review.IF_FOUND),
        Field(21, "trancheFinancement", Kind.TEXT, labels.TRANCHE, "Tranche de financement confirmée par l’outil de calcul"),
        Field(22, "typeActivite", Kind.TEXT, labels.ACTIVITY, "Type d’activité / type de prestation"),
        Field(23, "isBDCAnterieurReferencement", Kind.MENTION, wordings.CONDITIONED, "Mention : bon de commande conditionné au référencement"),
        Field(24, "prestationSegur", Kind.MENTION, wordings.SEGUR_SERVICE, "Mention : Prestation Ségur"),
        Field(25, "montantSegurHT", Kind.AMOUNT, labels.MAIN_HT, "Montant HT Prestation Principale"),
        Field(26, "montantSegurHTPrestationSecondaire", Kind.AMOUNT, labels.SECONDARY_HT, "Montant HT Prestation Secondaire"),
        Field(27, "tauxTVA", Kind.RATE, labels.MAIN_RATE, "Taux de TVA applicable Prestation Principale"),
        Field(28, "tauxTVAPrestationSecondaire", Kind.RATE, labels.SECONDARY_RATE, "Taux de TVA applicable Prestation Secondaire"),
        Field(29, "montantTVA", Kind.AMOUNT, labels.MAIN_VAT, "Montant de la TVA Prestation Principale"),
        Field(30, "montantTVAPrestationSecondaire", Kind.AMOUNT, labels.SECONDARY_VAT, "Montant de la TVA Prestation Secondaire"),
        Field(31, "montantSegurTTC", Kind.AMOUNT, labels.MAIN_TTC, "Montant TTC Prestation Principale"),
        Field(32, "montantSegurTTCPrestationSecondaire", Kind.AMOUNT, labels.SECONDARY_TTC, "Montant TTC Prestation Secondaire"),
        Field(33, "montantSegurEnChargeParEtat", Kind.MENTION, wordings.STATE_PAYS, "Mention : montant pris en charge par l’État"),
        Field(34, "datePrevisionnelleLivraison", Kind.DATE, labels.DELIVERY_DATE, "Date prévisionnelle d’installation"),
        Field(35, "isDBNativePACS", Kind.QUESTION, wordings.DRIMBOX_IN_PACS, "La solution DB fournie sera-t-elle installée en mode natif dans le PACS ?"),
        Field(36, "isDiffusionWebDICOM", Kind.QUESTION, wordings.WEB_DICOM, "Diffusion web DICOM déjà déployée ?"),
        Field(37, "isCommandeRISVa2", Kind.QUESTION, wordings.RIS_WAVE_2_ORDERED, "Une commande RIS vague 2 a-t-elle été faite ?"),
        Field(38, "commandeNonConditionneeHorsPerimetreSEGUR", Kind.MENTION, wordings.NOT_CONDITIONED_DRIMBOX, "Mention : commande non conditionnée hors périmètre Ségur"),
        Field(39, "commandeNonConditionneeReengagement", Kind.MENTION, wordings.NOT_CONDITIONED_RENEWAL, "Mention : commande non conditionnée à un réengagement"),
        Field(40, "declarationAidesDeMinimis", Kind.MENTION, wordings.DE_MINIMIS_DECLARED, "Mention : déclaration des aides de minimis"),
        Field(41, "majRISVa2", Kind.MENTION, wordings.RIS_UPDATE, "Mention : mise à jour du RIS"),
        Field(42, "parametragePACS", Kind.MENTION, wordings.PACS_SETTINGS, "Mention : paramétrages du PACS"),
        Field(43, "decommissionnementfonctionsDRIMBox", Kind.MENTION, wordings.DECOMMISSION, "Mention : décommissionnement"),
        Field(44, "dateSignatureCommande", Kind.DATE, labels.SIGNING_DATE, "Date de signature du bon de commande"),
        Field(45, "nomPrenomClientSignataire", Kind.NAME, labels.SIGNER_NAME, "Nom, prénom du signataire"),
        Field(46, "signatureClientFinal", Kind.SIGNATURE, labels.CLIENT_SIGNATURE, "Signature du client final"),
    ),
)
