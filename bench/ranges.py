"""Measures in which ranges the inputs of the recogniser's wide layers lie, for `radlad.readers.ocr.quantised`.

    python -m bench.corpus FOLDER --count 16 --seed ranges --split A --tiers scan,fax,photo,poor
    python -m bench.ranges FOLDER

To be run again when the wheel with the models changes. An input's range is that of all but a ten-thousandth of its
values at either end, in the line where it is widest.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnx import ValueInfoProto
from tqdm import tqdm

from radlad.readers.containers import open_file
from radlad.readers.ocr import models, quantised
from radlad.readers.ocr.detection import Detector
from radlad.readers.ocr.paddle import softened
from radlad.readers.ocr.recognition import planes_of, strip
from radlad.readers.upright import reading_dpi

_LINES = 16
"""Of each document's first page."""
_TAIL = 1e-4


def ranges(folder: Path) -> quantised.Ranges:
    """Of the recogniser's tensors, over lines of the documents in `folder`."""
    model, _ = models.latin_recogniser()
    weights = {i.name: i for i in model.graph.initializer}
    wide = [n for n in model.graph.node if n.op_type == "Conv" and quantised.is_wide(n, weights[n.input[1]])]
    names = list(dict.fromkeys(n.input[0] for n in wide))
    model.graph.output.extend(ValueInfoProto(name=name) for name in names)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    found: quantised.Ranges = {}
    for planes in _lines(folder):
        for name, values in zip(names, session.run(names, {session.get_inputs()[0].name: planes}), strict=True):
            low, high = np.quantile(np.asarray(values), [_TAIL, 1 - _TAIL]).tolist()
            before = found.get(name, (low, high))
            found[name] = min(low, before[0]), max(high, before[1])
    return found


def _lines(folder: Path) -> Iterator[NDArray[np.float32]]:
    detector, chance = Detector(), random.Random(0)
    rows = [json.loads(row) for row in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in tqdm(rows):
        with open_file(folder / row["file"]) as opened:
            grey = softened(opened.raster(0, reading_dpi(*opened.size(0))))
        lines = detector.lines(grey)
        for line in chance.sample(lines, min(_LINES, len(lines))):
            yield planes_of([strip(grey, line)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    stored = {
        models.RECOGNISER: {
            "sha256": hashlib.sha256(models.path(models.RECOGNISER).read_bytes()).hexdigest(),
            "ranges": {name: [round(v, 4) for v in seen] for name, seen in ranges(folder).items()},
        }
    }
    quantised.FILE.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
