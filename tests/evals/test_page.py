"""The HTML report in a real browser."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from evals.page import page
from tests.evals.fakes import altered_digits
from tests.evals.test_run import run

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")


def test_the_report_filters_by_verdict_with_mouse_and_keyboard(tmp_path: Path) -> None:
    sync_api = pytest.importorskip("playwright.sync_api")
    file = tmp_path / "report.html"
    file.write_text(page([run(damage=altered_digits)]), encoding="utf-8")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        tab = browser.new_page()
        errors: list[str] = []
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.goto(file.as_uri())
        assert tab.locator("details.case:visible").count() == 24
        tab.get_by_role("button", name="拒答得对").click()
        assert tab.locator("details.case:visible").count() == 4
        tab.get_by_role("button", name="全部错的").focus()
        tab.keyboard.press("Enter")
        assert tab.locator("details.case:visible").count() == 20
        assert tab.locator("#shown").inner_text() == "20 题"
        tab.locator("#words").fill("2021")
        assert tab.locator("details.case:visible").count() == 5
        tab.locator("details.case:visible summary").first.focus()
        tab.keyboard.press("Enter")
        assert tab.locator("details[open] blockquote").first.is_visible()
        assert tab.locator("svg rect").count() >= 3
        assert errors == []
        browser.close()
