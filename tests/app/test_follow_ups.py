"""Follow-ups of a budget's talk and of several turns: the other side, the level, two places, two years, the target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from app.chain import Ask
from tests.app.reports import fill_store

BUDGET = """关于澜江市2025年预算执行情况和2026年预算草案的报告
——2026年1月12日在澜江市第六届人民代表大会第五次会议上
澜江市财政局
一、2025年预算执行情况
2025年,全市一般公共预算收入完成86.4亿元,增长3.1%;全市一般公共预算支出完成214.7亿元,增长2.6%。
2025年,市级一般公共预算收入完成31.2亿元,增长1.8%;市级一般公共预算支出完成68.9亿元,下降0.7%。
2025年,全市政府性基金预算收入完成52.3亿元。职工医疗保险基金收入18.26亿元,支出15.47亿元。
二、2026年预算草案
2026年,全市一般公共预算收入预算安排89.1亿元;市级一般公共预算收入预算安排32.4亿元。
"""
WORK = """澜江市槐溪区人民政府工作报告
——2026年1月8日在槐溪区第七届人民代表大会第六次会议上
槐溪区人民政府区长 周文柏
一、2025年工作回顾
地区生产总值412.6亿元,增长6.4%;固定资产投资下降2.3%;社会消费品零售总额168.2亿元,增长4.9%。
2024年规模以上工业总产值62.5亿元,2025年规模以上工业总产值60亿元。
启动老旧小区改造36个,老旧小区改造投资2.7亿元。引进金融机构14家。私募基金规模120亿元。
常住人口城镇化率2023年为61.2%,2025年为63.5%。
二、2026年目标任务
地区生产总值达到450亿元。新增老旧小区改造21个。引进金融机构9家。
"""
OTHER = """澜江市松岗区人民政府工作报告
——2026年1月9日在松岗区第五届人民代表大会第六次会议上
松岗区人民政府区长 郑立言
一、2025年工作回顾
地区生产总值386.1亿元,增长5.8%;固定资产投资增长7.2%。
"""


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    files = {"lanjiang-budget.txt": BUDGET, "huaixi-work.txt": WORK, "songgang-work.txt": OTHER}
    with fill_store(tmp_path_factory.mktemp("follow-ups"), files) as store:
        yield build_chain(store)


def last(chain: Assistant, turns: Sequence[str]) -> str:
    return chain.ask(Ask(turns[-1], tuple(turns[:-1]))).text


INCOME = "澜江市2025年全市一般公共预算收入完成多少"
GROWTH = "槐溪区2025年地区生产总值增速多少"


@pytest.mark.parametrize(
    ("turns", "figure"),
    [
        ((INCOME, "支出呢"), "214.7亿元"),
        ((INCOME, "支出呢", "收入呢"), "86.4亿元"),
        ((INCOME, "市级的呢"), "31.2亿元"),
        ((INCOME, "市本级呢", "支出呢"), "68.9亿元"),
        ((INCOME, "那2026年市级安排了多少"), "32.4亿元"),
        ((INCOME, "收支差多少"), "128.3亿元"),
        ((INCOME, "支出比收入多出多少亿"), "128.3亿元"),
        (("澜江市直职工医保基金2025年收了多少钱",), "18.26亿元"),
        (("澜江市直职工医保基金2025年收了多少钱", "支出呢"), "15.47亿元"),
    ],
)
def test_the_other_side_and_the_level_of_an_account(turns: Sequence[str], figure: str, chain: Assistant) -> None:
    assert figure in last(chain, turns)


def test_the_side_asked_for_is_never_answered_by_the_other(chain: Assistant) -> None:
    assert "52.3" not in last(chain, ("澜江市2025年政府性基金预算收入多少", "支出呢"))


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        ((GROWTH, "松岗区呢", "这两个地方差几个百分点"), "0.6个百分点"),
        ((GROWTH, "固投呢", "社零呢", "这三个里面哪个降得最多"), "固定资产投资最低"),
        ((GROWTH, "固投呢", "社零呢", "增长最快的是哪个"), "地区生产总值最高"),
        (("槐溪区2025年地区生产总值多少", "2026年目标呢", "离这个目标还差多少"), "37.4亿元"),
        (("槐溪区2025年地区生产总值多少", "松岗区呢", "哪个区多，多多少"), "26.5亿元"),
        (("槐溪区2023年常住人口城镇化率", "2025年呢", "城镇化率按这两个年份再说一下"), "61.2%"),
    ],
)
def test_what_the_turns_asked_for_is_reckoned_with(turns: Sequence[str], words: str, chain: Assistant) -> None:
    assert words in last(chain, turns)


@pytest.mark.parametrize(
    ("turns", "figure"),
    [
        (("槐溪区2025年规上工业总产值多少", "比上年增长还是下降,幅度多少"), "下降4%"),
        (("槐溪区2025年启动老旧小区改造多少个", "投资多少"), "2.7亿元"),
        (("槐溪区2025年启动老旧小区改造多少个", "2026年新增几个"), "21个"),
        (("槐溪区2025年引进多少家金融机构", "私募基金规模多大", "2026年要引进几家"), "9家"),
        (("槐溪区2025年地区生产总值多少", "预算收入呢"), "没有查到"),
        (("槐溪区2025年地区生产总值多少", "支出呢"), "没有查到"),
    ],
)
def test_the_thing_itself_is_taken_over(turns: Sequence[str], figure: str, chain: Assistant) -> None:
    assert figure in last(chain, turns)


def test_another_place_is_asked_the_same_question(chain: Assistant) -> None:
    text = last(chain, ("槐溪区政府工作报告谁作的", "松岗区的呢"))
    assert "郑立言" in text
    assert "周文柏" not in text
