"""Where the client signs when parties head the columns of a table and rows say what to do."""

import pytest

from radlad.doctypes.labels import CLIENT_SIGNATURE
from radlad.marks.signing_zones import zones_of
from tests.support.printed import HEIGHT, WIDTH, lines, page

CLIENT, SUPPLIER = "Pour l’établissement", "Le prestataire (nom, cachet)"


@pytest.mark.parametrize(("left", "right"), [(CLIENT, SUPPLIER), (SUPPLIER, CLIENT)])
def test_the_client_signs_in_its_column_beside_the_row_s_label(left, right):
    words = lines((180, 500, left), (380, 500, right), (44, 520, "Fait le"), (44, 545, "Cachet et signature"))
    (zone,) = zones_of(page(words), CLIENT_SIGNATURE.wordings)
    here = 180 if left == CLIENT else 380
    there = 560 - here
    assert zone.box.holds((here + 60) / WIDTH, 565 / HEIGHT)
    assert not zone.box.holds((there + 60) / WIDTH, 565 / HEIGHT)


def test_a_party_that_acknowledges_something_does_not_sign_there():
    words = lines((40, 200, "Le client reconnaît que"), (40, 500, "Signature du client :"))
    assert [z.label for z in zones_of(page(words), CLIENT_SIGNATURE.wordings)] == ["Signature du client :"]
