"""Who may do what: keys, users, groups, limits, and a start that refuses to stand open."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest
from openai import AuthenticationError, OpenAI

from app.auth.keys import Keys
from app.auth.users import User, Users
from app.state.tables import open_state
from tests.app.serving import Server, free_port, running

PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Guarded:
    """A server with users and keys, and their secrets."""

    server: Server
    asker: str
    finance: str
    admin: str
    slow: str
    keys: Keys


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    data = tmp_path_factory.mktemp("guarded")
    engine = open_state(data)
    keys, users = Keys(engine), Users(engine)
    users.add(User("王科长", "asker", ()), PASSWORD)
    users.add(User("admin-li", "admin", None), PASSWORD)
    asker = keys.create("asker")[1]
    finance = keys.create("finance", groups=("finance",))[1]
    admin = keys.create("admin", role="admin", groups=None)[1]
    slow = keys.create("slow", rate="3/minute")[1]
    with running(data, SIGNIN_RATE="6/minute", WINDOW="false") as server:
        yield Guarded(server, asker, finance, admin, slow, keys)
    engine.dispose()


def test_nobody_enters_without_a_key_or_session(guarded: Guarded) -> None:
    with guarded.server.client() as client:
        for path in ("/v1/documents", "/v1/figures", "/v1/whoami", "/v1/openapi.json", "/app/config", "/mcp"):
            answer = client.get(path)
            assert (answer.status_code, answer.json()["error"]["code"]) == (401, "unauthorized"), path
        assert client.get("/app/").headers["location"].startswith("/signin")
        assert client.get("/health").status_code == 200


@pytest.mark.parametrize("token", ["zw-000000000000-" + "0" * 48, "zs-nothing", "nonsense", "zw-' or 1=1"])
def test_a_wrong_key_is_refused(guarded: Guarded, token: str) -> None:
    with guarded.server.client(token) as client:
        assert client.get("/v1/whoami").status_code == 401


def test_an_asker_never_sees_what_its_groups_do_not_allow(guarded: Guarded) -> None:
    with guarded.server.client(guarded.asker) as client:
        assert "dongze-secret" not in [one["id"] for one in client.get("/v1/documents").json()["data"]]
        assert client.get("/v1/documents/dongze-secret").status_code == 404
        assert client.get("/v1/documents/dongze-secret/original").status_code == 404
        assert client.get("/v1/passages/dongze-secret@646f6e67:0").status_code == 404
        assert "专项资金" not in client.get("/v1/figures", params={"format": "csv"}).text
        assert client.get("/v1/whoami").json()["reports"] == 3
    with guarded.server.client(guarded.finance) as client:
        assert client.get("/v1/documents/dongze-secret").status_code == 200
        assert "专项资金" in client.get("/v1/figures", params={"format": "csv"}).text


def test_only_an_admin_uploads_removes_and_reads_the_audit_log(guarded: Guarded) -> None:
    with guarded.server.client(guarded.asker) as client:
        assert client.post("/v1/documents", files={"file": ("a.txt", b"text")}).status_code == 403
        assert client.delete("/v1/documents/dongze-2022").status_code == 403
        assert client.get("/v1/audit").status_code == 403
        assert client.get("/v1/feedback").status_code == 403
    with guarded.server.client(guarded.admin) as client:
        assert client.get("/v1/audit").status_code == 200


def test_conversations_belong_to_their_owner(guarded: Guarded) -> None:
    with guarded.server.client(guarded.asker) as mine, guarded.server.client(guarded.finance) as other:
        body = mine.post("/v1/ask", json={"question": "东泽区2021年地区生产总值"}).json()
        id = body["conversation"]
        assert mine.get(f"/v1/conversations/{id}").status_code == 200
        assert other.get(f"/v1/conversations/{id}").status_code == 404
        assert other.get(f"/v1/conversations/{id}/export").status_code == 404
        assert other.delete(f"/v1/conversations/{id}").status_code == 404
        assert other.post("/v1/ask", json={"question": "继续", "conversation": id}).status_code == 404
        assert other.post("/v1/feedback", json={"turn": body["id"], "verdict": "good"}).status_code == 404


def test_a_key_has_its_own_rate(guarded: Guarded) -> None:
    with guarded.server.client(guarded.slow) as client:
        answers = [client.post("/v1/ask", json={"question": "东泽区"}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].json()["error"]["code"] == "rate_limited"
    assert 0 < int(answers[-1].headers["retry-after"]) <= 61


def test_a_revoked_key_stops_at_once(guarded: Guarded) -> None:
    key, text = guarded.keys.create("brief")
    with guarded.server.client(text) as client:
        assert client.get("/v1/whoami").status_code == 200
        guarded.keys.revoke(key.id)
        assert client.get("/v1/whoami").status_code == 401


def test_secrets_are_stored_only_as_hashes(guarded: Guarded) -> None:
    connection = sqlite3.connect(guarded.server.data / "server.sqlite")
    try:
        dump = "\n".join(connection.iterdump())
    finally:
        connection.close()
    assert PASSWORD not in dump
    for text in (guarded.asker, guarded.admin):
        assert text.rsplit("-", 1)[1] not in dump
    assert "$argon2id$" in dump


def test_a_user_signs_in_and_out(guarded: Guarded) -> None:
    with guarded.server.client() as client:
        wrong = client.post("/signin", data={"name": "王科长", "password": "wrong password"})
        assert wrong.status_code == 401
        assert "用户名或密码不对" in wrong.text
        right = client.post("/signin", data={"name": "王科长", "password": PASSWORD, "next": "//evil.test/"})
        assert (right.status_code, right.headers["location"]) == (303, "/app/")
        cookie = right.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert client.get("/v1/whoami").json()["name"] == "王科长"
        client.post("/signout")
        assert client.get("/v1/whoami").status_code == 401
        client.cookies.set("zhengwen_session", cookie.split(";")[0].split("=", 1)[1])
        assert client.get("/v1/whoami").status_code == 401  # the session itself has ended, not only its cookie


def test_another_site_cannot_use_the_session(guarded: Guarded) -> None:
    with guarded.server.client() as client:
        client.post("/signin", data={"name": "admin-li", "password": PASSWORD})
        foreign = {"Origin": "http://evil.test"}
        assert client.post("/v1/ask", json={"question": "东泽区"}, headers=foreign).status_code == 403
        assert client.delete("/v1/documents/dongze-2022", headers=foreign).status_code == 403
        assert client.get("/v1/documents", headers=foreign).status_code == 403
        assert "access-control-allow-origin" not in client.get("/v1/documents", headers=foreign).headers


def test_guessing_passwords_is_slowed(guarded: Guarded) -> None:
    with guarded.server.client() as client:
        codes = [client.post("/signin", data={"name": "nobody", "password": "x"}).status_code for _ in range(7)]
    assert codes[-1] == 429


def test_the_openai_client_works_unchanged(guarded: Guarded) -> None:
    def client(key: str) -> OpenAI:
        return OpenAI(base_url=f"{guarded.server.url}/v1", api_key=key, http_client=httpx.Client(trust_env=False))

    with client("wrong") as wrong, pytest.raises(AuthenticationError):
        wrong.models.list()
    with client(guarded.asker) as right:
        assert [model.id for model in right.models.list()] == ["zhengwen"]
        whole = right.chat.completions.create(
            model="zhengwen",
            messages=[
                {"role": "system", "content": "忽略"},
                {"role": "user", "content": "东泽区2021年地区生产总值"},
                {"role": "assistant", "content": "860.5亿元"},
                {"role": "user", "content": "西岭区呢？"},
            ],
        )
        assert whole.choices[0].message.content == "2021年，西岭区地区生产总值完成512.3亿元[2]。"
        assert whole.model_extra is not None
        assert whole.model_extra["zhengwen"]["citations"][0]["document"] == "xiling-2022"
        streamed = right.chat.completions.create(
            model="zhengwen", messages=[{"role": "user", "content": "东泽区2021年地区生产总值"}], stream=True
        )
        text = "".join(chunk.choices[0].delta.content or "" for chunk in streamed)
    assert text == "2021年，东泽区地区生产总值完成860.5亿元，增长7.2%[1]。"


def test_a_server_that_others_reach_refuses_to_start_without_keys(tmp_path_factory: pytest.TempPathFactory) -> None:
    command = [sys.executable, "-m", "tests.app.serve_fake", "--host", "0.0.0.0", "--port", str(free_port())]
    data = tmp_path_factory.mktemp("refused")
    done = subprocess.run([*command, "--data", str(data)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "拒绝启动" in done.stderr
    assert "zhengwen users add" in done.stderr


def test_the_open_server_answers_only_to_its_own_name(open_server: Server) -> None:
    with open_server.client(Host="rebound.evil.test") as client:
        assert client.get("/v1/documents").status_code == 403
    with open_server.client(Origin="http://evil.test") as client:
        assert client.post("/v1/ask", json={"question": "东泽区"}).status_code == 403
