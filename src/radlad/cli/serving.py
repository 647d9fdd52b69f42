"""`radlad serve` and `radlad run`: the whole service on one machine, and the samples through it."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import Any

from radlad.domain.errors import ConfigError
from radlad.service.serve import serve as serve_all
from radlad.service.supervisor import Supervisor
from radlad.settings import Settings


def serve(settings: Settings) -> None:
    """Serves until SIGINT or SIGTERM."""
    serve_all(settings, Supervisor(settings.logs, colours=sys.stdout.isatty()), lambda _run: None)


def serve_with_samples(settings: Settings, samples: Path | None = None) -> None:
    """Serves; meanwhile sends the documents of `samples`, and says what became of them.

    Raises ConfigError when they are not there, or when this is not the demonstration (contracts.md 5).
    """
    from tqdm import tqdm

    folder = samples or _project_samples()
    if not (folder / "requests.jsonl").is_file():
        raise ConfigError("SAMPLES", f"Aucun exemple dans « {folder} » : indiquez leur dossier avec --samples.")
    if not settings.embedded:
        raise ConfigError(
            "SAMPLES", "Les exemples s’envoient avec la base embarquée seulement : retirez DATABASE_URL, ou « serve »."
        )

    def show(line: str) -> None:
        tqdm.write(line, file=sys.stdout)

    def ready(run: dict[str, Any]) -> None:
        threading.Thread(target=_send, args=(run, folder), name="samples", daemon=True).start()

    serve_all(settings, Supervisor(settings.logs, show, sys.stdout.isatty()), ready)


def _project_samples() -> Path:
    return Path(__file__).resolve().parents[3] / "samples"


def _send(run: dict[str, Any], samples: Path) -> None:
    """Sends the samples and prints the summary. A failure is said; the service goes on."""
    import httpx

    from radlad.cli.demo_run import send_samples, summary

    try:
        print(summary(run, send_samples(run, samples)), flush=True)
    except (httpx.HTTPError, OSError, KeyError, ValueError) as fault:
        print(f"radlad : les exemples n’ont pas pu être envoyés ({fault}) ; le service tourne.", file=sys.stderr)
