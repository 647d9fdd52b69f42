"""Whether rows and files agree: what `radlad doctor` finds in the database and the store, and mends with `--mend`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.storage import default_storage, storages
from django.db import transaction

from radlad.domain.states import Status
from radlad.service.doctor import Finding
from radlad.web.acquisition import clock, page_store, storage
from radlad.web.acquisition.models import Document
from radlad.web.acquisition.stored import Stored, digest_of_key, key_of
from radlad.web.config import upkeep
from radlad.web.delivery.models import Delivery, DeliveryState
from radlad.web.reporting import part_indexes
from radlad.web.reporting.models import Workbook

_PAGE = re.compile(r"^([0-9a-f]{64})/")
_YOUNG = timedelta(hours=1)
"""A file without a row may belong to a call that is being answered, if it is no older than this."""
_SHOWN = 5
_REMEDY = "Lancez « radlad doctor --mend »."


@dataclass
class _Difference:
    """What a comparison of the store with the rows left over."""

    orphans: list[str] = field(default_factory=list)
    half_written: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """Keys of documents whose file is not there whole."""
    pages: list[str] = field(default_factory=list)


def findings(*, mend: bool = False) -> Iterator[Finding]:
    """Looks at rows and files; `mend` takes away what belongs to nothing, queues what waits alone, makes indexes."""
    difference = _compared()
    if mend:
        _mend(difference)
        upkeep.sweep(timestamp=0)
        part_indexes.build()
        difference = _compared()
    yield _found("Fichiers sans document", difference.orphans)
    yield _found("Fichiers à moitié écrits", difference.half_written)
    yield _found("Images de pages sans document", difference.pages)
    yield _found(
        "Documents sans fichier",
        difference.missing,
        "Rétablissez ces fichiers d’une sauvegarde (docs/howto/backup.md), ou faites annuler ces documents.",
    )
    yield _found("Documents et restitutions en désaccord", list(_torn()), "Signalez-le à l’équipe de radlad.")
    yield _found("Travail sans tâche", list(_forgotten()))
    yield from part_indexes.findings()


def _found(title: str, which: list[str], remedy: str = _REMEDY) -> Finding:
    if not which:
        return Finding(title, note="aucun")
    shown = ", ".join(which[:_SHOWN]) + (", …" if len(which) > _SHOWN else "")
    return Finding(title, remedy, f"{len(which)} ({shown})")


def _compared() -> _Difference:
    # Files first: whatever comes in meanwhile has its row by the time rows are read, or is young.
    files, made = list(_walk(default_storage)), list(_walk(storages["pages"]))
    before = clock.now() - _YOUNG
    rows = Document.objects.filter(purged_at=None).values_list("pk", "sha256", "size", "received_at").iterator()
    found, sizes = _Difference(), {file.name: file.size for file in files}
    known: set[str] = set()
    for key, digest, size, received_at in rows:
        known.add(digest)
        if received_at < before and sizes.get(key_of(digest)) != size:
            found.missing.append(str(key))
    workbooks = {workbook.file_key for workbook in Workbook.objects.all()}
    for file in files:
        if file.modified < before and file.name not in workbooks:
            _sort(file, known, found)
    found.pages = sorted({m[1] for f in made if f.modified < before and (m := _PAGE.match(f.name))} - known)
    return found


def _sort(file: Stored, known: set[str], found: _Difference) -> None:
    digest = digest_of_key(file.name)
    if "/.incoming-" in file.name:
        found.half_written.append(file.name)
    elif digest is None or digest not in known:
        found.orphans.append(file.name)


def _walk(store: Any) -> Iterable[Stored]:
    walked: Iterable[Stored] = store.walk()
    return walked


def _mend(difference: _Difference) -> None:
    for name in (*difference.orphans, *difference.half_written):
        _erase_unless_known(name)
    for digest in difference.pages:
        page_store.forget(digest)


def _erase_unless_known(name: str) -> None:
    digest = digest_of_key(name)
    if digest is None:
        storage.erase(name)
        return
    with transaction.atomic():
        # The same file may be coming in again at this moment.
        storage.hold(digest, alone=True)
        if not Document.objects.filter(sha256=digest, purged_at=None).exists():
            storage.erase(name)


def _torn() -> Iterator[str]:
    """Documents whose status and delivery say different things."""
    ended = (Status.DELIVERED, Status.REJECTED)
    acknowledged = Delivery.objects.filter(state=DeliveryState.ACKNOWLEDGED).exclude(document__status__in=ended)
    yield from (str(key) for key in acknowledged.values_list("document_id", flat=True))
    delivered = Document.objects.filter(status__in=ended).exclude(delivery__state=DeliveryState.ACKNOWLEDGED)
    delivered = delivered.exclude(delivery__state=DeliveryState.PENDING, delivery__replayed=True)
    yield from (str(key) for key in delivered.values_list("pk", flat=True))
    ready = Document.objects.filter(status=Status.REVIEWED, delivery=None)
    yield from (str(key) for key in ready.values_list("pk", flat=True))


def _forgotten() -> Iterator[str]:
    """Documents and deliveries that wait without a job, for longer than the sweep lets them."""
    yield from (str(key) for key in upkeep.unread().values_list("pk", flat=True))
    yield from (str(key) for key in upkeep.undelivered().values_list("document_id", flat=True))
