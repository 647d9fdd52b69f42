"""The result object is exactly that of contracts.md 4, and a little more."""

from radlad import doctypes
from radlad.domain.document import Box, Provenance, Source
from radlad.domain.reading import Candidate, Classification, Doubt, Evidence, FieldReading, Found, Missing, Reading
from radlad.pipeline.result import as_result

INVOICE = doctypes.by_key("hop-dpi-facture")
SEEN = Evidence(1, Box(0.12, 0.2, 0.41, 0.22), Provenance(Source.TEXT, "pdfium", "1"), "Réf. AF")


def reading(*fields, doctype=INVOICE, piece=INVOICE.piece):
    found = Classification(INVOICE.lane, piece, 0.987654, ("titre « Facture » p.1",))
    return Reading(found, doctype, fields, pages=2, seconds=0.3149)


def test_a_reading_becomes_the_result_object():
    first, second = INVOICE.fields[:2]
    result = as_result(
        "a.pdf",
        reading(
            FieldReading(first, Found("AF-1", 0.98, SEEN), (Candidate("AF-2", 0.4, SEEN),)),
            FieldReading(second, Missing(Doubt.LABEL_ABSENT, 0.5, None, (Doubt.LABEL_ABSENT,))),
        ),
    )
    champs = result.pop("champs")
    assert result.items() >= {
        "file": "a.pdf", "couloir": "HOP", "sons": "DPI", "typeDocument": "FACTURE", "rejet": False, "motifRejet": "",
        "pages": 2, "secondes": 0.315,
    }.items()  # fmt: skip
    assert result["classement"] == {"confiance": 0.988, "indices": ["titre « Facture » p.1"]}
    assert champs[0].items() >= {
        "position": 1, "balise": first.balise, "valeur": "AF-1", "confiance": 0.98, "doute": False, "motifs": [],
        "page": 1, "boite": [0.12, 0.2, 0.41, 0.22], "source": "texte", "libelle": "Réf. AF",
    }.items()  # fmt: skip
    assert champs[0]["candidats"][0]["valeur"] == "AF-2"
    assert (champs[1]["valeur"], champs[1]["doute"], champs[1]["motifs"]) == ("", True, ["libelle_absent"])


def test_an_unknown_document_has_no_type_and_no_fields():
    result = as_result("a.pdf", reading(doctype=None, piece=None))
    assert (result["typeDocument"], result["rejet"], result["motifRejet"], result["champs"]) == (
        None,
        True,
        "Inconnu",
        [],
    )
