"""What operators type without separators."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radlad.domain.doctype import Kind
from radlad.kinds.keyed import keyed


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (Kind.DATE, "12032025", "12/03/2025"),
        (Kind.DATE, "120325", "12/03/2025"),
        (Kind.DATE, "12 mars 2025", "12/03/2025"),
        (Kind.DATE, "12/03/2025", "12/03/2025"),
        (Kind.DATE, "bientôt", "bientôt"),
        (Kind.DATE, "31022025", "31/02/2025"),
        (Kind.AMOUNT, "12345,6", "12 345,60"),
        (Kind.AMOUNT, "12345.60", "12 345,60"),
        (Kind.AMOUNT, "12345", "12 345"),
        (Kind.AMOUNT, "980", "980"),
        (Kind.AMOUNT, "-5000€", "-5 000 €"),
        (Kind.AMOUNT, "12.345,60", "12.345,60"),
        (Kind.AMOUNT, "néant", "néant"),
        (Kind.TEXT, "  deux   mots ", "deux mots"),
        (Kind.SIRET, "732 829 320 00074", "732 829 320 00074"),
    ],
)
def test_dates_and_amounts_get_their_separators_and_all_else_stays_as_typed(kind, typed, kept):
    assert keyed(kind, typed) == kept


@pytest.mark.parametrize("kind", list(Kind))
@given(typed=st.text(max_size=30))
def test_keying_what_was_kept_changes_nothing(kind, typed):
    once = keyed(kind, typed)
    assert keyed(kind, once) == once
