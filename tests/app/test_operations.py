"""Stopping and being killed in the middle of a stream, and many askers at once."""

from __future__ import annotations

import json
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from tests.app.serving import Server, running

SLOW = {"question": "慢慢说：东泽区2021年地区生产总值", "stream": True}


def test_a_stop_in_mid_stream_lets_the_answer_finish(tmp_path: Path) -> None:
    with running(tmp_path, GRACEFUL_SECONDS="30") as server, server.client() as client:
        heartbeat = threading.Thread(target=_hold_window_open, args=(server,), daemon=True)
        heartbeat.start()
        with client.stream("POST", "/v1/ask", json=SLOW) as answer:
            lines = answer.iter_lines()
            next(line for line in lines if line.startswith("event: token"))
            server.process.send_signal(signal.SIGTERM)
            rest = [line for line in lines if line.startswith("event: ")]
        assert rest[-1] == "event: answer"
        assert server.process.wait(20) in (0, -signal.SIGTERM)
        heartbeat.join(5)
        assert not heartbeat.is_alive()


def _hold_window_open(server: Server) -> None:
    """What an open page does: its heartbeat never ends by itself."""
    try:
        with server.client() as client, client.stream("GET", "/app/gradio_api/heartbeat/test", timeout=60.0) as beat:
            for _ in beat.iter_raw():
                pass
    except httpx.HTTPError:
        return


def test_a_kill_in_mid_stream_loses_no_stored_conversation(tmp_path: Path) -> None:
    with running(tmp_path, WINDOW="false") as server, server.client() as client:
        first = client.post("/v1/ask", json={"question": "东泽区2021年地区生产总值"}).json()
        kept = first["conversation"]
        try:
            with client.stream("POST", "/v1/ask", json={**SLOW, "conversation": kept}) as answer:
                for line in answer.iter_lines():
                    if line.startswith("event: token"):
                        server.process.kill()
        except httpx.HTTPError:
            server.process.wait(10)
    with running(tmp_path, WINDOW="false") as again, again.client() as client:
        turns = client.get(f"/v1/conversations/{kept}").json()["turns"]
    assert [turn["question"] for turn in turns] == ["东泽区2021年地区生产总值", SLOW["question"]]
    assert turns[0]["answer"]["citations"] == first["citations"]
    assert (turns[1]["status"], turns[1]["answer"]) == ("asked", None)


def test_32_askers_at_once_all_get_their_answers(open_server: Server) -> None:
    def ask(number: int) -> float:
        with open_server.client() as client:
            began = time.perf_counter()
            answer = client.post("/v1/ask", json={"question": f"东泽区第{number}问"}, timeout=60.0)
            assert answer.status_code == 200, answer.text
            assert answer.json()["question"] == f"东泽区第{number}问"
            return time.perf_counter() - began

    with ThreadPoolExecutor(32) as askers:
        seconds = sorted(askers.map(ask, range(96)))
    assert seconds[int(len(seconds) * 0.95)] < 15.0


def test_the_log_has_one_line_a_request_with_its_id(open_server: Server) -> None:
    with open_server.client() as client:
        client.get("/v1/figures", headers={"X-Request-ID": "find-me-in-the-log"}, params={"indicator": "秘密词"})
        # The answer may be here before its line: that of a later request tells that the first is written.
        client.get("/v1/figures", headers={"X-Request-ID": "asked-after-it"})
    deadline = time.monotonic() + 30
    while "asked-after-it" not in (log := open_server.log.read_text("utf-8")) and time.monotonic() < deadline:
        time.sleep(0.05)
    lines = [line for line in log.splitlines() if "find-me-in-the-log" in line]
    assert len(lines) == 1
    assert "GET /v1/figures status=200" in lines[0]
    assert "秘密词" not in lines[0]
    assert json.dumps("秘密词") not in lines[0]
