"""What may happen to a document, and what follows from it (decisions.md 11 to 17)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from radlad.domain.errors import CallerError, DocumentError, TransientError
from radlad.domain.rules import ReviewPolicy
from radlad.domain.states import Event, IllegalTransitionError, Motive, Status
from radlad.web.acquisition import jobs, life
from radlad.web.acquisition.models import Document, Settlement
from radlad.web.delivery import outbox
from radlad.web.delivery.models import Delivery, DeliveryState
from tests.support.documents import INVOICE, ORDER, operator, received, result

pytestmark = pytest.mark.django_db


def queued(task: str) -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.filter(task_name=task))


def waiting(**doubts: str) -> Document:
    document = received()
    life.read_done(document, result(**(doubts or {"siretFacture": "cle_siret_fausse"})))
    return document


def events(document: Document) -> list[str]:
    return [entry.what for entry in document.history.all()]


def test_a_sure_reading_goes_straight_to_delivery():
    document = received()
    life.read_done(document, result())
    assert document.status == Status.REVIEWED
    assert document.complexity == "simple"
    assert document.made_available_at is not None
    assert document.pages == 2
    assert document.delivery.state == DeliveryState.PENDING
    assert [job.args for job in queued("deliver")] == [{"document_id": str(document.pk)}]
    assert events(document) == [Event.READ_SURE]


def test_a_doubtful_mandatory_value_sends_its_document_to_an_operator():
    document = waiting()
    assert document.status == Status.TO_REVIEW
    assert document.review_reasons == ["1 champ à vérifier"]
    doubtful = document.values.get(needs_person=True)
    assert (doubtful.balise, doubtful.doubts) == ("siretFacture", ["cle_siret_fausse"])
    assert not Delivery.objects.exists()


def test_under_the_always_policy_a_sure_document_is_reviewed(settings):
    settings.RADLAD = replace(settings.RADLAD, review=ReviewPolicy.ALWAYS)
    document = received()
    life.read_done(document, result())
    assert document.status == Status.TO_REVIEW


def test_a_document_that_contradicts_its_declaration_is_confirmed_by_an_operator():
    document = received(ORDER)
    life.read_done(document, result(INVOICE))
    assert document.status == Status.TO_REVIEW
    assert (document.type, document.retyped) == (INVOICE.piece, True)
    life.settle(document, operator())
    assert document.status == Status.REVIEWED


def test_an_unknown_document_waits_for_an_operator_and_is_not_rejected_by_the_machine():
    document = received()
    life.read_done(document, result(None))
    assert (document.status, document.type, document.motive) == (Status.TO_REVIEW, "", "")
    assert not document.values.exists()


def test_reading_twice_leaves_the_same_rows():
    document = received()
    life.read_failed(document, "panne")
    life.retype(document, operator(), INVOICE)
    life.read_done(document, result())
    first = list(document.values.values("balise", "value", "doubts"))
    with pytest.raises(IllegalTransitionError):
        life.read_done(document, result())
    assert list(document.values.values("balise", "value", "doubts")) == first
    assert document.values.count() == len(INVOICE.fields)


def test_the_late_result_of_a_reading_under_the_former_type_is_refused():
    document = received(ORDER)
    late = Document.objects.get(pk=document.pk)
    life.read_failed(document, "panne")
    life.retype(document, operator(), INVOICE)
    with pytest.raises(IllegalTransitionError):
        life.read_done(late, result(ORDER))
    assert document.type == INVOICE.piece


@pytest.mark.parametrize(
    "lie",
    [
        {},
        {**result(), "couloir": "XXX"},
        {**result(), "champs": result()["champs"][1:]},
        {**result(), "typeDocument": "MOM"},
        {**result(), "pages": 0},
        {**result(), "champs": [{**c, "confiance": 7} for c in result()["champs"]]},
        {**result(), "champs": [{**c, "motifs": ["jamais vu"]} for c in result()["champs"]]},
    ],
)
def test_a_reader_that_lies_is_not_believed(lie):
    document = received()
    with pytest.raises(DocumentError):
        life.read_done(document, lie)
    assert document.status == Status.READING


def test_a_value_that_its_field_cannot_return_is_emptied_and_doubted():
    answer = result()
    for one in answer["champs"]:
        if one["balise"] in ("dateEditionFacture", "mentionPrestationSegur"):
            one["valeur"] = "31/02/2025"
    document = received()
    life.read_done(document, answer)
    doubted = document.values.filter(needs_person=True)
    assert {v.balise: v.value for v in doubted} == {"dateEditionFacture": "", "mentionPrestationSegur": ""}


def test_characters_that_a_database_cannot_hold_are_dropped():
    answer = result()
    answer["champs"][0]["valeur"] = "AF\x00-1\ud800"
    answer["champs"][0]["candidats"] = [{"valeur": "\x00", "confiance": 0.1}]
    document = received()
    life.read_done(document, answer)
    assert document.values.get(position=1).value == "AF-1"


def test_a_document_that_cannot_be_read_shows_empty_fields_to_key_in():
    document = received()
    life.read_failed(document, "Lecture impossible : saisissez le document.")
    assert document.status == Status.TO_REVIEW
    assert document.review_reasons == ["Lecture impossible : saisissez le document."]
    assert document.values.count() == len(INVOICE.fields)
    assert document.values.filter(needs_person=True).count() == sum(f.mandatory for f in INVOICE.fields)


def test_a_document_whose_reading_never_ends_goes_to_an_operator():
    document = received()
    assert [life.begin_reading(document) for _ in range(4)] == [True, True, True, False]
    assert document.status == Status.TO_REVIEW


def test_a_try_that_the_store_spoilt_does_not_count():
    document = received()
    for _ in range(10):
        assert life.begin_reading(document)
        life.abandon_try(document)
    assert document.read_tries == 0


def test_finishing_waits_for_every_value_that_needs_a_person():
    document, user = waiting(siretFacture="cle_siret_fausse", numeroBDC="ocr_incertain"), operator()
    life.set_value(document.values.get(balise="siretFacture"), user, " 732  829 320 00074 ")
    with pytest.raises(life.UnsettledError) as left:
        life.settle(document, user)
    assert left.value.balises == ["numeroBDC"]
    life.confirm_value(document.values.get(balise="numeroBDC"), user)
    life.settle(document, user)
    assert document.status == Status.REVIEWED
    kept = document.values.get(balise="siretFacture")
    assert (kept.value, kept.machine_value, kept.settlement) == ("732 829 320 00074", "lu 9", Settlement.CHANGED)
    assert (kept.settled_by, kept.doubts) == (user, [])


def test_every_act_on_a_value_is_in_the_history():
    document, user = waiting(), operator()
    life.set_value(document.values.get(balise="siretFacture"), user, "nouveau")
    entry = document.history.last()
    assert (entry.what, entry.who) == ("valeur modifiée", user)
    before = entry.details.pop("before")
    assert entry.details == {"balise": "siretFacture", "from": "lu 9", "to": "nouveau"}
    assert (before["value"], before["settlement"], before["needs_person"]) == ("lu 9", Settlement.MACHINE, True)


def test_a_changed_value_that_is_then_confirmed_stays_changed():
    document, user = waiting(), operator()
    value = document.values.get(balise="siretFacture")
    life.set_value(value, user, "nouveau")
    life.confirm_value(value, user)
    assert value.settlement == Settlement.CHANGED


@pytest.mark.parametrize(("balise", "text"), [("mentionPrestationSegur", "oui"), ("dateEditionFacture", "2025-03-12")])
def test_a_value_that_cannot_be_returned_is_refused(balise, text):
    value = waiting().values.get(balise=balise)
    with pytest.raises(CallerError):
        life.set_value(value, operator(), text)


def test_complexity_counts_what_an_operator_coded():
    document, user = waiting(), operator()
    for value in document.values.all():
        life.confirm_value(value, user)
    life.settle(document, user)
    assert document.complexity == "forte"


def test_a_value_is_settled_only_while_its_document_is_reviewed():
    document, user = waiting(), operator()
    life.confirm_value(document.values.get(balise="siretFacture"), user)
    life.settle(document, user)
    with pytest.raises(IllegalTransitionError):
        life.set_value(document.values.first(), user, "trop tard")


def test_an_unknown_document_is_rejected_without_type_or_data():
    document = received()
    life.read_done(document, result(None))
    life.reject(document, operator(), Motive.UNKNOWN)
    assert (document.status, document.motive, document.type) == (Status.REVIEWED, "Inconnu", "")
    assert '"rejet":"true","motifRejet":"Inconnu","donnees":{}' in document.delivery.body


def test_an_illegible_document_keeps_its_type_and_what_was_read():
    document = waiting()
    life.reject(document, operator(), Motive.ILLEGIBLE)
    assert document.type == INVOICE.piece
    assert '"motifRejet":"Illisible"' in document.delivery.body
    assert '"numeroBDC":"lu 1"' in document.delivery.body


def test_retyping_keeps_what_an_operator_settled_where_the_balise_is_the_same():
    document, user = received(ORDER), operator()
    life.read_done(document, result(ORDER, numeroBDC="ocr_incertain", siret="cle_siret_fausse"))
    life.set_value(document.values.get(balise="numeroBDC"), user, "BDC-7")
    life.set_value(document.values.get(balise="siret"), user, "73282932000074")
    life.retype(document, user, INVOICE)
    assert (document.status, document.type, document.retypings) == (Status.READING, INVOICE.piece, 1)
    assert [job.priority for job in queued("read_document")] == [jobs.URGENT.priority]
    life.read_done(document, result(INVOICE))
    kept = document.values.get(balise="numeroBDC")
    assert (kept.value, kept.settlement, kept.position) == ("BDC-7", Settlement.CHANGED, 1)
    assert list(document.values.values_list("balise", flat=True)) == [f.balise for f in INVOICE.fields]


def test_a_retyped_document_comes_back_to_an_operator_even_when_read_without_doubt():
    document, user = received(ORDER), operator()
    life.read_done(document, result(ORDER, siret="cle_siret_fausse"))
    life.retype(document, user, INVOICE)
    life.read_done(document, result(INVOICE))
    assert document.status == Status.TO_REVIEW
    assert document.review_reasons == ["Relu comme Facture HOP DPI : à valider"]


def test_reopening_takes_the_delivery_back_and_settling_again_replaces_it():
    document, user = received(), operator()
    life.read_done(document, result())
    first = document.delivery.body
    life.reopen(document, user)
    assert (document.status, document.made_available_at) == (Status.TO_REVIEW, None)
    assert Delivery.objects.get(document=document).state == DeliveryState.WITHDRAWN
    life.set_value(document.values.get(position=1), user, "corrigé")
    life.settle(document, user)
    delivery = Delivery.objects.get(document=document)
    assert delivery.state == DeliveryState.PENDING
    assert delivery.body == first.replace("lu 1", "corrigé", 1)


def test_a_cancelled_document_is_never_delivered():
    document = received()
    life.read_done(document, result())
    life.cancel(document, operator(), "envoyé par erreur")
    assert document.status == Status.CANCELLED
    assert Delivery.objects.get(document=document).state == DeliveryState.WITHDRAWN
    assert document.history.last().details == {"reason": "envoyé par erreur"}
    with pytest.raises(IllegalTransitionError):
        outbox.relaunch(document, operator("autre"))


@pytest.mark.parametrize(
    "act",
    [
        lambda d, u: life.settle(d, u),
        lambda d, u: life.reject(d, u, Motive.UNKNOWN),
        lambda d, u: life.retype(d, u, ORDER),
        lambda d, u: life.reopen(d, u),
        lambda d, u: life.cancel(d, u, "x"),
        lambda d, u: life.acknowledged(d),
        lambda d, u: life.read_failed(d, "x"),
        lambda d, u: life.begin_reading(d),
    ],
)
def test_nothing_happens_to_a_document_that_has_ended(act):
    document = received(status=Status.DELIVERED)
    with pytest.raises(IllegalTransitionError):
        act(document, operator())
    document.refresh_from_db()
    assert document.status == Status.DELIVERED
    assert not document.history.exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_being_sent_can_neither_be_reopened_nor_relaunched(another_connection):
    document, user = received(), operator()
    life.read_done(document, result())
    with another_connection("SELECT 1 FROM delivery_delivery FOR UPDATE"):
        for act in (lambda: life.reopen(document, user), lambda: outbox.relaunch(document, user)):
            with pytest.raises(TransientError):
                act()
    assert Document.objects.get(pk=document.pk).status == Status.REVIEWED
    life.reopen(document, user)
