"""The cage that files from strangers are read in: `python -P -m radlad.pipeline.cage MEMORY MODULE` (ADR 14).

It gives up what a reader does not need, and hands over to `MODULE`, as `radlad.pipeline.reader`: no network, no file
written, none read but programs, libraries and the document at hand, no program and no process started, bounds on
memory, computing time and open files. The document comes as a file in memory, and answers go through a pipe, so that
there is nothing to write, and nothing left on a disk when a process is killed.

Its modules import nothing but the standard library before the gates close: Landlock holds the thread that calls it
and those it starts, and numpy starts threads when it is imported.
"""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import sys
import sysconfig
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

from radlad.pipeline import landlock, system_calls

_PR_SET_NO_NEW_PRIVS = 38
_OPEN_FILES = 128
_FILE_BYTES = 16 * 1024**2
"""Largest file that it may write: of use only where nothing else keeps it from writing one."""
_NICE = 5
"""A background job beside people who wait for a page."""
_SYSTEM = (
    "/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/fonts", "/etc/localtime", "/dev/null", "/dev/urandom",
    "/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/sys/devices/system", "/sys/fs/cgroup",
)  # fmt: skip


def guards() -> dict[str, bool]:
    """What this machine can shut a reader in with, by name, and whether it has it."""
    return {"landlock": landlock.version() > 0, "seccomp": system_calls.available()}


def enter(memory: int) -> list[str]:
    """Shuts this process in, for good; `memory`: bytes. Gives the names of the guards that the machine lacks."""
    os.nice(_NICE)
    for kind, most in (
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_FSIZE, _FILE_BYTES),
        (resource.RLIMIT_MEMLOCK, 0),
    ):
        _bound(kind, most)
    # Asked before the gates close: the library is looked for with programs.
    wanted = guards()
    ctypes.CDLL(None).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    closed: dict[str, Callable[[], None]] = {
        "landlock": partial(landlock.only_read, _readable()),
        "seccomp": system_calls.only_listed,
    }
    for name, close in closed.items():
        try:
            if wanted[name]:
                close()
        except OSError:
            wanted[name] = False
    return [name for name, held in wanted.items() if not held]


def _bound(kind: int, most: int) -> None:
    """Sets both ends of a limit; one that the system has set lower stays."""
    hard = resource.getrlimit(kind)[1]
    low = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (low, low))


def _readable() -> list[Path]:
    """Where programs, libraries and fonts are."""
    python = (sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), *sys.path)
    # Python itself and radlad's code may stand outside, as in an editable installation.
    code = Path(__file__).resolve().parents[1]
    return [path for path in dict.fromkeys((*map(Path, (*_SYSTEM, *filter(None, python))), code)) if path.exists()]


def main(memory: int, module: str) -> None:
    """Shuts this process in, then serves: `module.main(requests, answers, missing)`, with standard input and output."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb", buffering=0)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(2, 1)
    missing = enter(memory)
    gc.disable()  # nothing of what is loaded is garbage, and looking for it takes a twelfth of the time
    served = import_module(module)
    gc.enable()
    # What libraries print from here on is about strangers' files: it could fill a log, or quote them in it.
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    served.main(requests, answers, missing)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
