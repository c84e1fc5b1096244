"""Claims about two things at once, about a place in an order, and about what a report only speaks of in passing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store

REPORT = """槐溪区人民政府工作报告
——2023年1月6日在槐溪区第七届人民代表大会第三次会议上
一、2022年工作回顾
一般公共预算收入43亿元,下降6.2%。
新增充电桩5200个,新增停车泊位1.4万个。
规模以上工业增加值增长8.5%,居全市第四位。
落实各类招商奖励资金1700万元。
受理各类执行案件5230件,执结4716件。
"""


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with fill_store(tmp_path_factory.mktemp("claimed"), {"huaixi.txt": REPORT}) as store:
        yield build_chain(store)


@pytest.mark.parametrize(
    "question",
    [
        "有人跟我讲槐溪区2022年新增了1万个充电桩,停车泊位也是这个数,是这样吗?",
        "核：槐溪2022新增充电桩1万个 与停车泊位数相同？",
        "槐溪区2022年新增充电桩1万个,数量与停车泊位相等,请问这一说法是否正确?",
    ],
)
def test_one_number_said_of_two_things_is_judged_for_both(question: str, chain: Assistant) -> None:
    text = ask(chain, question).text
    assert "不对" in text
    assert "5200个" in text
    assert "1.4万个" in text


@pytest.mark.parametrize(
    "question",
    [
        "核:槐溪2022规上工业增速 全市第1?",
        "据闻2022年槐溪区规模以上工业增速位居全市首位,请核实是否属实。",
        "有人说槐溪2022年规模以上工业增速全市排第一,有这回事吗?",
    ],
)
def test_beside_a_place_in_an_order_the_growth_is_given(question: str, chain: Assistant) -> None:
    text = ask(chain, question).text
    assert "第四" in text
    assert "8.5%" in text


def test_a_wrong_total_is_put_right_and_the_growth_answered(chain: Assistant) -> None:
    text = ask(chain, "槐溪2022一般公共预算收入破110亿 同比增多少").text
    assert "43亿元" in text
    assert "6.2%" in text


def test_a_claim_is_not_held_against_another_thing(chain: Assistant) -> None:
    assert "1700万元" not in ask(chain, "槐溪区2022年招商3000亿元,是真的吗?").text


@pytest.mark.parametrize(
    "question", ["槐溪法院2022执行案件 未执结件数", "槐溪法院2022年执行那块的案子,到最后还压着多少件没办完?"]
)
def test_what_is_left_of_the_cases_is_reckoned(question: str, chain: Assistant) -> None:
    assert "514件" in ask(chain, question).text
