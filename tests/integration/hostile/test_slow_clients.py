"""Slow clients hold no thread of the web server: the real one, in a process of its own, answers others meanwhile."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.acceptance.running import free_port, until

pytestmark = pytest.mark.timeout(180)
CODE = """
import sys, time
from radlad.cli import patient_worker, web_server
from radlad.settings import Settings
patient_worker._HEAD_SECONDS, patient_worker._BODY_SECONDS = 3.0, 3.0

def application(environ, start_response):
    refused = environ["PATH_INFO"] == "/refused"
    said = b"refused" if refused else b"%d" % len(environ["wsgi.input"].read())
    start_response("200 OK", [("Content-Length", str(len(said)))])
    return [said]

web_server._WebServer.load = lambda self: application
web_server._forget_process = lambda server, worker: None
settings = Settings.from_environment()
web_server._WebServer(web_server._options(settings)).run()
"""
MANY = 64
"""Four times the server's threads."""


@pytest.fixture(scope="module")
def server() -> Iterator[int]:
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", CODE], env={**os.environ, "RADLAD_PORT": str(port)})
    until(lambda: answers(port), "the web server", 60)
    yield port
    process.terminate()
    process.wait(30)


def answers(port: int, **what: object) -> bool:
    with contextlib.suppress(httpx.HTTPError):
        return httpx.get(f"http://127.0.0.1:{port}/", timeout=5).status_code == 200
    return False


@contextlib.contextmanager
def slow(port: int, begun: bytes) -> Iterator[list[socket.socket]]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(MANY)]
        for sock in sockets:
            sock.sendall(begun)
        yield sockets


def hung_up(sockets: list[socket.socket], seconds: float) -> bool:
    end = time.monotonic() + seconds
    for sock in sockets:
        sock.settimeout(max(0.1, end - time.monotonic()))
        try:
            while sock.recv(4096):
                pass
        except ConnectionError:
            pass
        except TimeoutError:
            return False
    return True


@pytest.mark.parametrize("begun", [b"", b"G", b"GET / HTTP/1.1\r\nHost: x\r\nX-A: "])
def test_heads_that_never_end_hold_nobody_up_and_are_hung_up_on(server, begun):
    with slow(server, begun) as sockets:
        begun_at = time.monotonic()
        assert answers(server)
        assert time.monotonic() - begun_at < 2
        for _ in range(4):
            with contextlib.suppress(OSError):
                for sock in sockets:
                    sock.sendall(b"G" if begun else b"")
            assert answers(server)
            time.sleep(0.5)
        assert hung_up(sockets, 20)
    assert answers(server)


def test_a_head_in_pieces_is_a_request_all_the_same(server):
    with socket.create_connection(("127.0.0.1", server)) as sock:
        for piece in (
            b"POST / HTTP/1.1\r\nHo",
            b"st: x\r\nContent-Length: 5\r\nConnection: close\r\n\r",
            b"\nab",
            b"cde",
        ):
            sock.sendall(piece)
            time.sleep(0.3)
        said = b""
        while more := sock.recv(4096):
            said += more
    assert said.startswith(b"HTTP/1.1 200")
    assert said.endswith(b"\r\n\r\n5")


def test_bodies_that_stop_half_way_are_hung_up_on(server):
    with slow(server, b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc") as sockets:
        assert hung_up(sockets, 40)
    assert until(lambda: answers(server), "the next request", 10)


def test_many_requests_over_one_connection(server):
    with httpx.Client() as client:
        for n in range(50):
            answer = client.post(f"http://127.0.0.1:{server}/", content=b"x" * n)
            assert answer.text == str(n)


def test_a_body_that_is_not_read_does_not_cost_the_next_request(server):
    with httpx.Client() as client:
        for _ in range(3):
            refused = client.post(f"http://127.0.0.1:{server}/refused", content=b"x" * 3_000_000)
            assert refused.text == "refused"
            assert client.post(f"http://127.0.0.1:{server}/", content=b"abc").text == "3"
