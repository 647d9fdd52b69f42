"""What the portal keeps of its own: searches, holds, workbooks that are made, API readers."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from radlad.web.accounts.models import LANE_CHOICES
from radlad.web.acquisition.models import Document


class SavedSearch(models.Model):
    """A search under a name of its owner's."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField("nom", max_length=80)
    criteria = models.TextField(blank=True)
    """The query of its address."""

    class Meta:
        verbose_name = "recherche enregistrée"
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("user", "name"), name="one_saved_search_per_name"),)

    def __str__(self) -> str:
        return self.name


class LegalHold(models.Model):
    """A document that the purge must leave alone."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="hold")
    reason = models.CharField("raison", max_length=500)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "gel de la purge"

    def __str__(self) -> str:
        return str(self.document_id)


class WorkbookState(models.TextChoices):
    """Where the making of a workbook stands."""

    WAITING = "waiting", "En attente"
    MAKING = "making", "En cours"
    READY = "ready", "Prêt"
    FAILED = "failed", "Échec"


class Workbook(models.Model):
    """A "suivi RAD/LAD" workbook that someone asked for, made by a worker, thrown away after a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="workbooks")
    criteria = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=WorkbookState.choices, default=WorkbookState.WAITING)
    documents = models.PositiveIntegerField(default=0)
    """How many rows it will have."""
    written = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "classeur de suivi"
        ordering = ("-asked_at",)

    def __str__(self) -> str:
        return str(self.id)

    @property
    def file_key(self) -> str:
        return f"exports/{self.id}.xlsx"

    @property
    def percent(self) -> int:
        return 100 * self.written // self.documents if self.documents else 0


class Reader(models.Model):
    """What an API client that is no lane's may read of the reporting."""

    client_id = models.CharField(max_length=200, unique=True)
    lanes = ArrayField(models.CharField(max_length=41, choices=LANE_CHOICES), default=list, blank=True)
    """Keys of the lanes it may read; empty for all."""
    sees_content = models.BooleanField(default=False)

    class Meta:
        verbose_name = "lecteur du suivi par l’API"

    def __str__(self) -> str:
        return self.client_id
