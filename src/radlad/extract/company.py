"""The supplier's identity against its own small print, which French law has it put on its papers (code de commerce,
R. 123-237): the SIREN there is the supplier's, whoever's a SIRET beside a label may be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from radlad.doctypes.labels import SUPPLIER_SIRET
from radlad.domain.reading import Doubt, FieldReading, Found
from radlad.extract.looks import is_small_print
from radlad.kinds import siren
from radlad.layout.page import Sheet

_NUMBER = re.compile(r"(?<!\d)(?:FR\s?[0-9A-Z]{2}\s?)?(\d{3}\s?\d{3}\s?\d{3})(?:\s?\d{5})?(?!\s?\d)")


def checked(readings: Iterable[FieldReading], sheets: Sequence[Sheet]) -> tuple[FieldReading, ...]:
    """`readings`, the supplier's SIRET in doubt where the small print names another company, and only that one."""
    printed = set(_printed(sheets))
    return tuple(_checked(r, printed) if r.field.anchor is SUPPLIER_SIRET and printed else r for r in readings)


def _printed(sheets: Sequence[Sheet]) -> Iterator[str]:
    """The SIREN, keys right, in lines of small print."""
    for segment in (s for sheet in sheets for s in sheet.segments if is_small_print(s.text)):
        for match in _NUMBER.finditer(segment.text):
            number = re.sub(r"\s", "", match[1])
            if siren.is_valid(number):
                yield number


def _checked(reading: FieldReading, printed: set[str]) -> FieldReading:
    answer = reading.answer
    if not isinstance(answer, Found) or re.sub(r"\D", "", answer.value)[:9] in printed:
        return reading
    doubts = tuple(dict.fromkeys((*answer.doubts, Doubt.LEGAL_DIFFERS)))
    return replace(reading, answer=replace(answer, doubts=doubts, confidence=0.6 * answer.confidence))
