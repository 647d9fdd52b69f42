"""The counts that processes of one machine share for Prometheus: files of a folder, one set a process."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from pathlib import Path

from radlad.service import data_folder


def share(data: Path) -> None:
    """Has this process's counts kept where the others of this machine keep theirs (prometheus_client).

    To be called before prometheus_client is first imported.
    """
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(data_folder.private_folder(_folder(data)))


def forget_ended(data: Path) -> None:
    """Throws away the counts of processes that have ended; those of workers that run stay."""
    for path in _folder(data).glob("*.db"):
        pid = path.stem.rpartition("_")[2]
        if pid.isdecimal() and not Path(f"/proc/{pid}").exists():
            with suppress(FileNotFoundError):
                path.unlink()


def _folder(data: Path) -> Path:
    """Machines may share a data folder, and have the same process numbers."""
    return data / "metrics" / socket.gethostname()
