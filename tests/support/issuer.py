"""An OpenID provider in a process of its own (npm `oidc-provider`)."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

FOLDER = Path(__file__).parent / "oidc"


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@contextmanager
def running_issuer(port: int, algorithm: str = "RS256", audience: str = "radlad") -> Iterator[str]:
    """The address of an issuer of tokens for clients, while it runs. Keys are new at each start."""
    with _running("issuer.mjs", str(port), algorithm, audience) as address:
        yield address


@contextmanager
def running_sign_on(port: int, callback: str, people: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The address of a provider that `people` sign in at, while it runs: for each name its claims."""
    with _running("people.mjs", str(port), callback, json.dumps(people)) as address:
        yield address


@contextmanager
def _running(*command: str) -> Iterator[str]:
    node = shutil.which("node")
    assert node, "node est absent : installez Node.js 20 ou plus (Debian : apt-get install nodejs npm), puis relancez."
    if not (FOLDER / "node_modules").is_dir():
        npm = shutil.which("npm")
        assert npm, "npm est absent : installez-le (Debian : apt-get install npm), puis relancez."
        subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=FOLDER, check=True, timeout=240)
    process = subprocess.Popen(
        [node, *command],
        cwd=FOLDER,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        address = process.stdout.readline().strip()
        assert address, "the OpenID provider did not start"
        yield address
    finally:
        process.stdin.close()
        process.wait(10)
        process.stdout.close()


def token_from(address: str, client_id: str, scope: str = "process:write") -> str:
    """An access token by client credentials."""
    answer = httpx.post(
        f"{address}/token",
        data={"grant_type": "client_credentials", "scope": scope},
        auth=(client_id, "known%20to%20the%20test"),
    )
    return str(answer.raise_for_status().json()["access_token"])
