"""Where the client signs when parties head the columns of a table and rows say what to do."""

from dataclasses import replace

import pytest

from radlad.doctypes.labels import CLIENT_SIGNATURE
from radlad.domain.document import Box, Word
from radlad.marks.segments import segments_of
from radlad.marks.signing_zones import Zone, zones_of
from tests.support.printed import HEIGHT, WIDTH, lines, page

CLIENT, SUPPLIER = "Pour l’établissement", "Le prestataire (nom, cachet)"


def client_zones(words: tuple[Word, ...], *rules: tuple[float, float, float, float]) -> list[Zone]:
    ruled = tuple(Box(x0 / WIDTH, y0 / HEIGHT, x1 / WIDTH, y1 / HEIGHT) for x0, y0, x1, y1 in rules)
    sheet = replace(page(words), rules=ruled)
    return zones_of(sheet, segments_of(words, HEIGHT / WIDTH), CLIENT_SIGNATURE.wordings)


@pytest.mark.parametrize(("left", "right"), [(CLIENT, SUPPLIER), (SUPPLIER, CLIENT)])
def test_the_client_signs_in_its_column_beside_the_row_s_label(left, right):
    words = lines((180, 500, left), (380, 500, right), (44, 520, "Fait le"), (44, 545, "Cachet et signature"))
    (zone,) = client_zones(words)
    here = 180 if left == CLIENT else 380
    there = 560 - here
    assert zone.box.holds((here + 60) / WIDTH, 565 / HEIGHT)
    assert not zone.box.holds((there + 60) / WIDTH, 565 / HEIGHT)


def test_a_party_that_acknowledges_something_does_not_sign_there():
    words = lines((40, 200, "Le client reconnaît que"), (40, 500, "Signature du client :"))
    assert [z.label for z in client_zones(words)] == ["Signature du client :"]


def test_a_party_s_identity_is_no_place_to_sign():
    words = lines((40, 200, "Le client"), (40, 220, "SIREN client : 413 465 915"), (40, 500, "Signature du client :"))
    assert [z.label for z in client_zones(words)] == ["Signature du client :"]


def test_the_last_line_of_a_sentence_is_no_place_to_sign():
    sentence = (40, 200, "Flux d’envoi des comptes rendus à"), (40, 212, "l’établissement")
    label = (40, 300, "Nom du signataire pour"), (40, 312, "le client")
    words = lines(*sentence, *label, (40, 500, "Signature du client :"))
    assert [z.label for z in client_zones(words)] == ["Signature du client :"]


def test_a_pen_goes_above_its_row():
    words = lines((180, 500, CLIENT), (380, 500, SUPPLIER), (44, 520, "Fait le"), (44, 545, "Cachet et signature"))
    (zone,) = client_zones(words)
    assert zone.box.y0 * HEIGHT < 545 - 15


@pytest.mark.parametrize("other", ["Pour nous", "Pour la société", "Établi par : Loïc Le Goff"])
def test_who_signs_beside_the_client_needs_no_name(other):
    (zone,) = client_zones(lines((40, 500, "Pour le client"), (320, 500, other)))
    assert zone.box.x1 * WIDTH < 320


@pytest.mark.parametrize(
    "heading",
    ["Le client (signature précédée de la mention « lu et approuvé »)", "Le client, par son représentant habilité",
     "Le donneur d’ordre", "Approuvé par l’acheteur"],
)  # fmt: skip
def test_a_heading_may_say_how_or_by_whom_the_client_signs(heading):
    assert [z.label for z in client_zones(lines((40, 500, heading)))] == [heading]


def test_a_caption_in_brackets_is_no_place_to_sign():
    words = lines((300, 200, "(le client, sa dénomination)"), (40, 500, "Signature du client :"))
    assert [z.label for z in client_zones(words)] == ["Signature du client :"]


@pytest.mark.parametrize(
    "said", ["Signature précédée de la mention « lu et approuvé »", "Signataire (nom, prénom) : Mme Anne Marie Le Goff"]
)
def test_what_is_said_under_the_place_to_sign_leaves_room(said):
    (zone,) = client_zones(lines((40, 500, "Cachet et signature du client"), (40, 513, said)))
    assert zone.box.y1 * HEIGHT > 560


def test_parties_that_sign_in_rows_do_not_sign_for_one_another():
    words = lines((200, 500, "Signature du client"), (40, 516, "Le client"), (40, 600, "Le fournisseur"))
    assert all(z.box.y1 * HEIGHT <= 600 for z in client_zones(words))


def test_a_stamp_s_own_sentence_is_no_place_to_sign():
    words = lines((40, 500, "Signature qualifiée le 23/11/2026"))
    assert client_zones(words) == []


def test_a_label_at_the_foot_of_its_cell_is_signed_over():
    cells = (40, 500, 560, 500), (40, 580, 560, 580)
    words = lines((44, 566, "Signature du fournisseur"), (304, 566, "Signature du client final (lu et approuvé)"))
    (zone,) = client_zones(words, *cells)
    assert zone.box.holds(400 / WIDTH, 530 / HEIGHT)
    assert not zone.box.holds(400 / WIDTH, 600 / HEIGHT)
    assert zone.box.x0 * WIDTH > 270


def test_a_label_in_a_cell_of_its_own_line_is_signed_under():
    cells = (40, 500, 560, 500), (40, 514, 560, 514), (40, 580, 560, 580)
    (zone,) = client_zones(lines((44, 502, "Signature du client final")), *cells)
    assert zone.box.holds(100 / WIDTH, 550 / HEIGHT)


@pytest.mark.parametrize(
    "frames",
    [
        ((40, 530, 280, 620), (300, 530, 560, 620)),
        ((40, 530, 40, 620), (280, 530, 280, 620), (300, 530, 300, 620), (560, 530, 560, 620)),
    ],
    ids=["frames", "their sides"],
)
def test_the_frame_under_a_label_is_where_its_party_signs(frames):
    (zone,) = client_zones(lines((42, 500, "Pour le client"), (302, 500, "Calame Logiciels")), *frames)
    assert zone.box.holds(150 / WIDTH, 600 / HEIGHT)
    assert not zone.box.holds(400 / WIDTH, 600 / HEIGHT)


def test_what_a_label_says_in_brackets_of_how_to_sign_does_not_make_it_a_line_of_print():
    words = lines((40, 500, "Le client"), (40, 512, "Signé le : 30/10/2025"))
    words += lines((40, 540, "Signature (précédée de la mention « lu et approuvé ») :"))
    assert any(z.box.holds(100 / WIDTH, 590 / HEIGHT) for z in client_zones(words))


def lined(below):
    """Two labels under their lines, the upper line written on, and a rule so far below the label to sign over."""
    words = lines((44, 520, "12/03/2026"), (44, 534, "date de signature"), (44, 634, "signature du client"))
    return client_zones(words, (40, 531, 300, 531), (40, 631, 300, 631), (40, 642 + below, 300, 642 + below))


def test_a_label_under_its_line_is_signed_over_where_others_are_written_over():
    (zone,) = lined(20)
    assert zone.box.holds(150 / WIDTH, 600 / HEIGHT)
    assert zone.box.y1 < 634 / HEIGHT
    assert zone.box.x1 < 310 / WIDTH


def test_with_more_room_below_it_is_signed_under():
    (zone,) = lined(120)
    assert zone.box.holds(150 / WIDTH, 660 / HEIGHT)


@pytest.mark.parametrize("ruled", [False, True], ids=["one cell", "two rows"])
def test_another_cell_with_something_printed_in_it_ends_the_room_to_sign_in(ruled):
    words = lines((44, 500, "Signature client"), (360, 480, "Mamadou Martin-Duval"))
    level = ((40, 495, 590, 495),) if ruled else ()
    (zone,) = client_zones(words, (350, 470, 350, 600), (590, 470, 590, 600), *level)
    assert (zone.box.x1 < 360 / WIDTH) is not ruled


@pytest.mark.parametrize(("low", "cut"), [(500, True), (540, False)], ids=["another label", "a stamp's lines"])
def test_what_is_printed_further_down_the_next_cell_may_be_the_signature_s(low, cut):
    words = lines((44, 500, "Signature du client"), (260, low, "Mamadou Martin-Duval"))
    (zone,) = client_zones(words, (40, 495, 590, 495), (200, 495, 200, 600), (590, 495, 590, 600))
    assert (zone.box.x1 < 260 / WIDTH) is cut


def test_a_frame_over_its_caption_is_signed_in():
    words = lines(
        (44, 400, "Client final"),
        (320, 400, "Fournisseur"),
        (44, 502, "Signature du client"),
        (320, 502, "Cachet du fournisseur"),
    )
    framed, of_rules = ((40, 415, 290, 495),), ((40, 495, 290, 495), (40, 415, 40, 495), (290, 415, 290, 495))
    for rules in (framed, of_rules):
        (zone,) = (z for z in client_zones(words, *rules) if z.label == "Signature du client")
        assert zone.box.holds(150 / WIDTH, 460 / HEIGHT)
        assert not zone.box.holds(150 / WIDTH, 520 / HEIGHT)


def test_a_heading_in_the_middle_of_its_frame_is_signed_under_from_side_to_side():
    words = lines((145, 500, "LE CLIENT"), (410, 500, "LE FOURNISSEUR"))
    (zone,) = client_zones(words, (40, 495, 290, 600), (310, 495, 560, 600))
    assert zone.box.x0 < 45 / WIDTH


def test_a_label_that_names_a_party_is_in_that_party_s_column():
    words = lines(
        (110, 480, "Pour le titulaire"),
        (390, 480, "Pour l’acheteur"),
        (44, 520, "Signature du commercial"),
        (310, 520, "Cachet et signature du bénéficiaire"),
    )
    assert not any(z.label == "Signature du commercial" for z in client_zones(words))


def test_how_it_was_signed_does_not_end_the_room_to_sign_in():
    words = lines(
        (44, 500, "Pour le client"),
        (44, 512, "À Rodez. Signé le 23/12/2025, par Mme Odile Picaud"),
        (320, 500, "Pour notre société"),
    )
    (zone,) = client_zones(words)
    assert zone.box.holds(150 / WIDTH, 560 / HEIGHT)


@pytest.mark.parametrize("label", ["SIGN. CLT :", "Visa clt"])
def test_labels_may_be_shortened(label):
    assert [z.label for z in client_zones(lines((44, 500, label), (320, 500, "VISA FRN :")))] == [label]


@pytest.mark.parametrize(
    "label", ["Votre signature", "Visa et cachet", "Signature + cachet", "Date, cachet et signature"]
)
def test_a_place_to_sign_is_known_by_what_is_to_be_done_there(label):
    assert [z.label for z in client_zones(lines((40, 500, label)))] == [label]


@pytest.mark.parametrize("label", ["Date signature", "Cachet", "Nom du signataire"])
def test_a_date_a_stamp_or_a_name_is_no_place_to_sign(label):
    assert client_zones(lines((40, 500, label))) == []


def test_a_party_that_a_sentence_follows_at_once_says_it_and_does_not_sign_there():
    said = lines(
        (40, 200, "Le client"), (40, 214, "1/ Atteste de la réalisation de la Prestation Ségur dans les conditions")
    )
    assert [z.label for z in client_zones((*said, *lines((40, 500, "Signature"))))] == ["Signature"]


@pytest.mark.parametrize(
    "told",
    [
        "Nom, prénom du client final : DE LA TOUR Mathilde",
        "Nom, prénom du client final Pierre N’DIAYE",
        "À Lens. Signé le 08/09/2026, par Mme Roux",
    ],
)
def test_who_signs_and_when_may_be_told_before_the_room_to_sign_in(told):
    assert client_zones(lines((40, 500, "Pour le client"), (40, 514, told)))[0].label == "Pour le client"


def test_the_parties_head_the_cells_that_they_are_centred_in():
    words = lines((150, 500, "VENDEUR"), (400, 500, "ACHETEUR"), (44, 520, "Visa"), (304, 520, "Signature"))
    uprights = ((40, 490, 41, 600), (299, 490, 300, 600), (559, 490, 560, 600))
    (zone,) = client_zones(words, *uprights)
    assert zone.label == "Signature"


def test_a_column_of_a_signature_table_is_as_wide_as_its_cell():
    words = lines((230, 500, "L’établissement"), (450, 500, "L’éditeur"), (44, 520, "Date"), (44, 545, "Signature"))
    uprights = ((40, 490, 41, 600), (139, 490, 140, 600), (379, 490, 380, 600), (559, 490, 560, 600))
    (zone,) = client_zones(words, *uprights)
    assert zone.box.holds(150 / WIDTH, 560 / HEIGHT)
    assert not zone.box.holds(390 / WIDTH, 560 / HEIGHT)


def test_the_other_party_beside_the_client_s_heading_ends_its_room():
    words = lines((40, 500, "Validation du client"), (320, 500, "Validation du service commercial"))
    assert client_zones(words)[0].box.x1 * WIDTH < 320


def test_a_party_may_be_told_what_to_do_behind_its_name_and_signs_in_the_next_cell_of_its_row():
    words = lines(
        (44, 500, "CLIENT – Bon pour accord, date, cachet et signature"),
        (44, 512, "Cachet et signature :"),
        (44, 592, "VENDEUR"),
    )
    uprights = [(x, y, x + 1, y + 88) for y in (495, 584) for x in (40, 300, 559)]
    zone = max(client_zones(words, *uprights), key=lambda z: z.strength)
    assert zone.box.holds(450 / WIDTH, 560 / HEIGHT)
    assert not zone.box.holds(450 / WIDTH, 620 / HEIGHT)


def test_a_row_of_heads_is_signed_under_in_the_next_row():
    words = lines(
        (310, 500, "Pour le client final"), (310, 512, "Signature du client final :"), (44, 500, "Pour le fournisseur")
    )
    uprights = [(x, y, x + 1, y + h) for y, h in ((495, 40), (536, 90)) for x in (40, 300, 559)]
    assert any(z.box.holds(450 / WIDTH, 600 / HEIGHT) for z in client_zones(words, *uprights))


def test_uprights_that_part_several_rows_are_no_frame():
    words = lines((44, 500, "Signature du client final"), (44, 590, "Cachet et signature du fournisseur"))
    uprights = [(x, 495, x + 1, 680) for x in (40, 559)]
    (zone,) = client_zones(words, *uprights, (40, 584, 560, 585))
    assert not zone.box.holds(400 / WIDTH, 640 / HEIGHT)


def test_the_one_who_declares_signs_for_the_client():
    words = lines(
        (40, 500, "Le ou la déclarant(e), pour le client"), (320, 500, "Pour le prestataire"), (40, 512, "Ma signature")
    )
    assert client_zones(words)[0].label == "Le ou la déclarant(e), pour le client"


def test_the_stamp_of_a_service_in_the_next_cell_asks_for_nothing():
    stamp = ((260, 540, "Signature électronique : Étienne Roux"), (260, 550, "Date : 24/09/2025 17:56"))
    words = lines((44, 500, "Signature du client"), *stamp, (44, 592, "Fournisseur (Hervé Benali)"))
    uprights = [(x, y, x + 1, y + 88) for y in (495, 584) for x in (40, 240, 559)]
    zone = max(client_zones(words, *uprights), key=lambda z: z.strength)
    assert zone.box.holds(300 / WIDTH, 545 / HEIGHT)


def test_who_is_told_to_write_a_mention_before_he_signs_signs_there():
    words = lines((44, 500, "Client – précédé de la mention « Bon pour accord »"), (340, 500, "Éditeur"))
    words += lines((48, 520, "Date : 21/10/2025"), (48, 534, "Cachet et signature :"))
    zone = max(client_zones(words), key=lambda z: z.strength)
    assert zone.strength > 0.9
    assert zone.box.holds(150 / WIDTH, 560 / HEIGHT)


def test_a_signatory_who_attests_below_does_not_sign_there():
    words = lines(
        (40, 300, "Le client signataire"),
        (52, 316, "Atteste de la réalisation de la Prestation Ségur dans les conditions"),
    )
    assert client_zones(words) == []
