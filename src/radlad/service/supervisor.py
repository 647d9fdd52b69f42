"""Starts radlad's processes on one machine, watches them, and stops them in order (ADR 5).

Each process' lines are shown with its name and kept in `<data>/logs/<name>.log`. One that ends is started again after a
growing pause. Should the supervisor itself be killed, the kernel ends its children with it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from radlad.service.leash import leashed
from radlad.service.line_log import LineLog

_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
_STEADY = 60.0
"""A process that ran this long, in seconds, may be started again at once."""
_TICK = 0.1
_COLOURS = (36, 32, 33, 35, 34, 31)


@dataclass(frozen=True)
class Role:
    """A process to keep running: its name, its command, and how many seconds it may take to stop."""

    name: str
    command: Sequence[str]
    stop_seconds: float = 30


def show_on_screen(line: str) -> None:
    """Writes a line to standard output; a screen that is gone harms nothing."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


class Supervisor:
    """Keeps processes running until it is told to stop. Start and watch them from one lasting thread.

    `show` gets each line that a process says, ready for the screen, from several threads.
    """

    def __init__(self, logs: Path, show: Callable[[str], None] = show_on_screen, colours: bool = False) -> None:
        self._logs, self._show_line, self._colours = logs, show, colours
        self._groups: list[list[_Kept]] = []
        self._asked_to_stop = 0

    @property
    def stopping(self) -> bool:
        return self._asked_to_stop > 0

    def handle_signals(self) -> None:
        """SIGINT, SIGTERM and a closed terminal stop everything; a second one stops waiting."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self.stop())

    def stop(self) -> None:
        """Asks `watch` to return; asked twice, `stop_all` does not wait. A signal handler may call it."""
        self._asked_to_stop += 1

    def start(self, *roles: Role) -> None:
        """Starts processes and keeps them running; those started together are stopped together."""
        known = sum(len(group) for group in self._groups)
        group = [
            _Kept(role, LineLog(self._logs / f"{role.name}.log"), _COLOURS[number % len(_COLOURS)])
            for number, role in enumerate(roles, known)
        ]
        self._groups.append(group)
        for kept in group:
            self._launch(kept)

    def watch(
        self,
        seconds: float | None = None,
        until: Callable[[], bool] | None = None,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> bool:
        """Starts again what ends, until told to stop, until `until` says so (then True), or for `seconds`.

        `meanwhile` is called each tenth of a second.
        """
        end = None if seconds is None else time.monotonic() + seconds
        while not self.stopping:
            if until is not None and until():
                return True
            if end is not None and time.monotonic() > end:
                return False
            meanwhile()
            for group in self._groups:
                for kept in group:
                    self._look_after(kept)
            time.sleep(_TICK)
        return False

    def stop_all(self) -> None:
        """Stops the processes, those started last first, each given its time to end what it does."""
        while self._groups:
            group = self._groups.pop()
            for kept in group:
                if kept.process is not None and kept.process.poll() is None:
                    kept.process.terminate()
            for kept in group:
                self._await_end(kept)

    def say(self, text: str, name: str = "radlad") -> None:
        """Shows a line of the supervisor's own."""
        self._show(name, text, 1)

    def _launch(self, kept: _Kept) -> None:
        kept.started = time.monotonic()
        kept.process = subprocess.Popen(
            leashed(kept.role.command, signal.SIGKILL),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        kept.follower = threading.Thread(target=self._follow, args=(kept, kept.process), daemon=True)
        kept.follower.start()

    def _look_after(self, kept: _Kept) -> None:
        if kept.process is None:
            if time.monotonic() >= kept.again_at:
                self._launch(kept)
            return
        code = kept.process.poll()
        if code is None:
            return
        steady = time.monotonic() - kept.started > _STEADY
        kept.pause = _FIRST_PAUSE if steady or not kept.pause else min(kept.pause * 2, _LONGEST_PAUSE)
        kept.process, kept.again_at = None, time.monotonic() + kept.pause
        self.say(f"{kept.role.name} s’est arrêté ({_reason(code)}) : nouveau démarrage dans {kept.pause:g} s.")

    def _await_end(self, kept: _Kept) -> None:
        if kept.process is not None:
            until = time.monotonic() + kept.role.stop_seconds
            while kept.process.poll() is None and time.monotonic() < until and self._asked_to_stop < 2:
                time.sleep(0.02)
            # Its whole session: what it started itself goes with it.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(kept.process.pid, signal.SIGKILL)
            kept.process.wait()
        if kept.follower is not None:
            kept.follower.join(2)
        kept.log.close()

    def _follow(self, kept: _Kept, process: subprocess.Popen[bytes]) -> None:
        """Copies what a process says to the screen and to its log."""
        assert process.stdout is not None
        with process.stdout:
            for raw in process.stdout:
                line = raw.decode(errors="replace").rstrip()
                kept.log.write(line)
                self._show(kept.role.name, line, kept.colour)

    def _show(self, name: str, line: str, colour: int) -> None:
        start, end = (f"\x1b[{colour}m", "\x1b[0m") if self._colours else ("", "")
        self._show_line(f"{start}{name:<9} │{end} {line}")


@dataclass
class _Kept:
    role: Role
    log: LineLog
    colour: int
    process: subprocess.Popen[bytes] | None = None
    follower: threading.Thread | None = field(default=None, repr=False)
    started: float = 0.0
    pause: float = 0.0
    again_at: float = 0.0


def _reason(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"code {code}"
