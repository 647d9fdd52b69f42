"""radlad as a stranger runs it: `radlad serve` in a process of its own, spoken to over HTTP only."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import httpx
import psutil

from radlad.cli.demo_run import ApiClient, Sent

T = TypeVar("T")


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def until(said: Callable[[], T | None], what: str, seconds: float = 120) -> T:
    """What `said` answers once it answers something; fails, naming `what`, when it does not in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = said()
        if answer:
            return answer
        time.sleep(0.2)
    raise AssertionError(f"{what}: not within {seconds:.0f} s")


@contextlib.contextmanager
def reachable_folder() -> Iterator[Path]:
    """A temporary folder that every account may enter: run as root, the database is another account's."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


class RunningRadlad:
    """`radlad serve` on free ports, with its data in `data`. May be killed and started again on the same data."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.data = data
        self.environment = {
            **os.environ,
            "RADLAD_DATA": str(data),
            "RADLAD_PORT": str(free_port()),
            "RADLAD_SANDBOX_PORT": str(free_port()),
            **settings,
        }
        self.environment.pop("DATABASE_URL", None)
        self.http = httpx.Client(timeout=30)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it and waits until `run.json` says that it answers."""
        (self.data / "run.json").unlink(missing_ok=True)
        self.data.mkdir(parents=True, exist_ok=True)
        with (self.data / "serve.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "radlad.cli.main", "serve"],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until(self._answers, "radlad serve", 120)

    def _answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, (self.data / "serve.log").read_text()[-3000:]
        return (self.data / "run.json").exists()

    def stop(self) -> int:
        """Asks it to stop, as Ctrl-C does; answers its exit code."""
        assert self.process is not None
        self.http.close()
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)

    def children(self) -> list[psutil.Process]:
        assert self.process is not None
        return psutil.Process(self.process.pid).children(recursive=True)

    def workers(self) -> list[psutil.Process]:
        found = []
        for child in self.children():
            with contextlib.suppress(psutil.NoSuchProcess):
                if "worker" in child.cmdline():
                    found.append(child)
        return found

    def kill_tree(self) -> None:
        """Kills -9 the supervisor and everything under it, at once, as a power cut would."""
        assert self.process is not None
        for victim in [psutil.Process(self.process.pid), *self.children()]:
            with contextlib.suppress(psutil.NoSuchProcess):
                victim.kill()
        self.process.wait(30)

    @property
    def run(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.data / "run.json").read_text())
        return found

    def send(self, file: Path, parameters: dict[str, str]) -> Sent:
        return ApiClient(self.run, self.http).send(file, parameters)

    def status(self, sent: Sent) -> str:
        return ApiClient(self.run, self.http).status(sent)

    def received(self) -> dict[str, dict[str, Any]]:
        """What the sandbox customer acknowledged, by `processId`."""
        found: list[dict[str, Any]] = self.http.get(f"{self.run['sandbox']}/received").json()
        assert len({r["processId"] for r in found}) == len(found), "the sandbox counts a processId twice"
        return {r["processId"]: r for r in found}
