"""People: operators, supervisors, the customer's readers, administrators."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models

from radlad.doctypes.lanes import LANES
from radlad.domain.doctype import Lane

LANE_CHOICES = [(lane.key, lane.title) for lane in LANES]


class Role(models.TextChoices):
    """What a person may do (CCTP I.4, last paragraph)."""

    CONSULTATION = "consultation", "Consultation"
    OPERATOR = "videocodeur", "Vidéocodeur"
    SUPERVISOR = "superviseur", "Superviseur"
    ADMINISTRATOR = "administrateur", "Administrateur"


class User(AbstractUser):
    """A person who signs in to the screens."""

    role = models.CharField("rôle", max_length=20, choices=Role.choices, default=Role.CONSULTATION)
    lanes = ArrayField(
        models.CharField(max_length=41, choices=LANE_CHOICES), verbose_name="couloirs – SONS", default=list, blank=True
    )
    """Keys of the lanes (`HOP-DPI`) whose documents this person may see; empty for all."""
    sees_content = models.BooleanField("voit les images et les valeurs", default=True)
    must_change_password = models.BooleanField("doit changer de mot de passe", default=False)
    sso_subject = models.CharField(max_length=500, null=True, unique=True, editable=False)  # noqa: DJ001 - unique, and many have none
    """The single sign-on provider and its `sub`; null for an account with a password here."""

    class Meta(AbstractUser.Meta):
        verbose_name = "utilisateur"
        verbose_name_plural = "utilisateurs"

    @property
    def may_review(self) -> bool:
        """Nobody settles what they may not see."""
        return self.sees_content and self.role in (Role.OPERATOR, Role.SUPERVISOR, Role.ADMINISTRATOR)

    @property
    def may_supervise(self) -> bool:
        return self.role in (Role.SUPERVISOR, Role.ADMINISTRATOR)

    @property
    def may_administer(self) -> bool:
        return self.role == Role.ADMINISTRATOR

    def may_open(self, lane: Lane) -> bool:
        """Whether documents of this lane exist for this person."""
        return not self.lanes or lane.key in self.lanes


class Action(models.TextChoices):
    """What the audit trail records (CCTP I.4, last paragraph)."""

    SIGNED_IN = "connexion", "Connexion"
    REFUSED = "refus", "Connexion refusée"
    READ = "consultation", "Consultation d’un document"
    IMAGE = "image", "Consultation d’une image"
    EXPORT = "export", "Export"
    QUERY = "api", "Interrogation par l’API"
    RIGHTS = "droits", "Changement de droits"
    HOLD = "conservation", "Gel ou dégel de la purge"
    PURGE = "purge", "Purge d’un document"


class AuditEntry(models.Model):
    """One line of the audit trail. The database refuses to change it, and to delete it before its time is over.

    It names people, clients and documents by plain text: it outlives them.
    """

    at = models.DateTimeField("date", db_index=True)
    who = models.CharField("qui", max_length=200, db_index=True)
    """An account's name or an API client's id; empty for the machine."""
    action = models.CharField(max_length=20, choices=Action.choices)
    document = models.UUIDField(null=True, db_index=True)
    subject = models.CharField("sur", max_length=200, blank=True)
    """The account whose rights changed, the page that was seen, the file that was made."""
    details = models.JSONField(default=dict)
    address = models.GenericIPAddressField(null=True)
    keep_until = models.DateTimeField()

    class Meta:
        verbose_name = "ligne du journal d’audit"
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.who} {self.action}"


def lanes_of(keys: Collection[str]) -> list[Lane]:
    """The lanes of these keys, in the register's order; those it does not know are left out."""
    return [lane for lane in LANES if lane.key in keys]
