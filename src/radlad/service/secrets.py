"""The secret that signs sessions and tokens: made once an installation, then kept."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from radlad.domain.errors import ConfigError
from radlad.service import data_folder

_NAME = "secret.key"


def secret_key(data: Path) -> str:
    """The installation's secret, made at the first call and the same ever after, whichever process calls first.

    Kept in `secret.key` under `data`, readable by this account alone. Raises ConfigError when it cannot be kept.
    """
    path = data / _NAME
    try:
        if not path.exists():
            data_folder.prepare(data)
            _make(path)
        key = path.read_text(encoding="ascii").strip()
    except OSError as fault:
        raise ConfigError(
            "SECRET_KEY",
            f"Le fichier « {path} » est illisible ({data_folder.cause(fault)}) : rendez-le au compte de radlad.",
        ) from fault
    if len(key) < 32:
        raise ConfigError(
            "SECRET_KEY", f"Le fichier « {path} » est abîmé : supprimez-le ; chacun devra se connecter de nouveau."
        )
    return key


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
