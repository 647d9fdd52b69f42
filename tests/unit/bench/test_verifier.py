"""What trains the verifier (ADR 8): what it learns from, and where it sets the thresholds."""

import pytest

from bench import verifier as trainer
from radlad.domain.document import Source
from radlad.extract import verifier

TEXT, OCR = {"lu par OCR": 0.0}, {"lu par OCR": 1.0}


def seen(right: bool, facts: verifier.Facts = TEXT, *, open: bool = True, share: float = 0.0) -> trainer.Seen:
    return trainer.Seen(facts, right, open, "layout", share)


def test_the_threshold_is_the_least_above_which_the_goal_is_met(monkeypatch):
    monkeypatch.setattr(trainer, "_GOAL", 0.004)
    right = [(seen(True), 0.9)] * 200
    wrong = [(seen(False), 0.8), (seen(False), 0.7)]
    assert trainer._threshold([*right, *wrong], Source.TEXT) == pytest.approx(0.9, abs=0.001)
    assert trainer._threshold([*right, *right, *right, *wrong], Source.TEXT) == pytest.approx(0.7, abs=0.001)


def test_each_source_has_its_own_threshold_and_only_what_is_left_to_the_verifier_sets_it():
    judged = [(seen(True), 0.9)] * 400 + [(seen(True, OCR), 0.6)] * 10
    doubted = [(seen(False, open=False), 0.99)] * 5 + [(seen(False, share=0.5), 0.99)] * 5
    assert trainer._threshold([*judged, *doubted], Source.TEXT) == pytest.approx(0.9, abs=0.001)
    assert trainer._threshold([*judged, *doubted], Source.OCR) == pytest.approx(0.6, abs=0.001)


def test_the_same_documents_teach_the_same_whatever_the_weights_were(monkeypatch):
    batch = trainer.Batch("A", ("digital",), 2, "test")
    once = trainer._seen(batch)
    assert {s.share for s in once} == set(trainer._SHARES)
    assert any(s.right and s.open for s in once)
    monkeypatch.setattr(verifier, "probability", lambda _: 0.0)
    assert trainer._seen(batch) == once
