"""How the service grows: what waits at 1 to 64 workers, and what the database and the store carry.

    python -m bench.growth [--documents 40] [--arrivals 40000]

A running service is measured first: reading seconds of digital documents and scans, commits, log and disk a document,
and how many small durable commits a second the database takes. Then a queue is simulated: documents arrive at random,
the first free worker takes the oldest, and each takes as long as one that was measured.
"""

from __future__ import annotations

import argparse
import heapq
import json
import os
import random
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import psycopg

from bench import corpus, report
from bench.throughput import Service, documents, is_read
from radlad.pipeline.subprocess import ReaderProcess
from radlad.service.embedded_postgres import connection_parameters
from radlad.settings import Settings
from tests.acceptance.running import RunningRadlad, reachable_folder, until

_WORKERS = (1, 2, 4, 8, 16, 32, 64)
_LOADS = (0.5, 0.8, 0.9, 0.95)
_SCANNED = 0.5
"""Share of documents that are scans in the simulation."""
_SESSIONS, _COMMIT_SECONDS, _IDLE_SECONDS = 16, 5.0, 10.0


def main() -> None:
    """Measures, simulates, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=40, help="digital documents that go through the service")
    parser.add_argument("--scans", type=int, default=4, help="scans whose reading is timed")
    parser.add_argument("--arrivals", type=int, default=40_000, help="documents in each simulation")
    given = parser.parse_args()
    digital, scans = _times("digital", 12), _times("scan", given.scans)
    rng = random.Random("growth")
    times = [rng.choice(scans if rng.random() < _SCANNED else digital) for _ in range(given.arrivals)]
    carried = _carried(given.documents)
    mean = statistics.fmean(times)
    figures = {
        "service_digital_s": round(statistics.fmean(digital), 3),
        "service_scan_s": round(statistics.fmean(scans), 3),
        **carried,
        "documents_per_s_of_database": round(carried["commits_per_s"] / carried["commits_per_document"], 1),
        "workers": {str(n): _grown(n, times, mean) for n in _WORKERS},
    }
    report.write_performance({"growth": figures})
    print(json.dumps(figures, indent=1))


def _times(tier: str, count: int) -> list[float]:
    """CPU seconds that documents take to read, one after the other, models loaded; more cores share what one does."""
    taken = []
    with reachable_folder() as folder, ReaderProcess() as reader:
        corpus.write(folder, count + 1, "growth", "A", (tier,))
        for file in sorted(folder.glob("made-*")):
            before = _reader_cpu()
            reader.read(file, file.name)
            taken.append(_reader_cpu() - before)
    return taken[1:]


def _reader_cpu() -> float:
    return sum(sum(child.cpu_times()[:2]) for child in psutil.Process().children())


def simulated(workers: int, load: float, times: list[float]) -> list[float]:
    """How long each document waits before it is read, when they come at random at `load` of what can be read."""
    rng = random.Random(f"{workers}-{load}")
    between = statistics.fmean(times) / workers / load
    free = [0.0] * workers
    now, waits = 0.0, []
    for seconds in times:
        now += rng.expovariate(1 / between)
        begin = max(now, heapq.heappop(free))
        waits.append(begin - now)
        heapq.heappush(free, begin + seconds)
    return waits


def _grown(workers: int, times: list[float], mean: float) -> dict[str, float]:
    """Documents a second when all are busy, and the wait's 95th percentile at each load, in seconds."""
    p95 = {f"p95_wait_s_at_{load:.0%}": _p95(simulated(workers, load, times)) for load in _LOADS}
    return {"documents_per_s": round(workers / mean, 2), **p95}


def _p95(waits: list[float]) -> float:
    return round(sorted(waits)[int(0.95 * len(waits))], 2)


def _carried(count: int) -> dict[str, float]:
    """What a document leaves in the database and on the disk, and how many commits the database takes."""
    with reachable_folder() as folder:
        running = RunningRadlad(folder / "var")
        running.start()
        try:
            service = Service(running)
            with psycopg.connect(**_session(running), autocommit=True) as session:
                idle = _between(session, running.data, lambda: time.sleep(_IDLE_SECONDS))
                begun = time.monotonic()
                busy = _between(session, running.data, lambda: _through(service, count))
                idle_share = (time.monotonic() - begun) / _IDLE_SECONDS
            per_document = {k: round((busy[k] - idle[k] * idle_share) / count, 1) for k in busy}
            return {**per_document, "commits_per_s": _commits(running)}
        finally:
            running.kill_tree()


def _through(service: Service, count: int) -> None:
    posted, _ = service.burst(documents(count, "growth"))
    until(lambda: all(is_read(service.status(p)) for p in posted), "the reading", 400)
    time.sleep(3)


def _between(session: psycopg.Connection[Any], data: Path, done: Any) -> dict[str, float]:
    before = _counts(session, data)
    done()
    time.sleep(1.5)  # the server's own counts come a second late
    return {k: v - before[k] for k, v in _counts(session, data).items()}


def _counts(session: psycopg.Connection[Any], data: Path) -> dict[str, float]:
    row = session.execute(
        "SELECT xact_commit, tup_inserted + tup_updated + tup_deleted, pg_current_wal_lsn() - '0/0'::pg_lsn, "
        "pg_database_size(current_database()) FROM pg_stat_database WHERE datname = current_database()"
    ).fetchone()
    assert row is not None
    stored = sum(p.stat().st_size for name in ("files", "pages") for p in (data / name).rglob("*") if p.is_file())
    return {
        "commits_per_document": float(row[0]), "rows_written_per_document": float(row[1]),
        "log_bytes_per_document": float(row[2]), "database_bytes_per_document": float(row[3]),
        "store_bytes_per_document": float(stored),
    }  # fmt: skip


def _commits(running: RunningRadlad) -> float:
    """Small durable transactions a second, from several sessions, while nothing else is asked."""

    def one(number: int) -> int:
        done, end = 0, time.monotonic() + _COMMIT_SECONDS
        with psycopg.connect(**_session(running)) as session:
            while time.monotonic() < end:
                session.execute("INSERT INTO bench_commits VALUES (%s, %s)", (number, done))
                session.commit()
                done += 1
        return done

    with psycopg.connect(**_session(running), autocommit=True) as session:
        session.execute("CREATE TABLE bench_commits (caller int, number int)")
    with ThreadPoolExecutor(_SESSIONS) as sessions:
        return round(sum(sessions.map(one, range(_SESSIONS))) / _COMMIT_SECONDS, 1)


def _session(running: RunningRadlad) -> dict[str, Any]:
    """How to reach the running service's database."""
    return connection_parameters(Settings.from_environment({**os.environ, "RADLAD_DATA": str(running.data)}))


if __name__ == "__main__":
    main()
