"""The long form: each fault by itself, under load, and what was counted after it (`make test-faults`)."""

from __future__ import annotations

import pytest

from tests.faults.catalogue import ON_A_SMALL_DISK, ON_MACHINES, ON_WRONG_CLOCKS
from tests.faults.cluster import Cluster
from tests.faults.conftest import Ledger
from tests.faults.harms import Fault
from tests.faults.inflicted import inflict

pytestmark = [pytest.mark.acceptance, pytest.mark.timeout(420)]


def name(fault: Fault) -> str:
    return fault.name


def counted(cluster: Cluster, fault: Fault, ledger: Ledger) -> None:
    cluster.await_ready()
    found = inflict(cluster, fault)
    ledger.append({**found.as_json(), "step": fault.step})
    assert found.accepted, "there was traffic"
    assert found.harmless, found


@pytest.mark.parametrize("fault", ON_MACHINES, ids=name)
def test_on_several_machines(machines: Cluster, fault: Fault, ledger: Ledger) -> None:
    counted(machines, fault, ledger)


@pytest.mark.parametrize("fault", ON_WRONG_CLOCKS, ids=name)
def test_on_machines_with_wrong_clocks(wrong_clocks: Cluster, fault: Fault, ledger: Ledger) -> None:
    counted(wrong_clocks, fault, ledger)


@pytest.mark.parametrize("fault", ON_A_SMALL_DISK, ids=name)
def test_on_a_small_disk(on_a_small_disk: Cluster, fault: Fault, ledger: Ledger) -> None:
    counted(on_a_small_disk, fault, ledger)
