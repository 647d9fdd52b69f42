"""The corpus: its truth is what is printed, its halves share nothing, the same arguments make the same bytes."""

import json
import random
import re
from dataclasses import replace

import pypdfium2
import pytest
from lxml import etree
from PIL import Image

from bench import corpus
from bench.dropout import vocabulary_dropout
from bench.maker import facturx, form, look, story, text_layers
from bench.maker.arrivals import HARD, TIERS, arrive
from bench.maker.look import FAMILIES
from bench.maker.paraphrases import SPLITS, USES, concepts, fold, wordings
from radlad import doctypes
from radlad.domain.doctype import Kind, Labels
from radlad.extract import form as reader_form
from radlad.readers.containers import open_file

FAMILY_NAMES = [f.name for f in FAMILIES]


def made(family, doctype, seed=0):
    rng = random.Random(f"{family}-{seed}")
    split = next(f.split for f in FAMILIES if f.name == family)
    told = story.tell(doctype, split, rng)
    return told, form.draw(told, look.draw_look(split, rng, family), rng)


def paper_of(pdf):
    """All that can be read of a PDF, letters and digits alone: its text, then its fields' values."""
    with pypdfium2.PdfDocument(pdf) as document:
        if document.get_formtype():
            document.init_forms()
            for page in document:
                page.flatten()
        texts = [document[i].get_textpage().get_text_bounded() for i in range(len(document))]
    return re.sub(r"\W", "", fold(" ".join(texts).replace("\n", "").replace("\r", "")).replace("œ", "oe"))


@pytest.mark.parametrize("family", FAMILY_NAMES)
@pytest.mark.parametrize("doctype", doctypes.TYPES, ids=lambda t: t.key)
def test_every_labelled_value_of_the_truth_is_on_the_paper(family, doctype):
    told, pdf = made(family, doctype)
    paper = paper_of(pdf)
    for field in doctype.fields:
        if isinstance(field.anchor, Labels) and field.kind is not Kind.SIGNATURE:
            assert fold(told.shown[field.balise]).replace("œ", "oe").replace("€", "") in paper, field.balise


@pytest.mark.parametrize("family", FAMILY_NAMES)
def test_every_mention_of_the_truth_is_on_the_paper_word_for_word(family):
    doctype = doctypes.by_key("img-drimbox-bon_commande")
    told, pdf = made(family, doctype)
    paper = paper_of(pdf)
    for field in doctype.fields:
        if field.kind is Kind.MENTION:
            assert fold(told.truth[field.balise]).replace("œ", "oe") in paper, field.balise


@pytest.mark.parametrize("seed", range(4))
def test_a_service_that_must_not_be_named_is_not(seed):
    doctype = doctypes.by_key("hop-dpi-facture")
    for family in FAMILY_NAMES:
        told, pdf = made(family, doctype, seed)
        named = "prestationsegur" in paper_of(pdf)
        assert named == (told.truth["mentionPrestationSegur"] == "true"), family


def test_the_halves_share_no_wording():
    for concept in concepts():
        halves = [{fold(w) for use in USES for w in wordings(concept, use, split)} for split in SPLITS]
        assert not halves[0] & halves[1], concept


def test_every_concept_has_wordings_in_both_halves():
    for doctype in doctypes.TYPES:
        for field in doctype.fields:
            if isinstance(field.anchor, Labels):
                concept = field.anchor.concept.removesuffix(" principal").removesuffix(" secondaire")
                assert all(wordings(concept, "full", split) for split in SPLITS), concept


def test_the_halves_share_no_layout_and_there_are_a_dozen():
    assert len(FAMILY_NAMES) == len(set(FAMILY_NAMES)) >= 12
    assert {f.split for f in FAMILIES} == {"A", "B"}


@pytest.mark.parametrize("tier", [*TIERS, *HARD])
def test_a_file_of_each_condition_opens_with_the_pages_it_should_have(tier, tmp_path):
    _, pdf = made("lignes", doctypes.by_key("hop-dpi-facture"))
    arrival = arrive(pdf, tier, random.Random(tier))
    path = tmp_path / f"file.{arrival.suffix}"
    path.write_bytes(arrival.content)
    with open_file(path) as opened:
        assert opened.page_count == arrival.pages


def test_a_fax_has_two_levels_and_a_fax_s_resolution(tmp_path):
    _, pdf = made("lignes", doctypes.by_key("hop-dpi-facture"))
    path = tmp_path / "fax.tif"
    path.write_bytes(arrive(pdf, "fax", random.Random(1)).content)
    with Image.open(path) as image:
        assert image.mode == "1"
        assert image.info["dpi"][0] == pytest.approx(204, abs=0.5)


def test_the_same_arguments_make_the_same_bytes(tmp_path):
    for folder in ("one", "two"):
        corpus.write(tmp_path / folder, 6, "again", "A", TIERS)
    files = sorted(p.name for p in (tmp_path / "one").iterdir())
    assert files == sorted(p.name for p in (tmp_path / "two").iterdir())
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_truth_and_requests_go_line_by_line(tmp_path):
    corpus.write(tmp_path, 24, "lines", "B", ("digital",))
    rows = [[json.loads(x) for x in (tmp_path / f"{n}.jsonl").read_text().splitlines()] for n in ("truth", "requests")]
    assert [t["file"] for t in rows[0]] == [r["file"] for r in rows[1]]
    assert all((tmp_path / t["file"]).exists() for t in rows[0])
    assert any(t["type"] is None and not t["fields"] for t in rows[0])


def test_an_unsigned_proposal_is_a_stranger_and_a_signed_one_is_not(tmp_path):
    corpus.write(tmp_path, 120, "proposals", "A", ("digital",))
    truths = [json.loads(x) for x in (tmp_path / "truth.jsonl").read_text().splitlines()]
    proposals = [t for t in truths if t["proposal"]]
    assert {t["type"] for t in proposals} == {None, "BON_COMMANDE"}
    assert all(t["fields"]["signatureClientFinal"] == "true" for t in proposals if t["type"])


def test_factur_x_says_what_the_invoice_says_but_for_what_is_meant_to_differ():
    doctype = doctypes.by_key("hop-dpi-facture")
    amounts, differing = 0, 0
    for seed in range(60):
        told = story.tell(doctype, "A", random.Random(seed))
        tree = etree.fromstring(facturx.invoice(told, random.Random(seed)).encode())
        said = {etree.QName(e).localname: e.text for e in tree.iter() if e.text and e.text.strip()}
        assert told.truth["numeroBDC"] == said.get("IssuerAssignedID", "")
        amounts += 1
        differing += float(said["TaxBasisTotalAmount"]) != told.net
    assert 0 < differing < amounts / 2


def test_a_garbage_layer_does_not_say_what_is_printed():
    told, _ = made("lignes", doctypes.by_key("hop-dpi-facture"))
    look_ = replace(look.draw_look("A", random.Random(1), "lignes"), face="liberation")
    pdf = form.draw(told, look_, random.Random(1), bare=True)
    assert fold(told.firm.name) in paper_of(pdf)
    assert fold(told.firm.name) not in paper_of(text_layers.garbled(pdf, random.Random(1)))


def test_dropout_leaves_out_about_half_of_the_wordings_and_then_gives_them_back():
    doctype = doctypes.TYPES[0]
    with vocabulary_dropout():
        part = reader_form.vocabulary_of(doctype)
    whole = reader_form.vocabulary_of(doctype)
    assert 0.3 < len(part._profiles) / len(whole._profiles) < 0.7
