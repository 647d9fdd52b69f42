"""What the doctor finds in rows and files, and what it mends."""

from __future__ import annotations

import os
import time
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from radlad.domain.states import Status
from radlad.web.accounts.models import Role
from radlad.web.acquisition import jobs, life, page_store, storage
from radlad.web.acquisition.models import Document
from radlad.web.config import consistency
from radlad.web.delivery import outbox
from radlad.web.delivery.models import Delivery, DeliveryState
from tests.support.documents import operator, received, result

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(hours=3)
LOST = "cd/" + "cd" * 32


def wrong(*, mend=False):
    return {finding.title: finding.note for finding in consistency.findings(mend=mend) if not finding.well}


def aged(path):
    past = time.time() - 3 * 3600
    os.utime(path, (past, past))


def test_a_sound_installation_has_nothing_to_say():
    document = received(received_at=LONG_AGO)
    jobs.queue_reading(document.pk)
    page_store.keep_text(document, "mots-1.json", "[]")
    assert wrong() == {}


def test_a_file_without_a_row_is_found_and_taken_away(own_files):
    kept = received()
    storage.put(LOST, ContentFile(b"lost"))
    assert wrong() == {}, "it may belong to a call that is being answered"
    aged(own_files / LOST)
    aged(own_files / kept.file_key)
    assert wrong() == {"Fichiers sans document": f"1 ({LOST})"}
    assert wrong(mend=True) == {}
    assert not (own_files / LOST).exists()
    assert (own_files / kept.file_key).exists()


def test_a_half_written_file_is_found_and_taken_away(own_files):
    half = own_files / "ab" / ".incoming-x1"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"hal")
    aged(half)
    assert "Fichiers à moitié écrits" in wrong()
    assert wrong(mend=True) == {}
    assert not half.exists()


def test_pictures_of_no_document_are_found_and_taken_away(own_files):
    document = received()
    page_store.keep_text(document, "1.webp", "picture")
    aged(own_files.parent / "pages" / document.sha256 / "1.webp")
    assert wrong() == {}
    Document.objects.filter(pk=document.pk).update(purged_at=timezone.now())
    storage.erase(document.file_key)
    assert wrong() == {"Images de pages sans document": f"1 ({document.sha256})"}
    assert wrong(mend=True) == {}
    assert not page_store.holds(document, "1.webp")


@pytest.mark.parametrize("content", [None, b"cut sh"])
def test_a_document_whose_file_is_lost_or_short_is_named(own_files, content):
    document = received(received_at=LONG_AGO)
    jobs.queue_reading(document.pk)
    if content is None:
        (own_files / document.file_key).unlink()
    else:
        (own_files / document.file_key).write_bytes(content)
    assert wrong() == {"Documents sans fichier": f"1 ({document.pk})"}
    assert wrong(mend=True) == wrong(), "nobody can make it up"


def test_what_waits_for_no_job_is_queued():
    document = received(received_at=LONG_AGO)
    assert wrong() == {"Travail sans tâche": f"1 ({document.pk})"}
    assert wrong(mend=True) == {}
    assert ProcrastinateJob.objects.filter(task_name="read_document").count() == 1


def test_a_status_and_a_delivery_that_disagree_are_named():
    document = received()
    life.read_done(document, result())
    assert wrong() == {}
    Document.objects.filter(pk=document.pk).update(status=Status.DELIVERED)
    assert wrong() == {"Documents et restitutions en désaccord": f"1 ({document.pk})"}
    Delivery.objects.all().delete()
    assert "Documents et restitutions en désaccord" in wrong()


def test_a_result_that_is_sent_again_disagrees_with_nothing():
    document = received()
    life.read_done(document, result())
    life.acknowledged(document)
    Delivery.objects.update(state=DeliveryState.ACKNOWLEDGED)
    assert wrong() == {}
    outbox.replay(document, operator("superviseur", Role.SUPERVISOR))
    assert "Documents et restitutions en désaccord" not in wrong()
