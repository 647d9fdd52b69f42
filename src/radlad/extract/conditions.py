"""Values that a form asks for only where a question is answered Oui: "Si oui, à quelle date ?"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from radlad.domain.reading import Doubt, FieldReading, Found, Missing

_SURE = 0.95


def checked(readings: Iterable[FieldReading]) -> tuple[FieldReading, ...]:
    """`readings`, what is asked for by a question that is surely answered Non surely empty, or in doubt where a value
    was found all the same."""
    kept = list(readings)
    refused = {r.field.balise for r in kept if _is_no(r)}
    return tuple(_without(r) if r.field.if_yes in refused else r for r in kept)


def _is_no(reading: FieldReading) -> bool:
    return isinstance(reading.answer, Found) and reading.answer.value == "false" and not reading.doubtful


def _without(reading: FieldReading) -> FieldReading:
    answer = reading.answer
    if isinstance(answer, Missing):
        return replace(reading, answer=replace(answer, confidence=_SURE, doubts=()))
    doubts = tuple(dict.fromkeys((*answer.doubts, Doubt.ANSWER_DIFFERS)))
    return replace(reading, answer=replace(answer, doubts=doubts, confidence=0.6 * answer.confidence))
