"""Lists and points: the parts that moved one way, the points of a section, what a count names, a thing within a set."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store, said

BULLETIN = """白荻市2025年国民经济和社会发展统计公报
白荻市统计局
2026年3月12日
一、综合
全年全市居民消费价格比上年下降0.3%。七大类商品及服务价格有涨有落。其中,衣着类价格上涨0.6%,医疗保健类价格上涨1.2%,居住类价格下降0.3%,交通通信类价格下降2.8%。
全年未发生重大及以上生产安全事故。全年城镇新增就业2.3万人,超额完成省定任务。
二、固定资产投资
全年全市固定资产投资比上年增长4.1%。其中,第一产业投资下降1.5%,第二产业投资增长9.4%,第三产业投资下降3.2%。
三、服务业
全年全市服务业增加值增长5.0%。分行业看,批发业增加值增长6.1%,住宿业增加值增长4.4%,房地产业增加值下降2.6%。
"""

PLAN = """白荻市国民经济和社会发展第十四个五年规划纲要
2021年2月
第一章 发展基础
一、主要成就
“十三五”末,全市“掌上办、就近办”比例分别达96%、81%。全市3项主要指标居全省前列,其中粮食单产、港口吞吐量、专利授权量3项主要指标居全省第一。
二、面临挑战
“十三五”以来,全市发展总体向好,但不平衡不充分问题仍然突出,各项工作仍面临新问题、新考验、新挑战。
——创新能力与产业升级不够匹配。全市科研投入总体偏低,创新成果就地转化不多,企业研发机构数量偏少,高层次人才引进难、留住难的状况没有根本改变,创新链与产业链衔接不紧,科技服务机构小而散,中试平台缺乏,校企合作多停留在协议上。
——城镇化与公共服务不够协调。城区学位、床位供给偏紧,教育医疗资源分布仍存在短板弱项。农村养老、托育服务刚刚起步,城乡之间公共服务标准差距较大,老旧小区管网老化,停车难、如厕难等问题群众反映较多,基层治理力量不足。
——生态保护与绿色发展不够适应。河湖水质还有反复,扬尘、噪声扰民时有发生,农业面源污染治理进展不快,垃圾分类习惯尚未普遍养成,工业园区循环化改造任务较重,节能降碳约束趋紧,新能源项目落地不多,环境监测能力与要求还有差距。
"""


WORK = """白荻市2026年政府工作报告
2026年1月15日在白荻市第五届人民代表大会第三次会议上
一、过去一年工作回顾
需要说明的是:受上年一次性入库税款抬高基数、船舶企业订单减少等因素影响,拉低全市地方一般公共预算收入增幅3.1个百分点。全市地方一般公共预算收入48.6亿元,下降2.2%。
2025年,全市职工医疗保险基金实际收入1200万元,支出900万元,结余300万元。
二、今年工作安排
围绕三个定位,重点打造“四个白荻”:
(一)聚力产业升级,打造更有活力的兴业白荻。新开工船舶配套项目6个。
(二)聚力城乡融合,打造更有颜值的宜居白荻。
(三)聚力生态治理,打造更有底色的水韵白荻。
(四)聚力民生改善,打造更有温度的幸福白荻。
服务保障临海新城建设。全力保障跨海通道征地。谋划疏港公路大修。稳定蔬菜和水产品供应。
"""


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    files = {"baidi-bulletin-2025.txt": BULLETIN, "baidi-plan-2021.txt": PLAN, "baidi-work-2026.txt": WORK}
    with fill_store(tmp_path_factory.mktemp("lists"), files) as store:
        yield build_chain(store)


MOVED = [
    ("白荻市2025年居民消费价格七大类里,哪几类是下降的?", ["0.3%", "2.8%"]),
    ("白荻市2025年居民消费价格中哪些类上涨了?", ["0.6%", "1.2%"]),
    ("白荻市2025年固定资产投资里哪些产业的投资下降?", ["1.5%", "3.2%"]),
    ("白荻市2025年服务业中哪些行业的增加值下降了?", ["2.6%"]),
]


@pytest.mark.parametrize(("question", "figures"), MOVED)
def test_only_the_parts_that_moved_the_asked_way_are_listed(
    question: str, figures: list[str], lists: Assistant
) -> None:
    assert said(ask(lists, question)) == figures


def test_the_points_of_a_section_are_given_whole_and_not_the_last_alone(lists: Assistant) -> None:
    answer = ask(lists, "白荻市“十四五”规划说面临哪几方面挑战?")
    for point in ("创新能力与产业升级不够匹配", "城镇化与公共服务不够协调", "生态保护与绿色发展不够适应"):
        assert point in answer.text


def test_what_a_count_names_is_told_by_the_sentence_that_bears_the_count(lists: Assistant) -> None:
    answer = ask(lists, "白荻市有3项主要指标居全省第一,都是哪些?")
    assert "粮食单产" in answer.text
    assert "专利授权量" in answer.text


def test_a_thing_within_a_named_set_is_found_without_the_sets_name(lists: Assistant) -> None:
    assert said(ask(lists, "白荻市“两办”里“就近办”的比例是多少?")) == ["81%"]


def test_what_there_was_none_of_is_said_in_the_reports_words(lists: Assistant) -> None:
    answer = ask(lists, "白荻市2025年发生了几起重大生产安全事故?")
    assert not answer.refused
    assert "未发生重大及以上生产安全事故" in answer.text


def test_an_aim_that_the_report_says_was_met_is_not_taken_for_missed(lists: Assistant) -> None:
    answer = ask(lists, "白荻市2025年城镇新增就业没完成省里任务,差了多少?")
    assert "并非没有完成" in answer.text
    assert "超额完成省定任务" in answer.text
    assert said(answer)[-1] == "2.3万人"


def test_what_a_count_of_the_place_names_is_listed(lists: Assistant) -> None:
    answer = ask(lists, "白荻市2026年提的“四个白荻”分别是什么白荻?")
    assert [word in answer.text for word in ("兴业白荻", "宜居白荻", "水韵白荻", "幸福白荻")] == [True] * 4


def test_a_list_of_another_length_is_not_the_counted_one(lists: Assistant) -> None:
    assert "兴业白荻" not in ask(lists, "白荻市2026年的三个定位是什么?").text


def test_the_reason_of_a_movement_is_found_in_the_sentence_of_its_effect(lists: Assistant) -> None:
    answer = ask(lists, "白荻市2025年财政收入为什么下滑,报告怎么解释的?")
    assert "船舶企业订单减少" in answer.text
    assert "没有查到" not in answer.text


def test_a_short_paragraph_is_told_whole_with_what_it_opens_with(lists: Assistant) -> None:
    answer = ask(lists, "白荻市2026年在服务保障临海新城建设方面有哪些安排?")
    assert "跨海通道" in answer.text
    assert "水产品供应" in answer.text


def test_the_other_side_of_an_account_is_asked_by_its_name_alone(lists: Assistant) -> None:
    income = "白荻市2025年职工医疗保险基金收入多少?"
    assert said(ask(lists, income)) == ["1200万元"]
    for side, figure in (("支出呢?", "900万元"), ("结余呢?", "300万元")):
        answer = ask(lists, side, income)
        assert figure in answer.text
        assert "1200万元" not in said(answer)
