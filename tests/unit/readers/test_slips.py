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
