"""A customer over real HTTP, and documents whose result waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.utils import timezone

from radlad.domain.doctype import DocumentType
from radlad.web.acquisition import life
from radlad.web.acquisition.models import Document
from radlad.web.delivery.models import Delivery
from tests.support.customer import Customer
from tests.support.documents import INVOICE, received, result


@pytest.fixture
def customer(settings) -> Iterator[Customer]:
    with Customer() as customer:
        settings.RADLAD = replace(settings.RADLAD, callback_url=customer.url)
        yield customer


def ready(doctype: DocumentType = INVOICE) -> Document:
    """A document whose result waits to be delivered."""
    document = received(doctype)
    life.read_done(document, result(doctype))
    return document


def due(document: Document) -> None:
    Delivery.objects.filter(document=document).update(next_try_at=timezone.now())


def delivery_of(document: Document) -> Delivery:
    document.refresh_from_db()
    return Delivery.objects.get(document=document)
