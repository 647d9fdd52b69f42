"""What a 202 promises (contracts.md 1)."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from radlad.domain.doctype import Lane
from radlad.domain.states import Status
from radlad.web.acquisition import intake, jobs
from radlad.web.acquisition.callers import Caller
from radlad.web.acquisition.models import Document
from radlad.web.acquisition.submission import Submission
from tests.support import files

pytestmark = pytest.mark.django_db


def only_document() -> Document:
    return Document.objects.get()


@pytest.mark.parametrize("form", ["post_json", "post_multipart"])
def test_a_document_is_stored_with_its_row_its_history_and_its_job(form, request, invoice_pdf, own_files):
    answer = request.getfixturevalue(form)()
    assert answer.status_code == 202, answer.content
    document = only_document()
    assert UUID(answer.json()["processId"]) == document.pk
    digest = hashlib.sha256(invoice_pdf).hexdigest()
    assert (own_files / digest[:2] / digest).read_bytes() == invoice_pdf
    assert (document.name, document.size, document.pages) == ("facture.pdf", len(invoice_pdf), 1)
    assert (document.status, document.partner) == (Status.READING, "asp")
    assert document.media_type == "application/pdf"
    assert [entry.what for entry in document.history.all()] == ["reçu"]
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == ("read_document", {"document_id": str(document.pk)})


def test_a_reception_takes_no_more_statements_than_it_did(post_multipart, token, django_assert_max_num_queries):
    bearer = f"Bearer {token()}"
    with django_assert_max_num_queries(9):
        assert post_multipart(Authorization=bearer).status_code == 202


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", files.pdf()), ("A.PDF", files.pdf(3)), ("a.jpg", files.picture("JPEG")),
        ("a.jpeg", files.picture("JPEG")), ("a.png", files.picture("PNG")), ("a.tif", files.picture("TIFF")),
        ("a.tiff", files.picture("TIFF", pages=3)), ("protégé.pdf", files.pdf(owner_password="propriétaire")),
    ],
)  # fmt: skip
def test_every_accepted_kind_of_file_is_taken(name, content, post_multipart):
    answer = post_multipart(content, name)
    assert answer.status_code == 202, answer.content
    assert only_document().name == name


@pytest.mark.parametrize("alias", ["BDC", "bon_commande", "Bon_Commande"])
def test_types_are_known_in_any_case_and_by_alias(alias, post_json):
    answer = post_json(parameters={"Couloir": "hop", "Sons": "Dpi", "TypeDocument": alias})
    assert answer.status_code == 202, answer.content
    assert only_document().declared_type == "BON_COMMANDE"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\moi\\facture.pdf", "facture.pdf"),
        ("/abs/olue.pdf", "olue.pdf"),
        ("fac\x00tu\nre\u202e.pdf", "facture.pdf"),
        ("é" * 300 + ".pdf", "é" * 251 + ".pdf"),
    ],
)
def test_only_the_last_part_of_a_name_is_kept(given, kept, post_json):
    assert post_json(name=given).status_code == 202
    assert only_document().name == kept


def test_the_same_file_twice_is_two_documents_and_one_file(post_json, own_files):
    assert post_json().json() != post_json().json()
    assert Document.objects.count() == 2
    assert sum(path.is_file() for path in own_files.rglob("*")) == 1


def test_a_repeated_idempotency_key_gives_the_first_process(post_json, post_multipart):
    first = post_json(Idempotency_Key="k-1").json()
    assert post_json(Idempotency_Key="k-1").json() == first
    assert post_multipart(files.pdf(2), Idempotency_Key="k-1").json() == first
    assert post_json(Idempotency_Key="k-2").json() != first
    assert ProcrastinateJob.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_calls_at_once_with_one_key_make_one_document(monkeypatch, post_json, token):
    both_looked = threading.Barrier(2)
    look = intake._already
    looked = threading.local()

    def look_together(submission: Submission, caller: Caller) -> Document | None:
        found = look(submission, caller)
        if not getattr(looked, "once", False):
            looked.once = True
            both_looked.wait(20)
        return found

    monkeypatch.setattr(intake, "_already", look_together)
    answers = []

    def call() -> None:
        answers.append(post_json(Idempotency_Key="course", Authorization=bearer))
        connection.close()

    bearer = f"Bearer {token()}"
    threads = [threading.Thread(target=call) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json() == answers[1].json()
    assert Document.objects.count() == ProcrastinateJob.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_its_job_there_is_no_row(monkeypatch, post_json, client):
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("no job")

    monkeypatch.setattr(jobs, "queue_reading", fails)
    answer = post_json()
    assert answer.status_code == 500
    assert answer.json()["code"] == "INTERNAL_ERROR"
    assert not Document.objects.exists()


def test_a_file_that_is_half_written_is_never_seen(monkeypatch, post_json, own_files):
    def dies(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", dies)
    answer = post_json()
    assert (answer.status_code, answer.json()["code"]) == (503, "STORE_UNAVAILABLE")
    assert not [path for path in own_files.rglob("*") if path.is_file()]
    assert not Document.objects.exists()


def test_what_became_of_a_document_is_told_to_its_own_client_only(client, post_json, token):
    process_id = post_json().json()["processId"]
    mine = client.get(f"/process/{process_id}", headers={"Authorization": f"Bearer {token()}"})
    assert mine.status_code == 200
    told = mine.json()
    assert told["status"] == "RAD/LAD en cours"
    assert (told["typeDocument"], told["rejet"], told["motifRejet"]) == ("FACTURE", "false", "")
    assert told["receivedAt"].startswith("20")
    assert told["acknowledgedAt"] is None
    other = client.get(f"/process/{process_id}", headers={"Authorization": f"Bearer {token(Lane('HOP', 'PFI'))}"})
    assert (other.status_code, other.json()["code"]) == (404, "UNKNOWN_PROCESS")
    for wrong in ("123", "00000000-0000-0000-0000-000000000000"):
        answer = client.get(f"/process/{wrong}", headers={"Authorization": f"Bearer {token()}"})
        assert (answer.status_code, answer.json()["code"]) == (404, "UNKNOWN_PROCESS")
