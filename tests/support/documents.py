"""Documents as acquisition leaves them, and what a reader answers about them."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from radlad import doctypes
from radlad.domain.doctype import DocumentType, Kind
from radlad.web.accounts.models import Role, User
from radlad.web.acquisition import storage
from radlad.web.acquisition.models import Document

INVOICE = doctypes.by_key("hop-dpi-facture")
ORDER = doctypes.by_key("hop-dpi-bon_commande")


def received(doctype: DocumentType = INVOICE, content: bytes = b"%PDF-1.4 not read by anyone", **more: Any) -> Document:
    """A document just received, stored and declared as `doctype`."""
    facts: dict[str, Any] = {
        "partner": "asp", "client_id": doctype.lane.client_id, "name": "piece.pdf",
        "sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "media_type": "application/pdf",
        "declared_couloir": doctype.lane.couloir, "declared_sons": doctype.lane.sons, "declared_type": doctype.piece,
        "couloir": doctype.lane.couloir, "sons": doctype.lane.sons, "type": doctype.piece,
        "received_at": timezone.now(), "pages": 1,
    }  # fmt: skip
    document = Document.objects.create(**{**facts, **more})
    storage.put(document.file_key, ContentFile(content))
    return document


def result(doctype: DocumentType | None = INVOICE, **doubts: Any) -> dict[str, Any]:
    """A reader's answer (contracts.md 4) without doubt, but for the balises given: `siret="cle_siret_fausse"`."""
    lane = (doctype or INVOICE).lane
    return {
        "file": "piece.pdf", "couloir": lane.couloir, "sons": lane.sons,
        "typeDocument": doctype.piece.value if doctype else None, "rejet": doctype is None,
        "motifRejet": "" if doctype else "Inconnu", "pages": 2, "secondes": 0.3,
        "classement": {"confiance": 0.99, "indices": ["titre « Facture » p.1"]},
        "champs": [_read(f, doubts.get(f.balise)) for f in doctype.fields] if doctype else [],
    }  # fmt: skip


def _read(field: Any, doubt: str | None) -> dict[str, Any]:
    value = field.values[0] if field.values else "12/03/2025" if field.kind is Kind.DATE else f"lu {field.position}"
    return {
        "position": field.position, "balise": field.balise, "valeur": value, "confiance": 0.5 if doubt else 0.99,
        "doute": bool(doubt), "motifs": [doubt] if doubt else [], "page": 1, "boite": [0.1, 0.2, 0.4, 0.25],
        "source": "texte", "moteur": "pdfium", "libelle": "Libellé",
        "candidats": [{"valeur": "autre", "confiance": 0.2, "page": 1, "boite": [0.1, 0.3, 0.4, 0.35]}],
    }  # fmt: skip


def operator(name: str = "operateur", role: Role = Role.OPERATOR) -> User:
    return User.objects.create_user(name, password="sans-importance", role=role)
