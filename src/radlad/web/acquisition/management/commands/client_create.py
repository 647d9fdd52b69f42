"""`radlad client create`: the OAuth2 client of a lane."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from radlad import doctypes
from radlad.web.acquisition import clients


class Command(BaseCommand):
    """Makes a lane's client and shows its secret, once."""

    help = "Crée le client OAuth2 d’un couloir et affiche son secret, une seule fois."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--couloir", required=True, help="par exemple HOP")
        parser.add_argument("--sons", required=True, help="par exemple DPI")
        parser.add_argument("--renew", action="store_true", help="donner un nouveau secret à un client qui existe")

    def handle(self, *_args: Any, couloir: str, sons: str, renew: bool, **_options: Any) -> None:
        lane = doctypes.lane_named(couloir, sons)
        if lane is None:
            raise CommandError(f"Couloir inconnu : {couloir} {sons}.")
        if clients.exists(lane) and not renew:
            raise CommandError(f"{lane.client_id} existe déjà : ajoutez --renew pour changer son secret.")
        secret = clients.put(lane)
        self.stdout.write(f"client_id     {lane.client_id}")
        self.stdout.write(f"client_secret {secret}")
        self.stderr.write("Notez ce secret : il ne sera plus affiché.")
