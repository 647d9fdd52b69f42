"""What a reading process answered (contracts.md 4), checked before it is believed."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from radlad import doctypes
from radlad.doctypes.lanes import LANES
from radlad.domain.doctype import DocumentType, Lane, Piece
from radlad.domain.errors import DocumentError
from radlad.domain.reading import Doubt

Fraction = Annotated[float, Field(ge=-0.05, le=1.05)]


class Candidate(BaseModel):
    """Another value the reader saw."""

    model_config = ConfigDict(extra="allow")
    valeur: str
    confiance: float = 0.0


class ReadField(BaseModel):
    """One element of `champs`."""

    model_config = ConfigDict(extra="ignore")
    position: int
    balise: str
    valeur: str
    confiance: Annotated[float, Field(ge=0, le=1)]
    doute: bool
    motifs: list[Doubt] = []
    page: int | None = None
    boite: tuple[Fraction, Fraction, Fraction, Fraction] | None = None
    source: Annotated[str | None, Field(max_length=12)] = None
    moteur: str | None = None
    libelle: str | None = None
    candidats: list[Candidate] = []


class Classified(BaseModel):
    """`classement`."""

    confiance: float = 0.0
    indices: list[str] = []


class ReadResult(BaseModel):
    """The result object, of which only what conforms to the document types is let in."""

    model_config = ConfigDict(extra="ignore")
    couloir: str
    sons: str
    type_document: Annotated[Piece | None, Field(alias="typeDocument")]
    pages: Annotated[int, Field(ge=1)]
    tours: list[Literal[0, 90, 180, 270]] = []
    classement: Classified = Classified()
    champs: list[ReadField] = []

    @property
    def lane(self) -> Lane:
        return Lane(self.couloir, self.sons)

    @property
    def doctype(self) -> DocumentType | None:
        return doctypes.find(self.lane, self.type_document)

    @staticmethod
    def parse(answer: dict[str, Any]) -> ReadResult:
        """The answer as typed; raises DocumentError when it is not what a reader answers."""
        try:
            result = ReadResult.model_validate(_storable(answer))
        except ValidationError as error:
            raise _not_a_result() from error
        wanted = [f.balise for f in result.doctype.fields] if result.doctype else []
        known = result.lane in LANES and (result.doctype is not None or result.type_document is None)
        if not known or [f.balise for f in result.champs] != wanted:
            raise _not_a_result()
        return result


def _not_a_result() -> DocumentError:
    return DocumentError(
        "READER_ANSWER", "La lecture automatique a rendu un résultat inexploitable : saisissez le document."
    )


def _storable(answer: Any) -> Any:
    """The same without the characters that a database cannot hold: NUL and halves of surrogate pairs."""
    if isinstance(answer, str):
        return answer.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
    if isinstance(answer, dict):
        return {key: _storable(value) for key, value in answer.items()}
    if isinstance(answer, list | tuple):
        return [_storable(value) for value in answer]
    return answer
