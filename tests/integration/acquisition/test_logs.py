"""Logs say what happened, and never what a document holds."""

from __future__ import annotations

import logging
import sys

import pytest
from django.db import IntegrityError

from radlad.domain.errors import TransientError
from radlad.web.config.logs import DiscreetFormatter, OnlyTroubleOfJobs


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
