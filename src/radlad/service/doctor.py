"""`radlad doctor`: what is wrong with an installation, in French, and what to do about it. Changes nothing itself."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

import httpx
import psycopg

from radlad.customers import Customer
from radlad.domain.errors import ConfigError, RadladError
from radlad.pipeline import cage
from radlad.service import outbound, postgres_files
from radlad.service.embedded_postgres import EmbeddedPostgres, connection_parameters
from radlad.service.serve import check_ports, only_one
from radlad.settings import Settings

_PACKAGES = ("cv2", "django", "httpx", "jsonschema", "numpy", "onnxruntime", "PIL", "procrastinate", "pypdfium2")
_LITTLE_SPACE = 2 * 1024**3
_CLOCK_SECONDS = 60
_BUILT = 1_735_689_600
"""1 January 2025: a clock that shows less was never set."""


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `remedy` says what to do where it is not well."""

    title: str
    remedy: str = ""
    note: str = ""

    @property
    def well(self) -> bool:
        return not self.remedy


Check = Callable[[Settings], Iterator[Finding]]


def examine(settings: Settings, out: TextIO = sys.stdout, more: Iterable[Finding] = ()) -> int:
    """Prints every finding, those of `more` last; 1 when something is wrong."""
    wrong = 0
    for finding in chain(findings(settings), more):
        wrong += not finding.well
        out.write(f"{'✔' if finding.well else '✘'} {finding.title}{f' : {finding.note}' if finding.note else ''}\n")
        if finding.remedy:
            out.write(f"    → {finding.remedy}\n")
    out.write("\nTout va bien.\n" if not wrong else f"\n{wrong} point(s) à corriger.\n")
    return int(wrong > 0)


def findings(settings: Settings) -> Iterator[Finding]:
    """Looks at everything, one after the other."""
    for check in CHECKS:
        yield from check(settings)


def _python(_settings: Settings) -> Iterator[Finding]:
    found = ".".join(map(str, sys.version_info[:3]))
    remedy = "Installez Python 3.11 ou plus récent, puis relancez « make setup »."
    yield Finding("Python", "" if sys.version_info >= (3, 11) else remedy, found)


def _packages(_settings: Settings) -> Iterator[Finding]:
    missing = [name for name in _PACKAGES if importlib.util.find_spec(name) is None]
    yield Finding("Bibliothèques", "Relancez « make setup »." if missing else "", ", ".join(missing))


def _models(_settings: Settings) -> Iterator[Finding]:
    spec = importlib.util.find_spec("rapidocr")
    folder = Path(spec.origin).parent / "models" if spec and spec.origin else Path("/nowhere")
    found = sorted(path for path in folder.glob("*.onnx") if path.stat().st_size > 1000)
    yield Finding(
        "Modèles de lecture (OCR)",
        "" if found else "Les fichiers des modèles manquent : relancez « make setup ».",
        f"{len(found)} fichiers" if found else "",
    )


_REMEDIES = {
    "landlock": "Le noyau n’a pas Landlock (Linux 5.13 ou plus récent) : mettez-le à jour ou activez-le (lsm=).",
    "seccomp": "La bibliothèque libseccomp manque : apt install libseccomp2.",
}


def _cage(_settings: Settings) -> Iterator[Finding]:
    """What shuts the reader of strangers' files in (ADR 14)."""
    for guard, held in cage.guards().items():
        yield Finding(f"Cage de lecture ({guard})", "" if held else _REMEDIES[guard])


def _data(settings: Settings) -> Iterator[Finding]:
    title = f"Dossier de données {settings.data}"
    existing = next(folder for folder in (settings.data, *settings.data.parents) if folder.exists())
    if not existing.is_dir() or not os.access(existing, os.W_OK | os.X_OK):
        yield Finding(title, "Donnez le droit d’y écrire au compte de radlad, ou changez RADLAD_DATA.")
        return
    free = shutil.disk_usage(existing).free
    note = f"{free / 1024**3:.0f} Go libres"
    yield Finding(title, "" if free > _LITTLE_SPACE else "Libérez de l’espace : il faut au moins 2 Go.", note)


def _ports(settings: Settings) -> Iterator[Finding]:
    title = f"Ports {settings.port} et {settings.sandbox_port}"
    if _serving(settings):
        yield Finding(title, note="tenus par radlad, qui tourne")
        return
    try:
        check_ports(settings, seconds=0)
    except ConfigError as error:
        yield Finding(title, error.message)
    else:
        yield Finding(title, note="libres")


def _serving(settings: Settings) -> bool:
    """Whether a `radlad serve` holds this data folder."""
    if not (settings.data / "serve.lock").exists():
        return False
    try:
        with only_one(settings.data):
            return False
    except ConfigError:
        return True


def _database(settings: Settings) -> Iterator[Finding]:
    title = "Base de données"
    if settings.embedded:
        yield from _embedded(settings)
        if not EmbeddedPostgres(settings.data).running():
            yield Finding(title, note="embarquée, arrêtée")
            return
    try:
        pending = _unapplied(settings)
    except RadladError as error:
        yield Finding(title, error.message)
    except psycopg.Error as error:
        cause = (str(error).strip().splitlines() or ["sans réponse"])[-1]
        yield Finding(title, f"La base ne répond pas ({cause}) : vérifiez DATABASE_URL, le serveur et le réseau.")
    else:
        yield Finding(title, "Lancez « radlad migrate »." if pending else "", "pas à jour" if pending else "à jour")


def _embedded(settings: Settings) -> Iterator[Finding]:
    title = "Programmes de PostgreSQL"
    try:
        account = postgres_files.account_for(postgres_files.cluster_folder(settings.data))
        postgres_files.require_bundled()
    except ConfigError as error:
        yield Finding(title, error.message)
        return
    yield Finding(title, note=f"lancés par le compte d’uid {account.effective}")
    for orphan in postgres_files.orphans():
        yield Finding(
            "Base sans dossier de données",
            note=f"{orphan} n’est plus reliée à rien ; si elle ne vous sert plus, supprimez-la (rm -r)",
        )


def database_usable(settings: Settings) -> bool:
    """Whether the database answers and is up to date, so that rows can be looked at."""
    if settings.embedded and not EmbeddedPostgres(settings.data).running():
        return False
    try:
        return not _unapplied(settings)
    except (RadladError, psycopg.Error):
        return False


def _unapplied(settings: Settings) -> bool:
    """Whether the database lacks a migration that the code brings."""
    with psycopg.connect(**{"connect_timeout": 5, **connection_parameters(settings)}) as connection:
        if connection.execute("SELECT to_regclass('django_migrations')").fetchone() == (None,):
            return True
        rows = connection.execute("SELECT app, name FROM django_migrations").fetchall()
    web = Path(__file__).resolve().parents[1] / "web"
    brought = {(p.parent.parent.name, p.stem) for p in web.glob("*/migrations/0*.py")}
    return not brought <= {(app, name) for app, name in rows}


def _customers(settings: Settings) -> Iterator[Finding]:
    """Each customer's address answers, and its clock agrees with ours."""
    if settings.uses_sandbox:
        yield Finding("Client", note="bac à sable")
        return
    for customer in settings.customers:
        yield from _customer(customer)


def _customer(customer: Customer) -> Iterator[Finding]:
    title = f"Client {customer.name}, {customer.callback}"
    with outbound.client(10, 10, customer.private_networks, customer.ca_file) as http:
        try:
            answer = http.get(customer.callback)
        except outbound.AddressRefusedError:
            yield Finding(
                title,
                "Son adresse est sur un réseau privé : si c’est voulu, ajoutez ce réseau à RADLAD_PRIVATE_NETWORKS.",
            )
            return
        except httpx.HTTPError as fault:
            yield Finding(
                title, f"Ne répond pas ({type(fault).__name__}) : vérifiez son adresse, le réseau et les certificats."
            )
            return
    yield Finding(title, note="répond")
    said = answer.headers.get("Date")
    if said and abs(parsedate_to_datetime(said).timestamp() - time.time()) > _CLOCK_SECONDS:
        yield Finding("Horloge", "Elle diffère de celle du client de plus d’une minute : réglez-la (NTP).")


def _clock(_settings: Settings) -> Iterator[Finding]:
    wrong = time.time() < _BUILT
    yield Finding("Horloge", "Elle n’est pas réglée : les jetons seraient refusés. Réglez-la (NTP)." if wrong else "")


def _run_file(settings: Settings) -> Iterator[Finding]:
    if not settings.run_file.exists():
        yield Finding("Service", note="arrêté")
        return
    if _serving(settings):
        yield Finding("Service", note=f"tourne, {_address(settings.run_file)}")
        return
    yield Finding(
        "Service",
        f"« {settings.run_file} » reste d’un arrêt brutal : il sera remplacé au prochain « radlad serve ».",
    )


def _address(run_file: Path) -> str:
    try:
        run: Any = json.loads(run_file.read_text(encoding="utf-8"))
        return str(run["web"])
    except (OSError, ValueError, KeyError, TypeError):
        return "adresse illisible"


CHECKS: tuple[Check, ...] = (
    _python, _packages, _models, _cage, _data, _database, _ports, _customers, _clock, _run_file,
)  # fmt: skip
