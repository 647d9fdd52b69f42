"""A page that reads badly puts in doubt what comes from it, and what was found nowhere."""

from dataclasses import replace

import pytest

from radlad import doctypes
from radlad.domain.document import Box, Page, Provenance, Source, Word
from radlad.domain.reading import Doubt, Evidence, FieldReading, Found, Missing
from radlad.extract.legibility import doubted, reads_badly

OCR = Provenance(Source.OCR, "none", "1")
PLACE = Box(0.1, 0.1, 0.2, 0.12)
FIELD = doctypes.by_key("hop-dpi-facture").fields[0]


def page(*confidences, number=1, source=OCR):
    words = tuple(Word("facture", PLACE, source, c) for c in confidences)
    return Page(number, 595, 842, words)


@pytest.mark.parametrize(
    ("confidences", "badly"),
    [
        ([0.99] * 20, False),
        ([0.99] * 17 + [0.7] * 3, False),
        ([0.99] * 14 + [0.7] * 6, True),
        ([0.99] * 14 + [0.3] * 6, False),  # no print: a drawing, or the other side
        ([0.7] * 5, False),  # too few to tell
    ],
)
def test_a_page_reads_badly_where_much_of_its_print_is_guessed(confidences, badly):
    assert reads_badly(page(*confidences)) is badly


def test_a_text_layer_never_reads_badly():
    assert not reads_badly(page(*[0.7] * 20, source=Provenance(Source.TEXT, "none", "1")))


def test_what_comes_from_such_a_page_or_from_nowhere_is_in_doubt():
    pages = [page(*[0.99] * 20), page(*[0.7] * 20, number=2)]
    sure = FieldReading(FIELD, Found("1", 0.99, Evidence(1, PLACE, OCR)))
    unclear = replace(sure, answer=Found("1", 0.99, Evidence(2, PLACE, OCR)))
    absent = replace(sure, answer=Missing(Doubt.VALUE_ABSENT, 0.95))
    found = doubted([sure, unclear, absent], pages)
    assert [r.answer.doubts for r in found] == [(), (Doubt.PAGE_UNCLEAR,), (Doubt.PAGE_UNCLEAR,)]
    assert [r.answer.value for r in found] == ["1", "1", ""]
    assert doubted([sure, absent], pages[:1]) == (sure, absent)
