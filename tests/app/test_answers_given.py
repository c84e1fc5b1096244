"""Questions that give the numbers to be reckoned with; each is looked up in the reports."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store

REPORT = """槐溪区人民政府工作报告
——2023年1月6日在槐溪区第七届人民代表大会第三次会议上
一、2022年工作回顾
受理民商事案件8615件,审结7216件。
办理代表建议75件,代表反馈满意的60件。
地区生产总值860亿元,一般公共预算收入43亿元。
各类口罩储备46.2万个,防护服储备3.8万件。
保障性住房新开工2581套、基本建成3366套。
年末金融机构存款余额370亿元,贷款余额204亿元。
"""


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with fill_store(tmp_path_factory.mktemp("given"), {"huaixi.txt": REPORT}) as store:
        yield build_chain(store)


@pytest.mark.parametrize(
    ("question", "result"),
    [
        ("槐溪法院民商事案件收了8615件,办结7216件,审结的大概占百分之几", "83.76%"),
        ("全区在校生8.2万人,其中初中2.1万人,初中生占几成?", "25.61%"),
        ("任务500套,实际建成420套,完成率多少?", "84%"),
        ("限额100亿元,余额86亿元,还有多少空间?", "14亿元"),
        ("去年收入120亿元,今年132亿元,增长百分之几?", "增长10%"),
        ("槐溪区代表建议75件里满意的占百分之几?", "80%"),
        ("槐溪2022年GDP860亿元 一般公共预算收入占比多少", "5%"),
        ("按槐溪区2022年地区生产总值860亿元计,请测算一般公共预算收入与地区生产总值之比约为多少", "5%"),
    ],
)
def test_the_questions_own_numbers_are_reckoned_with(question: str, result: str, chain: Assistant) -> None:
    answer = ask(chain, question)
    assert result in answer.text
    assert not answer.refused


def test_numbers_that_the_reports_bear_out_are_cited(chain: Assistant) -> None:
    answer = ask(chain, "槐溪法院民商事案件收了8615件,办结7216件,审结的大概占百分之几")
    assert {"8615件", "7216件"} <= {figure.text for figure in answer.figures}
    assert "请核对" not in answer.text


def test_numbers_that_the_reports_do_not_hold_are_named(chain: Assistant) -> None:
    assert "“100亿元”“86亿元”在已载入的报告中没有查到" in ask(chain, "限额100亿元,余额86亿元,还有多少空间?").text


def test_another_thing_is_not_reckoned_from_the_questions_numbers(chain: Assistant) -> None:
    assert not ask(chain, "槐溪区2022年收入100亿元,支出80亿元,GDP占全市比重多少").calculations


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("槐溪 保障房 新开工/基本建成套数", {"2581套", "3366套"}),
        ("槐溪 口罩 防护服 储备 数量", {"46.2万个", "3.8万件"}),
        ("槐溪2022 存、贷款余额", {"370亿元", "204亿元"}),
    ],
)
def test_head_and_tail_belong_to_every_thing_of_a_row(question: str, figures: set[str], chain: Assistant) -> None:
    text = ask(chain, question).text
    assert all(figure in text for figure in figures)
