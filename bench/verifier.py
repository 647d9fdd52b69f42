"""Trains the verifier: the probability that a labelled value is its field's (`radlad.extract.verifier`).

    python -m bench.verifier [--digital 140] [--bad 30] [--seed verifier]

Made documents of all halves but G, which judges, are read with all label wordings, and with a quarter and half of them
left out: so many digital ones of each half, and so many that went through a scanner, a fax or a telephone, or whose
text layer lies. The weights are those of a logistic regression on the facts known of each value. Layouts that had no
part in the training, six ways, tell the thresholds: of text layers and of OCR, the least by which the share of wrong
values among those returned without doubt stays within the goal. Then all layouts train what is written to
`src/radlad/extract/verifier.json`, with the thresholds. The same arguments, the same weights, on any number of cores.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from tqdm import tqdm

from bench import corpus
from bench.dropout import vocabulary_dropout
from bench.maker.arrivals import TIERS
from bench.score import same
from radlad import doctypes
from radlad.domain.doctype import DocumentType, Piece
from radlad.domain.reading import Found
from radlad.extract import legibility, verifier
from radlad.extract.form import Form
from radlad.layout.page import Sheet, sheets_of
from radlad.marks.boxes import with_tick_boxes
from radlad.pipeline.stages import default_engine
from radlad.readers.containers import open_file
from radlad.readers.pages import read_document
from radlad.readers.upright import UprightPages

WEIGHTS = Path(verifier.__file__).with_name("verifier.json")
_HALVES = "ABCDEFHIJKL"
_BAD = tuple(t for t in TIERS if t != "digital")
_SHARES = (0.0, 0.25, 0.5)
"""Shares of label wordings left out."""
_NEW = (0.0, 0.25)
"""Those that set the thresholds: a new supplier has words that nobody knows, but not half of them."""
_GOAL = 0.008
"""The share of wrong values among the labelled ones returned without doubt, at most: about 0.4 % of all that is
returned so, for they are half of it, and the rest is hardly ever wrong."""
_FOLDS = 6
_STRENGTH = 1.0
"""How far the weights may go: the inverse of the penalty on their squares."""
_LEAST = 0.005
"""Weights nearer to nothing than this are left out."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A value that was answered: what was known of it, and whether it was right."""

    facts: verifier.Facts
    right: bool
    open: bool
    """Nothing but the verifier can doubt it."""
    layout: str
    share: float

    @property
    def source(self) -> str:
        return verifier.source_of(self.facts)


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents to be made and read at once."""

    split: str
    tiers: tuple[str, ...]
    count: int
    seed: str


def main() -> None:
    """Reads, measures on layouts held out, and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--digital", type=int, default=140, help="digital documents of each half")
    parser.add_argument("--bad", type=int, default=30, help="scans, faxes, photos and the like of each half")
    parser.add_argument("--seed", default="verifier", help="names the documents: another seed makes others")
    given = parser.parse_args()
    batches = [Batch(h, _BAD, given.bad, f"{given.seed}-bad-{h}") for h in _HALVES]
    batches += [Batch(h, ("digital",), given.digital, f"{given.seed}-{h}") for h in _HALVES]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        read = tqdm(pool.map(_seen, batches), total=len(batches), unit="batch", file=sys.stderr)
        seen = [s for batch in read for s in batch]
    judged = _judged(seen)
    thresholds = {source: _threshold(judged, source) for source in verifier.SOURCES}
    _print(judged, thresholds)
    vectors, model = _trained(seen)
    names = vectors.get_feature_names_out()
    weights = {n: round(float(w), 3) for n, w in zip(names, model.coef_[0], strict=True) if abs(w) >= _LEAST}
    content = {"seuils": thresholds, "poids": {"": round(float(model.intercept_[0]), 3), **weights}}
    WEIGHTS.write_text(json.dumps(content, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def _seen(batch: Batch) -> list[Seen]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        corpus.write(root, batch.count, batch.seed, batch.split, batch.tiers)
        truths = [json.loads(line) for line in (root / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
        read = ((t, _sheets(root / t["file"])) for t in truths if t["type"])
        return [seen for truth, sheets in read for seen in _of_document(sheets, truth)]


def _of_document(sheets: list[Sheet], truth: dict[str, Any]) -> Iterator[Seen]:
    for share in _SHARES:
        with vocabulary_dropout(share, salt=Path(truth["file"]).stem[-1]), _certain():
            yield from _answered(sheets, truth, share)


@contextmanager
def _certain() -> Iterator[None]:
    """While it lasts, the verifier doubts nothing, so that what is doubted is so for other reasons."""
    honest = verifier.probability
    verifier.probability = lambda _: 1.0
    try:
        yield
    finally:
        verifier.probability = honest


def _sheets(path: Path) -> list[Sheet]:
    with open_file(path) as opened:
        document = read_document(opened, default_engine())
        return sheets_of(with_tick_boxes(document, UprightPages.of(opened, document)))


def _answered(sheets: list[Sheet], truth: dict[str, Any], share: float) -> Iterator[Seen]:
    form = Form(sheets, _doctype(truth))
    readings = legibility.doubted(form.fields(), (sheet.page for sheet in sheets))
    read = {r.field.balise: r.answer for r in readings}
    for balise, facts in form.facts().items():
        answer = read[balise]
        value = answer.value if isinstance(answer, Found) else ""
        right = same(truth["kinds"][balise], truth["fields"][balise], value)
        yield Seen(facts, right, not answer.doubts, truth["layout"], share)


def _doctype(truth: dict[str, Any]) -> DocumentType:
    lane, piece = doctypes.lane_named(truth["couloir"], truth["sons"]), Piece.parse(truth["type"])
    assert lane is not None
    found = doctypes.find(lane, piece)
    assert found is not None
    return found


def _trained(seen: list[Seen]) -> tuple[DictVectorizer, LogisticRegression]:
    vectors = DictVectorizer(dtype=np.float32)
    table = vectors.fit_transform([s.facts for s in seen])
    return vectors, LogisticRegression(C=_STRENGTH, max_iter=300).fit(table, [s.right for s in seen])


Judged = list[tuple[Seen, float]]
"""Values, each with the probability that the other layouts taught for it."""


def _judged(seen: list[Seen]) -> Judged:
    layouts = sorted({s.layout for s in seen})
    judged: Judged = []
    for fold in range(_FOLDS):
        held = set(layouts[fold::_FOLDS])
        vectors, model = _trained([s for s in seen if s.layout not in held])
        test = [s for s in seen if s.layout in held]
        sure = model.predict_proba(vectors.transform([s.facts for s in test]))[:, 1]
        judged += zip(test, map(float, sure), strict=True)
    return judged


def _threshold(judged: Judged, source: str) -> float:
    """The least probability, to a thousandth, from which at most `_GOAL` of the values of a source is wrong."""
    told = sorted(((p, s.right) for s, p in judged if s.open and s.share in _NEW and s.source == source), reverse=True)
    least, wrong = 1.0, 0
    for number, (probability, right) in enumerate(told, 1):
        wrong += not right
        if wrong <= _GOAL * number:
            least = probability
    return round(min(0.999, least + 0.0005), 3)


def _print(judged: Judged, thresholds: dict[str, float]) -> None:
    """The share of values returned without doubt, and how many of them are wrong."""
    for source, threshold in thresholds.items():
        print(f"{source}: without doubt from {threshold}")
        for share in _SHARES:
            these = [(s, p) for s, p in judged if s.share == share and s.source == source]
            kept = [s for s, p in these if s.open and p >= threshold]
            wrong = sum(not s.right for s in kept)
            print(
                f"  {share:.0%} of wordings left out: {len(kept) / max(1, len(these)):.1%} of {len(these)} values, "
                f"{wrong} ({wrong / max(1, len(kept)):.2%}) of those wrong"
            )


if __name__ == "__main__":
    main()
