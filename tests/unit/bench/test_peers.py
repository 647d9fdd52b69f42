"""What counts as standing in a peer's text, and a peer that is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.peers.contained import contains, plain, values
from bench.peers.runs import Pages, Peer, run


@pytest.mark.parametrize(
    ("text", "value", "found"),
    [
        ("SIRET : 371 787 995 00575", "37178799500575", True),
        ("Total 50 225,74 €", "50225,74", True),
        ("HOPITAL D'AJACCIO", "Hôpital d’Ajaccio", True),
        ("SIRET : 371 787 995 00576", "37178799500575", False),
    ],
)
def test_a_value_is_found_whatever_its_spaces_case_and_accents(text, value, found):
    assert contains(plain(text), value) is found


def test_answers_that_are_no_text_are_not_looked_for():
    truth = {"fields": {"a": "x1", "b": "true", "c": ""}, "kinds": {"a": "text", "b": "question", "c": "text"}}
    assert list(values(truth)) == [("a", "x1")]


def test_a_program_that_is_not_there_is_named():
    assert Peer("none", ("no-such-program",), lambda pages, out: iter(())).missing() == ["no-such-program"]


def test_a_run_counts_seconds_memory_and_failures(tmp_path: Path):
    commands = [["python3", "-c", "sum(range(3_000_000))"], ["python3", "-c", "raise SystemExit(3)"]]
    taken = run(Peer("two", (), lambda pages, out: iter(commands)), Pages([], [], []), tmp_path)
    assert (taken.failures, taken.cpu_s > 0.02, taken.peak_mb > 3) == (1, True, True)
