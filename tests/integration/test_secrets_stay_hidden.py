"""No secret of the installation reaches a log, a page, an answer, `radlad doctor` or an error's text."""

from __future__ import annotations

import logging
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from radlad.web.accounts.models import Role
from radlad.web.acquisition import clients, former_secrets
from radlad.web.acquisition.callers import TOKEN_PATH
from radlad.web.config.logs import DiscreetFormatter
from radlad.web.delivery import sending
from radlad.web.delivery.callback import callback_of
from radlad.web.delivery.models import Attempt
from tests.integration.delivery.conftest import ready
from tests.support import factories
from tests.support.customer import Customer
from tests.support.documents import INVOICE

HUSH = "chut-chut-chut"


@pytest.fixture
def secretive(settings):
    """An installation whose every secret is `HUSH`, with a customer that asks for a token."""
    with Customer(otherwise=400) as customer:
        settings.RADLAD = replace(
            settings.RADLAD,
            callback_url=customer.url,
            callback_token_url=f"{customer.url}/token",
            callback_client_id="radlad",
            callback_client_secret=HUSH,
            callback_hmac_secret=HUSH,
            callback_hmac_secret_next=HUSH,
            sso_client_secret=HUSH,
            metrics_token=HUSH,
        )
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = HUSH * 4, [HUSH * 5]
        yield customer


@pytest.mark.django_db
def test_pages_answers_logs_and_rows(secretive, settings, client, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    caplog.handler.setFormatter(DiscreetFormatter())
    client.raise_request_exception = False
    document = ready()
    sending.deliver(document.pk)
    secretive.token_status = 500
    callback_of(settings.RADLAD.customers[0]).forget_token()
    sending.deliver(ready().pk)
    client.force_login(factories.user(Role.ADMINISTRATOR))
    attempt = Attempt.objects.filter(status=400).get()
    addresses = [
        "/healthz", "/readyz", "/openapi.json", "/nulle-part", "/suivi/", "/videocodage/pilotage/",
        "/videocodage/restitutions/", f"/suivi/{document.pk}/", "/administration/comptes/",
        reverse("delivery:as-sent", args=[document.pk, attempt.pk]),
    ]  # fmt: skip
    told = [client.get(address).content.decode() for address in addresses]
    told.append(client.get("/metrics", headers={"Authorization": f"Bearer {HUSH}"}).content.decode())
    told.append(client.post("/process/files", headers={"Authorization": "Bearer faux"}).content.decode())

    def fails(*_: object) -> None:
        raise ValueError(HUSH)

    monkeypatch.setattr("radlad.web.delivery.trouble.counts", fails)
    answer = client.get("/videocodage/restitutions/")
    assert answer.status_code == 500
    told.append(answer.content.decode())
    assert HUSH not in "".join(told)
    assert "jeton-1" not in "".join(told), "nor the token that the customer gave"
    assert caplog.text
    assert HUSH not in caplog.text
    assert HUSH not in repr(settings.RADLAD)


@pytest.mark.django_db
def test_a_dump_of_the_database_holds_digests_only(client):
    first = clients.put(INVOICE.lane)
    second = former_secrets.rotate(INVOICE.lane.client_id, timedelta(hours=1))
    form = {"grant_type": "client_credentials", "client_id": INVOICE.lane.client_id, "client_secret": second}
    token = client.post(TOKEN_PATH, form).json()["access_token"]
    factories.user()
    dump = StringIO()
    call_command("dumpdata", stdout=dump)
    assert INVOICE.lane.client_id in dump.getvalue()
    for secret in (first, second, token, factories.PASSWORD):
        assert secret not in dump.getvalue()


@pytest.mark.parametrize("command", [["doctor"], ["manage", "diffsettings"], ["manage", "check"], ["migrate"]])
def test_commands(tmp_path: Path, command):
    """Against a database and customers that do not answer."""
    (tmp_path / "secret").write_text(HUSH)
    (tmp_path / "customers.toml").write_text(
        f'[customers.asp]\ncallback = "http://127.0.0.1:9"\nclient_secret = {{ file = "{tmp_path}/secret" }}\n'
    )
    environment = {
        "PATH": "/usr/bin:/bin",
        "RADLAD_DATA": str(tmp_path / "var"),
        "DATABASE_URL": f"postgresql://radlad:{HUSH}@127.0.0.1:9/radlad",
        "RADLAD_CUSTOMERS": str(tmp_path / "customers.toml"),
        "RADLAD_SECRET_KEY": HUSH * 4,
        "RADLAD_CALLBACK_HMAC_SECRET_FILE": str(tmp_path / "secret"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "radlad.cli.main", *command],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stdout + done.stderr
    assert HUSH not in done.stdout + done.stderr
