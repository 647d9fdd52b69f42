"""The worker process: reads documents one by one, and delivers results and keeps house meanwhile.

Heavy work is done in a subprocess and waited for in a thread, so that the event loop, and with it the heartbeat by
which others know that this worker lives, goes on.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor

import django

logger = logging.getLogger(__name__)
_DELIVERIES_AT_ONCE = 10


def main() -> None:
    """Works until SIGTERM or SIGINT, then ends what it has begun and returns.

    A reading that is not done after `RADLAD_DRAIN_SECONDS` is given back to the queue; a delivery takes as long as its
    customer may, which is bounded too. Exits with 1 when the database stays away: whoever supervises this process
    starts it again.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "radlad.web.config.settings")
    django.setup()
    from django.conf import settings
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.utils import connector_params
    from procrastinate.psycopg_connector import PsycopgConnector

    from radlad.service import scratch
    from radlad.web.acquisition import reading

    scratch.tidy(settings.RADLAD.read_seconds)
    # Each of the two workers keeps one connection to listen on.
    connector = PsycopgConnector(kwargs=connector_params(), min_size=2, max_size=6)
    try:
        with app.replace_connector(connector):
            asyncio.run(_work())
    except Exception as error:
        logger.error("the worker stops: %s: %s", type(error).__name__, error)
        sys.exit(1)
    finally:
        reading.reader().close()


async def _work() -> None:
    from procrastinate.contrib.django import app

    from radlad.web.acquisition.jobs import Queue

    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(_DELIVERIES_AT_ONCE + 6, thread_name_prefix="job"))
    async with app.open_async():
        workers = [
            asyncio.create_task(
                app.run_worker_async(
                    name=name,
                    queues=[queue.value for queue in queues],
                    concurrency=concurrency,
                    install_signal_handlers=False,
                    delete_jobs="successful",
                )
            )
            for name, queues, concurrency in (
                ("reading", (Queue.READING,), 1),
                ("delivery", (Queue.DELIVERY, Queue.UPKEEP), _DELIVERIES_AT_ONCE),
            )
        ]
        for signum in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(signum, _leave, workers)
        await _until_one_ends(workers)


def _leave(workers: list[asyncio.Task[None]]) -> None:
    """Drains, with an end: a worker that drains sends no heartbeat, and is taken for dead in the end."""
    from django.conf import settings

    from radlad.web.acquisition import reading

    _drain(workers)
    loop = asyncio.get_running_loop()
    loop.call_later(settings.RADLAD.drain_seconds, loop.run_in_executor, None, reading.reader().close)


def _drain(workers: list[asyncio.Task[None]]) -> None:
    """A cancelled worker takes no new job and ends once those at hand are done."""
    for worker in workers:
        worker.cancel()


async def _until_one_ends(workers: list[asyncio.Task[None]]) -> None:
    """Waits for both; when one ends by itself, its database is gone, and what is being read cannot be kept."""
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
