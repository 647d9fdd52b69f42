"""Indexes for a part of a name or an id, where PostgreSQL has the extension `pg_trgm`: the embedded one has not.

Without them such a search reads every document (`docs/performance.md`), and finds the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import DatabaseError, connection
from django.db.models import TextField
from django.db.models.functions import Cast, Upper

from radlad.service.doctor import Finding
from radlad.web.acquisition.models import Document

ID_TEXT = Cast("id", TextField())
"""What a part of an id is looked for in."""
_INDEXES = (
    GinIndex(OpClass(Upper("name"), "gin_trgm_ops"), name="document_name_parts"),
    GinIndex(OpClass(ID_TEXT, "gin_trgm_ops"), name="document_id_parts"),
)
_TITLE = "Recherche d’une partie de nom ou d’identifiant"


def build() -> None:
    """Makes those that are lacking, while the service goes on; does nothing where the extension cannot be had.

    Outside a transaction.
    """
    if not _offered():
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError:
        # This account may not; the doctor tells.
        return
    for index in _lacking():
        with connection.schema_editor(atomic=False) as editor:
            # One that was interrupted stands there, and serves nothing.
            editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {editor.quote_name(index.name)}")
            editor.add_index(Document, index, concurrently=True)  # type: ignore[call-arg]  # PostgreSQL's own takes it


def findings() -> Iterator[Finding]:
    """Whether they serve, for the doctor."""
    if not _lacking():
        yield Finding(_TITLE, note="par index")
    elif _offered():
        remedy = "Lancez « radlad doctor --mend » ; si rien ne change, créez d’abord l’extension pg_trgm dans la base."
        yield Finding(_TITLE, remedy, "sans index")
    else:
        yield Finding(_TITLE, note="sans index, PostgreSQL n’a pas pg_trgm ici : 0,3 s par million de documents")


def _offered() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")
        return cursor.fetchone() is not None


def _lacking() -> list[GinIndex]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid "
            "WHERE indisvalid AND relname = ANY(%s)",
            [[index.name for index in _INDEXES]],
        )
        valid = {name for (name,) in cursor.fetchall()}
    return [index for index in _INDEXES if index.name not in valid]
