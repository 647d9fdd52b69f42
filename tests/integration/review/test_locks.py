"""One document, one operator."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.utils import timezone

from radlad.web.acquisition.models import Document
from radlad.web.review import locks
from tests.support import factories

pytestmark = pytest.mark.django_db


def idle(document: Document) -> None:
    Document.objects.filter(pk=document.pk).update(locked_at=timezone.now() - locks.IDLE)


def test_the_oldest_free_document_comes_first():
    operator, other = factories.user(name="a"), factories.user(name="b")
    newer = factories.waiting(received_at=factories.days_ago(1))
    older = factories.waiting(received_at=factories.days_ago(2))
    assert locks.take_next(operator) == older
    assert locks.take_next(other) == newer


def test_what_an_operator_holds_already_comes_before_all_else():
    operator = factories.user()
    factories.waiting(received_at=factories.days_ago(3))
    own = factories.waiting()
    assert locks.take(own.pk, operator)
    assert locks.take_next(operator) == own


def test_nothing_is_taken_when_nothing_waits():
    factories.settled()
    assert locks.take_next(factories.user()) is None


def test_a_document_in_other_hands_is_not_taken():
    document = factories.waiting()
    assert locks.take(document.pk, factories.user(name="a"))
    assert not locks.take(document.pk, factories.user(name="b"))


def test_an_idle_operator_loses_the_document_only_to_another():
    first, second = factories.user(name="a"), factories.user(name="b")
    document = factories.waiting()
    locks.take(document.pk, first)
    idle(document)
    with locks.holding(document.pk, first):
        pass
    assert not locks.take(document.pk, second), "an action renewed the lock"
    idle(document)
    assert locks.take(document.pk, second)
    with pytest.raises(locks.LockLostError), locks.holding(document.pk, first):
        pass


def test_only_its_holder_gives_a_document_back():
    first, second = factories.user(name="a"), factories.user(name="b")
    document = factories.waiting()
    locks.take(document.pk, first)
    locks.release(document.pk, second)
    assert not locks.take(document.pk, second)
    locks.release(document.pk, first)
    assert locks.take(document.pk, second)


@pytest.mark.django_db(transaction=True)
def test_operators_who_press_at_once_get_different_documents():
    operators = [factories.user(name=f"operateur-{n}") for n in range(4)]
    documents = {factories.waiting(received_at=factories.days_ago(n)).pk for n in range(4)}
    start = threading.Barrier(len(operators))
    taken = []

    def press(operator):
        try:
            start.wait()
            taken.append(locks.take_next(operator))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[operator]) for operator in operators]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {document.pk for document in taken if document} == documents
