"""Identifiers with a key: what passes, what fails and how (domain.md "Identifiers", decisions.md 18)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from radlad.kinds import am, finess, rpps, siren, siret
from radlad.kinds.errors import FormatError, KeyDigitError, KindError, LengthError

MODULES = [siren, siret, finess, rpps, am]
LENGTHS = {siren: 9, finess: 9, rpps: 11, am: 9}


def keyed(body: str) -> str:
    return body + luhn.calc_check_digit(body)


@pytest.mark.parametrize("module", MODULES)
@given(text=st.text(max_size=40))
def test_only_typed_errors_are_raised(module, text):
    assert module.is_valid(text) in (True, False)
    module.compact(text)
    module.format(text)
    try:
        module.validate(text)
    except KindError:
        assert not module.is_valid(text)


@pytest.mark.parametrize("module", LENGTHS)
@given(data=st.data())
def test_format_then_validate_is_stable(module, data):
    number = keyed(data.draw(st.text("0123456789", min_size=LENGTHS[module] - 1, max_size=LENGTHS[module] - 1)))
    assert module.validate(module.format(number)) == number
    assert module.format(module.format(number)) == module.format(number)


@pytest.mark.parametrize("module", LENGTHS)
@given(data=st.data())
def test_another_last_digit_is_a_false_key(module, data):
    number = keyed(data.draw(st.text("0123456789", min_size=LENGTHS[module] - 1, max_size=LENGTHS[module] - 1)))
    other = str((int(number[-1]) + data.draw(st.integers(1, 9))) % 10)
    with pytest.raises(KeyDigitError):
        module.validate(number[:-1] + other)


@pytest.mark.parametrize("printed", ["73282932000074", "732 829 320 00074", "732.829.320.00074", "35600000009075"])
def test_a_siret_passes_however_it_is_grouped_la_poste_among_them(printed):
    assert siret.is_valid(printed)


def test_a_siret_whose_siren_is_false_fails():
    body = "1234567890001"
    with pytest.raises(KeyDigitError):
        siret.validate(keyed(body))


@pytest.mark.parametrize(("printed", "error"), [("7328293200007", LengthError), ("7328293200007A", FormatError)])
def test_a_siret_of_another_form_fails_for_its_form(printed, error):
    with pytest.raises(error):
        siret.validate(printed)


def test_a_siret_is_shown_in_groups():
    assert siret.format("73282932000074") == "732 829 320 00074"


@pytest.mark.parametrize("letter", ["A", "B"])
def test_a_corsican_finess_counts_its_letter(letter):
    body = f"2{letter}000112"
    number = body + luhn.calc_check_digit(body.replace("A", "1").replace("B", "2"))
    assert finess.validate(number.lower()) == number


def test_a_finess_with_another_letter_fails_for_its_form():
    with pytest.raises(FormatError):
        finess.validate("2C0001123")


def test_twelve_digits_are_a_card_not_an_rpps():
    with pytest.raises(LengthError):
        rpps.validate(keyed("80000000001"))
