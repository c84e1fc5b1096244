"""Counties and towns that a city's report speaks of are answered with their own figures only (invented places)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store, said

CITY = """2023年栖州市人民政府工作报告
——2023年1月9日在栖州市第六届人民代表大会第三次会议上
市长 何秋实
各位代表:
一、2022年工作回顾
全市地区生产总值1286.5亿元,增长4.6%;固定资产投资增长12.3%。望柳区、栗城县地区生产总值分别增长5.2%和4.9%;松坪县仅增长2.1%,比全市低2.5个百分点。
栖州经济技术开发区完成工业投资38.6亿元,增长17.5%。麦坡镇推行稻渔共作,种植面积4.6万亩。
二、2023年主要目标
全市地区生产总值增长7%。各县(区)分解目标为:望柳区地区生产总值增长7.5%、固定资产投资增长12.5%;栗城县分别为7%和13%。
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with fill_store(tmp_path_factory.mktemp("city"), {"qizhou-2023.txt": CITY}) as store:
        yield build_chain(store)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("栗城县2022年GDP增速是多少?", "4.9%"),
        ("松坪县2022年地区生产总值增长多少?", "2.1%"),
        ("栗城县2023年固定资产投资增长目标是多少?", "13%"),
        ("栖州经济技术开发区2022年工业投资是多少?", "38.6亿元"),
        ("栖州市2022年GDP增速是多少?", "4.6%"),
    ],
)
def test_a_county_is_answered_with_its_own_figure(question: str, figure: str, city: Assistant) -> None:
    answer = ask(city, question)
    assert not answer.refused
    assert said(answer)[:1] == [figure]


@pytest.mark.parametrize("question", ["栗城县2022年固定资产投资增长多少?", "松坪县2023年GDP目标是多少?"])
def test_what_is_only_said_of_the_city_or_of_another_year_is_refused(question: str, city: Assistant) -> None:
    assert ask(city, question).refused


def test_the_words_about_a_town_are_those_that_name_it(city: Assistant) -> None:
    assert "麦坡镇推行稻渔共作" in ask(city, "麦坡镇推行了什么?").text


def test_a_short_name_means_the_place_that_a_report_is_about(tmp_path: Path) -> None:
    bulletin = """和田地区2022年国民经济和社会发展统计公报

一、综合
全年固定资产投资增长9.9%。全年和田市居民消费价格上涨0.6%。
"""
    with fill_store(tmp_path, {"hotan-2022.txt": bulletin}) as store:
        chain = build_chain(store)
        assert said(ask(chain, "2022年和田固定资产投资增长多少?"))[:1] == ["9.9%"]
        assert said(ask(chain, "2022年和田市居民消费价格上涨多少?"))[:1] == ["0.6%"]
