"""Whether the client signed, and only the client (decisions.md 10)."""

import random

import cv2
import numpy as np
import pytest

from radlad.doctypes.labels import CLIENT_SIGNATURE
from radlad.domain.document import Box, Document, FormField, Page, Provenance, Source, Word
from radlad.domain.reading import Doubt
from radlad.marks.signature import signature
from tests.support import papers
from tests.unit.marks.test_boxes import Fixed

TEXT = Provenance(Source.TEXT, "t")
WIDTH, HEIGHT = 1653, 2339


class Sheet:
    """A page to print, stamp and sign on, in pixels at 200 dpi."""

    def __init__(self):
        self.grey, self.words = papers.blank(WIDTH, HEIGHT), []

    def say(self, x, y, text, provenance=TEXT):
        """Prints `text` with its baseline at (x, y)."""
        for word in text.split():
            (w, h), _ = cv2.getTextSize(word, cv2.FONT_HERSHEY_SIMPLEX, 0.7, 2)
            cv2.putText(self.grey, word, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 0, 2)
            place = Box((x - 1) / WIDTH, (y - h - 1) / HEIGHT, (x + w + 1) / WIDTH, (y + 5) / HEIGHT)
            self.words.append(Word(word, place, provenance))
            x += w + 12

    def sign(self, x, y, seed=1):
        rng = random.Random(seed)
        pen = np.array([(x + 14 * i, y + rng.randrange(-45, 45)) for i in range(14)])
        cv2.polylines(self.grey, [pen], False, 40, 3)

    def stamp(self, x, y, *, ring=False, angle=8):
        if ring:
            for radius in (85, 50):
                cv2.circle(self.grey, (x, y), radius, 60, 3)
        else:
            corners = cv2.boxPoints(((x, y), (260.0, 75.0), angle)).astype(np.int32)
            cv2.polylines(self.grey, [corners], True, 60, 3)
        self.say(x - 40, y + 5, "CACHET")

    def answer(self, **page):
        read = Page(1, 595, 842, words=tuple(self.words), **page)
        return signature(Document((read,)), Fixed(self.grey), CLIENT_SIGNATURE)


def printed():
    """A page with a line of an order on it."""
    made = Sheet()
    made.say(120, 300, "Bon de commande conditionné au référencement du logiciel par la puissance publique")
    return made


@pytest.fixture
def sheet():
    """The client's column on the right, the supplier's on the left."""
    made = printed()
    made.say(150, 1500, "Pour le fournisseur")
    made.say(900, 1500, "Pour le client")
    made.say(900, 1540, "Date de signature : 12/03/2025")
    made.say(900, 1580, "Signature du client :")
    return made


def test_an_empty_zone_is_not_signed(sheet):
    answer = sheet.answer()
    assert (answer.value, answer.doubts) == ("false", ())
    assert answer.evidence.box.x0 > 0.5


def test_pen_strokes_in_the_client_s_zone_are_a_signature(sheet):
    sheet.sign(950, 1680)
    answer = sheet.answer()
    assert (answer.value, answer.doubts) == ("true", ())
    assert answer.evidence.box.holds(1040 / WIDTH, 1680 / HEIGHT)


def test_pixels_are_looked_at_only_where_something_is_drawn(sheet):
    zone, elsewhere = Box(0.6, 0.69, 0.7, 0.73), Box(0.1, 0.1, 0.2, 0.2)
    sheet.sign(950, 1680)
    assert [sheet.answer(drawn=(place,)).value for place in (elsewhere, zone)] == ["false", "true"]


def test_the_supplier_s_signature_is_not_the_client_s(sheet):
    sheet.sign(170, 1640)
    assert sheet.answer().value == "false"


@pytest.mark.parametrize("ring", [False, True], ids=["frame", "ring"])
@pytest.mark.parametrize("angle", [0, 8, -11])
def test_a_stamp_alone_is_no_signature(sheet, ring, angle):
    sheet.stamp(1100, 1700, ring=ring, angle=angle)
    assert sheet.answer().value == "false"


@pytest.mark.parametrize("angle", [4, 8])
def test_a_stamp_across_the_border_of_its_cell_with_print_on_its_frame_is_no_signature(sheet, angle):
    cv2.rectangle(sheet.grey, (880, 1470), (1500, 1735), 0, 3)
    sheet.stamp(1150, 1715, angle=angle)
    sheet.say(1080, 1690, "Direction")
    assert (sheet.answer().value, sheet.answer().doubts) == ("false", ())


def test_the_dashes_of_a_frame_are_no_signature(sheet):
    for at in range(1600, 1720, 12):
        cv2.line(sheet.grey, (1450, at), (1450, at + 60 if at == 1600 else at + 6), 0, 1)
    for at in range(900, 1400, 45):
        cv2.line(sheet.grey, (at, 1720), (at + 33, 1720), 0, 1)
    assert sheet.answer().value == "false"


@pytest.mark.parametrize("ring", [False, True], ids=["frame", "ring"])
def test_a_signature_across_a_stamp_is_seen(sheet, ring):
    sheet.stamp(1100, 1700, ring=ring)
    sheet.sign(1020, 1690)
    assert sheet.answer().value == "true"


@pytest.mark.parametrize(
    "sentence",
    ["Signé électroniquement par Anne Roux", "Signature électronique de Anne Roux", "DocuSigned by: Anne Roux",
     "le 12/03/2025 à 10:32", "ID A5FA09905A57333E", "DocumentSigné par :", "Approbation électronique",
     "Horodatage : 10 mars 2026 16:11", "29/12/2026 | 15:10 CET", "553D01E8-65CD-4D0A"],
)  # fmt: skip
def test_the_stamp_of_an_e_signature_service_is_a_signature(sheet, sentence):
    sheet.say(930, 1650, sentence)
    assert sheet.answer().value == "true"


def framed(x0, y0, x1, y1):
    """A frame from corner to corner, as a page has it among its rules."""
    return Box(x0 / WIDTH, y0 / HEIGHT, x1 / WIDTH, y1 / HEIGHT)


@pytest.mark.parametrize(("first", "value"), [("Lu et approuve", "true"), ("Recu le", "false")])
def test_a_framed_name_with_a_date_is_a_signature_in_doubt(sheet, first, value):
    """In other words than services are known by; a date stamp names nobody."""
    sheet.say(920, 1660, first)
    sheet.say(920, 1690, "Anne ROUX" if value == "true" else "service courrier")
    sheet.say(920, 1720, "le 17 juillet 2025")
    answer = sheet.answer(rules=(framed(905, 1630, 1230, 1740),))
    assert answer.value == value
    assert (Doubt.SIGNATURE_UNSURE in answer.doubts) is (value == "true")


def test_a_stamp_over_the_label_at_the_foot_of_its_cell_is_in_the_room_to_sign(sheet):
    cell = [framed(880, 1540, 1500, 1543), framed(880, 1840, 1500, 1843)]
    cell += [framed(x, 1540, x + 3, 1843) for x in (880, 1500)]
    for i, said in enumerate(("e-signature", "Anne ROUX", "20/11/2025", "jeton 2C502ED0-6174-4569")):
        sheet.say(910, 1660 + 30 * i, said)
    sheet.say(900, 1820, "Signature du client final (lu et approuve)")
    assert sheet.answer(rules=(*cell, framed(900, 1630, 1330, 1770))).value == "true"


def test_strokes_over_a_word_that_ocr_read_are_in_doubt(sheet):
    sheet.sign(1020, 1690)
    assert not sheet.answer().doubts
    sheet.say(1040, 1730, "Institut", Provenance(Source.OCR, "o"))
    assert sheet.answer().doubts


def test_the_label_of_a_signing_date_is_no_signature(sheet):
    sheet.say(930, 1650, "Document signé le")
    assert sheet.answer().value == "false"


def test_the_supplier_s_e_signature_is_not_the_client_s(sheet):
    sheet.say(170, 1600, "Signé électroniquement par Paul Blanc")
    assert sheet.answer().value == "false"


def test_a_cryptographic_signature_counts_when_it_is_the_client_s(sheet):
    def field(name, x):
        return FormField(name, "", "", Box(x, 0.68, x + 0.2, 0.72))

    assert sheet.answer(signed_fields=(field("Signature1", 0.6),)).value == "true"
    assert sheet.answer(signed_fields=(field("signature_client", 0.1),)).value == "true"
    assert sheet.answer(signed_fields=(field("Signature1", 0.1),)).value == "false"
    assert sheet.answer(signed_fields=(field("signature fournisseur", 0.6),)).value == "false"


def test_a_rule_to_sign_on_is_no_signature(sheet):
    cv2.line(sheet.grey, (910, 1720), (1400, 1722), 0, 2)
    assert sheet.answer().value == "false"


def test_print_below_the_zone_is_no_signature(sheet):
    sheet.say(120, 1850, "Société au capital de 100 000 euros, inscrite au registre du commerce de Paris")
    sheet.sign(950, 2000)
    assert sheet.answer().value == "false"


def test_a_trace_too_small_to_tell_is_in_doubt(sheet):
    cv2.line(sheet.grey, (1000, 1680), (1022, 1698), 0, 4)
    answer = sheet.answer()
    assert answer.value == "false"
    assert Doubt.SIGNATURE_UNSURE in answer.doubts


def test_without_any_label_the_answer_is_a_guess():
    bare = Sheet()
    bare.say(120, 300, "Courrier sans aucun cadre prévu")
    assert set(bare.answer().doubts) == {Doubt.SIGNATURE_UNSURE, Doubt.LABEL_ABSENT}
    bare.sign(900, 1800)
    answer = bare.answer()
    assert answer.value == "true"
    assert Doubt.SIGNATURE_UNSURE in answer.doubts


def test_a_document_without_pages_has_an_answer():
    answer = signature(Document(()), Fixed(papers.blank()), CLIENT_SIGNATURE)
    assert (answer.value, bool(answer.doubts)) == ("false", True)


@pytest.mark.parametrize("told", ["Signez ici", "Datez, signez", "Merci de signer ici"])
def test_who_is_told_to_sign_signs_there(told):
    made = printed()
    made.say(900, 1500, told)
    assert made.answer().value == "false"
    made.sign(1000, 1620)
    answer = made.answer()
    assert answer.value == "true"
    assert Doubt.LABEL_ABSENT not in answer.doubts


def test_a_heading_over_both_parties_columns_is_no_place_of_its_own_to_sign():
    made = printed()
    made.say(150, 1400, "Signature du Client")
    made.say(160, 1470, "Cadre reserve au Fournisseur")
    made.say(800, 1470, "Cadre reserve au Client")
    made.say(160, 1530, "Paul Blanc")
    made.say(800, 1530, "Signature du Client et cachet :")
    rules = [framed(150, y, 1500, y + 3) for y in (1430, 1490, 1840)]
    rules += [framed(x, top, x + 3, foot) for x in (150, 780, 1500) for top, foot in ((1430, 1490), (1490, 1840))]
    made.sign(200, 1660)
    assert made.answer(rules=tuple(rules)).value == "false"
    made.sign(900, 1660)
    assert made.answer(rules=tuple(rules)).value == "true"
