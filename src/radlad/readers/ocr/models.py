"""The PP-OCRv6 models that ship inside the `rapidocr` wheel (Apache-2.0), made ready to run.

The wheel is used for its files only: the package itself is never imported, nothing is ever downloaded.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import importlib.util
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from radlad.domain.errors import ConfigError
from radlad.readers.ocr import compiled, runtime
from radlad.readers.ocr.runtime import Network

if TYPE_CHECKING:  # not needed where both models were kept compiled
    import onnx

DETECTOR, RECOGNISER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_PACKAGE = "rapidocr"
_KEPT_BLOCKS = (
    (0x0020, 0x00FF),  # Latin, with the accents of French and its neighbours
    (0x0152, 0x0153),
    (0x0178, 0x0178),
    (0x2010, 0x2026),  # dashes, quotes, bullets
    (0x20AC, 0x20AC),
    (0x2116, 0x2116),
    (0x25A0, 0x25A1),  # squares and circles: printed tick boxes
    (0x25CB, 0x25CF),
    (0x2610, 0x2612),
    (0x2713, 0x2718),
)


def version() -> str:
    """The version of the wheel that carries the models."""
    try:
        return importlib.metadata.version(_PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        raise _absent() from None


def detector(chosen: str = "") -> Network:
    """The text detector: (1, 3, h, w) in −1..1, h and w multiples of 32, to a (1, 1, h, w) map of text.

    `chosen`: see `runtime.network`.
    """
    return _loaded(DETECTOR, chosen or runtime.name())[0]


def recogniser(chosen: str = "") -> tuple[Network, list[str]]:
    """The line recogniser, its head cut to Latin, and the character of each of its outputs ("" for CTC's blank).

    (n, 3, 48, w) in −1..1 to (n, columns, characters) probabilities.
    """
    return _loaded(RECOGNISER, chosen or runtime.name())


def _loaded(name: str, chosen: str) -> tuple[Network, list[str]]:
    ready = compiled.kept(name, version(), chosen)
    if ready is not None:
        with contextlib.suppress(RuntimeError):  # OpenVINO's, for what it did not write itself
            return runtime.imported(ready.model, chosen), ready.alphabet
    model, alphabet = source(name, chosen)
    return runtime.network(model, chosen), alphabet


def source(name: str, chosen: str) -> tuple[bytes, list[str]]:
    """The ONNX model `name` as it is compiled for `chosen`, and the character of each of its outputs, if it reads."""
    if name == DETECTOR:
        return path(DETECTOR).read_bytes(), []
    from radlad.readers.ocr import quantised

    model, alphabet = latin_recogniser()
    if runtime.in_eight_bits(chosen):
        quantised.quantise(model, quantised.ranges_of(RECOGNISER))
    return model.SerializeToString(), alphabet


def latin_recogniser() -> tuple[onnx.ModelProto, list[str]]:
    """The recogniser in floats, and its alphabet. Fewer outputs: faster, and no stray ideograms."""
    import onnx
    from onnx import numpy_helper

    model = onnx.load(path(RECOGNISER))
    characters = next(p.value for p in model.metadata_props if p.key == "character").split("\n")
    # PP-OCR's layout: blank first, then the listed characters, a space last
    alphabet = ["", *characters, " "]
    product = next(n for n in reversed(model.graph.node) if n.op_type == "MatMul")
    addition = next(n for n in reversed(model.graph.node) if n.op_type == "Add")
    weights = {i.name: i for i in model.graph.initializer}
    outputs = weights[product.input[1]].dims[1]
    alphabet = [*alphabet[: outputs - 1], " "]
    kept = [i for i, c in enumerate(alphabet) if i == 0 or _is_kept(c)]
    for name in (product.input[1], next(i for i in addition.input if i in weights)):
        sliced = numpy_helper.to_array(weights[name])[..., kept]
        weights[name].CopyFrom(numpy_helper.from_array(np.ascontiguousarray(sliced), name))
    model.graph.output[0].type.tensor_type.shape.dim[2].dim_value = len(kept)
    del model.graph.value_info[:]
    return model, [alphabet[i] for i in kept]


def _is_kept(character: str) -> bool:
    code = ord(character) if len(character) == 1 else 0
    return any(low <= code <= high for low, high in _KEPT_BLOCKS) and unicodedata.category(character) != "Cc"


def path(name: str) -> Path:
    """Where the wheel keeps the model file `name`."""
    spec = importlib.util.find_spec(_PACKAGE)
    folders = [Path(f) for f in (spec.submodule_search_locations or ())] if spec else []
    for folder in folders:
        if (folder / "models" / name).is_file():
            return folder / "models" / name
    raise _absent()


def _absent() -> ConfigError:
    return ConfigError(
        "OCR_MODELS_ABSENT", "Les modèles de lecture sont absents : relancez « make setup », qui les installe."
    )
