"""The embed in a page of another site: key and scope by message, no cookie, only registered origins."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.auth.keys import Keys
from app.auth.users import User, Users
from app.state.tables import open_state
from tests.app.serving import Server, running

DEMO = Path(__file__).parents[2] / "docs" / "embed-demo" / "index.html"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the test's own output is enough."""


@dataclass(frozen=True)
class Portal:
    """An invented portal on another site (localhost, while the server is 127.0.0.1)."""

    url: str
    stranger: str
    server: Server
    key: str


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    folder = tmp_path_factory.mktemp("portal")
    site = ThreadingHTTPServer(("localhost", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=site.serve_forever, daemon=True).start()
    data = tmp_path_factory.mktemp("embedding")
    engine = open_state(data)
    own = f"http://localhost:{site.server_port}"
    key = Keys(engine).create("portal", origins=[own])[1]
    Users(engine).add(User("zhou", "asker", ("finance",)), "a long password")
    engine.dispose()
    with running(data, WINDOW="false") as server:
        page = DEMO.read_text(encoding="utf-8")
        page = page.replace("http://127.0.0.1:7860", server.url).replace("zw-000000000000-PUT-YOUR-KEY-HERE", key)
        (folder / "index.html").write_text(page, encoding="utf-8")
        yield Portal(own, f"http://127.0.0.1:{site.server_port}", server, key)
    site.shutdown()
    site.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    yield context.new_page()
    context.close()


def test_the_bubble_answers_within_its_scope_and_opens_sources(page: Page, portal: Portal) -> None:
    page.goto(portal.url + "/index.html")
    page.locator("#zhengwen-bubble").click()
    frame = page.frame_locator("#zhengwen-frame")
    expect(frame.locator("#zw-embed-scope")).to_have_text("东泽区")
    box = frame.locator("#zw-embed-question")
    expect(box).to_be_enabled()
    box.fill("2021年地区生产总值是多少？")
    box.press("Enter")
    answer = frame.locator(".zw-answer:not(.zw-streaming)")
    expect(answer).to_contain_text("860.5亿元")
    expect(frame.locator(".zw-verified").first).to_have_text("860.5亿元")
    frame.locator("a.zw-cite").first.click()
    expect(frame.locator("#zw-panel mark")).to_have_text("2021年，全区地区生产总值完成860.5亿元，增长7.2%。")
    assert page.context.cookies() == []
    frame.get_by_role("button", name="关闭").last.click()
    frame.locator("#zw-embed-close").click()
    expect(page.locator("#zhengwen-frame")).to_be_hidden()


def test_nothing_of_a_hostile_report_runs_in_the_frame(page: Page, portal: Portal) -> None:
    page.goto(portal.url + "/index.html")
    page.locator("#zhengwen-bubble").click()
    frame = page.frame_locator("#zhengwen-frame")
    box = frame.locator("#zw-embed-question")
    expect(box).to_be_enabled()
    box.fill("攻击")
    box.press("Enter")
    answer = frame.locator(".zw-answer:not(.zw-streaming)")
    expect(answer).to_contain_text("<script>window.ran=1</script>")
    assert answer.locator("script, img, iframe, style, [onerror]").count() == 0
    inner = page.frames[1]
    assert inner.evaluate("window.ran") is None


def test_signing_in_works_inside_the_frame(page: Page, portal: Portal) -> None:
    page.goto(portal.url + "/index.html")
    page.locator("#zhengwen-bubble").click()
    frame = page.frame_locator("#zhengwen-frame")
    expect(frame.locator("#zw-embed-question")).to_be_enabled()
    with page.expect_popup() as opened:
        frame.locator("#zw-embed-signin").click()
    popup = opened.value
    popup.get_by_label("用户名").fill("zhou")
    popup.get_by_label("密码").fill("a long password")
    with popup.expect_event("close"):
        popup.get_by_role("button", name="登录").click()
    expect(frame.locator("#zw-embed-signin")).to_be_hidden()
    inner = page.frames[1]
    name = inner.evaluate("zhengwen.call('/v1/whoami').then((answer) => answer.json()).then((me) => me.name)")
    assert name == "zhou"


def test_a_site_that_is_not_registered_cannot_frame_it(page: Page, portal: Portal) -> None:
    page.goto(portal.stranger + "/index.html")
    page.locator("#zhengwen-bubble").click()
    page.wait_for_timeout(1500)
    assert all("/embed" not in frame.url or frame.url.startswith("chrome-error") for frame in page.frames[1:])


def test_frame_ancestors_and_cors_are_the_keys_own(portal: Portal) -> None:
    id = portal.key.split("-")[1]
    with portal.server.client() as client:
        policy = client.get("/embed", params={"key": id}).headers["content-security-policy"]
        assert policy.endswith(f"frame-ancestors {portal.url}")
        assert client.get("/embed", params={"key": "000000000000"}).status_code == 404
        preflight = {"Origin": portal.url, "Access-Control-Request-Method": "POST"}
        assert client.options("/v1/ask", headers=preflight).headers["access-control-allow-origin"] == portal.url
        assert client.options("/v1/ask", headers={**preflight, "Origin": "http://evil.test"}).status_code == 403
    with portal.server.client(portal.key, Origin=portal.url) as client:
        answer = client.post("/v1/ask", json={"question": "东泽区"})
        assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, portal.url)
    with portal.server.client(portal.key, Origin="http://evil.test") as client:
        assert client.post("/v1/ask", json={"question": "东泽区"}).status_code == 403


def test_visitors_do_not_share_conversations(portal: Portal) -> None:
    tokens = []
    with portal.server.client() as client:
        for _ in range(2):
            tokens.append(client.post("/v1/embed/session", json={"key": portal.key}).json()["token"])
    with portal.server.client(tokens[0]) as first, portal.server.client(tokens[1]) as second:
        id = first.post("/v1/ask", json={"question": "东泽区"}).json()["conversation"]
        assert first.get(f"/v1/conversations/{id}").status_code == 200
        assert second.get(f"/v1/conversations/{id}").status_code == 404
        assert first.get("/v1/whoami").json()["role"] == "asker"
        assert first.post("/v1/documents", files={"file": ("a.txt", b"x")}).status_code == 403
