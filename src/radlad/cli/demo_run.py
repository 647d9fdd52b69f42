"""`radlad run`, its last part: the sample documents go through the real API, and a summary says where they are."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import httpx
from tqdm import tqdm

from radlad.domain.doctype import Lane
from radlad.domain.states import Status

_WAIT_SECONDS = 900
"""Longest wait for the samples; what is not read by then is still read, only not waited for."""


@dataclass(frozen=True)
class Sent:
    """One sample: its file and the `processId` it was given."""

    name: str
    process_id: str
    client_id: str


class ApiClient:
    """Calls the acquisition API as the customer does: one token a lane."""

    def __init__(self, run: dict[str, Any], http: httpx.Client) -> None:
        self._run, self._http = run, http
        self._tokens: dict[str, str] = {}

    def send(self, file: Path, parameters: dict[str, str]) -> Sent:
        """Posts one document. Its digest is the idempotency key, so that a second `make run` sends nothing twice."""
        client_id = Lane(parameters["Couloir"], parameters["Sons"]).client_id
        content = file.read_bytes()
        answer = self._http.post(
            f"{self._run['web']}/process/files",
            headers={
                **self._authorization(client_id),
                "X-Partner": "asp",
                "Idempotency-Key": f"sample-{hashlib.sha256(content).hexdigest()}",
            },
            data={"parameters": json.dumps([{"key": k, "value": v} for k, v in parameters.items()])},
            files={"file": (file.name, content)},
        )
        answer.raise_for_status()
        return Sent(file.name, answer.json()["processId"], client_id)

    def status(self, sent: Sent) -> str:
        """The portal's status of a document."""
        answer = self._http.get(
            f"{self._run['web']}/process/{sent.process_id}", headers=self._authorization(sent.client_id)
        )
        answer.raise_for_status()
        return str(answer.json()["status"])

    def _authorization(self, client_id: str) -> dict[str, str]:
        if client_id not in self._tokens:
            answer = self._http.post(
                self._run["token_url"],
                data={"grant_type": "client_credentials", "scope": "process:write"},
                auth=(client_id, self._run["clients"][client_id]),
            )
            answer.raise_for_status()
            self._tokens[client_id] = answer.json()["access_token"]
        return {"Authorization": f"Bearer {self._tokens[client_id]}"}


def send_samples(run: dict[str, Any], samples: Path, out: TextIO = sys.stderr) -> dict[Sent, str]:
    """Sends every document of `samples/requests.jsonl`, waits until each is read, and answers their statuses."""
    requests = [json.loads(line) for line in (samples / "requests.jsonl").read_text(encoding="utf-8").splitlines()]
    with httpx.Client(timeout=60) as http:
        api = ApiClient(run, http)
        sent = [api.send(samples / r["file"], r["parameters"]) for r in requests]
        statuses: dict[Sent, str] = {}
        until = time.monotonic() + _WAIT_SECONDS
        with tqdm(total=len(sent), desc="Lecture et restitution", unit="doc", file=out, dynamic_ncols=True) as bar:
            while True:
                statuses = {s: api.status(s) for s in sent}
                bar.n = sum(_at_rest(status) for status in statuses.values())
                bar.refresh()
                if bar.n == len(sent) or time.monotonic() > until:
                    return statuses
                time.sleep(0.5)


def _at_rest(status: str) -> bool:
    return status not in (Status.READING, Status.REVIEWED)


def summary(run: dict[str, Any], statuses: dict[Sent, str]) -> str:
    """What became of the samples, where the screens are, and how to sign in; in French, for the terminal."""
    counts = Counter(statuses.values())
    lines = ["", "radlad est en service.", "", "Documents d’exemple"]
    lines += [f"  {counts[status]:3d}  {status}" for status in Status if counts[status]]
    lines += [
        "", "Adresses",
        f"  Vidéocodage et suivi   {run['web']}/",
        f"  Client bac à sable     {run['sandbox']}/" if run.get("sandbox") else "",
        f"  API d’acquisition      {run['web']}/process/files   (description : {run['web']}/openapi.json)",
        "", "Comptes de démonstration",
    ]  # fmt: skip
    lines += [f"  {name:<16} {password}" for name, password in run.get("users", {}).items()]
    lines += ["", "Ctrl-C arrête tout ; les données restent pour le prochain démarrage.", ""]
    return "\n".join(lines)
