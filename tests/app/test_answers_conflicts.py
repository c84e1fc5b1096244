"""Two reports of one place that differ, agree, or only look as if they did."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store, said

WORK = """明岚市白荻区人民政府工作报告
——2024年1月10日在明岚市白荻区第四届人民代表大会第三次会议上
白荻区人民政府区长 江予怀
各位代表:
现在,我代表区人民政府向大会报告工作,请予审议。
一、2023年工作回顾
2023年,新建和改扩建幼儿园20所;减免租金近2亿元;新建林带3.6公里,全区林带达到18.5公里;完成96家商贸企业水费补贴发放,兑付金额627万元;新增公交车辆120台。
"""

BUDGET = """白荻区2023年财政预算执行情况和2024年财政预算草案的报告
——2024年1月11日在明岚市白荻区第四届人民代表大会第三次会议上
白荻区财政局局长 闻雨桥
各位代表:
受区人民政府委托,现将2023年财政预算执行情况报告如下,请予审议。
一、2023年财政预算执行情况
2023年,新建改扩建幼儿园18所;减免小微企业租金1730万元;兑现96家企业水费补贴550万元;新增公交车辆120台。
"""


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    files = {"work-2024.txt": WORK, "work-2024-copy.txt": f"{WORK}\n", "budget-2024.txt": BUDGET}
    with fill_store(tmp_path_factory.mktemp("baidi"), files) as store:
        yield build_chain(store)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("白荻区2023年新建改扩建幼儿园多少所?", {"20所", "18所"}),
        ("白荻区2023年新建改扩建的幼儿园一共几所?写材料用", {"20所", "18所"}),
        ("白荻区2023年新建、改扩建的幼儿园加起来到底几所?", {"20所", "18所"}),
        ("白荻区2023年给96家企业兑现了多少水费补贴?", {"550万元", "627万元"}),
        ("白荻区2023年减免的租金是多少?几个报告口径一样吗", {"2亿元", "1730万元"}),
    ],
)
def test_both_values_of_one_quantity_are_given(question: str, values: set[str], district: Assistant) -> None:
    answer = ask(district, question)
    assert answer.conflict
    assert set(said(answer)) == values


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("白荻区2023年新建林带多少公里?", "3.6公里"),
        ("白荻区2023年减免的租金是多少?", "2亿元"),
        ("白荻区2023年新增公交车辆多少台?", "120台"),
    ],
)
def test_a_stock_a_part_and_a_copy_contradict_nothing(question: str, value: str, district: Assistant) -> None:
    answer = ask(district, question)
    assert not answer.conflict
    assert said(answer) == [value]


def test_that_the_reports_agree_is_said_when_asked(district: Assistant) -> None:
    assert "几处说法一致" in ask(district, "白荻区2023年新增公交车辆多少台?几份报告说法一致吗").text


def test_that_one_report_alone_gives_a_figure_is_said_when_asked(district: Assistant) -> None:
    assert "只有一处" in ask(district, "白荻区2023年新建林带多少公里?几份报告说法一致吗").text
