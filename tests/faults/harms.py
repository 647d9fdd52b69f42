"""The faults, each a function that harms a cluster while traffic goes on, and mends what it broke before it returns.

What is started again by itself (killed nodes: `nodes.Keeper`, as systemd does) is not mended here.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.acceptance.running import until
from tests.faults.cluster import Cluster
from tests.faults.customer import FaultyCustomer
from tests.faults.nodes import Node, environment
from tests.support.customer import self_signed

_FAKETIME = "usr/lib/*/faketime/libfaketimeMT.so.1"
Harm = Callable[[Cluster], None]


@dataclass(frozen=True)
class Fault:
    """One harm; `step`: where in a document's life it strikes; `recovers`: seconds within which all must have ended,
    more than the longest pause of a customer's breaker (`web/delivery/circuit.py`)."""

    name: str
    step: str
    harm: Harm
    recovers: float = 360


def kill_webs(cluster: Cluster) -> None:
    for _ in range(3):
        for node in cluster.nodes("web"):
            node.kill()
            time.sleep(1.5)


def kill_workers(cluster: Cluster) -> None:
    for node in cluster.nodes("worker"):
        node.kill()


def kill_half(cluster: Cluster) -> None:
    for node in [*cluster.nodes("web")[::2], *cluster.nodes("worker")[::2]]:
        node.kill()


def kill_readers(cluster: Cluster) -> None:
    """What a worker started: whichever process of its reads, or helps."""
    for _ in range(6):
        for node in cluster.nodes("worker"):
            node.kill_children()
        time.sleep(0.4)


def kill_all_at_once(cluster: Cluster) -> None:
    """A power cut: every node and the database."""
    for node in cluster.keeper.nodes:
        node.kill()
    cluster.postgres.kill()
    cluster.postgres.start()


def kill_database(cluster: Cluster) -> None:
    cluster.postgres.kill()
    cluster.postgres.start()


def database_away(seconds: float) -> Harm:
    def harm(cluster: Cluster) -> None:
        cluster.postgres.kill()
        time.sleep(seconds)
        cluster.postgres.start()

    return harm


def while_delivered(harm: Harm) -> Harm:
    """Strikes while deliveries are with the customer, who has not answered yet."""

    def struck(cluster: Cluster) -> None:
        before = cluster.customer.begun
        cluster.customer.hold.set()
        try:
            until(lambda: cluster.customer.begun >= before + 2, "deliveries in the customer's hands", 30)
            harm(cluster)
        finally:
            cluster.customer.hold.clear()

    return struck


def while_read(harm: Harm) -> Harm:
    """Strikes while at least one document is being read."""
    reading = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'read_document' AND status = 'doing'"

    def struck(cluster: Cluster) -> None:
        until(lambda: cluster.count(reading) > 0, "a document being read", 30)
        harm(cluster)

    return struck


def freeze_workers(seconds: float) -> Harm:
    """Half of the workers' machines go without a word, and come back later with their old work in hand."""

    def harm(cluster: Cluster) -> None:
        frozen = cluster.nodes("worker")[::2]
        for node in frozen:
            node.freeze()
        time.sleep(seconds)
        for node in frozen:
            node.thaw()

    return harm


def roll(cluster: Cluster) -> None:
    """A rolling upgrade: the database is a version ahead; each node ends in its turn, and is back before the next."""
    with cluster.connect() as connection:
        connection.execute("ALTER TABLE acquisition_document ADD COLUMN IF NOT EXISTS later text NOT NULL DEFAULT ''")
        connection.execute("CREATE TABLE IF NOT EXISTS acquisition_later (id bigint)")
        connection.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('acquisition', '9', now())")
    for node in [*cluster.nodes("worker"), *cluster.nodes("web")]:
        starts, ends = node.starts, len(node.codes)
        node.terminate()
        until(lambda node=node, starts=starts: node.starts > starts, f"{node.name} to end and start", 90)
        assert node.codes[ends] == 0, f"{node.name} ended with {node.codes[ends]}"
        if node.port:
            until(lambda node=node: cluster.ready(node), f"{node.name} to be ready", 60)


def same_job_twice(cluster: Cluster) -> None:
    """Every job that waits or runs is queued once more, as a rescue that comes too early would."""
    again = """
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status, scheduled_at)
        SELECT queue_name, task_name, priority, args, 'todo', scheduled_at FROM procrastinate_jobs
        WHERE task_name IN ('read_document', 'deliver') AND status IN ('todo', 'doing') AND id > %s
    """
    end, last = time.monotonic() + 8, 0
    while time.monotonic() < end:
        with cluster.connect() as connection:
            row = connection.execute("SELECT coalesce(max(id), 0) FROM procrastinate_jobs").fetchone()
            connection.execute(again, (last,))
            last = int(row[0]) if row else last
        time.sleep(0.05)


def store_away(seconds: float) -> Harm:
    def harm(cluster: Cluster) -> None:
        assert cluster.line_to_s3 is not None
        cluster.line_to_s3.cut()
        time.sleep(seconds)
        cluster.line_to_s3.mend()

    return harm


def store_slow(cluster: Cluster) -> None:
    assert cluster.line_to_s3 is not None
    cluster.line_to_s3.delay = 0.4
    time.sleep(10)
    cluster.line_to_s3.mend()


def store_hangs(cluster: Cluster) -> None:
    assert cluster.s3 is not None
    cluster.s3.freeze()
    time.sleep(10)
    cluster.s3.thaw()


def customer_does(act: int | str, seconds: float = 4) -> Harm:
    def harm(cluster: Cluster) -> None:
        cluster.customer.act = act
        time.sleep(seconds)
        cluster.customer.act = 202

    return harm


def customer_refuses_bodies(cluster: Cluster) -> None:
    """400 stops a delivery: a supervisor relaunches it."""
    customer_does(400, 5)(cluster)
    busy = "SELECT count(*) FROM delivery_delivery WHERE state = 'pending' AND next_try_at < now()"
    until(lambda: cluster.count(busy) == 0, "the deliveries under way", 60)
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.supervisor"],
        env=environment({**cluster.settings, "RADLAD_DATA": str(cluster.nodes("operator")[0].data)}),
        capture_output=True, text=True, timeout=120, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]


@contextmanager
def _told(cluster: Cluster, nodes: list[Node], settings: dict[str, str]) -> Iterator[None]:
    """Has the nodes started again with other settings, as those who run the machines do, and back at the end."""
    before = {name: nodes[0].environment.get(name, "") for name in settings}
    _restart(cluster, nodes, settings)
    try:
        yield
    finally:
        _restart(cluster, nodes, before)


def _restart(cluster: Cluster, nodes: list[Node], settings: dict[str, str]) -> None:
    starts = sum(node.starts for node in nodes)
    for node in nodes:
        node.environment.update(settings)
        node.terminate()
    until(lambda: sum(node.starts for node in nodes) >= starts + len(nodes), "the nodes to start again", 90)
    cluster.await_ready()


def certificate_refused(cluster: Cluster) -> None:
    """The customer's certificate is vouched for by nobody."""
    with FaultyCustomer(certificate=self_signed(cluster.folder)) as impostor:
        with _told(cluster, cluster.nodes("worker"), {"RADLAD_CALLBACK_URL": impostor.url}):
            time.sleep(8)
        assert not impostor.calls, "nothing is told to whom cannot prove who it is"


def token_endpoint_down(cluster: Cluster) -> None:
    cluster.customer.token_status = 503
    told = {
        "RADLAD_CALLBACK_TOKEN_URL": f"{cluster.customer.url}/token",
        "RADLAD_CALLBACK_CLIENT_ID": "radlad",
        "RADLAD_CALLBACK_CLIENT_SECRET": "secret",
    }
    with _told(cluster, cluster.nodes("worker"), told):
        time.sleep(6)
        cluster.customer.token_status = 200
        time.sleep(4)


def clocks_differ(offset: str) -> Harm:
    """The clocks of one web node and of half of the workers are wrong by `offset`, such as `+2h`, then right again."""

    def harm(cluster: Cluster) -> None:
        found = sorted(Path("/").glob(_FAKETIME))
        if not found:
            pytest.skip("libfaketime is not installed (Debian: libfaketime)")
        nodes = [*cluster.nodes("web")[:1], *cluster.nodes("worker")[::2]]
        with _told(cluster, nodes, {"LD_PRELOAD": str(found[0]), "FAKETIME": offset}):
            time.sleep(6)

    return harm


def disk_full(cluster: Cluster) -> None:
    assert cluster.shared is not None
    fillers = [cluster.shared / "remplissage", cluster.shared / "files" / "remplissage"]
    try:
        for filler in fillers:
            _fill(filler)
        time.sleep(8)
    finally:
        for filler in fillers:
            filler.unlink()


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(b"\0" * 4096):
            pass


def disk_read_only(cluster: Cluster) -> None:
    """The disk of the received files; the rest stays writable, for the kernel refuses it where a log is open."""
    assert cluster.shared is not None
    _remount(cluster.shared / "files", "ro")
    try:
        time.sleep(8)
    finally:
        _remount(cluster.shared / "files", "rw")


def _remount(folder: Path, mode: str) -> None:
    # A file that is being written keeps the disk from becoming read-only: tried for a while.
    end = time.monotonic() + 20
    while subprocess.run(["mount", "-o", f"remount,{mode}", str(folder)], capture_output=True, check=False).returncode:
        assert time.monotonic() < end, f"{folder} does not become {mode}"
        time.sleep(0.05)
