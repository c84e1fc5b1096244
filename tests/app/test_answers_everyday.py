"""Texts asked for in everyday words or by key words: lists, shortcomings, posts, who is at it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store

REPORT = """榆川县人民政府工作报告
——2024年1月12日在榆川县第九届人民代表大会第三次会议上
榆川县人民政府县长 方知秋
一、2023年工作回顾
2023年,地区生产总值186.3亿元,增长5.4%。
在肯定成绩的同时,我们也清醒地认识到存在的问题:产业链条偏短,龙头企业不多;老城区内涝尚未根治;部分干部作风不实。
二、2024年工作安排
(一)聚力招商引资
推行链长招商,组建五支驻外小分队,办好茶商大会。
(二)办好民生实事
今年,我们将办好六件民生实事:
1.新建农村公路40公里。
2.改造老旧小区12个。
3.新增公办托位300个。
4.更换燃气老管网16公里。
5.建成老年食堂9个。
6.新建口袋公园5个。
会议决定:任命沈青禾为榆川县水利局局长;免去陶然的榆川县水利局局长职务。
"""
TASKS = """榆川县2024年《政府工作报告》任务分解方案
1.举办茶文化节系列活动20场。(责任单位:县文化和旅游局)
2.建成城北污水处理厂二期。(责任单位:县住房和城乡建设局)
3.引进高层次人才30名。(责任单位:县委组织部)
"""


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    files = {"yuchuan.txt": REPORT, "yuchuan-tasks.txt": TASKS}
    with fill_store(tmp_path_factory.mktemp("everyday"), files) as store:
        yield build_chain(store)


@pytest.mark.parametrize(
    "question",
    ["榆川县2024年要给老百姓办的那六件实事,都是哪些方面的呀?", "榆川2024六件民生实事 涉及方面", "榆川县六件实事列一下"],
)
def test_all_of_a_counted_list_is_given(question: str, chain: Assistant) -> None:
    text = ask(chain, question).text
    assert all(thing in text for thing in ("农村公路", "老旧小区", "托位", "燃气", "老年食堂", "口袋公园"))


@pytest.mark.parametrize(
    "question",
    [
        "榆川县2024年报告 问题不足部分",
        "榆川县那份报告里自己摆出来的毛病都有哪些?我要写对照检查。",
        "榆川县报告后头不是讲了些难处和毛病嘛,一共归成几条,每条说的什么?",
        "榆川县政府工作报告里自己承认哪些地方还差着、还弱着,帮我理成几条。",
    ],
)
def test_shortcomings_are_found_in_everyday_words(question: str, chain: Assistant) -> None:
    assert "内涝尚未根治" in ask(chain, question).text


@pytest.mark.parametrize(
    "question", ["沈青禾 拟任职务", "听说沈青禾的工作要动了,安排个什么位子呀?", "沈青禾要去哪当什么官"]
)
def test_the_post_that_a_person_is_named_to_is_told(question: str, chain: Assistant) -> None:
    text = ask(chain, question).text
    assert "水利局局长" in text
    assert "陶然" not in text


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("榆川的茶文化节那20场活动是谁在挑头搞啊?", "县文化和旅游局"),
        ("榆川 城北污水处理厂二期 责任局", "县住房和城乡建设局"),
        ("榆川引进30名高层次人才的活儿都落在哪些单位头上了", "县委组织部"),
    ],
)
def test_who_is_at_it_is_told_in_everyday_words(question: str, unit: str, chain: Assistant) -> None:
    assert unit in ask(chain, question).text


@pytest.mark.parametrize("question", ["榆川2024 招商引资 工作打算", "请介绍榆川县2024年招商引资工作的具体安排。"])
def test_how_something_is_to_be_done_is_no_figure(question: str, chain: Assistant) -> None:
    assert "链长招商" in ask(chain, question).text
