"""Models in eight-bit integers: they say nearly what they said in floats, and their ranges are those of the models."""

import hashlib
import json

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from radlad.readers.ocr import models, quantised, runtime

CHANNELS = 96
CHANCE = np.random.default_rng(7)
PIXELS = CHANCE.uniform(-1, 1, (1, CHANNELS, 4, 5)).astype(np.float32)


@pytest.fixture
def model():
    """A convolution, and a Squeeze of its height as it was before opset 13."""
    weights = CHANCE.normal(size=(CHANNELS, CHANNELS, 1, 1)).astype(np.float32)
    nodes = [
        helper.make_node("ReduceMean", ["x"], ["rows"], axes=[2], keepdims=1),
        helper.make_node("Conv", ["rows", "weights"], ["many"]),
        helper.make_node("Squeeze", ["many"], ["y"], axes=[2]),
    ]
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ("x", "y")]
    ends[0] = helper.make_tensor_value_info("x", TensorProto.FLOAT, PIXELS.shape)
    graph = helper.make_graph(nodes, "one", ends[:1], ends[1:], [numpy_helper.from_array(weights, "weights")])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=8)


def answer(model):
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {"x": PIXELS})[0]


def test_a_layer_with_a_range_computes_in_eight_bits_and_says_nearly_the_same(model):
    exact = answer(model)
    quantised.quantise(model, {"rows": (-1.0, 1.0)})
    kinds = {i.name: i.data_type for i in model.graph.initializer}
    assert kinds["weights"] == TensorProto.INT8
    assert 0 < np.abs(answer(model) - exact).max() < 0.03 * np.abs(exact).max()


def test_a_layer_without_a_range_stays_as_it_is(model):
    exact = answer(model)
    quantised.quantise(model, {})
    assert (answer(model) == exact).all()


def test_the_ranges_are_those_of_the_model_that_is_installed():
    stored = json.loads(quantised.FILE.read_text(encoding="utf-8"))[models.RECOGNISER]
    model = models.path(models.RECOGNISER)
    assert stored["sha256"] == hashlib.sha256(model.read_bytes()).hexdigest(), "run `python -m bench.ranges` again"
    graph = onnx.load(model).graph
    weights = {i.name: i for i in graph.initializer}
    wide = {n.input[0] for n in graph.node if n.op_type == "Conv" and quantised.is_wide(n, weights[n.input[1]])}
    assert quantised.ranges_of(models.RECOGNISER).keys() == wide


@pytest.mark.parametrize(
    ("name", "eight_bits"), [("openvino-int8", True), ("openvino-f32", False), ("onnxruntime", False)]
)
def test_only_one_runtime_is_given_eight_bits(name, eight_bits):
    assert runtime.in_eight_bits(name) is eight_bits


def test_a_processor_without_bfloat16_is_given_floats(monkeypatch):
    monkeypatch.setattr(runtime, "has_short_floats", lambda: False)
    assert runtime.name.__wrapped__() == "openvino-f32"
