"""A document's row, its values and its history: what every other part of the service works on."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from radlad import doctypes
from radlad.domain.doctype import DocumentType, Field, Lane, Piece
from radlad.domain.reading import Doubt
from radlad.domain.rules import Complexity, ReviewPolicy
from radlad.domain.states import Motive, Status
from radlad.web.acquisition.stored import key_of


def _choices(members: Any) -> list[tuple[str, str]]:
    return [(m.value, m.value) for m in members]


class Document(models.Model):
    """One call of `POST /process/files` and all that became of it. Its key is the `processId`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # -- as received
    partner = models.CharField(max_length=200)
    client_id = models.CharField(max_length=200)
    idempotency_key = models.CharField(max_length=200, null=True)  # noqa: DJ001 - several rows without a key
    name = models.CharField("nom du document", max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=50)
    declared_couloir = models.CharField(max_length=20)
    declared_sons = models.CharField(max_length=20)
    declared_type = models.CharField("type envoyé", max_length=20, choices=_choices(Piece))
    received_at = models.DateTimeField("reçu le", db_index=True)
    # -- as it stands
    status = models.CharField("statut", max_length=30, choices=_choices(Status), default=Status.READING, db_index=True)
    couloir = models.CharField(max_length=20)
    sons = models.CharField(max_length=20)
    type = models.CharField("type", max_length=20, blank=True, choices=_choices(Piece))
    """The type as known now; empty while it is unknown."""
    motive = models.CharField("motif du rejet", max_length=20, blank=True, choices=_choices(Motive))
    pages = models.PositiveIntegerField(default=0)
    turns = models.JSONField(default=list)
    """By how much each page was turned to stand upright, in degrees clockwise; empty until it was read."""
    complexity = models.CharField("complexité", max_length=10, blank=True, choices=_choices(Complexity))
    review_reasons = models.JSONField(default=list)
    """Why it waits for an operator, in French sentences."""
    clues = models.JSONField(default=list)
    """What the classification rests on, in French."""
    class_confidence = models.FloatField(default=0.0)
    read_tries = models.PositiveSmallIntegerField(default=0)
    """Readings begun since the last one that ended: a document that kills its reader is not read for ever."""
    retypings = models.PositiveSmallIntegerField(default=0)
    made_available_at = models.DateTimeField("mis à disposition le", null=True, db_index=True)
    """When the result was ready to be delivered."""
    acknowledged_at = models.DateTimeField("accusé le", null=True)
    untouched = models.BooleanField(default=False, db_default=False)
    """Whether the result was made ready without anybody's hand."""
    # -- counted by the database itself, whoever writes the values (migration 0003); never written from here
    extracted_fields = models.PositiveIntegerField("champs extraits", default=0, db_default=0)
    """How many of its values are not empty: the data that is returned (CCTP I.4)."""
    coded_fields = models.PositiveIntegerField("vidéocodages", default=0, db_default=0)
    """How many of its values an operator confirmed or changed (CCTP I.4)."""
    purged_at = models.DateTimeField("purgé le", null=True)
    """When its file and values were erased for good; its row and its counts stay."""
    # -- in an operator's hands
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    locked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "document"
        ordering = ("-received_at",)
        constraints = (
            models.UniqueConstraint(fields=("client_id", "idempotency_key"), name="one_document_per_idempotency_key"),
        )
        indexes = (
            # The portal's totals read nothing but this index (adr 0006).
            models.Index(
                name="document_follow_up",
                fields=("couloir", "sons", "received_at"),
                include=(
                    "id", "declared_couloir", "declared_sons", "declared_type", "type", "status", "motive",
                    "complexity", "pages", "coded_fields", "extracted_fields", "made_available_at",
                ),
            ),
            # Counted at each reception (adr 0020).
            models.Index(
                name="document_waiting", fields=("client_id",), include=("id", "pages"),
                condition=models.Q(status=Status.READING),
            ),
            models.Index(name="document_to_purge", fields=("acknowledged_at",), condition=models.Q(purged_at=None)),
        )  # fmt: skip

    def __str__(self) -> str:
        return str(self.id)

    @property
    def lane(self) -> Lane:
        return Lane(self.couloir, self.sons)

    @property
    def declared_lane(self) -> Lane:
        return Lane(self.declared_couloir, self.declared_sons)

    @property
    def piece(self) -> Piece | None:
        return Piece(self.type) if self.type else None

    @property
    def doctype(self) -> DocumentType | None:
        """The document type it is known as; None while it is unknown."""
        return doctypes.find(self.lane, self.piece)

    @property
    def retyped(self) -> bool:
        """Whether it turned out to be something else than what was declared (CCTP I.4)."""
        declared = (self.declared_lane, self.declared_type)
        return bool(self.type) and (self.lane, self.type) != declared

    @property
    def file_key(self) -> str:
        """Where its file stands in the store: under its own digest."""
        return key_of(self.sha256)


class LaneSettings(models.Model):
    """What is set for one lane; a lane without a row follows the installation's settings (contracts.md 5)."""

    couloir = models.CharField(max_length=20)
    sons = models.CharField(max_length=20)
    review = models.CharField("relecture", max_length=10, choices=_choices(ReviewPolicy))

    class Meta:
        verbose_name = "réglages d’un couloir"
        constraints = (models.UniqueConstraint(fields=("couloir", "sons"), name="one_row_of_settings_per_lane"),)

    def __str__(self) -> str:
        return f"{self.couloir} {self.sons}"

    @staticmethod
    def review_policy(lane: Lane) -> ReviewPolicy:
        """Which documents of `lane` pass before an operator (decisions.md 13)."""
        row = LaneSettings.objects.filter(couloir=lane.couloir, sons=lane.sons).first()
        return ReviewPolicy(row.review) if row else settings.RADLAD.review


class FormerSecret(models.Model):
    """The digest of a secret that a client was given before its present one (`former_secrets`)."""

    client = models.OneToOneField("oauth2_provider.Application", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=255)
    valid_until = models.DateTimeField()

    class Meta:
        verbose_name = "ancien secret d’un client"

    def __str__(self) -> str:
        return str(self.client_id)


class Settlement(models.TextChoices):
    """Who had the last word on a value."""

    MACHINE = "machine", "Machine"
    CONFIRMED = "confirmed", "Confirmé par un opérateur"
    CHANGED = "changed", "Modifié par un opérateur"


class Value(models.Model):
    """One field of a document: what the machine read, and what stands now."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="values")
    position = models.PositiveSmallIntegerField()
    balise = models.CharField(max_length=80)
    value = models.TextField(blank=True)
    confidence = models.FloatField(default=0.0)
    doubts = models.JSONField(default=list)
    """Codes of `domain.reading.Doubt`; empty once an operator settled it."""
    source = models.CharField(max_length=12, blank=True)
    engine = models.CharField(max_length=80, blank=True)
    label = models.CharField(max_length=200, blank=True)
    page = models.PositiveIntegerField(null=True)
    box = models.JSONField(null=True)
    """x0, y0, x1, y1 as fractions of the upright page."""
    candidates = models.JSONField(default=list)
    """Other values the machine saw: `{"valeur", "confiance", "page", "boite"}`."""
    machine_value = models.TextField(blank=True)
    needs_person = models.BooleanField(default=False)
    settlement = models.CharField(max_length=10, choices=Settlement.choices, default=Settlement.MACHINE)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "valeur"
        ordering = ("document", "position")
        constraints = (models.UniqueConstraint(fields=("document", "balise"), name="one_value_per_balise"),)

    def __str__(self) -> str:
        return f"{self.document_id} {self.balise}"

    @property
    def field(self) -> Field:
        """What the document's type says of this field; KeyError once the type changed."""
        doctype = self.document.doctype
        if doctype is None:
            raise KeyError(self.balise)
        return doctype.field(self.balise)

    @property
    def reasons(self) -> list[str]:
        """The reasons for doubt, as an operator reads them."""
        return [Doubt(code).text for code in self.doubts]


class CallCount(models.Model):
    """Calls of one caller in one window of time (`acquisition.rate`). Its table keeps no journal."""

    key = models.CharField(max_length=200, primary_key=True)
    since = models.BigIntegerField()
    """The window's number since 1970."""
    calls = models.PositiveIntegerField()

    class Meta:
        verbose_name = "compte d’appels"

    def __str__(self) -> str:
        return self.key


class Entry(models.Model):
    """One line of a document's history. Written once, never changed."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="history")
    at = models.DateTimeField()
    what = models.CharField(max_length=60)
    """What happened, in French: an `Event`, or an action of an operator on a value."""
    status = models.CharField(max_length=30, blank=True)
    """The status it left the document in."""
    who = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    details = models.JSONField(default=dict)

    class Meta:
        verbose_name = "événement"
        ordering = ("at", "id")
        # Written in the order of time: what happened lately is found in the last pages.
        indexes = (BrinIndex(name="entry_at", fields=("at",), pages_per_range=16),)

    def __str__(self) -> str:
        return f"{self.document_id} {self.what}"
