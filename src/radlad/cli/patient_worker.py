"""gunicorn's threads, of which slow clients hold none: neither those who trickle a head, nor those who stop in a body.

gunicorn gives a thread to a connection at its first byte. Here the head of a request is waited for by the poller; a
body has to come at a pace, and an answer to be taken.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import time
from typing import Any

from gunicorn.workers import gthread

_HEAD_SECONDS = 15.0
_HEAD_BYTES = 64 * 1024
"""Of a longer head, gunicorn's own parser says that it is too long."""
_BODY_SECONDS, _SLOWEST = 30.0, 50 * 1024
"""A body has so many seconds, and one more for each so many bytes that it announces."""
_REST_SECONDS, _REST_BYTES = 10.0, 256 * 1024**2
"""Most that is read of a refused body."""
_ANSWER_SECONDS = 60
"""Longest wait for a client to take some of its answer."""


class PatientWorker(gthread.ThreadWorker):
    """The thread worker, with time limits on what clients send and take."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._due: dict[Any, float] = {}

    def handle(self, conn: Any) -> Any:
        """Handles the request once its head is there; until then gives the connection back to the poller."""
        try:
            if not _has_whole_head(conn):
                conn.head_due = getattr(conn, "head_due", 0.0) or time.monotonic() + _HEAD_SECONDS
                later = gthread._DEFER  # type: ignore[attr-defined]  # its types do not name it
                return later if time.monotonic() < conn.head_due else False
        except OSError:
            return False
        conn.head_due = 0.0
        try:
            return super().handle(conn)
        finally:
            self._due.pop(conn, None)

    def handle_request(self, req: Any, conn: Any) -> Any:
        """Answers the request; its body has to come in time."""
        headers = dict(req.headers)
        length = headers.get("CONTENT-LENGTH", "0")
        if length != "0" or "TRANSFER-ENCODING" in headers:
            seconds = int(length) / _SLOWEST if length.isdigit() else 0.0
            self._due[conn] = time.monotonic() + _BODY_SECONDS + seconds
        return super().handle_request(req, conn)

    def _keepalive_after(self, conn: Any, keepalive: Any) -> bool:
        """Whether the connection serves for the next request: what a refusal left unread of a body is read first.

        gunicorn itself gives up after little, and hangs up on a client that was told the connection stays: its next
        call would fail.
        """
        until = time.monotonic() + _REST_SECONDS
        return bool(keepalive and conn.parser.finish_body(deadline=until, max_bytes=_REST_BYTES))

    def murder_pending(self) -> None:
        """Asked about each second: hangs up on those whose time is over, which wakes the thread that waits for them."""
        super().murder_pending()
        now = time.monotonic()
        for conn, due in self._due.copy().items():
            if due < now:
                with contextlib.suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RD)


def _has_whole_head(conn: Any) -> bool:
    """Whether a request's whole head waits to be read, or the client hung up; else the next byte wakes the poller."""
    sock: socket.socket = conn.sock
    if conn.initialized and conn.parser is not None and conn.parser.unreader.buf.getvalue():
        return True
    sock.setblocking(False)
    try:
        begun = sock.recv(_HEAD_BYTES, socket.MSG_PEEK)
    except BlockingIOError:
        begun = None
    whole = begun is not None and (not begun or b"\r\n\r\n" in begun or len(begun) >= _HEAD_BYTES)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1 if whole else len(begun or b"") + 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", _ANSWER_SECONDS, 0))
    return whole
