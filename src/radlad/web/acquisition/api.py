"""The acquisition API (CCTP I.1, contracts.md 1): reception of documents, and what became of each."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import NinjaAPI, Schema, Status

from radlad.domain.errors import CallerError
from radlad.web.acquisition import intake, problems, submission
from radlad.web.acquisition.callers import WRITE, Caller, ClientCredentials
from radlad.web.acquisition.models import Document
from radlad.web.acquisition.problems import REFUSALS, ProcessError
from radlad.web.acquisition.reception_doc import RECEPTION


class ProcessCreatedResult(Schema):
    """The document is on durable storage and will be read."""

    processId: UUID  # noqa: N815 - the contract's name


class Process(Schema):
    """Where a document stands. Dates are ISO 8601; null while the thing has not happened."""

    processId: UUID  # noqa: N815 - the contract's name
    status: str
    couloir: str
    sons: str
    typeDocument: str  # noqa: N815 - the contract's name
    typeDocumentEnvoye: str  # noqa: N815 - the contract's name
    rejet: str
    motifRejet: str  # noqa: N815 - the contract's name
    fileName: str  # noqa: N815 - the contract's name
    pages: int
    receivedAt: datetime  # noqa: N815 - the contract's name
    madeAvailableAt: datetime | None  # noqa: N815 - the contract's name
    acknowledgedAt: datetime | None  # noqa: N815 - the contract's name


api = NinjaAPI(
    title="radlad",
    version="1.0",
    description="Dépôt de documents à reconnaître et à lire, dont le résultat est livré au rappel (callback) du "
    "client ; suivi de ces documents.",
    auth=ClientCredentials(),
    docs_url=None,
    urls_namespace="api",
)
problems.install(api)


@api.post(
    "/process/files",
    response={202: ProcessCreatedResult, **REFUSALS},
    operation_id="ProcessFilesAsync",
    summary="Déposer un document",
    openapi_extra=RECEPTION,
    tags=["process"],
)
def receive(request: HttpRequest) -> Status[dict[str, Any]]:
    """Prend un document en charge. La réponse 202 n’est donnée qu’une fois le fichier et sa ligne enregistrés."""
    caller = _caller(request)
    caller.require(WRITE)
    given = submission.parse(request)
    caller.require_lane(given.lane)
    return Status(202, {"processId": intake.accept(given, caller).pk})


@api.get(
    "/process/{process_id}",
    response={200: Process, 404: ProcessError, **REFUSALS},
    operation_id="ProcessStatus",
    summary="Suivre un document",
    tags=["process"],
)
def follow(request: HttpRequest, process_id: str) -> dict[str, Any]:
    """Statut, dates, type et rejet d’un document, pour le client qui l’a déposé et lui seul."""
    caller = _caller(request)
    caller.require(WRITE)
    try:
        document = Document.objects.get(pk=UUID(process_id), client_id=caller.client_id)
    except (ValueError, Document.DoesNotExist):
        raise CallerError(
            "UNKNOWN_PROCESS", "Aucun document de ce client ne porte cet identifiant.", status=404
        ) from None
    return {
        "processId": document.pk,
        "status": document.status,
        "couloir": document.couloir,
        "sons": document.sons,
        "typeDocument": document.type,
        "typeDocumentEnvoye": document.declared_type,
        "rejet": "true" if document.motive else "false",
        "motifRejet": document.motive,
        "fileName": document.name,
        "pages": document.pages,
        "receivedAt": document.received_at,
        "madeAvailableAt": document.made_available_at,
        "acknowledgedAt": document.acknowledged_at,
    }


def _caller(request: HttpRequest) -> Caller:
    caller = getattr(request, "auth", None)
    assert isinstance(caller, Caller)
    return caller
