"""Texts into vectors: the default model on onnxruntime, any other through sentence-transformers."""

from __future__ import annotations

import importlib
import threading
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from vectorstore.errors import ModelError
from vectorstore.settings import DEFAULT_MODEL, EmbeddingSettings

_DEFAULT_ID = f"{DEFAULT_MODEL}/onnx-int8/2"
_QUERY, _PASSAGE = "query: ", "passage: "
_BATCH = 8
_LONGEST = 512  # tokens; what comes after is not read
_DIMENSIONS = 384


class Embedder(Protocol):
    """Turns texts into normalised vectors. `id` names model and form: vectors of different ids never mix."""

    @property
    def id(self) -> str: ...

    def embed_passages(self, texts: list[str]) -> npt.NDArray[np.float32]:
        """Vectors (n, dimensions) of length 1."""
        ...

    def embed_query(self, text: str) -> npt.NDArray[np.float32]:
        """Vector (dimensions,) of length 1."""
        ...


class OnnxEmbedder:
    """The default model in int8 on onnxruntime, prepared and loaded at its first use. Safe for several threads."""

    def __init__(self, settings: EmbeddingSettings) -> None:
        self._settings = settings
        self._query = _QUERY if settings.query_prompt is None else settings.query_prompt
        self._passage = _PASSAGE if settings.passage_prompt is None else settings.passage_prompt
        self._loading = threading.Lock()

    @property
    def id(self) -> str:
        if (self._query, self._passage) == (_QUERY, _PASSAGE):
            return _DEFAULT_ID
        return f"{_DEFAULT_ID}|{self._query}|{self._passage}"

    @cached_property
    def _folder(self) -> Path:
        from vectorstore.model_prepare import prepare_default_model

        return prepare_default_model(self._settings.models)

    @cached_property
    def _session(self) -> Any:
        runtime = importlib.import_module("onnxruntime")
        options = runtime.SessionOptions()
        options.intra_op_num_threads = self._settings.threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        path = self._folder / "onnx" / "model_int8.onnx"
        return runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    @cached_property
    def _tokenizer(self) -> Any:
        tokenizer = importlib.import_module("tokenizers").Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.enable_truncation(_LONGEST)
        tokenizer.enable_padding(pad_id=1, pad_token="<pad>")
        return tokenizer

    def _embed(self, texts: list[str]) -> npt.NDArray[np.float32]:
        with self._loading:
            session, tokenizer = self._session, self._tokenizer
        encodings = tokenizer.encode_batch(texts)
        inputs = {
            "input_ids": np.array([encoding.ids for encoding in encodings], np.int64),
            "attention_mask": np.array([encoding.attention_mask for encoding in encodings], np.int64),
        }
        return np.asarray(session.run(["sentence_embedding"], inputs)[0], np.float32)

    def embed_passages(self, texts: list[str]) -> npt.NDArray[np.float32]:
        prompted = [self._passage + text for text in texts]
        order = sorted(range(len(texts)), key=lambda position: len(prompted[position]))
        vectors = np.zeros((len(texts), _DIMENSIONS), np.float32)
        for start in range(0, len(order), _BATCH):  # texts of like length together: little padding
            batch = order[start : start + _BATCH]
            vectors[batch] = self._embed([prompted[position] for position in batch])
        return vectors

    def embed_query(self, text: str) -> npt.NDArray[np.float32]:
        vector: npt.NDArray[np.float32] = self._embed([self._query + text])[0]
        return vector


class SentenceTransformerEmbedder:
    """Any model that sentence-transformers loads by name or folder, loaded at its first use."""

    def __init__(self, settings: EmbeddingSettings) -> None:
        self._settings = settings
        self._loading = threading.Lock()

    @property
    def id(self) -> str:
        parts = (self._settings.model.rstrip("/"), self._settings.query_prompt, self._settings.passage_prompt)
        return "|".join(part for part in parts if part)

    @cached_property
    def _model(self) -> Any:
        library = importlib.import_module("sentence_transformers")
        try:
            model = library.SentenceTransformer(self._settings.model)
        except (OSError, ValueError) as error:
            raise ModelError(
                f"无法加载嵌入模型“{self._settings.model}”:{error}。"
                "请检查 ZHENGWEN_EMBEDDING_MODEL 是否是可用的模型名或文件夹。"
            ) from error
        return model

    def _encode(self, texts: list[str], prompt: str | None, names: tuple[str, ...]) -> npt.NDArray[np.float32]:
        with self._loading:
            model = self._model
        if prompt is None:
            prompt = next((model.prompts[name] for name in names if model.prompts.get(name)), "")
        vectors = model.encode(texts, prompt=prompt or None, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, np.float32)

    def embed_passages(self, texts: list[str]) -> npt.NDArray[np.float32]:
        return self._encode(texts, self._settings.passage_prompt, ("passage", "document"))

    def embed_query(self, text: str) -> npt.NDArray[np.float32]:
        vector: npt.NDArray[np.float32] = self._encode([text], self._settings.query_prompt, ("query",))[0]
        return vector


def build_embedder(settings: EmbeddingSettings) -> Embedder:
    """The embedder that the settings name; loads nothing yet."""
    return SentenceTransformerEmbedder(settings) if settings.model else OnnxEmbedder(settings)
