"""Whose document is read next (adr 0020), as the queue itself decides it."""

from __future__ import annotations

import pytest
from django.db import connection

from radlad import doctypes
from radlad.web.acquisition import fairness, jobs
from radlad.web.acquisition.models import Document
from radlad.web.config import workers
from tests.support.documents import received

pytestmark = pytest.mark.django_db
BUSY = doctypes.by_key("hop-dpi-facture")
OTHER = doctypes.by_key("hop-pfi-facture")


def sent(doctype=BUSY, pages: int = 1) -> str:
    """The key of a document that waits in its turn."""
    document = received(doctype, pages=pages)
    jobs.queue_reading(document.pk, fairness.turn(document))
    return str(document.pk)


def started() -> str | None:
    """The document that a worker takes now, as procrastinate's own function chooses it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, args ->> 'document_id' FROM procrastinate_fetch_job_v2(ARRAY['reading'], NULL)")
        _, document = cursor.fetchone()
    return document


def taken() -> str | None:
    """As `started`, and read at once."""
    document = started()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE status = 'doing'")
    Document.objects.filter(pk=document).update(status="À vérifier")
    return document


def test_one_clients_documents_are_read_as_they_came():
    documents = [sent(pages=pages) for pages in (3, 1, 2)]
    assert [taken() for _ in documents] == documents


def test_a_document_of_another_client_passes_a_burst():
    burst = [sent() for _ in range(20)]
    assert taken() == burst[0]
    small = sent(OTHER)
    assert small in [taken() for _ in range(3)]


def test_clients_that_wait_share_page_by_page():
    two_pages = [sent(BUSY, pages=2) for _ in range(6)]
    one_page = [sent(OTHER) for _ in range(12)]
    first = [taken() for _ in range(9)]
    assert 2 * sum(d in two_pages for d in first) == pytest.approx(sum(d in one_page for d in first), abs=2)


def test_who_waits_is_not_passed_for_ever():
    waits = [sent() for _ in range(10)][-1]
    read = []
    for _ in range(25):
        sent(OTHER)
        sent(OTHER)
        read.append(taken())
    assert waits in read


def test_a_long_document_lets_a_later_one_pass():
    long = sent(pages=150)
    small = sent(OTHER)
    assert [taken(), taken()] == [small, long]


def test_long_documents_do_not_take_every_worker(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workers, "alive", lambda: 2)
    long = [sent(pages=fairness.LONG_PAGES) for _ in range(3)]
    assert started() == long[0]
    assert started() is None
    small = sent()
    assert started() == small


def test_an_operators_re_read_goes_before_all_and_takes_no_turn():
    sent(pages=200)
    sent()
    urgent = received(OTHER, pages=200)
    jobs.queue_reading(urgent.pk, jobs.URGENT)
    assert taken() == str(urgent.pk)


def test_pictures_wait_for_every_document():
    sent(pages=200)
    jobs.queue_pictures(received().pk)
    late = [sent(pages=200) for _ in range(3)][-1]
    assert [taken() for _ in range(4)][-1] == late
