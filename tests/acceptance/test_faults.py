"""The short form of the fault suite (`make test-faults` is the long one): machines killed under load, and counted."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.acceptance.running import reachable_folder
from tests.faults import cluster as clusters
from tests.faults import harms
from tests.faults.cluster import Cluster
from tests.faults.harms import Fault
from tests.faults.inflicted import inflict

pytestmark = [pytest.mark.acceptance, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def machines() -> Iterator[Cluster]:
    """Two web and four worker nodes, each with a data folder of its own; PostgreSQL over TCP, S3."""
    with reachable_folder() as folder, clusters.running(folder) as cluster:
        yield cluster


def everything_else(cluster: Cluster) -> None:
    """The customer fails, the database is away for 10 s, the readers are killed, S3 stutters: one upon the other."""
    cluster.customer.act = 500
    time.sleep(2)
    harms.database_away(10)(cluster)
    harms.kill_readers(cluster)
    harms.store_away(2)(cluster)
    cluster.customer.act = 202


@pytest.mark.parametrize(
    "fault",
    [Fault("half of the machines", "all", harms.kill_half), Fault("everything else", "all", everything_else)],
    ids=lambda fault: fault.name,
)
def test_whatever_fails_each_document_ends_with_one_acknowledged_delivery(machines: Cluster, fault: Fault) -> None:
    machines.await_ready()
    found = inflict(machines, fault)
    assert found.harmless, found
    told = machines.run("doctor")
    assert "✘ Documents" not in told.stdout, told.stdout
    assert "✘ Fichiers" not in told.stdout, told.stdout
    assert "✔ Documents sans fichier" in told.stdout, told.stdout
