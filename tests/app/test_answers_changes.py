"""How far a thing moved, has yet to move or stood before: reckoned from two states of an invented county."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store, said

REPORT = """2026年云岫县人民政府工作报告
——2026年1月12日在云岫县第十九届人民代表大会第一次会议上
县长 苏望
各位代表:
一、2025年和“十四五”时期工作回顾
2025年,全县地区生产总值完成286.4亿元,增长6.2%;城镇居民人均可支配收入41200元,农村居民人均可支配收入20600元。空气质量优良天数318天,同比增加12天。固定资产投资增长4.1%,低于年初6.5%的目标。PM2.5浓度31微克/立方米,好于年初33微克/立方米的目标。财政总收入32.8亿元,比上年增加2.6亿元,增长8.6%。
“十四五”时期,全县规模以上工业增加值从42亿元增长到63亿元,年均增长8.4%。居民存款余额由180亿元增加到252亿元、年均增长7%。经济总量跨越280亿元、迈向300亿元。五年新增停车泊位5200个。
云岫物流园完成产值36亿元,实现税收2.4亿元。兴达、宏远、瑞丰分别实现税收0.5亿元、0.4亿元、0.3亿元。
二、2026年工作安排
今年发展的主要预期目标是:地区生产总值增长6.5%,固定资产投资增长7%。到2030年,铁路货运量达到90万吨。
2025年,铁路货运量61万吨。
三、2026年民生实事项目
| 序号 | 项目名称 | 计划投资(万元) |
| --- | --- | --- |
| 1 | 校舍改造 | 3600 |
| 2 | 乡镇卫生院提升 | 2100 |
| 3 | 农村饮水 | 4300 |
| 4 | 口袋公园 | 900 |
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with fill_store(tmp_path_factory.mktemp("changes"), {"yunxiu-2026.txt": REPORT}) as store:
        yield build_chain(store)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("云岫县“十四五”期间规上工业增加值净增了多少亿元?", "21亿元"),
        ("云岫县2025年财政总收入比上年多收多少?", "2.6亿元"),
        ("倒推一下,云岫县2024年优良天数是多少天?", "306天"),
        ("云岫县铁路货运量要达到2030年的目标,还得再增加多少万吨?", "29万吨"),
        ("云岫县城里人收入2025年是农村人的几倍?", "2倍"),
        ("云岫县城镇居民和农村居民2025年人均可支配收入差多少块钱?", "20600元"),
        ("云岫物流园缴的税2025年相当于兴达、宏远、瑞丰三家加起来的几倍?", "2倍"),
        ("云岫县2026年民生实事项目哪一项投钱最多?多少万?", "4300万元"),
        ("云岫县居民存款余额五年增加了多少?", "72亿元"),
        ("云岫县2025年固定资产投资增速离目标差几个百分点?", "2.4个百分点"),
    ],
)
def test_what_follows_from_two_states_is_reckoned(question: str, figure: str, county: Assistant) -> None:
    answer = ask(county, question)
    assert not answer.refused
    assert figure in said(answer)


def test_a_column_of_a_table_is_added_up(county: Assistant) -> None:
    answer = ask(county, "云岫县2026年四项民生实事计划投资加起来一共多少?")
    assert [c.expression for c in answer.calculations] == ["3600万元＋2100万元＋4300万元＋900万元＝10900万元"]


def test_a_column_of_another_length_than_the_question_says_is_not_added_up(county: Assistant) -> None:
    assert "10900" not in ask(county, "云岫县2026年六项民生实事计划投资加起来一共多少?").text


def test_what_came_about_in_a_span_is_no_difference_of_its_ends(county: Assistant) -> None:
    assert said(ask(county, "云岫县“十四五”期间新增了多少停车泊位?")) == ["5200个"]


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("云岫县2025年固定资产投资目标和实际分别是多少?", ["6.5%", "4.1%"]),
        ("云岫县2025年PM2.5浓度目标和实际分别是多少?", ["33微克/立方米", "31微克/立方米"]),
    ],
)
def test_an_aim_told_beside_its_result_is_the_aim(question: str, figures: list[str], county: Assistant) -> None:
    assert said(ask(county, question))[:2] == figures


def test_a_result_of_a_year_to_come_is_refused_with_its_target(county: Assistant) -> None:
    answer = ask(county, "云岫县2026年GDP最后实际增长了多少?")
    assert answer.refused
    assert "目标为增长6.5%" in answer.text


def test_multiples_are_told_between_quantities_of_one_kind_only(county: Assistant) -> None:
    answer = ask(county, "2025年云岫物流园产值是兴达税收的几倍?")
    assert "72倍" not in answer.text


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("云岫县优良天数多少天?写稿子要用,2025年的", "318天"),
        ("云岫县2025年地区生产总值多少亿元?我手上的表是按万元写的", "286.4亿元"),
        ("听说云岫县2025年财政总收入还是第一,32.8亿元,对不对?", "32.8亿元"),
    ],
)
def test_what_is_said_behind_the_question_names_no_subject(question: str, figure: str, county: Assistant) -> None:
    answer = ask(county, question)
    assert not answer.refused
    assert figure in said(answer)


def test_a_share_asked_for_next_is_of_what_was_asked_before(county: Assistant) -> None:
    answer = ask(county, "占GDP几成?", "云岫县2025年财政总收入多少?")
    assert "11.45%" in said(answer)


def test_the_size_asked_for_next_is_of_what_was_asked_before(tmp_path_factory: pytest.TempPathFactory) -> None:
    report = REPORT.replace(
        "五年新增停车泊位5200个。", "拆除翠屏山违建别墅46套、1.83万平方米。人均公园绿地面积12平方米。"
    )
    with fill_store(tmp_path_factory.mktemp("size"), {"yunxiu-2026.txt": report}) as store:
        assert said(ask(build_chain(store), "翠屏山违建别墅拆了多少套、多大面积?")) == ["46套", "1.83万平方米"]
