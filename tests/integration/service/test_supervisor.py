"""The supervisor, with real processes and real signals."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from radlad.domain.errors import ConfigError
from radlad.service.serve import check_ports, only_one
from radlad.service.supervisor import Role, Supervisor
from radlad.settings import Settings
from tests.acceptance.running import free_port, until


def role(name: str, code: str, stop_seconds: float = 10) -> Role:
    return Role(name, (sys.executable, "-u", "-c", code), stop_seconds)


@pytest.fixture
def shown() -> list[str]:
    return []


@pytest.fixture
def supervisor(tmp_path: Path, shown: list[str]):
    made = Supervisor(tmp_path / "logs", shown.append)
    yield made
    made.stop()
    made.stop()
    made.stop_all()


WAIT = "import time; print('up'); time.sleep(600)"


def test_each_line_is_shown_with_its_process_and_kept_in_its_log(supervisor, shown, tmp_path):
    supervisor.start(role("web", WAIT))
    supervisor.watch(10, until=lambda: bool(shown))
    assert shown == ["web       │ up"]
    assert (tmp_path / "logs" / "web.log").read_text() == "up\n"


def test_what_ends_is_started_again_after_a_growing_pause(supervisor, shown):
    supervisor.start(role("worker-1", "print('up'); raise SystemExit(3)"))
    supervisor.watch(20, until=lambda: sum("up" in line for line in shown) >= 3)
    said = [line for line in shown if "arrêté" in line]
    assert "code 3" in said[0]
    assert "dans 0.5 s" in said[0]
    assert "dans 1 s" in said[1]


def test_a_killed_process_is_named_with_its_signal(supervisor, shown):
    supervisor.start(role("worker-1", "import os; os.kill(os.getpid(), 9)"))
    supervisor.watch(10, until=lambda: any("SIGKILL" in line for line in shown))
    assert "signal SIGKILL" in "".join(shown)


def test_what_was_started_last_is_stopped_first_and_has_time_to_end(supervisor, shown):
    slow = (
        "import signal, sys, time\n"
        "def end(*_): time.sleep(0.4); print('ended'); sys.exit()\n"
        "signal.signal(signal.SIGTERM, end); print('up'); time.sleep(600)"
    )
    for name in ("sandbox", "worker-1", "web"):
        supervisor.start(role(name, slow))
    supervisor.watch(10, until=lambda: sum("up" in line for line in shown) == 3)
    supervisor.stop_all()
    assert [line.split()[0] for line in shown if "ended" in line] == ["web", "worker-1", "sandbox"]


def test_what_does_not_stop_in_its_time_is_killed_with_what_it_started(supervisor, shown):
    deaf = (
        "import signal, subprocess, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "child = subprocess.Popen(['/bin/sleep', '600']); print('up', child.pid); time.sleep(600)"
    )
    supervisor.start(role("worker-1", deaf, stop_seconds=0.3))
    supervisor.watch(10, until=lambda: any("up" in line for line in shown))
    grandchild = psutil.Process(int(shown[0].split()[-1]))
    supervisor.stop_all()
    until(lambda: not alive(grandchild), "the end of the grandchild", 5)


def test_a_second_stop_does_not_wait(supervisor, shown):
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up'); time.sleep(600)"
    supervisor.start(role("worker-1", deaf, stop_seconds=60))
    supervisor.watch(10, until=lambda: bool(shown))
    supervisor.stop()
    threading.Timer(0.5, supervisor.stop).start()
    begun = time.monotonic()
    supervisor.stop_all()
    assert time.monotonic() - begun < 10


SUPERVISE = """
import sys
from pathlib import Path
from radlad.service.supervisor import Role, Supervisor
supervisor = Supervisor(Path(sys.argv[1]))
supervisor.handle_signals()
supervisor.start(Role("child", (sys.executable, "-u", "-c", "import os, time; print(os.getpid()); time.sleep(600)")))
supervisor.watch()
supervisor.stop_all()
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_however_the_supervisor_ends_its_processes_end(tmp_path, number):
    with subprocess.Popen(
        [sys.executable, "-c", SUPERVISE, str(tmp_path / "logs")], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        child = psutil.Process(int(process.stdout.readline().split()[-1]))
        process.send_signal(number)
        process.wait(20)
    assert number == signal.SIGKILL or process.returncode == 0
    until(lambda: not alive(child), "the end of the child", 10)


def test_two_services_on_one_data_folder_are_refused_in_french(tmp_path):
    with only_one(tmp_path), pytest.raises(ConfigError, match="tourne déjà"), only_one(tmp_path):
        pass
    with only_one(tmp_path):
        pass


def test_a_busy_port_is_named_with_the_setting_that_changes_it(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(ConfigError, match=f"{port}.*RADLAD_PORT"):
            check_ports(Settings(data=tmp_path, port=port, sandbox_port=free_port()), seconds=0)
        with pytest.raises(ConfigError, match=f"{port}.*RADLAD_SANDBOX_PORT"):
            check_ports(Settings(data=tmp_path, port=free_port(), sandbox_port=port), seconds=0)
        check_ports(Settings(tmp_path, port=free_port(), sandbox_port=port, callback_url="http://c"), seconds=0)


def test_an_address_of_another_machine_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="RADLAD_BIND"):
        check_ports(Settings(data=tmp_path, port=free_port(), bind="192.0.2.1"), seconds=0)


def alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
