"""Values without a key: dates, amounts, rates, phones, mails, names, references, texts (CCTP III)."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radlad.kinds import amount, date, email, mention, name, phone, rate, reference, text
from radlad.kinds.errors import FormatError, ImpossibleError, KindError, LengthError, PartialError

MODULES = [amount, date, email, mention, name, phone, rate, reference, text]


@pytest.mark.parametrize("module", MODULES)
@given(printed=st.text(max_size=60))
def test_only_typed_errors_are_raised(module, printed):
    module.compact(printed)
    module.format(printed)
    try:
        valid = module.validate(printed)
    except KindError:
        assert not module.is_valid(printed)
    else:
        assert module.is_valid(printed)
        assert module.validate(module.format(printed)) == module.validate(module.format(valid))


# -- dates
@given(day=st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_a_day_is_read_in_each_full_form(day):
    months = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()  # noqa: SIM905 - read at a glance
    wanted = f"{day:%d/%m/%Y}"
    for printed in (
        wanted,
        f"{day:%d-%m-%Y}",
        f"{day:%d.%m.%Y}",
        f"{day:%Y-%m-%d}",
        f"{day.day} {months[day.month - 1]} {day.year}",
    ):
        assert date.validate(printed) == wanted
        assert date.compact(printed) == day.isoformat()


@pytest.mark.parametrize("printed", ["1er mars 2025", "1er MARS 2025", "01 / 03 / 2025", "1/3/2025", "1/3/25"])
def test_a_full_date_in_another_dress_is_the_same_day(printed):
    assert date.validate(printed) == "01/03/2025"


@pytest.mark.parametrize("printed", ["03/2025", "mars 2025", "2025", "12/03"])
def test_a_date_without_its_day_or_year_is_partial(printed):
    with pytest.raises(PartialError):
        date.validate(printed)


@pytest.mark.parametrize("printed", ["31/02/2025", "00/01/2025", "12/13/2025", "29/02/2023", "01/01/0025"])
def test_a_date_that_no_calendar_has_is_impossible(printed):
    with pytest.raises(ImpossibleError):
        date.validate(printed)


# -- amounts and rates
@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("12 345,60 €", "12345.60"), ("12.345,60", "12345.60"), ("12345.6", "12345.60"),
        ("12\u00a0345,60€", "12345.60"),
        ("12\u202f345.60 EUR", "12345.60"), ("-5,00 euros", "-5.00"), ("1 234 567", "1234567.00"), ("0,5", "0.50"),
        ("36.048,71 €", "36048.71"), ("300293.00 €", "300293.00"), ("12,345.60", "12345.60"),
    ],
)  # fmt: skip
def test_an_amount_is_read_whatever_its_separators(printed, wanted):
    assert amount.parse(printed) == Decimal(wanted)
    assert amount.compact(printed) == wanted


@pytest.mark.parametrize("printed", ["", "€", "douze", "12,345,6 €", "1 23,00", "12/03/2025", "20 %"])
def test_what_is_no_amount_is_refused(printed):
    with pytest.raises(FormatError):
        amount.validate(printed)


@given(cents=st.integers(-(10**11), 10**11))
def test_an_amount_formatted_says_the_same(cents):
    value = Decimal(cents) / 100
    assert amount.parse(amount.format(f"{value:.2f}")) == value


@pytest.mark.parametrize(
    ("printed", "wanted"), [("20 %", "20.00"), ("8,5%", "8.50"), ("20.0", "20.00"), ("0 %", "0.00")]
)
def test_a_rate_is_read_with_or_without_its_sign(printed, wanted):
    assert rate.compact(printed) == wanted


def test_a_rate_above_a_hundred_is_impossible():
    with pytest.raises(ImpossibleError):
        rate.validate("120 %")


# -- phones and mails
@pytest.mark.parametrize(
    "printed",
    [
        "0142030405",
        "01 42 03 04 05",
        "01.42.03.04.05",
        "01,42,03,04,05",
        "01-42-03-04-05",
        "+33 1 42 03 04 05",
        "+33 (0)1 42 03 04 05",
        "0033142030405",
    ],
)
def test_a_phone_number_is_the_same_in_each_dress(printed):
    assert phone.validate(printed) == "0142030405"


@pytest.mark.parametrize("prefix", ["0590", "0594", "0596", "0262", "0269"])
def test_overseas_numbers_are_valid(prefix):
    assert phone.is_valid(prefix + "123456")


@pytest.mark.parametrize("printed", ["1142030405", "0042030405", "014203040"])
def test_what_is_no_french_number_is_refused(printed):
    assert not phone.is_valid(printed)


@pytest.mark.parametrize("printed", ["a.b@c.fr", "cabinet@medecin.mssante.fr", "j.o'neil@ch-x.com", "a @ b.fr"])
def test_a_mail_has_one_at_after_its_first_character_and_a_dot_behind(printed):
    assert email.is_valid(printed)


@pytest.mark.parametrize("printed", ["@b.fr", "a@b", "a.b.fr", "a@@b.fr", "a@b@c.fr", "a@b.f r@"])
def test_what_is_no_mail_is_refused(printed):
    assert not email.is_valid(printed)


def test_a_mail_has_at_most_150_characters():
    assert email.is_valid("a" * 144 + "@bc.fr")
    with pytest.raises(LengthError):
        email.validate("a" * 145 + "@bc.fr")


# -- names, references and texts
def test_a_name_has_no_digit():
    assert name.is_valid("Mme Anne-Lise D’ALMÉIDA")
    assert not name.is_valid("Anne 2")


def test_a_title_of_courtesy_does_not_make_another_name():
    assert name.compact("Mme Bérénice DE LA TOUR") == name.compact("Berenice de la Tour")


def test_a_reference_needs_a_digit():
    assert reference.is_valid("AF/2025/HOP-PFI/4070")
    assert not reference.is_valid("Bon de commande")


def test_texts_are_compared_without_accents_case_spaces_or_punctuation():
    assert text.compact("Réf. d’appel à  financement :") == text.compact("REF D'APPEL A FINANCEMENT")
    assert text.compact("mise en œuvre") == "miseenoeuvre"
