"""What a reader cannot do once a file has taken it over: each thing is tried, in the real cage (ADR 14).

Where the kernel or the system lacks a guard, the tests that it alone makes true are skipped, and say so.
"""

from __future__ import annotations

import logging
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from django.conf import settings

from radlad.domain.errors import DocumentError
from radlad.pipeline import cage
from radlad.pipeline.subprocess import ReaderProcess
from tests.support import papers, prisoner

MEMORY = 1024**3
GUARDS = cage.guards()
sealed = pytest.mark.skipif(not GUARDS["seccomp"], reason="no libseccomp here: nothing keeps a reader from this")
walled = pytest.mark.skipif(not GUARDS["landlock"], reason="no Landlock in this kernel: a reader reads what we may")


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderProcess]:
    with ReaderProcess(seconds=30, memory=MEMORY, command=prisoner.command(MEMORY)) as process:
        yield process


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text("a neighbour's document", encoding="utf-8")
    return path


def tried(reader: ReaderProcess, file: Path, attempt: str) -> str:
    return str(reader.read(file, attempt)["done"])


def refused(reader: ReaderProcess, file: Path, attempt: str) -> bool:
    return tried(reader, file, attempt).startswith("refused")


def test_the_prisoner_can_do_something(reader, file):
    assert tried(reader, file, "nothing") == "nothing"


@sealed
def test_it_reaches_no_network(reader, file, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as local:
        local.bind(str(tmp_path / "talk"))
        local.listen()
        assert refused(reader, file, f"connect {server.getsockname()[1]}")
        assert refused(reader, file, f"unix {tmp_path / 'talk'}"), "as PostgreSQL's socket"
    for attempt in ("listen", "datagram"):
        assert refused(reader, file, attempt), attempt


@pytest.mark.skipif(not any(GUARDS.values()), reason="neither Landlock nor libseccomp here: a reader writes as we may")
def test_it_writes_nowhere(reader, file, tmp_path):
    for path in (tmp_path / "new", Path("/tmp/radlad-new"), Path.cwd() / "new", Path.home() / "new"):
        assert refused(reader, file, f"write {path}")
        assert refused(reader, file, f"mkdir {path}")
        assert not path.exists()
    for attempt in ("write", "append", "truncate", "unlink", "rename", "symlink", "link", "fifo"):
        assert refused(reader, file, f"{attempt} {file}"), attempt
    assert file.read_text(encoding="utf-8") == "a neighbour's document"
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


@sealed
@pytest.mark.parametrize("attempt", ["chmod {}", "document", "in-memory", "shared", "raise"])
def test_it_changes_no_mode_no_document_and_no_limit(reader, file, attempt):
    assert refused(reader, file, attempt.format(file))


@walled
def test_it_reads_programs_and_its_document_alone(reader, file):
    key = settings.RADLAD.data / "secret.key"
    key.touch(mode=0o600)
    for path in (file, key, Path("/etc/passwd"), Path("/proc/1/environ")):
        assert path.exists(), path
        assert refused(reader, file, f"read {path}"), path
    assert refused(reader, file, "environ")


@sealed
@pytest.mark.parametrize("attempt", ["fork", "run", "exec", "kill", "trace"])
def test_it_starts_no_process_and_touches_no_other(reader, file, attempt):
    assert refused(reader, file, attempt)


@pytest.mark.parametrize("attempt", ["memory", "threads", "files"])
def test_what_it_takes_of_the_machine_is_bounded(reader, file, attempt):
    before = psutil.virtual_memory().available
    assert refused(reader, file, attempt)
    assert psutil.virtual_memory().available > before - 2 * MEMORY


@pytest.mark.parametrize("attempt", ["loop", "sleep"])
def test_it_is_ended_in_time(file, attempt):
    with ReaderProcess(seconds=2, memory=MEMORY, command=prisoner.command(MEMORY)) as impatient:
        assert tried(impatient, file, "nothing") == "nothing"
        begun = time.monotonic()
        with pytest.raises(DocumentError, match="READER_TIMEOUT"):
            impatient.read(file, attempt)
        assert time.monotonic() - begun < 5
        assert tried(impatient, file, "nothing") == "nothing", "the next document is read"


def test_a_reader_killed_from_outside_leaves_its_caller_alive_and_the_document_is_tried_again(file):
    with ReaderProcess(seconds=60, memory=MEMORY, command=prisoner.command(MEMORY)) as process:
        ends: list[str] = []

        def read() -> None:
            try:
                process.read(file, "sleep")
            except DocumentError as error:
                ends.append(error.code)

        thread = threading.Thread(target=read)
        thread.start()
        killed: set[int] = set()
        until = time.monotonic() + 30
        while thread.is_alive() and time.monotonic() < until:
            for child in psutil.Process().children():
                if "tests.support.prisoner" in " ".join(child.cmdline()) and child.pid not in killed and _asked(child):
                    killed.add(child.pid)
                    child.send_signal(signal.SIGKILL)
            time.sleep(0.05)
        thread.join(5)
        assert len(killed) == 2, "one more reader was given the document"
        assert ends == ["READER_MEMORY"]
        assert tried(process, file, "nothing") == "nothing"


def _asked(child: psutil.Process) -> bool:
    """Whether it sleeps as it was asked to: by the clock, not for a request. Some kernels hide what it waits for."""
    waits = Path(f"/proc/{child.pid}/wchan").read_text(encoding="ascii")
    return "nanosleep" in waits or (waits == "0" and child.create_time() < time.time() - 2)


def test_the_real_reader_holds_none_of_our_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    with ReaderProcess() as process:
        process.read(papers.pdf(tmp_path / "a.pdf", lambda canvas: canvas.drawString(72, 72, "a")), "a.pdf")
        assert process._child is not None
        said = psutil.Process(process._child._process.pid).environ()
    assert "DATABASE_URL" not in said
    assert said["OPENBLAS_NUM_THREADS"] == "1"
    assert not any(name.startswith("RADLAD") for name in said)


def test_a_machine_without_guards_says_so(monkeypatch, caplog, tmp_path):
    code = (
        "import sys; from radlad.pipeline import cage; cage.guards = lambda: {'landlock': False, 'seccomp': False}; "
        f"cage.main({MEMORY}, 'radlad.pipeline.reader')"
    )
    paper = papers.pdf(tmp_path / "a.pdf", lambda canvas: canvas.drawString(72, 72, "a"))
    with (
        caplog.at_level(logging.WARNING),
        ReaderProcess(memory=MEMORY, command=[sys.executable, "-c", code]) as process,
    ):
        assert process.read(paper, "a.pdf")["rejet"]
    assert "reading without landlock and seccomp" in caplog.text
