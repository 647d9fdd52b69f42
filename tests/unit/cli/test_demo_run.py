"""The summary of `make run`."""

from radlad.cli.demo_run import Sent, summary
from radlad.domain.states import Status

RUN = {
    "web": "http://127.0.0.1:8000",
    "sandbox": "http://127.0.0.1:8001",
    "users": {"operateur": "mot-de-passe"},
}


def test_the_summary_counts_by_status_and_says_how_to_sign_in():
    statuses = {Sent(str(i), str(i), "c"): Status.DELIVERED for i in range(3)}
    statuses[Sent("x", "x", "c")] = Status.TO_REVIEW
    text = summary(RUN, statuses)
    assert "3  Livré" in text
    assert "1  En attente vidéocodage" in text
    assert "operateur" in text
    assert "mot-de-passe" in text
    assert RUN["sandbox"] in text
