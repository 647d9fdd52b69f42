"""What was sent to the customer, and each try (contracts.md 2)."""

from __future__ import annotations

from django.db import models

from radlad.web.acquisition.models import Document


class DeliveryState(models.TextChoices):
    """Where a delivery stands."""

    PENDING = "pending", "À livrer"
    ACKNOWLEDGED = "acknowledged", "Accusée"
    REFUSED = "refused", "Refusée par le client"
    EXHAUSTED = "exhausted", "Abandonnée après 72 heures"
    WITHDRAWN = "withdrawn", "Retirée avant livraison"


class Delivery(models.Model):
    """The one body a document's result is delivered as. Sent again as it stands until it is acknowledged.

    Whoever sends it holds a lock on its row meanwhile, so that it is never sent by two at once.
    """

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="delivery")
    body = models.TextField()
    """The JSON exactly as it is sent: its signature is over these bytes."""
    state = models.CharField(max_length=15, choices=DeliveryState.choices, default=DeliveryState.PENDING)
    created_at = models.DateTimeField()
    trying_since = models.DateTimeField()
    """When the tries began that the 72 hours are counted from; a supervisor's relaunch begins them anew."""
    next_try_at = models.DateTimeField(null=True)
    """When it is tried again; null when it is not."""

    class Meta:
        verbose_name = "restitution"
        ordering = ("-created_at",)

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

    class Meta:
        verbose_name = "essai de restitution"
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.at:%Y-%m-%d %H:%M:%S}"
