"""A line between two programs that can be made slow, cut, or dumb."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from types import TracebackType
from typing import Self


class Line:
    """Listens on a port of this machine and passes bytes on to `port`. Its mode may be changed at any time.

    `delay`: seconds that each piece of bytes waits. `cut`: connections are closed, and refused.
    """

    def __init__(self, port: int) -> None:
        self._target = port
        self.delay = 0.0
        self._cut = False
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        self._server = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self._server.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(5)
        self._close_all()

    def cut(self) -> None:
        self._cut = True
        self._close_all()

    def mend(self) -> None:
        self._cut, self.delay = False, 0.0

    def _close_all(self) -> None:
        with self._lock:
            for one in self._open:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while True:
            try:
                caller, _ = self._server.accept()
            except OSError:
                return
            if self._cut:
                caller.close()
                continue
            threading.Thread(target=self._connect, args=(caller,), daemon=True).start()

    def _connect(self, caller: socket.socket) -> None:
        try:
            called = socket.create_connection(("127.0.0.1", self._target))
        except OSError:
            caller.close()
            return
        with self._lock:
            self._open |= {caller, called}
        back = threading.Thread(target=self._pass, args=(called, caller), daemon=True)
        back.start()
        self._pass(caller, called)
        back.join()
        with self._lock:
            self._open -= {caller, called}
        caller.close()
        called.close()

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := one.recv(1 << 16):
                if self.delay:
                    time.sleep(self.delay)
                other.sendall(piece)
        with contextlib.suppress(OSError):
            other.shutdown(socket.SHUT_WR)
