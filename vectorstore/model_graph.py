"""The encoder as an ONNX graph, from tokens to normalised sentence vectors: no torch is needed to export it."""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np
import numpy.typing as npt

from vectorstore.model_blob import Blob

_OPSET = 20
_FLOAT, _UINT8 = 1, 2  # onnx.TensorProto's numbers
_GELU_LEAST = np.float32(-0.17)


class GraphBuilder:
    """Collects nodes and constants; every method returns the name of its output."""

    def __init__(self) -> None:
        self._onnx = importlib.import_module("onnx")
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self._names: set[str] = set()
        self._count = 0

    def constant(self, name: str, value: npt.NDArray[Any]) -> str:
        if name not in self._names:
            self._names.add(name)
            self.constants.append(self._onnx.numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def apply(self, operator: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        self._count += 1
        name = output or f"{operator}_{self._count}"
        self.nodes.append(self._onnx.helper.make_node(operator, list(inputs), [name], name=name, **attributes))
        return name

    def integers(self, *values: int) -> str:
        return self.constant("i" + "_".join(map(str, values)), np.array(values, np.int64))

    def linear(self, blob: Blob, inputs: str, weight: str, bias: str) -> str:
        """x · Wᵀ + b."""
        matrix = self.constant(weight, blob.quantized[weight].dequantise().T)
        return self.apply("Add", self.apply("MatMul", inputs, matrix), self.constant(bias, blob.plain[bias]))

    def linear_by_token(self, blob: Blob, inputs: str, weight: str, bias: str) -> str:
        """x · Wᵀ + b in int8 with one scale a token, for what comes out of Gelu.

        A few tokens are far larger than the others there: with one scale for all of them, as dynamic quantisation
        has it, the cosine to full precision falls from .999 to .997 and one nearest neighbour in seven changes.
        Gelu is never below -0.17, so the values are shifted to start at 0 and use all 8 bits.
        """
        weights = blob.quantized[weight].dequantise().T
        scale = np.abs(weights).max(axis=0) / np.float32(127)
        rounded = np.round(weights / scale).astype(np.int8)
        shift = blob.plain[bias] + _GELU_LEAST * rounded.sum(axis=0, dtype=np.int32).astype(np.float32) * scale
        above = self.apply("Sub", inputs, self.constant("gelu_least", np.array(_GELU_LEAST)))
        largest = self.apply("ReduceMax", above, self.integers(-1), keepdims=1)
        step = self.apply("Mul", largest, self.constant("levels", np.array(1 / 255, np.float32)))
        levels = self.apply("Cast", self.apply("Round", self.apply("Div", above, step)), to=_UINT8)
        product = self.apply("MatMulInteger", levels, self.constant(weight, rounded))
        scaled = self.apply("Mul", self.apply("Cast", product, to=_FLOAT), step)
        scaled = self.apply("Mul", scaled, self.constant(f"{weight}.scale", scale))
        return self.apply("Add", scaled, self.constant(bias, shift))

    def normalise_layer(self, blob: Blob, inputs: str, name: str) -> str:
        scale = self.constant(f"{name}.w", blob.plain[f"{name}.w"])
        shift = self.constant(f"{name}.b", blob.plain[f"{name}.b"])
        return self.apply("LayerNormalization", inputs, scale, shift, axis=-1, epsilon=blob.shape.epsilon)


def _embeddings(graph: GraphBuilder, blob: Blob, tokens: str) -> str:
    """Word, position and type embeddings; the word table stays in 4 bits, unpacked for the tokens at hand."""
    word = blob.quantized["emb.word"]
    nibbles = graph.apply("Gather", graph.constant("word.nibbles", word.nibbles), tokens)
    low = graph.apply("BitwiseAnd", nibbles, graph.constant("low_bits", np.array(15, np.uint8)))
    high = graph.apply("BitShift", nibbles, graph.constant("half_byte", np.array(4, np.uint8)), direction="RIGHT")
    both = graph.apply("Cast", graph.apply("Concat", low, high, axis=-1), to=_FLOAT)
    weights = graph.apply("Sub", both, graph.constant("offset", np.array(8, np.float32)))
    scales = graph.apply("Gather", graph.constant("word.scales", word.scales[..., None]), tokens)
    words = graph.apply("Mul", weights, graph.apply("Cast", scales, to=_FLOAT))
    flat = graph.apply("Reshape", words, graph.integers(0, 0, blob.shape.hidden))
    places = blob.plain["emb.pos"].reshape(blob.shape.positions, blob.shape.hidden)
    places = places + blob.plain["emb.type"][: blob.shape.hidden]
    length = graph.apply("Shape", tokens, start=1, end=2)
    first = graph.apply("Slice", graph.constant("places", places), graph.integers(0), length, graph.integers(0))
    return graph.normalise_layer(blob, graph.apply("Add", flat, first), "emb.ln")


def _attention(graph: GraphBuilder, blob: Blob, inputs: str, bias: str, layer: str) -> str:
    heads, width = blob.shape.heads, blob.shape.hidden // blob.shape.heads
    split = graph.integers(0, 0, heads, width)

    def project(part: str, order: list[int]) -> str:
        projected = graph.linear(blob, inputs, f"{layer}.{part}.w", f"{layer}.{part}.b")
        return graph.apply("Transpose", graph.apply("Reshape", projected, split), perm=order)

    query, key, value = project("q", [0, 2, 1, 3]), project("k", [0, 2, 3, 1]), project("v", [0, 2, 1, 3])
    scale = graph.constant("attention_scale", np.array(width**-0.5, np.float32))
    scores = graph.apply("Add", graph.apply("Mul", graph.apply("MatMul", query, key), scale), bias)
    mixed = graph.apply("MatMul", graph.apply("Softmax", scores, axis=-1), value)
    joined = graph.apply("Transpose", mixed, perm=[0, 2, 1, 3])
    flat = graph.apply("Reshape", joined, graph.integers(0, 0, blob.shape.hidden))
    return graph.linear(blob, flat, f"{layer}.ao.w", f"{layer}.ao.b")


def _layer(graph: GraphBuilder, blob: Blob, inputs: str, bias: str, layer: str) -> str:
    attended = _attention(graph, blob, inputs, bias, layer)
    middle = graph.normalise_layer(blob, graph.apply("Add", inputs, attended), f"{layer}.aln")
    inner = graph.apply("Gelu", graph.linear(blob, middle, f"{layer}.fi.w", f"{layer}.fi.b"))
    outer = graph.linear_by_token(blob, inner, f"{layer}.fo.w", f"{layer}.fo.b")
    return graph.normalise_layer(blob, graph.apply("Add", middle, outer), f"{layer}.oln")


def _pool(graph: GraphBuilder, hidden: str, mask: str) -> str:
    """The mean of the tokens, scaled to length 1."""
    weights = graph.apply("Unsqueeze", mask, graph.integers(-1))
    total = graph.apply("ReduceSum", graph.apply("Mul", hidden, weights), graph.integers(1), keepdims=0)
    count = graph.apply("ReduceSum", weights, graph.integers(1), keepdims=0)
    mean = graph.apply("Div", total, count)
    return graph.apply("LpNormalization", mean, output="sentence_embedding", axis=-1, p=2)


def build_graph(blob: Blob) -> Any:
    """An ONNX model: input_ids, attention_mask (batch, tokens) int64 -> sentence_embedding (batch, hidden) float32."""
    onnx = importlib.import_module("onnx")
    graph = GraphBuilder()
    mask = graph.apply("Cast", "attention_mask", to=_FLOAT)
    absent = graph.apply("Sub", graph.constant("one", np.array(1, np.float32)), mask)
    bias = graph.apply("Mul", absent, graph.constant("never", np.array(-1e9, np.float32)))
    bias = graph.apply("Unsqueeze", bias, graph.integers(1, 2))
    hidden = _embeddings(graph, blob, "input_ids")
    for number in range(blob.shape.layers):
        hidden = _layer(graph, blob, hidden, bias, f"l{number}")
    _pool(graph, hidden, mask)
    inputs = [
        onnx.helper.make_tensor_value_info(name, onnx.TensorProto.INT64, ["batch", "tokens"])
        for name in ("input_ids", "attention_mask")
    ]
    outputs = [
        onnx.helper.make_tensor_value_info("sentence_embedding", onnx.TensorProto.FLOAT, ["batch", blob.shape.hidden])
    ]
    made = onnx.helper.make_graph(graph.nodes, "multilingual_e5_small_4bit", inputs, outputs, graph.constants)
    return onnx.helper.make_model(made, opset_imports=[onnx.helper.make_opsetid("", _OPSET)], ir_version=10)
