"""The embedded PostgreSQL: started from the wheel's programs, in the data folder, on a Unix socket (ADR 2).

One lock file says whether a server lives: every process of the server inherits the lock and holds it until it ends,
however it ends. Who gets the lock knows that nothing runs, may clear what a killed server left, and starts; who does
not get it waits for the running server to answer, and uses that one.
"""

from __future__ import annotations

import fcntl
import os
import re
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from signal import SIGINT, SIGKILL, SIGQUIT
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg

from radlad.domain.errors import ConfigError, TransientError
from radlad.service import data_folder, postgres_files
from radlad.service.leash import leashed
from radlad.service.line_log import LineLog
from radlad.settings import Settings

NAME = USER = "radlad"
_START_SECONDS = 600
"""Longest start: a server that was killed replays its journal first."""
_TRIES = 6
_PASSING = ("shared memory", "lock file", "could not create any Unix-domain sockets")
"""What a server says that meets the remains of a killed one; they go away by themselves."""
_OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "log_checkpoints": "off",
    "log_line_prefix": "%m [%p] ",
    "log_destination": "stderr",
    "logging_collector": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
}


def database_parameters(settings: Settings) -> dict[str, Any]:
    """Where the database is, for Django's `DATABASES`; starts nothing. Raises ConfigError for a wrong DATABASE_URL."""
    if settings.embedded:
        return {"NAME": NAME, "USER": USER, "PASSWORD": "", "PORT": "",
                "HOST": str(postgres_files.socket_folder(settings.data))}  # fmt: skip
    return _parsed(settings.database_url)


def connection_parameters(settings: Settings) -> dict[str, Any]:
    """The same for a connection of psycopg's own."""
    parameters = database_parameters(settings)
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    return {**{names[k]: v for k, v in parameters.items() if k in names and v}, **parameters.get("OPTIONS", {})}


def _parsed(url: str) -> dict[str, Any]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _wrong_url() from None
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in ("postgres", "postgresql") or not name:
        raise _wrong_url()
    options = dict(parse_qsl(parts.query))
    host = unquote(parts.hostname or "") or options.pop("host", "")
    found: dict[str, Any] = {
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or options.pop("port", "")),
    }
    return {**found, "OPTIONS": options} if options else found


def _wrong_url() -> ConfigError:
    return ConfigError(
        "CONFIG_DATABASE_URL",
        "DATABASE_URL n’a pas la forme attendue : mettez postgresql://compte:mot-de-passe@machine:5432/base "
        "(les caractères spéciaux du mot de passe codés en %XX).",
    )


class EmbeddedPostgres:
    """The database of one data folder. Start it from a thread that lasts: it ends when that thread does.

    `options` are further settings of the server, such as `{"fsync": "off"}` for tests. Each line that the server says
    goes to `<data>/logs/postgres.log`, and to `on_line`.
    """

    def __init__(
        self,
        data: Path,
        *,
        options: Mapping[str, str] | None = None,
        on_line: Callable[[str], None] = lambda _line: None,
    ) -> None:
        self._data = data
        self._logs = data / "logs"
        self._options = {**_OPTIONS, **(options or {})}
        self._on_line = on_line
        self._server: subprocess.Popen[bytes] | None = None
        self._last_fatal = ""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def started_here(self) -> bool:
        """Whether the server is a child of this object, to be stopped with it."""
        return self._server is not None

    def running(self) -> bool:
        """Whether the server answers."""
        return self._answers(NAME)

    def _answers(self, database: str) -> bool:
        try:
            self._connect(database).close()
        except psycopg.OperationalError:
            return False
        return True

    def _connect(self, database: str) -> psycopg.Connection[tuple[Any, ...]]:
        socket = postgres_files.socket_folder(self._data)
        return psycopg.connect(host=str(socket), user=USER, dbname=database, connect_timeout=5, autocommit=True)

    def fallen(self) -> bool:
        """Whether the server is gone: the one started here has ended, or another process' answers no more."""
        return not self.running() if self._server is None else self._server.poll() is not None

    def start(self) -> None:
        """Returns once the database answers: started here, or already running for another process.

        Raises ConfigError when it cannot start, TransientError when another server keeps the folder without answering.
        """
        data_folder.prepare(self._data)
        until = time.monotonic() + _START_SECONDS
        while not self.running():
            lock = self._lock()
            if lock is not None:
                try:
                    self._start_locked(lock, until)
                finally:
                    os.close(lock)
                return
            if time.monotonic() > until:
                raise TransientError(
                    "DATABASE_BUSY",
                    f"Un autre processus tient la base « {self._data} » sans répondre : arrêtez-le, puis réessayez.",
                )
            time.sleep(0.1)

    def _lock(self) -> int | None:
        """The lock, as an open file; None when a server, or someone who starts one, holds it."""
        try:
            handle = os.open(self._data / "postgres.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as fault:
            raise ConfigError(
                "DATABASE_FOLDER",
                f"Impossible d’ouvrir « {fault.filename} » ({data_folder.cause(fault)}) : donnez-en le droit.",
            ) from fault
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return None
        return handle

    def _start_locked(self, lock: int, until: float) -> None:
        if self._server is not None:
            self._server.wait()
            self._server = None
        link = postgres_files.cluster_folder(self._data)
        if link.is_symlink() and not link.exists():
            raise ConfigError(
                "DATABASE_LOST",
                f"La base désignée par le lien « {link} » a disparu : rétablissez « {link.readlink()} » depuis une "
                "sauvegarde, ou supprimez le lien pour repartir d’une base vide.",
            )
        account = postgres_files.account_for(link)
        programs = postgres_files.programs(account)
        if not link.exists():
            self._initialise(programs, account, lock)
        cluster = link.resolve()
        _require_same_version(programs, cluster)
        socket = postgres_files.prepare_socket_folder(self._data, account).resolve()
        for attempt in range(_TRIES):
            postgres_files.forget_dead_server(cluster, socket)
            if self._launch(programs, account, cluster, socket, lock, until):
                self._create_database()
                return
            if not any(sign in self._last_fatal for sign in _PASSING):
                break
            time.sleep(0.2 * 2**attempt)
        raise ConfigError(
            "DATABASE_START",
            f"La base embarquée ne démarre pas : {self._last_fatal or 'aucun message'} "
            f"(journal : {self._logs / 'postgres.log'}).",
        )

    def _initialise(self, programs: Path, account: postgres_files.Account, lock: int) -> None:
        fresh = postgres_files.new_cluster_folder(self._data, account)
        command = [
            str(programs / "initdb"), "--pgdata", str(fresh), "--username", USER, "--auth", "trust",
            "--encoding", "UTF8", "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8",
            "--data-checksums",
        ]  # fmt: skip
        done = subprocess.run(
            leashed(command, SIGKILL, account.uid, account.gid),
            env=_environment(), cwd="/", capture_output=True, text=True, pass_fds=[lock], check=False,
        )  # fmt: skip
        if done.returncode != 0:
            cause = next((line for line in done.stderr.splitlines() if "error" in line.lower()), done.stderr[-300:])
            raise ConfigError("DATABASE_INIT", f"La base embarquée n’a pas pu être créée : {cause.strip()}")
        postgres_files.put_in_place(fresh, self._data)

    def _launch(
        self, programs: Path, account: postgres_files.Account, cluster: Path, socket: Path, lock: int, until: float
    ) -> bool:
        """Starts the server and waits for its answer; False when it ended instead."""
        options = {**self._options, "unix_socket_directories": f'"{socket}"'}
        command = [str(programs / "postgres"), "-D", str(cluster)]
        command += [argument for name, value in options.items() for argument in ("-c", f"{name}={value}")]
        server = subprocess.Popen(
            leashed(command, SIGINT, account.uid, account.gid),
            env=_environment(), cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            pass_fds=[lock], start_new_session=True,
        )  # fmt: skip
        follower = threading.Thread(target=self._follow, args=(server,), name="postgres-log", daemon=True)
        follower.start()
        while server.poll() is None:
            if self._answers("postgres"):
                self._server = server
                return True
            if time.monotonic() > until:
                _end(server)
                raise TransientError("DATABASE_BUSY", "La base embarquée met trop de temps à démarrer : réessayez.")
            time.sleep(0.02)
        follower.join(2)
        return False

    def _follow(self, server: subprocess.Popen[bytes]) -> None:
        assert server.stderr is not None
        with server.stderr, LineLog(self._logs / "postgres.log") as log:
            for raw in server.stderr:
                line = raw.decode(errors="replace").rstrip()
                log.write(line)
                if "FATAL:" in line or "PANIC:" in line:
                    self._last_fatal = line.split(":  ", 1)[-1]
                self._on_line(line)

    def _create_database(self) -> None:
        with self._connect("postgres") as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone() is None:
                connection.execute(f'CREATE DATABASE "{NAME}"')

    def stop(self) -> None:
        """Ends the server if it was started here: clients are cut off, what is committed is kept (fast shutdown)."""
        if self._server is not None:
            _end(self._server)
            self._server = None


def _end(server: subprocess.Popen[bytes]) -> None:
    for signal, seconds in ((SIGINT, 60), (SIGQUIT, 10), (SIGKILL, 10)):
        if server.poll() is not None:
            return
        server.send_signal(signal)
        try:
            server.wait(seconds)
        except subprocess.TimeoutExpired:
            continue


def _require_same_version(programs: Path, cluster: Path) -> None:
    found = re.search(r"\d+", programs.parent.name)
    try:
        stored = (cluster / "PG_VERSION").read_text().strip()
    except OSError as fault:
        raise ConfigError(
            "DATABASE_FOLDER",
            f"La base « {cluster} » est illisible ({data_folder.cause(fault)}) : rétablissez ce dossier.",
        ) from fault
    if found and stored != found.group():
        raise ConfigError(
            "DATABASE_VERSION",
            f"La base « {cluster} » est de la version {stored} de PostgreSQL, les programmes de la version "
            f"{found.group()} : exportez-la avec l’ancienne version de radlad, puis importez-la.",
        )


def _environment() -> dict[str, str]:
    """Nothing of the caller's own `PG*` variables or locale."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
