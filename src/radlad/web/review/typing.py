"""Vidéotypage: what a document is and to whom it belongs, confirmed or changed with one key each (CCTP I.2.3)."""

from __future__ import annotations

from dataclasses import dataclass

from radlad import doctypes
from radlad.domain.doctype import DocumentType, Lane, Piece
from radlad.web.accounts.models import User
from radlad.web.acquisition import life
from radlad.web.acquisition.models import Document
from radlad.web.review.keys import TYPE_KEYS

CONFIRMED = "type confirmé"


@dataclass(frozen=True, slots=True)
class Choice:
    """A piece or a lane that can be chosen, with its key."""

    value: str
    text: str
    key: str
    chosen: bool


def asks(document: Document) -> bool:
    """Whether an operator has to say what it is before all else."""
    return document.doctype is None or any(_about_type(reason) for reason in document.review_reasons)


def pieces(document: Document) -> list[Choice]:
    """The pieces that exist, the document's own chosen, or else the declared one."""
    own = document.type or document.declared_type
    open_pieces = dict.fromkeys(doctype.piece for doctype in doctypes.TYPES)
    return [Choice(p.value, p.label, TYPE_KEYS[p.value], p.value == own) for p in open_pieces]


def lanes(document: Document) -> list[Choice]:
    """The lanes that have an open type, in the customer's order."""
    ranked = enumerate(doctypes.OPEN_LANES, 1)
    return [Choice(lane.title, lane.title, str(rank), lane == document.lane) for rank, lane in ranked]


def chosen(piece: str, lane: str) -> DocumentType | None:
    """The open type of that piece and lane, as the form names them; None when there is none."""
    couloir, _, sons = lane.partition(" ")
    if piece not in set(Piece):
        return None
    return doctypes.find(Lane(couloir, sons), Piece(piece))


def decide(document: Document, user: User, doctype: DocumentType) -> bool:
    """Confirms the document's type, or has it read again as another; whether it is read again."""
    if document.doctype == doctype:
        document.review_reasons = [r for r in document.review_reasons if not _about_type(r)]
        document.save(update_fields=["review_reasons"])
        life.record(document, CONFIRMED, user, {"reason": doctype.title})
        return False
    life.retype(document, user, doctype)
    return True


def _about_type(reason: str) -> bool:
    return reason.startswith("Type ")
