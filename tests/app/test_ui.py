"""The window in a headless browser, under its own content policy: nothing off-origin, nothing on the console."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.auth.users import User, Users
from app.state.tables import open_state
from tests.app.serving import Server, running

WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
ANSWER = ".zw-answer:not(.zw-streaming)"


def opened(browser: Browser, url: str, viewport: dict[str, int]) -> Page:
    """The window, ready to type in; it keeps what must not be: requests to other origins, console errors (a reload
    aborts Gradio's own requests: that is no fault)."""
    context = browser.new_context(viewport=viewport, locale="zh-CN", accept_downloads=True)  # type: ignore[arg-type]
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda sent: wrong.append(sent.url) if not _own(sent.url, url) else None)
    page.wrong = wrong  # type: ignore[attr-defined]
    page.goto(url + "/")
    expect(page.locator("#question textarea")).to_be_editable()
    return page


def _own(url: str, base: str) -> bool:
    return url.startswith((base, "data:", "blob:"))


@pytest.fixture
def page(browser: Browser, open_server: Server) -> Iterator[Page]:
    made = opened(browser, open_server.url, WIDE)
    yield made
    wrong = [told for told in made.wrong if "abort" not in told.lower() and "errored out" not in told]  # type: ignore[attr-defined]
    made.context.close()
    assert wrong == []


@pytest.fixture
def phone(browser: Browser, open_server: Server) -> Iterator[Page]:
    made = opened(browser, open_server.url, PHONE)
    yield made
    made.context.close()


def ask(page: Page, question: str) -> None:
    """Asks and waits for the verified answer."""
    before = page.locator(ANSWER).count()
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(ANSWER)).to_have_count(before + 1)


def test_the_empty_window_offers_questions_that_the_ledger_can_answer(page: Page) -> None:
    expect(page.locator("#zw-loaded")).to_contain_text("份报告")
    page.locator(".zw-examples a").filter(has_text="东泽区2021年地区生产总值").click()
    expect(page.locator(ANSWER)).to_contain_text("860.5亿元")


def test_a_citation_opens_the_right_sentence_and_gives_the_focus_back(page: Page) -> None:
    ask(page, "东泽区2021年地区生产总值是多少？")
    expect(page.locator(".zw-verified").first).to_have_text("860.5亿元")
    link = page.locator("a.zw-cite").first
    link.focus()
    page.keyboard.press("Enter")
    mark = page.locator("#zw-panel mark")
    expect(mark).to_have_text("2021年，全区地区生产总值完成860.5亿元，增长7.2%。")
    expect(mark).to_be_focused()
    expect(page.locator("#zw-panel")).to_contain_text("《东泽区2022年政府工作报告》")
    page.keyboard.press("Escape")
    expect(page.locator("#zw-panel")).to_be_hidden()
    expect(link).to_be_focused()


def test_an_answer_streams_and_can_be_stopped_and_asked_again(page: Page) -> None:
    page.locator("#question textarea").fill("慢慢说：东泽区2021年地区生产总值")
    page.keyboard.press("Enter")
    expect(page.locator(".zw-streaming")).to_contain_text("2021年")
    page.locator("#stop").click()
    expect(page.locator(".zw-streaming")).to_contain_text("已停止")
    expect(page.locator("#send")).to_be_visible()
    ask(page, "东泽区2021年地区生产总值")
    expect(page.locator(ANSWER)).to_contain_text("860.5亿元")


def test_a_question_sent_while_an_answer_is_under_way_waits_for_its_turn(page: Page) -> None:
    page.locator("#question textarea").fill("慢慢说：东泽区2021年地区生产总值")
    page.keyboard.press("Enter")
    expect(page.locator(".zw-streaming")).to_contain_text("2021年")
    page.locator("#question textarea").fill("2035年呢")
    page.keyboard.press("Enter")
    expect(page.locator(ANSWER)).to_have_count(2)
    expect(page.locator(".zw-refused")).to_contain_text("报告中没有")


def test_a_follow_up_shows_what_it_carried_and_dropping_it_asks_afresh(page: Page) -> None:
    ask(page, "东泽区2021年地区生产总值")
    ask(page, "西岭区呢？")
    carried = page.locator("a.zw-chip").filter(has_text="承接上文")
    expect(carried).to_have_count(2)
    carried.first.click()
    expect(page.locator(ANSWER)).to_have_count(3)


def test_a_refusal_offers_the_nearest_figure_as_a_button(page: Page) -> None:
    ask(page, "东泽区2035年地区生产总值")
    expect(page.locator(".zw-refused")).to_contain_text("报告中没有")
    page.locator("a.zw-option", has_text="2021年完成860.5亿元").click()
    expect(page.locator(ANSWER).last).to_contain_text("增长7.2%")


def test_a_conflict_stands_as_two_cards(page: Page) -> None:
    ask(page, "两份报告矛盾吗")
    cards = page.locator(".zw-card")
    expect(cards).to_have_count(2)
    expect(cards.nth(0)).to_contain_text("860.5亿元")
    expect(cards.nth(1)).to_contain_text("512.3亿元")
    first, second = cards.nth(0).bounding_box(), cards.nth(1).bounding_box()
    assert first is not None
    assert second is not None
    assert first["y"] == second["y"]


def test_a_comparison_is_a_table_with_its_sum_chart_and_workbook(page: Page) -> None:
    ask(page, "东泽区和西岭区2021年地区生产总值哪个高？")
    expect(page.locator(".zw-answer table td")).to_have_count(6)
    expect(page.locator(".zw-calculation")).to_contain_text("860.5亿元 − 512.3亿元 = 348.2亿元")
    with page.expect_download() as download:
        page.locator('a[href^="#xlsx-"]').click()
    assert download.value.suggested_filename == "figures.xlsx"
    page.locator('a[href^="#chart-"]').click()
    expect(page.locator("#messages .js-plotly-plot")).to_be_visible()
    with page.expect_download() as picture:
        page.locator("#messages .js-plotly-plot").hover()
        page.locator("#messages [data-title*='png'], #messages [data-title*='PNG']").click()
    assert picture.value.suggested_filename.endswith(".png")


def test_nothing_of_a_hostile_report_runs(page: Page) -> None:
    ask(page, "攻击")
    page.locator("a.zw-cite").first.click()
    expect(page.locator("#zw-panel mark")).to_contain_text("<script>window.ran=1</script>")
    page.get_by_role("tab", name="文件").click()
    expect(page.locator("#reports-list")).to_contain_text("<img src=x")
    page.wait_for_timeout(500)
    assert page.evaluate("window.ran") is None
    inside = page.locator(".zw-answer, .zw-question, #zw-panel, #reports-list .zw-table")
    assert inside.locator("script, img:not(.zw-page), iframe, style, [onerror], [onmouseover]").count() == 0
    assert inside.locator("a[href^='javascript'], a[href*='evil']").count() == 0
    expect(page.locator("#zw-header")).to_be_visible()


def test_conversations_are_kept_listed_renamed_and_deleted(page: Page) -> None:
    page.locator("#zw-new").click()
    ask(page, "东泽区停车泊位的列表记号")
    entry = page.locator(".zw-conversation", has_text="列表记号")
    expect(entry).to_be_visible(timeout=5_000)
    page.locator("#zw-new").click()
    expect(page.locator(ANSWER)).to_have_count(0)
    entry.click()
    expect(page.locator(ANSWER)).to_contain_text("860.5亿元")
    page.locator("li", has=entry).locator(".zw-more").click()
    page.locator("dialog input").fill("改过的名字")
    page.get_by_role("button", name="改名").click()
    renamed = page.locator(".zw-conversation", has_text="改过的名字")
    expect(renamed).to_be_visible()
    page.locator("li", has=renamed).locator(".zw-more").click()
    page.get_by_role("button", name="删除").click()
    page.get_by_role("button", name="删除").click()
    expect(renamed).to_have_count(0)


def test_feedback_with_a_reason_reaches_the_gold_candidates(page: Page, open_server: Server) -> None:
    ask(page, "东泽区的反馈记号")
    page.locator('a[href^="#bad-"]').click()
    page.get_by_label("出处错误").check()
    page.locator("dialog textarea").fill("第二句才是")
    page.get_by_role("button", name="提交").click()
    expect(page.locator("#zw-toast")).to_have_text("已记下，谢谢")
    with open_server.client() as client:
        assert "第二句才是" in client.get("/v1/feedback/gold.jsonl").text


def test_an_uploaded_report_is_read_with_progress_and_listed(page: Page, tmp_path: Path) -> None:
    report = tmp_path / "北原区2022.txt"
    report.write_text("北原区2022年政府工作报告\n2021年新建公园12个。\n", encoding="utf-8")
    page.get_by_role("tab", name="文件").click()
    page.locator("#upload-file input[type=file]").set_input_files(report)
    expect(page.locator("#upload-file")).to_contain_text("北原区2022")
    page.locator("#upload-start").click()
    expect(page.locator("#upload-status")).to_contain_text("已装入")
    expect(page.locator("#reports-list")).to_contain_text("北原区2022年政府工作报告")


def test_the_ledger_is_filtered_and_linked_to_its_export(page: Page) -> None:
    page.get_by_role("tab", name="数字").click()
    page.locator("#ledger-indicator input, #ledger-indicator textarea").fill("停车泊位")
    page.locator("#ledger-search").click()
    expect(page.locator("#ledger-status")).to_contain_text("找到 1 个数字")
    expect(page.locator("#ledger-table")).to_contain_text("3200个")
    link = page.locator("#ledger-status a", has_text="CSV").get_attribute("href")
    assert link is not None
    assert "indicator=" in link


def test_on_a_phone_the_question_is_on_screen_and_the_panel_covers_it(phone: Page) -> None:
    ask(phone, "东泽区2021年地区生产总值是多少？")
    box = phone.locator("#question").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= PHONE["height"]
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    phone.locator("a.zw-cite").first.click()
    expect(phone.locator("#zw-panel mark")).to_be_in_viewport()
    panel = phone.locator("#zw-panel").bounding_box()
    assert panel is not None
    assert panel["width"] == PHONE["width"]
    phone.get_by_role("button", name="关闭").click()
    phone.locator("#zw-menu").click()
    expect(phone.locator("#zw-drawer")).to_be_in_viewport()


def test_english_is_a_switch_away(page: Page) -> None:
    page.locator("#zw-language").click()
    expect(page.get_by_role("tab", name="Figures")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_user_signs_in_and_sees_only_its_own(browser: Browser, tmp_path: Path) -> None:
    engine = open_state(tmp_path)
    Users(engine).add(User("zhang", "asker", ()), "a long password")
    engine.dispose()
    with running(tmp_path) as server:
        context = browser.new_context(viewport=WIDE, locale="zh-CN")  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(server.url + "/")
        page.get_by_label("用户名").fill("zhang")
        page.get_by_label("密码").fill("a long password")
        page.get_by_role("button", name="登录").click()
        expect(page.locator("#question textarea")).to_be_editable()
        expect(page.locator("#zw-loaded")).to_contain_text("3 份报告")
        page.get_by_role("tab", name="文件").click()
        expect(page.locator("#reports-list")).to_contain_text("东泽区2022年政府工作报告")
        expect(page.locator("#reports-list")).not_to_contain_text("内部资料")
        expect(page.locator("#upload-start")).to_be_hidden()
        sent = page.request.post(
            server.url + "/app/gradio_api/upload",
            multipart={"files": {"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"}},
        )
        assert sent.status == 403
        page.locator("#zw-signout").click()
        expect(page).to_have_url(re.compile("/signin"))
        context.close()
