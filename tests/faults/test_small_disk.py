"""The long form, on one machine whose disk is full or read-only."""

from __future__ import annotations

import pytest

from tests.faults.catalogue import ON_A_SMALL_DISK
from tests.faults.cluster import Cluster
from tests.faults.conftest import Ledger
from tests.faults.harms import Fault
from tests.faults.inflicted import counted

pytestmark = [pytest.mark.acceptance, pytest.mark.timeout(660)]


@pytest.mark.parametrize("fault", ON_A_SMALL_DISK, ids=lambda fault: fault.name)
def test_each_document_ends_once_on_a_small_disk(on_a_small_disk: Cluster, fault: Fault, ledger: Ledger) -> None:
    counted(on_a_small_disk, fault, ledger)
