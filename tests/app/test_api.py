"""The API over a real server: answers, streams, sources, documents, figures, conversations, errors."""

from __future__ import annotations

import io
import json
import re
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from docx import Document as WordDocument
from openpyxl import load_workbook

from tests.app.serving import Server

QUESTION = "东泽区2021年地区生产总值是多少？"


@pytest.fixture
def client(open_server: Server) -> Iterator[httpx.Client]:
    with open_server.client() as made:
        yield made


def asked(client: httpx.Client, question: str = QUESTION, **more: Any) -> dict[str, Any]:
    answer = client.post("/v1/ask", json={"question": question, **more})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def events(answer: httpx.Response) -> list[tuple[str, dict[str, Any]]]:
    """Name and body of each event of a finished stream."""
    found = []
    for block in re.split(r"(?:\r?\n){2}", answer.text.strip()):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line and not line.startswith(":"))
        if "data" in lines:
            found.append((lines.get("event", ""), json.loads(lines["data"])))
    return found


def test_an_answer_carries_the_contract_line_and_its_sources(client: httpx.Client) -> None:
    body = asked(client)
    assert body["answer"] == "2021年，东泽区地区生产总值完成860.5亿元，增长7.2%[1]。"
    assert body["refused"] is False
    assert body["conflict"] is False
    assert body["turn"] == 0
    citation = body["citations"][0]
    assert (citation["document"], citation["number"]) == ("dongze-2022", 1)
    assert citation["quote"] == "2021年，全区地区生产总值完成860.5亿元，增长7.2%。"
    assert [(figure["value"], figure["unit"], figure["verified"]) for figure in body["figures"]] == [
        ("860.5", "亿元", True),
        ("7.2", "%", True),
    ]
    assert body["understood"]["regions"] == ["东泽区"]


def test_a_stream_gives_understood_evidence_tokens_and_the_answer_in_order(client: httpx.Client) -> None:
    answer = client.post("/v1/ask", json={"question": QUESTION, "stream": True})
    assert answer.headers["content-type"].startswith("text/event-stream")
    found = events(answer)
    names = [name for name, _ in found]
    assert names[:2] == ["understood", "evidence"]
    assert names[-1] == "answer"
    assert set(names[2:-1]) == {"token"}
    assert "".join(body["text"] for name, body in found if name == "token") == found[-1][1]["answer"]


def test_a_follow_up_hands_the_earlier_questions_to_the_chain(client: httpx.Client) -> None:
    first = asked(client)
    second = asked(client, "西岭区呢？", conversation=first["conversation"])
    assert second["conversation"] == first["conversation"]
    assert second["turn"] == 1
    assert second["understood"]["carried"] == ["2021年", "地区生产总值"]
    kept = client.get(f"/v1/conversations/{first['conversation']}").json()
    assert [turn["question"] for turn in kept["turns"]] == [QUESTION, "西岭区呢？"]
    assert [turn["status"] for turn in kept["turns"]] == ["answered", "answered"]


def test_errors_have_one_shape_with_a_chinese_message_and_the_request_id(client: httpx.Client) -> None:
    request_id = "test-request-0001"
    wrong = {
        client.post("/v1/ask", json={"question": ""}, headers={"X-Request-ID": request_id}): (422, "invalid_request"),
        client.post("/v1/ask", content=b"{", headers={"X-Request-ID": request_id}): (422, "invalid_request"),
        client.get("/v1/passages/none@0:0", headers={"X-Request-ID": request_id}): (404, "not_found"),
        client.get("/v1/nowhere", headers={"X-Request-ID": request_id}): (404, "not_found"),
        client.put("/v1/ask", headers={"X-Request-ID": request_id}): (405, "method_not_allowed"),
        client.post("/v1/ask", json={"question": "长" * 2001}, headers={"X-Request-ID": request_id}): (
            422,
            "invalid_request",
        ),
    }
    for answer, (status, code) in wrong.items():
        error = answer.json()["error"]
        assert (answer.status_code, error["code"]) == (status, code)
        assert error["request_id"] == answer.headers["X-Request-ID"] == request_id
        assert any("一" <= letter <= "鿿" for letter in error["message"])


def test_an_inner_fault_is_told_without_its_details(client: httpx.Client, open_server: Server) -> None:
    whole = client.post("/v1/ask", json={"question": "故障"})
    streamed = client.post("/v1/ask", json={"question": "故障", "stream": True})
    assert whole.status_code == 500
    assert whole.json()["error"]["code"] == "internal"
    assert events(streamed)[-1][0] == "error"
    assert "secret-detail" not in whole.text + streamed.text


def test_the_question_is_in_the_audit_log_but_not_in_the_server_log(client: httpx.Client, open_server: Server) -> None:
    question = "东泽区的独特记号是多少？"
    body = asked(client, question)
    log = open_server.log.read_text(encoding="utf-8")
    assert "独特记号" not in log
    assert "citations=1" in log
    entries = client.get("/v1/audit").json()["data"]
    assert any(entry["detail"] == question and entry["outcome"] == "answered" for entry in entries)
    assert body["answer"]


def test_the_source_of_a_citation_shows_the_quote_in_its_surroundings(client: httpx.Client) -> None:
    citation = asked(client)["citations"][0]
    view = client.get(
        f"/v1/passages/{citation['passage']}", params={"start": citation["start"], "end": citation["end"]}
    ).json()
    assert view["quote"] == citation["quote"]
    assert view["before"].endswith("一、2021年工作回顾\n")
    assert view["after"].startswith("新增停车泊位3200个")
    assert view["version"] == citation["version"]


def test_an_old_version_of_a_passage_is_told_as_such(client: httpx.Client) -> None:
    answer = client.get("/v1/passages/dongze-2022@00000000:0")
    assert answer.status_code == 404
    assert "已更换版本" in answer.json()["error"]["message"]


@pytest.mark.parametrize("id", ["../../etc/passwd", "..%2f..%2fetc%2fpasswd", "/etc/passwd", "dongze-2022/../x"])
def test_no_path_leads_out_of_the_documents(client: httpx.Client, id: str) -> None:
    for path in (f"/v1/documents/{id}/original", f"/v1/documents/{id}", f"/v1/passages/{id}", f"/static-own/{id}"):
        answer = client.get(path)
        assert answer.status_code in (404, 405)
        assert "root:" not in answer.text


@pytest.mark.parametrize(
    "path", ["file=/etc/passwd", "file=pyproject.toml", "file=server.sqlite", "proxy=http://a.test/"]
)
def test_the_windows_own_routes_give_no_file_of_the_server(client: httpx.Client, path: str) -> None:
    answer = client.get(f"/app/gradio_api/{path}")
    assert answer.status_code in (403, 404)
    assert "root:" not in answer.text


def test_an_original_file_is_only_ever_a_download(client: httpx.Client) -> None:
    answer = client.get("/v1/documents/xiling-nasty/original")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_figures_are_found_by_slots_and_exported(client: httpx.Client) -> None:
    found = client.get("/v1/figures", params={"region": "西岭区", "kind": "actual", "indicator": "生产总值"}).json()
    assert [(figure["value"], figure["unit"], figure["region"]) for figure in found["data"]] == [
        ("512.3", "亿元", "西岭区")
    ]
    sheet = load_workbook(io.BytesIO(client.get("/v1/figures", params={"format": "xlsx"}).content)).active
    assert sheet["G2"].value == 860.5
    text = client.get("/v1/figures", params={"format": "csv"}).content.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("地区,时期,指标")


def test_conversations_are_renamed_searched_exported_and_deleted(client: httpx.Client) -> None:
    id = asked(client, "东泽区停车泊位的搜索词")["conversation"]
    assert client.patch(f"/v1/conversations/{id}", json={"title": "停车"}).json()["title"] == "停车"
    found = client.get("/v1/conversations", params={"search": "搜索词"}).json()["data"]
    assert [one["id"] for one in found] == [id]
    markdown = client.get(f"/v1/conversations/{id}/export", params={"format": "md"}).text
    assert "860.5亿元" in markdown
    assert "[^1]: 《东泽区2022年政府工作报告》" in markdown
    word = WordDocument(io.BytesIO(client.get(f"/v1/conversations/{id}/export").content))
    lines = [paragraph.text for paragraph in word.paragraphs]
    assert "2021年，东泽区地区生产总值完成860.5亿元，增长7.2%[1]。" in lines
    assert any(line.startswith("[1] 《东泽区2022年政府工作报告》") for line in lines)
    assert client.delete(f"/v1/conversations/{id}").status_code == 204
    assert client.get(f"/v1/conversations/{id}").status_code == 404


def test_feedback_becomes_a_gold_candidate(client: httpx.Client) -> None:
    body = asked(client)
    given = client.post(
        "/v1/feedback", json={"turn": body["id"], "verdict": "bad", "reason": "数字错误", "note": "差一位"}
    )
    assert given.status_code == 201
    lines = [json.loads(line) for line in client.get("/v1/feedback/gold.jsonl").text.splitlines()]
    mine = [line for line in lines if line["note"] == "差一位"]
    assert [(line["question"], line["reason"], line["expected_figures"]) for line in mine] == [
        (QUESTION, "数字错误", [])
    ]


def test_an_upload_is_read_in_the_background_once(client: httpx.Client) -> None:
    content = "南溪区2022年政府工作报告\n2021年新建公园12个。\n".encode()
    sent = [
        client.post("/v1/documents", files={"file": ("南溪区.txt", content)}, headers={"Idempotency-Key": "once-1"})
        for _ in range(2)
    ]
    assert [answer.status_code for answer in sent] == [202, 202]
    assert sent[0].json()["id"] == sent[1].json()["id"]
    job = finished(client, sent[0].json()["id"])
    assert (job["status"], job["outcome"], job["document"]) == ("done", "added", "南溪区")
    assert client.get("/v1/documents/南溪区").json()["title"] == "南溪区2022年政府工作报告"
    assert client.delete("/v1/documents/南溪区").status_code == 204
    assert client.get("/v1/documents/南溪区").status_code == 404


def finished(client: httpx.Client, id: str) -> dict[str, Any]:
    for _ in range(100):
        job: dict[str, Any] = client.get(f"/v1/uploads/{id}").json()
        if job["status"] in ("done", "failed"):
            return job
        time.sleep(0.1)
    raise AssertionError("the upload did not end")


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("病毒.exe", b"MZ", 415),
        ("假的.pdf", b"<html>", 415),
        ("二进制.txt", b"\0\1\2", 415),
        ("空.txt", b"", 422),
        ("../../.ssh/id.txt", b"text", 202),
        (".txt", b"text", 415),
    ],
)
def test_uploads_are_checked_by_name_and_content(client: httpx.Client, name: str, content: bytes, status: int) -> None:
    answer = client.post("/v1/documents", files={"file": (name, content)})
    assert answer.status_code == status
    if status == 202:
        assert answer.json()["name"] == "id.txt"


def test_a_failed_upload_says_what_to_do(client: httpx.Client) -> None:
    answer = client.post("/v1/documents", files={"file": ("坏文件.txt", "一".encode())})
    job = finished(client, answer.json()["id"])
    assert (job["status"], job["message"]) == ("failed", "第 1 页读不出文字，请换成可复制文字的文件")


def test_a_body_without_end_is_refused(client: httpx.Client) -> None:
    assert client.post("/v1/ask", content=b"x" * 400_000).status_code == 413

    def pieces() -> Any:
        for _ in range(40):
            yield b"x" * 10_000

    assert client.post("/v1/ask", content=pieces()).status_code == 413


def test_a_client_that_goes_away_stops_the_answer(client: httpx.Client) -> None:
    with client.stream("POST", "/v1/ask", json={"question": "慢慢说的离开"}) as answer:
        pass
    del answer
    with client.stream("POST", "/v1/ask", json={"question": "慢慢说的离开", "stream": True}) as streamed:
        for line in streamed.iter_lines():
            if line.startswith("event: token"):
                break
    for _ in range(60):
        found = client.get("/v1/conversations", params={"search": "离开", "limit": 1}).json()["data"][0]
        turns = client.get(f"/v1/conversations/{found['id']}").json()["turns"]
        if turns[0]["status"] == "stopped":
            return
        time.sleep(0.1)
    raise AssertionError("the answer went on without its client")


def test_metrics_count_answers_without_questions_or_ids(client: httpx.Client) -> None:
    asked(client)
    text = client.get("/metrics").text
    assert 'zhengwen_answers_total{outcome="answered",surface="api"}' in text
    assert 'route="/v1/ask"' in text
    assert "东泽区" not in text


def test_the_openapi_document_speaks_chinese(client: httpx.Client) -> None:
    document = client.get("/v1/openapi.json").json()
    assert {"/v1/ask", "/v1/chat/completions", "/v1/models", "/v1/figures", "/v1/documents"} <= set(document["paths"])
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            summary = operation["summary"]
            assert any("一" <= letter <= "鿿" for letter in summary), (path, method, summary)
