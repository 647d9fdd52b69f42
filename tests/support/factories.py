"""Rows for tests of the screens, made as the service itself makes them: read, doubtful, delivered…"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.utils import timezone

from radlad import doctypes
from radlad.domain.doctype import DocumentType, Field, Kind
from radlad.domain.reading import Doubt
from radlad.domain.states import Status
from radlad.pipeline.subprocess import ReaderProcess
from radlad.web.accounts.models import Role, User
from radlad.web.acquisition import life, storage
from radlad.web.acquisition.models import Document
from radlad.web.acquisition.stored import key_of
from radlad.web.review import keying, locks
from radlad.web.review.models import LaneRules, SecondKeying

PASSWORD = "un mot de passe assez long"
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
ORDER = doctypes.by_key("hop-dpi-bon_commande")

_PRINTED = {
    Kind.REFERENCE: "AF-HOP-DPI-Va2-012",
    Kind.TEXT: "Centre hospitalier de Bellerive",
    Kind.NAME: "Mme Claire Fontanel",
    Kind.DATE: "12/03/2025",
    Kind.SIRET: "73282932000074",
    Kind.SIREN: "732829320",
    Kind.FINESS: "750000018",
    Kind.RPPS: "10003456781",
    Kind.AM: "751234562",
    Kind.PHONE: "01 44 55 66 77",
    Kind.EMAIL: "c.fontanel@ch-bellerive.fr",
    Kind.AMOUNT: "12 345,60 €",
    Kind.RATE: "20 %",
    Kind.MENTION: "Montant pris en charge par l’État pour le compte de l’établissement : 12 345,60 €",
}


def user(role: Role = Role.OPERATOR, name: str = "") -> User:
    """An account of that role; its password is `PASSWORD`."""
    return User.objects.create(username=name or role.value, password=_hashed(PASSWORD), role=role)


@cache
def _hashed(password: str) -> str:
    """Hashing is slow on purpose: once is enough."""
    return make_password(password)


def received(doctype: DocumentType = ORDER, file: Path | None = None, **columns: Any) -> Document:
    """A document just accepted; its file, a sample, is in the store."""
    source = file or SAMPLES / "01-hop-dpi-bon-commande-digital.pdf"
    content = source.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    columns = {
        "partner": "asp",
        "client_id": doctype.lane.client_id,
        "name": source.name,
        "sha256": digest,
        "size": len(content),
        "media_type": "application/pdf",
        "declared_couloir": doctype.lane.couloir,
        "declared_sons": doctype.lane.sons,
        "declared_type": doctype.piece.value,
        "couloir": doctype.lane.couloir,
        "sons": doctype.lane.sons,
        "type": doctype.piece.value,
        "received_at": timezone.now() - timedelta(minutes=7),
        "pages": 2,
    } | columns
    storage.put(key_of(digest), ContentFile(content))
    return Document.objects.create(**columns)


def reading(
    document: Document,
    doctype: DocumentType | None = ORDER,
    doubts: dict[str, tuple[Doubt, ...]] | None = None,
    values: dict[str, str] | None = None,
    candidates: dict[str, list[str]] | None = None,
) -> dict[str, Any]:
    """A result object (contracts.md 4), all fields found for sure but for those in `doubts`."""
    doubts, values, candidates = doubts or {}, values or {}, candidates or {}
    fields = doctype.fields if doctype else ()
    return {
        "file": document.name,
        "couloir": document.couloir,
        "sons": document.sons,
        "typeDocument": doctype.piece.value if doctype else None,
        "pages": document.pages,
        "tours": [0] * document.pages,
        "classement": {"confiance": 0.98, "indices": ["Titre « Bon de commande » en page 1", "Code HOP-DPI-Va2"]},
        "champs": [
            _read_field(
                f, values.get(f.balise, _usual(f)), doubts.get(f.balise, ()), candidates.get(f.balise, []), len(fields)
            )
            for f in fields
        ],
    }


def waiting(
    doubts: dict[str, tuple[Doubt, ...]] | None = None, doctype: DocumentType = ORDER, **columns: Any
) -> Document:
    """A document in the operators' queue: by default one with a doubtful SIRET, date and question."""
    chosen = {
        "siret": (Doubt.SIRET_KEY,),
        "datePrevisionnelleLivraison": (Doubt.SEVERAL_CANDIDATES, Doubt.LABEL_UNSURE),
        "isFluxEntrantDepuisRI": (Doubt.NONE_TICKED,),
    }
    values = {"siret": "73282932000075", "isFluxEntrantDepuisRI": "", "isBDCAnterieurReferencement": ""}
    candidates = {"siret": ["73282932000074"], "datePrevisionnelleLivraison": ["15/09/2025", "30/11/2025"]}
    document = received(doctype=doctype, **columns)
    life.read_done(document, reading(document, doctype, doubts or chosen, values, candidates))
    return document


def really_read(file: str = "01-hop-dpi-bon-commande-digital.pdf", **columns: Any) -> Document:
    """A sample as the machine reads it; in the queue, whatever it found."""
    document = received(file=SAMPLES / file, **columns)
    life.read_done(document, _as_read(file, document.declared_couloir, document.declared_sons, document.declared_type))
    if document.status == Status.REVIEWED:
        life.reopen(document, user(Role.SUPERVISOR, name=f"remis-{document.pk}"))
    return document


@cache
def _as_read(file: str, *declared: str) -> dict[str, Any]:
    """Reading takes a while: once a sample is enough."""
    couloir, sons, piece = declared
    with ReaderProcess() as reader:
        return reader.read(SAMPLES / file, file, (couloir, sons, piece))


def unknown(**columns: Any) -> Document:
    """A document in the queue whose type the machine did not recognise."""
    document = received(file=SAMPLES / "12-courrier-scan.pdf", pages=1, **columns)
    life.read_done(document, reading(document, doctype=None))
    return document


def settled(**columns: Any) -> Document:
    """A document read without a doubt, its result ready to be delivered."""
    document = received(**columns)
    life.read_done(document, reading(document))
    return document


def keyed_twice(
    first: User, second: User, *, differing: dict[str, str] | None = None, arbiter: User | None = None
) -> SecondKeying:
    """A document settled by `first` and keyed blind by `second`, whose values differ as said; the first is right."""
    document = really_read()
    LaneRules.objects.update_or_create(couloir=document.couloir, sons=document.sons, defaults={"sampled": 100})
    locks.take(document.pk, first)
    for value in document.values.filter(needs_person=True):
        life.confirm_value(value, first)
    life.settle(document, first)
    keying_ = keying.sample(document, first)
    assert keying_ is not None
    keying_.second_by = second
    keying_.save()
    for field in keying_.fields.all():
        keying.key(keying_, field.balise, (differing or {}).get(field.balise, field.first_value))
    keying.finish(keying_)
    if arbiter is not None:
        keying.arbitrate(keying_, arbiter, {f.balise: f.first_value for f in keying_.fields.filter(verdict="")})
    LaneRules.objects.all().delete()
    return keying_


def days_ago(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)


def _usual(field: Field) -> str:
    return field.values[0] if field.values else _PRINTED[field.kind]


def _read_field(
    field: Field, value: str, doubts: tuple[Doubt, ...], candidates: list[str], count: int
) -> dict[str, Any]:
    top = 0.06 + 0.86 * (field.position - 1) / count
    box = [0.42, round(top, 4), 0.78, round(top + 0.018, 4)]
    return {
        "position": field.position,
        "balise": field.balise,
        "valeur": value,
        "confiance": 0.41 if doubts else 0.98,
        "doute": bool(doubts),
        "motifs": [d.value for d in doubts],
        "page": 1,
        "boite": box,
        "source": "texte",
        "moteur": "pdfium",
        "libelle": field.title[:80],
        "candidats": [
            {"valeur": c, "confiance": 0.3, "page": 2, "boite": [0.1, 0.2 + i / 10, 0.3, 0.22 + i / 10]}
            for i, c in enumerate(candidates)
        ],
    }
