"""The audit trail: nobody changes it, an administrator searches it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import Error, connection, transaction
from django.urls import reverse
from django.utils import timezone

from radlad.web.accounts import audit
from radlad.web.accounts.models import Action, AuditEntry, Role
from radlad.web.accounts.trail import said
from tests.support import factories
from tests.support.html import page_of, rows_of, text_of

pytestmark = pytest.mark.django_db
DOCUMENT = UUID("3fa85f64-5717-4562-b3fc-2c963f66afa6")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_auditentry SET who = 'personne'",
        "DELETE FROM accounts_auditentry",
        "UPDATE accounts_auditentry SET keep_until = now() - interval '1 day'",
        "ALTER TABLE accounts_auditentry ENABLE TRIGGER audit_is_not_truncated; TRUNCATE accounts_auditentry",
    ],
)
def test_the_database_refuses_to_change_the_trail(statement):
    audit.record("lecteur", Action.READ, document=DOCUMENT)
    with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.get().who == "lecteur"


def test_a_line_may_go_once_its_years_are_over(settings):
    audit.record("lecteur", Action.READ)
    assert AuditEntry.objects.get().keep_until - timezone.now() > timedelta(days=5 * 365)
    AuditEntry.objects.create(
        at=timezone.now(), who="ancien", action=Action.READ, keep_until=timezone.now() - timedelta(days=1)
    )
    assert AuditEntry.objects.filter(who="ancien").delete()[0] == 1
    assert AuditEntry.objects.get().who == "lecteur"


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ({}, ["administrateur", "lecteur", "chef"]),
        ({"qui": "LECT"}, ["lecteur"]),
        ({"action": "export"}, ["administrateur"]),
        ({"sur": "marie"}, ["chef"]),
        ({"document": str(DOCUMENT)}, ["lecteur"]),
        ({"du": f"{timezone.localdate():%Y-%m-%d}"}, ["administrateur", "lecteur", "chef"]),
        ({"au": f"{timezone.localdate() - timedelta(days=1):%Y-%m-%d}"}, []),
    ],
)
def test_an_administrator_searches_it(client, search, found):
    audit.record("chef", Action.RIGHTS, subject="marie", apres={"role": "superviseur"})
    audit.record("lecteur", Action.READ, document=DOCUMENT)
    audit.record("administrateur", Action.EXPORT, subject="CSV")
    client.force_login(factories.user(Role.ADMINISTRATOR))
    rows = rows_of(page_of(client.get(reverse("trail"), search)))
    assert [row[1] for row in rows if len(row) > 1] == found


def test_a_line_tells_all_it_knows(client):
    audit.record("chef", Action.RIGHTS, subject="marie", address="192.0.2.7", apres={"role": "superviseur"})
    client.force_login(factories.user(Role.ADMINISTRATOR))
    (row,) = rows_of(page_of(client.get(reverse("trail"))))
    assert row[1:4] == ["chef", "Changement de droits", "marie"]
    assert "superviseur" in row[5]
    assert row[6] == "192.0.2.7"
    assert text_of(page_of(client.get(reverse("trail"))).find(".//h1")) == "Journal d’audit"


def test_behind_a_proxy_a_line_names_the_caller_s_address(rf, settings):
    settings.RADLAD = replace(settings.RADLAD, proxies=1)
    request = rf.get("/", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}, REMOTE_ADDR="10.0.0.1")
    person = request.user = factories.user()
    audit.of_request(request, Action.EXPORT)
    assert AuditEntry.objects.latest("pk").address == "198.51.100.7"
    request = rf.get("/", headers={"X-Forwarded-For": "no address"}, REMOTE_ADDR="10.0.0.1")
    request.user = person
    audit.of_request(request, Action.EXPORT)
    assert AuditEntry.objects.latest("pk").address == "10.0.0.1"


@pytest.mark.parametrize(
    ("details", "told"),
    [
        ({"recherche": "statut=Livr%C3%A9&nom=a+b"}, ["recherche : statut=Livré&nom=a b"]),
        ({"criteria": ""}, ["recherche : –"]),
        ({"second_facteur": "retiré"}, ["second facteur : retiré"]),
        (
            {"apres": {"couloirs": ["HOP DPI", "IMG RIS"], "ouvert": True}},
            ["après : couloirs HOP DPI et IMG RIS, ouvert oui"],
        ),
        ({"avant": {}}, ["avant : –"]),
    ],
)
def test_what_a_line_tells_besides_is_said_in_words(details, told):
    assert list(said(details)) == told
