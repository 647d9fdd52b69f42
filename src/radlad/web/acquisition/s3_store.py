"""Files in an S3 bucket, for installations of several machines (ADR 17), with what `storage` promises of a store."""

from __future__ import annotations

import base64
import errno
import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

from radlad.web.acquisition.stored import Stored

_IN_MEMORY = 4 * 1024 * 1024
_CHUNK = 1024 * 1024
_DIGEST = "sha256"
_CLIENT = Config(
    connect_timeout=5,
    read_timeout=30,
    retries={"mode": "standard", "total_max_attempts": 3},
    # Stores that speak S3 do not all know the checksums that the library would add of its own; ours is SHA-256.
    request_checksum_calculation="when_required",
)


class DigestedS3Storage(S3Storage):  # type: ignore[misc]  # its library has no types
    """Objects of one bucket under one prefix. S3 makes an object visible whole, and once it is durable.

    The SHA-256 goes with each object: S3 refuses what arrives otherwise, what comes back otherwise is an error here.
    Names say contents, as in `storage.DurableFileSystemStorage`: saving twice is saving once. Every fault is an
    OSError, as a disk's is. Keys are found where AWS's own tools find them.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"client_config": _CLIENT, "querystring_auth": False, **settings})

    @property
    def _client(self) -> Any:
        return self.connection.meta.client

    def _place(self, name: str) -> dict[str, str]:
        return {"Bucket": self.bucket_name, "Key": self._normalize_name(name)}

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002 - Django's interface
        return name

    def exists(self, name: str) -> bool:
        try:
            self.size(name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name: str) -> int:
        with _as_os_errors(name):
            return int(self._client.head_object(**self._place(name))["ContentLength"])

    def delete(self, name: str) -> None:
        with _as_os_errors(name):
            self._client.delete_object(**self._place(name))

    def walk(self, folder: str = "") -> Iterator[Stored]:
        """Every object in `folder` and below it."""
        root = self._normalize_name("").rstrip("/")
        root = f"{root}/" if root else ""
        beginning = f"{root}{folder}/" if folder else root
        with _as_os_errors(folder):
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket_name, Prefix=beginning)
            for page in pages:
                for found in page.get("Contents", ()):
                    yield Stored(found["Key"].removeprefix(root), found["Size"], found["LastModified"])

    def _save(self, name: str, content: File[Any]) -> str:
        if self._holds(name, content.size):
            return name
        digest = hashlib.sha256()
        for chunk in content.chunks():
            digest.update(chunk)
        content.seek(0)
        with _as_os_errors(name):
            self._client.put_object(
                **self._place(name),
                Body=content,
                ChecksumSHA256=base64.b64encode(digest.digest()).decode(),
                Metadata={_DIGEST: digest.hexdigest()},
            )
        return name

    def _holds(self, name: str, size: int) -> bool:
        try:
            return self.size(name) == size
        except FileNotFoundError:
            return False

    def _open(self, name: str, mode: str = "rb") -> File[Any]:  # noqa: ARG002 - Django's interface
        """The whole object, on this machine already: reading it raises nothing of the network."""
        copy: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - the caller closes it
        try:
            with _as_os_errors(name):
                self._fetch(name, copy)
        except BaseException:
            copy.close()
            raise
        copy.seek(0)
        return File(copy, name)

    def _fetch(self, name: str, copy: IO[bytes]) -> None:
        answer = self._client.get_object(**self._place(name))
        digest = hashlib.sha256()
        for chunk in answer["Body"].iter_chunks(_CHUNK):
            digest.update(chunk)
            copy.write(chunk)
        if answer["Metadata"].get(_DIGEST, digest.hexdigest()) != digest.hexdigest():
            raise OSError(errno.EIO, "S3 gives back other bytes than it took", name)


@contextmanager
def _as_os_errors(name: str) -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
        if status == 404:
            raise FileNotFoundError(errno.ENOENT, "no such object", name) from error
        raise OSError(errno.EIO, f"S3 answers {status}", name) from error
    except BotoCoreError as error:
        raise OSError(errno.EIO, f"S3 is away ({type(error).__name__})", name) from error
