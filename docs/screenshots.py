"""Takes the screenshots of docs/window.md over the invented reports of tests/app/fakes.py.

python -m docs.screenshots      # from the project's root; needs chromium
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from app.auth.keys import Keys
from app.auth.users import User, Users
from app.state.tables import open_state
from tests.app.serving import Server, running
from tests.app.test_ui import PHONE, WIDE, ask, opened

FOLDER = Path(__file__).parent / "screenshots"
QUESTIONS = {
    "answer": "东泽区2021年地区生产总值是多少？",
    "comparison": "东泽区和西岭区2021年地区生产总值哪个高？",
    "conflict": "两份报告的地区生产总值有矛盾吗？",
    "refusal": "东泽区2035年地区生产总值是多少？",
}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        with running(Path(folder) / "open") as server:
            for name, viewport in (("wide", WIDE), ("phone", PHONE)):
                _chat(chromium, server, name, viewport)
            _tabs(chromium, server)
        _signin(chromium, Path(folder) / "guarded")
        chromium.close()


def _shot(page: Page, name: str) -> None:
    page.wait_for_timeout(700)
    page.screenshot(path=FOLDER / f"{name}.png")
    sys.stdout.write(f"{name}\n")


def _chat(browser: Browser, server: Server, name: str, viewport: dict[str, int]) -> None:
    page = opened(browser, server.url, viewport)
    expect(page.locator(".zw-examples a").first).to_be_visible()
    _shot(page, f"{name}-empty")
    for shot, question in QUESTIONS.items():
        ask(page, question)
        _shot(page, f"{name}-{shot}")
        if shot == "answer":
            page.locator("a.zw-cite").first.click()
            expect(page.locator("#zw-panel mark")).to_be_visible()
            _shot(page, f"{name}-source")
            page.keyboard.press("Escape")
        if shot == "comparison" and name == "wide":
            page.locator('a[href^="#chart-"]').click()
            expect(page.locator("#messages .js-plotly-plot")).to_be_visible(timeout=15_000)
            _shot(page, "wide-chart")
    page.locator('a[href^="#bad-"]').last.click()
    _shot(page, f"{name}-feedback")
    page.context.close()


def _tabs(browser: Browser, server: Server) -> None:
    page = opened(browser, server.url, WIDE)
    page.get_by_role("tab", name="数字").click()
    page.locator("#ledger-search").click()
    expect(page.locator("#ledger-chart .js-plotly-plot")).to_be_visible(timeout=15_000)
    _shot(page, "wide-figures")
    page.get_by_role("tab", name="文件").click()
    page.locator("#report-choice input").click()
    page.get_by_role("option").first.click()
    _shot(page, "wide-reports")
    page.get_by_role("tab", name="评测").click()
    page.locator("#evaluation-start").click()
    expect(page.locator("#evaluation-status")).to_contain_text("评测完成", timeout=15_000)
    _shot(page, "wide-evaluation")
    page.context.close()


def _signin(browser: Browser, data: Path) -> None:
    engine = open_state(data)
    Users(engine).add(User("zhang", "asker", ()), "a long password")
    key = Keys(engine).create("portal", origins=["http://localhost:1"])[0]
    engine.dispose()
    with running(data) as server:
        page = browser.new_context(viewport=WIDE, locale="zh-CN").new_page()  # type: ignore[arg-type]
        page.goto(server.url + "/")
        expect(page.get_by_label("用户名")).to_be_visible()
        _shot(page, "wide-signin")
        assert key.origins
        page.context.close()


if __name__ == "__main__":
    main()
