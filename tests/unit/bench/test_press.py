"""The second press: its truth is what is printed, its families are whole, its halves share nothing.

The browser runs once, in a process of its own: it must share no event loop with other tests' browsers.
"""

import json
import random
import re
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from html import unescape
from itertools import islice
from pathlib import Path

import pypdfium2
import pytest

from bench.maker import press, story
from bench.maker.paraphrases import fold
from bench.maker.press import asides, chromium, marks
from bench.maker.press.content import content, name_of, standing
from bench.maker.press.families import families, filled, render, texts
from bench.maker.press.marks import Boxes
from radlad import doctypes
from radlad.domain.doctype import Kind, Labels, Piece
from radlad.kinds import amount

ALL = [f for half in press.HALVES for f in families(half)]
TEXT = re.compile(r"<style>.*?</style>|<title>.*?</title>|<[^>]+>", re.DOTALL)


def drawn(family, doctype, seed=0, proposal=False):
    """The story, and all that is printed of it as letters and digits, page heads and feet included."""
    rng = random.Random(f"{family.name}-{doctype.key}-{seed}")
    told = story.tell(doctype, family.half, rng)
    said = content(told, family, rng, proposal, False)
    html = "".join((render(f"{family.name}.html", said), filled(family.head, said), filled(family.foot, said)))
    return told, letters(TEXT.sub("", html).replace("&#x27;", "'").replace("&amp;", "&").replace("&quot;", '"'))


def letters(text):
    return re.sub(r"\W", "", fold(text).replace("œ", "oe")).replace("€", "")


@pytest.mark.parametrize("family", ALL, ids=lambda f: f.name)
@pytest.mark.parametrize("doctype", doctypes.TYPES, ids=lambda t: t.key)
def test_every_value_and_mention_of_the_truth_is_on_the_paper(family, doctype):
    for seed in range(3):
        told, paper = drawn(family, doctype, seed)
        for field in doctype.fields:
            printed = isinstance(field.anchor, Labels) and field.kind is not Kind.SIGNATURE
            if printed or field.kind is Kind.MENTION:
                assert letters(told.shown[field.balise]) in paper, (seed, field.balise)


@pytest.mark.parametrize("family", ALL, ids=lambda f: f.name)
@pytest.mark.parametrize("doctype", doctypes.TYPES, ids=lambda t: t.key)
def test_every_question_and_box_is_on_the_paper(family, doctype):
    _, paper = drawn(family, doctype)
    for field in doctype.fields:
        if field.kind in (Kind.QUESTION, Kind.CHECKBOX):
            assert letters(field.anchor.text) in paper, field.balise


@pytest.mark.parametrize(("piece", "seeds"), [(Piece.INVOICE, 8), (Piece.VA, 6)])
@pytest.mark.parametrize("family", ALL, ids=lambda f: f.name)
def test_a_mention_is_printed_when_and_only_when_it_holds_or_is_boxed(family, piece, seeds):
    for doctype in (t for t in doctypes.TYPES if t.piece is piece):
        for seed in range(seeds):
            told, paper = drawn(family, doctype, seed)
            for field in doctype.fields:
                if field.kind is Kind.STATED:
                    boxed = piece is Piece.VA and told.boxed_mentions
                    wanted = boxed or told.truth[field.balise] == "true"
                    assert (letters(field.anchor.text) in paper) == wanted, (seed, field.balise)


@pytest.mark.parametrize("family", ALL, ids=lambda f: f.name)
def test_a_siret_that_the_truth_leaves_out_stands_nowhere(family):
    doctype = doctypes.by_key("hop-dpi-facture")
    stories = (drawn(family, doctype, seed) for seed in range(200))
    left_out = list(islice(((told, paper) for told, paper in stories if not told.truth["siretFacture"]), 2))
    assert left_out
    for told, paper in left_out:
        assert told.firm.siret not in paper


@pytest.mark.parametrize("family", ALL, ids=lambda f: f.name)
def test_a_family_words_every_label_that_any_type_can_print(family):
    wanted = {name_of(f) for t in doctypes.TYPES for f in t.fields if isinstance(f.anchor, Labels)}
    assert wanted == set(family.labels)
    assert {*family.also, *(family.invoice or {})} <= wanted
    assert set(family.boxes) <= set(marks.STYLES)
    assert not {b for b in family.apart if b not in wanted}


@pytest.mark.parametrize("family", ALL, ids=lambda f: f.name)
def test_a_proposal_says_that_it_is_one_and_an_order_does_not(family):
    order = doctypes.by_key("hop-dpi-bon_commande")
    assert "propositioncommerciale" in drawn(family, order, proposal=True)[1]
    assert "propositioncommerciale" not in drawn(family, order)[1]


@pytest.mark.parametrize("layout", ["mentions/plain.html", "questions/right.html", "ticks/list.html"])
def test_an_unticked_box_is_seen_where_no_column_shows_it(layout):
    for style in marks.STYLES:
        box = str(Boxes(standing(style, layout), random.Random(1))(False))
        assert 'class="box' in box or TEXT.sub("", box), style


@pytest.mark.parametrize(
    ("layout", "yes", "no"),
    [
        ("yes_no", "[X][]", "[][X]"),
        ("replies", "[X]oui[]non", "[]oui[X]non"),
        ("typed", "OUI", "NON"),
        ("replied", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("confirmed", "[X]Confirmé[]Nonconfirmé", "[]Confirmé[X]Nonconfirmé"),
        ("controle", "[X][]", "[][X]"),
        ("ouest_jumeau", "[X][]", "[][X]"),
        ("nord_conforme", "[X][]", "[][X]"),
        ("prune_observations", "[X][]", "[][X]"),
        ("prune_atteste", "[X]oui,constaté[]non", "[]oui,constaté[X]non"),
        ("prune_constat", "[X][]", "[][X]"),
        ("bois_feuille", "[X][]", "[][X]"),
        ("ruche", "[X][]", "[][X]"),
        ("scanner", "[X][]", "[][X]"),
        ("intendance", "[X][]", "[][X]"),
        ("gigogne", "Oui[X]Non[]", "Oui[]Non[X]"),
        ("vendange", "[X][]", "[][X]"),
        ("vestibule_reponse", "[X]oui[]non", "[]oui[X]non"),
        ("wallon", "[X]oui[]non", "[]oui[X]non"),
        ("whist_colonnes", "[X][]", "[][X]"),
        ("wassingue", "[X][]", "[][X]"),
    ],
)
def test_a_statement_that_asks_for_oui_or_non_is_answered_as_the_truth_has_it(layout, yes, no):
    family = replace(families(press.LATER[0])[0], ticks=(layout,), boxes=("bracket",))
    for told, paper, field in asked(family, "hop-dpi-va", Kind.CHECKBOX):
        answer = yes if told.truth[field.balise] == "true" else no
        assert bare(field.anchor.text) + answer in paper, field.balise


@pytest.mark.parametrize(
    ("layout", "yes", "no"),
    [
        ("pile", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("duo", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("fields", "[X]oui[]non", "[]oui[X]non"),
        ("letters", "O[X]N[]", "O[]N[X]"),
        ("worded", "Oui[X]Non[]", "Oui[]Non[X]"),
        ("narrow", "OUI[X]NON[]", "OUI[]NON[X]"),
        ("replied", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("chip", "✓Oui", "✕Non"),
        ("keyed", "REPONSE(O=OUIN=NON).......:O", "REPONSE(O=OUIN=NON).......:N"),
        ("halves", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("badges", "OUI", "NON"),
        ("flagged", "✔OuiNon", "Oui✔Non"),
        ("overstruck", "OUI/NONXXX", "OUIXXX/NON"),
        ("casier", "[X]oui[]non", "[]oui[X]non"),
        ("colonne", "Oui", "Non"),
        ("fusion", "OUI[X]NON[]", "OUI[]NON[X]"),
        ("suite", "[X]oui[]non", "[]oui[X]non"),
        ("controle", "[X][]–", "[][X]–"),
        ("legende_ronde", "oui[X]non[]", "oui[]non[X]"),
        ("alinea", "–notreréponse:oui", "–notreréponse:non"),
        ("ouest_tirets", "[X]OUI[]NON", "[]OUI[X]NON"),
        ("ouest_italique", "Necocherqu’uneseulecase[X]Oui[]Non", "Necocherqu’uneseulecase[]Oui[X]Non"),
        ("ouest_machine", "OUI[X]NON[]", "OUI[]NON[X]"),
        ("ouest_main", "[X]oui[]non", "[]oui[X]non"),
        ("ouest_serre", "Oui[X]Non[]", "Oui[]Non[X]"),
        ("ouest_phrase", "»,leClientrépond:[X]oui[]non.", "»,leClientrépond:[]oui[X]non."),
        ("nord_bascule", "Oui", "Non"),
        ("nord_bilingue", "[X]Oui/Yes[]Non/No", "[]Oui/Yes[X]Non/No"),
        ("nord_bloc", "Réponse[X]Oui[]Non", "Réponse[]Oui[X]Non"),
        ("nord_cellule", "[X][]", "[][X]"),
        ("nord_colonnes", "[X][]", "[][X]"),
        ("nord_incise", "–oui[X]non[]", "–oui[]non[X]"),
        ("nord_saisie", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("prune_observations", "[X][]", "[][X]"),
        ("prune_reponse", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("prune_retenue", "[X]OUI[]NON", "[]OUI[X]NON"),
        ("prune_constat", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("prune_zone", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("prune_liste", "Oui", "Non"),
        ("prune_dactylo", "OUI[X]NON[]", "OUI[]NON[X]"),
        ("prune_filet", "oui[X]non[]", "oui[]non[X]"),
        ("bois_releve", "[X]OUI[]NON", "[]OUI[X]NON"),
        ("bois_releve_apres", "Oui[X]Non[]", "Oui[]Non[X]"),
        ("bois_fleche", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("bois_etiquette", "Oui", "Non"),
        ("bois_dessous", "Réponseduclient:[X]oui[]non", "Réponseduclient:[]oui[X]non"),
        ("bois_cellules", "[X][]", "[][X]"),
        ("bois_conduite", "oui[X]non[]", "oui[]non[X]"),
        ("bois_plume", "[X]oui[]non", "[]oui[X]non"),
        ("bois_feuille", "[X][]", "[][X]"),
        ("bois_liste", "OUI", "NON"),
        ("bois_carte", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("rosette", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("rosette_dessous", "[]Non[X]Oui", "[X]Non[]Oui"),
        ("rouage", "OUI[X]NON[]", "OUI[]NON[X]"),
        ("registre", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("registre_lignes", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("rescrit", "RéponseduClient:[X]oui[]non", "RéponseduClient:[]oui[X]non"),
        ("rescrit_reponse", "OUI[X]NON[]", "OUI[]NON[X]"),
        ("relais", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("relais_mots", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("ramure", "Oui[X]Non[]", "Oui[]Non[X]"),
        ("ramure_suite", "[]NON[X]OUI", "[X]NON[]OUI"),
        ("ruche", "OUI[X]NON[]", "OUI[]NON[X]"),
        ("ruche_colonnes", "[][X]", "[X][]"),
        ("roseau", "oui[X]non[]", "oui[]non[X]"),
        ("syndicat", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("syndicat_colonnes", "[X][]", "[][X]"),
        ("sequentiel", "[X][]", "[][X]"),
        ("soleil", "Non[]Oui[X]", "Non[X]Oui[]"),
        ("suivi", "Oui", "Non"),
        ("suivi_cases", "Oui[X]Non[]", "Oui[]Non[X]"),
        ("soumission", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("soumission_ligne", "[]NON[X]OUI", "[X]NON[]OUI"),
        ("scanner", "[X][]", "[][X]"),
        ("saisie", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("serment", "–nousrépondons:oui[X]non[]", "–nousrépondons:oui[]non[X]"),
        ("serment_mots", "Oui", "Non"),
        ("nuage", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("nuage_file", "[]Non[X]Oui", "[X]Non[]Oui"),
        ("atelier", "O[X]N[]", "O[]N[X]"),
        ("cliche", "R:oui[X]/non[]", "R:oui[]/non[X]"),
        ("eprouvette", "OUI", "NON"),
        ("eprouvette_cases", "[X]OUI[]NON", "[]OUI[X]NON"),
        ("intendance", "[][X]", "[X][]"),
        ("terroir", "»Leclientarépondu:oui[X],non[].", "»Leclientarépondu:oui[],non[X]."),
        ("encoche", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("encoche_liste", "Oui", "Non"),
        ("gigogne", "Oui[X]Non[]", "Oui[]Non[X]"),
        ("inked", "Votreréponse(ouiounon):oui", "Votreréponse(ouiounon):non"),
        ("bricoleur_suite", "[X]oui[]non", "[]oui[X]non"),
        ("mastodonte", "[X][]", "[][X]"),
        ("ressaisie", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("ressaisie_droite", "Oui[X]Non[]", "Oui[]Non[X]"),
        ("maternite", "[X]oui[]non", "[]oui[X]non"),
        ("majuscules", "OUI[X]NON[]", "OUI[]NON[X]"),
        ("majuscules_bas", "[X]oui[]non", "[]oui[X]non"),
        ("declarant", "»Jeréponds:oui", "»Jeréponds:non"),
        ("declarant_cases", "Maréponse[X]oui[]non", "Maréponse[]oui[X]non"),
        ("sondage", "✔Oui", "✖Non"),
        ("sondage_choix", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("synoptique", "[X][]", "[][X]"),
        ("synoptique_fin", "(oui:[X]non:[])", "(oui:[]non:[X])"),
        ("vignette", "[X]OUI[]NON", "[]OUI[X]NON"),
        ("vignette_tableau", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("volet", "oui[X]non[]", "oui[]non[X]"),
        ("volet_fin", "→[X]OUI[]NON", "→[]OUI[X]NON"),
        ("verger", "[X][]", "[][X]"),
        ("verger_mots", "Réponse:OUI", "Réponse:NON"),
        ("vitrine", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("vitrine_dessous", "Oui[X]Non[]", "Oui[]Non[X]"),
        ("vestibule_cases", "[X]oui[]non", "[]oui[X]non"),
        ("vendange", "[X][]", "[][X]"),
        ("vendange_suite", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("viaduc", "✓OuiNon", "Oui✓Non"),
        ("viaduc_mots", "Oui", "Non"),
        ("violette", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("violette_dessous", "OUI[X]NON[]", "OUI[]NON[X]"),
        ("wagon", "OUI", "NON"),
        ("wagon_cases", "Oui[X]Non[]", "Oui[]Non[X]"),
        ("watt_notes", "Oui", "Non"),
        ("wallon", "Réponse:oui", "Réponse:non"),
        ("wallon_cases", "[X]oui[]non", "[]oui[X]non"),
        ("whist", "[X][]", "[][X]"),
        ("whist_mot", "OUI", "NON"),
        ("wharf_fin", "[X]oui[]non", "[]oui[X]non"),
        ("wapiti", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("wapiti_choix", "Oui▾", "Non▾"),
        ("wombat", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("wombat_valeur", "Réponsedel’acheteur:Oui", "Réponsedel’acheteur:Non"),
        ("wassingue", "[X][]", "[][X]"),
        ("xylophone", "[X][]", "[][X]"),
        ("xylophone_bout", "Oui[X]/Non[]", "Oui[]/Non[X]"),
        ("xylographe", "[X]OUI[]NON", "[]OUI[X]NON"),
        ("xylographe_tabulation", "Oui[X]Non[]", "Oui[]Non[X]"),
        ("xenon", "[X]oui[]non", "[]oui[X]non"),
        ("xenon_devant", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("ximenie", "Oui", "Non"),
        ("ximenie_bascule", "Oui", "Non"),
        ("xiphoide", "[X]oui[]non;", "[]oui[X]non;"),
        ("xiphoide_reponse", "RéponseduClient:OUI.", "RéponseduClient:NON."),
        ("xylene", "[X][]", "[][X]"),
        ("xylene_mots", "OUI", "NON"),
        ("xeres", "[X]OUI[]NON", "[]OUI[X]NON"),
        ("xeres_droite", "oui[X]non[]", "oui[]non[X]"),
        ("xerus", "OUI[X]NON[]", "OUI[]NON[X]"),
        ("yeuse", "OUI[X]NON[]", "OUI[]NON[X]"),
        ("yeuse_ligne", "[X]Oui/[]Non", "[]Oui/[X]Non"),
        ("yole", "[X]oui[]non", "[]oui[X]non"),
        ("yole_bas", "Oui[X]Non[]", "Oui[]Non[X]"),
        ("yucca", "OUI[X]NON[]", "OUI[]NON[X]"),
        ("yucca_cases", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("yacht", "Réponsedubénéficiaire:oui", "Réponsedubénéficiaire:non"),
        ("yacht_cases", "–[]non[X]oui", "–[X]non[]oui"),
        ("zinc", "[X]Oui[]Non", "[]Oui[X]Non"),
        ("zinc_dessous", "[X]OUI[]NON", "[]OUI[X]NON"),
        ("zircon", "[X]oui[]non", "[]oui[X]non"),
        ("zircon_item", "Oui[X]Non[]", "Oui[]Non[X]"),
        ("zodiaque", "oui[X]non[]", "oui[]non[X]"),
        ("zodiaque_colonnes", "[X][]", "[][X]"),
        ("zeste", "[X]oui[]non", "[]oui[X]non"),
        ("zeste_mot", "OUI", "NON"),
    ],
)
def test_a_question_is_answered_as_the_truth_has_it(layout, yes, no):
    family = replace(families("J")[0], questions=(layout,), boxes=("bracket",))
    for told, paper, field in asked(family, "img-ris-bon_commande", Kind.QUESTION):
        if told.truth[field.balise]:
            answer = yes if told.truth[field.balise] == "true" else no
            assert bare(field.anchor.text) + answer in paper, field.balise


def asked(family, key, kind):
    """Four papers of a type in a family's layout: what is told, its print, and each field of a kind."""
    doctype = doctypes.by_key(key)
    for seed in range(3):
        rng = random.Random(seed)
        told = story.tell(doctype, family.half, rng)
        paper = bare(TEXT.sub("", render(f"{family.name}.html", content(told, family, rng, False, False))))
        yield from ((told, paper, field) for field in doctype.fields if field.kind is kind)


def bare(text):
    return "".join(unescape(text).split())


def test_each_half_has_its_families():
    wanted = dict.fromkeys(press.HALVES, 6) | dict.fromkeys(press.LATER, 8) | {"Y": 4, "Z": 4}
    assert {half: len(families(half)) for half in press.HALVES} == wanted


@pytest.mark.parametrize(
    "family",
    [family for half in press.LATER[1:] for family in families(half)],
    ids=lambda f: f.name,
)
@pytest.mark.parametrize("key", ["hop-dpi-bon_commande", "hop-dpi-facture"])
def test_lines_of_a_price_add_up_to_it(family, key):
    for seed in range(6):
        told, _ = drawn(family, doctypes.by_key(key), seed)
        lines = asides.beside(told)["lines"]
        assert round(sum(number(line["total"]) for line in lines), 2) == told.net
        assert all(round(int(x["quantity"]) * number(x["unit"]), 2) == number(x["total"]) for x in lines)


def test_a_paper_is_sent_to_be_signed_before_it_is():
    for key, balise in (("hop-dpi-bon_commande", "dateSignatureCommande"), ("hop-pfi-va", "dateSignatureVA")):
        for seed in range(6):
            told = story.tell(doctypes.by_key(key), "J", random.Random(seed))
            if signed := told.truth[balise]:
                assert day_of(asides.beside(told)["prepared"]) < day_of(signed), (key, seed)


def day_of(shown):
    return datetime.strptime(shown, "%d/%m/%Y").date()


def number(shown):
    return float(amount.parse(shown))


def test_numbers_from_abroad_sums_without_cents_and_short_months_are_in_the_wider_halves_alone():
    order = doctypes.by_key("hop-dpi-bon_commande")
    for half in press.HALVES:
        said = "\n".join(v for seed in range(40) for v in story.tell(order, half, random.Random(seed)).shown.values())
        found = [
            re.search(p, said, re.M) is not None for p in (r"^\+33", r"^€ \d", r"\d [a-zéû]+\. 202", r"^\d{2,6} ?€$")
        ]
        assert all(found) if half in story.WIDER else not any(found), (half, found)


@pytest.mark.parametrize("pair", press.PAIRS, ids="".join)
def test_a_pair_of_halves_shares_no_label(pair):
    """But `Signature`, which has no other name."""
    one, other = (
        {fold(w) for f in families(h) for w in (*f.labels.values(), *f.also.values(), *(f.invoice or {}).values())}
        for h in pair
    )
    assert one & other <= {"signature"}


def test_the_halves_share_no_stranger_and_no_evidence_page():
    for key in ("strangers", "evidence"):
        said = [str(v) for half in press.HALVES for v in texts(half)[key].values()]
        assert len(said) == len(set(said))


@pytest.mark.parametrize("family", ALL, ids=lambda f: f.name)
def test_the_same_seed_says_the_same(family):
    order = doctypes.by_key("hop-dpi-bon_commande")
    assert len({drawn(family, order, 7)[1] for _ in range(2)}) == 1


# -- what the browser prints
@pytest.fixture(scope="module", params=["C", *press.LATER])
def printed(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("press")
    arguments = ["--split", request.param, "--count", "12", "--seed", "test", "--tiers", "digital,hybrid,scan,digital"]
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-m", "bench.corpus", str(folder), *arguments], check=True, cwd=root)
    return folder


def text_of(path):
    with pypdfium2.PdfDocument(path) as document:
        return letters("".join(page.get_textpage().get_text_bounded() for page in document))


def test_a_printed_corpus_has_its_requests_its_truths_and_its_pages(printed):
    truths, requests = ([json.loads(x) for x in (printed / f"{n}.jsonl").read_text().splitlines()]
                        for n in ("truth", "requests"))  # fmt: skip
    assert [t["file"] for t in truths] == [r["file"] for r in requests]
    for truth in truths:
        assert (printed / truth["file"]).exists()
        assert truth["layout"].startswith("stranger:") == (truth["type"] is None)
        if truth["file"].endswith(".pdf"):
            with pypdfium2.PdfDocument(printed / truth["file"]) as document:
                assert len(document) == truth["pages"]


def test_a_printed_page_s_text_layer_says_what_is_printed(printed):
    truths = [json.loads(x) for x in (printed / "truth.jsonl").read_text().splitlines()]
    read = [(t, text_of(printed / t["file"])) for t in truths if t["tier"] == "digital" and t["type"]]
    assert len(read) >= 4
    for truth, paper in read:
        for balise, kind in truth["kinds"].items():
            if kind in ("siret", "finess", "amount", "reference"):
                assert letters(truth["fields"][balise]) in paper, (truth["file"], balise)


def test_a_printed_file_bears_no_date_of_its_printing(printed):
    files = [held for path in printed.glob("*.pdf") if b"Skia/PDF" in (held := path.read_bytes())]
    assert {day for held in files for day in re.findall(rb"Date \(D:(\d{8})", held)} == {b"20260105"}


def test_maps_to_unicode_laid_bare_leave_the_page_as_it_was(printed):
    path = next(p for p in sorted(printed.glob("*.pdf")) if b"Skia/PDF" in p.read_bytes())
    held = chromium.bare(path.read_bytes())
    assert b"begincmap" in held
    with pypdfium2.PdfDocument(held) as document:
        laid = letters("".join(page.get_textpage().get_text_bounded() for page in document))
    assert laid == text_of(path)
