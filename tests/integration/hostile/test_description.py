"""Calls that schemathesis makes up from the API's own description: none is answered otherwise than it says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(240)]
CALLS = 25
"""Calls of each operation."""
CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]


@pytest.fixture
def bearer(token) -> str:
    return token(scope="process:write reporting:read")


@pytest.fixture
def description(bearer: str) -> Iterator[schemathesis.BaseSchema]:
    """The description as served; calls run in the test's own transaction, whose connection they must not close."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/openapi.json", get_wsgi_application())
    for signal in signals:
        signal.connect(close_old_connections)


def operations() -> list[tuple[str, str]]:
    return [
        ("POST", "/process/files"), ("GET", "/process/{process_id}"), ("GET", "/reporting/documents"),
        ("GET", "/reporting/totals"), ("GET", "/reporting/documents/{process_id}"),
    ]  # fmt: skip


def test_every_operation_is_tried(description):
    found = {(o.ok().method.upper(), o.ok().path) for o in description.get_all_operations()}
    assert found == set(operations())


@pytest.mark.parametrize(("method", "path"), operations())
@pytest.mark.parametrize("signed", [True, False])
def test_calls_made_up_from_the_description_are_answered_as_it_says(description, bearer, method, path, signed):
    operation = description[path][method]

    @settings(
        max_examples=CALLS if signed else 5,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(case=operation.as_strategy())
    def call(case):
        headers = {"Authorization": f"Bearer {bearer if signed else 'x'}", "X-Partner": "asp"}
        case.call_and_validate(headers=headers, checks=CHECKS)

    call()
