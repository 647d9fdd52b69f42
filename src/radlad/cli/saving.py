"""`radlad backup` and `radlad restore`."""

from __future__ import annotations

import contextlib
import os
from argparse import Namespace
from collections.abc import Iterator

from radlad.service import data_folder
from radlad.service.embedded_postgres import EmbeddedPostgres
from radlad.service.serve import only_one
from radlad.settings import Settings


def back_up(settings: Settings, asked: Namespace) -> int:
    """Saves rows and files; the service may run meanwhile."""
    with _django(settings):
        from radlad.web.config.backup import back_up

        made = back_up(asked.folder.expanduser().absolute())
    print(
        f"Sauvegarde faite : {made.documents} document(s), {len(made.files)} fichier(s), "
        f"{made.bytes / 1024**2:.1f} Mo, dans « {asked.folder} »."
    )
    return 0


def restore(settings: Settings, asked: Namespace) -> int:
    """Puts a backup in place; nothing else may run meanwhile."""
    data_folder.prepare(settings.data)
    with only_one(settings.data) if settings.embedded else contextlib.nullcontext(), _django(settings):
        from radlad.web.config.restoration import restore

        done = restore(asked.folder.expanduser().absolute(), replace=asked.replace)
    print(f"Restauration faite : {done.documents} document(s), {done.files} fichier(s).")
    if done.purged:
        print(f"{done.purged} document(s) dont le délai est passé ont été purgés.")
    if done.to_deliver:
        print(
            f"{done.to_deliver} résultat(s) vont être livrés, dont certains l’ont peut-être été depuis la sauvegarde : "
            "le client les reconnaît à leur Idempotency-Key."
        )
    return 0


@contextlib.contextmanager
def _django(settings: Settings) -> Iterator[None]:
    """Django, with the embedded database running for that long where there is one."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "radlad.web.config.settings"
    with EmbeddedPostgres(settings.data) if settings.embedded else contextlib.nullcontext():
        django.setup()
        yield
