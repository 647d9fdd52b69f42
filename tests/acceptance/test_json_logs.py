"""With RADLAD_LOG_FORMAT=json, web, worker and delivery lines of a document all name it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.acceptance.conftest import SAMPLES
from tests.acceptance.running import RunningRadlad, until

pytestmark = [pytest.mark.acceptance, pytest.mark.timeout(300)]


def lines(data: Path, name: str) -> list[dict[str, Any]]:
    text = (data / "logs" / f"{name}.log").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_one_document_is_followed_from_reception_to_delivery(data, requests_of_samples):
    radlad = RunningRadlad(data, RADLAD_LOG_FORMAT="json", RADLAD_WORKERS="1")
    radlad.start()
    try:
        asked = next(one for one in requests_of_samples if one["file"].startswith("03-"))
        sent = radlad.send(SAMPLES / asked["file"], asked["parameters"])
        until(lambda: radlad.received().get(sent.process_id), "the delivery", 120)
        ready = radlad.http.get(f"{radlad.run['web']}/readyz").json()
        metrics = radlad.http.get(f"{radlad.run['web']}/metrics").text
        refused = httpx.get(f"{radlad.run['web']}/metrics", headers={"X-Forwarded-For": "192.0.2.1"})
    finally:
        radlad.stop()
    assert ready == {"status": "ok", "reasons": [], "warnings": []}
    about = [line for name in ("web", "worker-1") for line in lines(data, name) if line["processId"] == sent.process_id]
    told = " ".join(line["message"] for line in about)
    for part in ("received", "read", "delivery of"):
        assert part in told
    assert {line["logger"] for line in about} >= {
        "radlad.web.acquisition.intake", "radlad.web.acquisition.reading", "radlad.web.delivery.sending",
    }  # fmt: skip
    assert "radlad_reading_seconds_count 1.0" in metrics, "counted by the worker, told by the web"
    assert 'radlad_http_requests_total{method="POST",route="process/files",status="202"} 1.0' in metrics
    assert refused.status_code == 403
