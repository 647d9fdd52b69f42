"""What the bench runs beside other tools reads as the product does."""

import json
from pathlib import Path

from bench.peers import in_radlad

SAMPLE = Path("samples/03-hop-dpi-facture-digital.pdf")


def test_it_leaves_the_words_and_the_fields_of_a_document(tmp_path):
    in_radlad.main(tmp_path, [SAMPLE])
    assert "Facture" in (tmp_path / f"{SAMPLE.stem}.txt").read_text(encoding="utf-8")
    result = json.loads((tmp_path / f"{SAMPLE.stem}.json").read_text(encoding="utf-8"))
    assert result["typeDocument"] == "FACTURE"
