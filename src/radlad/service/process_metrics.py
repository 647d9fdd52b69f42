"""The counts that processes of one machine share for Prometheus: files of a folder, one set a process."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, make_server

from radlad.service import data_folder

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

    from prometheus_client import CollectorRegistry

logger = logging.getLogger(__name__)


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


def shared() -> CollectorRegistry:
    """The counts of this machine's processes, added up. Raises ValueError where they are not shared."""
    from prometheus_client import CollectorRegistry
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # its library has none
    return registry


def is_token(authorization: str, token: str) -> bool:
    """Whether the header `Authorization` shows `token`, told in the same time whatever it shows."""
    return secrets.compare_digest(authorization.removeprefix("Bearer ").encode(), token.encode())


def serve(bind: str, port: int, token: str) -> None:
    """Shows this process's counts at `http://bind:port/metrics` to whoever shows `token`; without one, at 127.0.0.1.

    Nothing depends on it: where the port is taken, a line in the log says so.
    """
    from prometheus_client import make_wsgi_app

    shown = make_wsgi_app(shared())

    def guarded(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if not is_token(environ.get("HTTP_AUTHORIZATION", ""), token):
            start("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"Donnez le jeton de RADLAD_METRICS_TOKEN."]
        answer: Iterable[bytes] = shown(environ, start)
        return answer

    try:
        server = make_server(bind if token else "127.0.0.1", port, guarded, handler_class=_Quiet)
    except OSError:
        logger.warning("port %d is taken, no counts are shown: give each worker a RADLAD_METRICS_PORT of its own", port)
        return
    threading.Thread(target=server.serve_forever, name="metrics", daemon=True).start()


class _Quiet(WSGIRequestHandler):
    """Logs no call."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: Prometheus calls every few seconds."""


def _folder(data: Path) -> Path:
    """Machines may share a data folder, and have the same process numbers."""
    return data / "metrics" / socket.gethostname()
