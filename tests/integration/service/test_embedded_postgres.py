"""The embedded database, with real servers and real kills (issue: first start, kills, stale files, two at once)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from radlad.domain.errors import ConfigError
from radlad.service import postgres_files
from radlad.service.embedded_postgres import EmbeddedPostgres, database_parameters
from radlad.settings import Settings

STARTER = """
import sys, time
from pathlib import Path
from radlad.service.embedded_postgres import EmbeddedPostgres
with EmbeddedPostgres(Path(sys.argv[1])) as server:
    print("ready", server.started_here, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A temporary folder that every account can reach."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def radlad(open_folder: Path) -> Settings:
    return Settings(data=open_folder / "var")


@pytest.fixture
def server(radlad: Settings) -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres(radlad.data) as started:
        yield started


def query(radlad: Settings, sql: str) -> object:
    place = database_parameters(radlad)
    with psycopg.connect(host=place["HOST"], user=place["USER"], dbname=place["NAME"], autocommit=True) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchone()[0] if cursor.description else None


def postmaster(radlad: Settings) -> psutil.Process:
    return psutil.Process(int((radlad.data / "postgres" / "postmaster.pid").read_text().split()[0]))


def starter(radlad: Settings) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", STARTER, str(radlad.data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def test_a_first_start_gives_a_durable_database_on_a_private_socket_only(radlad, server):
    assert query(radlad, "SHOW data_checksums") == "on"
    assert query(radlad, "SHOW fsync") == "on"
    assert query(radlad, "SHOW server_encoding") == "UTF8"
    assert query(radlad, "SELECT lower('ÉÀÇ')") == "éàç"
    assert query(radlad, "SHOW listen_addresses") == ""
    assert not postmaster(radlad).net_connections(kind="inet")
    assert (radlad.data / "postgres").stat().st_mode & 0o077 == 0
    assert postmaster(radlad).uids().effective != 0


def test_a_second_start_keeps_what_was_committed(radlad):
    with EmbeddedPostgres(radlad.data):
        query(radlad, "CREATE TABLE kept AS SELECT 42 AS n")
    with EmbeddedPostgres(radlad.data):
        assert query(radlad, "SELECT n FROM kept") == 42


def test_a_killed_server_starts_again_at_once_and_keeps_what_was_committed(radlad, server):
    query(radlad, "CREATE TABLE kept AS SELECT 42 AS n")
    postmaster(radlad).kill()
    server.start()
    assert query(radlad, "SELECT n FROM kept") == 42


def test_the_server_ends_when_its_parent_is_killed_and_starts_again(radlad):
    parent = starter(radlad)
    assert parent.stdout is not None
    assert parent.stdout.readline() == "ready True\n"
    first = postmaster(radlad)
    parent.kill()
    parent.communicate()
    with EmbeddedPostgres(radlad.data) as server:
        assert server.started_here
        assert not first.is_running() or first.status() == psutil.STATUS_ZOMBIE
        assert query(radlad, "SELECT 1") == 1


def test_a_stale_pid_file_whose_number_belongs_to_another_process_does_not_matter(radlad):
    with EmbeddedPostgres(radlad.data):
        server = postmaster(radlad)
        owner = server.uids().effective
        files = {p: p.read_text() for p in (radlad.data / "postgres").glob("**/*") if "pid" in p.name}
        lock = (radlad.data / "postgres" / ".s.PGSQL.5432.lock").read_text()
    other = subprocess.Popen(["/bin/sleep", "60"], user=owner)
    try:
        for path, text in {**files, radlad.data / "postgres" / ".s.PGSQL.5432.lock": lock}.items():
            path.write_text(text.replace(str(server.pid), str(other.pid), 1))
            os.chown(path, owner, -1)
        with EmbeddedPostgres(radlad.data) as again:
            assert again.started_here
            assert query(radlad, "SELECT 1") == 1
        assert other.poll() is None, "a process that is not ours was ended"
    finally:
        other.kill()
        other.wait()


def test_two_processes_at_once_share_one_server(radlad):
    both = [starter(radlad) for _ in range(2)]
    said = sorted(p.stdout.readline() for p in both if p.stdout)
    assert said == ["ready False\n", "ready True\n"]
    for process in both:
        process.communicate()
        assert process.returncode == 0


def test_a_first_start_cut_short_is_begun_again(radlad):
    parent = starter(radlad)
    until = time.monotonic() + 20
    while not (radlad.data / "postgres.new").exists() and time.monotonic() < until:
        time.sleep(0.005)
    parent.kill()
    parent.communicate()
    assert not (radlad.data / "postgres").exists()
    with EmbeddedPostgres(radlad.data):
        assert query(radlad, "SELECT 1") == 1


def test_a_long_data_path_gets_a_short_private_socket(open_folder):
    radlad = Settings(data=open_folder / ("x" * 120) / "var")
    folder = postgres_files.socket_folder(radlad.data)
    with EmbeddedPostgres(radlad.data):
        assert query(radlad, "SELECT 1") == 1
        assert folder.stat().st_mode & 0o077 == 0
        assert not folder.is_relative_to(open_folder)
    folder.rmdir()


def test_a_socket_folder_that_others_prepared_is_refused(open_folder):
    radlad = Settings(data=open_folder / ("x" * 121) / "var")
    folder = postgres_files.socket_folder(radlad.data)
    folder.mkdir(mode=0o755)
    try:
        with pytest.raises(ConfigError, match="DATABASE_SOCKET"):
            EmbeddedPostgres(radlad.data).start()
    finally:
        folder.rmdir()


def test_a_cluster_whose_link_leads_nowhere_is_never_replaced_by_an_empty_one(radlad):
    radlad.data.mkdir(parents=True)
    (radlad.data / "postgres").symlink_to(radlad.data / "gone")
    with pytest.raises(ConfigError, match="DATABASE_LOST"):
        EmbeddedPostgres(radlad.data).start()


def test_a_cluster_of_another_version_is_refused_with_what_to_do(radlad):
    with EmbeddedPostgres(radlad.data):
        pass
    (radlad.data / "postgres" / "PG_VERSION").write_text("17\n")
    with pytest.raises(ConfigError, match="DATABASE_VERSION"):
        EmbeddedPostgres(radlad.data).start()


def test_a_server_that_cannot_start_says_why(radlad):
    with pytest.raises(ConfigError, match="shared_buffers"):
        EmbeddedPostgres(radlad.data, options={"shared_buffers": "tout"}).start()
    assert "shared_buffers" in (radlad.logs / "postgres.log").read_text()


def as_nobody(code: str, data: Path) -> subprocess.CompletedProcess[str]:
    """Runs `code` under the account `nobody`, whose Python must be one that it can reach."""
    packages = [p for p in sys.path if p]
    python = next((p for p in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}") if usable(p)), None)
    if python is None or os.geteuid() != 0:
        pytest.skip("needs root, and a Python that the account nobody can run")
    return subprocess.run(
        [python, "-c", code, str(data)],
        user=65534, group=65534, extra_groups=[], cwd="/", input="", capture_output=True, text=True, check=False,
        env={"PATH": os.defpath, "PYTHONPATH": os.pathsep.join(packages)},
    )  # fmt: skip


def usable(python: str) -> bool:
    try:
        done = subprocess.run([python, "-c", "import ctypes"], user=65534, group=65534, extra_groups=[], cwd="/")
    except OSError:
        return False
    return done.returncode == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become another account")
def test_root_under_a_closed_folder_keeps_every_mode_and_links_the_cluster(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    radlad = Settings(data=closed / "var")
    try:
        for _start in range(2):
            with EmbeddedPostgres(radlad.data):
                assert query(radlad, "SELECT 1") == 1
        assert (radlad.data / "postgres").is_symlink()
        assert closed.stat().st_mode & 0o777 == 0o700
    finally:
        cluster = (radlad.data / "postgres").resolve()
        shutil.rmtree(radlad.data)
        assert cluster in postgres_files.orphans()
        shutil.rmtree(cluster)
        cluster.with_suffix(".origine").unlink()


def test_a_plain_user_runs_it_as_himself_and_root_then_as_that_user(open_folder):
    home = open_folder / "home"
    home.mkdir()
    os.chown(home, 65534, 65534)
    radlad = Settings(data=home / "var")
    done = as_nobody(STARTER, radlad.data)
    assert done.stdout == "ready True\n", done.stderr
    with EmbeddedPostgres(radlad.data):
        assert postmaster(radlad).uids().effective == 65534


def test_a_folder_that_cannot_be_written_is_named_in_french(open_folder):
    assert "Impossible d’écrire" in as_nobody(STARTER, open_folder / "var").stderr


def test_stopping_ends_every_process_of_the_server(radlad):
    with EmbeddedPostgres(radlad.data):
        family = [postmaster(radlad), *postmaster(radlad).children(recursive=True)]
    assert not psutil.wait_procs(family, timeout=5)[1]


def test_a_ctrl_c_in_the_terminal_does_not_reach_the_server(radlad, server):
    assert os.getpgid(postmaster(radlad).pid) != os.getpgid(0)
