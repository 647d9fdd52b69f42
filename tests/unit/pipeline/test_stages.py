"""The stages of a reading, on the real samples, without OCR: it is an engine's business (CCTP I.2)."""

import json
from pathlib import Path

import pytest

from bench.score import score
from radlad import doctypes
from radlad.classify import Declared
from radlad.domain.doctype import Kind, Piece
from radlad.domain.errors import DocumentError
from radlad.pipeline.result import as_result
from radlad.pipeline.stages import read
from radlad.readers.ocr import OcrPage

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
TRUTHS = [json.loads(row) for row in (SAMPLES / "truth.jsonl").read_text("utf-8").splitlines()]
DIGITAL = [t for t in TRUTHS if t["tier"] == "digital"]


class NoEngine:
    """An OCR engine that nobody may ask for anything."""

    name, version = "none", "1"

    def read(self, grey) -> OcrPage:
        raise AssertionError("a page with a text layer needs no OCR")


def declared(truth):
    lane = doctypes.lane_named(truth["couloir"], truth["sons"])
    return Declared(lane, Piece(truth["type"]))


@pytest.mark.parametrize("truth", DIGITAL, ids=lambda t: t["file"])
def test_a_digital_sample_is_read_whole(truth):
    reading = read(SAMPLES / truth["file"], declared(truth), engine=NoEngine())
    result = as_result(truth["file"], reading)
    figures = score([truth], [result])
    assert figures.wrong == []
    assert figures.sure.right >= 0.9 * figures.sure.of


def test_no_declaration_is_needed():
    truth = DIGITAL[0]
    reading = read(SAMPLES / truth["file"], None, engine=NoEngine())
    assert (reading.classification.lane.couloir, reading.classification.lane.sons) == (truth["couloir"], truth["sons"])
    assert not reading.classification.changed


def test_a_forced_type_is_read_as_that_type_without_classifying():
    truth = DIGITAL[0]
    forced = doctypes.by_key("hop-pfi-facture")
    reading = read(SAMPLES / truth["file"], declared(truth), forced=forced, engine=NoEngine())
    assert reading.doctype is forced
    assert reading.classification.confidence == 1.0
    assert [f.field for f in reading.fields] == list(forced.fields)


def test_every_field_of_the_type_is_there_the_signature_among_them():
    truth = next(t for t in DIGITAL if t["type"] == "BON_COMMANDE")
    reading = read(SAMPLES / truth["file"], declared(truth), engine=NoEngine())
    assert [f.field.position for f in reading.fields] == list(range(1, len(reading.fields) + 1))
    signatures = [f for f in reading.fields if f.field.kind is Kind.SIGNATURE]
    assert [f.answer.value for f in signatures] == [truth["fields"]["signatureClientFinal"]]


def test_a_file_that_is_no_document_is_refused(tmp_path):
    file = tmp_path / "a.pdf"
    file.write_bytes(b"not a PDF")
    with pytest.raises(DocumentError):
        read(file, None, engine=NoEngine())
