"""A reader that crashes, hangs, babbles or eats memory harms one document, never its caller."""

import signal
import subprocess
import sys
import threading
import time

import psutil
import pytest

from radlad.domain.errors import DocumentError, RadladError, TransientError
from radlad.pipeline.subprocess import ReaderProcess

FAKE = """
import json, os, signal, sys, time
def say(content): print(json.dumps(content), flush=True)
say({"ready": True})
"""
PID = "for line in sys.stdin: say({'ok': {'pid': os.getpid()}})"


def reader(code, **settings):
    return ReaderProcess(command=(sys.executable, "-c", FAKE + code), **settings)


def test_an_answer_comes_back_whole(tmp_path):
    with reader("for line in sys.stdin: say({'ok': json.loads(line)})") as child:
        answer = child.read(tmp_path / "a.pdf", "é.pdf", ("HOP", "DPI", "VA"))
    assert (answer["file"], answer["couloir"], answer["type"]) == ("é.pdf", "HOP", "VA")


def test_an_answer_of_many_megabytes_comes_back_whole(tmp_path):
    with reader("for line in sys.stdin: say({'ok': 'x' * 5_000_000})") as child:
        assert len(child.read(tmp_path, "a")) == 5_000_000


def test_the_child_is_kept_between_documents(tmp_path):
    with reader(PID) as child:
        assert child.read(tmp_path, "a") == child.read(tmp_path, "b")


def test_the_child_is_replaced_after_so_many_documents(tmp_path):
    with reader(PID, recycle_after=1) as child:
        assert child.read(tmp_path, "a") != child.read(tmp_path, "b")


def test_the_child_is_replaced_when_it_holds_half_its_memory(tmp_path):
    code = "for line in sys.stdin: say({'ok': os.getpid(), 'memory': 600})"
    with reader(code, memory=1000) as child:
        assert child.read(tmp_path, "a") != child.read(tmp_path, "b")


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("sys.stdin.readline(); os.kill(os.getpid(), signal.SIGSEGV)", "READER_CRASHED"),
        ("sys.stdin.readline(); os._exit(3)", "READER_CRASHED"),
        ("sys.stdin.readline(); print('no json', flush=True); time.sleep(60)", "READER_CRASHED"),
        ("sys.stdin.readline(); say([1]); time.sleep(60)", "READER_CRASHED"),
        ("sys.stdin.readline(); time.sleep(60)", "READER_TIMEOUT"),
        ("sys.stdin.readline(); print('{half', end='', flush=True); time.sleep(60)", "READER_TIMEOUT"),
        ("sys.stdin.readline(); os.kill(os.getpid(), signal.SIGXCPU)", "READER_TIMEOUT"),
        ("sys.stdin.readline(); os.kill(os.getpid(), signal.SIGKILL)", "READER_MEMORY"),
        ("sys.stdin.readline(); say({'error': {'code': 'X', 'message': 'm'}}); time.sleep(60)", "X"),
    ],
)
def test_a_reader_that_fails_is_the_documents_fault(tmp_path, code, error):
    begun = time.monotonic()
    with reader(code, seconds=1.5) as child, pytest.raises(DocumentError) as caught:
        child.read(tmp_path / "a.pdf", "a.pdf")
    assert caught.value.code == error
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("code", ["raise SystemExit(1)", "print('hello', flush=True)"])
def test_a_reader_that_does_not_start_is_not_the_documents_fault(tmp_path, code):
    child = ReaderProcess(command=(sys.executable, "-c", code))
    with child, pytest.raises(TransientError, match="READER_START"):
        child.read(tmp_path / "a.pdf", "a.pdf")


def test_a_command_that_does_not_exist_is_not_the_documents_fault(tmp_path):
    with ReaderProcess(command=["/nowhere/reader"]) as child, pytest.raises(TransientError):
        child.read(tmp_path, "a")


def test_after_a_crash_the_next_document_is_read(tmp_path):
    with reader("line = sys.stdin.readline()\nif 'bad' in line: os._exit(1)\nsay({'ok': {}})") as child:
        with pytest.raises(DocumentError):
            child.read(tmp_path, "bad")
        assert child.read(tmp_path, "good") == {}


def test_closing_ends_the_child(tmp_path):
    child = reader(PID)
    pid = child.read(tmp_path, "a")["pid"]
    child.close()
    assert not psutil.pid_exists(pid)


def test_closing_does_not_wait_for_a_document_being_read(tmp_path):
    begun_reading = tmp_path / "begun"
    child = reader(f"sys.stdin.readline(); open({str(begun_reading)!r}, 'w').close(); time.sleep(60)")
    ends = []

    def read():
        with pytest.raises(DocumentError):
            child.read(tmp_path, "a")
        ends.append(time.monotonic())

    thread = threading.Thread(target=read)
    thread.start()
    while not begun_reading.exists():
        time.sleep(0.05)
    begun = time.monotonic()
    child.close()
    thread.join(10)
    assert ends
    assert ends[0] - begun < 5


def test_closing_while_the_child_starts_does_not_wait_for_the_document(tmp_path):
    child = reader("sys.stdin.readline(); time.sleep(60)")
    ends = []

    def read():
        with pytest.raises(RadladError):
            child.read(tmp_path, "a")
        ends.append(time.monotonic())

    thread = threading.Thread(target=read)
    thread.start()
    child.close()
    thread.join(10)
    assert ends


PARENT = """
import sys
from pathlib import Path
from radlad.pipeline.subprocess import ReaderProcess
child = ReaderProcess()
child._ready_child()
print(child._child._process.pid, flush=True)
sys.stdin.read()
"""


def test_the_real_reader_ends_when_its_parent_is_killed():
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        assert child.is_running()
        parent.send_signal(signal.SIGKILL)
    until = time.monotonic() + 5
    while child.is_running() and child.status() != psutil.STATUS_ZOMBIE and time.monotonic() < until:
        time.sleep(0.05)
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


def test_a_document_that_takes_too_much_memory_is_refused_with_that_reason(tmp_path):
    code = (
        "import radlad.pipeline.reader as r, resource\n"
        "r._limit(resource.RLIMIT_DATA, 300_000_000)\n"
        "r._ACTIONS['read'] = lambda request: {'n': len(bytearray(10**9))}\n"
        "for line in sys.stdin: say(r._answer(json.loads(line)))"
    )
    with reader(code) as child, pytest.raises(DocumentError, match="READER_MEMORY"):
        child.read(tmp_path, "a")


def test_a_file_that_is_no_document_gives_the_readers_own_reason(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 cut short")
    with ReaderProcess() as child, pytest.raises(DocumentError) as caught:
        child.read(tmp_path / "a.pdf", "a.pdf", ("HOP", "DPI", "VA"))
    assert caught.value.code == "UNREADABLE_FILE"
