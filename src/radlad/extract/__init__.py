"""From the words and boxes of a document to the fields of its type, each with evidence, confidence and doubts."""

from __future__ import annotations

from collections.abc import Sequence

from radlad.domain.doctype import DocumentType
from radlad.domain.reading import FieldReading
from radlad.extract.form import Form
from radlad.extract.vocabulary import Vocabulary
from radlad.layout.page import Sheet

__all__ = ["fields"]


def fields(
    sheets: Sequence[Sheet], doctype: DocumentType, vocabulary: Vocabulary | None = None
) -> tuple[FieldReading, ...]:
    """Every field of `doctype` but its signature, in order; one that is not there is `Missing` (decisions.md 1).

    `vocabulary`: other labels than all that are known, to measure what an unknown wording costs.
    """
    return Form(sheets, doctype, vocabulary).fields()
