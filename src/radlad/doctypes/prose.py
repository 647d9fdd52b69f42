"""How running sentences announce values: "Je soussigné …, agissant pour le compte de …" (data, general practice).

Each cue is the words right before the value, folded; the value then runs to the end of its clause.
"""

from __future__ import annotations

from collections.abc import Mapping

from radlad.doctypes import labels
from radlad.domain.doctype import Labels

CUES: Mapping[Labels, tuple[str, ...]] = {
    labels.REPRESENTATIVE_NAME: (
        "je soussigne(?:e|\\(e\\))?,?", "nous soussignes,?", "represente(?:e|\\(e\\))? par", "en la personne de",
        "agissant par l.intermediaire de", "par son representant,?", "par son directeur,?", "par sa directrice,?",
    ),
    labels.CLIENT_NAME: (
        "pour le compte d[eu]", "pour le compte de la", "au nom et pour le compte d[eu]", "agissant au nom d[eu]",
        "representant(?: legal)?(?: d[eu]| de la)?", "en qualite de representant d[eu]", "l.etablissement",
    ),
    labels.SUPPLIER_NAME: (
        "aupres de (?:la )?societe", "aupres de", "(?:la|de la|par la) societe", "le titulaire,", "le fournisseur,",
        "l.editeur", "le prestataire,",
    ),
    labels.SOFTWARE: ("le logiciel", "du logiciel", "la solution(?: logicielle)?", "de la solution(?: logicielle)?"),
    labels.STRUCTURE_NAME: ("(?:la )?structure ?:?", "le centre", "pour le site(?: de)?", "site :"),
    labels.FUNDING_REFERENCE: ("appel a financement(?: n[o°])?", "au titre de l.appel a financement"),
    labels.SERVICE_NATURE: ("prestation de nature", "nature de (?:la )?prestation", "prestation dite"),
    labels.ORDER_NUMBER: ("bon de commande (?:n[o°]|numero|reference)", "commande (?:n[o°]|numero)"),
    labels.ORDER_DATE: ("(?:emis|etabli|edite|date|passe)e? (?:le|du)", "bon de commande du", "en date du"),
    labels.INVOICE_NUMBER: ("facture (?:n[o°]|numero)",),
    labels.INVOICE_DATE: ("(?:editee|emise|etablie|facturee) le", "facture du"),
    labels.SERVICE_DATE: ("(?:realisee|executee|effectuee|achevee|livree) le", "prestation du"),
    labels.DELIVERY_DATE: ("(?:installation|livraison|installee|livree) (?:est )?prevue?(?: pour)? le", "livraison le"),
    labels.ANS_NUMBER: (
        "reference(?:e)? (?:par l.ans )?(?:sous le )?(?:n[o°]|numero)", "ans sous le n[o°]", "referencement n[o°]",
    ),
    labels.TRANCHE: ("tranche de financement",),
    labels.ACTIVITY: ("activite(?: de)?", "type d.activite"),
    labels.SUPPLIER_SIRET: ("siret(?: n[o°])?",),
    labels.FINESS_PMSI: ("finess(?: pmsi)?(?: n[o°])?",),
    labels.FINESS_GEO: ("finess(?: geographique)?(?: n[o°])?",),
    labels.CLIENT_SIREN: ("siren(?: n[o°])?",),
    labels.RPPS: ("rpps(?: n[o°])?",),
    labels.AM: ("(?:n[o°] )?am(?: n[o°])?", "assurance maladie(?: n[o°])?"),
    labels.REPRESENTATIVE_PHONE: ("joignable au", "tel(?:ephone)?", "par telephone au", "au telephone"),
    labels.REPRESENTATIVE_MAIL: ("courriel(?: a)?", "e-?mail", "mail", "adresse electronique", "par courriel a"),
}  # fmt: skip
