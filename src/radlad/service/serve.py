"""`radlad serve`: the whole service on one machine (contracts.md 5)."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx

from radlad.domain.errors import ConfigError, RadladError
from radlad.service import data_folder
from radlad.service.embedded_postgres import EmbeddedPostgres
from radlad.service.leash import leashed
from radlad.service.supervisor import Role, Supervisor
from radlad.settings import Settings

_READY_SECONDS = 120
_PORT_SECONDS = 5
"""How long the processes of a killed service may keep its ports."""
_COMMAND = (sys.executable, "-m", "radlad.cli.main")

Run = dict[str, Any]


def serve(settings: Settings, supervisor: Supervisor, ready: Callable[[Run], None]) -> None:
    """Starts everything, writes `run.json` and calls `ready` with it, then serves until SIGINT or SIGTERM.

    `ready` must return at once. Raises ConfigError when something stands in the way; what was started is then stopped
    again.
    """
    data_folder.prepare(settings.data)
    supervisor.handle_signals()
    with only_one(settings.data):
        settings.run_file.unlink(missing_ok=True)
        check_ports(settings)
        database = EmbeddedPostgres(settings.data, on_line=_worth_showing(supervisor)) if settings.embedded else None
        try:
            if database is not None:
                database.start()
            if not supervisor.stopping:
                _end(_begin("migrate", "--quiet"))
            if not supervisor.stopping:
                _start_processes(supervisor, settings)
            _serve_until_stopped(supervisor, settings, database, ready)
        finally:
            settings.run_file.unlink(missing_ok=True)
            supervisor.say("Arrêt en cours…")
            supervisor.stop_all()
            if database is not None:
                database.stop()
            supervisor.say("Tout est arrêté.")


def _serve_until_stopped(
    supervisor: Supervisor, settings: Settings, database: EmbeddedPostgres | None, ready: Callable[[Run], None]
) -> None:
    looked = time.monotonic()

    def keep_database() -> None:
        nonlocal looked
        if database is None or time.monotonic() - looked < 1:
            return
        looked = time.monotonic()
        if database.fallen():
            supervisor.say("La base de données s’est arrêtée : nouveau démarrage.")
            with contextlib.suppress(RadladError):
                database.start()

    with _begin("manage", "demo_accounts") if settings.embedded else contextlib.nullcontext() as accounts:
        if not supervisor.watch(_READY_SECONDS, until=lambda: _answers(settings), meanwhile=keep_database):
            if supervisor.stopping:
                return
            raise ConfigError(
                "NOT_READY",
                f"Le service ne répond pas après {_READY_SECONDS} s : voyez les journaux dans {settings.logs}.",
            )
        run = write_run_file(settings, json.loads(_end(accounts).splitlines()[-1]) if accounts else {})
    supervisor.say(f"Prêt : {run['web']}")
    ready(run)
    supervisor.watch(meanwhile=keep_database)


def _worth_showing(supervisor: Supervisor) -> Callable[[str], None]:
    """Shows the database's complaints; all it says is in its log."""

    def show(line: str) -> None:
        if any(level in line for level in ("WARNING:", "ERROR:", "PANIC:")):
            supervisor.say(line, "database")

    return show


def _start_processes(supervisor: Supervisor, settings: Settings) -> None:
    """In an order whose reverse is that of stopping: no more callers, then drained workers, then the customer."""
    if settings.uses_sandbox:
        supervisor.start(Role("sandbox", (*_COMMAND, "sandbox"), stop_seconds=5))
    numbers = range(1, settings.workers + 1)
    supervisor.start(*(Role(f"worker-{number}", (*_COMMAND, "worker"), stop_seconds=60) for number in numbers))
    supervisor.start(Role("web", (*_COMMAND, "web"), stop_seconds=20))


def write_run_file(settings: Settings, accounts: Run) -> Run:
    """Writes `run.json` (mode 600) and answers what it says: addresses, and the demonstration's `accounts` if any."""
    run: Run = {
        "web": settings.public_url,
        "sandbox": settings.sandbox_url if settings.uses_sandbox else "",
        "token_url": settings.issuer or f"{settings.public_url}/realms/asp/protocol/openid-connect/token",
        "clients": {},
        "users": {},
        **accounts,
    }
    data_folder.write_private(settings.run_file, json.dumps(run, indent=1) + "\n")
    return run


@contextlib.contextmanager
def only_one(data: Path) -> Iterator[None]:
    """Holds the data folder for this service alone. Raises ConfigError when another one has it."""
    try:
        lock = (data / "serve.lock").open("a")
    except OSError as fault:
        raise ConfigError(
            "DATA_FOLDER",
            f"Impossible d’ouvrir « {fault.filename} » ({data_folder.cause(fault)}) : donnez-en le droit.",
        ) from fault
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ConfigError(
                "ALREADY_RUNNING",
                f"radlad tourne déjà sur le dossier « {data} » : arrêtez-le, ou donnez-en un autre avec RADLAD_DATA.",
            ) from None
        yield


def check_ports(settings: Settings, seconds: float = _PORT_SECONDS) -> None:
    """Raises ConfigError when a port that the service listens on cannot be had within `seconds`."""
    wanted = [("RADLAD_PORT", settings.bind, settings.port)]
    if settings.uses_sandbox:
        wanted.append(("RADLAD_SANDBOX_PORT", "127.0.0.1", settings.sandbox_port))
    until = time.monotonic() + seconds
    for name, host, port in wanted:
        while (fault := _port_fault(host, port)) is not None:
            if fault.errno != errno.EADDRINUSE:
                raise ConfigError(
                    "PORT_REFUSED",
                    f"Impossible d’écouter sur {host}:{port} ({data_folder.cause(fault)}) : "
                    f"choisissez une autre adresse avec RADLAD_BIND, ou un autre port avec {name}.",
                )
            if time.monotonic() > until:
                raise ConfigError(
                    "PORT_BUSY",
                    f"Le port {port} est déjà pris par un autre programme : arrêtez-le, ou choisissez un autre port "
                    f"avec {name}.",
                )
            time.sleep(0.1)


def _port_fault(host: str, port: int) -> OSError | None:
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            # Two programs may be bound with SO_REUSEADDR; only one may listen.
            probe.listen()
    except OSError as fault:
        return fault
    return None


def _answers(settings: Settings) -> bool:
    # By this name whatever address is listened on: it is always among those that Django allows.
    host = "127.0.0.1" if settings.bind in ("", "0.0.0.0", "::") else settings.bind  # noqa: S104 - compared only # nosec B104
    try:
        web = httpx.get(f"http://{host}:{settings.port}/readyz", headers={"Host": "localhost"}, timeout=5)
        if web.status_code != httpx.codes.OK:
            return False
        return not settings.uses_sandbox or httpx.get(f"{settings.sandbox_url}/received", timeout=5).is_success
    except httpx.TransportError:
        return False


def _begin(*arguments: str) -> subprocess.Popen[str]:
    """Starts one of radlad's own commands."""
    return subprocess.Popen(
        leashed((*_COMMAND, *arguments), signal.SIGTERM),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True,
    )  # fmt: skip


def _end(command: subprocess.Popen[str]) -> str:
    """Waits for a command; answers what it printed. Raises ConfigError when it failed, having said why."""
    printed = command.communicate()[0]
    if command.returncode:
        name = " ".join(command.args[-2:]) if isinstance(command.args, list) else ""
        raise ConfigError("COMMAND_FAILED", f"« radlad {name} » a échoué : voyez le message ci-dessus.")
    return printed
