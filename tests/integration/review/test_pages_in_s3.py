"""Pictures and words of pages made on one machine are found by every other, which shares no folder with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from radlad.settings import Settings
from radlad.web.acquisition import page_store, reading, storage
from radlad.web.config.file_stores import file_stores
from radlad.web.review import on_demand, page_images
from radlad.web.review.page_images import Size
from tests.support import factories
from tests.support.s3 import KEYS, S3Server


@pytest.fixture(scope="module")
def s3() -> Iterator[S3Server]:
    with S3Server() as server:
        yield server


@pytest.fixture
def machines(s3, settings, monkeypatch, tmp_path):
    """Changes the machine: another data folder, the same bucket."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = {**settings.STORAGES, **file_stores(Settings.from_environment(s3.settings))}

    def on(name: str) -> None:
        settings.RADLAD = replace(settings.RADLAD, data=tmp_path / name)

    return on


@pytest.mark.django_db
def test_what_one_machine_made_of_a_page_another_shows(machines, desk, monkeypatch):
    machines("one")
    document = factories.waiting()
    name = page_images.rendered(document, 1, Size.THUMBNAIL)
    page_store.keep_text(document, "mots-1.json", json.dumps([["lu", 0.1, 0.1, 0.2, 0.12]]))

    machines("another")
    monkeypatch.setattr(reading, "reader", lambda: pytest.fail("nothing is to be made again"))
    answer = desk.get(f"/documents/{document.pk}/pages/1-vignette.webp")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"RIFF")
    assert on_demand.words_of(document, 1) == [["lu", 0.1, 0.1, 0.2, 0.12]]

    page_store.forget(document.sha256)
    assert not page_store.holds(document, name)
    storage.erase(document.file_key)
