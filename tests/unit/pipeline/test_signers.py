"""Cryptographic signatures, by whom their certificates name (decisions.md 10)."""

import random

import pypdfium2
import pytest

from radlad import doctypes
from radlad.domain.document import Box, Document, Provenance, Signer, Source
from radlad.domain.reading import Doubt, Evidence, FieldReading, Found
from radlad.extract.certificates import attributed
from radlad.pipeline.stages import read
from radlad.readers.pdf_signers import signers_of
from tests.support.signing import signature_of, signed_pdf

ORDER = ["Bon de commande", "Fournisseur : Logisoins SAS", "Client : Clinique des Tilleuls",
         "Représentée par : M. Raphaël Delacroix", "", "", "Pour le client, date et signature :"]  # fmt: skip


def answer(path, signature):
    found = read(signed_pdf(path, ORDER, signature), None, forced=doctypes.TYPES[0])
    return next(f for f in found.fields if f.field.balise == "signatureClientFinal").answer


@pytest.mark.parametrize(
    "named", [("DELACROIX Raphaël",), ("Raphael DELACROIX 0042",), ("Cachet serveur", "CLINIQUE DES TILLEULS")]
)
def test_a_signature_that_is_not_to_be_seen_is_the_client_s_by_its_certificate(tmp_path, named):
    read_answer = answer(tmp_path / "a.pdf", signature_of(*named))
    assert (read_answer.value, read_answer.doubts) == ("true", ())


def test_the_supplier_s_own_is_no_signature_of_the_client_s(tmp_path):
    read_answer = answer(tmp_path / "a.pdf", signature_of("Cachet", "Logisoins SAS"))
    assert (read_answer.value, read_answer.doubts) == ("false", ())


@pytest.mark.parametrize("signature", [signature_of("Service de signature"), b"\x30\x82\x01", b"", b"\x30\x80\x00\x00"])
def test_a_stranger_s_or_nobody_s_puts_the_answer_in_doubt(tmp_path, signature):
    read_answer = answer(tmp_path / "a.pdf", signature)
    assert (read_answer.value, read_answer.doubts) == ("false", (Doubt.SIGNATURE_UNSURE,))


@pytest.mark.parametrize(("seen_as", "doubts"), [(Source.FORM, (Doubt.SIGNATURE_UNSURE,)), (Source.MARK, ())])
def test_only_strokes_outweigh_a_certificate_of_the_supplier_s_alone(seen_as, doubts):
    supplier = next(f for f in doctypes.TYPES[0].fields if f.balise == "denominationSociale")
    place = Evidence(1, Box(0.5, 0.8, 0.7, 0.9), Provenance(seen_as, "test"))
    named = FieldReading(supplier, Found("Logisoins SAS", 0.99, place))
    document = Document((), (Signer(("Logisoins SAS",)),))
    assert attributed(Found("true", 0.99, place), (named,), document).doubts == doubts


def test_damaged_signatures_are_somebody_s_each(tmp_path):
    whole, rng = signature_of("DELACROIX Raphaël", "Clinique des Tilleuls"), random.Random(1)
    named = set()
    for _ in range(400):
        damaged = bytearray(whole)
        for _ in range(rng.randrange(1, 6)):
            at = rng.randrange(len(damaged))
            damaged[at : at + rng.choice((1, 1, 1, 20))] = rng.randbytes(rng.choice((1, 1, 8)))
        path = signed_pdf(tmp_path / "a.pdf", ["Bon de commande"], bytes(damaged))
        with pypdfium2.PdfDocument(path) as pdf:
            (signer,) = signers_of(pdf)
        named.add(bool(signer.names))
    assert named == {True, False}
