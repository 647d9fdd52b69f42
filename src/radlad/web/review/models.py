"""What the operators' work needs beside the documents: their place in the queue, the time they take, the samples that
are keyed twice, and what is agreed for each lane."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.db import models

from radlad import doctypes
from radlad.domain.doctype import DocumentType, Kind, Lane, Piece
from radlad.web.acquisition.models import Document, Settlement

AGREED_DELAY = timedelta(hours=24)
SAMPLED_PERCENT = Decimal("2")


class LaneRules(models.Model):
    """What is agreed for one lane; a lane without a row has the defaults."""

    couloir = models.CharField(max_length=20)
    sons = models.CharField(max_length=20)
    delay = models.DurationField(default=AGREED_DELAY)
    """From reception to restitution, in working days (`working_days`): 24 h is J+1."""
    sampled = models.DecimalField(max_digits=5, decimal_places=2, default=SAMPLED_PERCENT)
    """Percentage of the settled documents that a second operator keys blind."""

    class Meta:
        verbose_name = "règles d’un couloir"
        constraints = (models.UniqueConstraint(fields=("couloir", "sons"), name="one_row_of_rules_per_lane"),)

    def __str__(self) -> str:
        return f"{self.couloir} {self.sons}"

    @staticmethod
    def of(lane: Lane) -> LaneRules:
        """The rules of `lane`; the defaults, not stored, where it has none."""
        found = LaneRules.objects.filter(couloir=lane.couloir, sons=lane.sons).first()
        return found or LaneRules(couloir=lane.couloir, sons=lane.sons)


class Place(models.Model):
    """A document's place in the queue, once it is another than its age gives it."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="place")
    urgent = models.BooleanField(default=False)
    reserved_for = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    """The only operator to whom it is given."""
    put_aside_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    """Who skipped it: that operator gets it last, others in its turn."""
    comment = models.CharField(max_length=500, blank=True)
    """Why it was skipped, for whoever takes it."""

    class Meta:
        verbose_name = "place dans la file"

    def __str__(self) -> str:
        return str(self.document_id)


class Sitting(models.Model):
    """The time that an operator worked on a document, pauses left out."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="sittings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    begun_at = models.DateTimeField()
    last_at = models.DateTimeField()
    seconds = models.FloatField(default=0.0)

    class Meta:
        verbose_name = "temps passé"
        constraints = (models.UniqueConstraint(fields=("document", "user"), name="one_sitting_per_operator"),)

    def __str__(self) -> str:
        return f"{self.document_id} {self.user_id}"


class KeyingState(models.TextChoices):
    """How far a second keying is."""

    WAITING = "waiting", "À saisir"
    DIFFERING = "differing", "À arbitrer"
    CLOSED = "closed", "Terminée"


class SecondKeying(models.Model):
    """A settled document that another operator keys again without seeing what was settled (domain.md, "Operators")."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="second_keying")
    couloir = models.CharField(max_length=20)
    sons = models.CharField(max_length=20)
    type = models.CharField(max_length=20)
    """The type it was settled as: what the fields below belong to, whatever becomes of the document."""
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=KeyingState.choices, default=KeyingState.WAITING, db_index=True)
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    held_at = models.DateTimeField(null=True)
    arbiter = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "seconde saisie"

    def __str__(self) -> str:
        return str(self.document_id)

    @property
    def doctype(self) -> DocumentType:
        found = doctypes.find(Lane(self.couloir, self.sons), Piece(self.type))
        assert found is not None, "only documents of an open type are settled"
        return found


class Verdict(models.TextChoices):
    """Which of two values is the right one."""

    AGREED = "agreed", "Identiques"
    FIRST = "first", "Première saisie juste"
    SECOND = "second", "Seconde saisie juste"
    OTHER = "other", "Aucune des deux"


class KeyedField(models.Model):
    """One field of a second keying: both values, and which was right."""

    keying = models.ForeignKey(SecondKeying, on_delete=models.CASCADE, related_name="fields")
    position = models.PositiveSmallIntegerField()
    balise = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in Kind])
    first_value = models.TextField(blank=True)
    first_settlement = models.CharField(max_length=10, choices=Settlement.choices)
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    """Who settled the first value; nobody where the machine's stood."""
    second_value = models.TextField(blank=True)
    keyed = models.BooleanField(default=False)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    right_value = models.TextField(blank=True)

    class Meta:
        verbose_name = "champ saisi deux fois"
        ordering = ("keying", "position")
        constraints = (models.UniqueConstraint(fields=("keying", "balise"), name="one_keyed_field_per_balise"),)

    def __str__(self) -> str:
        return f"{self.keying_id} {self.balise}"
