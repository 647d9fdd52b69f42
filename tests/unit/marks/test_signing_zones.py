"""Where the client signs when parties head the columns of a table and rows say what to do."""

import pytest

from radlad.doctypes.labels import CLIENT_SIGNATURE
from radlad.domain.document import Word
from radlad.marks.segments import segments_of
from radlad.marks.signing_zones import Zone, zones_of
from tests.support.printed import HEIGHT, WIDTH, lines, page

CLIENT, SUPPLIER = "Pour l’établissement", "Le prestataire (nom, cachet)"


def client_zones(words: tuple[Word, ...]) -> list[Zone]:
    return zones_of(page(words), segments_of(words, HEIGHT / WIDTH), CLIENT_SIGNATURE.wordings)


@pytest.mark.parametrize(("left", "right"), [(CLIENT, SUPPLIER), (SUPPLIER, CLIENT)])
def test_the_client_signs_in_its_column_beside_the_row_s_label(left, right):
    words = lines((180, 500, left), (380, 500, right), (44, 520, "Fait le"), (44, 545, "Cachet et signature"))
    (zone,) = client_zones(words)
    here = 180 if left == CLIENT else 380
    there = 560 - here
    assert zone.box.holds((here + 60) / WIDTH, 565 / HEIGHT)
    assert not zone.box.holds((there + 60) / WIDTH, 565 / HEIGHT)


def test_a_party_that_acknowledges_something_does_not_sign_there():
    words = lines((40, 200, "Le client reconnaît que"), (40, 500, "Signature du client :"))
    assert [z.label for z in client_zones(words)] == ["Signature du client :"]


def test_a_party_s_identity_is_no_place_to_sign():
    words = lines((40, 200, "Le client"), (40, 220, "SIREN client : 413 465 915"), (40, 500, "Signature du client :"))
    assert [z.label for z in client_zones(words)] == ["Signature du client :"]


def test_the_last_line_of_a_sentence_is_no_place_to_sign():
    sentence = (40, 200, "Flux d’envoi des comptes rendus à"), (40, 212, "l’établissement")
    label = (40, 300, "Nom du signataire pour"), (40, 312, "le client")
    words = lines(*sentence, *label, (40, 500, "Signature du client :"))
    assert [z.label for z in client_zones(words)] == ["Signature du client :"]


def test_a_pen_goes_above_its_row():
    words = lines((180, 500, CLIENT), (380, 500, SUPPLIER), (44, 520, "Fait le"), (44, 545, "Cachet et signature"))
    (zone,) = client_zones(words)
    assert zone.box.y0 * HEIGHT < 545 - 15
