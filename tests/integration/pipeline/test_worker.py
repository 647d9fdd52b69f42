"""The worker as a process: it reads and delivers, drains on SIGTERM, and what a dead one held is taken over."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from radlad import doctypes
from radlad.domain.states import Status
from radlad.web.acquisition import jobs
from radlad.web.acquisition.models import Document
from tests.support.customer import Customer
from tests.support.documents import received

IMAGING = doctypes.by_key("img-ris-bon_commande")
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(180)]


def until(said: Callable[[], Any], seconds: float = 30) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = said()
        if answer:
            return answer
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds:.0f} s")


@pytest.fixture
def customer() -> Iterator[Customer]:
    with Customer() as customer:
        yield customer


@pytest.fixture
def start(customer: Customer, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts a worker; at the end, whatever still runs is killed."""
    started: list[subprocess.Popen[bytes]] = []
    log = (tmp_path / "worker.log").open("ab")

    def worker(*more: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.support.worker", connection.settings_dict["NAME"]]
        process = subprocess.Popen(
            [*command, str(settings.RADLAD.data), customer.url, *more], stdout=log, stderr=log, env=dict(os.environ)
        )
        started.append(process)
        return process

    yield worker
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait(10)
    log.close()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")


def sent(**what: Any) -> Document:
    document = received(content=json.dumps(what).encode())
    jobs.queue_reading(document.pk)
    return document


def status(document: Document) -> str:
    return Document.objects.values_list("status", flat=True).get(pk=document.pk)


def test_a_worker_reads_and_delivers_and_ends_when_asked(start, customer):
    documents = [sent(number=number) for number in range(5)]
    process = start()
    until(lambda: all(status(d) == Status.DELIVERED for d in documents))
    assert sorted(call.headers["Idempotency-Key"] for call in customer.callbacks) == sorted(
        str(d.pk) for d in documents
    )
    until(lambda: not ProcrastinateJob.objects.filter(task_name__in=("read_document", "deliver")).exists())
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert not ProcrastinateWorker.objects.exists()


def test_a_worker_that_is_asked_to_end_finishes_what_it_reads(start):
    document = sent(seconds=3)
    after = sent(number=2)
    process = start()
    until(lambda: Document.objects.get(pk=document.pk).read_tries)
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert status(document) in (Status.REVIEWED, Status.DELIVERED)
    assert status(after) == Status.READING


def test_a_worker_that_is_asked_to_end_gives_back_what_would_take_too_long(start):
    document = sent(seconds=60)
    process = start("2")
    until(lambda: Document.objects.get(pk=document.pk).read_tries)
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    document.refresh_from_db()
    assert (document.status, document.read_tries) == (Status.READING, 0)
    assert ProcrastinateJob.objects.get(task_name="read_document").status == "todo"


def test_an_operators_re_read_goes_before_new_documents(start):
    ordinary = [sent(number=number, seconds=0.3) for number in range(6)]
    urgent = received(content=b"urgent")
    jobs.queue_reading(urgent.pk, jobs.URGENT)
    start()
    until(lambda: status(urgent) == Status.DELIVERED)
    assert sum(status(d) == Status.READING for d in ordinary) >= 4


def test_what_a_killed_worker_held_is_taken_over_by_another(start, customer):
    document = sent(seconds=4)
    first = start()
    until(lambda: Document.objects.get(pk=document.pk).read_tries)
    children = psutil.Process(first.pid).children(recursive=True)
    first.kill()
    first.wait(10)
    assert status(document) == Status.READING
    start()
    until(lambda: status(document) == Status.DELIVERED, 90)
    assert len(customer.callbacks) == 1
    until(lambda: not any(child.is_running() for child in children), 10)


@pytest.mark.parametrize(("attempts", "hours", "comes"), [(1, 2, True), (0, 2, False)])
def test_a_job_that_a_fast_clock_puts_off_is_called_back_and_one_for_later_waits(start, attempts, hours, comes):
    document = sent()
    later = timezone.now() + timedelta(hours=hours)
    ProcrastinateJob.objects.filter(task_name="read_document").update(attempts=attempts, scheduled_at=later)
    start()
    if comes:
        until(lambda: status(document) != Status.READING, 40)
    else:
        until(lambda: ProcrastinateWorker.objects.exists())
        time.sleep(15)
        assert ProcrastinateJob.objects.get(task_name="read_document").scheduled_at == later


def test_a_customer_that_hangs_holds_up_nobody_elses_results(start, customer):
    customer.hold = threading.Event()
    held = [sent(number=number) for number in range(12)]
    with Customer() as other:
        start("25", other.url)
        until(lambda: len(customer.callbacks) == 4)
        order = received(IMAGING, b"{}")
        jobs.queue_reading(order.pk)
        until(lambda: status(order) == Status.DELIVERED, 15)
        assert [call.headers["Idempotency-Key"] for call in other.callbacks] == [str(order.pk)]
    assert len(customer.callbacks) == 4, "no more than its share of the worker"
    customer.hold.set()
    until(lambda: all(status(d) == Status.DELIVERED for d in held))
    assert len(customer.callbacks) == 12


def test_a_worker_without_its_database_ends_to_be_started_again(start):
    process = start()
    until(lambda: ProcrastinateWorker.objects.count() == 3)
    name = connection.settings_dict["NAME"]
    connection.close()
    with server_session() as server:
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        try:
            assert process.wait(90) == 1
        finally:
            server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def server_session() -> psycopg.Connection:
    """A session on the server beside the tests' database."""
    known = connection.get_connection_params()
    return psycopg.connect(host=known["host"], user=known["user"], dbname="postgres", autocommit=True)
