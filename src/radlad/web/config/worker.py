"""The worker process: reads documents one by one, and delivers results and keeps house meanwhile.

Heavy work is done in a subprocess and waited for in a thread, so that the event loop, and with it the heartbeat by
which others know that this worker lives, goes on.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor

import django
from django.conf import settings
from psycopg import AsyncConnection

from radlad.service import process_metrics

logger = logging.getLogger(__name__)
_DELIVERIES_AT_ONCE, _DELIVERIES_OF_EACH = 10, 4
_AWAY = 15.0
"""Seconds without a connection after which the database is away. What ends asks it again, each for as long: three or
four times this go by until the process ends."""


def main() -> None:
    """Works until SIGTERM or SIGINT, then ends what it has begun and returns.

    A reading that is not done after `RADLAD_DRAIN_SECONDS` is given back to the queue; a delivery takes as long as its
    customer may, which is bounded too. Exits with 1 when the database stays away: whoever supervises this process
    starts it again.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "radlad.web.config.settings")
    process_metrics.share(settings.RADLAD.data)
    django.setup()
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.utils import connector_params
    from procrastinate.psycopg_connector import PsycopgConnector

    from radlad.service import scratch
    from radlad.web.acquisition import reading

    reading.reader().stay_awake()
    scratch.tidy(settings.RADLAD.read_seconds)
    gc.freeze()
    if settings.RADLAD.metrics_port:
        process_metrics.serve(settings.RADLAD.bind, settings.RADLAD.metrics_port, settings.RADLAD.metrics_token)
    # Each of procrastinate's workers keeps one connection to listen on.
    listening = len(_served())
    connector = PsycopgConnector(
        kwargs=connector_params(),
        min_size=listening,
        max_size=listening + 4,
        timeout=_AWAY,
        configure=_commit_each_statement,
    )
    try:
        with app.replace_connector(connector):
            asyncio.run(_work())
    except Exception as error:
        logger.error("the worker stops: %s: %s", type(error).__name__, error)
        sys.exit(1)
    finally:
        reading.reader().close()


async def _commit_each_statement(connection: AsyncConnection) -> None:
    """Of procrastinate's own each is a transaction by itself: two exchanges fewer for each."""
    await connection.set_autocommit(True)


async def _work() -> None:
    from procrastinate.contrib.django import app

    served = _served()
    loop = asyncio.get_running_loop()
    threads = sum(concurrency for _, _, concurrency in served)
    loop.set_default_executor(ThreadPoolExecutor(threads + 4, thread_name_prefix="job"))
    async with app.open_async():
        workers = [
            asyncio.create_task(
                app.run_worker_async(
                    name=name,
                    queues=queues,
                    concurrency=concurrency,
                    install_signal_handlers=False,
                    delete_jobs="successful",
                )
            )
            for name, queues, concurrency in served
        ]
        for signum in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(signum, _leave, workers)
        await _until_one_ends(workers)


def _leave(workers: list[asyncio.Task[None]]) -> None:
    """Drains, with an end: a worker that drains sends no heartbeat, and is taken for dead in the end."""
    from radlad.web.acquisition import reading

    _drain(workers)
    loop = asyncio.get_running_loop()
    loop.call_later(settings.RADLAD.drain_seconds, loop.run_in_executor, None, reading.reader().close)


def _served() -> list[tuple[str, list[str], int]]:
    """The name, the queues and the jobs at once of each of procrastinate's workers that run here.

    Each customer has one of its own, so that one that hangs holds up nobody else.
    """
    from radlad.web.acquisition.jobs import Queue

    customers = settings.RADLAD.customers
    at_once = _DELIVERIES_AT_ONCE if len(customers) == 1 else _DELIVERIES_OF_EACH
    return [
        ("reading", [Queue.READING.value], 1),
        ("upkeep", [Queue.UPKEEP.value], 2),
        *((customer.queue, [customer.queue], at_once) for customer in customers),
    ]


def _drain(workers: list[asyncio.Task[None]]) -> None:
    """A cancelled worker takes no new job and ends once those at hand are done."""
    for worker in workers:
        worker.cancel()


async def _until_one_ends(workers: list[asyncio.Task[None]]) -> None:
    """Waits for the first to end; when it ends by itself, its database is gone, and nothing read can be kept."""
    from radlad.web.acquisition import reading

    await asyncio.wait(workers, return_when=asyncio.FIRST_COMPLETED)
    asked = all(worker.cancelling() for worker in workers)
    if not asked:
        _drain(workers)
        reading.reader().close()
    ends = await asyncio.gather(*workers, return_exceptions=True)
    errors = [end for end in ends if isinstance(end, Exception)]
    if errors:
        raise errors[0]
    if not asked:
        raise ConnectionError("the database is away")


if __name__ == "__main__":
    main()
