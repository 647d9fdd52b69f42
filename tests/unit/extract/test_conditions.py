"""What a form asks for only where a question is answered Oui."""

import pytest

from radlad import doctypes
from radlad.doctypes import labels
from radlad.domain.doctype import DoctypeError, DocumentType, Field, Kind
from radlad.domain.document import Box, Provenance, Source
from radlad.domain.reading import Doubt, Evidence, FieldReading, Found, Missing
from radlad.extract import conditions

RIS = doctypes.by_key("img-ris-bon_commande")
WHERE = Evidence(1, Box(0.1, 0.1, 0.2, 0.2), Provenance(Source.TEXT, "pdfium", "1"), "")


def answered(value, *doubts):
    return FieldReading(RIS.field("aidesPercues"), Found(value, 0.9, WHERE, doubts))


def asked(answer):
    return FieldReading(RIS.field("montantAides"), answer)


UNSURE = Missing(Doubt.LABEL_ABSENT, 0.5, None, (Doubt.LABEL_ABSENT,))


def test_what_non_asks_for_is_surely_empty():
    _, aid = conditions.checked([answered("false"), asked(UNSURE)])
    assert not aid.doubtful


def test_a_value_behind_non_is_a_doubt():
    _, aid = conditions.checked([answered("false"), asked(Found("1 000,00 €", 0.9, WHERE, ()))])
    assert aid.answer.doubts == (Doubt.ANSWER_DIFFERS,)


@pytest.mark.parametrize("answer", [answered("true"), answered("false", Doubt.TICK_UNCLEAR)])
def test_oui_or_a_doubtful_non_says_nothing(answer):
    _, aid = conditions.checked([answer, asked(UNSURE)])
    assert aid.answer is UNSURE


def test_a_field_is_asked_for_by_a_question_of_its_own_type():
    with pytest.raises(DoctypeError, match="isDBCommande"):
        DocumentType(
            RIS.lane,
            RIS.piece,
            "II.4.2",
            (Field(1, "montantAides", Kind.AMOUNT, labels.AID_AMOUNT, "Montant", if_yes="isDBCommande"),),
        )
