"""The customer's document types, as data: one file a couloir, SONS and type, one line a row of its table.

A new lane is a line in `lanes.py`, one file here and its samples.
"""

from __future__ import annotations

from radlad.doctypes import hop_dpi, hop_pfi, img_drimbox, img_ris
from radlad.doctypes.lanes import LANES
from radlad.domain.doctype import DocumentType, Lane, Piece

TYPES: tuple[DocumentType, ...] = (*hop_dpi.TYPES, *hop_pfi.TYPES, *img_drimbox.TYPES, *img_ris.TYPES)
"""The open types: those with an index table (decisions.md 15)."""

OPEN_LANES: tuple[Lane, ...] = tuple(dict.fromkeys(t.lane for t in TYPES))
"""The lanes that have an open type, in the customer's order."""

_BY_KEY = {t.key: t for t in TYPES}
_BY_LANE_AND_PIECE = {(t.lane, t.piece): t for t in TYPES}


def find(lane: Lane, piece: Piece | None) -> DocumentType | None:
    """The open type of that lane and piece; None when it is closed or the piece unknown."""
    return None if piece is None else _BY_LANE_AND_PIECE.get((lane, piece))


def by_key(key: str) -> DocumentType:
    """The open type named `hop-dpi-bon_commande`; KeyError when there is none."""
    return _BY_KEY[key]


def lane_named(couloir: str, sons: str) -> Lane | None:
    """The lane of that couloir and SONS, in any case; None when the register does not know it."""
    wanted = Lane(couloir.strip().upper(), sons.strip().upper())
    return wanted if wanted in LANES else None
