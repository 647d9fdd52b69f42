"""What Prometheus is told, and who may ask; the dashboard and the alerts name only what is told."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from radlad.domain.errors import ConfigError, DocumentError, TransientError
from radlad.domain.reading import Doubt
from radlad.domain.states import Motive
from radlad.web import counts
from radlad.web.acquisition import jobs, life
from radlad.web.config.logs import FailedJobs
from radlad.web.delivery import circuit, sending
from tests.integration.acquisition.test_health import heard
from tests.integration.delivery.conftest import ready
from tests.support import factories
from tests.support.customer import Customer
from tests.support.documents import received

pytestmark = pytest.mark.django_db
DEPLOY = Path(__file__).resolve().parents[3] / "deploy"
Told = dict[tuple[str, tuple[tuple[str, str], ...]], float]


@pytest.fixture
def customer(settings) -> Iterator[Customer]:
    with Customer() as customer:
        settings.RADLAD = replace(settings.RADLAD, callback_url=customer.url)
        yield customer


def told(client) -> Told:
    """Every sample, by its name and labels."""
    text = client.get("/metrics").content.decode()
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def value(metrics: Told, name: str, **labels: str) -> float:
    return metrics[name, tuple(sorted(labels.items()))]


def test_what_waits_is_told_by_step_with_its_age(client):
    document = received(received_at=timezone.now() - timedelta(hours=2))
    jobs.queue_reading(document.pk)
    ready()
    metrics = told(client)
    assert value(metrics, "radlad_jobs", queue="reading", state="todo") == 1
    assert value(metrics, "radlad_jobs", queue="delivery", state="todo") == 1
    assert ("radlad_jobs_oldest_seconds", (("queue", "reading"), ("state", "todo"))) in metrics
    assert value(metrics, "radlad_documents", status="RAD/LAD en cours") == 1
    assert 7100 < value(metrics, "radlad_documents_oldest_seconds", status="RAD/LAD en cours") < 7300


def test_how_long_each_stage_takes_and_how_fast_pages_are_read(client, customer):
    document = factories.waiting(received_at=timezone.now() - timedelta(seconds=100))
    document.history.update(at=timezone.now() - timedelta(seconds=60))
    life.reject(document, factories.user(), Motive.ILLEGIBLE)
    sending.deliver(document.pk)
    metrics = told(client)
    for quantile in ("0.5", "0.95"):
        assert 38 < value(metrics, "radlad_stage_seconds", stage="reading", quantile=quantile) < 42
        assert 58 < value(metrics, "radlad_stage_seconds", stage="review", quantile=quantile) < 65
        assert value(metrics, "radlad_stage_seconds", stage="delivery", quantile=quantile) < 5
    assert value(metrics, "radlad_stage_documents", stage="reading") == 1
    assert value(metrics, "radlad_pages_per_second") == pytest.approx(document.pages / 300)


def test_doubts_that_wait_are_told_by_kind(client):
    factories.waiting(doubts={"siret": (Doubt.SIRET_KEY,), "nomClient": (Doubt.WEAK,)})
    metrics = told(client)
    assert value(metrics, "radlad_doubts_waiting", kind="siret") == 1


def test_what_was_read_is_counted_with_its_doubts(client):
    before = told(client)
    document = factories.waiting()
    counts.reading(factories.reading(document, doubts={"siret": (Doubt.SIRET_KEY,)}), document.doctype)
    after = told(client)

    def more(name: str, **labels: str) -> float:
        return value(after, name, **labels) - before.get((name, tuple(sorted(labels.items()))), 0)

    assert more("radlad_pages_total") == 2
    assert more("radlad_doubts_total", kind="siret") == 1
    assert more("radlad_fields_total", kind="siret") == 1
    assert more("radlad_reading_seconds_count") == 1


def test_deliveries_are_told_by_state_and_result_and_breakers_by_customer(client, customer):
    sending.deliver(ready().pk)
    for answer in (400, "cut", 503):
        customer.otherwise = answer
        sending.deliver(ready().pk)
    metrics = told(client)
    assert value(metrics, "radlad_deliveries", state="acknowledged") == 1
    assert value(metrics, "radlad_deliveries", state="refused") == 1
    tries = {result: value(metrics, "radlad_delivery_tries", result=result)
             for result in ("acknowledged", "refused", "no_answer", "failed")}  # fmt: skip
    assert set(tries.values()) == {1}
    assert value(metrics, "radlad_circuit_open", customer="client") == 0
    for _ in range(circuit.TOLERATED):
        circuit.failed("client")
    assert value(told(client), "radlad_circuit_open", customer="client") == 1


def test_errors_are_counted_by_family(client):
    before = told(client)
    client.raise_request_exception = False
    client.post("/process/files")
    for fault in (DocumentError("a", "b"), TransientError("a", "b"), ConfigError("a", "b")):
        counts.error(fault)
    failed = (ValueError, ValueError("en cours de route"), None)
    FailedJobs().handle(logging.LogRecord("procrastinate.worker", logging.ERROR, "", 1, "failed", None, failed))
    after = told(client)
    for family in ("caller", "document", "transient", "config", "internal"):
        labels = (("family", family),)
        assert after["radlad_errors_total", labels] - before.get(("radlad_errors_total", labels), 0) == 1


def test_workers_that_were_heard_lately_are_counted(client):
    heard(rows=6)
    heard(seconds_ago=120, rows=3)
    assert value(told(client), "radlad_workers") == 2


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("192.0.2.7", {}, 403),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 403),
        ("127.0.0.1", {"Forwarded": "for=127.0.0.1"}, 403),
        ("", {}, 403),
    ],
)
def test_without_a_token_this_machine_alone_may_ask(client, address, headers, status):
    assert client.get("/metrics", headers=headers, REMOTE_ADDR=address).status_code == status


def test_with_a_token_whoever_shows_it_may_ask_and_nobody_else(client, settings):
    settings.RADLAD = replace(settings.RADLAD, metrics_token="un jeton")
    right, wrong = {"Authorization": "Bearer un jeton"}, {"Authorization": "Bearer autre"}
    assert client.get("/metrics", headers=right, REMOTE_ADDR="192.0.2.7").status_code == 200
    assert client.get("/metrics", headers=wrong).status_code == 403
    assert client.get("/metrics").status_code == 403


def named(expression: str) -> set[str]:
    return set(re.findall(r"\bradlad_[a-z0-9_]+", expression))


def exposed(client, customer: Customer) -> set[str]:
    """The name of every sample of an installation that has seen some of everything."""
    heard()
    document = factories.waiting()
    counts.reading(factories.reading(document), document.doctype)
    counts.error(ValueError())
    jobs.queue_reading(received().pk)
    sending.deliver(ready().pk)
    client.get("/healthz")
    return {name for name, _ in told(client)}


def test_every_metric_of_the_alerts_is_exposed_and_every_alert_explained(client, customer):
    rules = yaml.safe_load((DEPLOY / "prometheus" / "alerts.yml").read_text("utf-8"))
    alerts = [rule for group in rules["groups"] for rule in group["rules"]]
    runbook = (DEPLOY.parent / "docs" / "howto" / "exploitation.md").read_text("utf-8")
    known = exposed(client, customer)
    assert alerts
    for alert in alerts:
        assert named(alert["expr"]), alert["alert"]
        assert named(alert["expr"]) <= known, named(alert["expr"]) - known
        assert alert["labels"]["severity"] in ("critical", "warning")
        assert {"summary", "description", "runbook_url"} <= set(alert["annotations"])
        assert alert["annotations"]["runbook_url"].endswith(f"#{alert['alert'].lower()}")
        assert f"### {alert['alert']}\n" in runbook, f"{alert['alert']} is not in the runbook"


def test_every_metric_of_the_dashboard_is_exposed(client, customer):
    board = json.loads((DEPLOY / "grafana" / "radlad.json").read_text("utf-8"))
    asked = [target["expr"] for panel in board["panels"] for target in panel.get("targets", ())]
    known = exposed(client, customer)
    assert len(asked) > 10
    for expression in asked:
        assert named(expression), expression
        assert named(expression) <= known, named(expression) - known
    identifiers = [panel["id"] for panel in board["panels"]]
    assert len(identifiers) == len(set(identifiers))
