"""Trains the verifier: the probability that a labelled value is its field's (`radlad.extract.verifier`).

    python -m bench.verifier [--count 240] [--seed verifier]

Made documents of all halves but G, which judges, are read with all label wordings, and with a quarter and half of them
left out. The weights are those of a logistic regression on the facts known of each value. Printed first: figures on
layouts that had no part in the training, six ways. Then all layouts train what is written to
`src/radlad/extract/verifier.json`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from tqdm import tqdm

from bench import corpus
from bench.dropout import vocabulary_dropout
from bench.score import same
from radlad import doctypes
from radlad.domain.doctype import DocumentType, Piece
from radlad.domain.reading import Found
from radlad.extract import verifier
from radlad.extract.answers import SURE_ENOUGH
from radlad.extract.form import Form
from radlad.layout.page import Sheet, sheets_of
from radlad.marks.boxes import with_tick_boxes
from radlad.pipeline.stages import default_engine
from radlad.readers.containers import open_file
from radlad.readers.pages import read_document
from radlad.readers.upright import UprightPages

WEIGHTS = Path(verifier.__file__).with_name("verifier.json")
_SHARES = (0.0, 0.25, 0.5)
"""Shares of label wordings left out."""
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
    layout: str
    share: float


def main() -> None:
    """Reads, measures on layouts held out, and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=240, help="documents of each half")
    parser.add_argument("--seed", default="verifier", help="names the documents: another seed makes others")
    given = parser.parse_args()
    seen = [s for split in "ABCDEFHI" for s in _seen(split, given.count, given.seed)]
    _measure(seen)
    vectors, model = _trained(seen)
    names = vectors.get_feature_names_out()
    weights = {n: round(float(w), 3) for n, w in zip(names, model.coef_[0], strict=True) if abs(w) >= _LEAST}
    content = {"": round(float(model.intercept_[0]), 3), **weights}
    WEIGHTS.write_text(json.dumps(content, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def _seen(split: str, count: int, seed: str) -> Iterator[Seen]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        corpus.write(root, count, f"{seed}-{split}", split, ("digital",))
        truths = [json.loads(line) for line in (root / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
        for truth in tqdm([t for t in truths if t["type"]], desc=split, unit="doc", file=sys.stderr):
            sheets = _sheets(root / truth["file"])
            for share in _SHARES:
                with vocabulary_dropout(share, salt=truth["file"][-5]):
                    yield from _answered(sheets, truth, share)


def _sheets(path: Path) -> list[Sheet]:
    with open_file(path) as opened:
        document = read_document(opened, default_engine())
        return sheets_of(with_tick_boxes(document, UprightPages.of(opened, document)))


def _answered(sheets: list[Sheet], truth: dict[str, Any], share: float) -> Iterator[Seen]:
    form = Form(sheets, _doctype(truth))
    read = {r.field.balise: r.answer for r in form.fields()}
    for balise, facts in form.facts().items():
        answer = read[balise]
        value = answer.value if isinstance(answer, Found) else ""
        right = same(truth["kinds"][balise], truth["fields"][balise], value)
        yield Seen(facts, right, truth["layout"], share)


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


def _measure(seen: list[Seen]) -> None:
    """Prints, for layouts held out in turn, the share of values above the threshold and how many of them are wrong."""
    layouts = sorted({s.layout for s in seen})
    judged: list[tuple[Seen, float]] = []
    for fold in range(_FOLDS):
        held = set(layouts[fold::_FOLDS])
        vectors, model = _trained([s for s in seen if s.layout not in held])
        test = [s for s in seen if s.layout in held]
        sure = model.predict_proba(vectors.transform([s.facts for s in test]))[:, 1]
        judged += zip(test, map(float, sure), strict=True)
    for share in _SHARES:
        these = [(s, p) for s, p in judged if s.share == share]
        kept = [s for s, p in these if p >= SURE_ENOUGH]
        wrong = sum(not s.right for s in kept)
        print(
            f"{share:.0%} of wordings left out: {len(kept) / len(these):.1%} of {len(these)} values sure, "
            f"{wrong / max(1, len(kept)):.2%} of those wrong; {sum(s.right for s, _ in these) / len(these):.1%} right"
        )


if __name__ == "__main__":
    main()
