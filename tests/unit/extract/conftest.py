from __future__ import annotations

import pytest

from radlad import doctypes, extract
from radlad.domain.doctype import DocumentType
from radlad.domain.document import Document
from radlad.domain.reading import FieldReading
from radlad.layout.page import sheets_of

ORDER = doctypes.by_key("hop-dpi-bon_commande")


@pytest.fixture
def read():
    """Reads a document as a type: its fields by balise."""

    def fields(document: Document, doctype: DocumentType = ORDER) -> dict[str, FieldReading]:
        return {r.field.balise: r for r in extract.fields(sheets_of(document), doctype)}

    return fields
