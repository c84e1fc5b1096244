"""The HTML report in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evals.page import page
from tests.evals.fakes import altered_digits
from tests.evals.test_run import run

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_the_report_filters_by_verdict_with_mouse_and_keyboard(tmp_path: Path, browser: Browser) -> None:
    file = tmp_path / "report.html"
    file.write_text(page([run(damage=altered_digits)]), encoding="utf-8")
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
    tab.close()
