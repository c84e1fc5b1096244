"""What is still to be done is told from what came about, in one question and in the next (invented)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store, said

REPORT = """2024年槐溪区人民政府工作报告
——2024年1月9日在槐溪区第七届人民代表大会第三次会议上
各位代表:
一、2023年工作回顾
打通断头路5条,新增充电桩6000个,解决停车充电、排水改造等问题310个。
"""
PLAN = """槐溪区2023年政府工作目标任务分解
2023年,计划打通断头路3条、建成充电桩8000个。
"""
BUDGET = """关于槐溪区2023年预算执行情况和2024年预算草案的报告
——2024年1月9日在槐溪区第七届人民代表大会第三次会议上
一、2023年预算执行情况
全区一般公共预算收入完成35.1亿元,为调整预算的104.2%。税收收入完成21.4亿元,为调整预算的98.6%。
"""


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    files = {"report-2024.txt": REPORT, "tasks-2023.txt": PLAN, "budget-2024.txt": BUDGET}
    with fill_store(tmp_path_factory.mktemp("met"), files) as store:
        yield build_chain(store)


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("槐溪区2023年断头路要打通多少条?", ["3条"]),
        ("槐溪区2023年断头路要打通多少条?打通了多少条?", ["3条", "5条"]),
        ("槐溪区2023年一般公共预算收入最终多少,相当于调整预算的百分之几?", ["35.1亿元", "104.2%"]),
        ("槐溪区2023年充电桩原定建成多少个?最后实现了吗?", ["8000个", "6000个"]),
    ],
)
def test_a_plan_is_told_from_what_came_about(question: str, figures: list[str], chain: Assistant) -> None:
    assert said(ask(chain, question))[: len(figures)] == figures


def test_a_plan_asked_for_before_it_was_met_is_held_against_the_result(chain: Assistant) -> None:
    assert "未完成目标" in ask(chain, "槐溪区2023年充电桩原定建成多少个?最后实现了吗?").text
