"""The secrets that sign sessions: one made once an installation, then kept, unless some are given."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from radlad.domain.errors import ConfigError
from radlad.service import data_folder
from radlad.settings import Settings

_NAME = "secret.key"
_SHORTEST = 32


def secret_keys(settings: Settings) -> tuple[str, ...]:
    """The secret that signs, then those that are still believed while it is changed (docs/howto/secrets.md).

    Those of RADLAD_SECRET_KEY, which several machines share; else the lines of `secret.key` in the data folder, made at
    the first call whichever process calls first, readable by this account alone. Raises ConfigError.
    """
    given = settings.secret_keys
    if given:
        if min(map(len, given)) < _SHORTEST:
            raise ConfigError("SECRET_KEY", f"RADLAD_SECRET_KEY : chaque clé a au moins {_SHORTEST} caractères.")
        return given
    return _kept(settings.data)


def _kept(data: Path) -> tuple[str, ...]:
    path = data / _NAME
    try:
        if not path.exists():
            data_folder.prepare(data)
            _make(path)
        keys = tuple(path.read_text(encoding="ascii").split())
    except OSError as fault:
        raise ConfigError(
            "SECRET_KEY",
            f"Le fichier « {path} » est illisible ({data_folder.cause(fault)}) : rendez-le au compte de radlad.",
        ) from fault
    if not keys or min(map(len, keys)) < _SHORTEST:
        raise ConfigError(
            "SECRET_KEY", f"Le fichier « {path} » est abîmé : supprimez-le ; chacun devra se connecter de nouveau."
        )
    return keys


def _make(path: Path) -> None:
    """Links a complete file into place: the first process wins, and none reads a half-written secret."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    data_folder.write_private(draft, secrets.token_urlsafe(48) + "\n")
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
