"""The life of a document (decisions.md 17)."""

import pytest

from radlad.domain import states
from radlad.domain.states import FINAL, Event, IllegalTransitionError, Status


def test_a_document_read_without_doubt_needs_no_operator():
    assert states.after(Status.READING, Event.READ_SURE) is Status.REVIEWED


@pytest.mark.parametrize("event", [Event.READ_DOUBTFUL, Event.READ_FAILED])
def test_a_doubtful_or_unreadable_document_waits_for_an_operator(event):
    assert states.after(Status.READING, event) is Status.TO_REVIEW


def test_a_retyped_document_is_read_again():
    assert states.after(Status.TO_REVIEW, Event.RETYPED) is Status.READING


def test_a_rejection_is_rejected_only_once_acknowledged():
    waiting = states.after(Status.TO_REVIEW, Event.REJECTED)
    assert waiting is Status.REVIEWED
    assert states.after(waiting, Event.REJECTION_ACKNOWLEDGED) is Status.REJECTED


@pytest.mark.parametrize("status", sorted(FINAL))
@pytest.mark.parametrize("event", list(Event))
def test_nothing_happens_to_an_ended_document(status, event):
    assert not states.allows(status, event)
    with pytest.raises(IllegalTransitionError):
        states.after(status, event)


def test_every_status_but_the_first_can_be_reached():
    reached = {Status.READING}
    while True:
        more = {states.after(s, e) for s in reached for e in Event if states.allows(s, e)} - reached
        if not more:
            break
        reached |= more
    assert reached == set(Status)
