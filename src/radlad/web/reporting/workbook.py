"""The "suivi RAD/LAD" workbook (CCTP I.4): one row a document, and a sheet of the totals of those very rows.

Rows come through a server-side cursor and go to disk as they come: a million of them take no memory to speak of.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import xlsxwriter
from django.core.files.base import File
from django.db.models import Case, QuerySet, When
from django.db.models import Value as Constant
from django.http import QueryDict
from django.utils import timezone
from xlsxwriter.worksheet import Worksheet

from radlad.web.accounts import rights
from radlad.web.acquisition import storage
from radlad.web.acquisition.models import Document
from radlad.web.reporting.columns import COLUMNS, MODIFIED, Column, Shape
from radlad.web.reporting.filters import search
from radlad.web.reporting.models import Workbook, WorkbookState
from radlad.web.reporting.totals import KEY, Group, Totals

_SHEET_ROWS = 1_048_575
"""What one sheet of Excel holds beneath its heading."""
_TELL_EVERY = 5000
_CHUNK = 2000
_WIDTHS = {Shape.NAME: 38, Shape.IDENTIFIER: 38, Shape.DATE: 19, Shape.STATUS: 24}
_COUNTED = ("pages", "coded_fields", "extracted_fields")


def make(workbook: Workbook) -> None:
    """Makes the workbook of the search among what its owner may see, telling how far it is; stores it."""
    found = search(QueryDict(workbook.criteria), rights.visible(workbook.user)).qs
    _tell(workbook, state=WorkbookState.MAKING, documents=found.count(), written=0)
    with tempfile.TemporaryDirectory(prefix="radlad-") as folder:
        path = Path(folder) / "suivi.xlsx"
        written = _write(path, found, workbook)
        with path.open("rb") as file:
            storage.put(workbook.file_key, File(file))
    _tell(workbook, state=WorkbookState.READY, documents=written, written=written)


def _tell(workbook: Workbook, **what: Any) -> None:
    for name, value in what.items():
        setattr(workbook, name, value)
    workbook.save(update_fields=list(what))


def _write(path: Path, found: QuerySet[Document], workbook: Workbook) -> int:
    """Writes the file; answers how many documents are in it."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(path, options) as book:
        formats = {
            "head": book.add_format({"bold": True}),
            Shape.DATE: book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"}),
        }
        sums = book.add_worksheet("Totaux")
        tally, written, sheet = _Tally(), 0, None
        for cells in _rows(found):
            row = written % _SHEET_ROWS
            if sheet is None or row == 0:
                sheet = _new_sheet(book, written // _SHEET_ROWS, formats)
            _write_row(sheet, row + 1, cells[: len(COLUMNS)], formats)
            tally.add(cells[len(COLUMNS) :])
            written += 1
            if written % _TELL_EVERY == 0:
                _tell(workbook, written=written)
        _write_totals(sums, tally.totals(), formats)
    return written


def _rows(found: QuerySet[Document]) -> Iterator[tuple[Any, ...]]:
    """The columns, then what the totals are added up from."""
    changed = Case(When(MODIFIED, then=Constant(1)), default=Constant(0))
    rejected = Case(When(motive="", then=Constant(0)), default=Constant(1))
    return found.values_list(
        *(column.value for column in COLUMNS), *KEY, *_COUNTED, changed, rejected
    ).iterator(chunk_size=_CHUNK)  # fmt: skip


def _new_sheet(book: xlsxwriter.Workbook, number: int, formats: dict[Any, Any]) -> Worksheet:
    sheet = book.add_worksheet(f"Suivi {number + 1}" if number else "Suivi")
    sheet.freeze_panes(1, 0)
    for index, column in enumerate(COLUMNS):
        sheet.set_column(index, index, _WIDTHS.get(column.shape, 15))
        sheet.write_string(0, index, column.title, formats["head"])
    return sheet


def _write_row(sheet: Worksheet, row: int, cells: tuple[Any, ...], formats: dict[Any, Any]) -> None:
    for index, (column, cell) in enumerate(zip(COLUMNS, cells, strict=True)):
        _write_cell(sheet, row, index, column, cell, formats)


def _write_cell(sheet: Worksheet, row: int, index: int, column: Column, cell: Any, formats: dict[Any, Any]) -> None:
    if isinstance(cell, datetime):
        sheet.write_datetime(row, index, timezone.make_naive(cell).replace(microsecond=0), formats[Shape.DATE])
    elif column.numeric:
        sheet.write_number(row, index, cell)
    elif cell not in (None, ""):
        # As a string, whatever it looks like: never a formula.
        sheet.write_string(row, index, str(cell) if isinstance(cell, UUID) else cell)


class _Tally:
    """Adds up the rows that are written."""

    def __init__(self) -> None:
        self._sums: dict[tuple[str, ...], Counter[str]] = {}

    def add(self, cells: tuple[Any, ...]) -> None:
        pages, coded, extracted, modified, rejected = cells[len(KEY) :]
        sums = self._sums.setdefault(cells[: len(KEY)], Counter())
        sums.update(documents=1, pages=pages, coded=coded, extracted=extracted, modified=modified, rejected=rejected)

    def totals(self) -> Totals:
        names = ("documents", "pages", "coded", "extracted", "modified", "rejected")
        return Totals(tuple(Group(*key, *(sums[name] for name in names)) for key, sums in self._sums.items()))  # type: ignore[arg-type]  # the key is of three texts


def _write_totals(sheet: Worksheet, totals: Totals, formats: dict[Any, Any]) -> None:
    sheet.set_column(0, 0, 34)
    lines: list[tuple[str, int | str, int | str]] = [
        ("Totaux de la recherche", "Nombre", ""),
        ("Documents", totals.documents, ""),
        ("Pages", totals.pages, ""),
        ("Vidéocodages", totals.coded, ""),
        ("Champs extraits", totals.extracted, ""),
        ("Types modifiés", totals.modified, ""),
        ("Documents rejetés", totals.rejected, ""),
        *((f"Pages, complexité {level}", pages, "") for level, pages in totals.pages_by_complexity),
        ("Par type de document", "Documents", "Pages"),
        *((share.title, share.documents, share.pages) for share in totals.by_type),
        ("Par couloir-SONS", "Documents", "Pages"),
        *((share.title, share.documents, share.pages) for share in totals.by_lane),
    ]
    for row, line in enumerate(lines):
        style = formats["head"] if isinstance(line[1], str) else None
        for index, cell in enumerate(line):
            if cell != "":
                sheet.write(row, index, cell, style)
