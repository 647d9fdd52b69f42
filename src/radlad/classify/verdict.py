"""Weighs the evidence: which lane and piece, or `Inconnu`, how surely, and for which reasons."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from radlad import doctypes
from radlad.classify.evidence import Evidence
from radlad.domain.doctype import DocumentType, Lane, Piece
from radlad.domain.reading import Classification
from radlad.layout.page import Sheet

_ENOUGH = 1.15
"""What the document itself must show of a type for it not to be `Inconnu`."""
_CLEARLY = 0.35
"""How much better another type must be than the declared one to win over it."""
_LETTER = 0.7
"""What a letter takes from every type: one that announces an order is none; half as much from the type of its title,
where most of its labels are there."""
_MOST = 0.5
_SAYS_SO = 0.4
"""What a letter adds to the type of its title instead, where its sentences call it so: "La présente facture"."""
_CODED = 0.2
"""What the code of a lane in a title adds to its piece: the labels of papers in sentences begin few lines."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What the caller said the document is (contracts.md 1). `piece` is None where only the lane was said."""

    lane: Lane
    piece: Piece | None


@dataclass(frozen=True, slots=True)
class _Weight:
    doctype: DocumentType
    shown: float
    """What the document shows of the type, its lane apart."""
    total: float
    """The same with the lane's codes and what was declared."""
    sentences: float
    labels: float


def classify(
    sheets: Sequence[Sheet], declared: Declared | None = None, *, signed: Callable[[], bool] | None = None
) -> Classification:
    """The document's lane and piece, or `Inconnu` (`piece` None), from itself and from what was declared.

    `signed`: tells whether the client signed it, which decides whether a "Proposition commerciale" is an order, and is
    asked of no other document; None when that is not known (CCTP I.2.1, decisions.md 11).
    """
    evidence = Evidence(sheets)
    weights = sorted((_weight(t, evidence, declared) for t in doctypes.TYPES), key=lambda w: -w.total)
    best = _best(weights, declared)
    refused = _refusal(best, evidence, signed)
    if refused:
        lane = declared.lane if declared is not None else best.doctype.lane
        sure = _logistic(4.0 * (_ENOUGH - best.shown) + 1.0) if best.shown < _ENOUGH else 0.9
        return Classification(lane, None, round(sure, 3), (refused, *_clues(best, evidence)))
    runner = max(w.total for w in weights if w is not best)
    changed = declared is not None and (declared.lane, declared.piece or best.doctype.piece) != (
        best.doctype.lane,
        best.doctype.piece,
    )
    sure = _logistic(3.0 * (best.shown - _ENOUGH) + 1.0) * _logistic(6.0 * (best.total - runner) + 1.5)
    return Classification(best.doctype.lane, best.doctype.piece, round(sure, 3), _clues(best, evidence), changed)


def _weight(doctype: DocumentType, evidence: Evidence, declared: Declared | None) -> _Weight:
    sentences, labels = evidence.sentences(doctype), evidence.labels(doctype)
    titled = evidence.title is not None and evidence.title.piece is doctype.piece
    letter = -_LETTER * (0.5 if titled and labels >= _MOST else 1.0)
    if titled and doctype.piece in evidence.of_itself:
        letter = _SAYS_SO
    shown = 1.6 * sentences + 1.2 * labels + letter * evidence.letter
    if evidence.title is not None:
        shown += (0.8 if titled else -0.9) * min(1.0, evidence.title.strength / 1.5)
        shown += _CODED * (titled and evidence.title.coded)
    lane = evidence.lanes.get(doctype.lane, 0.0)
    others = sum(evidence.lanes.values()) - lane
    total = shown + 0.7 * (lane - others) / (lane + others + 1.0)
    if declared is not None:
        total += 0.2 * (declared.lane == doctype.lane) + 0.15 * (declared.piece is doctype.piece)
    return _Weight(doctype, shown, total, sentences, labels)


def _best(weights: list[_Weight], declared: Declared | None) -> _Weight:
    """The heaviest type; the declared one where none is clearly heavier."""
    best = weights[0]
    told = doctypes.find(declared.lane, declared.piece) if declared is not None else None
    for weight in weights:
        if weight.doctype is told and best.total - weight.total < _CLEARLY and weight.shown >= _ENOUGH:
            return weight
    return best


def _refusal(best: _Weight, evidence: Evidence, signed: Callable[[], bool] | None) -> str:
    """Why the document is none of ours, in French; empty when it is one."""
    title = evidence.title
    if not evidence.words:
        return "aucun mot lu sur le document"
    if title is not None and title.piece is Piece.MOM:
        return f"titre « {title.text} » p.{title.page} : type sans table d’index"
    if best.shown < _ENOUGH:
        if title is not None and title.piece is None:
            return f"titre « {title.text} » p.{title.page} : ce n’est pas un type géré"
        return "rédigé comme une lettre" if evidence.letter else "trop peu de rubriques d’un type géré"
    if not evidence.named:
        return "rien n’y nomme le Ségur ni un couloir"
    proposed = title is not None and title.proposal and best.doctype.piece is Piece.ORDER
    if proposed and signed is not None and not signed():
        return "proposition commerciale que le client n’a pas signée"
    return ""


def _clues(weight: _Weight, evidence: Evidence) -> tuple[str, ...]:
    clues = []
    if evidence.title is not None and evidence.title.piece is weight.doctype.piece:
        clues.append(f"titre « {evidence.title.text} » p.{evidence.title.page}")
    clues += [
        f"{round(100 * share)} % des {what} du type"
        for share, what in ((weight.sentences, "mentions et questions"), (weight.labels, "libellés"))
        if share > 0.05
    ]
    if weight.doctype.lane in evidence.lanes:
        clues.append(f"code du couloir {weight.doctype.lane.title}")
    return tuple(clues)


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))
