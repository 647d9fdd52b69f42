"""How often a client may call, and how often an address may show wrong secrets (ADR 15).

Counted in the database and by its clock, so that all web processes count together; in a table without a journal, so
that a count costs no write to disk.
"""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.db.models.expressions import RawSQL

from radlad.domain.errors import CallerError
from radlad.web.acquisition import clock
from radlad.web.acquisition.models import CallCount

WINDOW = 10
"""Seconds that calls are counted over: a burst may take at once what the window allows."""
WRONG_SECRETS = 20
"""Refused requests for a token, in one window, of one client id from one address."""
_NOW = f"floor(extract(epoch FROM clock_timestamp()) / {WINDOW})::bigint"
"""The present window's number since 1970, as SQL: a count is one exchange with the database."""
_COUNT = """
    INSERT INTO acquisition_callcount AS kept (key, since, calls) VALUES (%s, {now}, 1)
    ON CONFLICT (key) DO UPDATE SET since = EXCLUDED.since,
        calls = CASE WHEN kept.since = EXCLUDED.since THEN kept.calls + 1 ELSE 1 END
    RETURNING calls
"""


class TooManyCallsError(CallerError):
    """The caller must wait: 429 with `Retry-After`."""

    def __init__(self, seconds: int) -> None:
        super().__init__("TOO_MANY_CALLS", f"Trop d’appels : attendez {seconds} s, puis recommencez.", status=429)
        self.seconds = seconds


def count_call(client_id: str) -> None:
    """Counts one call of that client; raises TooManyCallsError beyond `calls_per_second`, 0 for no limit."""
    most = settings.RADLAD.calls_per_second * WINDOW
    if most and _counted(f"client {client_id}") > most:
        raise TooManyCallsError(_until_next())


def count_wrong_secret(address: str, client_id: str) -> None:
    """Counts one request for a token that was refused."""
    _counted(_guesser(address, client_id))


def refuse_guesser(address: str, client_id: str) -> None:
    """Raises TooManyCallsError for a client id for which this address has shown too many wrong secrets."""
    kept = CallCount.objects.filter(key=_guesser(address, client_id), since=_window()).first()
    if kept is not None and kept.calls >= WRONG_SECRETS:
        raise TooManyCallsError(_until_next())


def forget() -> None:
    """Takes away the counts of windows that are over."""
    CallCount.objects.filter(since__lt=_window()).delete()


def _counted(key: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(now=_NOW), [key])
        row = cursor.fetchone()
    return int(row[0])


def _guesser(address: str, client_id: str) -> str:
    return f"guess {address} {client_id}"[:200]


def _window() -> RawSQL:
    return RawSQL(_NOW, ())  # noqa: S611 - nothing in it is a caller's # nosec B611


def _until_next() -> int:
    return WINDOW - int(clock.now().timestamp()) % WINDOW
