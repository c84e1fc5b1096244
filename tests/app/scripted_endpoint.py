"""An OpenAI-compatible endpoint over real HTTP on 127.0.0.1 that does what a test's script says, well or ill."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PIECE = 5


@dataclass
class Script:
    """What to do with each request in turn; the last act is repeated. requests: the bodies received."""

    url: str = ""
    acts: list[Act] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    left: threading.Event = field(default_factory=threading.Event)
    stopped: threading.Event = field(default_factory=threading.Event)

    def play(self, *acts: Act) -> None:
        self.acts, self.requests = list(acts), []
        self.left.clear()

    @property
    def prompts(self) -> list[str]:
        """The user messages received."""
        return [request["messages"][-1]["content"] for request in self.requests]


class Handler(BaseHTTPRequestHandler):
    """Answers /chat/completions with the script's next act."""

    script: Script
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        act = self.script.acts.pop(0) if len(self.script.acts) > 1 else self.script.acts[0]
        self.script.requests.append(body)
        self.close_connection = True
        try:
            act(self, body)
        except (BrokenPipeError, ConnectionResetError):
            self.script.left.set()

    def begin(self, content: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content)
        self.send_header("Connection", "close")
        self.end_headers()

    def chunk(self, text: str, finish: str | None = None) -> None:
        choice = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": finish}
        head = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "scripted"}
        self.event(json.dumps({**head, "choices": [choice]}, ensure_ascii=False))

    def event(self, data: str) -> None:
        self.wfile.write(f"data: {data}\n\n".encode())
        self.wfile.flush()

    def log_message(self, format: str, *arguments: object) -> None:
        """Quiet."""


Act = Callable[[Handler, dict[str, Any]], None]


def says(text: str, finish: str = "stop", pause: float = 0.0) -> Act:
    """The reply, streamed in small pieces or whole, as asked."""

    def act(handler: Handler, body: dict[str, Any]) -> None:
        if not body.get("stream"):
            return _whole(handler, text)
        handler.begin("text/event-stream")
        for start in range(0, len(text), PIECE):
            handler.chunk(text[start : start + PIECE])
            time.sleep(pause)
        handler.chunk("", finish)
        return handler.event("[DONE]")

    return act


def _whole(handler: Handler, text: str) -> None:
    message = {"role": "assistant", "content": text}
    usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    head = {"id": "c", "object": "chat.completion", "created": 0, "model": "scripted"}
    handler.begin("application/json")
    handler.wfile.write(json.dumps({**head, "choices": [choice], "usage": usage}).encode())


def breaks_off(text: str) -> Act:
    """A stream that ends in the middle without saying that it is done."""

    def act(handler: Handler, body: dict[str, Any]) -> None:
        handler.begin("text/event-stream")
        handler.chunk(text)

    return act


def fails(status: int) -> Act:
    def act(handler: Handler, body: dict[str, Any]) -> None:
        handler.begin("application/json", status)
        handler.wfile.write(b'{"error": {"message": "out of memory", "type": "server_error"}}')

    return act


def sends_broken_json() -> Act:
    def act(handler: Handler, body: dict[str, Any]) -> None:
        handler.begin("text/event-stream" if body.get("stream") else "application/json")
        if body.get("stream"):
            handler.event('{"choices": [{"delta": {"content": "486')
        else:
            handler.wfile.write(b'{"choices": [')

    return act


def is_silent(script: Script, keepalive: bool = False) -> Act:
    """Says nothing until the test is over; keepalive: with comments that keep the connection busy."""

    def act(handler: Handler, body: dict[str, Any]) -> None:
        handler.begin("text/event-stream")
        while not script.stopped.wait(0.05):
            handler.wfile.write(b": keepalive\n\n" if keepalive else b"")
            handler.wfile.flush()

    return act


@contextmanager
def scripted_endpoint() -> Iterator[Script]:
    """The running endpoint; its acts are set with `play`."""
    script = Script()
    handler = type("ScriptedHandler", (Handler,), {"script": script})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    script.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield script
    finally:
        script.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()
