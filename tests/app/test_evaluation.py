"""The evaluation in the window: who sees it, a run with its progress, differences and open cases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, expect

from app.auth.users import User, Users
from app.evaluation import EvaluationFailed, Evaluations, RunSummary
from app.state.tables import open_state
from app.ui.evaluation import results_html
from app.ui.words import words
from tests.app.fakes import FakeEvaluator
from tests.app.serving import running
from tests.app.test_accessibility import serious
from tests.app.test_ui import WIDE, opened


def test_an_admin_runs_the_evaluation_and_sees_what_changed(browser: Browser, tmp_path: Path) -> None:
    with running(tmp_path) as server:
        page = opened(browser, server.url, WIDE)
        page.get_by_role("tab", name="评测").click()
        results = page.locator("#evaluation-results")
        expect(results).to_contain_text("还没有上一次可比")
        page.locator("#evaluation-start").click()
        expect(page.locator("#evaluation-status")).to_contain_text("正在评测")
        expect(page.locator("#evaluation-status")).to_contain_text("评测完成 10/10")
        expect(results).to_contain_text("变差 1 · 变好 1")
        expect(results.locator("tr", has_text="d-10")).to_contain_text("不必要的拒答")
        expect(results.locator("tr", has_text="目标对完成").first).to_contain_text("3 (75.0%)")
        expect(results.locator("tr", has_text="2022-11-01")).to_contain_text("49.0%–94.0%")
        assert results.locator("[onclick]").count() == 0
        assert serious(page) == []
        assert page.wrong == []  # type: ignore[attr-defined]
        page.context.close()


def test_an_admin_who_may_not_see_every_report_gets_no_evaluation(browser: Browser, tmp_path: Path) -> None:
    engine = open_state(tmp_path)
    Users(engine).add(User("zhang", "admin", ()), "a long password")
    Users(engine).add(User("wang", "admin", None), "a long password")
    engine.dispose()
    with running(tmp_path) as server:
        for name, shown in (("zhang", False), ("wang", True)):
            context = browser.new_context(viewport=WIDE, locale="zh-CN")  # type: ignore[arg-type]
            page = context.new_page()
            page.goto(server.url + "/")
            page.get_by_label("用户名").fill(name)
            page.get_by_label("密码").fill("a long password")
            page.get_by_role("button", name="登录").click()
            expect(page.locator("#zw-loaded")).to_contain_text("份报告")
            expect(page.get_by_role("tab", name="文件")).to_be_visible()
            expect(page.get_by_role("tab", name="评测")).to_have_count(int(shown))
            context.close()


class Failing(FakeEvaluator):
    """Cannot ask a single question."""

    def run(self, on_progress: Callable[[int, int], None]) -> RunSummary:
        raise EvaluationFailed("没有一道题能问")


def test_a_run_that_fails_says_why_and_another_may_be_started() -> None:
    evaluations = Evaluations(Failing())
    assert evaluations.start()
    assert [state.message for state in evaluations.watch(0.01)][-1] == "没有一道题能问"
    assert evaluations.start()
    evaluations.close()


class Waiting(FakeEvaluator):
    """Stands at its first question until told to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.go_on = threading.Event(), threading.Event()

    def run(self, on_progress: Callable[[int, int], None]) -> RunSummary:
        self.asked.set()
        self.go_on.wait(10)
        on_progress(1, 1000)
        return super().run(on_progress)


def test_one_run_goes_at_a_time_and_closing_gives_it_up() -> None:
    evaluator = Waiting()
    evaluations = Evaluations(evaluator)
    assert evaluations.start()
    assert evaluator.asked.wait(10)
    assert not evaluations.start()
    closing = threading.Thread(target=evaluations.close)
    closing.start()
    evaluator.go_on.set()
    closing.join(10)
    assert [state.status for state in evaluations.watch()] == ["failed"]
    assert len(evaluator.runs()) == 1


def test_without_a_run_the_results_say_what_to_do() -> None:
    assert "现在运行" in results_html([], None, words("zh"))
