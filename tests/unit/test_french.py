"""What the screens say in French."""

import pytest

from radlad.web.french import pluralize


@pytest.mark.parametrize(("number", "ending"), [(0, ""), (1, ""), (1.5, ""), (2, "s"), (2000, "s")])
def test_the_plural_begins_at_two(number, ending):
    assert pluralize(number) == ending


def test_a_plural_of_its_own():
    assert pluralize(3, "x") == "x"
