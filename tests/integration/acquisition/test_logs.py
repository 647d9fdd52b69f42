"""Logs say what happened, and never what a document holds."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from django.db import IntegrityError

from radlad.domain.errors import TransientError
from radlad.web.about import about, process_id
from radlad.web.config.logs import DiscreetFormatter, JsonFormatter, OnlyTroubleOfJobs


def logged(error: Exception, cause: Exception | None = None) -> str:
    try:
        raise error from cause
    except Exception:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "trouble", None, sys.exc_info())
    return DiscreetFormatter().format(record)


def test_an_errors_text_that_may_quote_a_document_is_left_out():
    text = logged(IntegrityError("Failing row contains (73282932000074)"), KeyError("Dupont"))
    assert "test_logs.py" in text
    assert "IntegrityError" in text
    assert "KeyError" in text
    assert "73282932000074" not in text
    assert "Dupont" not in text


def test_an_error_that_tells_of_the_installation_is_spoken():
    assert "STORE_UNAVAILABLE" in logged(TransientError("STORE_UNAVAILABLE", "Le stockage est indisponible."))


@pytest.mark.parametrize(
    ("name", "level", "error", "kept"),
    [
        ("procrastinate.worker", logging.INFO, None, False),
        ("procrastinate.worker", logging.INFO, (ValueError, ValueError(), None), True),
        ("procrastinate.worker", logging.ERROR, None, True),
        ("radlad.web.acquisition.reading", logging.INFO, None, True),
    ],
)
def test_only_the_trouble_of_jobs_is_logged(name, level, error, kept):
    record = logging.LogRecord(name, level, __file__, 1, "x", None, error)
    assert OnlyTroubleOfJobs().filter(record) is kept


def as_json(record: logging.LogRecord) -> dict[str, str]:
    line = JsonFormatter().format(record)
    assert "\n" not in line
    told: dict[str, str] = json.loads(line)
    return told


def record_of(message: str, *values: object, **extra: object) -> logging.LogRecord:
    record = logging.LogRecord("radlad.x", logging.WARNING, __file__, 1, message, values, None)
    record.__dict__.update(extra)
    return record


def test_a_line_of_json_names_the_document_it_is_about():
    with about("3fa85f64-5717-4562-b3fc-2c963f66afa6"):
        told = as_json(record_of("lu en %d s", 3))
    assert told["processId"] == "3fa85f64-5717-4562-b3fc-2c963f66afa6"
    assert (told["level"], told["logger"], told["message"]) == ("WARNING", "radlad.x", "lu en 3 s")
    assert told["timestamp"].endswith("+00:00")
    assert as_json(record_of("rien"))["processId"] == ""


def test_what_libraries_attach_to_a_line_is_left_out_but_for_the_jobs_document():
    told = as_json(record_of("échec", job={"task_kwargs": {"document_id": "un-id"}}, request="Dupont"))
    assert set(told) == {"timestamp", "level", "logger", "message", "processId"}
    assert told["processId"] == "un-id"


def test_an_exception_in_json_is_as_discreet():
    fault = IntegrityError("Failing row contains (73282932000074)")
    try:
        raise fault
    except IntegrityError:
        record = record_of("échec")
        record.exc_info = sys.exc_info()
    told = as_json(record)
    assert "IntegrityError" in told["exception"]
    assert "73282932000074" not in str(told)


def test_pages_and_calls_about_a_document_name_it(client, monkeypatch):
    heard: list[str] = []

    def listens(*_: object) -> None:
        heard.append(process_id())

    monkeypatch.setattr("radlad.web.acquisition.callers.ClientCredentials.__call__", listens)
    client.get("/process/3fa85f64-5717-4562-b3fc-2c963f66afa6")
    client.post("/process/files")
    assert heard == ["3fa85f64-5717-4562-b3fc-2c963f66afa6", ""]
    assert process_id() == ""
