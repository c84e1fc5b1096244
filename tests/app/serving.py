"""Starts the real server over the fakes as a process of its own, on a free port."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

STARTING = 90.0


@dataclass(frozen=True)
class Server:
    """A running server. log: what it printed."""

    url: str
    data: Path
    process: subprocess.Popen[bytes]
    log: Path

    def client(self, token: str = "", **headers: str) -> httpx.Client:
        """A client without cookies of its own; token: an API key or session."""
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return httpx.Client(base_url=self.url, headers=headers, timeout=30.0, trust_env=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(data: Path, *arguments: str, port: int = 0, **environment: str) -> Iterator[Server]:
    """The server from start to stop; environment: ZHENGWEN_ settings without the prefix, in capitals."""
    port = port or free_port()
    data.mkdir(parents=True, exist_ok=True)
    log = data / "server.log"
    settings = {f"ZHENGWEN_{name}": value for name, value in environment.items()}
    command = [sys.executable, "-m", "tests.app.serve_fake", "--port", str(port), "--data", str(data), *arguments]
    with log.open("ab") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env={**os.environ, **settings})
    server = Server(f"http://127.0.0.1:{port}", data, process, log)
    try:
        _wait(server)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(server: Server) -> None:
    end = time.monotonic() + STARTING
    while time.monotonic() < end:
        if server.process.poll() is not None:
            raise RuntimeError(server.log.read_text(encoding="utf-8"))
        try:
            if httpx.get(f"{server.url}/health", timeout=2.0, trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start: " + server.log.read_text(encoding="utf-8"))
