"""Where the labels of a document stand to their values: over, under or beside them, told once for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from radlad.domain.doctype import Field, Kind, Labels, Section
from radlad.extract.hit import Hit
from radlad.extract.roles import is_bracketed
from radlad.extract.slots import Layout, Place
from radlad.extract.values import FREE, values
from radlad.kinds import check
from radlad.layout.page import Segment
from radlad.layout.tokens import is_typed

_CAPTIONS, _PURE = 2, 0.9
"""As many labels under values of their kind make a document captioned; a value has no more beside it than that."""


def are_captions(layouts: Iterable[Layout], fields: Mapping[Labels, Field]) -> bool:
    """Whether labels stand under their values, without the brackets that say so: those of kinds with a form of their
    own tell, where only one of what is above and what is below has that form; or labels that stand much nearer to
    what is above them, several of them and hardly one the other way."""
    above = below = 0
    higher = lower = 0
    for layout in layouts:
        for hit in layout.hits:
            field = _first_meant(hit, fields)
            if field is None or field.section is Section.AMOUNTS:
                continue
            if hit.closed or is_bracketed(hit.segment):
                continue
            if hit.alone:
                nearer = layout.nearer(hit)
                higher += nearer is Place.ABOVE
                lower += nearer is Place.BELOW
            if field.kind not in FREE and _is_untold(hit):
                near = (layout.near.above(hit), layout.near.below(hit))
                fits = [s is not None and _is_value(field.kind, s) for s in near]
                above += fits == [True, False]
                below += fits == [False, True]
    return (above >= _CAPTIONS and above > 2 * below) or (higher >= 2 * _CAPTIONS and higher > 4 * lower)


def _first_meant(hit: Hit, fields: Mapping[Labels, Field]) -> Field | None:
    return next((fields[m.labels] for m in hit.meanings if m.labels is not None and m.labels in fields), None)


def _is_untold(hit: Hit) -> bool:
    """Whether a label has no value of such a form on its own line, whatever words follow it: "N° SIRET du siège"."""
    return hit.starts_segment and not any(map(is_typed, hit.segment.tokens[hit.end :]))


def _is_value(kind: Kind, segment: Segment) -> bool:
    found = values(kind, segment.tokens)
    return any(v.whole and v.purity > _PURE and not check(kind, v.text) for v in found)


def prefers_below(layouts: Iterable[Layout], fields: Mapping[Labels, Field]) -> float:
    """The share of labels, of kinds with a form of their own, whose value stands below rather than beside."""
    below = beside = 0.5
    for layout in layouts:
        for hit in layout.hits:
            field = _first_meant(hit, fields)
            if field is None or field.kind in FREE or field.section is Section.AMOUNTS or hit.closed:
                continue
            for slot in layout.slots(hit, field.kind):
                if any(v.whole and not check(field.kind, v.text) for v in values(field.kind, list(slot.tokens))):
                    below += slot.place is Place.BELOW
                    beside += slot.place is not Place.BELOW
                    break
    return below / (below + beside)
