"""Writes `samples/`: a dozen documents of every type and condition, the requests for them, and their truth.

python -m bench.maker.samples
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.maker import capture, forms
from bench.maker.facts import Facts, invent
from radlad import doctypes
from radlad.domain.doctype import DocumentType

HERE = Path(__file__).resolve().parents[2] / "samples"

# type, condition, how its pages become a file
_RECIPES: tuple[tuple[str, str, str], ...] = (
    ("hop-dpi-bon_commande", "digital", "pdf"),
    ("hop-dpi-va", "digital", "pdf"),
    ("hop-dpi-facture", "digital", "pdf"),
    ("hop-pfi-bon_commande", "digital", "pdf"),
    ("hop-pfi-va", "scan", "pdf"),
    ("hop-pfi-facture", "photo", "jpg"),
    ("img-drimbox-bon_commande", "digital", "pdf"),
    ("img-ris-bon_commande", "digital", "pdf"),
    ("hop-dpi-facture", "scan", "png"),
    ("hop-dpi-bon_commande", "fax", "tif"),
    ("hop-pfi-facture", "poor", "pdf"),
)
_CAPTURES: dict[str, Callable[[capture.Picture, random.Random], capture.Picture]] = {
    "scan": capture.scanned,
    "poor": capture.poor,
    "fax": capture.faxed,
    "photo": capture.photographed,
}


def write(folder: Path = HERE) -> None:
    """Writes the documents, `requests.jsonl` and `truth.jsonl` (as the scorer reads it) into `folder`."""
    folder.mkdir(exist_ok=True)
    requests, truths = [], []
    for number, (key, tier, suffix) in enumerate(_RECIPES, 1):
        doctype = doctypes.by_key(key)
        rng = random.Random(f"sample-{number}")
        facts, look = invent(doctype, rng), forms.style(rng)
        name = f"{number:02d}-{key.replace('_', '-')}-{tier}.{suffix}"
        (folder / name).write_bytes(captured(forms.draw(facts, look, rng), tier, suffix, rng))
        requests.append(request(name, doctype))
        truths.append(truth(name, facts, tier, look.pairs))
    rng = random.Random("stranger")
    doctype = doctypes.by_key("hop-dpi-bon_commande")
    name = f"{len(_RECIPES) + 1:02d}-courrier-scan.pdf"
    letter = forms.letter(invent(doctype, rng), forms.style(rng), rng)
    (folder / name).write_bytes(captured(letter, "scan", "pdf", rng))
    requests.append(request(name, doctype))
    truths.append(stranger_truth(name, doctype, "scan", "stranger:letter"))
    write_rows(folder, requests, truths)


def write_rows(folder: Path, requests: list[dict[str, Any]], truths: list[dict[str, Any]]) -> None:
    """Writes the two files that go with a folder of documents."""
    for file, rows in (("requests.jsonl", requests), ("truth.jsonl", truths)):
        (folder / file).write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")


def truth(name: str, facts: Facts, tier: str, layout: str) -> dict[str, Any]:
    """What the scorer compares with, for a document of a known type."""
    doctype = facts.doctype
    return {
        "file": name, "couloir": doctype.lane.couloir, "sons": doctype.lane.sons, "type": doctype.piece.value,
        "tier": tier, "layout": layout, "fields": facts.printed,
        "kinds": {f.balise: f.kind.value for f in doctype.fields},
    }  # fmt: skip


def stranger_truth(name: str, declared: DocumentType, tier: str, layout: str) -> dict[str, Any]:
    """The same for a document that must be rejected, `Inconnu`."""
    lane = declared.lane
    return {
        "file": name, "couloir": lane.couloir, "sons": lane.sons, "type": None, "tier": tier, "layout": layout,
        "fields": {}, "kinds": {},
    }  # fmt: skip


def request(name: str, doctype: DocumentType) -> dict[str, Any]:
    """The line of `requests.jsonl` that declares the document as that type (contracts.md 3)."""
    lane = doctype.lane
    parameters = {"Couloir": lane.couloir, "Sons": lane.sons, "TypeDocument": doctype.piece.value}
    return {"file": name, "parameters": parameters}


def captured(pdf: bytes, tier: str, suffix: str, rng: random.Random) -> bytes:
    """The file that arrives, after the paper went through that condition."""
    if tier == "digital":
        return pdf
    pages = [_CAPTURES[tier](page, rng) for page in capture.pages_of(pdf)]
    if suffix == "pdf":
        return capture.as_pdf(pages, quality=55)
    if suffix == "tif":
        return capture.as_tiff(pages, bitonal=True)
    return capture.as_jpeg(pages[0]) if suffix == "jpg" else capture.as_png(pages[0])


if __name__ == "__main__":
    write()
