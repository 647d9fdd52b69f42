"""Models as OpenVINO compiled them, kept beside the programs: loaded in a third of the time that compiling takes.

`python -m radlad.readers.ocr.compiled` writes them, when radlad is installed: a reader in its cage cannot. They serve
one kind of processor, one version of OpenVINO, of the models and of the code that makes them. For any other, or when
a file is damaged or absent, there are none, and models are compiled when they are loaded.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from radlad.readers.ocr import runtime

FOLDER = Path(sys.prefix) / "share" / "radlad"
"""A reader may read what the interpreter's environment holds."""
_MAKERS = tuple(Path(__file__).with_name(name) for name in ("models.py", "quantised.py", "ranges.json", "runtime.py"))
_DIGEST = hashlib.sha256
_DIGEST_BYTES = 32


@dataclass(frozen=True, slots=True)
class Compiled:
    """A model for `runtime.imported`, and what else is known of it: the character of each output, if it reads."""

    model: bytes
    alphabet: list[str]


def kept(name: str, wheel: str, chosen: str) -> Compiled | None:
    """That of the model file `name` in version `wheel`, to run on `chosen`; None when there is none of its like."""
    if chosen == "onnxruntime":
        return None
    try:
        content = memoryview(_path(name, wheel, chosen).read_bytes())
    except OSError:
        return None
    digest, rest = content[:_DIGEST_BYTES], content[_DIGEST_BYTES:]
    # OpenVINO believes what it is given: a damaged file could end the process.
    if _DIGEST(rest).digest() != digest:
        return None
    told, _, model = bytes(rest).partition(b"\n")
    return Compiled(model, json.loads(told))


def keep(name: str, wheel: str, chosen: str, compiled: Compiled) -> None:
    """Keeps it in place of what else was kept of `name`. Raises OSError."""
    path = _path(name, wheel, chosen)
    path.parent.mkdir(parents=True, exist_ok=True)
    rest = json.dumps(compiled.alphabet).encode() + b"\n" + compiled.model
    draft = path.with_suffix(".draft")
    draft.write_bytes(_DIGEST(rest).digest() + rest)
    draft.replace(path)
    for other in path.parent.glob(f"{name}-*"):
        if other != path:
            other.unlink()


def _path(name: str, wheel: str, chosen: str) -> Path:
    return FOLDER / f"{name}-{_kind(wheel, chosen)}"


@cache
def _kind(wheel: str, chosen: str) -> str:
    """A word for all that what is compiled depends on."""
    digest = _DIGEST("\n".join((wheel, chosen, importlib.metadata.version("openvino"), *runtime.flags())).encode())
    for maker in _MAKERS:
        digest.update(maker.read_bytes())
    return digest.hexdigest()[:16]


def main() -> None:
    """Keeps both models for this machine."""
    from radlad.readers.ocr import models

    chosen = runtime.name()
    if chosen == "onnxruntime":
        return
    for name in (models.DETECTOR, models.RECOGNISER):
        model, alphabet = models.source(name, chosen)
        keep(name, models.version(), chosen, Compiled(runtime.exported(model, chosen), alphabet))


if __name__ == "__main__":
    main()
