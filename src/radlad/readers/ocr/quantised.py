"""A model's widest convolutions made to compute in eight-bit integers, from the ranges that their inputs were seen in.

Weights are rounded a channel at a time, inputs as a whole (the ONNX operators QuantizeLinear and DequantizeLinear,
which every runtime fuses). Layers whose input has no range stay in floats. `python -m bench.ranges` measures them.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

Ranges = dict[str, tuple[float, float]]
"""Lowest and highest value of each tensor, by its name."""

FILE = Path(__file__).with_name("ranges.json")
_OPSET = 13
"""The first in which weights have a scale for each channel."""


@cache
def ranges_of(model: str) -> Ranges:
    """Those of the model file named `model`."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))[model]["ranges"]
    return {name: (low, high) for name, (low, high) in stored.items()}


def is_wide(node: onnx.NodeProto, weights: onnx.TensorProto) -> bool:
    """Whether eight bits pay for this layer: a convolution over single pixels, of many channels, not of a mean."""
    dense = node.op_type == "Conv" and tuple(weights.dims[2:]) == (1, 1)
    return dense and min(weights.dims[:2]) >= 96 and ".mean." not in node.input[0] and ".pool" not in node.input[0]


def quantise(model: onnx.ModelProto, ranges: Ranges) -> None:
    """Changes `model`, of an opset from 10 to 12, in place."""
    _raise_opset(model)
    weights = {i.name: i for i in model.graph.initializer}
    nodes: list[onnx.NodeProto] = []
    for node in model.graph.node:
        if node.op_type == "Conv" and node.input[0] in ranges:
            nodes += [_weights(model, weights[node.input[1]]), *_input(model, node.input[0], ranges[node.input[0]])]
            node.input[0], node.input[1] = nodes[-1].output[0], nodes[-3].output[0]
        nodes.append(onnx.NodeProto.FromString(node.SerializeToString()))
    del model.graph.node[:]
    model.graph.node.extend(nodes)


def _weights(model: onnx.ModelProto, stored: onnx.TensorProto) -> onnx.NodeProto:
    name, exact = stored.name, numpy_helper.to_array(stored)
    scale = np.maximum(np.abs(exact).max(axis=(1, 2, 3)), 1e-8) / 127
    stored.CopyFrom(numpy_helper.from_array(np.rint(exact / scale[:, None, None, None]).astype(np.int8), name))
    _constants(model, name, scale.astype(np.float32), np.zeros(len(scale), np.int8))
    return helper.make_node("DequantizeLinear", [name, f"{name}/scale", f"{name}/zero"], [f"{name}/float"], axis=0)


def _input(model: onnx.ModelProto, name: str, seen: tuple[float, float]) -> list[onnx.NodeProto]:
    low, high = min(seen[0], 0.0), max(seen[1], 0.0)
    scale = (high - low) / 255
    _constants(model, name, np.array(scale, np.float32), np.array(round(-low / scale), np.uint8))
    told = [f"{name}/scale", f"{name}/zero"]
    return [
        helper.make_node("QuantizeLinear", [name, *told], [f"{name}/short"]),
        helper.make_node("DequantizeLinear", [f"{name}/short", *told], [f"{name}/float"]),
    ]


def _constants(
    model: onnx.ModelProto, name: str, scale: NDArray[np.float32], zero: NDArray[np.int8] | NDArray[np.uint8]
) -> None:
    model.graph.initializer.append(numpy_helper.from_array(scale, f"{name}/scale"))
    model.graph.initializer.append(numpy_helper.from_array(zero, f"{name}/zero"))


def _raise_opset(model: onnx.ModelProto) -> None:
    """Since opset 13 the axes of Squeeze and Unsqueeze are an input; nothing else that these models use is new."""
    for node in model.graph.node:
        for axes in [a for a in node.attribute if a.name == "axes" and node.op_type in ("Squeeze", "Unsqueeze")]:
            name = f"{node.output[0]}/axes"
            model.graph.initializer.append(numpy_helper.from_array(np.array(axes.ints, np.int64), name))
            node.input.append(name)
            node.attribute.remove(axes)
    model.opset_import[0].version = _OPSET
