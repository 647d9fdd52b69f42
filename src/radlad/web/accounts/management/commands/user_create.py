"""`radlad user create`: an account for the screens."""

from __future__ import annotations

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from radlad.web.accounts import audit
from radlad.web.accounts.models import LANE_CHOICES, Action, Role, User
from radlad.web.accounts.people import rights_of


class Command(BaseCommand):
    """Makes an account and shows its password, once."""

    help = "Crée un compte et affiche son mot de passe, une seule fois."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", metavar="NOM")
        parser.add_argument("--role", required=True, choices=Role.values)
        keys = [key for key, _ in LANE_CHOICES]
        parser.add_argument("--couloirs", nargs="*", default=[], choices=keys, metavar="COULOIR", help=", ".join(keys))
        parser.add_argument("--sans-contenu", action="store_true", help="ne voit ni les images ni les valeurs")
        parser.add_argument(
            "--renew", action="store_true", help="donner un nouveau mot de passe à un compte qui existe"
        )

    def handle(self, *_args: Any, name: str, role: str, renew: bool, **options: Any) -> None:
        user = User.objects.filter(username=name).first()
        if user is not None and not renew:
            raise CommandError(f"{name} existe déjà : ajoutez --renew pour changer son mot de passe.")
        user = user or User(username=name)
        password = secrets.token_urlsafe(12)
        user.role, user.lanes, user.sees_content = role, options["couloirs"], not options["sans_contenu"]
        user.set_password(password)
        with transaction.atomic():
            user.save()
            audit.record("", Action.RIGHTS, subject=name, apres=rights_of(user))
        self.stdout.write(f"compte        {name} ({Role(role).label})")
        self.stdout.write(f"mot de passe  {password}")
        self.stderr.write("Notez ce mot de passe : il ne sera plus affiché.")
