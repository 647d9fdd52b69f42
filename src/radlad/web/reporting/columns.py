"""The columns of the detail, all of CCTP I.4: one list for the screen, the exports and the API.

Each is an expression that the database works out, so that a million rows need no object each.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from django.db.models import Case, CharField, Expression, F, Q, QuerySet, Value, When
from django.db.models.functions import Concat

from radlad.doctypes.lanes import FLOW
from radlad.web.acquisition.models import Document


class Shape(Enum):
    """How a cell is written."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    IDENTIFIER = "identifier"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` names it in addresses, `api` in the API; `sort` is the field it is sorted by, if it can be."""

    key: str
    api: str
    title: str
    value: Expression | F
    shape: Shape = Shape.TEXT
    sort: str = ""

    @property
    def numeric(self) -> bool:
        return self.shape is Shape.NUMBER


RETYPED = ~Q(type="") & (~Q(type=F("declared_type")) | ~Q(couloir=F("declared_couloir")) | ~Q(sons=F("declared_sons")))
"""`Document.retyped`, for the database."""
MODIFIED = RETYPED & Q(motive="")
"""What counts as "type modifié": the column is empty once the document is rejected (CCTP I.4)."""

_LANE = Concat("couloir", Value(" "), "sons", output_field=CharField())
_MODIFIED_TYPE = Case(When(MODIFIED, then=F("type")), default=Value(""), output_field=CharField())

COLUMNS = (
    Column("flux", "flux", "Type de flux", Value(FLOW)),
    Column("nom", "fileName", "Nom du document", F("name"), Shape.NAME, "name"),
    Column("demande", "processId", "Id de la demande", F("id"), Shape.IDENTIFIER),
    Column("type-envoye", "typeDocumentEnvoye", "Type envoyé", F("declared_type"), sort="declared_type"),
    Column("type-modifie", "typeDocumentModifie", "Type modifié en", _MODIFIED_TYPE),
    Column("couloir", "couloirSons", "Couloir-SONS", _LANE, sort="couloir"),
    Column("recu", "receivedAt", "Reçu le", F("received_at"), Shape.DATE, "received_at"),
    Column(
        "disponible", "madeAvailableAt", "Mis à disposition le", F("made_available_at"), Shape.DATE, "made_available_at"
    ),
    Column("statut", "status", "Statut", F("status"), Shape.STATUS, "status"),
    Column("videocodages", "videocodages", "Vidéocodages", F("coded_fields"), Shape.NUMBER, "coded_fields"),
    Column("champs", "champsExtraits", "Champs extraits", F("extracted_fields"), Shape.NUMBER, "extracted_fields"),
    Column("pages", "pages", "Pages", F("pages"), Shape.NUMBER, "pages"),
    Column("complexite", "complexite", "Complexité", F("complexity"), sort="complexity"),
    Column("motif", "motifRejet", "Motif du rejet", F("motive"), sort="motive"),
)
SORTS = {column.key: column.sort for column in COLUMNS if column.sort}
"""What `?tri=` may name, a `-` before it for the other way round, and the field that stands for."""
DEFAULT_SORT = "-recu"


def chosen(keys: Collection[str]) -> list[Column]:
    """The columns of these keys in the customer's order, the name always among them; all when no key is known."""
    wanted = [column for column in COLUMNS if column.key in keys]
    return [column for column in COLUMNS if column in wanted or column.key == "nom"] if wanted else list(COLUMNS)


def rows(documents: QuerySet[Document], columns: Collection[Column]) -> QuerySet[Document, tuple[object, ...]]:
    """The documents as tuples: the key, then a cell for each column."""
    return documents.values_list("pk", *(column.value for column in columns))


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading: `sort` is what `?tri=` becomes when it is clicked, `sorted` how it is sorted now, for ARIA."""

    column: Column
    sort: str
    sorted: str


def headings(columns: Collection[Column], sorted_by: str) -> list[Heading]:
    """The headings in their order; a second click on one turns its order round."""
    return [
        Heading(
            column,
            (f"-{column.key}" if sorted_by == column.key else column.key) if column.sort else "",
            {column.key: "ascending", f"-{column.key}": "descending"}.get(sorted_by, ""),
        )
        for column in columns
    ]
