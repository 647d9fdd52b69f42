"""radlad's processes on several machines: each with its data folder, started again when it ends, as systemd does."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from radlad.service.leash import leashed

_PAUSE = 1.0
"""Seconds before a process that ended is started again (`RestartSec` in deploy/systemd)."""


@dataclass
class Node:
    """One process of radlad's on a machine of its own."""

    name: str
    command: list[str]
    environment: dict[str, str]
    data: Path
    port: int = 0
    wanted: bool = True
    process: subprocess.Popen[bytes] | None = None
    ended_at: float = 0.0
    starts: int = 0
    codes: list[int] = field(default_factory=list)

    def family(self) -> list[psutil.Process]:
        """This process and all that it started, however deep: web's and worker's children, readers among them."""
        if self.process is None:
            return []
        try:
            own = psutil.Process(self.process.pid)
            return [own, *own.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def kill(self) -> None:
        """Kills -9 the whole machine's processes at once."""
        _each(self.family(), "kill")

    def kill_children(self) -> int:
        """Kills -9 what it started, not itself; answers how many that were."""
        children = self.family()[1:]
        _each(children, "kill")
        return len(children)

    def freeze(self) -> None:
        _each(self.family(), "suspend")

    def thaw(self) -> None:
        _each(self.family(), "resume")

    def terminate(self) -> None:
        if self.process is not None:
            self.process.terminate()


def _each(processes: list[psutil.Process], act: str) -> None:
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            getattr(process, act)()


class Keeper:
    """Starts nodes and starts them again, from one thread that lasts: what it started ends with it."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="keeper", daemon=True)
        self._thread.start()

    def add(self, node: Node) -> Node:
        self.nodes.append(node)
        return node

    def close(self) -> None:
        self._ends.set()
        self._thread.join(30)
        for node in self.nodes:
            node.thaw()
            node.kill()
            if node.process is not None:
                node.process.wait(30)

    def _keep(self) -> None:
        while not self._ends.wait(0.1):
            for node in list(self.nodes):
                self._look_after(node)

    def _look_after(self, node: Node) -> None:
        if node.process is not None and (code := node.process.poll()) is not None:
            node.codes.append(code)
            node.process, node.ended_at = None, time.monotonic()
        if node.process is None and node.wanted and time.monotonic() - node.ended_at > _PAUSE:
            node.data.mkdir(parents=True, exist_ok=True)
            with (node.data.parent / f"{node.name}.log").open("ab") as log:
                node.process = subprocess.Popen(
                    leashed(node.command, signal.SIGKILL), env=node.environment, stdout=log, stderr=log,
                    stdin=subprocess.DEVNULL, start_new_session=True, cwd=Path(__file__).parents[2],
                )  # fmt: skip
            node.starts += 1


def command(*arguments: str) -> list[str]:
    """One of radlad's own commands."""
    return [sys.executable, "-m", "radlad.cli.main", *arguments]


def environment(settings: dict[str, str]) -> dict[str, str]:
    """This process's environment, but for what it says of radlad, with `settings`."""
    own = {k: v for k, v in os.environ.items() if not k.startswith(("RADLAD_", "DATABASE_URL", "DJANGO_", "AWS_"))}
    return {**own, **settings}
