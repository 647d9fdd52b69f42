"""`radlad doctor`: the installation, then the rows and files of a database that answers."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

from radlad.service import doctor
from radlad.service.embedded_postgres import EmbeddedPostgres
from radlad.settings import Settings


def examine(settings: Settings, mend: bool) -> int:
    """Prints every finding; 1 when something is wrong. `mend` mends first, with the embedded database started for it.

    Without it nothing is started or changed.
    """
    starts = mend and settings.embedded
    with EmbeddedPostgres(settings.data) if starts else contextlib.nullcontext():
        return doctor.examine(settings, more=_rows_and_files(settings, mend))


def _rows_and_files(settings: Settings, mend: bool) -> Iterator[doctor.Finding]:
    if not doctor.database_usable(settings):
        return
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "radlad.web.config.settings"
    django.setup()
    from radlad.web.config import consistency

    try:
        yield from consistency.findings(mend=mend)
    except OSError as fault:
        remedy = "Le stockage ne répond pas : vérifiez son adresse, ses droits et le réseau, puis recommencez."
        yield doctor.Finding("Documents et fichiers", remedy, type(fault).__name__)
