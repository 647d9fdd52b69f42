"""`radlad user create`: an account for the screens."""

from __future__ import annotations

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from radlad.web.accounts.models import Role, User


class Command(BaseCommand):
    """Makes an account and shows its password, once."""

    help = "Crée un compte et affiche son mot de passe, une seule fois."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", metavar="NOM")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument(
            "--renew", action="store_true", help="donner un nouveau mot de passe à un compte qui existe"
        )

    def handle(self, *_args: Any, name: str, role: str, renew: bool, **_options: Any) -> None:
        user = User.objects.filter(username=name).first()
        if user is not None and not renew:
            raise CommandError(f"{name} existe déjà : ajoutez --renew pour changer son mot de passe.")
        user = user or User(username=name)
        password = secrets.token_urlsafe(12)
        user.role = role
        user.set_password(password)
        user.save()
        self.stdout.write(f"compte        {name} ({Role(role).label})")
        self.stdout.write(f"mot de passe  {password}")
        self.stderr.write("Notez ce mot de passe : il ne sera plus affiché.")
