"""Which files a process may still open, for good (Landlock, landlock(7)): these, for reading, and no other.

Three system calls, and no library: those on PyPI know neither the network nor the scopes of newer kernels.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path

# The same on every processor (asm-generic/unistd.h).
_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446
_VERSION = 1
_PATH_BENEATH = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
"""How many rights on files each version knows; the lowest bits first."""
_TCP, _SCOPES = 4, 6
"""The versions that first refuse TCP, and abstract sockets and signals to others."""


class _Rules(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64)]


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def version() -> int:
    """The version of Landlock that the kernel offers; 0 for none."""
    return max(0, int(_libc().syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION))))


def only_read(paths: Iterable[Path]) -> None:
    """From now on this thread, and all that it starts, may read what is at or under `paths`, and write and run nothing.

    No network either where the kernel can say so. Wants `no_new_privs`. Raises OSError where it cannot be done.
    """
    libc, offered = _libc(), version()
    known = max((bits for since, bits in _RIGHTS.items() if since <= offered), default=0)
    rules = _Rules((1 << known) - 1, 3 if offered >= _TCP else 0, 3 if offered >= _SCOPES else 0)
    size = ctypes.sizeof(_Rules) if offered >= _SCOPES else 16 if offered >= _TCP else 8
    ruleset = _checked(libc.syscall(_CREATE, ctypes.byref(rules), ctypes.c_size_t(size), ctypes.c_uint32(0)))
    try:
        for path in paths:
            _allow(libc, ruleset, path)
        _checked(libc.syscall(_RESTRICT, ctypes.c_int(ruleset), ctypes.c_uint32(0)))
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path) -> None:
    rights = _READ_FILE | (_READ_DIR if path.is_dir() else 0)
    handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = _Beneath(rights, handle)
        _checked(
            libc.syscall(
                _ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(_PATH_BENEATH), ctypes.byref(rule), ctypes.c_uint32(0)
            )
        )
    finally:
        os.close(handle)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(answer: int) -> int:
    if answer < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return answer
