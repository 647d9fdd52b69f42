"""The total of a table of prices is the sum of its lines."""

from decimal import Decimal

import pytest

from radlad.extract.sums import is_one_of, totals
from tests.support.printed import document, lines

LINES = ["33 273,10", "15 120,00", "12 100,00", "0,00"]


@pytest.mark.parametrize("printed", [["60 493,10"], ["48 393,10", "9,00"], [*LINES]])
def test_what_the_first_lines_add_up_to_is_a_total_where_it_is_printed(printed):
    expected = {"60 493,10": Decimal("60493.10"), "48 393,10": Decimal("48393.10")}
    assert totals([[*LINES, "60 493,10"]], printed) == {n for text, n in expected.items() if text in printed}


def test_one_line_has_no_sum():
    assert not totals([["10,00"], ["20,00", "0,00"]], ["10,00", "20,00"])


def test_what_is_no_amount_is_none_of_them():
    assert not is_one_of("vingt", {Decimal(20)})
    assert is_one_of("20,00 €", {Decimal(20)})


@pytest.mark.parametrize(("last", "net"), [("60 493,10 €", "60 493,10 €"), ("61 000,00 €", "33 273,10 €")])
def test_the_net_amount_of_a_table_of_prices_is_the_sum_of_its_lines(read, last, net):
    rows = [(40, 300, "Désignation"), (300, 300, "Qté"), (400, 300, "Total HT")]
    for i, price in enumerate(LINES):
        rows += [(40, 320 + 16 * i, f"Ligne {'abcd'[i]}"), (300, 320 + 16 * i, "1"), (400, 320 + 16 * i, f"{price} €")]
    rows += [(300, 400, "Total HT"), (400, 400, last)]
    assert read(document(*lines(*rows)))["montantSegurHT"].answer.value == net


@pytest.mark.parametrize("sub_total", ["489 800,00 €", "200 000,00 €"])
def test_a_total_is_the_sum_of_the_prices_over_it_whatever_heads_their_column(read, sub_total):
    rows = [(40, 300, "Description"), (300, 300, "Prix HT"), (420, 300, "Montant")]
    for i, (unit, price) in enumerate(
        (("159 390,00 €", "159 390,00 €"), ("172 450,00 €", "172 450,00 €"), ("119 320,00 €", "157 960,00 €"))
    ):
        rows += [(40, 320 + 16 * i, f"Formation {'abc'[i]}"), (300, 320 + 16 * i, unit), (420, 320 + 16 * i, price)]
    rows += [(300, 400, "Sous-total HT"), (420, 400, sub_total)]
    net = read(document(*lines(*rows)))["montantSegurHT"].answer.value
    assert (net == "489 800,00 €") is (sub_total == "489 800,00 €")
