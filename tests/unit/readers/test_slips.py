"""Letters that OCR confuses and French does not."""

import pytest

from radlad.readers.ocr.slips import mended


@pytest.mark.parametrize(
    ("read", "printed"),
    [("lmagerie", "Imagerie"), ("Ris'lmage", "Ris'Image"), ("d’lmagerie", "d’Imagerie"), ("DPl", "DPI"), ("lRM", "IRM"),
     ("FlNESS", "FINESS")],
)  # fmt: skip
def test_an_l_where_no_french_word_has_one_is_an_i(read, printed):
    assert mended(read) == printed


@pytest.mark.parametrize(
    "word", ["logiciel", "l'établissement", "L’Hôpital", "Avril", "ml", "kl", "l.martin@chu-lens.fr", "TTC", "Bl"]
)
def test_any_other_l_stays(word):
    assert mended(word) == word


@pytest.mark.parametrize("read", ["REF-HOP-PF1-Va2-4200", "REF-HOP-PFl-Va2-4200"])
def test_the_code_of_a_lane_is_put_right(read):
    assert mended(read) == "REF-HOP-PFI-Va2-4200"


@pytest.mark.parametrize(
    ("read", "printed"),
    [("y.Ihostis@ch-vald.fr", "y.lhostis@ch-vald.fr"), ("1.legoff@chu-lens.fr", "l.legoff@chu-lens.fr"),
     ("DIM1@CHU-LENS.FR", "DIM1@CHU-LENS.FR"), ("urgences1.lens@chu.fr", "urgences1.lens@chu.fr")],
)  # fmt: skip
def test_a_mail_address_in_small_letters_has_no_capital_i(read, printed):
    assert mended(read) == printed


@pytest.mark.parametrize(
    ("read", "printed"),
    [("H0P-DPI-Va2", "HOP-DPI-Va2"), ("REF-IMG-DRIMB0x-Va2-7", "REF-IMG-DRIMBox-Va2-7"), ("BH0P12", "BH0P12")],
)
def test_a_nought_in_the_code_of_a_lane_is_a_letter(read, printed):
    assert mended(read) == printed
