"""A reader at the portal, and documents in every state."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from radlad import doctypes
from radlad.domain.states import Motive
from radlad.web.accounts.models import Role
from radlad.web.acquisition import life
from radlad.web.acquisition.models import Document
from tests.support import factories
from tests.support.html import detail_of, page_of

PFI_INVOICE = doctypes.by_key("hop-pfi-facture")


@pytest.fixture
def portal(client: Client, db: None) -> Client:
    client.force_login(factories.user(Role.CONSULTATION))
    return client


@pytest.fixture
def names(portal: Client) -> Callable[..., list[str]]:
    """The names of the documents that a search finds, in their order."""

    def found(**search: object) -> list[str]:
        return [row[1] for row in detail_of(page_of(portal.get("/suivi/", search)))]

    return found


@pytest.fixture
def various(db: None) -> dict[str, Document]:
    """One document of each kind, received on different days, the last first in the list."""
    operator = factories.user(name="operateur")
    unknown = factories.unknown(name="inconnu.pdf", received_at=factories.days_ago(5))
    life.reject(unknown, operator, Motive.UNKNOWN)
    illegible = factories.waiting(name="illisible.pdf", received_at=factories.days_ago(4))
    life.reject(illegible, operator, Motive.ILLEGIBLE)
    changed = factories.received(
        PFI_INVOICE, name="modifiee.pdf", received_at=factories.days_ago(3.5), declared_type="VA"
    )
    life.read_done(changed, factories.reading(changed, PFI_INVOICE))
    for value in changed.values.all():
        life.confirm_value(value, operator)
    life.settle(changed, operator)
    return {
        "inconnu": unknown,
        "illisible": illegible,
        "modifiee": changed,
        "attente": factories.waiting(name="attente.pdf", received_at=factories.days_ago(3)),
        "finie": factories.settled(name="finie.pdf", received_at=factories.days_ago(2)),
        "facture": factories.received(PFI_INVOICE, name="facture.pdf", received_at=factories.days_ago(1), pages=5),
    }
