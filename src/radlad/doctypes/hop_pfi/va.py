"""Aptitude check (VA) HOP PFI (CCTP II.2.4)."""

from radlad.doctypes import labels, wordings
from radlad.doctypes.lanes import HOP_PFI
from radlad.domain.doctype import DocumentType, Field, Kind, Piece, Review

# One row of the customer's table a line.
# fmt: off
VA = DocumentType(
    lane=HOP_PFI, piece=Piece.VA, source="II.2.4",
    fields=(
        Field(1, "referenceAF", Kind.REFERENCE, labels.FUNDING_REFERENCE, "Référence de l’appel à financement"),
        Field(2, "typePrestation", Kind.TEXT, labels.SERVICE_NATURE, "Nature de la prestation"),
        Field(3, "siretVA", Kind.SIRET, labels.SUPPLIER_SIRET, "N° de SIRET fournisseur"),
        Field(4, "nomClientVA", Kind.TEXT, labels.CLIENT_NAME, "Nom client"),
        Field(5, "FINESSPMSIVA", Kind.FINESS, labels.FINESS_PMSI, "Numéro FINESS PMSI"),
        Field(6, "nomRepresentantVA", Kind.NAME, labels.REPRESENTATIVE_NAME, "Nom du représentant du client final"),
        Field(7, "telephoneRepresentant", Kind.PHONE, labels.REPRESENTATIVE_PHONE, "Téléphone du représentant du client final"),
        Field(8, "mailRepresentant", Kind.EMAIL, labels.REPRESENTATIVE_MAIL, "Mail du représentant du client final"),
        Field(9, "raisonSociale", Kind.TEXT, labels.CLIENT_COMPANY, "Raison sociale de l’établissement"),
        Field(10, "mentionRealisationPrestaFinalisee", Kind.STATED, wordings.DONE_PFI, "Réalisation de la Prestation Ségur attestée"),
        Field(11, "mentionAnomaliesAbsentes", Kind.STATED, wordings.NO_ANOMALY, "Absence d’anomalies déclarée"),
        Field(12, "mentionTachesAcquittees", Kind.STATED, wordings.TASKS_DONE, "Fournisseur acquitté de ses tâches"),
        Field(13, "activationFonctionnalites", Kind.CHECKBOX, wordings.FEATURES_ACTIVE, "Installation, configuration et activation"),
        Field(14, "formationReferents", Kind.CHECKBOX, wordings.TRAINED_PFI, "Formation des référents utilisateurs"),
        Field(15, "livraisonDocuments", Kind.CHECKBOX, wordings.PAPERS_DELIVERED, "Livraison des documents"),
        Field(16, "octroiDroits", Kind.CHECKBOX, wordings.RIGHTS_GRANTED_PFI, "Octroi des droits d’utilisation"),
        Field(17, "isDirectToDMP", Kind.CHECKBOX, wordings.SENDS_TO_DMP, "Flux d’envoi au DMP"),
        Field(18, "isDirectToMSS", Kind.CHECKBOX, wordings.SENDS_TO_MSS, "Flux d’envoi à la MSSanté"),
        Field(19, "adresseBoiteMSS", Kind.EMAIL, labels.MSS_ADDRESS, "Adresse MSS utilisée pour l’envoi via la PFI", Review.IF_FOUND),
        Field(20, "isFluxMSSaPFI", Kind.CHECKBOX, wordings.MSS_TO_PFI, "Flux entrant MSSanté vers PFI"),
        Field(21, "isDPIPFIMemeLogiciel", Kind.CHECKBOX, wordings.SAME_SOFTWARE, "Flux DPI-PFI : fonctions portées par le même logiciel"),
        Field(22, "isFluxPFIversDPI", Kind.CHECKBOX, wordings.PFI_TO_DPI_OUT, "Flux DPI-PFI : depuis la PFI vers le DPI"),
        Field(23, "isDPIPFIIncomplet", Kind.CHECKBOX, wordings.DPI_NOT_READY, "Flux DPI-PFI : vérification impossible à la date de signature"),
        Field(24, "isRISPFINonConcerne", Kind.CHECKBOX, wordings.RIS_NOT_CONCERNED, "Flux RIS-PFI : non concerné"),
        Field(25, "isRISPFIIncomplet", Kind.CHECKBOX, wordings.RIS_NOT_READY, "Flux RIS-PFI : vérification impossible à la date de signature"),
        Field(26, "isSGLPFINonConcerne", Kind.CHECKBOX, wordings.SGL_NOT_CONCERNED, "Flux SGL-PFI : non concerné"),
        Field(27, "isSGLPFIIncomplet", Kind.CHECKBOX, wordings.SGL_NOT_READY, "Flux SGL-PFI : vérification impossible à la date de signature"),
        Field(28, "mentionAttestationSignee", Kind.STATED, wordings.OPENS_BALANCE, "Mention : versement du solde"),
        Field(29, "mentionVerificationANSASP", Kind.STATED, wordings.CHECKED_LATER_PFI, "Mention : vérification ANS et ASP a posteriori"),
        Field(30, "mentionSignatureAResponsabilite", Kind.STATED, wordings.LIABLE, "Mention : la signature engage la responsabilité"),
        Field(31, "dateSignatureVA", Kind.DATE, labels.SIGNING_DATE, "Date de signature de la VA"),
        Field(32, "signatureClientFinal", Kind.SIGNATURE, labels.CLIENT_SIGNATURE, "Signature du client final"),
    ),
)
