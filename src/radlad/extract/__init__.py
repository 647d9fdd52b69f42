"""From the words and boxes of a document to the fields of its type, each with evidence, confidence and doubts."""

from __future__ import annotations

from radlad.domain.doctype import DocumentType
from radlad.domain.document import Document
from radlad.domain.reading import FieldReading
from radlad.extract.form import Form

__all__ = ["fields"]


def fields(document: Document, doctype: DocumentType) -> tuple[FieldReading, ...]:
    """Every field of `doctype` but its signature, in order; one that is not there is `Missing` (decisions.md 1)."""
    return Form(document, doctype).fields()
