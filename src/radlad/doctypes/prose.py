"""How running sentences announce values: "Je soussigné …, agissant pour le compte de …" (data, general practice).

Each cue is the words right before the value, folded; the value then runs to the end of its clause.
"""

from __future__ import annotations

from collections.abc import Mapping

from radlad.doctypes import labels
from radlad.domain.doctype import Labels

_IS = r"(?:,? (?:est )?(?:de|a|fixee? a|qui s.eleve a|s.elevant a|s.eleve a))?"
_HT = (labels.TOTAL_HT, labels.MAIN_HT, labels.SECONDARY_HT)
_TTC = (labels.TOTAL_TTC, labels.MAIN_TTC, labels.SECONDARY_TTC)
_VAT = (labels.VAT_AMOUNT, labels.MAIN_VAT, labels.SECONDARY_VAT)
_RATES = (labels.VAT_RATE, labels.MAIN_RATE, labels.SECONDARY_RATE)

CUES: Mapping[Labels, tuple[str, ...]] = {
    labels.REPRESENTATIVE_NAME: (
        "je soussigne(?:e|\\(e\\))?,?", "nous soussignes,?", "en la personne de", "agissant par l.intermediaire de",
        "represente(?:e|\\(e\\))?(?: aux presentes| legalement| ici)? par(?: (?:son|sa) [a-z ]{4,30},)?",
        "(?:par|de) (?:son|sa) (?:representante?|directeur|directrice)(?: [a-z]+)?,?", "ayant pour representant",
    ),
    labels.CLIENT_NAME: (
        "pour le compte d[eu]", "pour le compte de la", "au nom et pour le compte d[eu]", "agissant au nom d[eu]",
        "representant(?: legal)?(?: d[eu]| de la)?", "en qualite de representant d[eu]", "l.etablissement",
        "(?:le|du|au|par le|pour le) client(?: final)?", "au nom d[eu]", "le beneficiaire", "(?:le|du) demandeur,?",
    ),
    labels.CLIENT_COMPANY: ("(?:raison|denomination) sociale(?: est)?",),
    labels.SUPPLIER_NAME: (
        "aupres de (?:la )?societe", "aupres de", "(?:la|de la|par la) societe", "le titulaire,", "le fournisseur,",
        "l.editeur", "le prestataire,",
    ),
    labels.SOFTWARE: (
        "le logiciel", "du logiciel", "la solution(?: logicielle)?", "de la solution(?: logicielle)?", "d.installer",
        "l.application", "le progiciel",
    ),
    labels.STRUCTURE_NAME: ("(?:la )?structure ?:?", "le centre", "pour le site(?: de)?", "site :"),
    labels.FUNDING_REFERENCE: ("appel a financement(?: n[o°])?", "au titre de l.appel a financement"),
    labels.SERVICE_NATURE: ("prestation de nature", "nature de (?:la )?prestation", "prestation dite"),
    labels.ORDER_NUMBER: (
        "bon de commande (?:n[o°]|numero|reference)", "(?:numero de )?commande(?: n[o°]| numero| reference)?",
    ),
    labels.ORDER_DATE: ("(?:emis|etabli|edite|date|passe)e? (?:le|du)", "bon de commande du", "en date du"),
    labels.INVOICE_NUMBER: ("facture(?: n[o°]| numero)?",),
    labels.INVOICE_DATE: ("(?:editee|emise|etablie|facturee) le", "facture du"),
    labels.SERVICE_DATE: ("(?:realisee|executee|effectuee|achevee|livree) le", "prestation du"),
    labels.DELIVERY_DATE: (
        "(?:installation|livraison|installee?|livree?|mise en service|mise en production|deploiement|demarrage) "
        "(?:est |sera )?(?:prevue?|fixee?|programmee?)(?: pour)?(?: le| au)?",
        "(?:livraison|installation|mise en service) (?:aura lieu |interviendra )?le",
        "(?:sera|seront|est) (?:installee?|livree?|deployee?|mise? en (?:service|production))s? le",
    ),
    labels.SIGNING_DATE: ("signee?s?(?: par [a-z ]{4,30})?,? le", "fait a [a-z' -]{2,30}?,? le"),
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
    labels.REPRESENTATIVE_PHONE: (
        "joignable au", "joindre au", "tel(?:ephone)?", "par telephone au", "au telephone", "telephone du representant",
    ),
    labels.REPRESENTATIVE_MAIL: (
        "courriel(?: a)?", "e-?mail", "mail", "adresse electronique", "par courriel a", "a l.adresse",
        "courriel du representant",
    ),
    **dict.fromkeys(_HT, (rf"(?:hors taxes?|\bh\.?t\.?){_IS}",)),
    **dict.fromkeys(_TTC, (rf"(?:toutes taxes comprises|\bt\.?t\.?c\.?){_IS}",)),
    **dict.fromkeys(_VAT, (rf"(?:montant|somme|\+|plus|dont|et)(?: de)?(?: la| une?)? ?\bt\.?v\.?a\.?{_IS}",)),
    **dict.fromkeys(_RATES, (r"taux(?: de)?(?: la)?(?: t\.?v\.?a\.?)?(?: est)?(?: de| a)?", r"\bt\.?v\.?a\.? (?:a|de)")),
}  # fmt: skip
