"""An amount with its move, both ends of a row, plan and outcome, a budget in its stages (invented)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from app.chain import Ask
from tests.app.reports import ask, fill_store, said

REPORT = """2024年槐溪区人民政府工作报告
——2024年1月9日在槐溪区第七届人民代表大会第三次会议上
各位代表:
一、2023年工作回顾
2023年,全区固定资产投资完成186亿元,下降4.2%。“三公”经费预算安排1260万元,比上年年初预算下降8.5%。工业用电量占全社会用电量的比重比上年提高1.4个百分点。“三保”支出21400万元,比2022年增加1410万元,增长7%。
五年来,合并柳湾镇后,辖区面积由64平方公里增加到92平方公里。服务业投资占全部投资的比重从31.5%提高到46.8%。
打通断头路5条,新增充电桩6000个,解决停车充电、排水改造等问题310个。
城市公园建成7个,郊野公园建成2个,口袋公园建成31个。
接待游客284万人次。常住人口城镇化率五年间由61.2%提高到66.9%。
二、2024年工作安排
2024年,计划接待游客320万人次。
2024年,力争云杉产业链达到220亿元,白盐产业链达到140亿元,青麻产业链达到90亿元。
三、“十四五”规划指标表
| 指标 | 2020年 | 2025年目标 |
| --- | --- | --- |
| 森林覆盖率(%) | 12.5 | 13.1 |
| 人均公园绿地面积(平方米) | 11.2 | 12.6 |
四、重大项目
| 项目 | 建设内容 | 总投资(亿元) |
| --- | --- | --- |
| 柳湾铁路专用线 | 正线13.2公里 | 15.6 |
| 北坡水厂 | 日供水5万吨 | 4.8 |
| 一批重大项目 | 80个 | 1640 |
"""
PLAN = """槐溪区2023年政府工作目标任务分解
2023年,计划打通断头路3条、建成充电桩4000个。
"""
BUDGET = """关于槐溪区2023年预算执行情况和2024年预算草案的报告
——2024年1月9日在槐溪区第七届人民代表大会第三次会议上
一、2023年预算执行情况
区人代会批准的2023年一般公共预算收入预算34.5亿元,执行中按法定程序调整为34.9亿元,实际完成35.1亿元,同比增长5.1%。
"""


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    files = {"report-2024.txt": REPORT, "tasks-2023.txt": PLAN, "budget-2024.txt": BUDGET}
    with fill_store(tmp_path_factory.mktemp("ends"), files) as store:
        yield build_chain(store)


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("查一下槐溪区2023年固定资产投资完成数,当年是涨是跌、幅度多少?", {"4.2%", "186亿元"}),
        ("槐溪区2023年安排的“三公”经费比上年年初预算降了几个点", {"8.5%", "1260万元"}),
        ("槐溪区规划表里森林覆盖率从多少提到多少?", {"12.5%", "13.1%"}),
        ("槐溪区2023年断头路和充电桩,年初说要搞多少,年底搞了多少?", {"3条", "4000个", "5条", "6000个"}),
        (
            "槐溪区2023年一般公共预算收入,年初定的、中途调整后的、最后完成的,三个数给我",
            {"34.5亿元", "34.9亿元", "35.1亿元"},
        ),
    ],
)
def test_all_that_is_asked_of_one_thing_is_given(question: str, figures: set[str], chain: Assistant) -> None:
    answer = ask(chain, question)
    assert not answer.refused
    assert figures <= set(said(answer))


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("槐溪区合并柳湾镇之后,辖区面积扩大了多少平方公里?", "28平方公里"),
        ("槐溪区服务业投资占全部投资的比重这五年提高了几个百分点?", "15.3个百分点"),
        ("槐溪区2023年工业用电量占全社会用电量的比重比上年提高了几个百分点?", "1.4个百分点"),
        ("倒推一下,槐溪区2022年“三保”支出实际是多少万元?", "19990万元"),
        ("槐溪区2024年接待游客目标比上年实际多出多少?", "36万人次"),
        ("槐溪区常住人口城镇化率五年提高了多少个百分点?", "5.7个百分点"),
        ("槐溪区三大主导产业链2024年目标加起来多少?", "450亿元"),
        ("槐溪区2023年城市公园、郊野公园、口袋公园加在一起建了多少个?", "40个"),
    ],
)
def test_what_follows_is_reckoned(question: str, figure: str, chain: Assistant) -> None:
    answer = ask(chain, question)
    assert not answer.refused
    assert figure in answer.text


def test_a_growth_alone_is_asked_for_as_before(chain: Assistant) -> None:
    assert said(ask(chain, "槐溪区2023年固定资产投资增速是多少?")) == ["4.2%"]


@pytest.mark.parametrize(
    ("turns", "figures"),
    [
        (("槐溪区柳湾铁路专用线有多长", "总投资多少"), {"15.6亿元"}),
        (("槐溪区2023年打通断头路多少条", "充电桩也查下,计划的和实际的都要"), {"4000个", "6000个"}),
        (("槐溪区2020年人均公园绿地面积", "2025年呢", "森林覆盖率也查下,两年都要"), {"12.5%", "13.1%"}),
    ],
)
def test_a_follow_up_asks_for_what_was_spoken_of(turns: tuple[str, ...], figures: set[str], chain: Assistant) -> None:
    text = chain.ask(Ask(turns[-1], turns[:-1])).text
    assert all(figure in text for figure in figures)
    assert "1640" not in text
