"""Which stores hold what, for Django's `STORAGES`: received files, and what is made of their pages (ADR 17)."""

from __future__ import annotations

from typing import Any

from radlad.settings import Settings


def file_stores(settings: Settings) -> dict[str, dict[str, Any]]:
    """`default` for received files and workbooks, `pages` for pictures and words that can be made again.

    In the data folder of a single machine; in one bucket, which all of them reach, where one is set.
    """
    if not settings.s3_bucket:
        return {
            "default": {"BACKEND": "radlad.web.acquisition.storage.DurableFileSystemStorage"},
            "pages": {"BACKEND": "radlad.web.acquisition.storage.PagesOnDisk"},
        }
    return {"default": _bucket(settings, "files"), "pages": _bucket(settings, "pages")}


def _bucket(settings: Settings, folder: str) -> dict[str, Any]:
    return {
        "BACKEND": "radlad.web.acquisition.s3_store.DigestedS3Storage",
        "OPTIONS": {
            "bucket_name": settings.s3_bucket,
            "endpoint_url": settings.s3_endpoint or None,
            "region_name": settings.s3_region or None,
            "location": f"{settings.s3_prefix}/{folder}".lstrip("/"),
        },
    }
