"""What is written to the logs: one line an event that matters, and never what a document holds."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType

from django.db import OperationalError

from radlad.domain.errors import RadladError
from radlad.domain.states import IllegalTransitionError

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


class OnlyTroubleOfJobs(logging.Filter):
    """Leaves out what procrastinate says of every job that goes well, such as those of every ten seconds."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not record.name.startswith("procrastinate") or record.levelno > logging.INFO or bool(record.exc_info)
