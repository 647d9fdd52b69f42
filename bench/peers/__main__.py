"""Runs radlad and its peers on the same made pages and writes what each took and found.

    ./setup.sh peers
    python -m bench.peers [--scans 6] [--digital 24] [--seed peers]

Each runs on one core, with one process. A peer that is not there is said to be missing.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from bench import corpus, report
from bench.peers.contained import contains, plain, values
from bench.peers.runs import DIGITAL, INVOICES, OCR, Pages, Peer, run
from bench.score import same


def main() -> None:
    """Runs and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scans", type=int, default=6, help="scanned documents")
    parser.add_argument("--digital", type=int, default=24, help="digital documents")
    parser.add_argument("--seed", default="peers", help="names the documents")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        scans = _truths(root / "scans", given.scans, given.seed, ("scan",))
        digital = _truths(root / "digital", given.digital, given.seed, ("digital",))
        invoices = [t for t in digital if t["type"] == "FACTURE"]
        peers = {
            "ocr": _table(OCR, root / "scans", scans),
            "digital": _table(DIGITAL, root / "digital", digital),
            "invoices": _table(INVOICES, root / "digital", invoices),
        }
    report.write_performance({"peers": peers})
    print(json.dumps(peers, indent=1, ensure_ascii=False))


def _truths(root: Path, count: int, seed: str, tiers: tuple[str, ...]) -> list[dict[str, Any]]:
    """The truths of documents written to `root`; strangers left out."""
    corpus.write(root, count, seed, "B", tiers)
    rows = [json.loads(line) for line in (root / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["fields"]]


def _table(peers: tuple[Peer, ...], root: Path, truths: list[dict[str, Any]]) -> dict[str, Any]:
    """One row a peer, the first being radlad, to whose CPU seconds the others' are compared."""
    rows: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        pages = _pages(root, truths, Path(folder))
        for peer in peers:
            print(peer.name, "…", flush=True)
            if missing := peer.missing():
                rows[peer.name] = {"missing": [Path(m).name for m in missing]}
                continue
            out = Path(folder) / f"out-{len(rows)}"
            out.mkdir()
            taken = run(peer, pages, out)
            per_page = taken.cpu_s / len(pages.pictures)
            rows[peer.name] = {**asdict(taken), "cpu_s_per_page": round(per_page, 3), **_found(out, truths)}
    own = next(iter(rows.values()))["cpu_s_per_page"]
    for row in rows.values():
        if "missing" not in row:
            row["cpu_ratio"] = round(row["cpu_s_per_page"] / own, 2)
    return {"documents": len(truths), "pages": len(pages.pictures), "rows": rows}


def _pages(root: Path, truths: list[dict[str, Any]], folder: Path) -> Pages:
    files, pdfs, pictures = [root / t["file"] for t in truths], [], []
    for file in files:
        pdf = file if file.suffix == ".pdf" else _as_pdf(file, folder)
        pdfs.append(pdf)
        with pypdfium2.PdfDocument(pdf) as document:
            for number, page in enumerate(document, 1):
                picture = folder / f"{pdf.stem}-{number}.png"
                page.render(scale=300 / 72, grayscale=True).to_pil().save(picture, compress_level=1)
                pictures.append(picture)
    return Pages(files, pdfs, pictures)


def _as_pdf(file: Path, folder: Path) -> Path:
    made = folder / f"{file.stem}.pdf"
    with Image.open(file) as picture:
        dpi = float(picture.info.get("dpi", (200, 200))[0]) or 200.0
        picture.save(made, save_all=True, resolution=dpi)
    return made


def _found(out: Path, truths: list[dict[str, Any]]) -> dict[str, Any]:
    """Values, those in the text, and, of a peer that names fields, those in the right field."""
    total = in_text = in_field = 0
    fields_named = any(out.glob("*.json"))
    for truth in truths:
        stem = Path(truth["file"]).stem
        text = plain("\n".join(p.read_text(encoding="utf-8") for p in sorted(out.glob(f"{stem}*.txt"))))
        answers = _answers(out / f"{stem}.json")
        for balise, value in values(truth):
            total += 1
            in_text += contains(text, value)
            in_field += same(truth["kinds"][balise], value, answers.get(balise, ""))
    texts = any(out.glob("*.txt"))
    return {"values": total, "in_text": in_text if texts else None, "in_field": in_field if fields_named else None}


def _answers(file: Path) -> dict[str, str]:
    """Balise and value as radlad or invoice2data wrote them."""
    if not file.exists():
        return {}
    content = json.loads(file.read_text(encoding="utf-8"))
    if isinstance(content, list):
        return {k: str(v) for k, v in (content[0] if content else {}).items()}
    return {f["balise"]: str(f["valeur"] or "") for f in content.get("champs", [])}


if __name__ == "__main__":
    main()
