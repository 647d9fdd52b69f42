"""The reporting API: the portal's search, totals and detail as JSON, for its clients' lanes only (CCTP I.4)."""

from __future__ import annotations

import base64
import io

import pytest
from django.core.management import CommandError, call_command

from radlad.domain.doctype import Lane
from radlad.web.accounts.models import Action, AuditEntry
from radlad.web.acquisition import clients
from radlad.web.acquisition.callers import TOKEN_PATH
from radlad.web.acquisition.models import Document
from radlad.web.reporting import filters
from radlad.web.reporting.columns import COLUMNS
from radlad.web.reporting.totals import totals
from tests.support import factories

pytestmark = pytest.mark.django_db


def token(client, client_id, secret, scope="reporting:read"):
    credentials = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
    answer = client.post(
        TOKEN_PATH,
        {"grant_type": "client_credentials", "scope": scope},
        headers={"Authorization": f"Basic {credentials}"},
    )
    return answer.json()["access_token"]


@pytest.fixture
def ask(client):
    """Asks as a reader of all lanes, or as another client."""

    def asked(path, client_id="asp.suivi", scope="reporting:read", **criteria):
        lane = next((lane for lane in (Lane("HOP", "DPI"), Lane("HOP", "PFI")) if lane.client_id == client_id), None)
        if lane:
            secret = clients.put(lane)
        else:
            out = io.StringIO()
            call_command("reader_set", client_id, "--renew", stdout=out, stderr=io.StringIO())
            secret = out.getvalue().split()[-1]
        bearer = {"Authorization": f"Bearer {token(client, client_id, secret, scope)}"}
        return client.get(f"/reporting/{path}", criteria, headers=bearer)

    return asked


def test_a_document_has_all_columns_under_their_names(ask, various):
    answer = ask("documents", nom="modifiee")
    assert answer.status_code == 200
    (line,) = answer.json()["documents"]
    assert list(line) == [column.api for column in COLUMNS]
    fields = various["modifiee"].values.count()
    assert line["processId"] == str(various["modifiee"].pk)
    assert (line["typeDocumentEnvoye"], line["typeDocumentModifie"]) == ("VA", "FACTURE")
    assert (line["videocodages"], line["champsExtraits"], line["complexite"]) == (fields, fields, "forte")
    assert line["receivedAt"].endswith("Z")


def test_pages_follow_each_other_by_cursor_without_loss_or_repeat_while_documents_arrive(ask):
    same = factories.days_ago(1)
    old = [factories.received(received_at=same).pk for _ in range(5)]
    seen, after = [], {}
    while True:
        page = ask("documents", taille=2, **after).json()
        seen += [line["processId"] for line in page["documents"]]
        if page["suite"] is None:
            break
        after = {"suite": page["suite"]}
        factories.received()
    assert len(seen) == len(set(seen)) == 5
    assert set(seen) == {str(key) for key in old}


def test_totals_are_those_of_the_portal(ask, various):
    told = ask("totals", statut=["Vidéocodage terminé", "RAD/LAD en cours"]).json()
    found = totals(Document.objects.filter(status__in=["Vidéocodage terminé", "RAD/LAD en cours"]))
    assert told["documents"] == found.documents == 5
    assert told["pages"] == found.pages
    assert told["videocodages"] == found.coded > 0
    assert told["champsExtraits"] == found.extracted > 0
    assert (told["typesModifies"], told["documentsRejetes"]) == (1, 2)
    assert told["parCouloir"] == [
        {"titre": share.title, "documents": share.documents, "pages": share.pages} for share in found.by_lane
    ]
    assert told["pagesParComplexite"] == dict(found.pages_by_complexity)


def test_one_document_has_its_history_and_its_values_for_its_own_lane(ask, various):
    told = ask(f"documents/{various['modifiee'].pk}", client_id="application.segur.hop.pfi").json()
    assert [event["evenement"] for event in told["historique"]][-1] == "vidéocodage terminé"
    assert len(told["champs"]) == various["modifiee"].values.count()
    assert told["champs"][0]["origine"] == "confirmed"
    assert ask(f"documents/{various['modifiee'].pk}").json()["champs"] is None, "content is a right of its own"


def test_a_client_of_a_lane_reads_that_lane_only(ask, various):
    pfi = "application.segur.hop.pfi"
    assert {line["couloirSons"] for line in ask("documents", client_id=pfi).json()["documents"]} == {"HOP PFI"}
    assert ask("totals", client_id=pfi).json()["documents"] == 2
    answer = ask(f"documents/{various['attente'].pk}", client_id=pfi)
    assert (answer.status_code, answer.json()["code"]) == (404, "UNKNOWN_PROCESS")


@pytest.mark.parametrize("path", ["documents", "totals", "documents/3fa85f64-5717-4562-b3fc-2c963f66afa6"])
def test_the_scope_and_the_right_are_asked_for(ask, client, path):
    assert client.get(f"/reporting/{path}").status_code == 401
    refused = ask(path, scope="process:write")
    assert (refused.status_code, refused.json()["code"]) == (403, "WRONG_SCOPE")
    clients.put_named("inconnu", "inconnu", "secret")
    bearer = {"Authorization": f"Bearer {token(client, 'inconnu', 'secret')}"}
    refused = client.get(f"/reporting/{path}", headers=bearer)
    assert (refused.status_code, refused.json()["code"]) == (403, "NO_READER")


@pytest.mark.parametrize(
    ("criteria", "field"),
    [
        ({"statut": "Perdu"}, "statut"),
        ({"recu_du": "hier"}, "recu_du"),
        ({"couleur": "bleu"}, "couleur"),
        ({"taille": "0"}, "taille"),
        ({"suite": "n'importe quoi"}, "suite"),
    ],
)
def test_a_wrong_search_is_refused_and_says_where(ask, criteria, field):
    answer = ask("documents", **criteria)
    assert answer.status_code == 400
    assert [detail["field"] for detail in answer.json()["details"]] == [field]


def test_the_description_names_every_criterion_of_the_portal(client):
    paths = client.get("/openapi.json").json()["paths"]
    told = {one["name"] for one in paths["/reporting/documents"]["get"]["parameters"]}
    assert told == {*filters.DocumentFilter.base_filters, "suite", "taille"} - {"tri"}
    assert set(paths) == {
        "/process/files", "/process/{process_id}", "/reporting/documents", "/reporting/totals",
        "/reporting/documents/{process_id}",
    }  # fmt: skip


def test_what_a_client_reads_stands_in_the_audit_trail(ask, various):
    ask(f"documents/{various['attente'].pk}")
    entry = AuditEntry.objects.get(action=Action.QUERY)
    assert (entry.who, entry.document) == ("asp.suivi", various["attente"].pk)


def test_a_lanes_client_is_not_made_a_reader_of_others():
    with pytest.raises(CommandError, match="client d’un couloir"):
        call_command("reader_set", "application.segur.hop.dpi")
