"""A whole installation of several machines: web and worker processes, PostgreSQL over TCP, S3 or one shared folder."""

from __future__ import annotations

import contextlib
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg

from tests.acceptance.running import free_port, until
from tests.faults.customer import FaultyCustomer
from tests.faults.nodes import Keeper, Node, command, environment
from tests.faults.postgres import ExternalPostgres
from tests.faults.proxy import Line
from tests.support.s3 import S3Server

CLIENT = "application.segur.hop.dpi"


@dataclass
class Cluster:
    """What runs, to be harmed. Files are in `s3`, behind `line_to_s3`, or, where there is none, in `shared`."""

    folder: Path
    postgres: ExternalPostgres
    customer: FaultyCustomer
    keeper: Keeper
    settings: dict[str, str]
    client_secret: str
    s3: S3Server | None = None
    line_to_s3: Line | None = None
    shared: Path | None = None

    def nodes(self, kind: str) -> list[Node]:
        """The nodes of a kind: `web`, `worker` or `operator`."""
        return [node for node in self.keeper.nodes if node.name.startswith(kind)]

    def add(self, kind: str, number: int, **settings: str) -> Node:
        """Starts one more node; a web node listens on a port of its own."""
        name = f"{kind}-{number}"
        data = self.shared or self.folder / name / "data"
        port = free_port() if kind == "web" else 0
        own = {"RADLAD_DATA": str(data), **({"RADLAD_PORT": str(port)} if port else {}), **settings}
        started = [sys.executable, "-m", "tests.faults.operator"] if kind == "operator" else command(kind)
        return self.keeper.add(Node(name, started, environment({**self.settings, **own}), data, port))

    def await_ready(self, seconds: float = 120) -> None:
        """Returns once every web node is ready and every worker has begun."""
        for node in self.nodes("web"):
            until(lambda node=node: self.ready(node), f"{node.name} to be ready", seconds)
        # Each has one for reading, one for upkeep and one for its one customer.
        wanted = 3 * len(self.nodes("worker"))
        heard = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '30 seconds'"
        until(lambda: self.count(heard) >= wanted, "workers", seconds)

    def ready(self, node: Node) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{node.port}/readyz", timeout=10).status_code == 200
        except httpx.TransportError:
            return False

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(self.postgres.url, autocommit=True, connect_timeout=10)

    def count(self, query: str, *parameters: object) -> int:
        """The one number that a query answers; -1 while the database is away."""
        try:
            with self.connect() as connection:
                row = connection.execute(query, parameters).fetchone()
        except psycopg.Error:
            return -1
        return int(row[0]) if row else 0

    def run(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Runs one of radlad's commands on a machine of its own; answers what it said."""
        data = self.shared or self.folder / "console" / "data"
        own = environment({**self.settings, "RADLAD_DATA": str(data), **settings})
        return subprocess.run(command(*arguments), env=own, capture_output=True, text=True, timeout=280, check=False)


@contextlib.contextmanager
def running(
    folder: Path, *, webs: int = 2, workers: int = 4, disk: Path | None = None, **settings: str
) -> Iterator[Cluster]:
    """A cluster that is ready. `disk`: a folder that all nodes share as their data folder, in place of S3."""
    with contextlib.ExitStack() as stack:
        customer = stack.enter_context(FaultyCustomer())
        postgres = stack.enter_context(ExternalPostgres(folder))
        keeper = Keeper()
        stack.callback(keeper.close)
        given = {
            "DATABASE_URL": postgres.url,
            "RADLAD_CALLBACK_URL": customer.url,
            "RADLAD_PRIVATE_NETWORKS": "127.0.0.0/8",
            "RADLAD_SECRET_KEY": secrets.token_urlsafe(48),
            **settings,
        }
        cluster = Cluster(folder, postgres, customer, keeper, given, "", shared=disk)
        if disk is None:
            cluster.s3 = stack.enter_context(S3Server())
            cluster.line_to_s3 = stack.enter_context(Line(int(cluster.s3.url.rsplit(":", 1)[1])))
            given |= cluster.s3.settings
            given["RADLAD_S3_ENDPOINT"] = f"http://127.0.0.1:{cluster.line_to_s3.port}"
        _migrate(cluster)
        made = cluster.run("client", "create", "--couloir", "HOP", "--sons", "DPI")
        assert made.returncode == 0, made.stderr
        found = re.search(r"client_secret (\S+)", made.stdout)
        assert found, made.stdout
        cluster.client_secret = found[1]
        for number in range(webs):
            cluster.add("web", number)
        for number in range(workers):
            cluster.add("worker", number)
        cluster.add("operator", 0)
        cluster.await_ready()
        yield cluster


def _migrate(cluster: Cluster) -> None:
    done = cluster.run("migrate", "--quiet")
    assert done.returncode == 0, done.stderr
