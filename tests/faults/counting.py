"""What is counted after each fault: documents that got a 202, their ends, their deliveries, what was left behind."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests.faults.cluster import Cluster
from tests.faults.traffic import Traffic
from tests.support.s3 import BUCKET

_ENDS = ("Livré", "Rejeté")


@dataclass(frozen=True)
class Outcome:
    """One fault and what it did. Only the first four count as harm."""

    fault: str
    lost: int
    """Documents with a 202 that did not end, or without their file or their one acknowledged delivery."""
    delivered_twice: int
    """Documents with two acknowledgements kept, or two bodies under one key."""
    half_written: int
    orphans: int
    """Files without a row."""
    accepted: int
    """Documents with a 202 during the fault, before it and while it passed."""
    in_flight: int
    """Of them, those not ended when the harm was done."""
    sent_again: int
    """Calls after a 202 that radlad could not keep: same `Idempotency-Key`, same body, for the customer to tell."""
    seconds_to_recover: float
    """From the end of the fault until the last document had ended."""

    @property
    def harmless(self) -> bool:
        return not (self.lost or self.delivered_twice or self.half_written or self.orphans)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def unended(cluster: Cluster, ids: list[str]) -> list[tuple[str, str]]:
    """Those that have not ended, with their status; all of them while the database is away."""
    try:
        with cluster.connect() as connection:
            rows = connection.execute(
                "SELECT id::text, status FROM acquisition_document WHERE id = ANY(%s::uuid[])", [ids]
            ).fetchall()
    except psycopg.Error:
        return [(one, "base absente") for one in ids]
    known = dict(rows)
    return [(one, known.get(one, "ligne absente")) for one in ids if known.get(one) not in _ENDS]


def outcome(fault: str, cluster: Cluster, traffic: Traffic, in_flight: int, over_at: float, seconds: float) -> Outcome:
    """Waits until every accepted document has ended, for `seconds` at most, and counts."""
    ids = list(traffic.accepted)
    end = time.monotonic() + seconds
    while (left := unended(cluster, ids)) and time.monotonic() < end:
        time.sleep(0.25)
    recovered = time.monotonic() - over_at
    acknowledged = _acknowledged(cluster, ids)
    bodies = cluster.customer.bodies()
    calls = cluster.customer.acknowledged()
    twice = [one for one in ids if acknowledged[one] > 1 or len(bodies.get(one, ())) > 1]
    names = stored(cluster)
    digests = _digests(cluster)
    lost = {one for one, _ in left} | {one for one in ids if not acknowledged[one] or not calls[one]}
    lost |= {one for one in ids if digests.get(one, "") not in names}
    return Outcome(
        fault=fault,
        lost=len(lost),
        delivered_twice=len(twice),
        half_written=sum(name.startswith(".") or not size for name, size in names.items()),
        orphans=len(set(names) - set(digests.values())),
        accepted=len(ids),
        in_flight=in_flight,
        sent_again=sum(calls[one] - 1 for one in ids if calls[one] > 1),
        seconds_to_recover=round(recovered, 1),
    )


def _acknowledged(cluster: Cluster, ids: list[str]) -> Counter[str]:
    with cluster.connect() as connection:
        rows = connection.execute(
            "SELECT d.document_id::text, count(*) FROM delivery_attempt a JOIN delivery_delivery d"
            " ON d.id = a.delivery_id WHERE a.status = 202 AND d.document_id = ANY(%s::uuid[]) GROUP BY 1", [ids]
        ).fetchall()  # fmt: skip
    return Counter(dict(rows))


def _digests(cluster: Cluster) -> dict[str, str]:
    with cluster.connect() as connection:
        return dict(connection.execute("SELECT id::text, sha256 FROM acquisition_document").fetchall())


def stored(cluster: Cluster) -> dict[str, int]:
    """The received files as the store holds them, looked at behind radlad's back: last part of each name, size."""
    if cluster.shared is not None:
        root = cluster.shared / "files"
        return {path.name: path.stat().st_size for path in root.rglob("*") if path.is_file() and _counts(path)}
    assert cluster.s3 is not None
    found: dict[str, int] = {}
    for page in cluster.s3.client().get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix="files/"):
        objects = ((Path(one["Key"]), one["Size"]) for one in page.get("Contents", ()))
        found |= {path.name: size for path, size in objects if _counts(path)}
    return found


def _counts(path: Path) -> bool:
    """What `/readyz` writes to see whether it can is taken away by itself."""
    return path.parent.name != "probe"
