"""AcroForm fields: values and boxes are read from the form, once, and drawn as a viewer draws them."""

import pytest

from radlad.domain.document import Source, Tick
from radlad.readers.containers import open_file
from radlad.readers.pages import read_document
from tests.support import papers
from tests.unit.readers.test_pdf_text import NoOcr


def form(canvas):
    canvas.drawString(72, 700, "Nom du client")
    canvas.acroForm.textfield(
        name="client", tooltip="Nom du client", value="Clinique des Tilleuls", x=200, y=690, width=250, height=20
    )
    for i, (name, ticked) in enumerate((("oui", True), ("non", False))):
        canvas.acroForm.checkbox(name=name, checked=ticked, x=200 + 60 * i, y=640, size=14)
        canvas.drawString(220 + 60 * i, 642, name.capitalize())


def read(path):
    with open_file(path) as opened:
        return read_document(opened, NoOcr())


def test_a_filled_field_is_read_with_its_name_and_its_place(tmp_path):
    (field,) = read(papers.pdf(tmp_path / "a", form)).pages[0].form_fields
    assert (field.name, field.tooltip, field.value) == ("client", "Nom du client", "Clinique des Tilleuls")
    assert field.box.x0 == pytest.approx(200 / papers.A4[0], abs=0.003)


def test_the_value_of_a_field_stands_once_among_the_words(tmp_path):
    page = read(papers.pdf(tmp_path / "a", form)).pages[0]
    words = [w for w in page.words if w.text in ("Clinique", "des", "Tilleuls")]
    assert [w.text for w in words] == ["Clinique", "des", "Tilleuls"]
    assert {w.provenance.source for w in words} == {Source.FORM}
    assert all(page.form_fields[0].box.holds(w.box.cx, w.box.cy) for w in words)
    assert {w.provenance.source for w in page.words if w.text == "client"} == {Source.TEXT}


def test_form_boxes_keep_their_own_state(tmp_path):
    page = read(papers.pdf(tmp_path / "a", form)).pages[0]
    states = [b.tick for b in sorted(page.tick_boxes, key=lambda b: b.box.x0)]
    assert states == [Tick.CHECKED, Tick.UNCHECKED]


def test_a_value_without_appearance_still_becomes_words(tmp_path):
    document = read(bare_form(tmp_path / "a", value="(12 345,60)"))
    assert [w.text for w in document.pages[0].words] == ["12", "345,60"]


def test_a_hidden_field_is_not_read(tmp_path):
    document = read(bare_form(tmp_path / "a", value="(12 345,60)", flags=2))
    assert document.pages[0].words == ()


def test_a_signed_signature_field_is_named_with_its_place(tmp_path):
    signed = bare_form(tmp_path / "a", kind="Sig", value="<< /Type /Sig /Filter /Adobe.PPKLite /Contents <00> >>")
    (found,) = read(signed).pages[0].signed_fields
    assert (found.name, found.box.x0) == ("champ", pytest.approx(0.1, abs=0.001))
    assert read(bare_form(tmp_path / "b", kind="Sig", value="null")).pages[0].signed_fields == ()


def bare_form(path, *, value, kind="Tx", flags=4):
    """One field without appearance, from (60, 600) to (260, 620) on a page 600 × 800."""
    return papers.raw_pdf(
        path,
        [
            b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] /DA (/Helv 0 Tf) >> >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Annots [4 0 R] >>",
            f"<< /Type /Annot /Subtype /Widget /FT /{kind} /T (champ) /V {value} /F {flags} /P 3 0 R "
            "/Rect [60 600 260 620] >>".encode(),
        ],
    )
