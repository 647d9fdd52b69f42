"""Clusters to be harmed, one a module, and the ledger of what came out: `--ledger FILE` writes it as JSON."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.running import reachable_folder
from tests.faults import cluster as clusters
from tests.faults.cluster import Cluster

Ledger = list[dict[str, Any]]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--ledger", type=Path, help="write what each fault did to this file, as JSON")


@pytest.fixture(scope="session")
def ledger(request: pytest.FixtureRequest) -> Iterator[Ledger]:
    kept: Ledger = []
    yield kept
    path = request.config.getoption("--ledger", default=None)
    if path:
        path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def machines() -> Iterator[Cluster]:
    """Two web and four worker nodes, each with a data folder of its own; PostgreSQL over TCP, S3."""
    with reachable_folder() as folder, clusters.running(folder) as cluster:
        yield cluster


@contextlib.contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk of that size at `folder`, in memory; skips where mounting is not allowed."""
    folder.mkdir()
    mount = shutil.which("mount")
    options = f"size={megabytes}m,mode=755"
    done = mount and subprocess.run([mount, "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=False)
    if not done or done.returncode:
        pytest.skip("mounting a small disk needs root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture(scope="module")
def on_a_small_disk() -> Iterator[Cluster]:
    """Two web and two workers of one machine that share a small disk; received files are on one of their own."""
    with (
        reachable_folder() as folder,
        small_disk(folder / "disk", 48) as disk,
        small_disk(disk / "files", 16),
        clusters.running(folder, webs=2, workers=2, disk=disk, RADLAD_MAX_FILE_MB="4") as cluster,
    ):
        yield cluster
