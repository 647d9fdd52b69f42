"""The page an operator begins the day with."""

from __future__ import annotations

from django.urls import reverse

from radlad.web.review import locks
from tests.support import factories
from tests.support.html import page_of, rows_of, text_of

QUEUE = "/videocodage/"


def test_the_queue_says_what_waits_since_when_and_why(desk):
    factories.waiting(name="recente.pdf")
    factories.unknown(name="courrier.pdf", received_at=factories.days_ago(2))
    rows = rows_of(page_of(desk.get(QUEUE)))
    assert [row[2] for row in rows] == ["courrier.pdf", "recente.pdf"], "the oldest first"
    assert rows[0][:2] == ["HOP DPI", "Inconnu"]
    assert rows[0][3].startswith("il y a 2 jours")
    assert rows[1][4].startswith(("reste", "retard"))
    assert rows[1][5:7] == ["3 champs à vérifier", "3"]
    assert rows[1][7] == "Ouvrir recente.pdf"


def test_a_document_in_other_hands_shows_whose_and_cannot_be_opened(desk):
    document = factories.waiting()
    locks.take(document.pk, factories.user(name="martin"))
    page = page_of(desk.get(QUEUE))
    assert rows_of(page)[0][7] == "martin"
    assert not page.xpath("//form[contains(@action, 'prendre')]")
    refused = desk.post(reverse("review:take", args=[document.pk]), follow=True)
    assert "un autre opérateur" in text_of(page_of(refused).find(".//main"))


def test_ones_own_documents_stand_apart_and_can_be_taken_up_again(desk, operator):
    document = factories.waiting()
    locks.take(document.pk, operator)
    page = page_of(desk.get(QUEUE))
    assert page.xpath("//h2[@id='en-main']")
    assert page.xpath("//a[@href=$address]", address=reverse("review:document", args=[document.pk]))


def test_next_opens_a_document_or_says_that_none_waits(desk):
    document = factories.waiting()
    opened = desk.post(reverse("review:next"))
    assert opened.url == reverse("review:document", args=[document.pk])
    desk.post(reverse("review:reject", args=[document.pk]), {"motif": "Illisible"})
    empty = page_of(desk.post(reverse("review:next"), follow=True))
    assert "Aucun document n’attend" in text_of(empty.find(".//main"))


def test_the_queue_asks_the_database_as_often_for_many_documents_as_for_one(desk, django_assert_max_num_queries):
    for n in range(12):
        factories.waiting(received_at=factories.days_ago(n))
    with django_assert_max_num_queries(12):
        desk.get(QUEUE)


def test_signing_out_gives_back_what_was_in_hand(desk, operator):
    document = factories.waiting()
    locks.take(document.pk, operator)
    desk.post("/deconnexion/")
    document.refresh_from_db()
    assert document.locked_by is None
