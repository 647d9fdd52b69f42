"""How running sentences announce values: "Je soussigné …, agissant pour le compte de …" (data, general practice).

Each cue is the words right before the value, folded; the value then runs to the end of its clause. A value with a form
of its own may stand farther from the words that tell whose it is: of the hints of its kind that stand before it in its
sentence, the last one counts; an amount is mostly told by the word right behind it.
"""

from __future__ import annotations

from collections.abc import Mapping

from radlad.doctypes import labels
from radlad.domain.doctype import Kind, Labels

_IS = r"(?:,? (?:est )?(?:de|a|fixee? a|qui s.eleve a|s.elevant a|s.eleve a))?"
_HT = (labels.TOTAL_HT, labels.MAIN_HT, labels.SECONDARY_HT)
_TTC = (labels.TOTAL_TTC, labels.MAIN_TTC, labels.SECONDARY_TTC)
_VAT = (labels.VAT_AMOUNT, labels.MAIN_VAT, labels.SECONDARY_VAT)
_RATES = (labels.VAT_RATE, labels.MAIN_RATE, labels.SECONDARY_RATE)

CUES: Mapping[Labels, tuple[str, ...]] = {
    labels.REPRESENTATIVE_NAME: (
        "je soussigne(?:e|\\(e\\))?,?", "nous soussignes,?", "en la personne de", "agissant par l.intermediaire de",
        "represente(?:e|\\(e\\))?(?: aux presentes| legalement| ici)? par(?: (?:son|sa) [a-z ]{4,30},)?",
        "(?:par|de) (?:son|sa|notre|leur) (?:representante?|mandataire|directeur|directrice)(?: legale?| generale?)?,?",
        "(?:ayant )?pour representante?", "a l.attention de son representant,?", "agissant par(?! l.interm)(?: (?:son|sa|notre|leur) [a-z]+)?",
    ),
    labels.CLIENT_NAME: (
        "pour le compte d[eu]", "pour le compte de la", "au nom et pour le compte d[eu]", "agissant au nom d[eu]",
        "(?<!pour )representant(?: legal)?(?: d[eu]| de la)?", "en qualite de representant d[eu]", "l.etablissement(?: ou le cabinet)?",
        "(?:le|du|au|par le|pour le) client(?: final)?", "au nom d[eu]", "le beneficiaire", "(?:le|du) demandeur,?",
        "client factur[ea] ?:", "structure cliente",
    ),
    labels.CLIENT_COMPANY: ("(?:raison|denomination) sociale(?: est)?",),
    labels.SUPPLIER_NAME: (
        "aupres de (?:la )?societe", "aupres de", "(?:la|de la|par la) societe(?: denommee)?", "l.entreprise", "le titulaire,", "le fournisseur,",
        "l.editeur", "le prestataire,",
    ),
    labels.SOFTWARE: (
        "(?:le |du )?logiciel(?: et (?:sa )?version)?", "(?:de )?(?:la )?solution(?: logicielle)?(?: et (?:sa )?version)?", "d.installer",
        "l.application", "le progiciel", "porte sur",
    ),
    labels.STRUCTURE_NAME: ("(?:la )?structure(?: d.imagerie| equipee)? ?:?", "le centre", "pour le site(?: de)?", "site :",
        "pour (?:son|sa|notre|leur) (?:centre|site|structure|cabinet|plateau)"),
    labels.FUNDING_REFERENCE: ("appel a financement(?: n[o°]| reference| numero)?", "au titre de l.appel a financement"),
    labels.SERVICE_NATURE: ("prestation suivante ?:?", "prestation de nature", "(?:nature|type) de (?:la )?prestation", "prestation dite", "d.une prestation",
        "ayant pour objet"),
    labels.ORDER_NUMBER: (
        "bon de commande (?:n[o°]|numero|reference)", "(?:numero de )?commande(?: n[o°]| numero| reference)?",
    ),
    labels.ORDER_DATE: ("(?:emis|etabli|edite|date|passe|dresse)e? (?:le|du)", "bon de commande du", "en date du"),
    labels.INVOICE_NUMBER: ("facture(?: n[o°]| numero)?",),
    labels.INVOICE_DATE: ("(?:editee|emise|etablie|facturee|dressee) le", "facture du"),
    labels.SERVICE_DATE: ("(?:realisee|executee|effectuee|achevee|livree) le", "prestation du"),
    labels.DELIVERY_DATE: (
        "(?:installation|livraison|installee?|livree?|mise en (?:service|production|place)|deploiement|demarrage) "
        "(?:est |sera )?(?:prevue?|fixee?|programmee?)(?: pour)?(?: le| au)?",
        "(?:livraison|installation|mise en service) (?:aura lieu |interviendra )?le",
        "(?:sera|seront|est) (?:installee?|livree?|deployee?|mise? en (?:service|production))s? le",
    ),
    labels.SIGNING_DATE: ("(?:signe|conclu|accepte|approuve)e?s?(?: par [a-z ]{4,30})?,? le", "fait a [a-z' -]{2,30}?,? le"),
    labels.ANS_NUMBER: (
        "referencee? (?:par l.(?:ans|agence(?: du numerique en sante)?) )?(?:sous le )?(?:n[o°]|numero)",
        "ans sous le n[o°]", "referencement n[o°]", "numero de referencement(?: ans)?", "referencement ans", "referencement par l.ans sous le (?:n[o°]|numero)",
    ),
    labels.TRANCHE: ("tranche de financement",),
    labels.ACTIVITY: ("activite(?: de)?", "type d.activite", "activite (?:exercee|de la structure)(?: est)? ?:?"),
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

_CLIENTS = (
    r"represent|etablissement|\bclient|beneficiaire|hopital|hospitali|clinique|cabinet|que vous pouvez|vous pouvez|"
    r"(?:nous|le|la) joindre|\bon l[ea']|signataire"
)
_OTHERS = (
    r"fournisseur|editeur|societe|prestataire|titulaire|correspondant|techni|commercia|interlocut|siege|notre equipe|"
    r"support|assistance|hotline|chez nous"
)
_ISSUED = r"\bemi[st]|edit[ei]|etabli|dresse|passee?\b|(?<!la )\bdate[es]*\b|en date d|redige"
HINTS: Mapping[Kind, Mapping[tuple[Labels, ...], str]] = {
    Kind.DATE: {
        (labels.ORDER_DATE, labels.INVOICE_DATE): _ISSUED,
        (labels.DELIVERY_DATE,): r"install|livr|mise? en (?:service|production|oeuvre)|deplo|demarr",
        (labels.SIGNING_DATE,): r"signe|fait a|fait le",
        (labels.SERVICE_DATE,): r"realis|execut|acheve|effectue|termine|service fait|mise en service",
        (labels.AID_DATE,): r"\baides?\b|minimis|attribu|octro|accorde",
        (): r"valable|validite|echeance|reglement|paye|avant le|commission|devis|offre|jusqu|garantie",
    },
    Kind.AMOUNT: {
        _HT: r"hors taxes?|\bh\.?t\b",
        _TTC: r"toutes taxes comprises|\bt\.?t\.?c\b|taxes comprises",
        _VAT: r"\bt\.?v\.?a\b|taxe sur la valeur ajoutee",
        (labels.AID_AMOUNT,): r"\baides?\b|minimis|subvention",
        (): r"capital|acompte|reste|penalite|avoir|remise|frais",
    },
    Kind.RATE: {_RATES: r"taux|\bt\.?v\.?a\b"},
    Kind.PHONE: {(labels.REPRESENTATIVE_PHONE,): _CLIENTS, (): _OTHERS},
    Kind.EMAIL: {(labels.REPRESENTATIVE_MAIL,): _CLIENTS, (): _OTHERS},
    Kind.SIRET: {
        (labels.SUPPLIER_SIRET,): r"siret(?! (?:de l.(?:acheteur|etablissement)|du (?:client|beneficiaire|demandeur)))|"
        r"immatricul|inscrit|enregistr",
        (): r"siret (?:de l.(?:acheteur|etablissement)|du (?:client|beneficiaire|demandeur))",
    },
    Kind.FINESS: {(labels.FINESS_PMSI, labels.FINESS_GEO): r"finess"},
    Kind.SIREN: {(labels.CLIENT_SIREN,): r"siren|immatricul"},
    Kind.RPPS: {(labels.RPPS,): r"rpps"},
    Kind.AM: {(labels.AM,): r"\ba\.?m\b|assurance maladie", (): r"siren|finess|siret|rpps"},
}
"""What tells, in the sentence before a value of a kind, whose labels' it is; of nobody's, the empty ones."""
