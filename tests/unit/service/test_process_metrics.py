"""A worker on a machine without web nodes shows its own counts."""

import subprocess
import sys

import httpx
import pytest

from tests.acceptance.running import free_port, until

CODE = """
import sys, time
from pathlib import Path
from radlad.service import process_metrics
data, port, token = sys.argv[1:]
process_metrics.share(Path(data))
from radlad.web import counts
counts.delivery("asp", 0.2)
process_metrics.serve("127.0.0.1", int(port), token)
print("ready", flush=True)
time.sleep(60)
"""


@pytest.fixture
def counting(tmp_path):
    """Starts a process that counted one delivery; answers the address that it shows its counts at."""
    started = []

    def start(token, port=None):
        port = port or free_port()
        command = [sys.executable, "-c", CODE, str(tmp_path), str(port), token]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout.readline() == "ready\n", process.stderr.read()
        return f"http://127.0.0.1:{port}/metrics", process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def asked(address, token=""):
    def answer():
        try:
            return httpx.get(address, headers={"Authorization": f"Bearer {token}"} if token else {})
        except httpx.TransportError:
            return None

    return until(answer, "an answer", 10)


def test_counts_are_shown_to_who_shows_the_token(counting):
    address, _ = counting("secret")
    assert asked(address).status_code == 403
    told = asked(address, "secret").text
    assert 'radlad_delivery_seconds_count{customer="asp"} 1.0' in told


def test_a_taken_port_is_told_and_stops_nothing(counting):
    address, _ = counting("")
    _, second = counting("", int(address.split(":")[2].split("/")[0]))
    assert second.poll() is None
    second.kill()
    assert "RADLAD_METRICS_PORT" in second.communicate()[1]
    assert asked(address).status_code == 200
