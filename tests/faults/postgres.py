"""An external PostgreSQL: the embedded one's programs, over TCP on this machine, with a password."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil
import psycopg

from radlad.service import postgres_files
from radlad.service.leash import leashed
from tests.acceptance.running import free_port

PASSWORD = "un-mot-de-passe"
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


class ExternalPostgres:
    """A server whose cluster is in `folder`; `url` is the DATABASE_URL of an empty database. May be killed and started.

    Start it from a thread that lasts: it ends when that thread does.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "cluster"
        self._account = postgres_files.account_for(self.folder)
        self._programs = postgres_files.programs(self._account)
        self.port = free_port()
        self.url = self.url_of("radlad")
        self._process: subprocess.Popen[bytes] | None = None

    def url_of(self, database: str) -> str:
        return f"postgresql://radlad:{PASSWORD}@127.0.0.1:{self.port}/{database}"

    def __enter__(self) -> Self:
        self.folder.mkdir(mode=0o700)
        if self._account.other:
            os.chown(self.folder, self._account.uid, self._account.gid)
        password = self.folder.parent / "password"
        password.write_text(PASSWORD)
        password.chmod(0o644)
        self._run("initdb", "--pgdata", str(self.folder), "--username", "radlad", "--pwfile", str(password),
                  "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--no-sync")  # fmt: skip
        self.start()
        with psycopg.connect(self.url_of("postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE radlad")
        return self

    def _run(self, program: str, *arguments: str) -> None:
        command = leashed([str(self._programs / program), *arguments], signal.SIGKILL, *self._ids)
        subprocess.run(command, env=_ENVIRONMENT, cwd="/", check=True, capture_output=True)

    @property
    def _ids(self) -> tuple[int, int]:
        return self._account.uid, self._account.gid

    def start(self) -> None:
        """Returns once it answers; a killed one replays its journal first."""
        command = [str(self._programs / "postgres"), "-D", str(self.folder), "-c", f"port={self.port}"]
        for option in ("listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=100"):
            command += ["-c", option]
        end = time.monotonic() + 60
        while True:
            if self._process is None or self._process.poll() is not None:
                with (self.folder.parent / "postgres.log").open("ab") as log:
                    self._process = subprocess.Popen(
                        leashed(command, signal.SIGKILL, *self._ids), env=_ENVIRONMENT, cwd="/", stdout=log, stderr=log
                    )
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(self.url_of("postgres"), connect_timeout=5).close()
                return
            assert time.monotonic() < end, (self.folder.parent / "postgres.log").read_text()[-2000:]
            time.sleep(0.1)

    def kill(self) -> None:
        """Kills -9 the server and all of its processes."""
        assert self._process is not None
        with contextlib.suppress(psutil.NoSuchProcess):
            server = psutil.Process(self._process.pid)
            for process in [server, *server.children(recursive=True)]:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.kill()
        self._process.wait(30)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
