"""The long form: each fault by itself, under load, and what was counted after it (`make test-faults`)."""

from __future__ import annotations

import pytest

from tests.faults.catalogue import ON_MACHINES
from tests.faults.cluster import Cluster
from tests.faults.conftest import Ledger
from tests.faults.counting import stored
from tests.faults.harms import Fault
from tests.faults.inflicted import counted

pytestmark = [pytest.mark.acceptance, pytest.mark.timeout(660)]


@pytest.mark.parametrize("fault", ON_MACHINES, ids=lambda fault: fault.name)
def test_each_document_ends_once_on_several_machines(machines: Cluster, fault: Fault, ledger: Ledger) -> None:
    counted(machines, fault, ledger)


def test_after_all_that_the_doctor_finds_rows_and_files_well(machines: Cluster) -> None:
    machines.await_ready()
    saved = machines.run("backup", str(machines.folder / "sauvegarde"))
    assert saved.returncode == 0, saved.stderr
    assert f"{len(stored(machines))} fichier(s)" in saved.stdout, saved.stdout
    told = machines.run("doctor")
    assert "✔ Fichiers sans document" in told.stdout, told.stdout
    assert "✔ Documents sans fichier" in told.stdout, told.stdout
    assert "✔ Documents et restitutions en désaccord" in told.stdout, told.stdout
