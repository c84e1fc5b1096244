"""Targets and results told apart: in claims, beside each other, and asked for one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store, said

REPORT = """禾丰县人民政府工作报告(2024年)
——2024年1月9日在禾丰县第八届人民代表大会第三次会议上
禾丰县人民政府县长 程原
各位代表:
现在,我代表县人民政府向大会报告工作。
一、2023年工作回顾
2023年,预计地区生产总值实现186.3亿元,增长5.2%。一般公共预算收入完成9.4亿元。城镇居民人均可支配收入38000元,农村居民人均可支配收入21000元。城镇新增就业3200人。改造老旧小区18个。幼儿园共有40所,其中普惠性幼儿园34所。
二、2024年工作安排
2024年主要预期目标是:地区生产总值增长6%,一般公共预算收入10亿元。
"""
PLAN = """禾丰县人民政府工作报告(2023年)
——2023年1月6日在禾丰县第八届人民代表大会第二次会议上
禾丰县人民政府县长 程原
各位代表:
现在,我代表县人民政府向大会报告工作。
一、2023年工作安排
2023年主要预期目标是:地区生产总值增长6.5%,城镇新增就业3000人。
2023年,改造老旧小区20个。
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("county")
    with fill_store(folder, {"hefeng-2024.txt": REPORT, "hefeng-2023.txt": PLAN}) as store:
        yield build_chain(store)


@pytest.mark.parametrize("words", ["城镇新增就业是3000人吗", "城镇新增就业3000人,请核对"])
def test_a_claim_that_gives_the_target_is_put_right_with_the_result(words: str, county: Assistant) -> None:
    answer = ask(county, f"禾丰县2023年{words}")
    assert answer.text.startswith("不对")
    assert "是目标数" in answer.text
    assert said(answer) == ["3200人", "3000人"]


@pytest.mark.parametrize("words", ["目标20个达到了吗", "完成20个的目标了吗", "20个的任务完成了没有"])
def test_whether_a_given_target_was_reached_is_told_by_the_result(words: str, county: Assistant) -> None:
    answer = ask(county, f"禾丰县2023年改造老旧小区{words}?")
    assert said(answer)[:3] == ["20个", "18个", "2个"]
    assert "未完成" in answer.text


def test_target_result_and_gap_may_be_asked_for_one_after_the_other(county: Assistant) -> None:
    answer = ask(county, "禾丰县2023年GDP目标是多少,最后做到了多少,差几个百分点?")
    assert said(answer) == ["6.5%", "5.2%", "1.3个百分点"]


def test_a_kind_said_of_one_year_is_not_asked_of_the_other(county: Assistant) -> None:
    assert said(ask(county, "禾丰县2023年GDP增速和2024年预期目标各是多少")) == ["5.2%", "6%"]


def test_how_much_more_a_year_has_to_bring_in(county: Assistant) -> None:
    answer = ask(county, "禾丰县一般公共预算收入2024年要到10亿元,比2023年至少得多收多少?")
    assert said(answer)[-1] == "0.6亿元"


@pytest.mark.parametrize("words", ["城乡居民收入相差多少元", "城里人比农村人收入多多少元"])
def test_town_and_country_are_held_against_each_other(words: str, county: Assistant) -> None:
    assert said(ask(county, f"禾丰县2023年{words}?"))[-1] == "17000元"


def test_the_share_of_a_part_is_reckoned_from_its_sentence(county: Assistant) -> None:
    assert said(ask(county, "禾丰县普惠性幼儿园占比多少")) == ["34所", "40所", "85%"]
