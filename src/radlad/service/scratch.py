"""Scratch files of processes that were killed: copies of documents must not outlive their use."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
import time
from pathlib import Path

_NAME = re.compile(r"^radlad-(words-)?[a-z0-9_]{8}$")
"""What `tempfile` makes of our prefixes. The embedded database's socket folder has another form."""
_LEAST = 7200.0


def tidy(longest_use: float) -> int:
    """Takes away this account's scratch files that nobody can use any more; answers how many.

    `longest_use`: seconds that a process may work on one; twice that, and two hours at least, must have passed.
    """
    before = time.time() - max(_LEAST, 2 * longest_use)
    count = 0
    for path in Path(tempfile.gettempdir()).iterdir():
        if not _NAME.match(path.name):
            continue
        with contextlib.suppress(OSError):
            facts = path.lstat()
            if facts.st_uid == os.geteuid() and facts.st_mtime < before:
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
                count += 1
    return count
