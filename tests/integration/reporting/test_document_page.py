"""The page of one document, and what a supervisor does from it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from radlad.domain.states import Status
from radlad.web.accounts.models import Role
from radlad.web.acquisition import life
from radlad.web.delivery.models import Attempt, DeliveryState
from tests.support import factories
from tests.support.html import page_of, text_of


def opened(client, document, role=Role.SUPERVISOR):
    client.force_login(factories.user(role, f"{role.value}-lecteur"))
    return page_of(client.get(reverse("reporting:document", args=[document.pk])))


def buttons(page):
    return {text_of(button) for button in page.xpath("//main//button")}


@pytest.fixture
def operator(db):
    return factories.user(name="operateur")


@pytest.fixture
def supervisor(client, db):
    supervisor = factories.user(Role.SUPERVISOR)
    client.force_login(supervisor)
    return supervisor


def test_values_tell_who_had_the_last_word(client, operator):
    document = factories.waiting()
    life.set_value(document.values.get(balise="siret"), operator, "73282932000074")
    page = opened(client, document)
    row = next(row for row in page.xpath("//tbody/tr") if "N° de SIRET" in text_of(row))
    cells = [text_of(cell) for cell in row.xpath("./th | ./td")]
    assert cells[:4] == ["6", "N° de SIRET fournisseursiret", "73282932000074", "Saisi par operateur"]


def test_the_history_tells_each_event_with_who_and_what_it_changed(client, operator):
    document = factories.waiting()
    life.set_value(document.values.get(balise="siret"), operator, "73282932000074")
    life.confirm_value(document.values.get(balise="isFluxEntrantDepuisRI"), operator)
    told = [text_of(line) for line in opened(client, document).xpath("//ol[@class='timeline']/li")]
    assert "Lu avec doutes 3 champs à vérifier En attente vidéocodage" in told[0]
    assert "Valeur modifiée – operateur N° de SIRET fournisseur : « 73282932000075 » → « 73282932000074 »" in told[1]
    assert "« vide »" in told[2]


def test_each_try_of_the_delivery_is_shown_with_its_answer(client, db):
    document = factories.settled()
    Attempt.objects.create(delivery=document.delivery, at=timezone.now(), seconds=0.2, status=503, answer="plus tard")
    Attempt.objects.create(delivery=document.delivery, at=timezone.now(), seconds=30, error="Délai dépassé")
    section = opened(client, document).xpath("//section[@aria-labelledby='restitution']")[0]
    assert "plus tard" in text_of(section)
    assert "Délai dépassé" in text_of(section)
    assert "503" in text_of(section)


def test_pages_are_shown_small_and_lead_to_the_large_picture(client, db):
    document = factories.waiting()
    page = opened(client, document)
    assert page.xpath("//ul[@class='thumbnails']//img/@src") == [
        reverse("review:thumbnail", args=[document.pk, n]) for n in (1, 2)
    ]


def test_a_reader_sees_everything_and_can_change_nothing(client, db):
    assert buttons(opened(client, factories.settled(), Role.CONSULTATION)) == set()


def test_an_operator_can_begin_to_review_from_here(client, db):
    assert buttons(opened(client, factories.waiting(), Role.OPERATOR)) == {"Vidéocoder"}


def test_a_document_that_no_one_could_read_has_a_page_too(client, db):
    assert "Aucune valeur" in text_of(opened(client, factories.unknown()).find(".//main"))


def test_a_supervisor_reopens_before_delivery(client, supervisor):
    document = factories.settled()
    assert {"Remettre au vidéocodage", "Relancer la restitution"} <= buttons(
        page_of(client.get(reverse("reporting:document", args=[document.pk])))
    )
    answer = client.post(reverse("reporting:reopen", args=[document.pk]), follow=True)
    assert "remis au vidéocodage" in text_of(page_of(answer).find(".//main"))
    document.refresh_from_db()
    assert document.status == Status.TO_REVIEW


def test_a_supervisor_cancels_with_a_reason_that_is_kept(client, supervisor):
    document = factories.waiting()
    address = reverse("reporting:cancel", args=[document.pk])
    assert "Dites pourquoi" in text_of(page_of(client.post(address, {"raison": " "}, follow=True)).find(".//main"))
    page = page_of(client.post(address, {"raison": "Envoyé deux fois"}, follow=True))
    document.refresh_from_db()
    assert document.status == Status.CANCELLED
    assert "Motif : Envoyé deux fois" in text_of(page.xpath("//ol[@class='timeline']")[0])


def test_a_supervisor_relaunches_what_the_customer_refused(client, supervisor):
    document = factories.settled()
    document.delivery.state = DeliveryState.REFUSED
    document.delivery.save()
    client.post(reverse("reporting:relaunch", args=[document.pk]))
    document.delivery.refresh_from_db()
    assert document.delivery.state == DeliveryState.PENDING


def test_an_action_that_comes_too_late_says_so_and_does_nothing(client, supervisor):
    document = factories.settled()
    life.acknowledged(document)
    answer = client.post(reverse("reporting:reopen", args=[document.pk]), follow=True)
    assert "le statut du document a changé" in text_of(page_of(answer).find(".//main"))
    document.refresh_from_db()
    assert document.status == Status.DELIVERED


def test_the_page_takes_as_many_queries_for_a_long_history(client, operator, django_assert_max_num_queries):
    document = factories.waiting()
    for value in document.values.all()[:20]:
        life.confirm_value(value, operator)
    client.force_login(operator)
    with django_assert_max_num_queries(11):
        client.get(reverse("reporting:document", args=[document.pk]))


def test_an_unknown_document_is_not_found(client, supervisor):
    assert client.get("/suivi/3fa85f64-5717-4562-b3fc-2c963f66afa6/").status_code == 404
