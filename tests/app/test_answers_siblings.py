"""Follow-ups that ask for the neighbour of the figure given before."""

from __future__ import annotations

import pytest

from app.assistant import Assistant
from app.evidence.penalties import stage_of
from tests.app.reports import ask, said


@pytest.mark.parametrize(
    ("first", "then", "figure"),
    [
        ("青禾区2022年新增停车泊位多少个?", "充电桩呢?", "860个"),
        ("青禾区2022年新增停车泊位多少个?", "那充电桩又是多少?", "860个"),
        ("松岭区2022年改造老旧小区多少个?", "惠及多少户?", "3万户"),
        ("青禾区2022年改造老旧小区多少个?", "惠及居民多少?", "2.3万户"),
        ("青禾区2022年净增高新技术企业多少家?", "总数呢?", "158家"),
        ("青禾区2022年引进亿元以上项目多少个?", "协议投资多少?", "312亿元"),
        ("青禾区2022年引进亿元以上项目多少个?", "协议投资多少钱?", "312亿元"),
    ],
)
def test_what_stands_beside_the_figure_is_taken_first(first: str, then: str, figure: str, chain: Assistant) -> None:
    answer = ask(chain, then, first)
    assert not answer.refused
    assert said(answer) == [figure]


def test_a_neighbour_of_another_year_is_not_taken(chain: Assistant) -> None:
    answer = ask(chain, "2023年充电桩呢?", "青禾区2022年新增停车泊位多少个?")
    assert said(answer) == ["1200个"]


def test_two_neighbours_are_each_given(chain: Assistant) -> None:
    answer = ask(chain, "社零和一般公共预算收入各多少?", "青禾区2022年地区生产总值是多少?")
    assert said(answer)[0] == "213.7亿元"
    assert "42.6亿元" in said(answer)


def test_a_question_of_two_counts_takes_both_from_one_sentence(chain: Assistant) -> None:
    answer = ask(chain, "青禾区2022年净增多少家高新技术企业,总数多少?")
    assert said(answer) == ["36家", "158家"]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("启动改造", "启动"),
        ("新开工", "启动"),
        ("全年改完", "完成"),
        ("建成投用", "完成"),
        ("启动并建成", ""),
        ("新增", ""),
    ],
)
def test_what_was_begun_is_told_from_what_was_done(text: str, stage: str) -> None:
    assert stage_of(text) == stage
