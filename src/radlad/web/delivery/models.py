"""What was sent to the customer, and each try (contracts.md 2)."""

from __future__ import annotations

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from radlad.web.acquisition.models import Document


class DeliveryState(models.TextChoices):
    """Where a delivery stands."""

    PENDING = "pending", "À livrer"
    ACKNOWLEDGED = "acknowledged", "Accusée"
    REFUSED = "refused", "Refusée par le client"
    EXHAUSTED = "exhausted", "Abandonnée après 72 heures"
    WITHDRAWN = "withdrawn", "Retirée avant livraison"


STOPPED = (DeliveryState.REFUSED, DeliveryState.EXHAUSTED)
"""Until a supervisor has them tried again."""


class Delivery(models.Model):
    """The one body a document's result is delivered as. Sent again as it stands until it is acknowledged.

    Whoever sends it holds a lock on its row meanwhile, so that it is never sent by two at once.
    """

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="delivery")
    body = models.TextField()
    """The JSON exactly as it is sent: its signature is over its UTF-8 bytes."""
    state = models.CharField(max_length=15, choices=DeliveryState.choices, default=DeliveryState.PENDING)
    created_at = models.DateTimeField()
    trying_since = models.DateTimeField()
    """When the tries began that the 72 hours are counted from; a supervisor's relaunch begins them anew."""
    next_try_at = models.DateTimeField(null=True)
    """When it is tried again; null when it is not."""
    replayed = models.BooleanField(default=False, db_default=False)
    """Whether a supervisor had it sent again after the customer had acknowledged it."""

    class Meta:
        verbose_name = "restitution"
        ordering = ("-created_at",)
        indexes = (
            models.Index(
                name="delivery_stopped",
                fields=("trying_since",),
                condition=models.Q(state__in=STOPPED),
            ),
            models.Index(name="delivery_waiting", fields=("next_try_at",), condition=models.Q(state="pending")),
        )

    def __str__(self) -> str:
        return str(self.document_id)


class Attempt(models.Model):
    """One call of the customer's callback. `status` is null when no answer came; `error` says why."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    seconds = models.FloatField()
    status = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True)
    """The first 2 kB of the answer."""
    address = models.CharField(max_length=500, blank=True, default="", db_default="")
    """Where it was sent; empty when nothing left."""
    headers = models.JSONField(default=list, db_default=[])
    """The request's headers as they were sent, `[[name, value]…]`, its token left out."""
    body = models.TextField(blank=True, default="", db_default="")
    """What was sent, once another body took its place in the delivery; until then it is the delivery's."""

    class Meta:
        verbose_name = "essai de restitution"
        ordering = ("at", "id")
        indexes = (BrinIndex(name="attempt_at", fields=("at",), pages_per_range=16),)

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.at:%Y-%m-%d %H:%M:%S}"

    @property
    def sent_body(self) -> str:
        return self.body or self.delivery.body


class Circuit(models.Model):
    """What is known of a customer that does not answer (`circuit`, ADR 10). Without a row, or closed, all is well."""

    customer = models.CharField(max_length=40, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    """Tries in a row that came to nothing."""
    opened_at = models.DateTimeField(null=True)
    """Since when only now and then a try goes out; null while all do."""
    next_probe_at = models.DateTimeField(null=True)
    probing = models.BooleanField(default=False)
    """Whether a try has gone out to see."""

    class Meta:
        verbose_name = "disjoncteur d’un client"

    def __str__(self) -> str:
        return self.customer
