"""Each field is saved by itself, at once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from radlad.domain.states import Status
from radlad.web.acquisition import life
from radlad.web.acquisition.models import Settlement
from radlad.web.review import locks
from tests.support import factories


@pytest.fixture
def document(operator):
    taken = factories.waiting()
    locks.take(taken.pk, operator)
    return taken


@pytest.fixture
def save(desk, document):
    return lambda balise, text: desk.post(reverse("review:save", args=[document.pk, balise]), {"valeur": text})


def test_the_same_value_is_confirmed(save, document, operator):
    answer = save("siret", "73282932000075")
    value = document.values.get(balise="siret")
    assert (value.settlement, value.settled_by, value.needs_person) == (Settlement.CONFIRMED, operator, False)
    said = answer.json()
    assert (said["valeur"], said["restants"]) == ("73282932000075", 2)
    assert "Confirmé par operateur" in said["etat"]
    assert "Enregistré" in said["etat"]


def test_another_value_replaces_the_machines_which_is_kept(save, document):
    answer = save("siret", "  73282932000074 ")
    value = document.values.get(balise="siret")
    assert (value.value, value.machine_value) == ("73282932000074", "73282932000075")
    assert value.settlement == Settlement.CHANGED
    assert "Saisi par operateur" in answer.json()["etat"]


def test_an_empty_value_is_a_value(save, document):
    assert save("nomClient", "").status_code == 200
    assert document.values.get(balise="nomClient").value == ""


def test_a_value_that_the_field_cannot_take_is_refused_with_the_reason(save, document):
    answer = save("datePrevisionnelleLivraison", "bientôt")
    assert answer.status_code == 400
    assert "JJ/MM/AAAA" in answer.json()["message"]
    assert document.values.get(balise="datePrevisionnelleLivraison").needs_person


def test_a_lost_document_is_not_written_and_the_operator_is_told(save, document, operator):
    locks.release(document.pk, operator)
    answer = save("siret", "73282932000074")
    assert answer.status_code == 409
    assert "ne vous est plus réservé" in answer.json()["message"]
    assert document.values.get(balise="siret").value == "73282932000075"


def test_a_document_that_no_longer_waits_is_not_written(save, document, operator):
    life.cancel(document, operator, "doublon")
    assert save("siret", "73282932000074").status_code == 409
    document.refresh_from_db()
    assert document.status == Status.CANCELLED


def test_a_balise_the_document_has_not_is_not_found(save):
    assert save("inventee", "x").status_code == 404


def test_saving_is_told_in_the_history_with_both_values(save, document, operator):
    save("siret", "73282932000074")
    entry = document.history.last()
    assert entry is not None
    assert (entry.who, entry.details["from"], entry.details["to"]) == (operator, "73282932000075", "73282932000074")


def test_presence_renews_the_lock_or_says_that_it_is_lost(desk, document, operator):
    before = document.__class__.objects.get(pk=document.pk).locked_at
    assert desk.post(reverse("review:presence", args=[document.pk])).status_code == 204
    assert document.__class__.objects.get(pk=document.pk).locked_at > before
    locks.release(document.pk, operator)
    assert desk.post(reverse("review:presence", args=[document.pk])).status_code == 409


def test_saving_a_field_takes_few_queries(save, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        save("siret", "73282932000074")


def test_a_value_that_its_checks_warn_of_is_kept_and_waits_for_one_more_word(save, document):
    said = save("siret", "73282932000099").json()
    assert (said["doute"], said["restants"]) == (True, 3)
    value = document.values.get(balise="siret")
    assert (value.value, value.doubts, value.needs_person) == ("73282932000099", ["cle_siret_fausse"], True)
    assert save("siret", "73282932000099").json()["doute"] is False
    entry = document.history.last()
    assert entry is not None
    assert entry.details["before"]["doubts"] == ["cle_siret_fausse"]


def test_steps_are_taken_back_one_by_one_and_no_further(save, desk, document):
    undo = reverse("review:undo", args=[document.pk])
    save("siret", "73282932000074")
    save("siret", "73282932000099")
    save("nomClient", "Autre")
    seen = [desk.post(undo).json() for _ in range(3)]
    assert [one["balise"] for one in seen] == ["nomClient", "siret", "siret"]
    assert [one["valeur"] for one in seen] == ["Centre hospitalier de Bellerive", "73282932000074", "73282932000075"]
    value = document.values.get(balise="siret")
    assert (value.settlement, value.doubts) == (Settlement.MACHINE, ["cle_siret_fausse"])
    assert desk.post(undo).status_code == 400


def test_what_was_typed_for_a_lost_document_becomes_a_candidate(save, document, operator):
    other = factories.user(name="autre")
    locks.release(document.pk, operator)
    locks.take(document.pk, other)
    save("siret", "73282932000066")
    value = document.values.get(balise="siret")
    assert value.value == "73282932000075"
    assert value.candidates[-1] == {"valeur": "73282932000066", "confiance": 0.0, "par": "operateur"}


def test_the_history_of_a_value_tells_who_what_and_despite_which_doubt(save, desk, document):
    save("siret", "73282932000074")
    told = desk.get(reverse("review:value-history", args=[document.pk, "siret"])).content.decode()
    assert "73282932000075" in told
    assert "par operateur" in told
    assert "La clé du SIRET est fausse" in told
