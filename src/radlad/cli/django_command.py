"""Commands that go through Django: `manage`, `migrate`, and those of clients, users, readers and lanes."""

from __future__ import annotations

import contextlib
import os
from argparse import Namespace

from radlad.domain.errors import ConfigError
from radlad.service.embedded_postgres import EmbeddedPostgres
from radlad.settings import Settings


def django_command(settings: Settings, asked: Namespace) -> int:
    """Runs one command of Django's, with the embedded database running for that long where there is one."""
    from django.core.management import execute_from_command_line

    if "diffsettings" in _arguments(asked)[:1]:
        raise ConfigError("SECRETS", "« diffsettings » afficherait les secrets : lancez plutôt « radlad doctor ».")
    os.environ["DJANGO_SETTINGS_MODULE"] = "radlad.web.config.settings"
    database = EmbeddedPostgres(settings.data) if settings.embedded else contextlib.nullcontext()
    with database:
        execute_from_command_line(["radlad", *_arguments(asked)])
    return 0


def _arguments(asked: Namespace) -> list[str]:
    match asked.command:
        case "migrate":
            return ["migrate", "--no-input", f"--verbosity={0 if asked.quiet else 1}"]
        case "client" | "user" | "reader" | "lane":
            return [f"{asked.command}_{asked.action}", *asked.rest]
        case _:
            return list(asked.rest)
