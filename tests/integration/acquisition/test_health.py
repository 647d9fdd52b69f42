"""What a probe and Prometheus are told (contracts.md 1)."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from radlad.web.acquisition import jobs
from radlad.web.config import health
from tests.support.documents import received

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forget():
    health.cache.clear()


def test_it_lives_and_is_ready(client):
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "reasons": []})


def test_it_lives_but_is_not_ready_without_its_database(client, monkeypatch):
    def away() -> None:
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", away)
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["reasons"]) == (503, ["La base de données ne répond pas."])
    assert answer["Retry-After"]


def test_it_is_not_ready_before_its_migrations(client, monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: ["one"])
    assert "radlad migrate" in client.get("/readyz").json()["reasons"][0]


def test_it_is_not_ready_when_the_store_takes_nothing(client, own_files):
    own_files.write_bytes(b"in the way")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "stockage" in answer.json()["reasons"][0]


def test_being_asked_leaves_nothing_in_the_store(client, own_files):
    client.get("/readyz")
    assert not [path for path in own_files.rglob("*") if path.is_file()]


def test_metrics_tell_what_waits_and_what_was_answered(client):
    jobs.queue_reading(received().pk)
    client.get("/healthz")
    text = client.get("/metrics").content.decode()
    assert 'radlad_jobs{queue="reading",state="todo"} 1.0' in text
    assert 'radlad_jobs_oldest_seconds{queue="reading",state="todo"}' in text
    assert 'radlad_documents{status="RAD/LAD en cours"} 1.0' in text
    assert 'radlad_http_requests_total{method="GET",route="healthz",status="200"}' in text


def test_only_reading_is_allowed(client):
    for address in ("/healthz", "/readyz", "/metrics"):
        assert client.post(address).status_code == 405
