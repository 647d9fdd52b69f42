"""What is written to the logs: one line an event that matters, and never what a document holds."""

from __future__ import annotations

import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from django.db import OperationalError
from pythonjsonlogger import json

from radlad.domain.errors import RadladError
from radlad.domain.states import IllegalTransitionError
from radlad.web import counts
from radlad.web.about import process_id

_SPOKEN = (RadladError, IllegalTransitionError, OSError, OperationalError)
"""Errors whose text tells of the installation. Others' may quote a row or a value: only their kind is written."""

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class DiscreetFormatter(logging.Formatter):
    """Writes an exception as its kind and the lines it passed through."""

    def formatException(self, ei: _Raised) -> str:  # noqa: N802 - logging's name
        error: BaseException | None = ei[1]
        said: list[str] = []
        while error is not None:
            said += [line.rstrip() for line in traceback.format_tb(error.__traceback__)]
            said.append(f"{type(error).__name__}: {error}" if isinstance(error, _SPOKEN) else type(error).__name__)
            error = error.__cause__
        return "\n".join(said)


class JsonFormatter(DiscreetFormatter, json.JsonFormatter):
    """One JSON object a line: `timestamp` (UTC), `level`, `logger`, `message`, `processId` and `exception`.

    `processId` names the document the line is about, empty for none. What else a library attaches to its lines is left
    out: it may be anything.
    """

    def __init__(self) -> None:
        json.JsonFormatter.__init__(self, "{message}", style="{", json_ensure_ascii=False)

    def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        del message_dict
        log_data.clear()
        log_data["timestamp"] = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        log_data["level"], log_data["logger"] = record.levelname, record.name
        log_data["message"], log_data["processId"] = record.getMessage(), process_id() or _of_job(record)
        if record.exc_info:
            log_data["exception"] = self.formatException(record.exc_info)


def _of_job(record: logging.LogRecord) -> str:
    """The document of the job that procrastinate speaks of."""
    job = getattr(record, "job", None)
    return str(job.get("task_kwargs", {}).get("document_id", "")) if isinstance(job, dict) else ""


class FailedJobs(logging.Handler):
    """Counts what procrastinate says of jobs that failed; writes nothing."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1] is not None:
            counts.error(record.exc_info[1])


class OnlyTroubleOfJobs(logging.Filter):
    """Leaves out what procrastinate says of every job that goes well, such as those of every ten seconds."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not record.name.startswith("procrastinate") or record.levelno > logging.INFO or bool(record.exc_info)
