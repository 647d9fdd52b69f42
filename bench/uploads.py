"""Hostile uploads: thousands of mutated calls of `POST /process/files` over real HTTP, against a whole radlad.

    python -m bench.uploads [--count 10000] [--seed 1] [--minutes 30]

Documents, bodies, headers and parameters are damaged. Each call must be answered by what the contract lists, never by
500; each 202 must stand for a row and a whole file of what was sent. Exit status 1 when one does not.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import local

import httpx

from bench import fuzz
from tests.acceptance.running import RunningRadlad, reachable_folder

_CLIENT = "application.segur.hop.dpi"
_THREADS = 4
_ALLOWED = frozenset({202, 400, 401, 403, 429, 503})
_NAMES = (
    "a.pdf", "a.pdf", "a.pdf", "../../etc/passwd.pdf", "C:\\x\\y.PDF", "a\0b.pdf", "é" * 300 + ".pdf", ".pdf", "",
    "\u202egpj.fdp.pdf", "a\r\nSet-Cookie: x.pdf", "<script>.pdf", "a.pdf/", "CON.pdf", "%00.pdf", "a.tiff", "b.exe",
)  # fmt: skip
_VALUES = ("HOP", "HOP", "HOP", "hop", "PHA", "", "'; DROP TABLE x; --", "\0", "HOP" * 9999, "é", "[]", "null")
_HTTP = local()
Ends = Counter[str]


class Uploads:
    """Calls of one running service."""

    def __init__(self, radlad: RunningRadlad, seed: str) -> None:
        self._web, self._seed = radlad.run["web"], seed
        self._files = radlad.data / "files"
        self._samples = [p for p in sorted(fuzz.SAMPLES.iterdir()) if p.suffix != ".jsonl"]
        asked = httpx.post(
            radlad.run["token_url"],
            data={"grant_type": "client_credentials", "scope": "process:write"},
            auth=(_CLIENT, radlad.run["clients"][_CLIENT]),
        )
        self._token = asked.raise_for_status().json()["access_token"]

    def call(self, number: int) -> str:
        """How call `number` ended: its status, and what is wrong with it if anything."""
        rng = random.Random(f"{self._seed}-{number}")
        content = self._content(rng)
        body, kind = self._body(rng, content)
        damaged = rng.random() < 0.4
        if damaged:
            body = fuzz.mutated(body, rng.choice(self._samples).read_bytes(), rng)
        headers = {"Content-Type": kind, "X-Partner": "asp", "Authorization": f"Bearer {self._token}"}
        if rng.random() < 0.1:
            name = rng.choice(list(headers))
            headers[name] = rng.choice(("", "x" * 5000, "Bearer x", "multipart/form-data", "application/json"))
        try:
            answer = self._http().post(f"{self._web}/process/files", content=body, headers=headers)
        except httpx.HTTPError as error:
            return f"no answer: {type(error).__name__}   <-- a fault"
        if answer.status_code not in _ALLOWED:
            return f"{answer.status_code}   <-- a fault"
        if answer.status_code == 202:
            kept = "" if damaged else self._kept(content, answer.json()["processId"])
            return f"202{kept}"
        return f"{answer.status_code} {answer.json()['code']}"

    def _kept(self, content: bytes, process_id: str) -> str:
        """Nothing when the document is there, whole."""
        digest = hashlib.sha256(content).hexdigest()
        stored = self._files / digest[:2] / digest
        told = self._http().get(f"{self._web}/process/{process_id}", headers={"Authorization": f"Bearer {self._token}"})
        whole = stored.is_file() and stored.read_bytes() == content and told.status_code == 200
        return "" if whole else " without its document   <-- a fault"

    def _content(self, rng: random.Random) -> bytes:
        sample = rng.choice(self._samples).read_bytes()
        return sample if rng.random() < 0.1 else fuzz.mutated(sample, rng.choice(self._samples).read_bytes(), rng)

    def _body(self, rng: random.Random, content: bytes) -> tuple[bytes, str]:
        pairs = [("Couloir", "HOP"), ("Sons", "DPI"), ("TypeDocument", "FACTURE")]
        if rng.random() < 0.2:
            pairs[rng.randrange(3)] = (rng.choice(("Couloir", "couloir", "")), rng.choice(_VALUES))
        parameters = json.dumps([{"key": key, "value": value} for key, value in pairs])
        name = rng.choice(_NAMES)
        boundary = f"b{rng.random()}"
        quoted = name.replace('"', "").replace("\r", "").replace("\n", "").encode()
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="'
        body = (
            f'{head}parameters"\r\n\r\n{parameters}\r\n{head}file"; filename="'.encode() + quoted
            + b'"\r\nContent-Type: application/pdf\r\n\r\n' + content + f"\r\n--{boundary}--\r\n".encode()
        )  # fmt: skip
        return body, f"multipart/form-data; boundary={boundary}"

    def _http(self) -> httpx.Client:
        if not hasattr(_HTTP, "client"):
            _HTTP.client = httpx.Client(timeout=120)
        client: httpx.Client = _HTTP.client
        return client


def run(count: int, seed: str, seconds: float) -> Ends:
    """How `count` calls end, fewer if `seconds` are over."""
    ends: Ends = Counter()
    with reachable_folder() as folder:
        radlad = RunningRadlad(folder / "var", RADLAD_WORKERS="1")
        try:
            radlad.start()
            uploads, until = Uploads(radlad, seed), time.monotonic() + seconds
            with ThreadPoolExecutor(_THREADS) as pool:
                for begun in range(0, count, 100):
                    if time.monotonic() > until:
                        break
                    ends.update(pool.map(uploads.call, range(begun, min(count, begun + 100))))
        finally:
            radlad.kill_tree()
    return ends


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--minutes", type=float, default=30)
    given = parser.parse_args()
    begun = time.monotonic()
    ends = run(given.count, given.seed, 60 * given.minutes)
    print(f"{ends.total()} calls in {time.monotonic() - begun:.0f} s")
    for end, number in ends.most_common():
        print(f"{number:6} {end}")
    return int(any("a fault" in end for end in ends))


if __name__ == "__main__":
    sys.exit(main())
