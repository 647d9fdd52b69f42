"""The store on S3 promises what the store on disk does; the S3 is moto's, in a process of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest
from botocore.config import Config
from django.core.files.base import ContentFile

from radlad.domain.errors import TransientError
from radlad.settings import Settings
from radlad.web.acquisition import storage
from radlad.web.acquisition.s3_store import DigestedS3Storage
from radlad.web.config.file_stores import file_stores
from tests.support.s3 import BUCKET, KEYS, REGION, S3Server

KEY = "ab/" + "ab" * 32
DIGEST = hashlib.sha256(b"content").hexdigest()
HASTY = Config(connect_timeout=1, read_timeout=1, retries={"total_max_attempts": 1})


@pytest.fixture(scope="module")
def s3() -> Iterator[S3Server]:
    with S3Server() as server:
        yield server


@pytest.fixture
def store(s3, monkeypatch) -> Iterator[DigestedS3Storage]:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    options = file_stores(Settings.from_environment({**s3.settings, "RADLAD_S3_PREFIX": "/production/"}))["default"][
        "OPTIONS"
    ]
    store = DigestedS3Storage(**options)
    yield store
    for found in list(store.walk()):
        store.delete(found.name)


def test_what_was_saved_is_there_whole_under_its_own_name(store, s3):
    assert store.save(KEY, ContentFile(b"content")) == KEY
    with store.open(KEY) as file:
        assert file.read() == b"content"
    (found,) = store.walk()
    assert (found.name, found.size) == (KEY, 7)
    stored = s3.client().head_object(Bucket=BUCKET, Key=f"production/files/{KEY}")
    assert stored["Metadata"] == {"sha256": DIGEST}


def test_saving_twice_is_saving_once(store, s3):
    store.save(KEY, ContentFile(b"content"))
    first = s3.client().head_object(Bucket=BUCKET, Key=f"production/files/{KEY}")["LastModified"]
    assert store.save(KEY, ContentFile(b"content")) == KEY
    assert s3.client().head_object(Bucket=BUCKET, Key=f"production/files/{KEY}")["LastModified"] == first
    assert len(list(store.walk())) == 1


def test_a_file_is_lent_as_a_copy_that_goes(store):
    store.save(KEY, ContentFile(b"content"))
    with storage.local_file(KEY, store) as path:
        assert path.read_bytes() == b"content"
    assert not path.exists()


def test_what_comes_back_other_than_it_went_is_an_error(store, s3):
    store.save(KEY, ContentFile(b"content"))
    key = f"production/files/{KEY}"
    s3.client().put_object(Bucket=BUCKET, Key=key, Body=b"c0ntent", Metadata={"sha256": DIGEST})
    with pytest.raises(OSError, match="S3"):
        store.open(KEY)
    with pytest.raises(TransientError), storage.local_file(KEY, store):
        pass


def test_a_missing_object_is_a_missing_file(store):
    assert not store.exists(KEY)
    store.delete(KEY)
    with pytest.raises(FileNotFoundError):
        store.open(KEY)
    with pytest.raises(TransientError), storage.local_file(KEY, store):
        pass


def test_a_store_that_hangs_is_our_trouble_and_soon_said(store, s3):
    hasty = DigestedS3Storage(
        bucket_name=BUCKET, endpoint_url=s3.url, region_name=REGION, client_config=HASTY, location="production/files"
    )
    assert storage.writable(hasty)
    s3.freeze()
    try:
        assert not storage.writable(hasty)
        with pytest.raises(OSError, match="away"):
            hasty.save(KEY, ContentFile(b"content"))
    finally:
        s3.thaw()
    assert storage.writable(hasty)


def test_a_bucket_that_is_not_there_is_our_trouble(s3, store):
    elsewhere = DigestedS3Storage(bucket_name="autre", endpoint_url=s3.url, region_name=REGION)
    assert not storage.writable(elsewhere)


def test_pictures_of_pages_lie_beside_the_files_not_among_them(s3):
    stores = file_stores(Settings.from_environment(s3.settings))
    assert [stores[name]["OPTIONS"]["location"] for name in ("default", "pages")] == ["files", "pages"]
