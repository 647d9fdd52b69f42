"""A reader that crashes, hangs, babbles or eats memory harms one document, never its caller."""

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from radlad.domain.errors import DocumentError, RadladError, TransientError
from radlad.pipeline.subprocess import ReaderProcess

FAKE = """
import json, os, signal, sys, time
def say(content): print(json.dumps(content), flush=True)
say({"ready": True})
"""
PID = "for line in sys.stdin: say({'ok': {'result': {'pid': os.getpid()}}})"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7 cut short")
    return path


def reader(code, **settings):
    return ReaderProcess(command=(sys.executable, "-c", FAKE + code), **settings)


def test_an_answer_comes_back_whole(file):
    with reader("for line in sys.stdin: say({'ok': {'result': json.loads(line)}})") as child:
        answer = child.read(file, "é.pdf", ("HOP", "DPI", "VA"))
    assert (answer["file"], answer["couloir"], answer["type"]) == ("é.pdf", "HOP", "VA")


def test_an_answer_of_many_megabytes_comes_back_whole(file):
    with reader("for line in sys.stdin: say({'ok': {'result': 'x' * 5_000_000}})") as child:
        assert len(child.read(file, "a")) == 5_000_000


def test_the_child_is_kept_between_documents(file):
    with reader(PID) as child:
        assert child.read(file, "a") == child.read(file, "b")


def test_the_child_is_replaced_after_so_many_documents(file):
    with reader(PID, recycle_after=1) as child:
        assert child.read(file, "a") != child.read(file, "b")


def test_the_child_is_replaced_when_it_holds_half_its_memory(file):
    code = "for line in sys.stdin: say({'ok': {'result': os.getpid()}, 'memory': 600})"
    with reader(code, memory=1000) as child:
        assert child.read(file, "a") != child.read(file, "b")


AWAKE = """
open(sys.argv[1], 'a').write(f'{os.getpid()}\\n')
assert json.loads(sys.stdin.readline()) == {'do': 'prepare'}
"""


def awake(path, **settings):
    return ReaderProcess(command=(sys.executable, "-c", FAKE + AWAKE + PID, str(path)), **settings)


def pids_in(path, count):
    until = time.monotonic() + 10
    while not path.exists() or path.read_text().count("\n") < count:
        assert time.monotonic() < until
        time.sleep(0.02)
    return [int(line) for line in path.read_text().split()]


def test_a_reader_that_stays_awake_has_its_child_before_the_first_document(file, tmp_path):
    with awake(tmp_path / "pids") as child:
        child.stay_awake()
        (pid,) = pids_in(tmp_path / "pids", 1)
        assert child.read(file, "a") == child.read(file, "b") == {"pid": pid}


def test_a_child_that_stays_awake_is_replaced_at_once(file, tmp_path):
    with awake(tmp_path / "pids", recycle_after=1) as child:
        child.stay_awake()
        first = child.read(file, "a")["pid"]
        assert pids_in(tmp_path / "pids", 2)[0] == first
        assert not psutil.pid_exists(first)
    assert not any(psutil.pid_exists(pid) for pid in pids_in(tmp_path / "pids", 2))


def test_a_reader_that_cannot_stay_awake_tells_with_the_first_document(file):
    with ReaderProcess(command=["/nowhere/reader"]) as child:
        child.stay_awake()
        with pytest.raises(TransientError, match="READER_START"):
            child.read(file, "a")


def test_a_reader_that_is_closed_does_not_wake(tmp_path):
    child = awake(tmp_path / "pids")
    child.close()
    child.stay_awake()
    assert child._child is None


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
def test_a_reader_that_fails_is_the_documents_fault(file, code, error):
    begun = time.monotonic()
    with reader(code, seconds=1.5) as child, pytest.raises(DocumentError) as caught:
        child.read(file, "a.pdf")
    assert caught.value.code == error
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("code", ["raise SystemExit(1)", "print('hello', flush=True)"])
def test_a_reader_that_does_not_start_is_not_the_documents_fault(file, code):
    child = ReaderProcess(command=(sys.executable, "-c", code))
    with child, pytest.raises(TransientError, match="READER_START"):
        child.read(file, "a.pdf")


def test_a_command_that_does_not_exist_is_not_the_documents_fault(file):
    with ReaderProcess(command=["/nowhere/reader"]) as child, pytest.raises(TransientError):
        child.read(file, "a")


def test_a_document_whose_reader_was_killed_is_tried_once_more(file, tmp_path):
    code = (
        f"first = not os.path.exists({str(tmp_path / 'tried')!r}); open({str(tmp_path / 'tried')!r}, 'a').write('x')\n"
        "sys.stdin.readline()\nif first: os.kill(os.getpid(), signal.SIGKILL)\nsay({'ok': {'result': {}}})"
    )
    with reader(code) as child:
        assert child.read(file, "a") == {}
    assert (tmp_path / "tried").read_text() == "xx"


def test_a_document_that_kills_each_reader_is_tried_twice_in_all(file, tmp_path):
    code = f"sys.stdin.readline(); open({str(tmp_path / 'tried')!r}, 'a').write('x'); os.abort()"
    with reader(code) as child, pytest.raises(DocumentError, match="READER_CRASHED"):
        child.read(file, "a")
    assert (tmp_path / "tried").read_text() == "xx"


def test_an_answer_without_end_is_a_crash(file):
    code = "sys.stdin.readline()\nwhile True: sys.stdout.write('x' * 1_000_000)"
    with reader(code) as child, pytest.raises(DocumentError, match="READER_CRASHED"):
        child.read(file, "a")


@pytest.mark.parametrize(
    "ok", ["1", "{}", "{'result': {}, 'words': [[['mot', 'x', 0, 0, 0]]]}", "{'result': {}, 'words': 3}"]
)
def test_an_answer_of_another_shape_is_not_believed(file, tmp_path, ok):
    with reader(f"for line in sys.stdin: say({{'ok': {ok}}})") as child, pytest.raises(DocumentError) as caught:
        child.read(file, "a", words_to=tmp_path / "words")
    assert caught.value.code == "READER_ANSWER"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("{'error': 1}", "READER_ANSWER"),
        ("{'error': {'code': 'X'}}", "READER_ANSWER"),
        ("{'ok': {'result': {}}, 'memory': 'much'}", "READER_ANSWER"),
        ("{'error': {'code': 3, 'message': 'm' * 9999}}", "3"),
    ],
)
def test_an_error_of_another_shape_is_not_believed(file, said, code):
    with reader(f"for line in sys.stdin: say({said})") as child, pytest.raises(DocumentError) as caught:
        child.read(file, "a")
    assert caught.value.code == code
    assert len(caught.value.message) <= 500


def test_an_answer_nested_without_end_is_a_crash(file):
    code = "for line in sys.stdin: print('[' * 1_000_000, flush=True)"
    with reader(code) as child, pytest.raises(DocumentError, match="READER_CRASHED"):
        child.read(file, "a")


def test_a_file_that_is_gone_is_not_the_documents_fault(tmp_path):
    with reader(PID) as child, pytest.raises(TransientError, match="FILE_UNAVAILABLE"):
        child.read(tmp_path / "gone.pdf", "a")


def test_after_a_crash_the_next_document_is_read(file):
    with reader("line = sys.stdin.readline()\nif 'bad' in line: os._exit(1)\nsay({'ok': {'result': {}}})") as child:
        with pytest.raises(DocumentError):
            child.read(file, "bad")
        assert child.read(file, "good") == {}


def test_closing_ends_the_child(file):
    child = reader(PID)
    pid = child.read(file, "a")["pid"]
    child.close()
    assert not psutil.pid_exists(pid)


def test_closing_does_not_wait_for_a_document_being_read(file, tmp_path):
    begun_reading = tmp_path / "begun"
    child = reader(f"sys.stdin.readline(); open({str(begun_reading)!r}, 'w').close(); time.sleep(60)")
    ends = []

    def read():
        with pytest.raises(TransientError, match="READER_CLOSED"):
            child.read(file, "a")
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


def test_closing_while_the_child_starts_does_not_wait_for_the_document(file):
    child = reader("sys.stdin.readline(); time.sleep(60)")
    ends = []

    def read():
        with pytest.raises(RadladError):
            child.read(file, "a")
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


def test_a_file_that_is_no_document_gives_the_readers_own_reason(file):
    with ReaderProcess() as child, pytest.raises(DocumentError) as caught:
        child.read(file, "a.pdf", ("HOP", "DPI", "VA"))
    assert caught.value.code == "UNREADABLE_FILE"


@pytest.mark.ocr
def test_the_real_reader_loads_its_models_while_it_waits(file):
    with ReaderProcess() as child:
        child.stay_awake()
        maps = Path(f"/proc/{child._child._process.pid}/maps")
        until = time.monotonic() + 60
        while "libopenvino_intel_cpu_plugin" not in maps.read_text():
            assert time.monotonic() < until
            time.sleep(0.05)
        with pytest.raises(DocumentError, match="UNREADABLE_FILE"):
            child.read(file, "a.pdf")
