"""The whole service as `radlad serve` starts it, over real HTTP: receptions, deliveries, and who waits for whom.

    python -m bench.throughput [--burst 5000] [--digital 60] [--crowd 150] [--probes 12]

The callers run on the same cores as the service, and are part of what it takes. A reception counts once its 202 came,
after the file and its row are on durable storage. Two workers, two cores.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import itertools
import json
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pypdfium2

from bench import corpus, report
from radlad import doctypes
from radlad.domain.doctype import Lane
from radlad.domain.states import Status
from tests.acceptance.running import RunningRadlad, reachable_folder, until

_BYTES = 200_000
_CALLERS = 16
_LONG_PAGES = 200


@dataclass(frozen=True)
class Posted:
    """One accepted document: its key, its client, when the 202 came (epoch), and the seconds it took."""

    process_id: str
    client_id: str
    at: float
    seconds: float


class Service:
    """A running service and its callers, one token a client."""

    def __init__(self, running: RunningRadlad) -> None:
        self.running = running
        self._tokens: dict[str, str] = {}
        self._numbers = itertools.count()

    def post(self, content: bytes, parameters: dict[str, str]) -> Posted:
        """Sends one document of its own: each copy is another file. Fails on any answer but 202."""
        body, kind = _multipart(_copy(content, next(self._numbers)), parameters)
        client_id = Lane(parameters["Couloir"], parameters["Sons"]).client_id
        headers = {"Authorization": self._token(client_id), "X-Partner": "asp", "Content-Type": kind}
        begun = time.perf_counter()
        status, answer = self._call("POST", "/process/files", body, headers)
        assert status == 202, answer[:300]
        return Posted(json.loads(answer)["processId"], client_id, time.time(), time.perf_counter() - begun)

    def burst(self, sending: list[tuple[bytes, dict[str, str]]]) -> tuple[list[Posted], float]:
        """Sends them all, from several callers at once; answers them and the seconds it took."""
        for _, parameters in sending:
            self._token(Lane(parameters["Couloir"], parameters["Sons"]).client_id)
        begun = time.perf_counter()
        with ThreadPoolExecutor(_CALLERS) as callers:
            posted = list(callers.map(lambda d: self.post(*d), sending))
        return posted, time.perf_counter() - begun

    def status(self, posted: Posted) -> str:
        headers = {"Authorization": self._token(posted.client_id)}
        status, answer = self._call("GET", f"/process/{posted.process_id}", None, headers)
        assert status == 200, answer[:300]
        return str(json.loads(answer)["status"])

    def delivered_at(self) -> dict[str, float]:
        """When each document first came to the customer (epoch), by `processId`."""
        return {k: datetime.fromisoformat(r["deliveries"][0]).replace(tzinfo=UTC).timestamp()
                for k, r in self.running.received().items()}  # fmt: skip

    def cpu_seconds(self) -> Counter[str]:
        """What its processes have computed so far, by their kind."""
        found: Counter[str] = Counter()
        for process in self.running.children():
            with contextlib.suppress(psutil.NoSuchProcess):
                used = process.cpu_times()
                found[_kind(process)] += used.user + used.system
        return found

    @contextlib.contextmanager
    def workers_paused(self) -> Iterator[None]:
        """Nothing is read meanwhile, as when workers are on machines of their own."""
        paused = [p for w in self.running.workers() for p in (w, *w.children(recursive=True))]
        for process in paused:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.suspend()
        try:
            yield
        finally:
            for process in paused:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.resume()

    def _call(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", int(self.running.environment["RADLAD_PORT"]), timeout=60)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def _token(self, client_id: str) -> str:
        if client_id not in self._tokens:
            run = self.running.run
            answer = self.running.http.post(
                run["token_url"], data={"grant_type": "client_credentials", "scope": "process:write"},
                auth=(client_id, run["clients"][client_id]),
            )  # fmt: skip
            answer.raise_for_status()
            self._tokens[client_id] = f"Bearer {answer.json()['access_token']}"
        return self._tokens[client_id]


def main() -> None:
    """Measures and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--burst", type=int, default=5000, help="receptions of 200 kB")
    parser.add_argument("--digital", type=int, default=60, help="digital documents, until they are acknowledged")
    parser.add_argument("--crowd", type=int, default=150, help="documents of the client that fills the queue")
    parser.add_argument("--probes", type=int, default=12, help="small documents, and re-reads, while it is full")
    given = parser.parse_args()
    figures: dict[str, Any] = {"throughput_cores": len(os.sched_getaffinity(0)), "throughput_remarks": []}
    for part in (_receptions, _deliveries, _fairness):
        with reachable_folder() as folder:
            running = RunningRadlad(folder / "var")
            running.start()
            try:
                figures |= part(Service(running), given)
            finally:
                running.kill_tree()
        figures[f"load{part.__name__}"] = round(os.getloadavg()[1], 1)
        print(json.dumps(figures, indent=1), flush=True)
        report.write_performance(figures)


def _receptions(service: Service, given: argparse.Namespace) -> dict[str, Any]:
    """Bursts with the workers paused, then with them at work."""
    content, parameters = documents(1, "reception")[0]
    padded = content + b"%" + random.Random(1).randbytes(_BYTES - len(content)).hex().encode()[: _BYTES - len(content)]
    sending = [(padded + _ending(content), parameters)] * given.burst
    with service.workers_paused():
        first, _ = service.burst(sending[:_CALLERS])  # starts what looks at files, in each web process
        before = service.cpu_seconds()
        posted, seconds = service.burst(sending)
        used = service.cpu_seconds() - before
    at_work, seconds_at_work = service.burst(sending[: max(1, given.burst // 10)])
    everything = [*first, *posted, *at_work]
    assert len({p.process_id for p in everything}) == len(everything), "two documents with one processId"
    kept = sum(1 for p in (service.running.data / "files").rglob("*") if p.is_file())
    return {
        "receptions_per_s": round(len(posted) / seconds, 1),
        "receptions": len(posted),
        "reception_p99_ms": _percentile([1000 * p.seconds for p in posted], 0.99),
        "reception_cpu_ms": _each(used, len(posted)),
        "receptions_lost": len(everything) - kept,
        "receptions_per_s_workers_busy": round(len(at_work) / seconds_at_work, 1),
        "reception_p99_ms_workers_busy": _percentile([1000 * p.seconds for p in at_work], 0.99),
    }


def _deliveries(service: Service, given: argparse.Namespace) -> dict[str, Any]:
    """Digital documents that need no operator, from their 202 to the customer's acknowledgement."""
    tried = documents(32, "delivery")
    posted, _ = service.burst(tried)
    until(lambda: all(is_read(service.status(p)) for p in posted), "the reading", 300)
    time.sleep(2)
    clean = [d for d, p in zip(tried, posted, strict=True) if p.process_id in service.delivered_at()]
    if not clean:
        return {"digital_delivered_per_s": None}
    before = service.cpu_seconds()
    again, _ = service.burst([document for _, document in zip(range(given.digital), itertools.cycle(clean))])
    until(lambda: {p.process_id for p in again} <= service.delivered_at().keys(), "the deliveries", 300)
    used = service.cpu_seconds() - before
    came = service.delivered_at()
    last = max(came[p.process_id] for p in again)
    return {
        "digital_delivered_per_s": round(len(again) / (last - min(p.at - p.seconds for p in again)), 2),
        "digital_delivered": len(again),
        "digital_delivered_cpu_ms": _each(used, len(again)),
        "digital_without_operator_percent": round(100 * len(clean) / len(tried)),
    }


def _fairness(service: Service, given: argparse.Namespace) -> dict[str, Any]:
    """While one client's long files and burst wait: how long another's small document and a re-read take."""
    made = documents(16, "fairness")
    small = [d for d in made if d[1]["Couloir"] == "IMG"]
    crowd = [d for d in made if d[1]["Couloir"] == "HOP"]
    first, _ = service.burst(small)
    until(lambda: all(is_read(service.status(p)) for p in first), "the reading", 120)
    re_readable = [p for p in first if service.status(p) == Status.TO_REVIEW]
    long = _long_file()
    one_client = crowd[0][1]
    service.burst([(long, one_client)] * 2)
    held, _ = service.burst([(content, one_client) for content, _ in crowd * given.crowd][: given.crowd])
    of_others, re_reads = [], []
    for number in range(given.probes):
        time.sleep(random.Random(number).uniform(0.5, 1.5))
        posted = service.post(*small[number % len(small)])
        of_others.append(_seconds_until_read(service, posted))
        if re_readable:
            again = re_readable[number % len(re_readable)]
            _re_read(service, again)
            re_reads.append(_seconds_until_read(service, again))
    waiting = sum(not is_read(service.status(p)) for p in held)
    return {
        "fair_other_client_p95_s": _percentile(of_others, 0.95),
        "fair_re_read_p95_s": _percentile(re_reads, 0.95) if re_reads else None,
        "fair_probes": given.probes,
        "fair_waiting_before": len(held) + 2,
        "fair_waiting_after": waiting,
    }


def _seconds_until_read(service: Service, posted: Posted) -> float:
    begun = time.perf_counter()
    until(lambda: is_read(service.status(posted)), "a small document", 300)
    return round(time.perf_counter() - begun, 2)


def _re_read(service: Service, posted: Posted) -> None:
    """As the operator's screen does when the type is changed."""
    os.environ |= {"RADLAD_DATA": str(service.running.data), "DJANGO_SETTINGS_MODULE": "radlad.web.config.settings"}
    import django

    django.setup()
    from radlad.web.accounts.models import User
    from radlad.web.acquisition import life
    from radlad.web.acquisition.models import Document

    document = Document.objects.get(pk=posted.process_id)
    doctype = document.doctype
    if doctype is None:
        doctype = doctypes.find(document.declared_lane, document.declared_type)
        assert doctype is not None
    life.retype(document, User.objects.get(username="operateur"), doctype)


def _kind(process: psutil.Process) -> str:
    """Which part of the service a process is."""
    command = process.cmdline()
    if "postgres" in process.name():
        return "database"
    if "radlad.pipeline.cage" in command or "radlad.pipeline.reader" in command:
        return "reader"
    return next((part for part in ("web", "worker") if part in command), "rest")


def _each(used: Counter[str], documents: int) -> dict[str, float]:
    """Milliseconds a document of each kind of process, the dearest first."""
    return {kind: round(1000 * seconds / documents, 1) for kind, seconds in used.most_common()}


def is_read(status: str) -> bool:
    return status != Status.READING


def documents(count: int, seed: str) -> list[tuple[bytes, dict[str, str]]]:
    """Made digital documents and what they are declared as."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        corpus.write(root, count, seed, "A", ("digital",))
        rows = [json.loads(row) for row in (root / "requests.jsonl").read_text(encoding="utf-8").splitlines()]
        return [((root / row["file"]).read_bytes(), row["parameters"]) for row in rows]


def _long_file() -> bytes:
    """A scan of as many pages as a document may have."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        corpus.write(root, 8, "long", "A", ("scan",))
        source = pypdfium2.PdfDocument(next(iter(sorted(root.glob("*.pdf")))))
        made, out = pypdfium2.PdfDocument.new(), root / "long"
        for number in range(_LONG_PAGES):
            made.import_pages(source, [number % len(source)])
        made.save(out)
        return out.read_bytes()


def _copy(content: bytes, number: int) -> bytes:
    """The same document as another file: a comment more, and the end of the file once again."""
    return content + b"\n%" + f"{number:012d}".encode() + _ending(content)


def _ending(content: bytes) -> bytes:
    return b"\n" + content[content.rindex(b"startxref") :]


def _multipart(content: bytes, parameters: dict[str, str]) -> tuple[bytes, str]:
    told = json.dumps([{"key": k, "value": v} for k, v in parameters.items()]).encode()
    part = b'--radlad\r\nContent-Disposition: form-data; name="'
    body = part + b'parameters"\r\n\r\n' + told + b"\r\n" + part + b'file"; filename="piece.pdf"\r\n'
    return body + b"Content-Type: application/pdf\r\n\r\n" + content + b"\r\n--radlad--\r\n", (
        "multipart/form-data; boundary=radlad"
    )


def _percentile(values: list[float], share: float) -> float:
    return round(sorted(values)[min(len(values) - 1, int(share * len(values)))], 2)


if __name__ == "__main__":
    main()
