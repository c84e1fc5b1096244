"""Answers in words: shortcomings, reasons, posts, dates, origins and the worded cells of a table; or a refusal."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store

REPORT = """涟州市霞浦区人民政府工作报告
——2023年1月6日在霞浦区第七届人民代表大会第三次会议上
霞浦区人民政府区长 顾清源
各位代表:
现在,我代表区人民政府向大会报告工作,请予审议。
一、2022年工作回顾
2022年,地区生产总值286.4亿元,增长3.1%;外贸进出口总额41.7亿元,下降8.6%,主要原因是两家龙头企业订单外迁;社会消费品零售总额118.2亿元,下降1.4%。
霞浦大桥于5月16日建成通车,区图书馆新馆9月开馆。
同时,我们也清醒地看到,工作中还有不少困难和问题:产业结构偏旧,新兴产业占比不高;停车位缺口较大,优质托育不足;少数干部服务意识不强。对此,我们将认真加以解决。
二、2023年工作安排
2023年经济社会发展主要预期目标是:地区生产总值增长6%,社会消费品零售总额增长7%。
第一件大事:建好渔港新城。完成投资12亿元,由区渔港管委会负责,11月投用。
第二件大事:办好社区托育。新增托位600个。(区教育局、区卫健局)
第三件大事:做强数字经济。培育软件企业20家。(区科经局)
三、三大工程
(一)滨海绿道工程
新建滨海绿道24公里,串联沿线5处湿地公园。
(二)老城焕新工程
修缮骑楼街区3.2万平方米,整治背街小巷45条。
(三)智慧渔业工程
建设智慧渔业平台,推广深远海养殖网箱40口,打造渔业大数据中心;支持养殖企业上云用数。
"""

BULLETIN = """霞浦区人大常委会公报
关于人事任免的说明
2023年3月8日在霞浦区第七届人大常委会第十次会议上
区人民政府区长顾清源提议贺知秋任霞浦区水务和湖泊局局长,免去孟归舟霞浦区水务和湖泊局局长职务。
贺知秋,男,1974年5月出生,汉族,江南涟州人,中共党员,大学学历,现任霞浦区水务和湖泊局党组书记。

任职发言(贺知秋)

(2023年3月8日)

主任,各位副主任,各位委员:

我于1974年5月出生,东溪云屏人,大学学历,1996年7月参加工作。
"""

PLAN = """<!DOCTYPE html><html><head><meta charset="utf-8">
<title>霞浦区2023年民生实事清单</title></head>
<body><h1>霞浦区2023年民生实事清单</h1>
<p>霞浦区人民政府办公室 2023年2月1日</p>
<table><caption>民生实事项目</caption>
<tr><th>项目名称</th><th>年度目标</th><th>牵头单位</th><th>完成时限</th></tr>
<tr><td>社区书屋</td><td>新建18个</td><td>区文旅局</td><td>10月底</td></tr>
<tr><td>渔港步道</td><td>建设6公里</td><td>区住建局</td><td>12月底</td></tr></table>
</body></html>
"""

FILES = {"xiapu-2023.txt": REPORT, "xiapu-bulletin-2023.txt": BULLETIN, "xiapu-projects-2023.html": PLAN}


@pytest.fixture(scope="module")
def xiapu(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with fill_store(tmp_path_factory.mktemp("xiapu"), FILES) as store:
        yield build_chain(store)


@pytest.mark.parametrize(
    "question", ["霞浦区工作中存在哪些困难和问题?", "霞浦区2022年有哪些不足?", "霞浦区还面临什么短板?归纳几条"]
)
def test_shortcomings_are_the_paragraph_that_admits_them(question: str, xiapu: Assistant) -> None:
    answer = ask(xiapu, question)
    for point in ("产业结构偏旧", "停车位缺口较大", "服务意识不强"):
        assert point in answer.text
    assert "工作安排" not in answer.text


@pytest.mark.parametrize("question", ["霞浦区2022年外贸进出口为什么下降?", "霞浦区2022年外贸进出口总额下降,为啥?"])
def test_a_reason_is_the_clause_behind_the_figure(question: str, xiapu: Assistant) -> None:
    answer = ask(xiapu, question)
    assert "订单外迁" in answer.text
    assert "社会消费品" not in answer.text


def test_a_figure_and_its_reason_are_both_given(xiapu: Assistant) -> None:
    answer = ask(xiapu, "霞浦区2022年外贸进出口总额多少,为什么锐减?")
    assert "41.7亿元" in answer.text
    assert "订单外迁" in answer.text


def test_a_reason_that_no_report_gives_is_refused_beside_the_figure(xiapu: Assistant) -> None:
    answer = ask(xiapu, "霞浦区2022年社会消费品零售总额为什么下降?")
    assert answer.refused
    assert "没有说明原因" in answer.text
    assert "1.4%" in answer.text


def test_who_is_named_to_a_post_and_who_is_removed_from_it(xiapu: Assistant) -> None:
    answer = ask(xiapu, "霞浦区水务局局长拟由谁担任?免的是谁?")
    assert "贺知秋任霞浦区水务和湖泊局局长" in answer.text
    assert "免去孟归舟霞浦区水务和湖泊局局长职务" in answer.text


def test_a_wrong_holder_in_the_question_is_put_right(xiapu: Assistant) -> None:
    answer = ask(xiapu, "孟归舟出任霞浦区水务局局长,原任是谁?")
    assert "并非孟归舟" in answer.text
    assert "贺知秋" in answer.text


def test_a_post_that_no_report_speaks_of_is_refused(xiapu: Assistant) -> None:
    assert ask(xiapu, "霞浦区教育局局长是谁?").refused


def test_two_accounts_of_a_persons_origin_are_both_given(xiapu: Assistant) -> None:
    answer = ask(xiapu, "贺知秋是哪里人?")
    assert answer.conflict
    assert "江南涟州人" in answer.text
    assert "东溪云屏人" in answer.text


def test_a_date_is_answered_by_a_sentence_with_a_date(xiapu: Assistant) -> None:
    assert "5月16日" in ask(xiapu, "霞浦大桥哪天通车的?").text
    assert ask(xiapu, "霞浦区渔港新城哪年开工?").refused


def test_a_worded_cell_is_given_under_its_header(xiapu: Assistant) -> None:
    assert "完成时限：10月底" in ask(xiapu, "社区书屋的完成时限是什么时候?").text
    answer = ask(xiapu, "霞浦区渔港步道由哪个单位牵头,什么时候完成?")
    assert "牵头单位：区住建局" in answer.text
    assert "完成时限：12月底" in answer.text


@pytest.mark.parametrize(
    ("question", "points"),
    [
        ("霞浦区2023年三件大事分别是什么?", ["建好渔港新城", "办好社区托育", "做强数字经济"]),
        ("霞浦区有哪三大工程?", ["滨海绿道工程", "老城焕新工程", "智慧渔业工程"]),
    ],
)
def test_a_list_announced_by_a_count_is_given_whole(question: str, points: list[str], xiapu: Assistant) -> None:
    text = ask(xiapu, question).text
    places = [text.find(point) for point in points]
    assert -1 not in places
    assert places == sorted(places)


def test_the_units_in_brackets_behind_a_paragraph_are_named(xiapu: Assistant) -> None:
    assert "区教育局、区卫健局" in ask(xiapu, "霞浦区新增托位600个由哪个部门负责?").text
    assert "区渔港管委会" in ask(xiapu, "霞浦区渔港新城由谁负责?").text


def test_a_task_of_another_place_names_no_units(chain: Assistant) -> None:
    assert "区民政局" not in ask(chain, "松岭区新增养老床位由谁负责?").text


def test_how_something_is_done_is_the_section_of_that_heading(xiapu: Assistant) -> None:
    answer = ask(xiapu, "霞浦区如何推进智慧渔业工程?")
    assert "智慧渔业平台" in answer.text
    assert "托位" not in answer.text


def test_a_topic_that_no_passage_bears_is_refused(xiapu: Assistant) -> None:
    assert ask(xiapu, "霞浦区怎样发展无人机产业?").refused
