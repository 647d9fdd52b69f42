"""The result of a search as CSV, written by PostgreSQL itself: as fast as it can be read, in memory of one block.

It opens right in a French spreadsheet: UTF-8 with its mark, `;`, French dates in the time of Paris; and a document's
name that a spreadsheet would take for a formula is made a text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.conf import settings
from django.db import connection
from django.db.models import Case, CharField, Expression, F, Func, QuerySet, Value, When
from django.db.models.functions import Concat, NullIf

from radlad.web.acquisition.models import Document
from radlad.web.reporting.columns import COLUMNS, Column, Shape

_FORMULA = r"^[\s]*[=+\-@＝＋－＠]|^[\t\r\n]"
"""How a text begins that a spreadsheet may carry out."""


def lines(documents: QuerySet[Document], columns: Collection[Column] = COLUMNS) -> Iterator[bytes]:
    """The file in blocks, heading first. Reads from the database as it is consumed."""
    yield ("\ufeff" + ";".join(column.title for column in columns) + "\n").encode()
    found = documents.values_list(*(_written(column) for column in columns))
    sql, parameters = found.query.sql_with_params()
    with connection.cursor() as cursor:
        # Below Django's own cursor, whose `copy` takes no parameters.
        copying = cursor.cursor.copy(f"COPY ({sql}) TO STDOUT WITH (FORMAT csv, DELIMITER ';')", parameters)
        with copying as copy:
            yield from map(bytes, copy)


def _written(column: Column) -> Expression | F:
    if column.shape is Shape.DATE:
        local = Func(Value(settings.TIME_ZONE), column.value, function="timezone")
        return Func(local, Value("DD/MM/YYYY HH24:MI:SS"), function="to_char", output_field=CharField())
    if column.shape is Shape.NAME:
        return Case(When(name__regex=_FORMULA, then=Concat(Value("'"), column.value)), default=column.value)
    if column.shape in (Shape.TEXT, Shape.STATUS):
        return NullIf(column.value, Value(""))
    return column.value
