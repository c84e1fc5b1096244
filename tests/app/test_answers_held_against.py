"""Results told by their distance to the target, deficits, averages per thing, levels carried along (invented)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store, said

REPORT = """云川市槐溪区2024年政府工作报告
——2025年1月9日在槐溪区第七届人民代表大会第四次会议上
槐溪区人民政府区长 何秋实
各位代表:
现在,我代表区人民政府向大会报告工作,请予审议。
一、2024年工作回顾
全区生产总值增长7.2%,超年度目标1.2个百分点。规模以上工业增加值增长8.4%,较目标高0.9个百分点。
第二产业增加值180亿元、第三产业增加值240亿元,地区生产总值452亿元。固定资产投资增长5.1%,低于目标1.9个百分点。税收收入21.4亿元、非税收入9.6亿元。
投入3.87亿元改造老旧小区129个。外贸出口18.2亿元、进口24.7亿元。
受外部需求收缩影响,规上工业企业利润下降3.2%。完成市级重点项目18个、区级重点项目42个。
开工建设学校5所,建成投用学校3所。在看到成绩的同时,也要清醒看到存在的不足:一是创新能力不强。龙头企业偏少,带动力弱。二是养老服务供给不足。护理人员短缺,设施老旧。
二、2025年工作安排
全区生产总值增长6.5%。新建学校6所。为破解停车难,推行错时共享停车,开放机关单位车位,建设立体停车库4座。
"""
PLAN = """云川市槐溪区国民经济和社会发展第十四个五年规划纲要
第一章 发展目标
2025年地区生产总值较“十三五”末(624亿元)翻一番。
到2025年,常住人口城镇化率达到75%,森林覆盖率达到32%。
"""


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    texts = {"huaixi-2025.txt": REPORT, "huaixi-plan.txt": PLAN}
    with fill_store(tmp_path_factory.mktemp("held"), texts) as store:
        yield build_chain(store)


@pytest.mark.parametrize(
    ("question", "points"),
    [
        ("槐溪区2024年生产总值增速超目标多少个百分点?", "1.2个百分点"),
        ("槐溪区2024年规上工业增加值比目标高多少个百分点", "0.9个百分点"),
        ("槐溪区2024年固定资产投资比目标差了多少个百分点", "1.9个百分点"),
    ],
)
def test_a_distance_to_the_target_is_told_as_it_stands(chain: Assistant, question: str, points: str) -> None:
    assert points in ask(chain, question).text


def test_exports_below_imports_are_no_surplus(chain: Assistant) -> None:
    answer = ask(chain, "槐溪区2024年外贸顺差是多少?").text
    assert "逆差" in answer
    assert "6.5亿元" in answer


def test_money_for_one_of_many(chain: Assistant) -> None:
    assert "300万元" in ask(chain, "槐溪区2024年平均每个老旧小区投入多少钱?").text


def test_what_was_begun_is_not_what_was_finished(chain: Assistant) -> None:
    assert said(ask(chain, "槐溪区2024年建成投用了几所学校?")) == ["3所"]
    assert said(ask(chain, "槐溪区2024年开工建设了几所学校?")) == ["5所"]


def test_a_level_is_carried_into_the_follow_up(chain: Assistant) -> None:
    assert said(ask(chain, "区级的呢?", "槐溪区2024年完成市级重点项目多少个?")) == ["42个"]


def test_a_reason_must_be_of_the_thing_asked_about(chain: Assistant) -> None:
    assert "外部需求收缩" in ask(chain, "槐溪区2024年规上工业企业利润为什么下降?").text
    assert "外部需求收缩" not in ask(chain, "槐溪区2024年固定资产投资为什么没完成目标?").text


def test_the_one_shortcoming_on_the_topic_is_told(chain: Assistant) -> None:
    answer = ask(chain, "槐溪区在养老服务方面还存在什么不足?").text
    assert "护理人员短缺" in answer
    assert "龙头企业" not in answer


def test_how_something_is_done_is_told_by_the_plan(chain: Assistant) -> None:
    assert "错时共享" in ask(chain, "槐溪区2025年打算怎么解决停车难?").text


def test_a_percentage_is_never_told_as_an_amount(chain: Assistant) -> None:
    assert not said(ask(chain, "槐溪区2024年固定资产投资完成了多少万元?"))


def test_a_negated_kind_asks_for_the_result(chain: Assistant) -> None:
    assert said(ask(chain, "槐溪区2024年税收收入多少,不要预算数"))[:1] == ["21.4亿元"]


def test_what_was_begun_is_told_from_what_was_done_in_a_premise(chain: Assistant) -> None:
    answer = ask(chain, "槐溪区2024年建成投用5所学校,是怎么做到的?").text
    assert "3所" in answer
    assert "不符" in answer


def test_one_less_two_others(chain: Assistant) -> None:
    answer = ask(chain, "槐溪区2024年地区生产总值减去第二产业增加值、第三产业增加值是多少").text
    assert "32亿元" in answer
