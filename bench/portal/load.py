"""Loads made documents with their fields and events by COPY, as many as are asked for.

Everything is drawn from one seed. Their days spread over a year, two in three on weekdays' mornings; lanes, types,
statuses and complexities come in lifelike shares. Triggers and foreign keys rest meanwhile: what they would count is
written with the rows.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from tqdm import tqdm

from radlad import doctypes
from radlad.domain.doctype import DocumentType
from radlad.domain.rules import complexity
from radlad.domain.states import Event, Motive, Status

_BATCH = 2000
_MOMENT = "%Y-%m-%d %H:%M:%S.%f+00"
_SHARES = {"hop-dpi": 8, "hop-pfi": 3, "img-drimbox": 2, "img-ris": 2}
_STATUSES = (
    (Status.DELIVERED, 900),
    (Status.REJECTED, 40),
    (Status.REVIEWED, 10),
    (Status.TO_REVIEW, 40),
    (Status.CANCELLED, 10),
)
_DOCUMENT = (
    "id", "partner", "client_id", "name", "sha256", "size", "media_type", "declared_couloir", "declared_sons",
    "declared_type", "received_at", "status", "couloir", "sons", "type", "motive", "pages", "turns", "complexity",
    "review_reasons", "clues", "class_confidence", "read_tries", "retypings", "made_available_at", "acknowledged_at",
    "extracted_fields", "coded_fields", "untouched",
)  # fmt: skip
_VALUE = (
    "document_id", "position", "balise", "value", "confidence", "doubts", "source", "engine", "label", "page", "box",
    "candidates", "machine_value", "needs_person", "settlement", "settled_at",
)  # fmt: skip
_ENTRY = ("document_id", "at", "what", "status", "details")


@dataclass(frozen=True, slots=True)
class Pattern:
    """All fields of one type with so many coded: the lines of COPY, `@` standing for the document."""

    doctype: DocumentType
    lines: str
    extracted: int
    coded: int
    complexity: str


def load(connection: psycopg.Connection[Any], count: int, seed: str, end: datetime) -> None:
    """Loads `count` documents received in the year before `end`; commits."""
    random_of = random.Random(seed)
    patterns = [_pattern(t, coded) for t in doctypes.TYPES for coded in (0, 0, 0, 1, 2, 4, len(t.fields))]
    weights = [_SHARES["-".join(p.doctype.key.split("-")[:2])] for p in patterns]
    cursor = connection.cursor()
    cursor.execute("SET session_replication_role = replica")
    restore = _without_indexes(cursor, "acquisition_value")
    for _ in tqdm(range(0, count, _BATCH), desc="Documents", unit_scale=_BATCH, file=sys.stderr):
        chosen = random_of.choices(patterns, weights, k=min(_BATCH, count))
        batch = [_Made(random_of, pattern, end) for pattern in chosen]
        _copy(cursor, "acquisition_document", _DOCUMENT, (made.row() for made in batch))
        _copy(cursor, "acquisition_value", _VALUE, (made.values() for made in batch))
        _copy(cursor, "acquisition_entry", _ENTRY, (made.events() for made in batch))
    restore()
    cursor.execute("SET session_replication_role = origin")
    connection.commit()
    connection.autocommit = True
    connection.execute("VACUUM (ANALYZE) acquisition_document")
    connection.execute("ANALYZE acquisition_value")
    connection.execute("ANALYZE acquisition_entry")
    connection.execute("CHECKPOINT")


class _Made:
    """One made document."""

    def __init__(self, random_of: random.Random, pattern: Pattern, end: datetime) -> None:
        self._pattern = pattern
        self._id = str(UUID(int=random_of.getrandbits(128), version=4))
        self._received = end - timedelta(seconds=random_of.randrange(365 * 24 * 3600))
        names, shares = zip(*_STATUSES, strict=True)
        self._status = random_of.choices(names, shares)[0]
        self._made_after = timedelta(minutes=random_of.lognormvariate(4, 1.2))
        self._pages = random_of.choice((1, 1, 2, 2, 2, 3, 4))
        self._declared = pattern.doctype if random_of.random() < 0.98 else random_of.choice(doctypes.TYPES)
        self._unknown = self._status is Status.REJECTED and random_of.random() < 0.5

    def row(self) -> str:
        p, lane, given = self._pattern, self._pattern.doctype.lane, self._declared
        motive = (Motive.UNKNOWN if self._unknown else Motive.ILLEGIBLE) if self._status is Status.REJECTED else ""
        ready = self._received + self._made_after if self._status in _MADE else None
        acknowledged = ready + timedelta(seconds=3) if ready and self._status is not Status.REVIEWED else None
        waits = '["2 champs à vérifier"]' if self._status is Status.TO_REVIEW else "[]"
        return _line(
            self._id, "asp", given.lane.client_id, f"dossier-{self._id[:8]} {given.piece.label}.pdf",
            self._id.replace("-", "") * 2,
            480_000, "application/pdf", given.lane.couloir, given.lane.sons, given.piece, _moment(self._received),
            self._status, lane.couloir, lane.sons, "" if self._unknown else p.doctype.piece, motive, self._pages,
            json.dumps([0] * self._pages), "" if ready is None or self._unknown else p.complexity, waits,
            '["Titre du document en page 1"]', 0.98, 0, 0, _moment(ready), _moment(acknowledged),
            0 if self._unknown else p.extracted, 0 if self._unknown else p.coded, "ft"[bool(ready and not p.coded)],
        )  # fmt: skip

    def values(self) -> str:
        return "" if self._unknown else self._pattern.lines.replace("@", self._id)

    def events(self) -> str:
        told = [
            (self._received, "reçu", Status.READING),
            (self._received + timedelta(seconds=40), Event.READ_DOUBTFUL, Status.TO_REVIEW),
        ]
        if self._status in _MADE:
            told.append((self._received + self._made_after, Event.SETTLED, Status.REVIEWED))
        if self._status is not Status.TO_REVIEW and self._status is not Status.REVIEWED:
            told.append((self._received + self._made_after + timedelta(seconds=3), Event.ACKNOWLEDGED, self._status))
        return "".join(_line(self._id, _moment(at), what, status, "{}") for at, what, status in told)


_MADE = (Status.DELIVERED, Status.REJECTED, Status.REVIEWED)


def _pattern(doctype: DocumentType, coded: int) -> Pattern:
    balises = {field.balise for field in doctype.fields[:coded]}
    lines = []
    for field in doctype.fields:
        value = field.values[0] if field.values else f"{field.title[:18]} 2026"
        done = field.balise in balises
        lines.append(_line(
            "@", field.position, field.balise, value, 0.97, "[]", "texte", "pdfium", field.title[:30], 1,
            "[0.42, 0.31, 0.78, 0.33]", "[]", value, "f", "confirmed" if done else "machine", None,
        ))  # fmt: skip
    return Pattern(doctype, "".join(lines), len(doctype.fields), coded, complexity(doctype, balises))


def _line(*cells: Any) -> str:
    return "\t".join(r"\N" if cell is None else str(cell) for cell in cells) + "\n"


def _moment(at: datetime | None) -> str | None:
    return at and at.strftime(_MOMENT)


def _copy(cursor: psycopg.Cursor[Any], table: str, columns: tuple[str, ...], lines: Iterator[str]) -> None:
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        copy.write("".join(lines))


def _without_indexes(cursor: psycopg.Cursor[Any], table: str) -> Callable[[], None]:
    """Drops the table's indexes but its key; answers what makes them again."""
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid), conname, "
        "pg_get_constraintdef(pg_constraint.oid) "
        "FROM pg_index LEFT JOIN pg_constraint ON conindid = indexrelid AND contype = 'u' "
        "WHERE indrelid = %s::regclass AND NOT indisprimary",
        [table],
    )
    found = cursor.fetchall()
    for index, _, constraint, _ in found:
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}" if constraint else f"DROP INDEX {index}")

    def restore() -> None:
        for _, made, constraint, rule in found:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {constraint} {rule}" if constraint else made)

    return restore
