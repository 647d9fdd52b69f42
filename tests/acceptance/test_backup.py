"""A backup made under load, the data folder lost, the backup restored: counted, with a customer who remembers."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from radlad.cli.demo_run import Sent
from radlad.domain.states import Status
from tests.acceptance.conftest import SAMPLES
from tests.acceptance.running import RunningRadlad, reachable_folder, until
from tests.faults.customer import FaultyCustomer

pytestmark = [pytest.mark.acceptance, pytest.mark.timeout(400)]
INVOICE = "03-hop-dpi-facture-digital.pdf"
DECLARED = {"Couloir": "HOP", "Sons": "DPI", "TypeDocument": "FACTURE"}


def command(radlad: RunningRadlad, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "radlad.cli.main", *arguments],
        env=radlad.environment, capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip


class Load:
    """Sends one invoice after the other, each unlike the others, until it is left."""

    def __init__(self, radlad: RunningRadlad, folder: Path) -> None:
        self.radlad, self.folder = radlad, folder
        self.sent: list[Sent] = []

    def __enter__(self) -> Load:
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._send, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        self._thread.join(30)

    def _send(self) -> None:
        for number in range(1000):
            if self._ends.wait(0.3):
                return
            file = self.folder / f"{number}-{time.monotonic_ns()}.pdf"
            file.write_bytes((SAMPLES / INVOICE).read_bytes() + f"\n%% {file.name}".encode())
            self.sent.append(self.radlad.send(file, DECLARED))


@pytest.fixture
def customer() -> Iterator[FaultyCustomer]:
    with FaultyCustomer() as customer:
        yield customer


@pytest.fixture
def scratch() -> Iterator[Path]:
    with reachable_folder() as folder:
        yield folder


def test_a_lost_data_folder_is_restored_and_nothing_acknowledged_before_is_missing(
    scratch: Path, customer: FaultyCustomer
) -> None:
    backup = scratch / "sauvegarde"
    radlad = RunningRadlad(scratch / "var", RADLAD_CALLBACK_URL=customer.url, RADLAD_PRIVATE_NETWORKS="127.0.0.0/8")
    radlad.start()
    with Load(radlad, scratch) as load:
        until(lambda: len(load.sent) >= 4, "some documents", 60)
        customer.hold.set()  # so that some are in the customer's hands, not acknowledged yet
        assert command(radlad, "backup", str(backup)).returncode == 0
        until(lambda: len(load.sent) >= 10, "more documents", 60)
        before = list(load.sent)
        done = command(radlad, "backup", str(backup))
        assert done.returncode == 0, done.stderr
        assert "Sauvegarde faite" in done.stdout
        customer.hold.clear()
        after = len(before)
        until(lambda: len(load.sent) > after + 3, "documents after the backup", 60)
    radlad.kill_tree()
    shutil.rmtree(radlad.data)

    damaged = scratch / "abimee"
    shutil.copytree(backup, damaged)
    next(path for path in (damaged / "files").rglob("*") if path.is_file()).write_bytes(b"abime")
    refused = command(radlad, "restore", str(damaged))
    assert refused.returncode == 2
    assert "abîmée" in refused.stderr

    done = command(radlad, "restore", str(backup))
    assert done.returncode == 0, done.stderr
    again = command(radlad, "restore", str(backup))
    assert again.returncode == 2, "documents are there now"
    assert "--replace" in again.stderr
    radlad.start()
    until(lambda: all(radlad.status(s) == Status.DELIVERED for s in before), "an end for each", 200)
    in_use = command(radlad, "restore", str(backup), "--replace")
    assert in_use.returncode == 2, "the service runs"
    told = command(radlad, "doctor")
    assert told.returncode == 0, told.stdout
    bodies = customer.bodies()
    assert {s.process_id for s in before} <= set(customer.acknowledged())
    assert all(len(kinds) == 1 for kinds in bodies.values()), "what came twice is the same, under the same key"

    second = scratch / "seconde"
    assert command(radlad, "backup", str(second)).returncode == 0
    assert radlad.stop() == 0
    done = command(radlad, "restore", str(second), "--replace")
    assert done.returncode == 0, done.stderr
