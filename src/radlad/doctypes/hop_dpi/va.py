"""Aptitude check (VA) HOP DPI (CCTP II.1.4). `isDPIPFIMemeLogiciel` is true or false: decisions.md 8."""

from radlad.doctypes import labels, wordings
from radlad.doctypes.lanes import HOP_DPI
from radlad.domain.doctype import DocumentType, Field, Kind, Piece

# One row of the customer's table a line.
# fmt: off
VA = DocumentType(
    lane=HOP_DPI, piece=Piece.VA, source="II.1.4",
    fields=(
        Field(1, "referenceAF", Kind.REFERENCE, labels.FUNDING_REFERENCE, "Référence de l’appel à financement"),
        Field(2, "typePrestation", Kind.CHOICE, wordings.R1, "Nature de la prestation"),
        Field(3, "siretVA", Kind.SIRET, labels.SUPPLIER_SIRET, "N° de SIRET fournisseur"),
        Field(4, "nomClientVA", Kind.TEXT, labels.CLIENT_NAME, "Nom client"),
        Field(5, "FINESSPMSIVA", Kind.FINESS, labels.FINESS_PMSI, "Numéro FINESS PMSI"),
        Field(6, "nomRepresentantVA", Kind.NAME, labels.REPRESENTATIVE_NAME, "Nom du représentant du client final"),
        Field(7, "telephoneRepresentant", Kind.PHONE, labels.REPRESENTATIVE_PHONE, "Téléphone du représentant du client final"),
        Field(8, "mailRepresentant", Kind.EMAIL, labels.REPRESENTATIVE_MAIL, "Mail du représentant du client final"),
        Field(9, "raisonSociale", Kind.TEXT, labels.CLIENT_COMPANY, "Raison sociale de l’établissement"),
        Field(10, "mentionRealisationPrestaFinalisee", Kind.STATED, wordings.DONE_DPI, "Réalisation de la Prestation Ségur attestée"),
        Field(11, "mentionAnomaliesAbsentes", Kind.STATED, wordings.NO_ANOMALY, "Absence d’anomalies déclarée"),
        Field(12, "mentionTachesAcquittees", Kind.STATED, wordings.TASKS_DONE, "Fournisseur acquitté de ses tâches"),
        Field(13, "activationFonctionnalites", Kind.CHECKBOX, wordings.FEATURES_ACTIVE, "Installation, configuration et activation"),
        Field(14, "formationReferents", Kind.CHECKBOX, wordings.TRAINED_DPI, "Formation des référents utilisateurs"),
        Field(15, "livraisonDocuments", Kind.CHECKBOX, wordings.PAPERS_DELIVERED, "Livraison des documents"),
        Field(16, "octroiDroits", Kind.CHECKBOX, wordings.RIGHTS_GRANTED_DPI, "Octroi des droits d’utilisation"),
        Field(17, "MIEPSC", Kind.CHOICE, wordings.R2, "Authentification à double facteur (R2)"),
        Field(18, "AIRSimplifie", Kind.CHOICE, wordings.R3, "Mode de consultation du DMP (R3)"),
        Field(19, "isDPIPFIMemeLogiciel", Kind.CHECKBOX, wordings.SAME_SOFTWARE, "Flux DPI-PFI : fonctions portées par le même logiciel"),
        Field(20, "FluxSortantDPIversPFI", Kind.CHOICE, wordings.R4, "Flux sortant DPI vers PFI (R4)"),
        Field(21, "isFluxEntrantPFIversDPI", Kind.CHECKBOX, wordings.PFI_TO_DPI_IN, "Flux DPI-PFI : (A2) flux entrant depuis la PFI"),
        Field(22, "isDPIPFIIncomplet", Kind.CHECKBOX, wordings.PFI_NOT_READY, "Flux DPI-PFI : vérification impossible à la date de signature"),
        Field(23, "FluxRIDPI", Kind.CHOICE, wordings.R5, "Flux DPI-RI (R5)"),
        Field(24, "mentionAttestationSignee", Kind.STATED, wordings.OPENS_BALANCE, "Mention : versement du solde"),
        Field(25, "mentionVerificationANSASP", Kind.STATED, wordings.CHECKED_LATER_DPI, "Mention : vérification ANS et ASP a posteriori"),
        Field(26, "mentionSignatureAResponsabilite", Kind.STATED, wordings.LIABLE, "Mention : la signature engage la responsabilité"),
        Field(27, "dateSignatureVA", Kind.DATE, labels.SIGNING_DATE, "Date de signature de la VA"),
        Field(28, "signatureClientFinal", Kind.SIGNATURE, labels.CLIENT_SIGNATURE, "Signature du client final"),
    ),
)
