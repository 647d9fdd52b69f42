"""The life of a document: the only table of its statuses and of what may change them (decisions.md 17).

`Status` is what the portal shows. Where the portal's six words are not enough to run the work, the
*step* says more: a document to be read and one being read are both "RAD/LAD en cours".
"""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Statuses of the portal (CCTP I.4)."""

    READING = "RAD/LAD en cours"
    TO_REVIEW = "En attente vidéocodage"
    REVIEWED = "Vidéocodage terminé"
    DELIVERED = "Livré"
    REJECTED = "Rejeté"
    CANCELLED = "Annulé"


class Event(StrEnum):
    """What happens to a document."""

    READ_SURE = "lu sans doute"
    READ_DOUBTFUL = "lu avec doutes"
    READ_FAILED = "lecture impossible"
    SETTLED = "vidéocodage terminé"
    RETYPED = "type modifié par un opérateur"
    REJECTED = "rejeté par un opérateur"
    ACKNOWLEDGED = "accusé de réception du client"
    REJECTION_ACKNOWLEDGED = "rejet accusé par le client"
    REOPENED = "remis au vidéocodage"
    CANCELLED = "annulé"


class Motive(StrEnum):
    """Rejection motives (decisions.md 12)."""

    UNKNOWN = "Inconnu"
    ILLEGIBLE = "Illisible"


class IllegalTransitionError(Exception):
    """This event cannot happen to a document in this status."""


_TABLE: dict[tuple[Status, Event], Status] = {
    (Status.READING, Event.READ_SURE): Status.REVIEWED,
    (Status.READING, Event.READ_DOUBTFUL): Status.TO_REVIEW,
    (Status.READING, Event.READ_FAILED): Status.TO_REVIEW,
    (Status.READING, Event.CANCELLED): Status.CANCELLED,
    (Status.TO_REVIEW, Event.SETTLED): Status.REVIEWED,
    (Status.TO_REVIEW, Event.REJECTED): Status.REVIEWED,
    (Status.TO_REVIEW, Event.RETYPED): Status.READING,
    (Status.TO_REVIEW, Event.CANCELLED): Status.CANCELLED,
    (Status.REVIEWED, Event.ACKNOWLEDGED): Status.DELIVERED,
    (Status.REVIEWED, Event.REJECTION_ACKNOWLEDGED): Status.REJECTED,
    (Status.REVIEWED, Event.REOPENED): Status.TO_REVIEW,
    (Status.REVIEWED, Event.CANCELLED): Status.CANCELLED,
}

FINAL = frozenset({Status.DELIVERED, Status.REJECTED, Status.CANCELLED})


def after(status: Status, event: Event) -> Status:
    """The status a document has once `event` happened to it.

    Raises IllegalTransitionError when it may not happen in this status.
    """
    try:
        return _TABLE[status, event]
    except KeyError:
        raise IllegalTransitionError(f"{event} cannot follow {status}") from None


def allows(status: Status, event: Event) -> bool:
    """Whether `event` may happen to a document in this status."""
    return (status, event) in _TABLE
