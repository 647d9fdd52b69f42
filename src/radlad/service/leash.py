"""Starts a program that does not outlive the process that started it, under another account if asked.

Run as a script: `python -I -S leash.py SIGNAL PARENT UID GID PROGRAM ARGUMENT…`. It asks the kernel to send SIGNAL when
the parent ends (`PR_SET_PDEATHSIG`), and becomes the program. The parent is the *thread* that started it, so start
such programs from a thread that lasts. A script, because code between fork and exec is unsafe in a threaded parent.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Sequence
from signal import Signals

_PR_SET_PDEATHSIG = 1


def leashed(command: Sequence[str], death_signal: Signals, uid: int = -1, gid: int = -1) -> list[str]:
    """The command that runs `command` until this process ends; as `uid` and `gid`, where given (needs root)."""
    return [
        sys.executable, "-I", "-S", __file__,
        str(int(death_signal)), str(os.getpid()), str(uid), str(gid), *command,
    ]  # fmt: skip


def main(arguments: Sequence[str]) -> None:
    death_signal, parent, uid, gid = (int(a) for a in arguments[:4])
    program = list(arguments[4:])
    if uid >= 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    # After the change of account, which clears it.
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, death_signal, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(1)
    os.execv(program[0], program)  # noqa: S606 - no shell is the point # nosec B606


if __name__ == "__main__":
    main(sys.argv[1:])
