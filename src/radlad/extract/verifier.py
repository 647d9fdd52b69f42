"""How sure a labelled value is: the probability that it is the field's, from what speaks for it and against it.

It is an additive model: each fact about the value adds its weight to the log-odds, so that the answer can be explained
fact by fact. The weights stand in `verifier.json`, written by `python -m bench.verifier` from made documents, and with
them the least probability, of text layers and of OCR, at which a value is returned without doubt.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from radlad.domain.doctype import Field, Labels
from radlad.domain.document import Source
from radlad.domain.reading import Doubt
from radlad.extract.choice import Choice
from radlad.extract.looks import looks_like
from radlad.extract.options import Option
from radlad.extract.slots import Place
from radlad.extract.values import NAMING
from radlad.kinds import check, same
from radlad.kinds.text import compact

Facts = Mapping[str, float]
"""What is known of a value: names of facts, each with how much it holds (0 to 1 mostly)."""

_LIKENESS = (0.6, 0.75, 0.87, 0.97)
_SCORES = (0.3, 0.45, 0.6, 0.75, 0.85)
_RIVALS = (0.3, 0.6, 0.86)
_LENGTHS, _WORDS = (3, 5, 8, 12, 20, 40), (2, 3, 5, 8)
SOURCES = (Source.TEXT.value, Source.OCR.value)
"""Where values come from, as far as thresholds go: from what a file says itself, and from pictures."""
_READ = "lu par OCR"


def facts(
    field: Field, option: Option, rivals: Sequence[Option], choice: Choice, ill_bounded: bool, ruled: bool
) -> Facts:
    """What speaks for and against `option` as the value of `field`.

    `rivals`: the other values it could have had; `ill_bounded`: it may have lost words, or have some too many; `ruled`:
    a rule doubts it.
    """
    assert isinstance(field.anchor, Labels)
    group, concept = str(field.kind), field.anchor.concept
    rival = max((r.score for r in rivals if not same(field.kind, r.value.text, option.value.text)), default=0.0)
    hit = option.hit
    likeness = f"libellé {bisect_right(_LIKENESS, option.likeness)}" if hit else "sans libellé"
    place = f"place {option.place}" if hit or option.place is Place.FORM else "place libre"
    closed = hit is not None and hit.closed
    labels = [h for h in choice.options.hits[field] if h.likeness > _LIKENESS[-1]]
    known = {
        f"champ {concept}": 1.0,
        likeness: 1.0,
        f"{likeness}, {group}": 1.0,
        place + (" fermée" if closed else ""): 1.0,
        f"{place}, {group}": 1.0,
        f"{place}, {concept}": 1.0,
        f"note {bisect_right(_SCORES, option.score)}": 1.0,
        f"rival {bisect_right(_RIVALS, rival / max(option.score, 0.01))}": 1.0,
        "partie": option.part,
        "partie d’un autre": float(option.conflict),
        "début incertain": float(option.loose),
        "bords incertains": float(ill_bounded),
        "pureté": option.value.purity,
        "forme entière": float(option.value.whole),
        "contrôle": float(not set(check(field.kind, option.value.text)) - {Doubt.DATE_REWRITTEN}),
        f"remplit sa case, {group}": float(_fills_cell(option)),
        f"mots de libellé, {group}": choice.options.like_label(option.value),
        "plusieurs libellés": float(len(labels) > 1),
        "libellé d’un mot": float(hit is not None and hit.words == 1),
        "déjà donnée": float(_taken_by_another(field, option, choice)),
        "document compris": choice.understood,
        "une règle en doute": float(ruled),
        _READ: float(any(t.word.provenance.source is Source.OCR for t in option.value.tokens)),
        f"longueur {bisect_right(_LENGTHS, len(compact(option.value.text)))}, {concept}": 1.0,
        f"mots {bisect_right(_WORDS, len(option.value.tokens))}, {concept}": 1.0,
        **_beside(option, group),
    }
    if field.kind in NAMING:
        known[f"allure de {looks_like(option.value.text)}, {concept}"] = 1.0
    return known


def probability(known: Facts) -> float:
    """The probability (0 to 1) that a value of which these facts are known is right."""
    weights = _trained()["poids"]
    odds = sum(weights.get(name, 0.0) * held for name, held in known.items()) + weights[""]
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def is_enough(known: Facts, sure: float) -> bool:
    """Whether a value of which these facts are known may be returned without doubt when it is `sure` to be right."""
    return sure >= _trained()["seuils"][source_of(known)]


def source_of(known: Facts) -> str:
    """Which of `SOURCES` a value of which these facts are known comes from."""
    return SOURCES[known[_READ] > 0]


@cache
def _trained() -> dict[str, dict[str, float]]:
    """The weights (`poids`) and the thresholds (`seuils`)."""
    text = resources.files("radlad.extract").joinpath("verifier.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, float]] = json.loads(text)
    return found


def _beside(option: Option, group: str) -> dict[str, float]:
    """What stands in the value's segment right before and behind it, its label aside: it may be a part of the value."""
    first, last = option.value.tokens[0], option.value.tokens[-1]
    own = {id(t) for t in (*option.value.tokens, *(option.hit.tokens if option.hit else ()))}
    begun, ended = option.sheet.segment_of(first), option.sheet.segment_of(last)
    before = [t for t in begun.tokens if t.rect.x0 < first.rect.x0 and id(t) not in own] if begun else []
    after = [t for t in ended.tokens if t.rect.x0 > last.rect.x0 and id(t) not in own] if ended else []
    known = {
        f"mots avant, {group}": float(any(t.key for t in before)),
        f"signe avant, {group}": float(bool(before) and not before[-1].key),
        f"mots après, {group}": float(any(t.key for t in after)),
        f"signe après, {group}": float(bool(after) and not after[0].key),
    }
    if after and not after[0].text[:1].isalnum():
        known[f"suivi de {after[0].text[:1]}"] = 1.0
    return known


def _fills_cell(option: Option) -> bool:
    """Whether the value is all that a ruled cell holds, its label aside."""
    segment = option.sheet.segment_of(option.value.tokens[0])
    cell = option.sheet.cell_of(segment) if segment is not None else None
    if cell is None:
        return False
    own = {id(t) for t in (*option.value.tokens, *(option.hit.tokens if option.hit else ()))}
    return all(id(t) in own for s in option.sheet.inside(cell) for t in s.tokens if t.key)


def _taken_by_another(field: Field, option: Option, choice: Choice) -> bool:
    """Whether another field was given the same words from another place."""
    key = compact(option.value.text)
    return any(compact(o.value.text) == key for f, o in choice.chosen.items() if f is not field)
