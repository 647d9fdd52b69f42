"""The CSV of a search: all that was found, right in a French spreadsheet, and harmless there (CCTP I.4)."""

from __future__ import annotations

import csv
import io

import pytest
from django.utils import timezone

from radlad.web.accounts.models import Action, AuditEntry
from radlad.web.reporting.columns import COLUMNS
from tests.support import factories


def exported(portal, **search):
    answer = portal.get("/suivi/export.csv", search)
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf"), "the mark by which a spreadsheet knows UTF-8"
    return answer, list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_every_document_found_has_a_line_with_every_column(portal, various):
    answer, lines = exported(portal)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="suivi-{timezone.localdate():%Y-%m-%d}.csv"'
    assert list(lines[0]) == [column.title for column in COLUMNS]
    assert [line["Nom du document"] for line in lines] == [
        "facture.pdf", "finie.pdf", "attente.pdf", "modifiee.pdf", "illisible.pdf", "inconnu.pdf",
    ]  # fmt: skip
    changed = lines[3]
    assert changed["Id de la demande"] == str(various["modifiee"].pk)
    assert (changed["Type envoyé"], changed["Type modifié en"]) == ("VA", "FACTURE")
    assert (changed["Complexité"], changed["Motif du rejet"]) == ("forte", "")
    assert changed["Vidéocodages"] == str(various["modifiee"].values.count())


def test_dates_are_french_and_in_the_time_of_paris(portal, various):
    _, lines = exported(portal, nom="modifiee")
    various["modifiee"].refresh_from_db()
    for title, moment in (("Reçu le", "received_at"), ("Mis à disposition le", "made_available_at")):
        local = timezone.localtime(getattr(various["modifiee"], moment))
        assert lines[0][title] == f"{local:%d/%m/%Y %H:%M:%S}"


def test_the_search_its_order_and_its_columns_hold_for_the_export(portal, various):
    _, lines = exported(portal, couloir="HOP-PFI", tri="nom", colonnes=["nom", "pages"])
    assert lines == [
        {"Nom du document": "facture.pdf", "Pages": "5"},
        {"Nom du document": "modifiee.pdf", "Pages": "2"},
    ]


@pytest.mark.parametrize(
    "name", ["=HYPERLINK(1)", "+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", " =1", "＝1", 'guillemets " ; et\nsaut = 1']
)
def test_a_name_is_never_a_formula_and_never_breaks_the_file(portal, name):
    factories.received(name=name)
    _, lines = exported(portal)
    dangerous = name.lstrip()[0] in "=+-@＝"
    assert [line["Nom du document"] for line in lines] == [f"'{name}" if dangerous else name]


def test_a_wrong_criterion_exports_nothing(portal, various):
    answer = portal.get("/suivi/export.csv", {"recu_du": "hier"})
    assert answer.status_code == 302


def test_each_export_stands_in_the_audit_trail(portal, various):
    exported(portal, statut="Livré")
    entry = AuditEntry.objects.get(action=Action.EXPORT)
    assert (entry.who, entry.subject, entry.details) == ("consultation", "CSV", {"recherche": "statut=Livr%C3%A9"})
