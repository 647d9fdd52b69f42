"""Sentences that the forms print: mentions, questions, box texts, coded choices (CCTP II)."""

from radlad.domain.doctype import Choice, Option, Section, Wording

S, M = Section.SCENARIOS, Section.MENTIONS

# --- mentions of the orders
CONDITIONED = Wording(
    "Bon de commande conditionné à l’obtention par le logiciel du référencement ANS. L’affermissement de cette "
    "commande est conditionné au dépôt d’un dossier de référencement complet, contenant l’ensemble des preuves "
    "attendues, sous 120 jours sur le site de l’ANS et à l’obtention subséquente du référencement.",
    M,
)
SEGUR_SERVICE = Wording("Prestation Ségur", M, variants=("Prestation Ségur du numérique en santé",))
STATE_PAYS = Wording(
    "Montant de la Prestation Ségur pris en charge par l’Etat au titre du Ségur de la santé",
    M,
    variants=("Montant pris en charge par l’Etat au titre du Ségur de la santé",),
    amount_follows=True,
)
STATE_PAYS_INVOICE = Wording(
    "Montant pris en charge par l’Etat dans le cadre du Ségur de la santé",
    M,
    variants=("Montant de la Prestation Ségur pris en charge par l’Etat au titre du Ségur de la santé",),
)
NOT_CONDITIONED = Wording(
    "Cette commande n’est pas conditionnée à une commande à titre onéreux d’une option contractuelle, d’un autre "
    "produit ou d’un service hors périmètre des prestations Ségur.",
    M,
)
NOT_CONDITIONED_DRIMBOX = Wording(
    "Cette commande n’est pas conditionnée à une commande à titre onéreux d’une option contractuelle, d’un autre "
    "produit ou d’un service hors périmètre des prestations Ségur, en particulier : D’une Prestation Ségur conforme "
    "au SONS IMG-RIS-Va2 ; D’une mise-à-jour du PACS",
    M,
)
NOT_CONDITIONED_RENEWAL = Wording("Cette commande n’est pas conditionnée à un réengagement contractuel", M)
DPI_V1_NOT_PAID = Wording(
    "Le client n’a pas financé antérieurement, à ses frais, la mise à jour d’une version de DPI référencée Ségur "
    "vague 1 (uniquement pour un financement vague 1 + vague 2).",
    M,
)
PFI_V1_NOT_PAID = Wording(
    "Le client n’a pas financé antérieurement, à ses frais, la mise à jour d’une version de PFI référencée Ségur "
    "vague 1 (uniquement pour un financement vague 1 + vague 2).",
    M,
    variants=(
        "Le client qu’il n’a pas financé antérieurement, à ses frais, la mise à jour d’une version de PFI référencée "
        "Ségur vague 1 (uniquement pour un financement vague 1 + vague 2).",
    ),
)
RIS_V1_NOT_PAID = Wording(
    "Il n’a pas financé antérieurement, à ses frais, la mise à jour d’une version de RIS référencée Ségur vague 1 "
    "(uniquement pour un financement vague 1 + vague 2)",
    M,
)
PFI_SENDS_TO_DPI = Wording(
    "Il est rappelé que la Prestation Ségur inclut obligatoirement la transmission des documents reçus par MSS au DPI.",
    M,
)
DE_MINIMIS_DECLARED = Wording(
    "Il est informé des obligations de déclaration des aides déjà perçues en application du règlement 2023/2831 de "
    "la Commission relatif aux aides de minimis et qu’il a déclaré les aides dans le tableau précédent",
    M,
)
RIS_UPDATE = Wording(
    "Procéder à la mise à jour de sa Solution logicielle de RIS (Système d’information de radiologie) conformément "
    "au dispositif SONS IMG-RIS-Va2",
    M,
)
PACS_SETTINGS = Wording(
    "Procéder aux paramétrages du PACS rattachée à la Solution logicielle pour permettre les échanges de flux entre "
    "ces deux applicatifs.",
    M,
)
DECOMMISSION = Wording(
    "Décommissionner, d’ici la fin de la Prestation secondaire de continuité de service, les éventuelles "
    "fonctionnalités de diffusion et partage d’image préexistantes et désormais assurées par la DRIMBox",
    M,
)
EXAM_FIGURES = Wording(
    "Les clients sont informés que, suite à l’installation, le Fournisseur enregistre et archive les valeurs "
    "semestrielles suivantes : · Le nombre total des examens d’imagerie médicale de l’Activité programmée dans la "
    "Solution logicielle, et ayant donné lieu à la production d’au moins un compte-rendu (par la Solution logicielle "
    "ou le cas échéant par une plateforme de télé-radiologie) ; · Le nombre des examens décrits au premier point pour "
    "lesquels la Solution logicielle n’est pas maître des identités patient et l’identité du patient est au statut "
    "qualifié au moment de la validation du CR · Le nombre d’examens décrits au premier point et le compte-rendu a "
    "fait l’objet d’une alimentation réussie vers Mon espace santé, ou le cas échéant vers la PFI du Client.",
    M,
)

# --- questions of the orders
NEEDS_PSC = Wording(
    "Le DPI doit-il mettre en œuvre une identification électronique par ProSanté Connect comme modalité "
    "d'identification électronique au DPI ?",
    S,
)
DMP_VIA_SEPARATE_PFI = Wording(
    "La fonction PFI pour l'envoi des documents de santé vers le DMP est-elle portée par un logiciel indépendant du "
    "DPI ?",
    S,
)
MSS_VIA_SEPARATE_PFI = Wording(
    "La fonction PFI pour l'envoi des documents de santé vers la MSS est-elle portée par un logiciel indépendant du "
    "DPI ?",
    S,
)
MSS_RECEIVED_BY_SEPARATE_PFI = Wording(
    "La fonction PFI pour la réception des documents de santé reçus par MSS est-elle portée par un logiciel "
    "indépendant du DPI ?",
    S,
)
SEPARATE_RI = Wording(
    "La fonction RI pour la transmission du flux entrant IHE PAM est-elle portée par un logiciel indépendant du DPI ?",
    S,
)
DPI_TO_DMP = Wording(
    "Les documents de santé du DPI sont-ils envoyés au dossier médical de Mon espace santé via la PFI ?", S
)
RIS_TO_DMP = Wording(
    "Les documents de santé du RIS sont-ils envoyés au dossier médical de Mon espace santé via la PFI ?", S
)
SGL_TO_DMP = Wording(
    "Les documents de santé du SGL sont-ils envoyés au dossier médical de Mon espace santé via la PFI ?", S
)
DPI_TO_MSS = Wording("Les documents de santé du DPI sont-ils envoyés par Messagerie Sécurisée de santé via la PFI ?", S)
RIS_TO_MSS = Wording("Les documents de santé du RIS sont-ils envoyés par Messagerie Sécurisée de santé via la PFI ?", S)
SGL_TO_MSS = Wording("Les documents de santé du SGL sont-ils envoyés par Messagerie Sécurisée de santé via la PFI ?", S)
MSS_TO_RIS = Wording("Les documents reçus par MSS sont-ils transmis au RIS via la PFI ?", S)
AIDS_RECEIVED = Wording("Des aides De minimis ont-elles été perçues", Section.DE_MINIMIS)
DRIMBOX_IN_PACS = Wording("La solution DB fournie sera-t-elle installée en mode natif dans le PACS ?", S)
WEB_DICOM = Wording(
    "Une fonction de diffusion web (à destination des patients ou des professionnels de santé) exploitant la "
    "connexion DICOM préexistante est-elle déjà déployée par le fournisseur chez les clients ?",
    S,
)
RIS_WAVE_2_ORDERED = Wording("Une commande RIS vague 2 a-t-elle été faite ?", S)
IDENTITY_SLAVE = Wording("Le système est-il configuré pour être esclave des identités ?", S)
HALF_CONNECTORS = Wording(
    "DRIMBox - Flux des comptes-rendus au format CDA R2 N1 permettant la génération des KOS. Flux d’appel contextuel "
    "permettant à un utilisateur identifié PSC d’ouvrir l’interface de la DRIMBox directement pour le patient "
    "identifié",
    S,
    variants=(
        "La prestation couvre les demi-connecteurs vers les services numériques de la structure d’imagerie suivants : "
        "DRIMBox - Flux des comptes-rendus au format CDA R2 N1 permettant la génération des KOS. Flux d’appel "
        "contextuel permettant à un utilisateur identifié PSC d’ouvrir l’interface de la DRIMBox directement pour le "
        "patient identifié",
    ),
)
REPORTS_SENT = Wording("DPI/PFI - Flux d’envoi des comptes-rendus au format CDA R2 N1 à l’établissement partenaire", S)
IDENTITY_FLOW = Wording(
    "RI/GAM - Flux d’identité au format IHE PAM en provenance d’un établissement partenaire qui a réalisé l’accueil "
    "du patient",
    S,
)
TELERADIOLOGY = Wording(
    "Plateforme de téléradiologie / télémédecine - Flux “aller” d’envoi des demandes d’examens au format ORM avec "
    "INS. Flux “retour” de la plateforme au format ORU intégrant les comptes rendus au format CDA R2 N1, en vue de "
    "leur intégration dans le RIS et de leur envoi dans le DMP",
    S,
)
DRIMBOX_ORDERED = Wording("Une commande DRIMbox est-elle prévue ?", S)

# --- attestations: what the client states
DONE_DPI = Wording(
    "Atteste de la réalisation de la Prestation Ségur, dans les conditions définies par les textes réglementaires du "
    "dispositif SONS HOP-DPI-Va2.",
    M,
)
DONE_PFI = Wording(
    "Atteste de la réalisation de la Prestation Ségur, dans les conditions définies par les textes réglementaires du "
    "dispositif SONS HOP-PFI-Va2.",
    M,
)
NO_ANOMALY = Wording(
    "Déclare ne pas constater d’anomalies ou de dysfonctionnements lors de l’utilisation qui ne permettraient pas au "
    "logiciel d’assurer un service régulier par l’établissement dans des conditions normales d’exploitation.",
    M,
)
TASKS_DONE = Wording(
    "Le Fournisseur s’est acquitté de l’ensemble des tâches attendues, à l’exception de celles éventuellement assurées "
    "directement par l’établissement à sa demande et précisées obligatoirement en commentaire.",
    M,
)
OPENS_BALANCE = Wording(
    "Cette attestation signée ouvre droit au versement du solde de la Prestation Ségur à l’éditeur.", M
)
CHECKED_LATER_DPI = Wording(
    "J’ai pris connaissance qu’a posteriori du paiement du solde, l’ANS et l’ASP vérifient la présence effective à "
    "partir des statistiques nationales d’un seuil d’au moins une transaction de consultation du DMP émanant du "
    "logiciel mis à jour chez le Client.",
    M,
)
CHECKED_LATER_PFI = Wording(
    "J’ai pris connaissance qu’a posteriori du paiement du solde, l’ANS et l’ASP vérifient la présence effective à "
    "partir des statistiques nationales : D’au moins 10 documents de santé envoyés vers le DMP depuis le logiciel mis "
    "à jour, sur la base des données de l’Assurance maladie, sauf si le Client a choisi de ne pas utiliser la Solution "
    "logicielle pour assurer les envois vers le DMP. D’au moins 10 messages envoyés par MSSanté vers des "
    "correspondants de santé depuis l’adresse MSSanté du Client, sauf si le Client a choisi de ne pas utiliser la "
    "Solution logicielle pour assurer les envois par MSSanté.",
    M,
)
LIABLE = Wording(
    "Je reconnais que la signature de ce document engage ma responsabilité sur l’exactitude des informations attestées "
    "ci-dessus.",
    M,
)

# --- attestations: boxes
FEATURES_ACTIVE = Wording(
    "L’installation, la configuration et la qualification de la Solution logicielle, jusqu’à l’activation effective des "
    "fonctionnalités",
    S,
)
TRAINED_DPI = Wording(
    "La formation des référents utilisateurs de la Solution logicielle sur l’ensemble des fonctionnalités du REM "
    "HOP-DPI-Va2",
    S,
)
TRAINED_PFI = Wording(
    "La formation des référents utilisateurs de la Solution logicielle sur l’ensemble des fonctionnalités du REM "
    "HOP-PFI-Va2",
    S,
)
PAPERS_DELIVERED = Wording(
    "La livraison de l’ensemble des documents nécessaires (guide utilisateur, guide administrateur, documentation "
    "technique des interfaces d’échange /interopérabilité, procédure de sauvegarde et restauration).",
    S,
)
RIGHTS_GRANTED_DPI = Wording(
    "L’octroi des droits d’utilisation de la Solution logicielle correspondant au Périmètre vague 2 du REM-HOP-DPI-Va2",
    S,
)
RIGHTS_GRANTED_PFI = Wording(
    "L’octroi des droits d’utilisation de la Solution logicielle correspondant au Périmètre vague 2 du REM-HOP-PFI-Va2",
    S,
)
_DPI_PFI, _RIS_PFI, _SGL_PFI, _DPI_RI = ("Flux DPI-PFI",), ("Flux RIS-PFI",), ("Flux SGL-PFI",), ("Flux DPI-RI",)
SAME_SOFTWARE = Wording(
    "Les échanges sont mis en œuvre, les fonctions étant portées par le même logiciel.", S, heading=_DPI_PFI
)
PFI_TO_DPI_IN = Wording(
    "(A2) Le flux entrant des documents de santé depuis la fonction PFI vers la fonction DPI (flux d’intégration des "
    "documents de santé reçus par MSSanté) : flux obligatoire dans un format conforme HL7 V2 dès lors que les "
    "fonctions DPI et PFI sont portées par des logiciels distincts.",
    S,
    heading=_DPI_PFI,
)
_LATER = (
    " n’est pas à jour dans une version compatible. Le Fournisseur s’engage à effectuer ultérieurement les éventuels "
    "correctifs nécessaires, lorsque la vérification avec une version compatible de la solution logicielle aura eu lieu."
)
PFI_NOT_READY = Wording(
    "Uniquement dans le cas où la fonction PFI est fournie par un autre éditeur : à la date de signature, je ne peux "
    "pas vérifier la mise en place de ces flux car la PFI" + _LATER,
    S,
    heading=_DPI_PFI,
)
SENDS_TO_DMP = Wording("Flux d’envoi au DMP", S)
SENDS_TO_MSS = Wording("Flux d’envoi à la MSSanté", S)
MSS_TO_PFI = Wording(
    "Le flux entrant des documents de santé reçus de la MSSanté à la fonction PFI (Référentiel Client de messagerie "
    "MSSanté).",
    S,
)
PFI_TO_DPI_OUT = Wording(
    "Depuis la PFI vers le DPI : Le flux sortant des documents de santé reçus par MSSanté depuis la fonction PFI vers "
    "le DPI : Flux obligatoire dans un format conforme HL7 V2 dès lors que les fonctions sont portées par des logiciels "
    "distincts.",
    S,
    heading=_DPI_PFI,
)
DPI_NOT_READY = Wording(
    "Uniquement dans le cas où le DPI est fourni par un autre éditeur : à la date de signature, je ne peux pas "
    "vérifier la mise en place de ces flux car la PFI" + _LATER,
    S,
    heading=_DPI_PFI,
)
RIS_NOT_CONCERNED = Wording("Non concerné", S, heading=_RIS_PFI)
RIS_NOT_READY = Wording(
    "A la date de signature, je ne peux pas vérifier la mise en place de ces flux car le RIS" + _LATER,
    S,
    heading=_RIS_PFI,
)
SGL_NOT_CONCERNED = Wording("Non concerné", S, heading=_SGL_PFI)
SGL_NOT_READY = Wording(
    "A la date de signature, je ne peux pas vérifier la mise en place de ces flux car le SGL" + _LATER,
    S,
    heading=_SGL_PFI,
)

# --- coded choices (CCTP II.1.4)
R1 = Choice(
    "R1",
    Section.ORDER,
    (
        Option(
            "V1V2",
            Wording(
                "Prestation Ségur Vague 1 + Vague 2",
                Section.ORDER,
                variants=("Vague 1 + Vague 2", "Vague 1 et Vague 2", "Vagues 1 et 2", "Prestation Ségur V1 + V2"),
            ),
        ),
        Option("V2", Wording("Prestation Ségur Vague 2", Section.ORDER, variants=("Vague 2", "Prestation Ségur V2"))),
    ),
    printed_as_text=True,
)
R2 = Choice(
    "R2",
    S,
    (
        Option("PSC", Wording("Via l’utilisation de ProSanté Connect", S)),
        Option(
            "autreMode",
            Wording(
                "OU Via l’utilisation d’un autre moyen d’identification électronique choisi par l’ES",
                S,
                variants=("Via l’utilisation d’un autre moyen d’identification électronique choisi par l’ES",),
            ),
        ),
    ),
)
R3 = Choice(
    "R3",
    S,
    (
        Option("AIRS", Wording("Le mode AIR Simplifié est activé et fonctionne", S)),
        Option(
            "autreMode",
            Wording(
                "L’établissement a fait le choix de ne pas utiliser ce mode de consultation et utilise l’accès en appel "
                "contextuel WebPS DMP, ou autre moyen en dehors de la prestation Vague 2 (API PSC).",
                S,
            ),
        ),
    ),
)
R4 = Choice(
    "R4",
    S,
    (
        Option("HL7V2", Wording("Format HL7 V2", S, heading=_DPI_PFI)),
        Option(
            "autreFormat",
            Wording("Maintien d’un autre format à la demande de l’établissement", S, heading=_DPI_PFI),
        ),
    ),
)
R5 = Choice(
    "R5",
    S,
    (
        Option("IHEPAM", Wording("Logiciels distincts avec un flux IHE PAM", S, heading=_DPI_RI)),
        Option(
            "autreFormat",
            Wording("Logiciels distincts avec un autre format validé avec l’établissement", S, heading=_DPI_RI),
        ),
        Option(
            "memeLogiciel", Wording("Les fonctions RI et DPI sont portées par le même logiciel", S, heading=_DPI_RI)
        ),
        Option(
            "incomplet",
            Wording(
                "A la date de signature, je ne peux pas vérifier la mise en place de ce flux",
                S,
                variants=(
                    "A la date de signature, je ne peux pas vérifier la mise en place de ce flux car la fonction RI"
                    + _LATER,
                ),
                heading=_DPI_RI,
            ),
        ),
    ),
)
