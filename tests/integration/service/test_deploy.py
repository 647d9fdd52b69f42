"""What deploy/ ships is what systemd, compose and radlad's settings understand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from radlad.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("radlad*"))
KNOWN_ELSEWHERE = {"RADLAD_HOST", "RADLAD_VERSION", "RADLAD_WEB_NODES", "RADLAD_WORKER_NODES"}
"""What compose itself uses."""


class Asked(dict[str, str]):
    """An environment that remembers what was asked of it."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def get(self, name: str, default: Any = None) -> Any:
        self.names.add(name)
        return default


@pytest.fixture(scope="module")
def known() -> set[str]:
    asked = Asked()
    Settings.from_environment(asked)
    return asked.names


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return found


def test_every_setting_that_is_shipped_is_one(known, compose):
    shipped = set(compose["x-radlad"]["environment"])
    for unit in UNITS:
        shipped |= set(re.findall(r"\b([A-Z_]+)=", "".join(re.findall(r"(?m)^Environment=.*$", unit.read_text()))))
    shipped |= set(re.findall(r"(?m)^#?([A-Z0-9_]+)=", (DEPLOY / "radlad.env.example").read_text()))
    ours = {name for name in shipped if name.startswith("RADLAD_") or name == "DATABASE_URL"}
    assert ours - KNOWN_ELSEWHERE <= known


def test_every_role_runs_a_command_of_radlads(compose):
    from radlad.cli.parser import parser

    for role in ("migrate", "web", "worker"):
        assert parser().parse_args(compose["services"][role]["command"]).command == role
    for unit in UNITS:
        for arguments in re.findall(r"(?m)^ExecStart=/opt/radlad/.venv/bin/radlad (.*)$", unit.read_text()):
            assert parser().parse_args(arguments.split()).command


def test_a_worker_has_more_time_to_end_than_it_takes(compose):
    drain = Settings.from_environment({}).drain_seconds
    delivery = 60
    assert int(compose["services"]["worker"]["stop_grace_period"].removesuffix("s")) > drain + delivery
    unit = (DEPLOY / "systemd" / "radlad-worker@.service").read_text()
    assert int(re.findall(r"TimeoutStopSec=(\d+)", unit)[0]) > drain + delivery


def test_compose_understands_the_file(tmp_path):
    command = compose_command()
    if command is None:
        pytest.skip("neither « docker compose » nor « docker-compose » is here")
    for name in ("compose.yaml", "Caddyfile"):
        shutil.copy(DEPLOY / name, tmp_path / name)
    filled = (DEPLOY / "radlad.env.example").read_text().replace("_KEY_ID=", "_KEY_ID=x").replace("_KEY=", "_KEY=x")
    (tmp_path / "radlad.env").write_text(filled.replace("PASSWORD=", "PASSWORD=x"))
    done = subprocess.run(
        [*command, "--env-file", "radlad.env", "-f", "compose.yaml", "config"],
        cwd=tmp_path, env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    resolved = yaml.safe_load(done.stdout)
    assert resolved["services"]["worker"]["environment"]["DATABASE_URL"] == "postgresql://radlad:x@postgres:5432/radlad"


def compose_command() -> list[str] | None:
    for command in (["docker", "compose"], ["docker-compose"]):
        if not shutil.which(command[0]):
            continue
        if subprocess.run([*command, "version"], capture_output=True, check=False).returncode == 0:
            return command
    return None


def test_systemd_understands_the_units(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not here")
    # It looks for the programs as well.
    for unit in UNITS:
        text = unit.read_text().replace("/opt/radlad", str(ROOT)).replace("User=radlad", "User=root")
        (tmp_path / unit.name.replace("@", "@1")).write_text(text.replace("Group=radlad", "Group=root"))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, sorted(tmp_path.iterdir()))],
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    complaints = [line for line in done.stderr.splitlines() if "radlad" in line]
    assert not complaints, complaints
