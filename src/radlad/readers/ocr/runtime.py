"""What the models run on: OpenVINO where it is installed, else onnxruntime; in bfloat16 where the processor has it, and
with the heaviest layers in eight-bit integers then.

One thread each: two reading processes of one thread beat one of two by a fifth. docs/performance.md has the figures.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Planes = NDArray[np.float32]
Network = Callable[[Planes], Planes]
"""A model with one input and one output, both batches."""

_CPU = Path("/proc/cpuinfo")
_KEPT = "200"
_SHORT_FLOATS = ("avx512_bf16", "amx_bf16")
_PRECISIONS = {"openvino-int8": "bf16", "openvino-bf16": "bf16", "openvino-f32": "f32"}
"""Of the layers that are not quantised."""


@cache
def name() -> str:
    """Which runtime, in which precision: the same picture may give other words on another."""
    if importlib.util.find_spec("openvino") is None:
        return "onnxruntime"
    return "openvino-int8" if has_short_floats() else "openvino-f32"


def in_eight_bits(runtime: str = "") -> bool:
    """Whether models for `runtime` are to be quantised: all processors with bfloat16 multiply such integers at once."""
    return (runtime or name()) == "openvino-int8"


def network(model: bytes, runtime: str = "") -> Network:
    """The ONNX `model`, ready to run on `runtime`: one of `name`'s answers, its own when empty."""
    chosen = runtime or name()
    return _on_onnxruntime(model) if chosen == "onnxruntime" else _running(_compiled(model, chosen))


def exported(model: bytes, chosen: str) -> bytes:
    """The ONNX `model` as OpenVINO compiles it on this machine: for `imported`, of the same version."""
    written: bytes = _compiled(model, chosen).export_model().getvalue()
    return written


def imported(model: bytes, chosen: str) -> Network:
    """What `exported` wrote for `chosen`, ready to run. Raises RuntimeError for what it did not write."""
    return _running(_core().import_model(model, "CPU", _settings(chosen)))


def has_short_floats() -> bool:
    """Whether the processor computes in bfloat16 itself; to imitate it costs more than it brings."""
    known = flags()
    return any(flag in known for flag in _SHORT_FLOATS)


def flags() -> list[str]:
    """What the processor can do, in Linux's words; empty where it does not say."""
    try:
        lines = _CPU.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return []
    return next((line.split() for line in lines if line.startswith("flags")), [])


def _compiled(model: bytes, chosen: str) -> Any:
    return _core().compile_model(_core().read_model(model=model), "CPU", _settings(chosen))


def _settings(chosen: str) -> dict[str, Any]:
    return {
        "INFERENCE_NUM_THREADS": 1,
        "NUM_STREAMS": 1,
        "INFERENCE_PRECISION_HINT": _PRECISIONS[chosen],
        # Pinned, all reading processes of a machine would share its first core.
        "ENABLE_CPU_PINNING": False,
        # What it made ready for past input shapes: without a bound it takes 0.5 GB more in 50 pages.
        "CPU_RUNTIME_CACHE_CAPACITY": _KEPT,
    }


def _running(compiled: Any) -> Network:
    import openvino

    request = compiled.create_infer_request()

    def run(planes: Planes) -> Planes:
        request.infer([openvino.Tensor(np.ascontiguousarray(planes), shared_memory=True)])
        return np.array(request.get_output_tensor(0).data, np.float32)

    return run


@cache
def _core() -> Any:
    import openvino

    return openvino.Core()


def _on_onnxruntime(model: bytes) -> Network:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model, options, ["CPUExecutionProvider"])
    source = session.get_inputs()[0].name

    def run(planes: Planes) -> Planes:
        result: Planes = session.run(None, {source: planes})[0]
        return result

    return run
