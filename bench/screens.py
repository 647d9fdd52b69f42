"""`python -m bench.screens`: how fast the workstation answers while eight operators work at once.

Starts a whole radlad on free ports, sends it documents that all pass before an operator, and has eight scripted
operators settle them over HTTP, with the pauses of a quick typist. Writes `bench/results/screens.json` and
`docs/screens.md`. Times are those of the operators, in milliseconds.
"""

from __future__ import annotations

import html
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from radlad.cli.demo_run import ApiClient
from radlad.domain.states import Status

ROOT = Path(__file__).resolve().parents[1]
OPERATORS, EACH, PAUSE = 8, 4, 0.25
"""Operators at work; documents for each; seconds between two keys that save."""
LIMITS = {"next": 500, "save": 100, "page": 150}
_NAMES = {
    "next": "next document on screen (taken, page received)",
    "save": "field save",
    "page": "page image, cached",
    "first_page": "page image, as the document is opened",
    "check": "check while typing",
}


def main() -> None:
    """Runs the bench and writes its report."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # run as root, the database is another account's
        environment = {
            **os.environ, "RADLAD_DATA": f"{folder}/var", "RADLAD_PORT": str(_port()),
            "RADLAD_SANDBOX_PORT": str(_port()), "RADLAD_REVIEW": "always",
        }  # fmt: skip
        with (Path(folder) / "serve.log").open("wb") as log:
            serving = subprocess.Popen(
                [sys.executable, "-m", "radlad.cli.main", "serve"], env=environment, stdout=log, stderr=log
            )
        try:
            times = _work(environment, Path(folder) / "var" / "run.json")
        finally:
            serving.terminate()
            serving.wait(60)
    _write(times)


def _work(environment: dict[str, str], run_file: Path) -> dict[str, list[float]]:
    _until(run_file.exists, "radlad serve")
    run = json.loads(run_file.read_text(encoding="utf-8"))
    passwords = [_account(f"banc-{number}", environment) for number in range(OPERATORS)]
    _send(run)
    times: dict[str, list[float]] = defaultdict(list)
    threads = [
        threading.Thread(target=_operate, args=(run["web"], f"banc-{number}", password, times))
        for number, password in enumerate(passwords)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _account(name: str, environment: dict[str, str]) -> str:
    """Makes an operator; answers the password."""
    command = [sys.executable, "-m", "radlad.cli.main", "user", "create", name, "--role", "videocodeur"]
    said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    return said.split()[-1]


def _send(run: dict[str, Any]) -> None:
    """Sends copies of the first sample, and waits until all of them were read and their pictures were made."""
    sample = (ROOT / "samples" / "01-hop-dpi-bon-commande-digital.pdf").read_bytes()
    parameters = {"Couloir": "HOP", "Sons": "DPI", "TypeDocument": "BON_COMMANDE"}
    with httpx.Client(timeout=60) as http, tempfile.TemporaryDirectory() as folder:
        api, sent = ApiClient(run, http), []
        for number in range(OPERATORS * EACH):
            # Each a file of its own: the same one twice would be one document, and its pictures made once.
            copy = Path(folder) / f"commande-{number:02}.pdf"
            copy.write_bytes(sample + b"%% %d\n" % number)
            sent.append(api.send(copy, parameters))
        _until(lambda: all(api.status(one) == Status.TO_REVIEW for one in sent), "the reading")
    time.sleep(OPERATORS * EACH)


def _operate(web: str, name: str, password: str, times: dict[str, list[float]]) -> None:
    """One operator: signs in, then settles documents until none waits."""
    with httpx.Client(base_url=web, timeout=60, follow_redirects=True) as browser:
        browser.get("/connexion/")
        _post(browser, "/connexion/", username=name, password=password)
        while True:
            page = _timed(times["next"], lambda: _post(browser, "/videocodage/suivant"))
            if "data-finish" not in page.text:
                times["next"].pop()
                return
            _settle(browser, page.text, times)


def _settle(browser: httpx.Client, page: str, times: dict[str, list[float]]) -> None:
    """Looks at the pages, types in a few fields, accepts every doubt, and ends the document."""
    address = re.findall(r'data-address="(/documents/[^"]+)"', page)[0].replace("/0.webp", "/1.webp")
    _timed(times["first_page"], lambda: browser.get(address).raise_for_status())
    _timed(times["page"], lambda: browser.get(address).raise_for_status())
    tags = re.findall(r'<div class="field"[^>]*>', page)
    doubtful = [tag for tag in tags if "data-doubtful" in tag]
    for field, saved in (_field(tag) for tag in [*doubtful, *tags[:8]]):
        time.sleep(PAUSE)
        _timed(times["check"], lambda f=field, s=saved: _post(browser, f"{f}/controle", valeur=s))
        _timed(times["save"], lambda f=field, s=saved: _post(browser, f, valeur=s))
    end = re.findall(r'action="(/videocodage/[^"]+/fin)"', page)[0]
    if "note--success" not in _post(browser, end, apres="file").text:
        raise RuntimeError("a document could not be finished")


def _field(tag: str) -> tuple[str, str]:
    """The address at which a field is saved, and its value."""
    found = re.search(r'data-address="([^"]+)" data-saved="([^"]*)"', tag)
    assert found is not None
    return found[1], html.unescape(found[2])


def _post(browser: httpx.Client, address: str, **values: str) -> httpx.Response:
    """Sends a form as the page would."""
    token = browser.cookies.get("csrftoken") or ""
    answer = browser.post(address, data={**values, "csrfmiddlewaretoken": token}, headers={"X-CSRFToken": token})
    return answer.raise_for_status()


def _timed(kept: list[float], action: Callable[[], httpx.Response]) -> httpx.Response:
    begun = time.perf_counter()
    answer = action()
    kept.append((time.perf_counter() - begun) * 1000)
    return answer


def _write(times: dict[str, list[float]]) -> None:
    figures = {
        name: {
            "count": len(kept),
            "median_ms": round(statistics.median(kept), 1),
            "p95_ms": round(sorted(kept)[int(0.95 * (len(kept) - 1))], 1),
        }
        for name, kept in times.items()
    }
    content = {"operators": OPERATORS, "processors": os.cpu_count(), "load": round(os.getloadavg()[0], 1), **figures}
    results = ROOT / "bench" / "results" / "screens.json"
    results.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    lines = [
        "# The workstation under load", "",
        f"Written by `python -m bench.screens`: {OPERATORS} scripted operators at once on {os.cpu_count()} processors,"
        " which the whole of radlad (database, workers, sandbox customer) and the operators' own scripts share.",
        "", "| | median | 95 % | wanted | times |", "|---|---|---|---|---|",
    ]  # fmt: skip
    for name, what in _NAMES.items():
        one = figures[name]
        wanted = f"≤ {LIMITS[name]} ms" if name in LIMITS else ""
        lines.append(f"| {what} | {one['median_ms']} ms | {one['p95_ms']} ms | {wanted} | {one['count']} |")
    (ROOT / "docs" / "screens.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _until(said: Callable[[], bool], what: str, seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while not said():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.3)


def _port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


if __name__ == "__main__":
    main()
