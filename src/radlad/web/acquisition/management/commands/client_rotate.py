"""`radlad client rotate`: another secret for a client, beside the present one for a while."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from oauth2_provider.models import Application

from radlad.web.acquisition import former_secrets

_LONGEST = 90 * 24


class Command(BaseCommand):
    """Shows the new secret, once, and until when the former is taken."""

    help = "Donne un nouveau secret à un client OAuth2 ; l’ancien reste accepté le temps que le client en change."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("client", help="par exemple application.segur.hop.dpi")
        parser.add_argument(
            "--grace", type=int, default=168, metavar="HEURES", help="durée de l’ancien secret (168 ; 0 : plus du tout)"
        )

    def handle(self, *_args: Any, client: str, grace: int, **_options: Any) -> None:
        if not 0 <= grace <= _LONGEST:
            raise CommandError(f"--grace : mettez un nombre d’heures de 0 à {_LONGEST}.")
        try:
            secret = former_secrets.rotate(client, timedelta(hours=grace))
        except Application.DoesNotExist:
            raise CommandError(f"Client inconnu : {client}. Créez-le avec « radlad client create ».") from None
        until = timezone.localtime() + timedelta(hours=grace)
        self.stdout.write(f"client_id     {client}")
        self.stdout.write(f"client_secret {secret}")
        self.stderr.write(
            f"Notez ce secret : il ne sera plus affiché. L’ancien est accepté jusqu’au {until:%d/%m/%Y %H:%M}."
        )
