"""What a probe and Prometheus are told (contracts.md 1)."""

from __future__ import annotations

import shutil
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from radlad.customers import DEFAULT
from radlad.web.config import health
from radlad.web.delivery import circuit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forget():
    health.cache.clear()


def heard(seconds_ago: int = 0, rows: int = 3) -> None:
    """A worker process, which is three of procrastinate's workers, left its heartbeats."""
    with connection.cursor() as cursor:
        sql = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s * interval '1 second')"
        cursor.executemany(sql, [(seconds_ago,)] * rows)


def test_it_lives_and_is_ready(client):
    heard()
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "reasons": [], "warnings": []})


def test_what_makes_documents_wait_is_said_while_they_are_still_taken(client, monkeypatch):
    heard(seconds_ago=60)
    for _ in range(circuit.TOLERATED):
        circuit.failed(DEFAULT)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1024**3))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    worker, disk, customer = answer.json()["warnings"]
    assert "radlad worker" in worker
    assert "2 Go" in disk
    assert DEFAULT in customer


def test_a_full_disk_takes_nothing_more(client, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1024**2))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "libérez de l’espace" in answer.json()["reasons"][0]


def test_it_lives_but_is_not_ready_without_its_database(client, monkeypatch):
    def away() -> None:
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", away)
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["reasons"] == ["La base de données ne répond pas : vérifiez le serveur et DATABASE_URL."]
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


def test_only_reading_is_allowed(client):
    for address in ("/healthz", "/readyz", "/metrics"):
        assert client.post(address).status_code == 405
