"""`radlad lane set`: the review policy of a lane."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from radlad import doctypes
from radlad.domain.rules import ReviewPolicy
from radlad.web.acquisition.models import LaneSettings


class Command(BaseCommand):
    """Sets which documents of a lane pass before an operator (decisions.md 13)."""

    help = "Choisit quels documents d’un couloir passent devant un opérateur : « doubt » ou « always »."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--couloir", required=True, help="par exemple HOP")
        parser.add_argument("--sons", required=True, help="par exemple DPI")
        parser.add_argument("--review", required=True, choices=[p.value for p in ReviewPolicy])

    def handle(self, *_args: Any, couloir: str, sons: str, review: str, **_options: Any) -> None:
        lane = doctypes.lane_named(couloir, sons)
        if lane is None:
            raise CommandError(f"Couloir inconnu : {couloir} {sons}.")
        LaneSettings.objects.update_or_create(couloir=lane.couloir, sons=lane.sons, defaults={"review": review})
        self.stdout.write(f"{lane.title} : relecture « {review} »")
