"""Ways of asking that say the same in other forms: lists of keywords, what follows from a target, stated orders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store, said

REPORT = """渠溪县人民政府工作报告
——2024年1月9日在渠溪县第七届人民代表大会第四次会议上
渠溪县人民政府县长 陆景行
各位代表:
现在,我代表县人民政府向大会报告工作,请予审议。
一、2023年工作回顾
2023年,地区生产总值完成186.4亿元,增长6.2%;固定资产投资增长9.1%;社会消费品零售总额达到71.5亿元,增长7.4%;一般公共预算收入完成8.2亿元,增长5.3%;进出口总额下降3.8%。
城镇居民人均可支配收入41260元,增长5.1%;农村居民人均可支配收入19880元,增长7.3%。
1-11月,空气质量优良率87.6%,同比提高3.4个百分点。
认定国家级高新技术企业38家,同比增长26.7%。
规上工业增加值增速位居全市第三。
渠溪小筑、竹里山居、云上驿入选全省百佳民宿。城北管廊建成投用,彻底解决了内涝积水的难题。
全县空气质量综合指数下降11.2%,退出全省后二十。引进的智能灌装线能耗比老设备低一半。
建成充电桩620个。改造老旧小区14个,惠及居民2315户。
在总结成绩的同时,我们也清醒地看到不少困难和问题。一是产业结构不优。新项目、大项目不多,传统工业占比高。二是环保压力不小。历史遗留问题多,治理任务重。三是民生欠账不少。学位、床位仍有缺口。
二、2024年工作安排
今年,地区生产总值增长6.5%,一般公共预算收入增长6%,建成充电桩900个。
落实“九尘同治”【1】,出台“渠溪五条”【2】。
名词解释:
【1】“九尘同治”:统筹治理工地、道路、堆场、矿山、裸土、餐饮、秸秆、锅炉、渣土车扬尘。
【2】渠溪五条:一是减免租金;二是贴息贷款;三是稳岗返还;四是发放消费券;五是缓缴社保。
"""


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with fill_store(tmp_path_factory.mktemp("ways"), {"quxi.txt": REPORT}) as store:
        yield build_chain(store)


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("渠溪县 社零 2023 总额 增速", {"71.5亿元", "7.4%"}),
        ("渠溪县 国家级高新技术企业 2023 家数、增幅", {"38家", "26.7%"}),
        ("渠溪县2023年社零额增速多少来着,总额也要", {"71.5亿元", "7.4%"}),
        ("渠溪2023年GDP 数值 同比", {"186.4亿元", "6.2%"}),
        ("渠溪 retail sales 2023 总额 和zengsu", {"71.5亿元", "7.4%"}),
        ("渠溪县2023年遭了旱灾,GDP下滑了多少个百分点?", {"6.2%"}),
        ("渠溪县2023年前11个月空气优良率比上年同期提高了几个百分点?", {"3.4个百分点"}),
        ("渠溪县2023年前十一个月空气优良率是多少", {"87.6%"}),
        ("渠溪县2023年头11个月空气优良率是多少", {"87.6%"}),
        ("渠溪 2023 GDP 社零 一般预算收入", {"186.4亿元", "71.5亿元", "8.2亿元"}),
        ("审计要对账：渠溪县2023年建成充电桩多少个？", {"620个"}),
        ("要分析产业结构，渠溪县2023年进出口总额同比怎么变的？", {"3.8%"}),
        ("请提供渠溪县2023年一般公共预算收入的数额及增长情况。", {"8.2亿元", "5.3%"}),
    ],
)
def test_the_figures_of_a_keyword_list_and_of_points_are_given(
    question: str, figures: set[str], chain: Assistant
) -> None:
    answer = ask(chain, question)
    assert not answer.refused
    assert figures <= set(said(answer))


@pytest.mark.parametrize(
    ("question", "result"),
    [
        ("照2024年的增长目标,渠溪县2024年GDP大概要到多少亿?", "198.52亿元"),
        ("渠溪县2024年一般公共预算收入如果按计划增幅完成,会是多少亿元?", "8.69亿元"),
        ("渠溪县2024年GDP按目标增速得到多少亿", "198.52亿元"),
        ("渠溪县改造老旧小区14个占了全市两成,那全市大约改了多少个?", "70个"),
    ],
)
def test_a_level_is_worked_out_from_the_aimed_growth_or_from_a_share(
    question: str, result: str, chain: Assistant
) -> None:
    answer = ask(chain, question)
    assert any(result in calculation.expression for calculation in answer.calculations)


@pytest.mark.parametrize(
    ("question", "verdict", "figures"),
    [
        ("渠溪县2023年城镇居民收入增幅比农村快,是这样吗?", "不对", {"5.1%", "7.3%"}),
        ("渠溪县2023年固定资产投资增速比社零增速高吗", "对", {"9.1%", "7.4%"}),
        ("渠溪县2023年农村居民收入增速是不是高于城镇居民收入增速", "对", {"5.1%", "7.3%"}),
        ("渠溪县2023年农村居民收入增速是不是快于城镇居民", "对", {"5.1%", "7.3%"}),
        ("有人说渠溪县2023年规上工业增速是全市第一,靠谱吗?", "不对", {"3位"}),
    ],
)
def test_a_stated_order_is_held_against_both_figures(
    question: str, verdict: str, figures: set[str], chain: Assistant
) -> None:
    answer = ask(chain, question)
    assert answer.text.startswith(verdict)
    assert figures <= set(said(answer))


def test_a_stated_fall_is_held_against_the_growth(chain: Assistant) -> None:
    assert "7.4%" in said(ask(chain, "听说渠溪县2023年社零跌了,是这样吗"))
    assert "3.8%" in said(ask(chain, "渠溪县2023年进出口是不是下降了"))


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("渠溪县2023年GDP折成万元是多少?", "1864000万元"),
        ("渠溪县2023年社零总额按万元填是多少", "715000万元"),
        ("渠溪县2023年GDP,单位用万元", "1864000万元"),
    ],
)
def test_the_unit_that_is_wanted_is_given(question: str, unit: str, chain: Assistant) -> None:
    assert unit in ask(chain, question).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("渠溪治扬尘讲的“九尘”到底是哪九尘", "秸秆"),
        ("渠溪五条具体是哪五条?", "稳岗返还"),
        ("渠溪2023年有哪几家民宿进了全省百佳?", "竹里山居"),
        ("渠溪那个城北管廊建好后解决了什么老大难", "内涝积水"),
        ("渠溪引进的那条智能灌装线能耗怎么样", "低一半"),
        ("渠溪县报告总结了三个方面的困难问题,给我列个要点", "一是产业结构不优"),
        ("渠溪2023年空气为什么一直没能退出全省后二十?", "退出全省后二十"),
        ("在渠溪县人代会上作政府工作报告的县长叫什么", "陆景行"),
        ("2024年初渠溪县作报告的县长是谁", "陆景行"),
    ],
)
def test_what_a_number_named_thing_is_and_who_spoke_is_told(question: str, told: str, chain: Assistant) -> None:
    assert told in ask(chain, question).text


@pytest.mark.parametrize(
    ("history", "turn", "figure"),
    [
        (("渠溪县2023年建成充电桩多少个",), "明年计划建多少?", "900个"),
        (("渠溪县2023年社零总额",), "固定资产投资增速同一年是多少?", "9.1%"),
        (("渠溪县2023年改造了几个老旧小区",), "有多少户受益?", "2315户"),
        (("渠溪县2024年GDP增长目标是多少",), "2023年这个数是多少", "6.2%"),
    ],
)
def test_a_follow_up_points_back_to_what_was_spoken_of(
    history: tuple[str, ...], turn: str, figure: str, chain: Assistant
) -> None:
    assert figure in said(ask(chain, turn, *history))


CEILINGS = """泉岭县人民政府工作报告
——2024年1月9日在泉岭县第七届人民代表大会第四次会议上
一、2023年工作回顾
2023年,单位地区生产总值能耗下降3.6%(年度目标为下降3%);城镇登记失业率为2.8%;细颗粒物平均浓度为36微克/立方米。
二、2023年主要预期目标
2023年预期目标是:单位地区生产总值能耗下降3%;城镇登记失业率控制在3.5%以内;细颗粒物平均浓度控制在34微克/立方米以下。
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("泉岭县2023年单位GDP能耗降低目标的完成情况", "完成目标"),
        ("泉岭县2023年城镇登记失业率目标完成了吗", "完成目标"),
        ("泉岭县2023年细颗粒物平均浓度目标完成了吗", "未完成目标"),
    ],
)
def test_a_target_not_to_be_exceeded_is_met_from_below(question: str, verdict: str, tmp_path: Path) -> None:
    with fill_store(tmp_path, {"quanling.txt": CEILINGS}) as store:
        lines = ask(build_chain(store), question).text.split("\n")
    assert any(line.startswith(f"{verdict}，") for line in lines)


def test_a_known_quantity_is_never_answered_by_another(chain: Assistant) -> None:
    answer = ask(chain, "渠溪县2024年进出口总额的增速目标是百分之几？")
    assert answer.refused
    assert not {"6.5%", "6%"} & set(said(answer))


def test_a_follow_up_for_a_share_of_the_whole_stays_with_its_place(chain: Assistant) -> None:
    answer = ask(chain, "占了全市好大一块，占几成？", "渠溪县2023年建成充电桩多少个？")
    assert answer.refused
    assert "渠溪县" in answer.text


def test_the_change_of_each_thing_asked_before(chain: Assistant) -> None:
    answer = ask(chain, "渠溪县2023年社零和一般公共预算收入各是多少？比上年增长多少？")
    assert set(said(answer)) == {"71.5亿元", "7.4%", "8.2亿元", "5.3%"}
