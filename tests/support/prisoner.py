"""What a reader would do that a hostile file has taken over: each attempt by its name, in the real cage."""

from __future__ import annotations

import ctypes
import json
import mmap
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

ROOT = str(Path(__file__).resolve().parents[2])


def command(memory: int) -> list[str]:
    """Starts it, shut in as the reader is."""
    code = f"import sys; sys.path.insert(0, {ROOT!r}); from radlad.pipeline import cage; cage.main"
    return [sys.executable, "-P", "-c", f"{code}({memory}, {__name__!r})"]


def main(requests: BinaryIO, answers: BinaryIO, missing: list[str]) -> None:
    answers.write(json.dumps({"ready": True, "missing": missing}).encode() + b"\n")
    for line in requests:
        request = json.loads(line)
        attempt, *given = request["file"].split(" ")
        try:
            done = str(ATTEMPTS[attempt](request, *given))
        except (OSError, MemoryError, RuntimeError) as error:
            done = f"refused: {type(error).__name__}"
        answers.write(json.dumps({"ok": {"result": {"done": done}}}).encode() + b"\n")


def _connect(_request: Any, port: str) -> str:
    with socket.create_connection(("127.0.0.1", int(port)), 5):
        return "connected"


def _by_path(_request: Any, path: str) -> str:
    with socket.socket(socket.AF_UNIX) as talk:
        talk.connect(path)
        return "connected"


def _shared(_request: Any) -> int:
    with mmap.mmap(-1, 1 << 20) as memory:
        return memory.write(b"x")


def _memory(_request: Any) -> int:
    held = []
    while len(held) < 4096:
        held.append(bytearray(1 << 24))
    return len(held)


def _threads(_request: Any) -> str:
    stop, count = threading.Event(), 0
    try:
        while count < 5000:
            threading.Thread(target=stop.wait, daemon=True).start()
            count += 1
    except RuntimeError:
        return f"refused: after {count} threads"
    finally:
        stop.set()
    return f"{count} threads"


def _files(_request: Any) -> str:
    held: list[int] = []
    try:
        while len(held) < 100_000:
            held.append(os.open(os.devnull, os.O_RDONLY))
    except OSError:
        return f"refused: after {len(held)} files"
    finally:
        for handle in held:
            os.close(handle)
    return f"{len(held)} files"


def _loop(_request: Any) -> None:
    while True:
        pass


def _trace(_request: Any) -> int:
    attach = 16
    answer: int = ctypes.CDLL(None, use_errno=True).ptrace(attach, os.getppid(), None, None)
    if answer < 0:
        raise OSError(ctypes.get_errno(), "ptrace")
    return answer


ATTEMPTS: dict[str, Callable[..., Any]] = {
    "connect": _connect,
    "unix": _by_path,
    "listen": lambda _request: socket.create_server(("127.0.0.1", 0)),
    "datagram": lambda _request: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
    "write": lambda _request, path: Path(path).write_text("taken over", encoding="utf-8"),
    "append": lambda _request, path: os.open(path, os.O_WRONLY | os.O_APPEND),
    "truncate": lambda _request, path: os.truncate(path, 0),
    "mkdir": lambda _request, path: Path(path).mkdir(),
    "unlink": lambda _request, path: Path(path).unlink(),
    "rename": lambda _request, path: Path(path).rename(f"{path}.taken"),
    "symlink": lambda _request, path: Path(f"{path}.link").symlink_to(path),
    "link": lambda _request, path: os.link(path, f"{path}.link"),
    "chmod": lambda _request, path: Path(path).chmod(0o777),
    "fifo": lambda _request, path: os.mkfifo(f"{path}.fifo"),
    "document": lambda request: os.open(request["path"], os.O_RDWR),
    "read": lambda _request, path: Path(path).read_text(encoding="utf-8"),
    "environ": lambda _request: Path(f"/proc/{os.getppid()}/environ").read_bytes(),
    "fork": lambda _request: os.fork() or os._exit(0),
    "run": lambda _request: subprocess.run(["/bin/true"], check=True),
    "exec": lambda _request: os.execv("/bin/true", ["true"]),
    "kill": lambda _request: os.kill(os.getppid(), signal.SIGKILL),
    "trace": _trace,
    "in-memory": lambda _request: os.memfd_create("mine"),
    "shared": _shared,
    "raise": lambda _request: resource.setrlimit(resource.RLIMIT_DATA, (resource.RLIM_INFINITY,) * 2),
    "memory": _memory,
    "threads": _threads,
    "files": _files,
    "loop": _loop,
    "sleep": lambda _request: time.sleep(3600),
    "nothing": lambda _request: "nothing",
}
