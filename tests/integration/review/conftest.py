"""An operator at work."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from radlad.web.accounts.models import User
from radlad.web.acquisition import reading
from tests.support import factories


@pytest.fixture(scope="session", autouse=True)
def _reader_ends() -> Iterator[None]:
    yield
    if reading.reader.cache_info().currsize:
        reading.reader().close()


@pytest.fixture
def operator(db: None) -> User:
    return factories.user(name="operateur")


@pytest.fixture
def desk(operator: User, client: Client) -> Client:
    """A browser in which the operator has signed in."""
    client.force_login(operator)
    return client
