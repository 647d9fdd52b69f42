"""What suppliers print beside values: concepts shared by all types (CCTP III, general practice).

Matching folds accents, case, spaces and punctuation, so each wording stands here once.
The most usual wording comes first; it is what a reader of the code should think of.
"""

from radlad.domain.doctype import Labels, Scope, Section

SYNONYMS = {
    "cde": "commande", "cdes": "commande", "tel": "telephone", "portable": "telephone", "mobile": "telephone",
    "joignable": "telephone", "mel": "mail", "courriel": "mail", "email": "mail", "messagerie": "mail",
    "electronique": "mail", "mt": "montant", "valeur": "montant", "prix": "montant", "tx": "taux",
    "pourcentage": "taux", "ref": "reference", "num": "numero", "identifiant": "numero", "htva": "ht",
    "fact": "facture", "interlocuteur": "representant", "mandataire": "representant",
    "contact": "representant", "correspondant": "representant", "referent": "representant",
    "editeur": "fournisseur", "titulaire": "fournisseur", "prestataire": "fournisseur", "fourn": "fournisseur",
    "vendeur": "fournisseur", "frn": "fournisseur", "clt": "client", "repr": "representant", "industriel": "fournisseur", "entreprise": "fournisseur", "organisation": "client",
    "organisme": "client", "tiers": "client", "agrement": "ans", "homologation": "ans", "pose": "installation", "redevance": "montant", "somme": "montant",
    "fixe": "telephone", "id": "numero", "ident": "numero", "genre": "type", "etablissement": "client", "beneficiaire": "client",
    "acheteur": "client", "demandeur": "client", "commanditaire": "client", "acquereur": "client",
    "integrateur": "fournisseur", "integratrice": "fournisseur", "budget": "montant", "applicatif": "solution", "adherent": "client", "logiciel": "solution", "produit": "solution",
    "application": "solution", "progiciel": "solution", "outil": "solution", "denomination": "nom",
    "raison": "nom", "sociale": "nom", "appellation": "nom", "livraison": "installation",
    "deploiement": "installation", "referencement": "ans", "emis": "date", "emise": "date", "edite": "date",
    "etabli": "date", "etablie": "date", "emission": "date", "edition": "date", "bc": "commande", "bdc": "commande",
    "am": "maladie", "assurance": "maladie", "aaf": "af", "code": "numero", "immatriculation": "numero",
    "matricule": "numero", "gsm": "telephone", "prevu": "previsionnelle", "prevue": "previsionnelle",
    "previsionnel": "previsionnelle", "estimee": "previsionnelle", "envisagee": "previsionnelle",
    "versee": "percue", "recue": "percue", "obtenue": "percue", "octroi": "attribution",
    "notification": "attribution", "obtention": "attribution", "taxe": "tva",
    "assiette": "montant", "base": "montant", "praticien": "medecin", "intervention": "prestation", "travaux": "prestation",
    "achevee": "realisation", "acheve": "realisation", "terminee": "realisation", "termine": "realisation",
    "executee": "realisation", "execute": "realisation", "effectuee": "realisation", "effectue": "realisation",
    "realisee": "realisation", "realise": "realisation", "finalisee": "realisation", "accomplie": "realisation",
    "achevement": "realisation", "execution": "realisation", "attendue": "previsionnelle", "attendu": "previsionnelle",
    "souhaitee": "previsionnelle", "programmee": "previsionnelle", "planifiee": "previsionnelle", "estimatif": "previsionnelle",
    "engageant": "representant", "engager": "representant", "habilitee": "representant", "habilite": "representant",
    "revision": "version", "release": "version", "mouture": "version",
}  # fmt: skip
"""Words that say the same in a label, and the one they count as, folded."""

FUNDING_REFERENCE = Labels(
    "référence de l’appel à financement", Section.ORDER,
    ("Référence de l’appel à financement", "Réf. appel à financement", "Référence appel à financement",
     "Référence AF", "Réf. AF", "N° AF", "N° d’appel à financement", "Numéro de l’appel à financement",
     "Appel à financement", "AF", "AF n°", "Identifiant de l’appel à financement",
     "Référence de l’AF", "Réf. de l’appel à financement", "N° de l’appel à financement", "Référence AAF",
     "AF de référence", "Référence dispositif", "Référence du financement", "Référence AF Ségur", "Réf. AF Ségur",
     "Appel à financement Ségur", "Dispositif de financement", "Référence SONS", "Numéro AF"),
)  # fmt: skip
SERVICE_NATURE = Labels(
    "nature de la prestation", Section.ORDER,
    ("Nature de la prestation", "Type de prestation", "Prestation concernée", "Prestation commandée",
     "Objet de la prestation", "Nature de prestation", "Nature", "Prestation demandée", "Financement demandé",
     "Nature du financement", "Vague concernée",
     "Type de la prestation", "Nature de la prestation Ségur", "Type de prestation Ségur",
     "Prestation Ségur concernée", "Prestation Ségur commandée", "Nature de la commande", "Objet de la commande",
     "Périmètre de la prestation", "Périmètre du financement", "Vague de financement", "Vague Ségur",
     "Libellé de la prestation", "Intitulé de la prestation",
     "Genre de prestation", "Type d’intervention", "Nature de l’intervention", "Type de service",
     "Nature de la dépense", "Type de financement", "Objet et nature de la prestation", "Prestation financée",
     "Volet Ségur", "Prestation objet de la commande", "Type de commande", "Nature de l’offre",
     "Catégorie de prestation", "Nature du contrat", "Type de contrat"),
)  # fmt: skip
ORDER_NUMBER = Labels(
    "numéro du bon de commande", Section.ORDER,
    ("Numéro du bon de commande", "N° de bon de commande", "N° du bon de commande", "Bon de commande n°",
     "Numéro de commande", "N° de commande", "N° commande", "Commande n°", "Numéro BDC", "N° BDC", "BDC n°",
     "BC n°", "N° BC", "Référence de la commande", "Réf. commande", "Votre commande", "Votre commande n°",
     "Référence du bon de commande", "Réf. du bon de commande", "Réf. BDC", "Identifiant de la commande",
     "Référence commande", "Numéro de la commande", "Bon de commande",
     "Numéro de BDC", "N° de BDC", "Numéro bon de commande", "N° bon de commande", "N° BON DE CDE", "Bon de cde n°",
     "N° de cde", "Cde n°", "Réf. cde", "Votre réf. commande", "Votre bon de commande", "Votre n° de commande",
     "N° de votre commande", "Commande client n°", "N° commande client", "Référence BDC",
     "Référence de commande", "Réf. bon de commande", "Réf. BC", "Numéro d’ordre", "N° de la commande",
     "Bon de commande numéro", "Commande numéro", "Notre commande", "Réf. de commande", "Commande de référence",
     "N° du bon", "Numéro du bon", "Bon n°", "Réf. du bon", "Référence du bon", "Vos réf. commande", "Commande réf.",
     "Cde réf.", "Numéro d’ordre d’achat", "Bon d’achat n°", "Numéro de bon", "N° de bon", "Réf. de bon",
     "Bon de commande référencé", "N° document de vente", "Document de vente n°", "N° doc. de vente"),
)  # fmt: skip
ORDER_DATE = Labels(
    "date d’émission du bon de commande", Section.ORDER,
    ("Date d’émission du bon de commande", "Date du bon de commande", "Date de commande", "Date de la commande",
     "Date d’émission", "Émis le", "Date d’édition", "Date d’édition du bon de commande", "Édité le", "Établi le",
     "Date d’établissement", "Date BDC", "Date du BDC", "Commande du", "En date du", "Date d’émission du BDC",
     "Date d’édition de la commande", "Date d’émission de la commande", "Fait le", "Date",
     "Date d’émission de la proposition", "Bon de commande du", "Date de création", "Date de rédaction", "Émission",
     "Rédigé le", "Créé le", "Établie le", "Émise le", "Date du document", "Date d’émission du document", "BDC du",
     "Date d’envoi", "Date d’émission du bon", "Date d’émission BDC", "Date d’édition BDC", "Date d’édition du bon", "Date pièce", "Date de pièce", "Commande en date du", "Passée le", "Date de passation", "Date de passation de la commande",
     "Date cde", "Date de cde", "Date BC", "Date du BC", "Date d’édition du BC", "Édition du", "Commande émise le", "Commande éditée le",
     "Commande établie le", "Commande passée le", "BDC émis le", "BDC édité le", "Daté du", "Datée du", "Bon daté du",
     "Date du bon", "Date d’établissement du bon de commande", "Commande du client en date du",
     "Date de la proposition", "Proposition du", "Date de l’offre", "Créée le", "Date d’enregistrement"),
)  # fmt: skip
SUPPLIER_NAME = Labels(
    "dénomination sociale du fournisseur", Section.SUPPLIER,
    ("Dénomination sociale", "Dénomination sociale fournisseur", "Dénomination sociale du fournisseur",
     "Raison sociale du fournisseur", "Raison sociale", "Fournisseur", "Nom du fournisseur", "Société", "Éditeur",
     "Nom de la société", "Prestataire", "Vendeur", "Entreprise", "Titulaire", "Nom de l’éditeur", "Société venderesse",
     "Dénomination", "Dénomination du fournisseur", "Éditeur de la solution", "Émetteur",
     "Dénomination sociale du prestataire", "Dénomination sociale de l’éditeur", "Raison sociale de l’éditeur",
     "Raison sociale du prestataire", "Nom du prestataire", "Nom fournisseur", "Société éditrice", "Société émettrice",
     "Nom de l’industriel", "Industriel", "Nom de l’entreprise", "Société prestataire",
     "Dénomination de l’entreprise", "Fournisseur (dénomination sociale)", "Raison sociale fournisseur",
     "Nom commercial", "Identité du fournisseur", "Nom ou raison sociale", "Nom / raison sociale",
     "Dénomination / raison sociale",
     "Attributaire", "Désignation de l’émetteur", "Désignation du fournisseur", "Désignation du titulaire", "Nom de l’émetteur",
     "Vendu par", "Société vendeuse", "Raison sociale du vendeur", "Nom du vendeur", "Nom du titulaire",
     "Raison sociale du titulaire", "Identité de l’éditeur", "Nom ou raison sociale de l’éditeur",
     "Fournisseur de la solution", "Éditeur du logiciel", "Éditeur / distributeur", "Distributeur", "Intégrateur"),
)  # fmt: skip
SUPPLIER_SIRET = Labels(
    "SIRET du fournisseur", Section.SUPPLIER,
    ("N° de SIRET", "N° de SIRET fournisseur", "SIRET", "N° SIRET", "Numéro SIRET", "SIRET fournisseur",
     "Numéro de SIRET", "SIRET du fournisseur", "N° SIRET du fournisseur", "Siret de l’éditeur",
     "Identifiant SIRET", "N° SIRET fournisseur", "Code SIRET", "Immatriculation SIRET", "SIRET (14 chiffres)",
     "SIRET éditeur", "N° SIRET de l’éditeur", "SIRET du prestataire", "SIRET prestataire", "SIRET de la société",
     "SIRET société", "N° de SIRET de l’éditeur", "SIRET du titulaire", "SIRET émetteur",
     "Numéro de SIRET du fournisseur", "Numéro SIRET du fournisseur", "Numéro SIRET fournisseur",
     "N° d’identification SIRET", "N° de Siret du prestataire"),
)  # fmt: skip
CLIENT_NAME = Labels(
    "nom du client", Section.CLIENT,
    ("Nom client", "Nom du client", "Client", "Client final", "Nom du client final", "Établissement",
     "Nom de l’établissement", "Bénéficiaire", "Nom du bénéficiaire", "Facturé à", "Adressé à", "Commandé par",
     "Établissement client", "Établissement bénéficiaire", "Donneur d’ordre", "Acheteur", "Dénomination du client",
     "Établissement de santé", "Client facturé", "Destinataire", "Entité cliente", "Nom de l’entité",
     "Nom de l’établissement client", "Nom de l’établissement bénéficiaire", "Nom de l’acheteur",
     "Nom du donneur d’ordre", "Identité du client", "Dénomination sociale du client", "Client (nom)",
     "Client bénéficiaire", "Adresse de facturation", "Facturer à", "Livré à", "Commande passée par",
     "Établissement acheteur", "Établissement concerné", "Pour le compte de", "Dénomination client",
     "Structure cliente", "Structure bénéficiaire", "Client / établissement", "Nom de l’ES", "Dénomination",
     "Dénomination sociale", "Raison sociale", "Nom ou raison sociale", "Nom / raison sociale", "Nom",
     "Désignation de l’établissement", "Désignation du client", "Désignation du bénéficiaire",
     "Désignation du destinataire", "Désignation de l’acheteur", "Nom du destinataire",
     "Désignation du client final", "Dénomination / raison sociale",
     "Établissement de santé client", "Établissement / cabinet", "Cabinet / établissement",
     "Organisation", "Organisation cliente", "Nom de l’organisation", "Organisme", "Organisme client", "Organisme bénéficiaire", "Nom de la structure bénéficiaire",
     "Nom de l’organisme",
     "Nom du client facturé", "Nom de l’établissement ou du cabinet", "Établissement équipé", "Client équipé",
     "Établissement ou cabinet", "Établissement ou cabinet équipé", "Nom usuel de l’établissement", "Client livré",
     "Client (établissement)", "Établissement demandeur", "Nom ou dénomination du client", "Demandeur"),
)  # fmt: skip
CLIENT_COMPANY = Labels(
    "raison sociale de l’établissement", Section.CLIENT,
    ("Raison sociale de l’établissement", "Raison sociale", "Dénomination sociale", "Raison sociale du client",
     "Dénomination de l’établissement",
     "Raison sociale établissement", "Établissement (raison sociale)", "Dénomination sociale de l’établissement",
     "Raison sociale de l’établissement client", "Dénomination juridique", "Entité juridique", "Établissement",
     "Nom de l’établissement", "Établissement de santé", "Nom de l’établissement de santé", "Dénomination",
     "Raison sociale du client final", "Raison sociale client", "Dénomination juridique de l’établissement",
     "Raison sociale de l’ES", "Nom juridique", "Nom de la structure juridique", "Entité juridique de rattachement",
     "Dénomination légale", "Dénomination sociale du client", "Nom légal", "Nom légal de l’établissement",
     "Nom légal de l’organisation", "Nom légal de l’organisme", "Nom légal du client", "Nom légal de la structure",
     "Raison sociale complète", "Raison sociale de l’établissement de santé", "Raison sociale exacte",
     "Raison sociale de la structure", "Raison sociale de l’organisme", "Dénomination officielle", "Nom officiel",
     "Raison sociale officielle", "Dénomination complète"),
)  # fmt: skip
FINESS_PMSI = Labels(
    "FINESS PMSI", Section.CLIENT,
    ("Numéro FINESS PMSI", "FINESS PMSI", "N° FINESS PMSI", "N° FINESS", "Numéro FINESS", "FINESS",
     "N° de FINESS PMSI", "Code FINESS PMSI", "FINESS (PMSI)", "Identifiant FINESS PMSI", "FINESS d’inscription PMSI",
     "Code FINESS",
     "N° PMSI", "Numéro PMSI", "FINESS d’inscription au PMSI", "FINESS de l’établissement",
     "N° FINESS de l’établissement", "Numéro FINESS de l’établissement", "Identifiant FINESS", "N° de FINESS",
     "Numéro de FINESS", "N° d’identification FINESS", "FINESS PMSI de l’établissement", "FINESS établissement",
     "N° FINESS établissement", "FINESS client", "N° FINESS du client"),
)  # fmt: skip
FINESS_GEO = Labels(
    "FINESS géographique", Section.CLIENT,
    ("N° de FINESS géographique", "FINESS géographique", "N° FINESS géographique", "Numéro FINESS géographique",
     "FINESS géo", "FINESS ET", "FINESS établissement", "FINESS du site", "N° FINESS", "FINESS", "Numéro FINESS",
     "N° FINESS géo", "FINESS site géographique",
     "FINESS géographiques", "N° FINESS géographiques", "FINESS site", "FINESS de site", "N° FINESS du site",
     "FINESS du site géographique", "FINESS ET (géographique)", "Identifiant FINESS géographique", "N° FINESS ET",
     "Numéro FINESS ET", "Numéro de FINESS géographique", "FINESS de la structure", "Code FINESS géographique",
     "FINESS du lieu", "FINESS du centre", "FINESS du lieu d’exercice", "FINESS du site d’imagerie",
     "N° FINESS du centre", "N° FINESS du lieu"),
)  # fmt: skip
REPRESENTATIVE_NAME = Labels(
    "nom du représentant du client", Section.CLIENT,
    ("Nom du représentant du client final", "Nom du représentant", "Représentant du client", "Représenté par",
     "Représentant", "Représentant légal", "Nom du représentant (mandataire) du client final", "Mandataire",
     "Nom du mandataire", "À l’attention de", "Contact client", "Interlocuteur", "Nom du contact", "Contact",
     "Représentant du client final", "Personne habilitée", "Interlocuteur client", "Nom de l’interlocuteur",
     "Représentant (mandataire)", "Nom du représentant légal", "Correspondant", "Référent client", "Votre contact",
     "Votre représentant", "Mon représentant", "Son représentant",
     "Responsable", "Personne à contacter", "Attn", "À l’att. de", "Nom et fonction du représentant",
     "Représentant légal du client", "Représentant de l’établissement", "Représentant du client (nom)",
     "Nom du mandataire du client", "Nom du responsable", "Responsable du projet", "Chef de projet client",
     "Référent projet", "Référent", "Nom du référent", "Nom du signataire habilité", "Directeur",
     "Nom et prénom du représentant", "Nom, prénom du représentant", "Prénom et nom du représentant",
     "Représentant du destinataire", "Représentant de l’acheteur", "Représentant du bénéficiaire",
     "Représentée par", "Interlocuteur établissement", "Contact établissement", "Personne référente",
     "Votre interlocuteur", "Contact principal", "À l’intention de", "Destinataire (nom)",
     "Mandataire du client final", "Nom du contact client", "Représentant habilité",
     "Personne habilitée à engager l’établissement", "Représentant désigné par le client", "Nom et qualité du représentant",
     "Nom et qualité du représentant du client", "Représentant désigné", "Personne habilitée à signer",
     "Personne habilitée à engager le client", "Interlocuteur désigné", "Nom de l’interlocuteur client",
     "Prénom NOM", "Prénom et nom", "NOM Prénom", "Nom, prénom", "Identité", "Civilité, nom et prénom", "M. / Mme",
     "Dossier suivi par", "Dossier suivi pour le client par", "Mandataire du client", "Nom et prénom", "Nom prénom",
     "Nom / prénom", "Prénom, nom", "Nom, prénom et fonction", "Nom et fonction",
     "Nom complet", "Personne qui représente le client", "Représentant dûment habilité", "Contact chez le client",
     "Contact côté client", "Interlocuteur chez le client", "Suivi côté client par", "Suivi par (client)", "Suivi par",
     "Dossier suivi chez le client par", "Référent de l’établissement", "Référent côté client",
     "Représentant côté client", "Nom", "Nom de la personne", "Nom de la personne habilitée",
     "Personne représentant le client", "Nom et prénom de la personne qui représente le client",
     "Nom de la personne qui représente le client", "Contact habilité (représentant)", "Contact habilité"),
)  # fmt: skip
REPRESENTATIVE_PHONE = Labels(
    "téléphone du représentant du client", Section.CLIENT,
    ("Téléphone du représentant du client final", "Téléphone", "Tél.", "Téléphone du représentant", "N° de téléphone",
     "Tél. du représentant", "Numéro de téléphone", "Ligne directe", "Tél. direct", "Téléphone direct", "Portable",
     "Téléphone du représentant (mandataire) du client final", "Téléphone du mandataire", "Tél. contact",
     "Téléphone du contact", "Mobile", "Téléphone contact", "Tél. du contact", "Tel représentant", "Joignable au",
     "Téléphone du client", "Tél. client", "Téléphone client", "N° de tél.", "N° tél.", "Numéro de tél.",
     "Numéro de téléphone du représentant", "N° de téléphone du représentant", "Tél. portable", "Tél. mobile",
     "Téléphone portable", "Téléphone mobile", "Téléphone du référent", "Téléphone de contact", "Téléphone fixe",
     "Tél. fixe", "Téléphone du responsable", "Tél. du client", "Coordonnées téléphoniques",
     "Numéro d’appel", "N° d’appel",
     "Son téléphone", "Son numéro", "Son numéro de téléphone", "Téléphone professionnel", "Tél. pro",
     "Numéro où le joindre", "Numéro direct", "N° direct", "Ligne téléphonique du représentant", "Ligne téléphonique"),
)  # fmt: skip
REPRESENTATIVE_MAIL = Labels(
    "mail du représentant du client", Section.CLIENT,
    ("Mail du représentant du client final", "Mail", "E-mail", "Courriel", "Adresse électronique", "Adresse mail",
     "Mail du représentant", "Courriel du représentant", "Adresse e-mail", "Email du représentant", "Mél",
     "Mail du représentant (mandataire) du client final", "Mail du mandataire", "Courriel du contact", "Mail du contact",
     "Adresse de messagerie", "Messagerie", "Email contact",
     "Adresse mail du représentant", "Adresse électronique du représentant", "Mail du client", "E-mail du client",
     "Courriel du client", "Mail client", "Email client", "Adresse courriel", "Adresse de courriel",
     "Adresse de courrier électronique", "Courrier électronique", "Mail contact", "Adresse mail du contact",
     "Courriel contact", "Mail du référent", "Messagerie électronique",
     "Son adresse électronique", "Son adresse e-mail", "Son courriel", "Son e-mail", "Son mail",
     "Mail professionnel", "E-mail professionnel", "Courriel professionnel", "Mail pro"),
)  # fmt: skip
CLIENT_SIREN = Labels(
    "SIREN du client", Section.CLIENT,
    ("N° SIREN du client", "SIREN du client", "SIREN client", "SIREN", "N° SIREN", "Numéro SIREN", "N° de SIREN",
     "Numéro de SIREN", "N° de SIREN du client", "Identifiant SIREN", "Code SIREN",
     "SIREN de l’établissement", "N° SIREN de l’établissement", "SIREN établissement", "SIREN de la structure",
     "N° SIREN client", "Numéro SIREN du client", "SIREN (9 chiffres)", "SIREN du client final"),
)  # fmt: skip
STRUCTURE_NAME = Labels(
    "nom de la structure", Section.CLIENT,
    ("Nom de la structure (centre d’imagerie)", "Nom de la structure", "Structure", "Dénomination de la structure", "Dénomination de la structure d’imagerie", "Dénomination du centre", "Centre d’imagerie",
     "Nom du centre d’imagerie", "Structure d’imagerie", "Nom du centre", "Site d’installation", "Nom du site",
     "Centre", "Lieu d’installation", "Cabinet", "Nom du cabinet", "Site",
     "Nom de la structure d’imagerie", "Structure (centre d’imagerie)", "Centre d’imagerie médicale",
     "Site concerné", "Site d’exploitation", "Site d’imagerie", "Nom du site d’imagerie",
     "Nom de l’établissement d’imagerie", "Site de déploiement", "Établissement d’installation", "Site géographique",
     "Structure d’exploitation", "Livré à", "Site livré", "Structure livrée",
     "Lieu d’utilisation", "Lieu d’exercice", "Lieu d’exploitation", "Centre concerné", "Structure rattachée",
     "Structure concernée", "Site équipé", "Site d’utilisation", "Lieu de déploiement", "Centre équipé",
     "Lieu d’intervention", "Lieu de l’intervention", "Site réceptionnaire", "Plateau concerné",
     "Plateau équipé", "Site d’intervention", "Site destinataire", "Structure équipée", "Installé chez", "Livré chez", "Plateau d’imagerie",
     "Plateau technique d’imagerie", "Service d’imagerie"),
)  # fmt: skip
RPPS = Labels(
    "RPPS", Section.CLIENT,
    ("Numéro RPPS", "RPPS", "N° RPPS", "Identifiant RPPS", "N° de RPPS", "RPPS du mandataire", "Code RPPS",
     "N° RPPS du mandataire", "RPPS du médecin", "N° RPPS du médecin", "Numéro de RPPS", "Identifiant national RPPS",
     "RPPS du professionnel", "RPPS (11 chiffres)", "N° RPPS du représentant"),
)  # fmt: skip
AM = Labels(
    "numéro AM", Section.CLIENT,
    ("Numéro AM", "N° AM", "AM", "Numéro Assurance Maladie", "N° Assurance Maladie", "Identifiant AM", "N° ADELI",
     "Numéro d’assurance maladie", "N° AM (Assurance Maladie)", "Identifiant Assurance Maladie", "ADELI",
     "N° d’Assurance Maladie", "Identifiant d’Assurance Maladie", "Numéro AM (Assurance Maladie)",
     "N° AM du médecin", "N° AM / ADELI", "Numéro ADELI", "N° facturant", "Numéro de facturation AM",
     "N° d’identification AM", "N° AM de la structure"),
)  # fmt: skip
SOFTWARE = Labels(
    "dénomination et version du logiciel", Section.SOLUTION,
    ("Dénomination et version du logiciel", "Solution logicielle (nom et version)", "Logiciel et version", "Logiciel",
     "Solution logicielle", "Nom et version du logiciel", "Solution", "Logiciel (version)", "Produit",
     "Désignation du logiciel", "Nom du logiciel", "Solution (version)", "Nom de la solution et version",
     "Logiciel référencé", "Produit et version", "Nom et version de la solution", "Solution référencée",
     "Application", "Progiciel", "Logiciel commandé",
     "Solution logicielle et version", "Nom et version de la solution logicielle", "Dénomination du logiciel",
     "Dénomination et version de la solution", "Dénomination de la solution", "Dénomination du logiciel et version",
     "Nom du produit et version", "Nom et version du produit", "Solution proposée", "Solution commandée",
     "Logiciel installé", "Logiciel concerné", "Solution installée", "Solution concernée", "Nom de la solution",
     "Logiciel (nom et version)", "Désignation et version du logiciel", "Version du logiciel",
     "Nom de la solution logicielle", "Logiciel (dénomination et version)", "Produit (nom et version)",
     "Produit / version", "Application (version)",
     "Application et version", "Logiciel / version", "Nom commercial et version", "Nom du logiciel et version",
     "Logiciel fourni", "Logiciel livré", "Solution livrée", "Solution fournie", "Logiciel retenu",
     "Solution retenue", "Logiciel souscrit", "Abonnement souscrit", "Produit souscrit", "Produit livré",
     "Produit installé", "Solution / version", "Désignation / version", "Article / version", "Logiciel vendu"),
)  # fmt: skip
ANS_NUMBER = Labels(
    "numéro de référencement", Section.SOLUTION,
    ("Numéro de référencement", "N° de référencement", "N° de référencement ANS", "Référencement ANS",
     "Numéro ANS", "N° ANS", "Numéro de référencement ANS", "Référencement Ségur", "Référence ANS",
     "N° référencement", "Identifiant de référencement", "Référencement n°", "Référencement",
     "Numéro de référencement Ségur", "N° de référencement Ségur", "N° référencement ANS",
     "Numéro référencement ANS", "Numéro de référencement de la solution", "N° de référencement de la solution",
     "Référence de référencement", "N° d’homologation", "ID référencement", "Identifiant ANS",
     "Numéro de dossier ANS", "Référencé ANS sous le n°", "N° de référencement du logiciel",
     "Numéro de référencement du logiciel", "Référence du référencement ANS", "Certificat de référencement n°",
     "Réf. ANS", "Solution référencée sous le n°", "Référencée ANS sous le n°", "Référencé sous le n°",
     "Logiciel référencé sous le n°", "Logiciel référencé n°", "Réf. référencement", "N° de réf. ANS", "Code de référencement",
     "N° de dossier de référencement", "N° d’enregistrement ANS", "Enregistrement ANS",
     "Identifiant du référencement", "Référencé par l’ANS sous le n°", "Réf. de référencement"),
)  # fmt: skip
DELIVERY_DATE = Labels(
    "date prévisionnelle d’installation", Section.SOLUTION,
    ("Date prévisionnelle d’installation", "Date prévisionnelle de livraison", "Installation prévue le",
     "Livraison prévue le", "Date d’installation prévisionnelle", "Date d’installation prévue", "Date de livraison",
     "Date prévue d’installation", "Mise en service prévue le", "Installation prévisionnelle", "Date d’installation",
     "Échéance d’installation", "Livraison prévisionnelle", "Date de livraison prévue", "Déploiement prévu le",
     "Date de déploiement prévisionnelle", "Date prévisionnelle de mise en service", "Date de mise en service prévue",
     "Date prévisionnelle", "Date d’installation souhaitée", "Date de déploiement", "Date de déploiement prévue",
     "Date de mise en service", "Date de mise en service prévisionnelle", "Date prévisionnelle de déploiement",
     "Date prévue de livraison", "Date prévue de mise en service", "Date prévue",
     "Date de mise en production prévue", "Mise en production prévue le",
     "Date prévisionnelle de fin d’installation", "Livraison le", "Installation le", "Installation prévue",
     "Livraison prévue", "Délai d’installation", "Échéance prévisionnelle",
     "Date d’installation prévisionnelle du logiciel", "Date de livraison prévisionnelle",
     "Date cible d’installation", "Livraison",
     "Démarrage prévu", "Démarrage prévu le", "Date de démarrage prévue", "Mise en service prévue",
     "Date d’install.", "Date d’install. prévue", "Install. prévue le", "Installation au plus tard le",
     "Date d’installation attendue", "Livraison attendue le",
     "Date de livraison attendue", "Livraison souhaitée le", "Date souhaitée d’installation", "Installation visée le", "Installation souhaitée le",
     "Date de livraison souhaitée", "Installation attendue le",
     "Date prévue pour l’installation", "Installation programmée le", "Mise en place prévue le", "Date de mise en place", "Installé d’ici le", "Installation d’ici le", "Installation d’ici au", "Livré d’ici le", "Livraison d’ici le",
     "À installer avant le", "À livrer avant le", "Installation avant le", "Livraison avant le", "Installation au plus tard", "Date prévue de mise en place", "Quand l’installation est-elle prévue"),
)  # fmt: skip
TRANCHE = Labels(
    "tranche de financement", Section.SOLUTION,
    ("Tranche de financement confirmée par l’outil de calcul", "Tranche de financement", "Tranche", "Tranche confirmée",
     "Tranche retenue", "Tranche de financement retenue", "Tranche (outil de calcul)", "Tranche applicable",
     "Tranche de financement (outil de calcul)", "Tranche calculée", "Tranche de calcul",
     "Tranche de l’outil de calcul", "Tranche obtenue", "Tranche du financement",
     "Tranche de financement applicable", "Tranche confirmée par l’outil de calcul", "Tranche Ségur",
     "Palier de financement", "Palier",
     "Tranche indiquée par l’outil de calcul", "Tranche donnée par l’outil de calcul",
     "Tranche selon l’outil de calcul", "Tranche issue de l’outil de calcul", "Tranche d’examens",
     "Tranche de volume", "N° de tranche"),
)  # fmt: skip
ACTIVITY = Labels(
    "type d’activité", Section.SOLUTION,
    ("Type d’activité / type de prestation", "Type d’activité", "Activité", "Activité / type de prestation",
     "Nature de l’activité", "Type d’activité ou de prestation", "Activité principale", "Activités", "Modalité",
     "Type d’activités", "Nature d’activité", "Activité de la structure", "Activité concernée", "Type de structure",
     "Type d’imagerie", "Secteur d’activité", "Domaine d’activité", "Activité exercée",
     "Type de prestation / activité",
     "Modalités d’imagerie", "Modalités d’imagerie pratiquées",
     "Activité du centre", "Activité du site", "Activité pratiquée", "Activités pratiquées", "Activité d’imagerie",
     "Type d’examens", "Examens pratiqués", "Activité / prestation", "Activité de l’établissement"),
)  # fmt: skip
AID_AMOUNT = Labels(
    "montant des aides de minimis", Section.DE_MINIMIS,
    ("Montant des aides de minimis", "Montant des aides", "Montant perçu", "Montant de l’aide", "Montant des aides perçues",
     "Aides perçues (montant)", "Montant de minimis", "Total des aides de minimis",
     "Montant total des aides", "Montant des aides déjà perçues", "Montant des aides reçues",
     "Montant total des aides de minimis", "Montant (aides de minimis)", "Montant des aides de minimis perçues",
     "Aides de minimis : montant", "Montant d’aide perçu", "Si oui, montant", "Si oui, quel montant",
     "Montant en euros",
     "Montant total perçu", "Montant reçu", "Montant des aides de minimis reçues", "Pour un montant de",
     "Pour un total de", "Total perçu", "Somme perçue", "Aides déjà reçues", "À hauteur de", "Somme touchée", "Somme reçue",
     "Si oui, combien", "Montant touché"),
)  # fmt: skip
AID_DATE = Labels(
    "date d’attribution des aides de minimis", Section.DE_MINIMIS,
    ("Date d’attribution des aides de minimis", "Date d’attribution", "Attribuée le", "Attribuées le",
     "Date d’attribution des aides", "Date d’octroi", "Date de l’aide", "Date de perception",
     "Date d’attribution de l’aide", "Date d’obtention", "Date d’obtention des aides", "Date de versement",
     "Date d’octroi des aides", "Date d’octroi de l’aide", "Date de notification", "Date de décision",
     "Aides attribuées le", "Date (aides de minimis)", "Date de l’attribution", "Perçues le",
     "Si oui, date d’attribution", "À quelle date ont-elles été attribuées", "Si oui, à quelle date ont-elles été attribuées",
     "Accordées le", "Accordée le", "Date d’accord de l’aide", "Reçues le", "Reçue le", "Touchée le", "Touchées le", "Perçue le",
     "Si oui, attribuées quand", "Versées le", "Obtenues le",
     "Attribution le", "Date de l’octroi", "Octroyées le"),
)  # fmt: skip
_HT = ("Montant HT", "Total HT", "Prix HT", "Montant Ségur HT", "Total HT Ségur", "Total Ségur HT", "Montant HT Ségur", "Prix HT Ségur", "Montant hors taxes", "Total hors taxes", "HT", "Base HT",
       "Montant total HT", "Net HT", "Montant net HT", "Prix net HT", "Montant net hors taxes", "Sous-total HT", "Montant de la prestation HT", "Prix total HT", "Montant H.T.", "Total net HT", "Mt HT", "M. HT", "Montant hors taxe",
       "Total hors taxe", "Base hors taxe", "Base hors taxes", "Assiette HT", "Assiette hors taxe", "Assiette hors taxes", "Sous-total hors taxe", "Sous-total hors taxes", "Tot. HT", "H.T.", "Valeur nette", "Val. nette")  # fmt: skip
_RATE = ("Taux de TVA applicable", "Taux de TVA", "Taux TVA", "TVA (%)", "% TVA", "TVA %", "Taux", "TVA applicable", "Taux applicable", "Taux de TVA (%)", "Taux de la TVA", "Tx de TVA", "Tx TVA", "Taux de taxe", "Taux de la taxe",
         "TVA")  # fmt: skip
_VAT = (
    "Montant de la TVA",
    "Montant TVA",
    "TVA",
    "Total TVA",
    "Montant de TVA",
    "dont TVA",
    "TVA due",
    "TVA comptée",
    "TVA calculée",
    "TVA facturée",
    "TVA appliquée",
    "Taxe due",
    "Taxe",
    "Mt TVA",
    "M. TVA",
    "Taxe sur la valeur ajoutée",
    "Montant net TVA",
    "Total des taxes",
    "Montant des taxes",
    "Montant de la taxe",
    "Taxes",
    "Tot. TVA",
    "Montant des taxes (TVA)",
)
_TTC = ("Montant TTC", "Total TTC", "Prix TTC", "Montant Ségur TTC", "Total TTC Ségur", "Total Ségur TTC", "Montant TTC Ségur", "Prix TTC Ségur", "Montant toutes taxes comprises", "TTC", "Total toutes taxes comprises",
        "Net TTC", "Montant net TTC", "Prix net TTC", "Total net TTC", "Montant total TTC", "Montant de la prestation TTC", "Prix total TTC", "Montant T.T.C.", "Mt TTC", "M. TTC", "T.T.C.", "Total toutes taxes",
        "Montant toutes taxes", "Tot. TTC", "Montant taxes comprises", "Total taxes comprises", "Valeur brute", "Val. brute", "Montant taxe comprise", "Total taxe comprise")  # fmt: skip
TOTAL_HT = Labels("montant HT", Section.AMOUNTS, _HT)
VAT_RATE = Labels("taux de TVA", Section.AMOUNTS, _RATE)
VAT_AMOUNT = Labels("montant de la TVA", Section.AMOUNTS, _VAT)
TOTAL_TTC = Labels("montant TTC", Section.AMOUNTS, _TTC)
MAIN_HT = Labels("montant HT principal", Section.AMOUNTS, _HT, Scope.MAIN)
MAIN_RATE = Labels("taux de TVA principal", Section.AMOUNTS, _RATE, Scope.MAIN)
MAIN_VAT = Labels("montant de la TVA principal", Section.AMOUNTS, _VAT, Scope.MAIN)
MAIN_TTC = Labels("montant TTC principal", Section.AMOUNTS, _TTC, Scope.MAIN)
SECONDARY_HT = Labels("montant HT secondaire", Section.AMOUNTS, _HT, Scope.SECONDARY)
SECONDARY_RATE = Labels("taux de TVA secondaire", Section.AMOUNTS, _RATE, Scope.SECONDARY)
SECONDARY_VAT = Labels("montant de la TVA secondaire", Section.AMOUNTS, _VAT, Scope.SECONDARY)
SECONDARY_TTC = Labels("montant TTC secondaire", Section.AMOUNTS, _TTC, Scope.SECONDARY)
INVOICE_NUMBER = Labels(
    "numéro de la facture", Section.ORDER,
    ("Numéro de la facture", "Numéro de facture", "N° de facture", "Facture n°", "N° facture", "Réf. facture",
     "Référence de la facture", "N° de la facture", "Référence facture", "Facture numéro", "Facture", "Pièce n°",
     "Numéro facture", "Référence de facture", "Réf. de la facture", "Identifiant de la facture", "N° de pièce",
     "Numéro de pièce", "Facture client n°", "Facture de solde n°", "Facture référence", "Fact. n°", "N° fact.",
     "N° de la pièce", "Facture réf.", "N° de document", "Pièce comptable n°", "N° de pièce comptable", "Pièce comptable"),
)  # fmt: skip
INVOICE_DATE = Labels(
    "date d’édition de la facture", Section.ORDER,
    ("Date d’édition de la facture", "Date de facture", "Date de la facture", "Date d’émission", "Émise le", "Éditée le",
     "Date d’édition", "Date de facturation", "Facture du", "En date du", "Date d’émission de la facture",
     "Établie le", "Facturée le", "Date facture", "Date",
     "Date d’établissement", "Date d’établissement de la facture", "Date d’émission facture", "Date de l’émission",
     "Établi le", "Édité le", "Émis le", "Daté du", "Datée du", "Facture éditée le", "Facture émise le", "Facture établie le",
     "Date d’édition facture", "Facturé le", "Date de la pièce", "Fait le", "Date du document", "Date de création",
     "Facture éditée en date du", "Date pièce", "Date de comptabilisation"),
)  # fmt: skip
SERVICE_DATE = Labels(
    "date de réalisation de la prestation", Section.ORDER,
    ("Date de réalisation de la Prestation Ségur", "Date de réalisation", "Date de réalisation de la prestation",
     "Prestation réalisée le", "Réalisée le", "Date d’exécution", "Date de la prestation", "Date de prestation",
     "Date d’achèvement", "Date de fin de prestation", "Exécutée le", "Prestation effectuée le", "Date de livraison",
     "Service fait le", "Date de service fait", "Date d’exécution de la prestation",
     "Date de la réalisation", "Date de réalisation du service", "Prestation réalisée", "Prestation exécutée le",
     "Date de fin de réalisation", "Date de fin d’exécution", "Date de fin d’installation",
     "Date de mise en service", "Date d’installation", "Installation réalisée le", "Installé le", "Livré le",
     "Date d’achèvement de la prestation", "Date de livraison / réalisation", "Date de la VA", "Date d’intervention",
     "Date de service", "Réalisation le", "Prestation achevée le", "Prestation livrée le",
     "Date de réalisation Prestation Ségur", "Achevée le",
     "Livré et mis en service le", "Livré et mis en service", "Mis en service le", "Mise en service le",
     "Mise en service effective le", "Date de fin des travaux", "Installé et mis en service le",
     "Prestation terminée le", "Terminée le", "Terminé le", "Réalisé le", "Exécuté le", "Travaux achevés le", "Travaux terminés le", "Intervention du",
     "Livrée le", "Date de fin d’intervention", "Date effective de réalisation", "Date de recette",
     "Recette prononcée le", "Déploiement réalisé le", "Installation terminée le", "Intervention réalisée le", "Intervention achevée le",
     "Intervention terminée le", "Intervention effectuée le", "Date de fin de l’intervention"),
)  # fmt: skip
MSS_ADDRESS = Labels(
    "adresse MSSanté d’envoi", Section.SCENARIOS,
    ("Préciser une adresse MSS utilisée pour l’envoi de messages via la PFI", "Adresse MSS", "Adresse MSSanté",
     "Adresse MSS utilisée", "Adresse MSSanté utilisée", "Adresse MSS d’envoi", "BAL MSSanté", "Boîte MSSanté",
     "Adresse de la boîte MSS", "Adresse MSSanté d’envoi", "Préciser une adresse MSSanté utilisée pour l’envoi",
     "Adresse MSSanté de l’établissement", "Adresse de messagerie MSSanté", "Adresse de messagerie sécurisée",
     "Messagerie sécurisée de santé", "Adresse MSS de l’établissement", "BAL MSS", "Boîte aux lettres MSSanté",
     "Adresse de BAL MSSanté", "Adresse MSSanté émettrice", "Préciser l’adresse MSS utilisée",
     "Préciser une adresse MSSanté"),
)  # fmt: skip
DRIMBOX_DATE = Labels(
    "date de commande DRIMbox", Section.SCENARIOS,
    ("Si oui, à quelle date ?", "Si oui, date", "Si oui, à quelle date", "Date de la commande DRIMbox",
     "Date de commande DRIMbox", "Date prévue de la commande DRIMbox", "À quelle date", "Si oui, le", "Date DRIMbox",
     "Date de commande DB", "Date prévisionnelle de commande DRIMbox", "Si oui, précisez la date",
     "Si oui, date prévue", "Date prévisionnelle de la commande", "Si oui, date de commande",
     "Si oui, date de la commande"),
)  # fmt: skip
SIGNING_DATE = Labels(
    "date de signature", Section.SIGNATURE,
    ("Date de signature", "Date de signature du bon de commande", "Date de signature de la VA", "Signé le", "Fait le",
     "Date", "Le", "Date et signature", "Fait à, le", "Signature le", "Bon pour accord le", "Date de la signature",
     "Date de signature du client", "Signée le", "Attesté le",
     "Date de signature du document", "Date de la signature du client", "Date signature", "Fait à",
     "Fait en date du", "Signature (date)", "Accepté le", "Approuvé le", "Validé le", "Bon pour commande le",
     "Daté du", "Date d’acceptation", "Date de l’acceptation", "À la date du", "Certifié le", "Date du visa",
     "Date et lieu", "Date de signature du client final", "Date de signature de l’attestation", "En date du", "Date du",
     "Signature du", "Date de l’accord", "Signé à", "Signé en date du", "Date de visa",
     "Accord donné le", "Signé par le client le", "Visé le", "Le client, le", "Date du bon pour accord",
     "Bon pour accord, le", "Date de validation", "Commande acceptée le", "Accepté et signé le",
     "Signature client le"),
)  # fmt: skip
SIGNER_NAME = Labels(
    "nom du signataire", Section.SIGNATURE,
    ("Nom, prénom", "Nom et prénom", "Nom prénom", "Nom, prénom du client final", "Nom du signataire", "Signataire",
     "Nom et prénom du signataire", "Nom", "NOM Prénom", "Nom, prénom du signataire", "Nom / prénom",
     "Nom et qualité du signataire", "Prénom et nom", "Nom et prénom du client",
     "Nom et prénom du représentant signataire", "Nom du client signataire", "Nom, prénom du client",
     "Nom, prénom et qualité", "Nom, prénom, qualité", "Nom et fonction", "Nom, prénom et fonction du signataire",
     "Nom et fonction du signataire", "Signé par", "Nom du signataire client", "Prénom, nom",
     "Identité du signataire", "Nom et prénom (client)", "Signataire (nom, prénom)", "Représentant signataire",
     "Le signataire", "Client signataire",
     "Nom de la personne qui signe", "Nom et prénom de la personne qui signe", "Nom et prénom en capitales",
     "Nom en capitales", "Nom, prénom en capitales", "Nom en toutes lettres", "Nom du signataire en capitales",
     "Nom, prénom et qualité du signataire", "Nom complet du signataire", "Signataire habilité",
     "Signé électroniquement par", "Identité de la personne qui signe", "Nom et titre", "Nom et titre du signataire"),
)  # fmt: skip
CLIENT_SIGNATURE = Labels(
    "signature du client", Section.SIGNATURE,
    ("Signature du client final", "Signature du client", "Signature", "Pour le client", "Le client",
     "Signature et cachet du client", "Cachet et signature du client", "Bon pour accord", "Visa du client",
     "Signature du représentant", "Signature client", "Pour l’établissement", "L’établissement",
     "Signature de l’établissement", "Signature du mandataire", "Lu et approuvé", "Signature précédée de la mention",
     "Cachet et signature", "Le client final", "Pour le client final", "Signataire client", "Visa client",
     "Signature du client (précédée de la mention « Bon pour accord »)", "Signature et tampon du client",
     "Signature et cachet", "Cachet, date et signature", "Date, cachet et signature", "Signature de l’acheteur",
     "Signature du bénéficiaire", "Signature du responsable", "Bon pour commande", "Visa de l’établissement",
     "Pour le bénéficiaire", "Le bénéficiaire", "Acceptation du client", "Accord du client",
     "Signature électronique du client", "Pour l’acheteur", "Signature du signataire", "Sign. client", "Sign. clt",
     "Visa clt"),
)  # fmt: skip
NAME_STARTS = (
    "Centre d’imagerie", "Centre d’imagerie médicale", "Structure d’imagerie", "Centre", "Cabinet", "Établissement", "Établissement de santé", "Structure",
    "Société", "Entreprise", "Solution", "Application", "Logiciel", "Produit", "Site", "Tranche", "Activité", "Modalité",
)  # fmt: skip
"""Wordings that are also the first words of names."""
NOT_OURS = (
    "Identifiant du dossier", "Identifiant de l’enveloppe", "Non concerné", "Non concernée", "Non applicable", "Sans objet", "Entre", "Entre les soussignés", "Capital", "Capital social", "Au capital de", "RCS", "R.C.S.", "SIREN", "TVA intracommunautaire", "TVA intracom.",
    "N° TVA intracommunautaire", "N° TVA", "N° de TVA", "Numéro de TVA", "Code APE", "APE", "Code NAF", "NAF", "IBAN", "BIC",
    "RIB", "Domiciliation", "Banque", "Adresse", "Adresse postale", "Adresse de facturation", "Adresse de livraison",
    "Code postal", "CP", "Ville", "Pays", "Fax", "Télécopie", "Site web", "Site internet", "Web", "Offre valable jusqu’au",
    "Valable jusqu’au", "Validité de l’offre", "Date de validité", "Validité offre", "Offre close le", "Offre valable jusqu’au", "Fin de validité", "Clôture de l’offre", "Date limite de réponse", "À retourner avant le", "Réponse avant le", "Date d’échéance", "Échéance", "Date limite",
    "Date limite de paiement", "Date de paiement", "À payer avant le", "À régler avant le", "Payable avant le",
    "Conditions de paiement", "Conditions de règlement", "Mode de règlement", "Mode de paiement", "Délai de paiement",
    "Règlement", "Net à payer", "Net à payer TTC", "Reste à payer", "Reste à charge", "Acompte", "Acompte versé", "Remise",
    "Désignation", "Description", "Libellé", "Prestation", "Article", "Référence", "Réf.", "Quantité", "Qté", "Qté.", "PU",
    "PU HT", "Prix unitaire", "Prix unitaire HT", "Unité", "Code article", "Date de début", "Date de fin", "Durée",
    "Fonction", "Qualité", "Qualité du signataire", "Fonction du signataire", "Service", "Page", "Code client", "N° client",
    "Numéro client", "Réf. client", "Votre référence", "Notre référence", "Vos références", "Nos références", "Affaire",
    "Code affaire", "Affaire suivie par", "Votre interlocuteur commercial", "Commercial", "Contact commercial", "Suivi commercial", "Suivi commercial par", "Votre commercial", "Ingénieur commercial", "Responsable commercial", "Chargé d’affaires", "Votre conseiller", "Votre chargé d’affaires",
    "FINESS juridique", "FINESS EJ", "N° FINESS EJ", "FINESS (EJ)", "N° FINESS entité juridique",
    "FINESS de l’entité juridique", "FINESS (entité juridique)", "FINESS (juridique)", "N° FINESS juridique", "Numéro FINESS juridique", "FINESS entité juridique",
    "SIRET client", "SIRET du client", "N° SIRET du client", "N° SIRET client", "SIRET de l’établissement",
    "SIRET établissement", "Code service", "Numéro d’engagement", "N° d’engagement", "Engagement juridique", "N° de marché",
    "N° marché", "Marché n°", "Numéro de devis", "Devis n°", "N° devis", "Date du devis", "Bon de livraison n°", "Commentaire",
    "Commentaires", "Observations", "Remarques", "Cachet", "Téléphone du fournisseur", "Tél. fournisseur", "Mail du fournisseur",
    "Courriel du fournisseur", "Contact fournisseur", "Représentant du fournisseur", "Nom du représentant du fournisseur",
    "Interlocuteur fournisseur", "Interlocuteur chez le fournisseur", "Contact chez le fournisseur", "Personne à contacter chez le fournisseur", "Contact éditeur", "Interlocuteur éditeur",
    "Interlocuteur chez l’éditeur", "Contact chez l’éditeur", "Votre interlocuteur chez le fournisseur", "Votre contact chez l’éditeur",
    "Forme juridique", "Statut juridique", "Standard", "Tél. standard", "Support", "Hotline", "Assistance", "Date d’impression",
    "Édité par", "Suivi par", "Montant en lettres", "Total à payer", "Montant à payer", "Solde", "Période",
    "Validité", "Valide jusqu’au", "Votre conseiller", "Conseiller", "Votre contact commercial", "Responsable commercial", "Représentant commercial",
    "Chargé d’affaires", "Contact sur place", "Contact sur site", "Contact à la livraison", "Personne sur place",
    "Référent technique", "Contact technique", "Interlocuteur technique", "Solde à régler", "Aide à déduire", "Aide déduite", "Aide de l’État à déduire", "À déduire", "Devise", "Déjà réglé", "Déjà payé", "Reste dû",
    "Groupe vendeurs", "Groupe de vendeurs",
    "Chef de projet", "Code tiers", "Code interne", "Terme de la garantie", "Fin de garantie", "Garantie jusqu’au",
    "Référent réseau", "Référent réseau du site", "Standard de l’entreprise", "Correspondant du marché", "Validation de l’intégrateur",
)  # fmt: skip
"""Labels of no field: what stands beside them is no field's value, and they are never a value themselves."""

ALL = tuple(value for value in list(globals().values()) if isinstance(value, Labels))
"""Every concept above."""
HEADING_WORDS = {
    word: section
    for section, words in {
        Section.ORDER: "references reference objet document projet affaire dossier",
        Section.SUPPLIER: "fournisseur editeur prestataire titulaire vendeur emetteur industriel societe entreprise nous "
        "fournit intervient intervenant intervenante integrateur integratrice emettrice attributaire",
        Section.CLIENT: "client clients etablissement beneficiaire acheteur donneur ordre destinataire centre structure mandataire representant represente "
        "organisation organisme vous contact contacts interlocuteur interlocuteurs correspondant personne habilitee habilite autorise autorisee cliente "
        "demandeur commanditaire souscripteur representation adjudicateur adherent adherente",
        Section.SOLUTION: "solution solutions logiciel logicielle logiciels logicielles produit progiciel referencee installation livraison planning calendrier",
        Section.DE_MINIMIS: "minimis aides aide",
        Section.AMOUNTS: "montant montants prix tarif tarifs financieres financier financiere tarification cout couts coute combien chiffrage recapitulatif valorisation facturation "
        "budget postes valeurs",
        Section.SCENARIOS: "scenarios scenario deploiement questionnaire interoperabilite flux verifications "
        "configuration parametrage environnement contexte technique techniques caracteristiques",
        Section.MENTIONS: "mentions attestation attestations engagements engagement declarations declaration obligatoires legales rappels "
        "clauses",
        Section.SIGNATURE: "signature signatures signataire signataires signatory visa visas accord acceptation "
        "approbation validation emargement signer signez",
    }.items()
    for word in words.split()
}
"""What the telling words of a heading say of the part of the form below it (in `kinds.text` normal form)."""
HEADING_FILLERS = frozenset(
    word
    for words in (
        "notre votre cadre rubrique ce cette nos vos i ii iii iv v vi vii viii a b c d e f l le la les de du des",
        "un une et ou en au aux pour par anterieures anterieur relatif relatifs relative relatives identification",
        "informations information coordonnees partie parties legal legale designe designee section details detail",
        "donnees donnee generales generale general concernant renseignements renseignement final finale bon n no",
        "cachet qui pouvoir site article sa son chapitre titre date lu approuve segur sante numerique numero",
        "conditions condition descriptif description commande facture dossier appel financement equipe equipee",
        "retenu retenue choisi choisie concerne concernee commandee propose proposee souscrit souscrite vendu",
        "vendue ses",
        "rempli remplie remplir complete completee completer renseigne renseignee renseigner saisi saisie saisir",
        "reserve reservee usage espace zone bloc encadre datez est sont quel quelle quels quelles agit il s",
    )
    for word in words.split()
)
"""Words that headings share and that tell nothing."""
