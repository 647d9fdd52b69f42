"""The demonstration clients and accounts of the embedded installation (contracts.md 5)."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from oauth2_provider.models import Application

from radlad import doctypes
from radlad.domain.doctype import Lane
from radlad.web.accounts.models import Role, User
from radlad.web.acquisition import clients
from radlad.web.acquisition.client_secret import new_client_secret

USERS = {
    "operateur": Role.OPERATOR,
    "superviseur": Role.SUPERVISOR,
    "consultation": Role.CONSULTATION,
    "administrateur": Role.ADMINISTRATOR,
}
Secrets = dict[str, dict[str, str]]


class Command(BaseCommand):
    """Makes what is missing and prints all of it as JSON; the secrets stay the same from start to start."""

    help = "Crée les clients et les comptes de démonstration, et affiche leurs secrets en JSON."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.RADLAD.embedded:
            raise CommandError(
                "Les comptes de démonstration n’existent qu’avec la base embarquée : "
                "utilisez « radlad client create » et « radlad user create »."
            )
        kept = _kept(settings.RADLAD.data / "demo.json")
        with transaction.atomic():
            for lane in doctypes.OPEN_LANES:
                _put_client(lane, kept["clients"][lane.client_id])
            for name, role in USERS.items():
                _put_user(name, role, kept["users"][name])
        self.stdout.write(json.dumps(kept))


def _kept(path: Path) -> Secrets:
    """The secrets kept at `path` (mode 600), with new ones for what had none."""
    known: Secrets = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    secrets_now = {
        "clients": {
            lane.client_id: known.get("clients", {}).get(lane.client_id) or new_client_secret()
            for lane in doctypes.OPEN_LANES
        },
        "users": {name: known.get("users", {}).get(name) or secrets.token_urlsafe(9) for name in USERS},
    }
    if secrets_now != known:
        draft = path.with_suffix(".tmp")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(secrets_now, file, indent=1)
        draft.replace(path)
    return secrets_now


def _put_client(lane: Lane, secret: str) -> None:
    known = Application.objects.filter(client_id=lane.client_id).first()
    if known is None or not check_password(secret, known.client_secret):
        clients.put(lane, secret)


def _put_user(name: str, role: Role, password: str) -> None:
    user = User.objects.filter(username=name).first() or User(username=name)
    if user.pk is None or user.role != role or not user.check_password(password):
        user.role = role
        user.set_password(password)
        user.save()
