"""What the reports do not say but give the operands of: balances, rates and differences, over invented reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store, said

BULLETIN = """2023年明岚市国民经济和社会发展统计公报
一、综合
2023年,全市地区生产总值2140.6亿元,比上年增长5.4%。年末常住人口412.5万人。全年出生人口3.1万人,死亡人口3.6万人。
二、对外经济
全年货物进出口总额382.4亿元,比上年增长4.1%。其中,出口256.2亿元,增长6.3%;进口126.2亿元,下降0.4%。
三、投资与金融
全年房地产开发投资318.4亿元,其中住宅投资238.8亿元,下降3.6%。年末金融机构本外币各项存款余额4120.5亿元,增长8.1%,其中住户存款2680.4亿元、增长11.2%;各项贷款余额3296.4亿元,增长9.7%。
全年粮食产量24.6万吨;粮食播种面积60万亩。旅游总收入36亿元,旅游人数400万人次。
全市政府债务余额186.5亿元,省财政厅核定我市2023年政府债务限额200亿元。
四、环境
全年空气质量优良天数301天,监测天数361天。
"""

COURT = """明岚市白荻区人民法院工作报告
——2024年1月11日在明岚市白荻区第四届人民代表大会第三次会议上
白荻区人民法院院长 樊若溪
各位代表:
现在,我代表区人民法院向大会报告工作,请予审议。
2023年,受理各类案件12500件,结案11250件,法定审限内结案率99.1%,法官人均结案286件。受理民事案件8400件,审结7560件。受理执行案件2400件,执结2160件。
代表反馈意见满意46件,基本满意5件,不满意1件。
"""

GOVERNMENT = """明岚市白荻区人民政府工作报告
——2024年1月10日在明岚市白荻区第四届人民代表大会第三次会议上
白荻区人民政府区长 江予怀
各位代表:
现在,我代表区人民政府向大会报告工作,请予审议。
一、2023年工作回顾
2023年,预计一般公共预算收入36亿元,增长4%;新增养老床位420张;新建绿道18公里。高标准启动42个老旧小区改造,成片提升整体功能,全年完成改造15个;加装电梯120部、占全市40%。完成滨湖大道延长线前期规划设计,承担的92个环保督察反馈问题整改任务年内销号20项、累计销号70项,总投资57亿元的宝港工业港项目正式启动。
二、2024年工作安排
2024年主要预期目标是:一般公共预算收入39.6亿元;新增养老床位500张。
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    files = {"minglan-2023.txt": BULLETIN, "court-2023.txt": COURT, "baidi-2024.txt": GOVERNMENT}
    with fill_store(tmp_path_factory.mktemp("minglan"), files) as store:
        yield build_chain(store)


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("明岚市2023年外贸顺差是多少?", "130亿元"),
        ("明岚市2023年自然增长人口是多少万人?", "-0.5万人"),
        ("明岚市2023年空气质量不优良的天数有多少天?", "60天"),
        ("明岚市2023年末存贷比是多少?", "80%"),
        ("明岚市2023年粮食平均亩产多少公斤?", "410公斤"),
        ("明岚市2023年旅游收入摊到每个游客人次是多少元?", "900元"),
        ("明岚市2023年政府债务离省里核定的限额还差多少?", "13.5亿元"),
        ("白荻区法院2023年结案占受理的比例是多少?", "90%"),
        ("白荻区法院2023年民事案件审结率是多少?", "90%"),
        ("白荻区法院2023年执行案件执结率是多少?", "90%"),
        ("白荻区法院2023年受理的案子结掉了百分之多少?", "90%"),
        ("明岚市2023年住宅投资占房地产开发投资的比例?", "75%"),
    ],
)
def test_what_follows_by_its_meaning_is_reckoned_and_shown(question: str, outcome: str, city: Assistant) -> None:
    answer = ask(city, question)
    assert not answer.refused
    assert outcome in said(answer)
    assert len(answer.calculations) == 1


def test_a_rate_that_the_report_gives_itself_is_not_reckoned(city: Assistant) -> None:
    answer = ask(city, "白荻区法院2023年法定审限内结案率是多少?")
    assert said(answer) == ["99.1%"]
    assert answer.calculations == ()


def test_what_lacks_an_operand_is_not_reckoned(city: Assistant) -> None:
    assert ask(city, "白荻区2023年外贸顺差是多少?").calculations == ()


def test_a_part_is_found_by_its_own_name(city: Assistant) -> None:
    answer = ask(city, "明岚市2023年末住户存款余额是多少万元?")
    assert said(answer) == ["2680.4亿元"]
    assert "26804000万元" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "白荻区说2023年给居民楼装的电梯占了全市四成，照这个比例倒推，全市一年大概加装了多少部电梯?",
        "白荻区2023年加装了多少部电梯?按占全市的比例推算,全市装了多少部?",
    ],
)
def test_a_whole_is_reckoned_from_a_part_and_its_share(question: str, city: Assistant) -> None:
    answer = ask(city, question)
    assert "约300部" in answer.text
    assert "120部÷40%" in answer.text


def test_a_whole_is_not_reckoned_where_no_share_is_given(city: Assistant) -> None:
    assert ask(city, "白荻区2023年新建绿道按占全市的比例反推,全市新建绿道多少公里?").calculations == ()


def test_what_is_left_is_reckoned_from_the_whole_and_what_is_done(city: Assistant) -> None:
    answer = ask(city, "白荻区承担的环保督察整改任务，到2023年底还有多少项没销号?")
    assert "未销号的为22项（计算：92项－70项＝22项）" in answer.text
    assert ask(city, "白荻区2023年环保督察反馈问题还剩几个未整改?").refused


def test_no_plan_tells_how_a_year_ended(city: Assistant) -> None:
    answer = ask(city, "白荻区2024年一般公共预算收入最终实现增速是多少?")
    assert answer.refused
    assert answer.calculations == ()


def test_a_sentence_that_gives_the_sum_of_another_thing_is_not_quoted(city: Assistant) -> None:
    answer = ask(city, "白荻区滨湖大道延长线的总投资是多少亿元?")
    assert answer.refused
    assert "57" not in answer.text


def test_what_was_begun_is_held_against_what_was_done(city: Assistant) -> None:
    begun = ask(city, "白荻区2023年高标准启动改造的老旧小区，比当年完成改造的多几个?")
    assert said(begun) == ["42个", "15个", "27个"]
    assert said(ask(city, "白荻区2023年启动了多少个老旧小区改造，完成了多少个?")) == ["42个", "15个"]


@pytest.mark.parametrize(
    "question",
    [
        "白荻区2024年一般公共预算收入目标比2023年预计多多少亿元?",
        "白荻区2024年一般公共预算收入39.6亿元,比2023年预计多多少亿元?",
    ],
)
def test_each_side_of_a_comparison_keeps_its_own_year_kind_and_number(question: str, city: Assistant) -> None:
    assert said(ask(city, question)) == ["39.6亿元", "36亿元", "3.6亿元"]


def test_how_much_a_target_grows_on_a_result_is_reckoned(city: Assistant) -> None:
    answer = ask(city, "白荻区2024年一般公共预算收入目标比2023年要增长百分之几?")
    assert "10%" in said(answer)


def test_an_operand_alone_is_no_answer_to_a_sum(city: Assistant) -> None:
    answer = ask(city, "白荻区2023年新建绿道和明岚市2023年新建绿道合计多少公里?")
    assert answer.calculations == ()
    assert answer.refused
    assert "无法计算" in answer.text


def test_totals_not_growths_are_held_against_each_other(city: Assistant) -> None:
    answer = ask(city, "明岚市2023年进口占出口的比重是多少?")
    assert "49.26%" in said(answer)


@pytest.mark.parametrize(
    ("share", "verdict"), [("92.5%", "与报告所列一致"), ("93.4%", "与报告所列不一致")], ids=["agrees", "differs"]
)
def test_a_share_is_reckoned_again_from_the_totals_that_the_question_names(
    share: str, verdict: str, tmp_path: Path
) -> None:
    budget = GOVERNMENT.replace("新增养老床位420张", f"其中税收收入33.3亿元,税收收入占比{share};新增养老床位420张")
    with fill_store(tmp_path, {"baidi-2024.txt": budget}) as store:
        question = f"白荻区2023年税收占比{share},与税收收入33.3亿元、一般公共预算收入36亿元对得上吗?"
        answer = ask(build_chain(store), question)
    assert "92.5%" in said(answer)
    assert verdict in answer.text


def test_a_target_follows_from_the_result_and_its_distance(tmp_path: Path) -> None:
    fell_short = GOVERNMENT.replace("36亿元,增长4%", "36亿元,增长4%,较预期目标低2.5个百分点")
    with fill_store(tmp_path, {"baidi-2024.txt": fell_short}) as store:
        answer = ask(build_chain(store), "白荻区2023年一般公共预算收入增速的预期目标是多少?")
    assert "6.5%" in said(answer)
    assert [c.expression for c in answer.calculations] == ["4%＋2.5个百分点＝6.5%"]
