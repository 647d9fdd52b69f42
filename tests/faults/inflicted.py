"""One fault under load, from the first document to the count."""

from __future__ import annotations

import threading
import time
from typing import Any

from tests.acceptance.running import until
from tests.faults.cluster import Cluster
from tests.faults.counting import Outcome, outcome
from tests.faults.harms import Fault
from tests.faults.traffic import Traffic

_BEFORE, _AFTER = 2.0, 1.0
"""Seconds of traffic before and after the harm, at least."""
_FIRST, _LEAST = 3, 6
"""Documents with a 202 before the harm, and in all: a slow machine is given the time that they take."""


def inflict(cluster: Cluster, fault: Fault, *, threads: int = 3, rate: float = 1.0) -> Outcome:
    """Sends documents, does the harm, goes on sending a little, and counts once all have ended."""
    with Traffic(cluster, threads=threads, rate=rate) as traffic:
        time.sleep(_BEFORE)
        until(lambda: len(traffic.accepted) >= _FIRST, "documents before the harm")
        most, harmed = [0], threading.Event()
        watcher = threading.Thread(target=_watch, args=(traffic, most, harmed), daemon=True)
        watcher.start()
        try:
            fault.harm(cluster)
        finally:
            harmed.set()
            watcher.join()
        over_at = time.monotonic()
        time.sleep(_AFTER)
        until(lambda: len(traffic.accepted) >= _LEAST, "documents after the harm")
    counted = outcome(fault.name, cluster, traffic, most[0], over_at, fault.recovers)
    assert not traffic.refused, f"refused for good: {traffic.refused}"
    return counted


def counted(cluster: Cluster, fault: Fault, ledger: list[dict[str, Any]]) -> None:
    """Does the harm to a whole cluster, writes what came of it into the ledger, and fails where there was harm."""
    cluster.await_ready()
    found = inflict(cluster, fault)
    ledger.append({**found.as_json(), "step": fault.step})
    assert found.harmless, found


def _watch(traffic: Traffic, most: list[int], harmed: threading.Event) -> None:
    """Keeps the most documents in flight at once."""
    while True:
        most[0] = max(most[0], traffic.in_flight())
        if harmed.wait(0.1):
            return
