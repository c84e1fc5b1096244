"""Many askers at once against the API, over real HTTP."""

from __future__ import annotations

import socket
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import uvicorn

from app.api.application import create_app
from app.bootstrap import build_chain
from app.server_settings import ServerSettings
from evals.bench import LoadCost
from evals.errors import RunError
from evals.interval import percentile
from vectorstore.store import PassageStore


@contextmanager
def serving(store: PassageStore) -> Iterator[str]:
    """Our API on a free local port, without the window and without limits; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="zhengwen-load-") as folder:
        settings = ServerSettings(data=Path(folder), port=port, rate="1000000/minute", daily=0)
        app = create_app(build_chain(store), store, settings, window=False)
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        try:
            _wait(f"http://127.0.0.1:{port}/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(timeout=20)


def _wait(address: str, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if httpx.get(address, timeout=2, trust_env=False).status_code < 500:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RunError(f"{seconds:.0f} 秒内服务没有启动,无法测并发")


def measure_load(address: str, questions: Sequence[str], askers: Sequence[int], each: int = 40) -> list[LoadCost]:
    """For each number of askers, `each` questions in all (at least one an asker), asked as fast as answers come."""
    with httpx.Client(base_url=address, timeout=120, trust_env=False) as client:
        _ask(client, questions[0])
        return [_load(client, questions, number, max(each, number)) for number in askers]


def _load(client: httpx.Client, questions: Sequence[str], askers: int, total: int) -> LoadCost:
    asked = [questions[index % len(questions)] for index in range(total)]
    started = time.perf_counter()
    with ThreadPoolExecutor(askers) as pool:
        times = list(pool.map(lambda question: _ask(client, question), asked))
    seconds = time.perf_counter() - started
    good = [value for value in times if value is not None]
    return LoadCost(askers, len(good) / seconds, percentile(good, 0.5), percentile(good, 0.95), total - len(good))


def _ask(client: httpx.Client, question: str) -> float | None:
    """Milliseconds of one answer, None when the server refused or failed."""
    started = time.perf_counter()
    reply = client.post("/v1/ask", json={"question": question})
    return (time.perf_counter() - started) * 1000 if reply.status_code == 200 else None
