"""How counties' work reports put their figures: sums and what they buy, bases, ranks, work called 提升 (invented)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.figures.ledger import extract_figures
from tests.ingest.reports import read_text
from tests.ingest.test_figures import DONE, PLAN, bound, read
from vectorstore.figure import Kind, Measure
from vectorstore.period import Period

FIVE_YEARS = replace(DONE, section=("“十三五”回顾",), period=Period(2016, 2020))
NOTICE = replace(
    PLAN,
    subdocument_kind="notice",
    report_year=2025,
    kind=Kind.TARGET,
    period=Period(2026, 2027),
    section=("重点任务",),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("投资437万元,建设乡间公路11条。", [("437万元", "乡间公路投资"), ("11条", "乡间公路")]),
        ("投入资金2.5亿元,新建中医院和疾控中心。", [("2.5亿元", "中医院和疾控中心投资")]),
        ("争取国债项目38个、资金20.4亿元,提前完成上级要求。", [("38个", "国债项目"), ("20.4亿元", "国债项目资金")]),
        (
            "加快总投资8.2亿元的药谷产业园建设,完成投资1.7亿元的北环路改造。",
            [("8.2亿元", "药谷产业园建设总投资"), ("1.7亿元", "北环路改造投资")],
        ),
        (
            "推进投资0.8亿元的地表水厂、投资0.2亿元的污水处理厂建设。",
            [("0.8亿元", "地表水厂投资"), ("0.2亿元", "污水处理厂建设投资")],
        ),
        ("引进投资额5亿元以上的项目7个。", [("7个", "项目")]),
    ],
)
def test_a_sum_is_of_what_it_pays_for(text: str, expected: list[tuple[str, str]]) -> None:
    found = bound(text)
    assert [number for number, _ in found] == [number for number, _ in expected]
    assert all(name.endswith(told) for (_, name), (_, told) in zip(found, expected, strict=True)), found


@pytest.mark.parametrize(
    "text",
    [
        "改造提升8条小街小巷。",
        "规范提升209个村卫生室。",
        "管网改造提升60公里。",
        "出台稳增长26条。",
        "人口自然增长率控制在7‰以内。",
    ],
)
def test_words_of_growth_in_names_of_work_and_rates_are_no_growth(text: str) -> None:
    (draft,) = read(text)
    assert draft.measure is Measure.LEVEL


def test_what_a_span_began_with_dates_only_the_first_number() -> None:
    drafts = read("生产总值由“十二五”末的29亿元增长到50亿元,年均增长11%;公路里程比“十二五”末增长54%。", FIVE_YEARS)
    assert [str(draft.period) for draft in drafts] == ["2015", "2020", "2016-2020", "2016-2020"]


def test_a_rise_and_the_total_after_it_are_of_one_year() -> None:
    drafts = read("纳税大户净增2户、增至5户。")
    assert [(draft.value, str(draft.period)) for draft in drafts] == [(2, "2020"), (5, "2020")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在全省县域创新能力评价中排名全省第16。", [("16位", "县域创新能力评价")]),
        ("地下水位较去年上涨3米,排全省第7。", [("3米", "地下水位"), ("7位", "地下水位")]),
        ("项目质量居全市第一梯队,考核居全省第一方阵。", []),
    ],
)
def test_places_in_an_order_are_of_what_was_judged(text: str, expected: list[tuple[str, str]]) -> None:
    assert bound(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("争取到位上级资金16亿元。", [("16亿元", "到位上级资金")]),
        ("新增设施农业种植面积2681亩。", [("2681亩", "设施农业种植面积")]),
        ("食用菌从无到有发展到2万亩。", [("2万亩", "食用菌")]),
        ("保障率达到了100%,技改投入要达到1亿元。", [("100%", "保障率"), ("1亿元", "技改投入")]),
        ("81项民生工程扎实推进,2家企业荣获质量奖。", [("81项", "民生工程"), ("2家", "企业荣获质量奖")]),
        ("投资1.5亿元实施农村人居环境整治。", [("1.5亿元", "农村人居环境整治投资")]),
        ("先后选派16批43名优秀干部挂职。", [("16批", "优秀干部挂职"), ("43名", "优秀干部挂职")]),
        ("建成27个易地搬迁新村,共搬迁1.2万户。", [("27个", "易地搬迁新村"), ("1.2万户", "易地搬迁")]),
        ("举行2次重点项目签约活动。", [("2次", "重点项目签约活动")]),
    ],
)
def test_only_the_thing_itself_is_named(text: str, expected: list[tuple[str, str]]) -> None:
    assert bound(text) == expected


def test_growth_and_ranks_after_a_respective_list_are_of_its_members_in_turn() -> None:
    text = "城乡居民人均可支配收入分别达到40158元、22049元,增长10.3%、19.5%,居全市第1位、第3位。"
    assert [name for _, name in bound(text)][:4] == ["城镇居民人均可支配收入", "农村居民人均可支配收入"] * 2
    assert [name for _, name in bound("工业投资、技改投资分别增长25%、18%,居全市第1位、第3位。")] == [
        "工业投资",
        "工业技改投资",
    ] * 2


@pytest.mark.parametrize(
    ("text", "indicator", "qualifier"),
    [
        ("完成签约2090户。", "签约", ""),
        ("优良天数高达255天。", "空气质量优良天数", ""),
        ("投入2000万元实施水库除险加固。", "水库除险加固投资", ""),
        ("投资15亿元的同康产业园签约落地。", "同康产业园投资", ""),
    ],
)
def test_words_that_end_in_a_qualifier_s_character_stay_whole(text: str, indicator: str, qualifier: str) -> None:
    (draft,) = read(text)
    assert (draft.subject.indicator, draft.quantity.qualifier) == (indicator, qualifier)


def test_the_members_of_a_counted_list_share_its_own_verb() -> None:
    phrases = [draft.subject.phrase for draft in read("整合资金1亿元,建成127条农村道路、6座石桥。")]
    assert phrases[-1] == "建成石桥"


def test_aid_is_named_by_what_is_given_and_a_limit_is_no_comparison() -> None:
    share, sum_ = read("对牵头企业按不超过当年营业收入的15%、给予最高不超过80万元一次性奖励。", NOTICE)
    assert (share.measure, share.kind) == (Measure.SHARE, Kind.TARGET)
    assert (sum_.subject.indicator, str(sum_.period)) == ("一次性奖励", "2026-2027")


def test_a_review_tells_what_was_obtained_and_a_plan_section_what_is_aimed_at(tmp_path: Path) -> None:
    text = (
        "云岭县2024年政府工作报告\n2024年1月23日在云岭县第三届人民代表大会第四次会议上\n云岭县县长 何川\n各位代表：\n"
        "我代表县人民政府向大会报告工作。\n一、2023年工作回顾\n争取改革试点4项，新建道路12公里。\n"
        "二、2024年工作谋划\n加快4个重点项目建设，引进亿元以上项目不少于50个。\n"
    )
    kinds = [(figure.value, figure.kind, str(figure.period)) for figure in extract_figures(read_text(tmp_path, text))]
    assert kinds == [
        (4, Kind.ACTUAL, "2023"),
        (12, Kind.ACTUAL, "2023"),
        (4, Kind.TARGET, "2024"),
        (50, Kind.TARGET, "2024"),
    ]


def test_what_follows_the_aims_of_the_year_is_planned_although_no_heading_says_so(tmp_path: Path) -> None:
    text = """云岫县人民政府工作报告
——2013年2月20日在云岫县第十四届人民代表大会第三次会议上
各位代表:
回望来路:2012年工作回顾
2012年,全县生产总值完成42亿元。
同心协力再出发
根据县委部署,今年政府工作的总体要求是:稳中求进。主要预期目标是:全县生产总值增长10%。
(一)突出项目建设
新建标准化厂房12万平方米。
"""
    figures = extract_figures(read_text(tmp_path, text))
    told = [(figure.text, figure.kind, str(figure.period)) for figure in figures]
    assert told == [
        ("42亿元", Kind.ACTUAL, "2012"),
        ("10%", Kind.TARGET, "2013"),
        ("12万平方米", Kind.TARGET, "2013"),
    ]
