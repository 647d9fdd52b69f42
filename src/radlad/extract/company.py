"""The supplier's identity against its own small print, which French law has it put on its papers (code de commerce,
R. 123-237): the SIREN there is the supplier's, whoever's a SIRET beside a label may be; and how to reach it, which many
print there too, is nobody else's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from radlad.doctypes.labels import REPRESENTATIVE_MAIL, REPRESENTATIVE_PHONE, SUPPLIER_SIRET
from radlad.domain.reading import Doubt, FieldReading, Found, Missing
from radlad.extract.looks import is_small_print
from radlad.kinds import siren
from radlad.kinds.text import compact
from radlad.layout.page import Segment, Sheet

_NUMBER = re.compile(r"(?<!\d)(?:FR\s?[0-9A-Z]{2}\s?)?(\d{3}\s?\d{3}\s?\d{3})(?:\s?\d{5})?(?!\s?\d)")


def checked(readings: Iterable[FieldReading], sheets: Sequence[Sheet]) -> tuple[FieldReading, ...]:
    """`readings`, the supplier's SIRET in doubt where the small print names another company, and only that one; and how
    to reach the client where the small print tells it of the supplier, which answers nothing where no label asks."""
    small = [s for sheet in sheets for s in sheet.segments if is_small_print(s.text)]
    around = dict.fromkeys(o for s in small for o in (s, s.above, s.below) if o is not None)
    printed, told = set(_printed(small)), compact(" ".join(s.text for s in around))
    return tuple(_checked(r, printed, told) for r in readings)


def _printed(small: Iterable[Segment]) -> Iterator[str]:
    """The SIREN, keys right, in lines of small print."""
    for segment in small:
        for match in _NUMBER.finditer(segment.text):
            number = re.sub(r"\s", "", match[1])
            if siren.is_valid(number):
                yield number


def _checked(reading: FieldReading, printed: set[str], told: str) -> FieldReading:
    answer, anchor = reading.answer, reading.field.anchor
    if not isinstance(answer, Found):
        return reading
    other = anchor is SUPPLIER_SIRET and printed and re.sub(r"\D", "", answer.value)[:9] not in printed
    theirs = anchor in (REPRESENTATIVE_MAIL, REPRESENTATIVE_PHONE) and compact(answer.value) in told
    if not other and not theirs:
        return reading
    if theirs and answer.evidence is not None and not answer.evidence.label:
        return replace(
            reading, answer=Missing(Doubt.LABEL_ABSENT, 0.5, None, (Doubt.LABEL_ABSENT, Doubt.LEGAL_DIFFERS))
        )
    doubts = tuple(dict.fromkeys((*answer.doubts, Doubt.LEGAL_DIFFERS)))
    return replace(reading, answer=replace(answer, doubts=doubts, confidence=0.6 * answer.confidence))
