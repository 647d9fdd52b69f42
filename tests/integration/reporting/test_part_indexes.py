"""Indexes for a part of a name or an id, with and without the extension that they need."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import QueryDict

from radlad.web.acquisition.models import Document
from radlad.web.reporting import part_indexes
from radlad.web.reporting.filters import search

pytestmark = pytest.mark.django_db


def told():
    (finding,) = part_indexes.findings()
    return finding.well, finding.note


def test_without_the_extension_nothing_is_made_and_the_doctor_says_so():
    part_indexes.build()
    well, note = told()
    assert well
    assert "pg_trgm" in note


def test_with_the_extension_they_are_asked_for_until_they_are_there(monkeypatch):
    monkeypatch.setattr(part_indexes, "_offered", lambda: True)
    assert told() == (False, "sans index")
    with connection.cursor() as cursor:
        for name in ("document_name_parts", "document_id_parts"):
            cursor.execute(f"CREATE INDEX {name} ON acquisition_document (id)")
    assert told() == (True, "par index")


@pytest.mark.parametrize("criterion", ["nom", "demande"])
def test_the_search_looks_in_what_is_indexed(criterion):
    """PostgreSQL takes an index on an expression for that expression alone."""
    index = part_indexes._INDEXES[criterion == "demande"]
    with connection.schema_editor(collect_sql=True) as editor:
        made = str(index.create_sql(Document, editor)).split("USING gin (")[1].removesuffix(" gin_trgm_ops)")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE INDEX any_index ON acquisition_document ({made} text_pattern_ops)")
        for way in ("seqscan", "indexscan", "indexonlyscan"):  # a bitmap is left, which asks for a condition
            cursor.execute(f"SET enable_{way} = off")
    found = search(QueryDict(f"{criterion}=abc"), Document.objects.all()).qs.order_by().values("pk")
    asked, given = found.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {asked}", [one.replace("%abc", "abc") for one in given])
        plan = " ".join(line for (line,) in cursor.fetchall())
    assert "any_index" in plan
