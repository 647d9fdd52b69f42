"""What was accepted ends, once, whatever is killed meanwhile."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from radlad.domain.states import Status
from tests.acceptance.conftest import SAMPLES
from tests.acceptance.running import RunningRadlad, until

pytestmark = [pytest.mark.acceptance, pytest.mark.timeout(400)]

ENDED = {Status.DELIVERED, Status.TO_REVIEW, Status.REJECTED}


def test_killing_workers_and_then_everything_loses_and_doubles_nothing(data: Path, requests_of_samples) -> None:
    radlad = RunningRadlad(data)
    radlad.start()
    try:
        digital = [r for r in requests_of_samples if "digital" in r["file"]]
        sent = [radlad.send(SAMPLES / r["file"], r["parameters"]) for r in digital]
        workers = radlad.workers()
        assert workers
        for worker in workers:
            worker.kill()
        time.sleep(1.0)
        radlad.kill_tree()
        radlad.start()
        until(
            lambda: all(radlad.status(s) in ENDED for s in sent),
            f"an end for each of {len(sent)} documents",
            240,
        )
        delivered = {s.process_id for s in sent if radlad.status(s) == Status.DELIVERED}
        assert delivered == set(radlad.received())
    finally:
        radlad.stop()


def test_stopping_leaves_no_process_behind(data: Path) -> None:
    radlad = RunningRadlad(data)
    radlad.start()
    children = radlad.children()
    assert children
    assert radlad.stop() == 0
    until(lambda: not any(c.is_running() for c in children), "the end of every process", 15)
    assert not (radlad.data / "run.json").exists()


def test_killing_the_supervisor_alone_ends_its_processes(data: Path) -> None:
    radlad = RunningRadlad(data)
    radlad.start()
    children = radlad.children()
    assert radlad.process is not None
    radlad.process.kill()
    radlad.process.wait(10)
    until(
        lambda: not any(c.is_running() and c.status() != "zombie" and "postgres" not in c.name() for c in children),
        "the end of every process but the database",
        30,
    )
    radlad.start()
    assert radlad.http.get(f"{radlad.run['web']}/readyz").status_code == 200
    radlad.stop()
