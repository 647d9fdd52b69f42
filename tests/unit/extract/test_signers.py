"""The signer's name, mostly handwritten, beside the representative's, mostly printed."""

import pytest

from radlad.domain.reading import Doubt
from tests.support.printed import OCR, document, line, pairs


def signed(read, written, representative="M. Raphaël Delacroix"):
    words = pairs(("Client", "Centre hospitalier de Tulle"), ("Représenté par", representative), top=200)
    words += tuple(line(40, 600, "Pour le client"))
    words += (*line(40, 620, "Nom et prénom :"), *line(160, 620, written, provenance=OCR))
    return read(document(*words))["nomPrenomClientFinal"]


@pytest.mark.parametrize("written", ["DELACROX Rapharl", "DELACROIXRaphael", "DELACROIY Raphaël"])
def test_a_handwritten_name_like_the_representative_s_is_his_in_doubt_with_what_was_read_at_hand(read, written):
    reading = signed(read, written)
    assert reading.answer.value == "Delacroix Raphaël"
    assert Doubt.OCR_UNSURE in reading.answer.doubts
    assert reading.candidates[0].value == written


def test_the_same_name_in_the_other_order_is_sure_and_stays_as_written(read):
    reading = signed(read, "DELACROIX Raphaël")
    assert (reading.answer.value, Doubt.OCR_UNSURE in reading.answer.doubts) == ("DELACROIX Raphaël", False)


def test_another_name_stays_as_read_in_doubt(read):
    reading = signed(read, "VASSEUR Odile")
    assert reading.answer.value == "VASSEUR Odile"
    assert Doubt.OCR_UNSURE in reading.answer.doubts


def again(read, *below):
    words = pairs(("Client", "Centre hospitalier de Tulle"), ("Représenté par", "M. Raphaël Delacroix"), top=200)
    return read(document(*words, *(w for y, text in below for w in line(40, y, text))))["nomPrenomClientFinal"]


def test_the_representative_s_name_printed_again_is_the_signer_s_in_doubt(read):
    reading = again(read, (620, "Approuvé par Mme Odile Vasseur"), (640, "Accord donné par M. Delacroix Raphaël le"))
    assert reading.answer.value == "M. Delacroix Raphaël"
    assert reading.answer.doubts == (Doubt.LABEL_ABSENT,)


def test_printed_but_once_it_is_nobody_s_signature(read):
    assert again(read, (640, "Accord donné par la direction")).answer.value == ""
