"""The reading job, with a reading process that crashes, hangs, fails and lies."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from radlad.domain.errors import TransientError
from radlad.domain.states import Status
from radlad.pipeline.subprocess import ReaderProcess
from radlad.web.acquisition import life, reading
from radlad.web.acquisition.models import Document
from tests.support.documents import INVOICE, ORDER, operator, received

pytestmark = pytest.mark.django_db
COMMAND = (sys.executable, "-m", "tests.support.fake_reader")


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[ReaderProcess]:
    with ReaderProcess(seconds=15, command=COMMAND) as process:
        monkeypatch.setattr(reading, "reader", lambda: process)
        yield process


def told(**what: Any) -> Document:
    return received(content=json.dumps(what).encode())


def read(document: Document) -> Document:
    reading.read(document.pk)
    document.refresh_from_db()
    return document


def test_a_document_is_read_as_declared_and_delivered():
    document = read(told())
    assert document.status == Status.REVIEWED
    assert document.values.count() == len(INVOICE.fields)
    assert document.read_tries == 0


def test_a_document_without_doubt_takes_no_more_statements_than_it_did(django_assert_max_num_queries):
    document = told()
    with django_assert_max_num_queries(21):
        reading.read(document.pk)


def test_a_lane_set_to_always_sends_sure_documents_to_an_operator():
    call_command("lane_set", couloir="hop", sons="dpi", review="always", stdout=StringIO())
    document = read(told())
    assert document.status == Status.TO_REVIEW
    assert document.review_reasons == ["Relecture systématique pour ce couloir"]


def test_a_job_that_runs_twice_changes_nothing_the_second_time():
    document = read(told(doubts={"siretFacture": "cle_siret_fausse"}))
    before = (list(document.values.values()), list(document.history.values()))
    read(document)
    assert (list(document.values.values()), list(document.history.values())) == before


@pytest.mark.parametrize(("act", "reason"), [("crash", "interrompue"), ("fail", "abîmé"), ("lie", "inexploitable")])
def test_what_breaks_the_reader_goes_to_an_operator_with_the_reason(act, reason):
    document = read(told(do=act))
    assert document.status == Status.TO_REVIEW
    assert reason in document.review_reasons[0]
    assert document.values.count() == len(INVOICE.fields)
    assert read(told()).status == Status.REVIEWED, "the next document is read all the same"


def test_a_document_that_hangs_the_reader_goes_to_an_operator(monkeypatch):
    with ReaderProcess(seconds=3, command=COMMAND) as impatient:
        monkeypatch.setattr(reading, "reader", lambda: impatient)
        document = read(told(do="hang"))
    assert document.status == Status.TO_REVIEW
    assert "arrêtée après 3 secondes" in document.review_reasons[0]


def test_after_three_readings_that_never_ended_an_operator_gets_it():
    document = told()
    for _ in range(3):
        life.begin_reading(document)  # and the worker is killed
    read(document)
    assert document.status == Status.TO_REVIEW
    assert "3 fois" in document.review_reasons[0]


def test_a_file_that_the_store_does_not_give_is_read_later(own_files):
    document = told()
    shutil.move(own_files, own_files.with_name("away"))
    for _ in range(5):
        with pytest.raises(TransientError):
            reading.read(document.pk)
    shutil.move(own_files.with_name("away"), own_files)
    assert read(document).status == Status.REVIEWED


def test_a_retyped_document_is_read_as_the_operator_said():
    document = read(told(doubts={"siretFacture": "cle_siret_fausse"}))
    life.retype(document, operator(), ORDER)
    assert read(document).status == Status.TO_REVIEW
    assert list(document.values.values_list("balise", flat=True)) == [field.balise for field in ORDER.fields]


def test_a_document_cancelled_meanwhile_stays_so():
    document = told()
    life.cancel(document, operator(), "erreur")
    assert read(document).status == Status.CANCELLED
