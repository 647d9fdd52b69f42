"""`radlad serve` as a whole: what it says of itself, and how it mends what is killed under it."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator

import httpx
import psutil
import pytest

from tests.acceptance.running import RunningRadlad, reachable_folder, until


@pytest.fixture(scope="module")
def serving() -> Iterator[RunningRadlad]:
    with reachable_folder() as folder:
        running = RunningRadlad(folder / "var")
        with running.http:
            running.start()
            yield running
            assert running.stop() == 0


def named(serving: RunningRadlad, name: str) -> list[psutil.Process]:
    """The processes of that role; one that ends meanwhile is not among them."""
    found = []
    for process in serving.children():
        with contextlib.suppress(psutil.NoSuchProcess):
            if process.cmdline()[-1:] == [name]:
                found.append(process)
    return found


def ready(serving: RunningRadlad) -> bool:
    try:
        return serving.http.get(f"{serving.run['web']}/readyz").status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture(autouse=True)
def whole(serving: RunningRadlad) -> None:
    """Each test starts from a service of which everything runs, whatever the one before killed."""
    until(lambda: ready(serving) and len(named(serving, "worker")) == 2, "the whole service", 60)


def test_the_run_file_is_private_and_complete(serving):
    assert serving.data.joinpath("run.json").stat().st_mode & 0o777 == 0o600
    assert set(serving.run) == {"web", "sandbox", "token_url", "clients", "users"}
    assert "application.segur.hop.dpi" in serving.run["clients"]
    assert set(serving.run["users"]) == {"operateur", "superviseur", "consultation", "administrateur"}


def test_the_doctor_finds_a_running_service_well(serving):
    done = subprocess.run(
        [sys.executable, "-m", "radlad.cli.main", "doctor"],
        env=serving.environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert "Base de données : à jour" in done.stdout


def test_a_second_service_on_the_same_data_is_refused_in_french(serving):
    done = subprocess.run(
        [sys.executable, "-m", "radlad.cli.main", "serve"],
        env=serving.environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert "tourne déjà" in done.stderr
    assert ready(serving)
    assert (serving.data / "run.json").exists()


@pytest.mark.parametrize("name", ["database", "web", "sandbox"])
def test_what_is_killed_comes_back(serving, name):
    victim = (
        psutil.Process(int((serving.data / "postgres" / "postmaster.pid").read_text().split()[0]))
        if name == "database"
        else named(serving, name)[0]
    )
    victim.kill()
    until(lambda: not victim.is_running() or victim.status() == psutil.STATUS_ZOMBIE, "the end of the victim", 10)
    address = f"{serving.run['sandbox']}/received" if name == "sandbox" else f"{serving.run['web']}/readyz"

    def answers() -> bool:
        try:
            return serving.http.get(address).status_code == 200
        except httpx.TransportError:
            return False

    until(answers, f"{name} again", 60)


def test_a_killed_worker_is_replaced(serving):
    killed = named(serving, "worker")
    assert len(killed) == 2
    for worker in killed:
        worker.kill()
    until(lambda: len(set(named(serving, "worker")) - set(killed)) == 2, "new workers", 60)


def test_with_a_database_of_its_own_no_demonstration_account_exists(serving, tmp_path):
    # The very database, reached by its address: for this service it is somebody else's.
    socket = str(serving.data / "postgres").replace("/", "%2F")
    other = RunningRadlad(tmp_path / "var")
    other.environment |= {"DATABASE_URL": f"postgresql://radlad@{socket}/radlad", "RADLAD_WORKERS": "1"}
    with other.http:
        other.start()
        try:
            assert other.run["clients"] == other.run["users"] == {}
            assert not (other.data / "postgres").exists()
        finally:
            assert other.stop() == 0
    until(lambda: ready(serving), "this service, still ready", 10)


def test_what_is_printed_names_its_process(serving):
    said = (serving.data / "serve.log").read_text()
    assert "radlad    │ Prêt" in said
    assert "sandbox   │" in said
    assert not any(secret in said for secret in serving.run["clients"].values())
    assert json.loads((serving.data / "run.json").read_text())["web"] in said
    assert {"postgres.log", "sandbox.log", "web.log", "worker-1.log"} <= {p.name for p in serving.data.glob("logs/*")}
