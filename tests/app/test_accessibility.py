"""axe-core on the main states of the window, the sign-in page and the frame."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app.serving import Server
from tests.app.test_ui import ANSWER, PHONE, WIDE, ask, opened

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
# Of Gradio's own making and out of our reach: its file box names itself differently from its label.
GRADIO_OWN = {"label-content-name-mismatch"}


def serious(page: Page) -> list[tuple[str, list[Any]]]:
    """Serious and critical faults: the rule and the elements."""
    found = axe.Axe().run(page).response["violations"]
    return [
        (fault["id"], [node["target"] for node in fault["nodes"]])
        for fault in found
        if fault["impact"] in ("serious", "critical") and fault["id"] not in GRADIO_OWN
    ]


@pytest.mark.parametrize("viewport", [WIDE, PHONE])
def test_no_serious_fault_in_the_chat(browser: Browser, open_server: Server, viewport: dict[str, int]) -> None:
    page = opened(browser, open_server.url, viewport)
    expect(page.locator(".zw-examples a").first).to_be_visible()
    empty = serious(page)
    for question in ("东泽区2021年地区生产总值", "东泽区和西岭区哪个高", "两处矛盾吗", "2035年呢"):
        ask(page, question)
    answered = serious(page)
    page.locator(f"{ANSWER} a.zw-cite").first.click()
    expect(page.locator("#zw-panel mark")).to_be_visible()
    panel = serious(page)
    page.context.close()
    assert (empty, answered, panel) == ([], [], [])


def test_no_serious_fault_in_figures_and_reports(browser: Browser, open_server: Server) -> None:
    page = opened(browser, open_server.url, WIDE)
    page.get_by_role("tab", name="数字").click()
    page.locator("#ledger-search").click()
    expect(page.locator("#ledger-status")).to_contain_text("找到")
    expect(page.locator("#ledger-chart .js-plotly-plot")).to_be_visible()
    figures = serious(page)
    page.get_by_role("tab", name="文件").click()
    expect(page.locator("#reports-list table")).to_be_visible()
    reports = serious(page)
    page.context.close()
    assert (figures, reports) == ([], [])
