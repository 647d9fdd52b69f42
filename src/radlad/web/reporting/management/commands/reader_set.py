"""`radlad reader set`: what an API client that is no lane's may read of the reporting."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from oauth2_provider.models import Application

from radlad.doctypes.lanes import LANES
from radlad.web.accounts import audit
from radlad.web.accounts.models import Action
from radlad.web.acquisition import clients
from radlad.web.reporting.models import Reader


class Command(BaseCommand):
    """Makes a reader, or changes its rights; of a new one of the embedded server the secret is shown, once."""

    help = "Dit ce qu’un client de l’API peut lire du suivi (portée reporting:read)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        keys = [lane.key for lane in LANES]
        parser.add_argument("client", metavar="CLIENT", help="son client_id")
        parser.add_argument("--couloirs", nargs="*", default=[], choices=keys, metavar="COULOIR", help=", ".join(keys))
        parser.add_argument("--contenu", action="store_true", help="il lit aussi les valeurs des documents")
        parser.add_argument("--renew", action="store_true", help="donner un nouveau secret à un client qui existe")

    @transaction.atomic
    def handle(
        self, *_args: Any, client: str, couloirs: list[str], contenu: bool, renew: bool, **_options: Any
    ) -> None:
        if client in {lane.client_id for lane in LANES}:
            raise CommandError(
                f"{client} est le client d’un couloir : il lit déjà le suivi de ce couloir, et lui seul."
            )
        Reader.objects.update_or_create(client_id=client, defaults={"lanes": couloirs, "sees_content": contenu})
        audit.record("", Action.RIGHTS, subject=client, apres={"couloirs": couloirs or "tous", "valeurs": contenu})
        self.stdout.write(f"client_id     {client}")
        if not settings.RADLAD.issuer and (renew or not Application.objects.filter(client_id=client).exists()):
            self.stdout.write(f"client_secret {clients.put_named(client, 'Lecteur du suivi')}")
            self.stderr.write("Notez ce secret : il ne sera plus affiché.")
