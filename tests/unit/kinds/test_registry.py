"""What is returned for a printed value, and the doubts it raises by itself (decisions.md 3, 4 and 18)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radlad import kinds
from radlad.domain.doctype import LABELLED_KINDS, Kind
from radlad.domain.reading import Doubt


@pytest.mark.parametrize("kind", sorted(LABELLED_KINDS))
@given(printed=st.text(max_size=40))
def test_each_kind_answers_for_any_text(kind, printed):
    value, doubts = kinds.returned(kind, printed)
    assert isinstance(value, str)
    assert all(isinstance(d, Doubt) for d in doubts)
    assert kinds.same(kind, printed, printed)


def test_each_labelled_kind_has_a_check():
    assert set(kinds.CHECKS) >= LABELLED_KINDS


@pytest.mark.parametrize(
    ("kind", "printed", "doubt"),
    [
        (Kind.SIRET, "73282932000075", Doubt.SIRET_KEY), (Kind.SIREN, "732829321", Doubt.SIREN_KEY),
        (Kind.FINESS, "750712185", Doubt.FINESS_KEY), (Kind.RPPS, "10003456780", Doubt.RPPS_KEY),
        (Kind.AM, "751234560", Doubt.AM_KEY), (Kind.SIRET, "1234", Doubt.FORMAT),
        (Kind.EMAIL, "personne", Doubt.FORMAT),
    ],
)  # fmt: skip
def test_a_false_key_or_form_is_a_doubt_and_never_erases(kind, printed, doubt):
    assert kinds.returned(kind, printed) == (printed, (doubt,))


@pytest.mark.parametrize(
    ("printed", "value", "doubts"),
    [
        ("12/03/2025", "12/03/2025", ()),
        ("12 mars 2025", "12/03/2025", (Doubt.DATE_REWRITTEN,)),
        ("2025-03-12", "12/03/2025", (Doubt.DATE_REWRITTEN,)),
        ("03/2025", "", (Doubt.DATE_PARTIAL,)),
        ("31/02/2025", "", (Doubt.DATE_IMPOSSIBLE,)),
    ],
)
def test_a_date_is_returned_day_month_year_or_not_at_all(printed, value, doubts):
    assert kinds.returned(Kind.DATE, printed) == (value, doubts)


def test_content_is_returned_as_printed_with_its_spaces_folded():
    assert kinds.returned(Kind.AMOUNT, " 12\u00a0345,60  € ") == ("12 345,60 €", ())


def test_values_are_compared_in_normal_form():
    assert kinds.same(Kind.AMOUNT, "12 345,60 €", "12345.6")
    assert kinds.same(Kind.SIRET, "732 829 320 00074", "73282932000074")
    assert not kinds.same(Kind.AMOUNT, "12 345,60", "12 345,61")


def test_empty_is_only_the_same_as_empty():
    assert kinds.same(Kind.TEXT, "", " ")
    assert not kinds.same(Kind.TEXT, "", "x")
