"""The reporting API: the portal's search, totals and detail as JSON (CCTP I.4), for clients with `reporting:read`.

A client of a lane reads its lane; another is a `Reader`, with lanes and rights of its own.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from ninja import Router, Schema

from radlad.doctypes.lanes import LANES
from radlad.domain.errors import CallerError, Detail
from radlad.web.accounts import audit, rights
from radlad.web.accounts.models import Action
from radlad.web.accounts.sessions import address
from radlad.web.acquisition.callers import REPORT, Caller
from radlad.web.acquisition.models import Document
from radlad.web.acquisition.problems import REFUSALS, ProcessError
from radlad.web.delivery.models import Attempt
from radlad.web.reporting import api_doc
from radlad.web.reporting.columns import COLUMNS, rows
from radlad.web.reporting.filters import DocumentFilter, search
from radlad.web.reporting.models import Reader
from radlad.web.reporting.totals import Share, totals

SIZE, MOST = 100, 1000
router = Router(tags=["reporting"])


class Line(Schema):
    """One document of the detail: the customer's columns. Dates are ISO 8601; null while the thing has not happened."""

    flux: str
    fileName: str  # noqa: N815 - the contract's manner
    processId: UUID  # noqa: N815 - the contract's manner
    typeDocumentEnvoye: str  # noqa: N815 - the contract's manner
    typeDocumentModifie: str  # noqa: N815 - the contract's manner
    couloirSons: str  # noqa: N815 - the contract's manner
    receivedAt: datetime  # noqa: N815 - the contract's manner
    madeAvailableAt: datetime | None  # noqa: N815 - the contract's manner
    status: str
    videocodages: int
    champsExtraits: int  # noqa: N815 - the contract's manner
    pages: int
    complexite: str
    motifRejet: str  # noqa: N815 - the contract's manner


class Page(Schema):
    """A page of the detail, the last received first; `suite` asks for the next one, and is null on the last."""

    documents: list[Line]
    suite: str | None


class Count(Schema):
    """Documents and pages of one type or lane."""

    titre: str
    documents: int
    pages: int


class Sums(Schema):
    """The totals of a search, all of the customer's table."""

    documents: int
    pages: int
    videocodages: int
    champsExtraits: int  # noqa: N815 - the contract's manner
    typesModifies: int  # noqa: N815 - the contract's manner
    documentsRejetes: int  # noqa: N815 - the contract's manner
    parType: list[Count]  # noqa: N815 - the contract's manner
    parCouloir: list[Count]  # noqa: N815 - the contract's manner
    pagesParComplexite: dict[str, int]  # noqa: N815 - the contract's manner


class Event(Schema):
    """One event of a document's life."""

    date: datetime
    evenement: str
    statut: str


class Try(Schema):
    """One try of the delivery; `statut` is null when no answer came."""

    date: datetime
    statut: int | None
    secondes: float
    erreur: str


class Field(Schema):
    """One value and who had the last word on it: `machine`, `confirmed` or `changed` by an operator."""

    position: int
    balise: str
    valeur: str
    confiance: float
    source: str
    origine: str


class Whole(Line):
    """A document with its history; `champs` only for a client that may see content, and until it is purged."""

    acknowledgedAt: datetime | None  # noqa: N815 - the contract's manner
    purgedAt: datetime | None  # noqa: N815 - the contract's manner
    historique: list[Event]
    essais: list[Try]
    champs: list[Field] | None


@router.get(
    "/documents", response={200: Page, **REFUSALS}, operation_id="ReportingDocuments",
    summary="Chercher des documents", openapi_extra=api_doc.PAGED,
)  # fmt: skip
def documents(request: HttpRequest) -> dict[str, Any]:
    """Les documents trouvés, du dernier reçu au premier, par pages. La recherche est celle du portail."""
    reader = _reader(request)
    found, size = _asked(request, reader).qs, _size(request)
    if after := request.GET.get("suite"):
        found = found.filter(_beyond(after))
    listed = list(rows(found, COLUMNS)[: size + 1])
    _told(request, reader, "documents")
    lines = [_line(row) for row in listed[:size]]
    return {"documents": lines, "suite": _cursor(lines[-1]) if len(listed) > size else None}


@router.get(
    "/totals", response={200: Sums, **REFUSALS}, operation_id="ReportingTotals", summary="Totaux d’une recherche",
    openapi_extra=api_doc.SEARCH,
)  # fmt: skip
def sums(request: HttpRequest) -> dict[str, Any]:
    """Tous les totaux de la recherche, exacts au moment de la réponse."""
    reader = _reader(request)
    found = totals(_asked(request, reader).qs)
    _told(request, reader, "totaux")
    return {
        "documents": found.documents,
        "pages": found.pages,
        "videocodages": found.coded,
        "champsExtraits": found.extracted,
        "typesModifies": found.modified,
        "documentsRejetes": found.rejected,
        "parType": [_count(share) for share in found.by_type],
        "parCouloir": [_count(share) for share in found.by_lane],
        "pagesParComplexite": dict(found.pages_by_complexity),
    }


@router.get(
    "/documents/{process_id}", response={200: Whole, 404: ProcessError, **REFUSALS}, operation_id="ReportingDocument",
    summary="Détail d’un document",
)  # fmt: skip
def document(request: HttpRequest, process_id: str) -> dict[str, Any]:
    """Un document avec son historique, ses essais de restitution et, si le client en a le droit, ses valeurs."""
    reader = _reader(request)
    try:
        found = _visible(reader).get(pk=UUID(process_id))
    except (ValueError, Document.DoesNotExist):
        raise CallerError(
            "UNKNOWN_PROCESS", "Aucun document de vos couloirs n’a cet identifiant.", status=404
        ) from None
    audit.record(reader.client_id, Action.QUERY, document=found.pk, address=address(request) or None)
    tries = Attempt.objects.filter(delivery__document=found)
    return {
        **_line(rows(Document.objects.filter(pk=found.pk), COLUMNS).get()),
        "acknowledgedAt": found.acknowledged_at,
        "purgedAt": found.purged_at,
        "historique": [{"date": e.at, "evenement": e.what, "statut": e.status} for e in found.history.all()],
        "essais": [{"date": t.at, "statut": t.status, "secondes": t.seconds, "erreur": t.error} for t in tries],
        "champs": _fields(found) if reader.sees_content and found.purged_at is None else None,
    }


def _fields(document: Document) -> list[dict[str, Any]]:
    return [
        {
            "position": value.position, "balise": value.balise, "valeur": value.value, "confiance": value.confidence,
            "source": value.source, "origine": value.settlement,
        }
        for value in document.values.all()
    ]  # fmt: skip


def _reader(request: HttpRequest) -> Reader:
    """What the calling client may read. Raises CallerError 403 without the scope or the right."""
    caller = getattr(request, "auth", None)
    assert isinstance(caller, Caller)
    caller.require(REPORT)
    own = [lane.key for lane in LANES if lane.client_id == caller.client_id]
    if own:
        # A lane's client sent these documents, and is sent their values.
        return Reader(client_id=caller.client_id, lanes=own, sees_content=True)
    known = Reader.objects.filter(client_id=caller.client_id).first()
    if known is None:
        raise CallerError(
            "NO_READER", "Ce client n’est pas habilité à lire le suivi : demandez-le à l’exploitant.", status=403
        )
    return known


def _visible(reader: Reader) -> QuerySet[Document]:
    return rights.in_lanes(Document.objects.all(), reader.lanes)


def _asked(request: HttpRequest, reader: Reader) -> DocumentFilter:
    """The search in the address; CallerError 400 naming each criterion that is wrong, or that there is none such."""
    criteria = request.GET.copy()
    for paging in ("suite", "taille", "tri"):
        criteria.pop(paging, None)
    found = search(criteria, _visible(reader))
    faults = [Detail(name, " ".join(errors)) for name, errors in found.errors.items()]
    faults += [Detail(name, "Ce critère n’existe pas.") for name in criteria if name not in found.filters]
    if faults:
        raise CallerError("WRONG_SEARCH", "La recherche est refusée : corrigez les critères cités.", *faults)
    return found


def _size(request: HttpRequest) -> int:
    given = request.GET.get("taille", str(SIZE))
    if not given.isdecimal() or not 1 <= int(given) <= MOST:
        raise CallerError("WRONG_SEARCH", "La recherche est refusée.", Detail("taille", f"Un nombre de 1 à {MOST}."))
    return int(given)


def _line(row: tuple[object, ...]) -> dict[str, Any]:
    return {column.api: cell for column, cell in zip(COLUMNS, row[1:], strict=True)}


def _count(share: Share) -> dict[str, Any]:
    return {"titre": share.title, "documents": share.documents, "pages": share.pages}


def _cursor(line: dict[str, Any]) -> str:
    return urlsafe_b64encode(f"{line['receivedAt'].isoformat()} {line['processId']}".encode()).decode()


def _beyond(cursor: str) -> Q:
    """What comes after the document that the cursor names, in the order of `filters.search`."""
    try:
        moment, _, key = urlsafe_b64decode(cursor).decode().partition(" ")
        received, last = datetime.fromisoformat(moment), UUID(key)
    except ValueError:
        raise CallerError(
            "WRONG_CURSOR", "Reprenez « suite » telle qu’elle vous a été rendue.", Detail("suite", "inconnue")
        ) from None
    # The first half alone can be looked up in the index; the second says it exactly.
    return Q(received_at__lte=received) & (Q(received_at__lt=received) | Q(pk__gt=last))


def _told(request: HttpRequest, reader: Reader, subject: str) -> None:
    audit.record(
        reader.client_id, Action.QUERY, subject=subject, address=address(request) or None,
        recherche=request.META.get("QUERY_STRING", "")[:1000],
    )  # fmt: skip
