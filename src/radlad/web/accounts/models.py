"""People: operators, supervisors, the customer's readers, administrators."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class Role(models.TextChoices):
    """What a person may do (CCTP I.4, last paragraph)."""

    CONSULTATION = "consultation", "Consultation"
    OPERATOR = "videocodeur", "Vidéocodeur"
    SUPERVISOR = "superviseur", "Superviseur"
    ADMINISTRATOR = "administrateur", "Administrateur"


class User(AbstractUser):
    """A person who signs in to the screens."""

    role = models.CharField("rôle", max_length=20, choices=Role.choices, default=Role.CONSULTATION)

    class Meta(AbstractUser.Meta):
        verbose_name = "utilisateur"
        verbose_name_plural = "utilisateurs"

    @property
    def may_review(self) -> bool:
        return self.role in (Role.OPERATOR, Role.SUPERVISOR, Role.ADMINISTRATOR)

    @property
    def may_supervise(self) -> bool:
        return self.role in (Role.SUPERVISOR, Role.ADMINISTRATOR)

    @property
    def may_administer(self) -> bool:
        return self.role == Role.ADMINISTRATOR
