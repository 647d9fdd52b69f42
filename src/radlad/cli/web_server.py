"""`radlad web`: gunicorn, set up for radlad. Answers on its own, or behind a proxy that ends TLS."""

from __future__ import annotations

import gc
import os
from typing import Any

from gunicorn.app.base import BaseApplication

from radlad.cli.patient_worker import PatientWorker
from radlad.service import data_folder, process_metrics, scratch
from radlad.settings import LogFormat, Settings

_PROCESSES, _THREADS = 2, 8
_JSON_LINES = {
    "formatters": {"generic": {"()": "radlad.web.config.logs.JsonFormatter"}},
    "loggers": {
        "gunicorn.error": {"level": "INFO", "handlers": ["error_console"], "propagate": False},
        # A line of each request is the proxy's; gunicorn begins to write them once its logs are configured.
        "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
    },
}
"""Gunicorn's own lines as those of radlad."""


class _WebServer(BaseApplication):
    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application with all that its first request would load, before the processes part.

        What lives as long as the service is left out of later searches for garbage: a look at it took 65 ms.
        """
        from django.urls import get_resolver

        from radlad.web.config.wsgi import application

        _ = get_resolver().url_patterns
        gc.collect()
        gc.freeze()
        return application


def serve_web(settings: Settings) -> None:
    """Serves until SIGTERM or SIGINT, which let the requests at hand end."""
    data_folder.prepare(settings.data)
    scratch.tidy(settings.read_seconds)
    process_metrics.share(settings.data)
    process_metrics.forget_ended(settings.data)
    _WebServer(_options(settings)).run()


def _forget_process(_server: Any, worker: Any) -> None:
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]  # its library has no types


def _options(settings: Settings) -> dict[str, Any]:
    host = f"[{settings.bind}]" if ":" in settings.bind else settings.bind
    return {
        "logconfig_dict": _JSON_LINES if settings.log_format is LogFormat.JSON else {},
        "bind": f"{host}:{settings.port}",
        "worker_class": PatientWorker,
        "workers": _PROCESSES,
        "threads": _THREADS,
        # Loaded once, before the processes part: half the start, and shared memory.
        "preload_app": True,
        # A process is replaced now and then, so that no leak lasts; not all at once.
        "max_requests": 5000,
        "max_requests_jitter": 1000,
        "timeout": 120,
        "graceful_timeout": 15,
        "keepalive": 5,
        # A heartbeat file on a slow disk would make a healthy process look dead.
        "worker_tmp_dir": "/dev/shm" if os.access("/dev/shm", os.W_OK) else None,  # noqa: S108 - memory, gunicorn's own advice # nosec B108
        "control_socket_disable": True,
        "proc_name": "radlad-web",
        "child_exit": _forget_process,
    }
