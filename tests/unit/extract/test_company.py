"""The supplier's small print against the SIRET that a label announces."""

import pytest

from radlad.domain.reading import Doubt
from tests.support.printed import document, lines

OWN, OTHER = "732 829 320 00074", "356 000 000 00048"
FOOT = (
    "Pictor Imagerie – Société au capital de 598 000 € – RCS Le Mans 732829320 – TVA FR44 732 829 320",
    "Pictor Imagerie – SAS au capital de 598 000 € – SIRET 732 829 320 00074",
)


@pytest.mark.parametrize("foot", FOOT)
@pytest.mark.parametrize(("printed", "doubted"), [(OWN, False), (OTHER, True)])
def test_a_siret_that_the_small_print_contradicts_is_in_doubt(read, foot, printed, doubted):
    siret = read(document(*lines((40, 100, f"N° de SIRET : {printed}"), (40, 800, foot))))["siret"]
    assert siret.answer.value == printed
    assert (Doubt.LEGAL_DIFFERS in siret.answer.doubts) is doubted


@pytest.mark.parametrize("foot", ["Pictor Imagerie, Le Mans", "Capital 598 000 € – RCS 123456789", "Page 1"])
def test_small_print_without_a_number_of_its_own_contradicts_nothing(read, foot):
    siret = read(document(*lines((40, 100, f"N° de SIRET : {OTHER}"), (40, 800, foot))))["siret"]
    assert Doubt.LEGAL_DIFFERS not in siret.answer.doubts


@pytest.mark.parametrize(("mail", "doubted"), [("contact@pictor.example", True), ("l.petit@ch-rodez.example", False)])
def test_how_to_reach_the_supplier_by_its_small_print_is_not_the_client_s_for_sure(read, mail, doubted):
    words = lines((40, 60, "Client"), (40, 100, f"Courriel : {mail}"), (40, 790, FOOT[0]))
    found = read(document(*words, *lines((40, 799, "Tél. : 05 91 73 95 77 – Courriel : contact@pictor.example"))))
    assert found["mailRepresentant"].answer.value == mail
    assert (Doubt.LEGAL_DIFFERS in found["mailRepresentant"].answer.doubts) is doubted


def test_where_no_label_asks_how_to_reach_the_client_the_supplier_s_small_print_does_not_answer(read):
    words = lines((40, 60, "À retourner signé par courriel à contact@pictor.example"), (40, 100, "Nom du client : CHU"))
    foot = lines((40, 790, FOOT[0]), (40, 799, "Courriel : contact@pictor.example"))
    mail = read(document(*words, *foot))["mailRepresentant"]
    assert mail.answer.value == ""
    assert mail.doubtful
