"""The page on which a document is settled, and the ways out of it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from radlad import doctypes
from radlad.domain.doctype import BOOLEAN_KINDS, Kind
from radlad.domain.states import Motive, Status
from radlad.web.acquisition import life
from radlad.web.acquisition.models import Settlement
from radlad.web.review import locks
from tests.support import factories
from tests.support.html import page_of, text_of


@pytest.fixture
def document(operator):
    taken = factories.waiting()
    locks.take(taken.pk, operator)
    return taken


def address(document, what="document"):
    return reverse(f"review:{what}", args=[document.pk])


INVOICE = {"piece": "FACTURE", "couloir": "HOP DPI"}


def main_text(answer):
    return text_of(page_of(answer).find(".//main"))


@pytest.mark.parametrize("doctype", doctypes.TYPES, ids=lambda t: t.key)
def test_the_form_has_all_fields_of_the_type_in_order_each_keyed_as_its_kind(desk, operator, doctype):
    document = factories.received(doctype=doctype)
    life.read_failed(document, "La lecture s’est interrompue : saisissez ou rejetez le document.")
    locks.take(document.pk, operator)
    page = page_of(desk.get(address(document)))
    assert "La lecture s’est interrompue" in text_of(page.find(".//main"))
    shown = page.xpath("//div[@data-balise]")
    assert [one.get("data-balise") for one in shown] == [f.balise for f in doctype.fields]
    for field, one in zip(doctype.fields, shown, strict=True):
        entries = one.xpath(".//input | .//select | .//textarea")
        if field.kind in BOOLEAN_KINDS:
            assert [e.get("value") for e in entries] == ["true", "false", ""]
            assert field.title in text_of(one.find(".//legend"))
        elif field.kind is Kind.CHOICE:
            assert set(one.xpath(".//option/@value")) == {"", *field.values}
        else:
            assert [e.tag for e in entries] == ["textarea" if field.kind is Kind.MENTION else "input"]
    assert [text_of(h) for h in page.xpath("//h2[starts-with(@id, 'groupe-')]")] == [
        section.value for section, _ in doctype.sections()
    ]


def test_a_doubtful_field_says_why_where_and_what_else_it_could_be(desk, document):
    field = page_of(desk.get(address(document))).xpath("//div[@data-balise='siret']")[0]
    assert "data-doubtful" in field.attrib
    assert field.get("data-page") == "1"
    assert len(field.get("data-box").split()) == 4
    assert "À vérifier" in text_of(field)
    assert "La clé du SIRET est fausse" in text_of(field)
    assert field.xpath(".//button/@data-value") == ["73282932000074"]


def test_a_sure_field_is_called_sure(desk, document):
    field = page_of(desk.get(address(document))).xpath("//div[@data-balise='nomClient']")[0]
    assert "data-doubtful" not in field.attrib
    assert "Sûr" in text_of(field)


def test_a_document_that_is_not_in_hand_is_shown_but_not_opened(desk):
    document = factories.waiting()
    answer = desk.get(address(document), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("reporting:document", args=[document.pk])
    assert "n’est pas entre vos mains" in main_text(answer)


def test_a_document_of_unknown_type_can_be_typed_or_rejected(desk, operator):
    document = factories.unknown()
    locks.take(document.pk, operator)
    page = page_of(desk.get(address(document)))
    assert "De quel document s’agit-il" in text_of(page.find(".//main"))
    assert page.xpath("//dialog[@id='changer-type' and @data-asks]"), "it asks by itself"
    assert len(page.xpath("//input[@name='piece']")) == 3
    assert len(page.xpath("//input[@name='couloir']")) == 4
    assert not page.xpath("//*[@id='valider']")


def test_retyping_has_it_read_again_first_and_it_comes_back_to_the_same_operator(desk, document, operator):
    desk.post(reverse("review:save", args=[document.pk, "siret"]), {"valeur": "73282932000074"})
    answer = desk.post(address(document, "retype"), INVOICE, follow=True)
    assert "Relecture en cours" in main_text(answer)
    assert desk.get(address(document, "progress")).status_code == 204
    assert ProcrastinateJob.objects.get(task_name="read_document").priority > 0
    document.refresh_from_db()
    facture = doctypes.by_key("hop-dpi-facture")
    life.read_done(document, factories.reading(document, facture))
    assert desk.get(address(document, "progress"))["HX-Refresh"] == "true"
    assert facture.title in main_text(desk.get(address(document)))


def test_the_queue_shows_what_is_being_read_again(desk, document):
    desk.post(address(document, "retype"), INVOICE)
    assert "Relecture en cours" in main_text(desk.get("/videocodage/"))


def test_a_document_is_not_finished_while_a_field_is_in_doubt(desk, document):
    answer = desk.post(address(document, "settle"), follow=True)
    assert "Il reste à vérifier : N° de SIRET fournisseur" in main_text(answer)
    document.refresh_from_db()
    assert document.status == Status.TO_REVIEW


def test_a_settled_document_goes_to_restitution_and_the_next_one_opens(desk, document, operator):
    other = factories.waiting()
    for value in document.values.filter(needs_person=True):
        life.confirm_value(value, operator)
    answer = desk.post(address(document, "settle"), {"apres": "suivant"})
    assert answer.url == address(other)
    document.refresh_from_db()
    assert (document.status, document.locked_by) == (Status.REVIEWED, None)
    assert document.values.exclude(settlement=Settlement.MACHINE).count() == 3


@pytest.mark.parametrize("motive", Motive)
def test_rejecting_asks_for_one_of_the_two_motives(desk, document, motive):
    assert "Choisissez un motif" in main_text(desk.post(address(document, "reject"), {"motif": "Bof"}, follow=True))
    desk.post(address(document, "reject"), {"motif": motive.value})
    document.refresh_from_db()
    assert (document.status, document.motive) == (Status.REVIEWED, motive)


def test_what_was_given_back_is_free_and_keeps_what_was_keyed(desk, document):
    desk.post(reverse("review:save", args=[document.pk, "siret"]), {"valeur": "73282932000074"})
    desk.post(address(document, "release"))
    document.refresh_from_db()
    assert document.locked_by is None
    assert document.values.get(balise="siret").value == "73282932000074"


@pytest.mark.parametrize(
    ("action", "data"),
    [("settle", {}), ("reject", {"motif": "Inconnu"}), ("retype", {"piece": "VA", "couloir": "HOP DPI"})],
)
def test_nothing_is_done_to_a_document_that_was_lost(desk, document, operator, action, data):
    locks.release(document.pk, operator)
    answer = desk.post(address(document, action), data, follow=True)
    assert "n’est plus entre vos mains" in main_text(answer)
    document.refresh_from_db()
    assert document.status == Status.TO_REVIEW
