"""The data folder: where an installation keeps its database, files, logs and secrets (contracts.md 5)."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from radlad.domain.errors import ConfigError


def prepare(data: Path) -> None:
    """Makes the data folder where it is missing; raises ConfigError when it cannot be written.

    Others may pass through it, not list it: the embedded database may run under another account than its parent.
    """
    try:
        if not data.is_dir():
            data.mkdir(parents=True, exist_ok=True)
            data.chmod(0o711)
    except OSError as fault:
        raise _unwritable(data, fault) from fault
    if not os.access(data, os.W_OK | os.X_OK):
        raise _unwritable(data, None)


def private_folder(folder: Path) -> Path:
    """`folder`, made for this account alone where it is missing; an existing one keeps its mode."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise _unwritable(folder, fault) from fault
    return folder


def write_private(path: Path, text: str) -> None:
    """Writes a file that only this account may read, whole or not at all."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(handle)
    fresh.replace(path)


def cause(fault: OSError) -> str:
    """Why the system refused, in French."""
    return _CAUSES.get(fault.errno or 0, fault.strerror or type(fault).__name__)


_CAUSES = {
    errno.EACCES: "accès refusé",
    errno.EPERM: "opération interdite",
    errno.ENOSPC: "disque plein",
    errno.EDQUOT: "quota de disque atteint",
    errno.EROFS: "disque en lecture seule",
    errno.ENOENT: "introuvable",
    errno.ENOTDIR: "ce n’est pas un dossier",
    errno.EEXIST: "un fichier porte déjà ce nom",
    errno.EADDRINUSE: "adresse déjà prise",
    errno.EADDRNOTAVAIL: "cette adresse n’est pas celle de la machine",
    errno.EIO: "erreur du disque",
}


def _unwritable(folder: Path, fault: OSError | None) -> ConfigError:
    why = f" ({cause(fault)})" if fault else ""
    return ConfigError(
        "DATA_FOLDER",
        f"Impossible d’écrire dans « {folder} »{why} : donnez-en le droit au compte qui lance radlad, "
        "ou choisissez un autre dossier avec RADLAD_DATA.",
    )
