"""A customer's sending side: documents go in without pause, each tried again until it is taken."""

from __future__ import annotations

import itertools
import json
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from tests.faults.cluster import CLIENT, Cluster

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SURE = ("03-hop-dpi-facture-digital.pdf", "FACTURE")
"""Read without a doubt: no person sees it."""
DOUBTFUL = ("02-hop-dpi-va-digital.pdf", "VA")
"""Has a doubt: it passes before an operator."""
_numbers = itertools.count(1)


def document(sample: str) -> bytes:
    """The sample, made unlike any other by what follows its end."""
    return (SAMPLES / sample).read_bytes() + b"\n%% " + str(next(_numbers)).encode() + uuid.uuid4().hex.encode()


@dataclass
class Traffic:
    """Sends documents from `threads` senders until it is left, at most `rate` a second each.

    They pause while `ceiling` documents wait for their acknowledgement, so that the suite's time is bounded.
    `accepted` has each document's `processId` once, and when its 202 came (monotonic seconds).
    """

    cluster: Cluster
    threads: int = 2
    rate: float = 1.0
    ceiling: int = 30
    accepted: dict[str, float] = field(default_factory=dict)
    refused: list[int] = field(default_factory=list)
    retries: int = 0

    def __enter__(self) -> Self:
        self._ends = threading.Event()
        self._gives_up = threading.Event()
        self._senders = [threading.Thread(target=self._send_on, args=(n,), daemon=True) for n in range(self.threads)]
        for sender in self._senders:
            sender.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ends.set()
        for sender in self._senders:
            sender.join(60)
        self._gives_up.set()
        for sender in self._senders:
            sender.join(40)

    def in_flight(self) -> int:
        """How many documents had a 202 and no acknowledgement yet, as the customer sees it."""
        return len(set(self.accepted) - set(self.cluster.customer.acknowledged()))

    def _send_on(self, number: int) -> None:
        tokens: dict[int, str] = {}
        with httpx.Client(timeout=30, trust_env=False) as http:
            while not self._ends.is_set():
                if self.in_flight() >= self.ceiling:
                    self._ends.wait(0.2)
                    continue
                begun = time.monotonic()
                sample, piece = DOUBTFUL if next(_numbers) % 4 == 0 else SURE
                self._send(http, tokens, number, document(sample), piece)
                self._ends.wait(max(0.0, 1 / self.rate - (time.monotonic() - begun)))

    def _send(self, http: httpx.Client, tokens: dict[int, str], number: int, content: bytes, piece: str) -> None:
        """Until it is taken; another web node is tried each time, as a load balancer does."""
        key = uuid.uuid4().hex
        webs = self.cluster.nodes("web")
        for attempt in itertools.count():
            if self._gives_up.is_set():
                return
            web = webs[(number + attempt) % len(webs)]
            try:
                answer = self._post(http, tokens, web.port, content, piece, key)
            except httpx.TransportError:
                self.retries += 1
                time.sleep(0.3)
                continue
            if answer.status_code == 202:
                self.accepted[answer.json()["processId"]] = time.monotonic()
                return
            if answer.status_code in (400, 403, 404):
                self.refused.append(answer.status_code)
                return
            self.retries += 1
            tokens.clear()
            time.sleep(0.3)

    def _post(
        self, http: httpx.Client, tokens: dict[int, str], port: int, content: bytes, piece: str, key: str
    ) -> httpx.Response:
        base = f"http://127.0.0.1:{port}"
        if 0 not in tokens:
            answer = http.post(
                f"{base}/realms/asp/protocol/openid-connect/token",
                data={"grant_type": "client_credentials", "scope": "process:write"},
                auth=(CLIENT, self.cluster.client_secret),
            )
            if answer.status_code != 200:
                return answer
            tokens[0] = answer.json()["access_token"]
        parameters = [{"key": "Couloir", "value": "HOP"}, {"key": "Sons", "value": "DPI"},
                      {"key": "TypeDocument", "value": piece}]  # fmt: skip
        return http.post(
            f"{base}/process/files",
            headers={"Authorization": f"Bearer {tokens[0]}", "X-Partner": "asp", "Idempotency-Key": key},
            data={"parameters": json.dumps(parameters)},
            files={"file": ("piece.pdf", content)},
        )
