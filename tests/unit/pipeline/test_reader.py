"""What a reading process does between two requests."""

import queue
import threading
import time

import pytest

from radlad.pipeline import reader


@pytest.fixture
def lines():
    return queue.SimpleQueue()


def test_chores_are_done_while_there_is_no_request_and_go_on_after_it(lines):
    done = []

    def chores():
        for number in range(5):
            done.append(number)
            if number == 2:
                lines.put(b"a request")
            yield

    to_do = chores()
    assert reader._next(lines, to_do, 0.0) == b"a request"
    assert done == [0, 1, 2]
    threading.Timer(0.2, lines.put, [b"another"]).start()
    assert reader._next(lines, to_do, 0.0) == b"another"
    assert done == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(("seconds", "calm"), [(0.0, 0.0), (0.1, 10.0)])
def test_a_request_comes_before_chores_which_wait_until_it_is_calm(lines, seconds, calm):
    done = []
    if seconds:
        threading.Timer(seconds, lines.put, [b"a request"]).start()
    else:
        lines.put(b"a request")
    assert reader._next(lines, (done.append(number) for number in range(5)), calm) == b"a request"
    assert done == []


def test_a_chore_that_fails_keeps_nobody_from_reading(lines):
    def chores():
        yield
        threading.Timer(0.1, lines.put, [b"a request"]).start()
        raise RuntimeError

    begun = time.monotonic()
    assert reader._next(lines, chores(), 0.0) == b"a request"
    assert time.monotonic() - begun < 5
