"""What is purged and when, what a purge leaves, and what it leaves alone (issue: retention; domain.md "Law")."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from radlad.domain.states import IllegalTransitionError
from radlad.web.accounts import audit
from radlad.web.accounts.models import Action, AuditEntry, Role
from radlad.web.acquisition import life, page_store, storage
from radlad.web.acquisition.models import Document, Value
from radlad.web.config import upkeep
from radlad.web.delivery.models import Attempt, Delivery, DeliveryState
from radlad.web.reporting import holds, retention
from radlad.web.reporting.models import LegalHold
from radlad.web.reporting.totals import totals
from radlad.web.review import page_images
from radlad.web.review.locks import PUT_ASIDE
from radlad.web.review.models import Place, SecondKeying
from radlad.web.review.page_images import Size
from tests.support import factories
from tests.support.html import page_of, text_of

pytestmark = pytest.mark.django_db


def delivered(days, **columns):
    """A document that an operator corrected and the customer acknowledged so many days ago."""
    document = factories.waiting(**columns)
    operator = factories.user(name=f"operateur-{document.pk}")
    life.set_value(document.values.get(balise="siret"), operator, "35600000009075")
    for value in document.values.filter(needs_person=True):
        life.confirm_value(value, operator)
    life.settle(document, operator)
    Attempt.objects.create(
        delivery=document.delivery, at=timezone.now(), seconds=0.1, status=202, answer="35600000009075"
    )
    life.acknowledged(document)
    Document.objects.filter(pk=document.pk).update(acknowledged_at=factories.days_ago(days))
    document.refresh_from_db()
    return document


def content_of(document):
    with default_storage.open(document.file_key) as file:
        return file.read()


def told(document):
    return [(e.what, e.details) for e in document.history.all()]


def test_files_and_values_go_after_ninety_days_and_no_earlier():
    old, young = delivered(91, name="vieux.pdf"), delivered(89, name="jeune.pdf", sha256="ab" * 32)
    storage.put(young.file_key, ContentFile(content_of(old)))
    assert retention.purge() == 1
    old.refresh_from_db()
    young.refresh_from_db()
    assert old.purged_at is not None
    assert young.purged_at is None
    assert not default_storage.exists(old.file_key)
    assert default_storage.exists(young.file_key)
    assert not old.values.exists()
    assert young.values.exists()
    assert retention.purge() == 0


def test_a_purge_leaves_no_value_anywhere():
    document = delivered(91)
    name = page_images.rendered(document, 1, Size.THUMBNAIL)
    assert page_store.holds(document, name)
    retention.purge()
    document.refresh_from_db()
    kept = [
        document.delivery.body,
        *(a.answer for a in document.delivery.attempts.all()),
        str(told(document)),
        str(document.clues),
    ]
    assert not any("35600000009075" in one or "73282932" in one for one in kept)
    assert not page_store.holds(document, name)
    assert [what for what, _ in told(document)].count("valeur modifiée") == 1, "that it happened stays known"


def test_a_purge_ends_what_was_being_sent_again():
    document = delivered(91)
    Delivery.objects.update(state=DeliveryState.PENDING, replayed=True, next_try_at=timezone.now())
    retention.purge()
    found = Delivery.objects.get(document=document)
    assert (found.state, found.next_try_at, found.body) == (DeliveryState.ACKNOWLEDGED, None, "")


def test_a_purge_forgets_why_an_operator_put_the_document_aside():
    document = delivered(91)
    life.record(document, PUT_ASIDE, details={"reason": "M. Dupont rappelle demain"})
    retention.purge()
    assert (PUT_ASIDE, {}) in told(document)


def test_a_purge_leaves_its_proof():
    document = delivered(91)
    body, count = document.delivery.body, document.values.count()
    retention.purge()
    entry = AuditEntry.objects.get(action=Action.PURGE)
    assert entry.document == document.pk
    assert entry.details == {
        "fichier_sha256": document.sha256,
        "octets": document.size,
        "valeurs": count,
        "restitution_sha256": hashlib.sha256(body.encode()).hexdigest(),
    }


def test_the_totals_are_the_same_after_a_purge():
    delivered(91)
    delivered(10)
    before = totals(Document.objects.all())
    assert before.coded > 0
    assert retention.purge() == 1
    assert totals(Document.objects.all()) == before


def test_the_days_are_a_setting(settings):
    delivered(31)
    assert retention.purge() == 0
    settings.RADLAD = replace(settings.RADLAD, retention_days=30)
    assert retention.purge() == 1


def test_a_held_document_stays_until_the_hold_is_lifted(client):
    document = delivered(91)
    supervisor = factories.user(Role.SUPERVISOR)
    client.force_login(supervisor)
    assert "Dites pourquoi" in client.post(reverse("reporting:hold", args=[document.pk]), follow=True).content.decode()
    client.post(reverse("reporting:hold", args=[document.pk]), {"raison": "Litige en cours"})
    assert retention.purge() == 0
    assert "Litige en cours" in text_of(
        page_of(client.get(reverse("reporting:document", args=[document.pk]))).find(".//main")
    )
    client.post(reverse("reporting:release", args=[document.pk]))
    assert retention.purge() == 1
    assert list(AuditEntry.objects.filter(action=Action.HOLD).order_by("id").values_list("subject", flat=True)) == [
        "gel",
        "dégel",
    ]
    with pytest.raises(IllegalTransitionError):
        holds.put(document, supervisor, "trop tard")


def test_a_cancelled_document_is_purged_as_long_after_its_end():
    document = factories.waiting()
    life.cancel(document, factories.user(Role.SUPERVISOR), "double")
    assert retention.purge() == 0
    document.history.filter(what="annulé").update(at=factories.days_ago(91))
    assert retention.purge() == 1


def test_the_values_of_a_second_keying_are_purged_with_the_document():
    document = delivered(91)
    keying = SecondKeying.objects.create(document=document, created_at=factories.days_ago(90))
    field = keying.fields.create(position=1, balise="siret", kind="siret", first_value="a", second_value="b")
    Place.objects.create(document=document, comment="illisible sous le cachet")
    assert retention.purge() == 1
    field.refresh_from_db()
    assert (field.first_value, field.second_value, field.right_value) == ("", "", "")
    assert Place.objects.get(document=document).comment == ""


def test_a_file_that_another_document_needs_stays():
    old = delivered(91)
    again = factories.waiting()
    assert again.sha256 == old.sha256
    assert retention.purge() == 1
    assert default_storage.exists(again.file_key)


def test_the_page_and_the_images_of_a_purged_document_say_so(client):
    document = delivered(91)
    retention.purge()
    client.force_login(factories.user(Role.CONSULTATION))
    page = page_of(client.get(reverse("reporting:document", args=[document.pk])))
    assert "ont été effacés le" in text_of(page.find(".//main"))
    assert client.get(reverse("review:page", args=[document.pk, 1])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_file_received_anew_while_it_is_purged_is_not_lost():
    document = delivered(91)
    content = content_of(document)
    begun, purged = threading.Event(), []

    def purge():
        begun.wait()
        purged.append(retention.purge())
        connection.close()

    thread = threading.Thread(target=purge)
    thread.start()
    with transaction.atomic():
        storage.hold(document.sha256)
        begun.set()
        thread.join(1.5)
        assert thread.is_alive(), "the purge waits for the reception to end"
        again = factories.received()
    thread.join()
    assert purged == [1]
    assert content_of(again) == content


def test_the_nightly_job_does_all_of_it():
    delivered(91)
    AuditEntry.objects.create(
        at=factories.days_ago(3000), who="ancien", action=Action.READ, keep_until=factories.days_ago(1)
    )
    audit.record("récent", Action.READ)
    upkeep.purge_documents(timestamp=0)
    assert not Value.objects.exists()
    assert set(AuditEntry.objects.values_list("who", flat=True)) == {"récent", ""}
    assert not LegalHold.objects.exists()
    assert AuditEntry.objects.filter(keep_until__lt=timezone.now() + timedelta(days=1)).count() == 0
