"""What happens to a document, from its reading to its end: the only code that changes its status.

Each function is one transaction: it locks the document, asks `domain.states` for the next status, writes the
history, and queues what follows. Each raises IllegalTransitionError when the document is not in a status that
allows it, and changes nothing then. The object it is given shows the new state afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone

from radlad.domain import rules, states
from radlad.domain.doctype import DocumentType
from radlad.domain.errors import CallerError
from radlad.domain.reading import Doubt
from radlad.domain.states import Event, IllegalTransitionError, Motive, Status
from radlad.restitution.schema import fits
from radlad.web.accounts.models import User
from radlad.web.acquisition import jobs, values
from radlad.web.acquisition.models import Document, Entry, LaneSettings, Settlement, Value
from radlad.web.acquisition.result import ReadResult
from radlad.web.delivery import outbox

MAX_READ_TRIES = 3
CONFIRMED, CHANGED, UNDONE = "valeur confirmée", "valeur modifiée", "saisie annulée"
"""What an operator does to a value, in the history."""
READ = (Event.READ_DOUBTFUL, Event.READ_FAILED)


class UnsettledError(IllegalTransitionError):
    """The document cannot be finished: these balises still wait for an operator."""

    def __init__(self, balises: list[str]) -> None:
        super().__init__(f"values to settle: {', '.join(balises)}")
        self.balises = balises


# -- reading


def begin_reading(document: Document) -> bool:
    """Counts one more try; False when it was tried too often, in which case an operator gets it."""
    with _locked(document) as row:
        _expect(row, Status.READING)
        if row.read_tries >= MAX_READ_TRIES:
            _fail(row, f"La lecture s’est interrompue {MAX_READ_TRIES} fois : saisissez ou rejetez le document.")
            return False
        row.read_tries += 1
        row.save(update_fields=["read_tries"])
    return True


def abandon_try(document: Document) -> None:
    """Takes back a try that ended through no fault of the document: the store was away, the service stops."""
    with _locked(document) as row:
        row.read_tries = max(0, row.read_tries - 1)
        row.save(update_fields=["read_tries"])


def read_done(document: Document, result: dict[str, Any]) -> None:
    """Keeps what was read (contracts.md 4), and sends the document to restitution or to an operator (decisions.md 13).

    Raises DocumentError when `result` is no result of a reading of an open type.
    """
    read = ReadResult.parse(result)
    with _locked(document) as row:
        _expect(row, Status.READING)
        if row.retypings != document.retypings or (row.retypings and read.doctype != row.doctype):
            raise IllegalTransitionError("read as a type it no longer is")
        row.couloir, row.sons, row.type = read.couloir, read.sons, read.type_document or ""
        row.pages, row.turns, row.read_tries = read.pages, read.tours, 0
        row.class_confidence, row.clues = read.classement.confiance, read.classement.indices
        doubtful = values.replace_by_reading(row, read.champs)
        row.review_reasons = _reasons(row, doubtful)
        if row.review_reasons:
            _move(row, Event.READ_DOUBTFUL, details={"reasons": row.review_reasons})
        else:
            _finish(row, Event.READ_SURE)


def read_failed(document: Document, reason: str) -> None:
    """Hands the document to an operator because the machine cannot read it; `reason` is French, for a person."""
    with _locked(document) as row:
        _expect(row, Status.READING)
        _fail(row, reason)


# -- an operator's work


def set_value(value: Value, user: User, text: str, doubts: Sequence[Doubt] = ()) -> None:
    """The operator's own value for a field; CallerError when the field cannot return it.

    `doubts`: what its checks say against it. It is kept all the same, and waits for the operator to confirm it.
    """
    try:
        field = value.field
    except KeyError:
        raise IllegalTransitionError("the document is of another type now") from None
    kept = " ".join(text.replace("\x00", "").split())
    if not fits(field, kept):
        wanted = " ou ".join(field.values) or "une date du calendrier, JJ/MM/AAAA,"
        raise CallerError("VALUE_NOT_ALLOWED", f"Ce champ attend {wanted} ou rien.")
    _settle_value(value, user, kept, Settlement.CHANGED, doubts)


def confirm_value(value: Value, user: User) -> None:
    """The operator says that the value is right as it stands; one that was changed by hand stays so."""
    changed = value.settlement == Settlement.CHANGED
    _settle_value(value, user, None, Settlement.CHANGED if changed else Settlement.CONFIRMED)


def undo_last(document: Document, user: User) -> Value:
    """Takes back the operator's last word on a value since the document was read; answers that value, as it was before.

    Raises CallerError when there is nothing to take back.
    """
    with _locked(document) as row:
        _expect(row, Status.TO_REVIEW)
        step = _last_word(row, user)
        value = row.values.select_for_update().get(balise=step.details["balise"])
        now, before = value.value, step.details["before"]
        value.value, value.settlement = before["value"], before["settlement"]
        value.doubts, value.needs_person = before["doubts"], before["needs_person"]
        value.settled_by_id, value.settled_at = before["by"], before["at"]
        value.save()
        record(row, UNDONE, user, {"balise": value.balise, "from": now, "to": value.value, "undoes": step.pk})
    return value


def settle(document: Document, user: User) -> None:
    """Ends the review: every value that needed a person has been settled. Raises UnsettledError when one was not."""
    with _locked(document) as row:
        _expect(row, Status.TO_REVIEW)
        left = list(row.values.filter(needs_person=True).values_list("balise", flat=True))
        if row.doctype is None or left:
            raise UnsettledError(left or ["typeDocument"])
        _finish(row, Event.SETTLED, user)


def reject(document: Document, user: User, motive: Motive) -> None:
    """The operator's refusal (decisions.md 12). An `Inconnu` has no type any more (CCTP annexe C)."""
    with _locked(document) as row:
        _expect(row, Status.TO_REVIEW)
        row.motive = motive
        if motive is Motive.UNKNOWN:
            row.type = ""
        _finish(row, Event.REJECTED, user, motive=motive)


def retype(document: Document, user: User, doctype: DocumentType) -> None:
    """Has the document read again as `doctype`, before all others; it comes back to the same operator."""
    with _locked(document) as row:
        before = row.doctype.title if row.doctype else ""
        row.couloir, row.sons, row.type = doctype.lane.couloir, doctype.lane.sons, doctype.piece
        row.retypings += 1
        row.read_tries, row.review_reasons = 0, []
        _move(row, Event.RETYPED, user, {"from": before, "to": doctype.title})
        jobs.queue_reading(row.pk, jobs.URGENT)


# -- a supervisor's


def reopen(document: Document, user: User) -> None:
    """Puts a document that is not delivered yet before an operator again.

    Raises TransientError while it is being sent.
    """
    with _locked(document) as row:
        _move(row, Event.REOPENED, user)
        outbox.withdraw(row)
        row.motive, row.complexity, row.made_available_at = "", "", None
        row.review_reasons = ["Remis au vidéocodage par un superviseur"]
        row.save()


def cancel(document: Document, user: User, reason: str) -> None:
    """Ends a document without delivering it. Raises TransientError while it is being sent."""
    with _locked(document) as row:
        _move(row, Event.CANCELLED, user, {"reason": reason})
        outbox.withdraw(row)


# -- the customer's


def acknowledged(document: Document) -> None:
    """The customer took the result: the end of the document (decisions.md 17)."""
    with _locked(document) as row:
        row.acknowledged_at = timezone.now()
        _move(row, Event.REJECTION_ACKNOWLEDGED if row.motive else Event.ACKNOWLEDGED)


# -- what these are made of


@contextmanager
def _locked(document: Document) -> Iterator[Document]:
    """The document's row, locked for one transaction; `document` is brought up to date once it committed."""
    with transaction.atomic():
        yield Document.objects.select_for_update(no_key=True).get(pk=document.pk)
    document.refresh_from_db()


def _expect(row: Document, status: Status) -> None:
    if row.status != status:
        raise IllegalTransitionError(f"the document is {row.status}, not {status}")


def _move(row: Document, event: Event, user: User | None = None, details: dict[str, Any] | None = None) -> None:
    row.status = states.after(Status(row.status), event)
    if row.status not in (Status.TO_REVIEW, Status.READING):
        row.locked_by, row.locked_at = None, None
    row.save()
    record(row, event, user, details)


def record(row: Document, what: str, user: User | None = None, details: dict[str, Any] | None = None) -> None:
    """Writes one line of the document's history."""
    Entry.objects.create(document=row, at=timezone.now(), what=what, status=row.status, who=user, details=details or {})


def _reasons(row: Document, doubtful: int) -> list[str]:
    """Why an operator sees the document just read; one who changed its type always sees it again."""
    changed = row.retyped and not row.retypings
    policy = LaneSettings.review_policy(row.lane)
    reasons = rules.review_reasons(row.doctype, changed=changed, doubtful=doubtful, policy=policy)
    if not reasons and row.retypings and row.doctype:
        return [f"Relu comme {row.doctype.title} : à valider"]
    return list(reasons)


def _fail(row: Document, reason: str) -> None:
    row.read_tries, row.review_reasons = 0, [reason]
    values.replace_by_blanks(row)
    _move(row, Event.READ_FAILED, details={"reasons": row.review_reasons})


def _finish(row: Document, event: Event, user: User | None = None, **details: Any) -> None:
    """The result is ready: its complexity is counted and its delivery queued."""
    coded = set(row.values.exclude(settlement=Settlement.MACHINE).values_list("balise", flat=True))
    row.complexity = rules.complexity(row.doctype, coded) if row.doctype else ""
    row.made_available_at = timezone.now()
    row.untouched = user is None
    row.review_reasons = []
    _move(row, event, user, details)
    outbox.put(row)


def _settle_value(
    value: Value, user: User, text: str | None, settlement: Settlement, doubts: Sequence[Doubt] = ()
) -> None:
    document = value.document
    with _locked(document) as row:
        _expect(row, Status.TO_REVIEW)
        kept = Value.objects.select_for_update().get(pk=value.pk)
        before = _as_it_stands(kept)
        kept.value = kept.value if text is None else text
        kept.settlement, kept.settled_by, kept.settled_at = settlement, user, timezone.now()
        kept.doubts, kept.needs_person = [doubt.value for doubt in doubts], bool(doubts)
        kept.save()
        what = CONFIRMED if text is None else CHANGED
        details = {"balise": kept.balise, "from": before["value"], "to": kept.value, "before": before}
        record(row, what, user, details)
    value.refresh_from_db()


def _as_it_stands(value: Value) -> dict[str, Any]:
    """What the history keeps of a value that is about to change: enough to take the change back."""
    return {
        "value": value.value,
        "settlement": value.settlement,
        "doubts": value.doubts,
        "needs_person": value.needs_person,
        "by": value.settled_by_id,
        "at": value.settled_at.isoformat() if value.settled_at else None,
    }


def _last_word(row: Document, user: User) -> Entry:
    """The operator's last step on a value that was not taken back, since the document was last read."""
    steps = row.history.filter(who=user)
    read = row.history.filter(status=Status.TO_REVIEW, what__in=READ).last()
    if read is not None:
        steps = steps.filter(pk__gt=read.pk)
    undone = {entry.details["undoes"] for entry in steps.filter(what=UNDONE)}
    last = steps.filter(what__in=(CONFIRMED, CHANGED)).exclude(pk__in=undone).last()
    if last is None:
        raise CallerError("NOTHING_TO_UNDO", "Il n’y a plus rien à annuler sur ce document.")
    return last
