"""A call of `POST /process/files`, read from multipart or JSON into one checked thing (contracts.md 1)."""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.files.base import ContentFile, File
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from radlad import doctypes
from radlad.doctypes.lanes import LANES
from radlad.domain.doctype import Lane, Piece
from radlad.domain.errors import CallerError, Detail

PARAMETERS = ("Couloir", "Sons", "TypeDocument")
_LONGEST_NAME = 255
_LONGEST_HEADER = 200


@dataclass(frozen=True, slots=True)
class Submission:
    """What a caller sends: a file as it came, and what it is declared to be."""

    partner: str
    idempotency_key: str | None
    name: str
    content: File[Any]
    lane: Lane
    piece: Piece


def parse(request: HttpRequest) -> Submission:
    """Reads the whole request; raises CallerError (400) with every fault that can be told at once."""
    partner = _header(request, "X-Partner")
    if not partner:
        raise _fault("MISSING_PARTNER", "X-Partner", "En-tête X-Partner absent : indiquez-y votre code partenaire.")
    announced = int(request.META.get("CONTENT_LENGTH") or 0)
    if announced > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        _drain(request, min(announced, 4 * settings.DATA_UPLOAD_MAX_MEMORY_SIZE))
        raise too_large()
    kind = request.content_type
    if kind == "application/json":
        name, content, parameters = _from_json(request)
    elif kind == "multipart/form-data":
        name, content, parameters = _from_multipart(request)
    else:
        raise _fault(
            "UNSUPPORTED_CONTENT_TYPE",
            "Content-Type",
            "Envoyez le document en multipart/form-data ou en application/json.",
        )
    lane, piece = _declared(parameters)
    return Submission(partner, _header(request, "Idempotency-Key") or None, clean_name(name), content, lane, piece)


def too_large() -> CallerError:
    most = settings.RADLAD.max_file_bytes // (1024 * 1024)
    return _fault("FILE_TOO_LARGE", "file", f"Le fichier dépasse {most} Mo : réduisez-le ou découpez-le.")


def clean_name(given: str) -> str:
    """The last part of the name, without what a path, a log or a header could be misled by; 255 characters at most."""
    text = unicodedata.normalize("NFC", given.encode("utf-8", "ignore").decode("utf-8"))
    text = "".join(c for c in text if unicodedata.category(c)[0] != "C")
    name = PurePosixPath(text.replace("\\", "/")).name.strip()
    if name in ("", ".", ".."):
        raise _fault("MISSING_FILE", "fileName", "Nom de fichier absent : donnez-en un, avec son extension.")
    suffix = PurePosixPath(name).suffix
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - len(suffix)] + suffix[:_LONGEST_NAME]


def _header(request: HttpRequest, name: str) -> str:
    value = request.headers.get(name, "").strip()
    if len(value) > _LONGEST_HEADER or not value.isprintable():
        raise _fault("INVALID_HEADER", name, f"L’en-tête {name} est limité à {_LONGEST_HEADER} caractères imprimables.")
    return value


def _drain(request: HttpRequest, most: int) -> None:
    """Reads what is sent and forgets it: a caller still sending would see a cut connection, not the answer."""
    while most > 0 and (chunk := request.read(min(most, 1024 * 1024))):
        most -= len(chunk)


def _from_multipart(request: HttpRequest) -> tuple[str, File[Any], Any]:
    try:
        file, text = request.FILES.get("file"), request.POST.get("parameters")
    except RequestDataTooBig:
        raise too_large() from None
    except (MultiPartParserError, SuspiciousOperation, UnreadablePostError):
        raise _fault(
            "INVALID_MULTIPART", "body", "Le corps multipart est illisible : vérifiez sa construction."
        ) from None
    if file is None:
        raise _fault("MISSING_FILE", "file", "Fichier absent : joignez-le dans la partie « file », avec son nom.")
    if text is None:
        raise _fault("MISSING_PARAMETER", "parameters", "Partie « parameters » absente : joignez le tableau JSON.")
    return file.name or "", file, _json(text, "parameters")


def _from_json(request: HttpRequest) -> tuple[str, File[Any], Any]:
    try:
        payload = _json(request.body, "body")
    except RequestDataTooBig:
        raise too_large() from None
    except UnreadablePostError:
        raise _fault("INVALID_JSON", "body", "Le corps de la requête est incomplet : renvoyez-le.") from None
    if not isinstance(payload, dict):
        raise _fault("INVALID_JSON", "body", "Le corps doit être un objet JSON : fileName, file, parameters.")
    name, text = payload.get("fileName"), payload.get("file")
    if not isinstance(name, str) or not isinstance(text, str):
        missing = "file" if isinstance(name, str) else "fileName"
        raise _fault("MISSING_FILE", missing, f"Champ « {missing} » absent : donnez fileName et file (base64).")
    if "parameters" not in payload:
        raise _fault("MISSING_PARAMETER", "parameters", "Champ « parameters » absent : donnez le tableau.")
    return name, ContentFile(_decoded(text)), payload["parameters"]


def _decoded(text: str) -> bytes:
    if len(text) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise too_large()
    try:
        return base64.b64decode(re.sub(r"[\r\n]", "", text), validate=True)
    except ValueError:
        raise _fault("INVALID_BASE64", "file", "Le champ « file » n’est pas du base64 valide : réencodez-le.") from None


def _json(text: str | bytes, where: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise _fault("INVALID_JSON", where, "Ce n’est pas du JSON valide : corrigez la syntaxe.") from None


def _declared(parameters: Any) -> tuple[Lane, Piece]:
    given = _by_key(parameters)
    missing = [key for key in PARAMETERS if not given.get(key, "").strip()]
    if missing:
        raise _faults("MISSING_PARAMETER", {key: f"Paramètre {key} absent : ajoutez-le." for key in missing})
    lane = doctypes.lane_named(given["Couloir"], given["Sons"])
    if lane is None:
        known = ", ".join(known.title for known in LANES)
        raise _fault("UNKNOWN_LANE", "Couloir", f"Couloir et SONS inconnus. Sont connus : {known}.")
    piece = Piece.parse(given["TypeDocument"])
    if piece is None:
        known = ", ".join(piece.value for piece in Piece)
        raise _fault("UNKNOWN_TYPE", "TypeDocument", f"Type de document inconnu. Sont connus : {known}.")
    if doctypes.find(lane, piece) is None:
        what = f"{piece.value} n’est pas ouvert pour {lane.title}"
        raise _fault("CLOSED_LANE", "TypeDocument", f"{what}. Sont ouverts : {_open_types()}.")
    return lane, piece


def _by_key(parameters: Any) -> dict[str, str]:
    shape = 'parameters est un tableau d’objets {"key": …, "value": …} dont les valeurs sont des textes.'
    if not isinstance(parameters, list) or not all(_is_pair(one) for one in parameters):
        raise _fault("INVALID_PARAMETERS", "parameters", shape)
    keys = [one["key"] for one in parameters]
    unknown = [key for key in keys if key not in PARAMETERS]
    if unknown:
        raise _fault(
            "UNKNOWN_PARAMETER",
            "parameters",
            f"Paramètre inconnu. Sont attendus : {', '.join(PARAMETERS)}, en respectant la casse.",
        )
    if len(set(keys)) < len(keys):
        raise _fault("INVALID_PARAMETERS", "parameters", "Un paramètre est donné deux fois : gardez-en un.")
    return {one["key"]: one["value"] for one in parameters}


def _is_pair(one: Any) -> bool:
    return isinstance(one, dict) and isinstance(one.get("key"), str) and isinstance(one.get("value"), str)


def _open_types() -> str:
    return " ; ".join(
        f"{lane.title} ({', '.join(t.piece.value for t in doctypes.TYPES if t.lane == lane)})"
        for lane in doctypes.OPEN_LANES
    )


def _fault(code: str, field: str, message: str) -> CallerError:
    return _faults(code, {field: message})


def _faults(code: str, messages: dict[str, str]) -> CallerError:
    return CallerError(code, " ".join(messages.values()), *(Detail(f, m) for f, m in messages.items()))
