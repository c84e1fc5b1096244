"""Texts: a sentence answers when it bears the things that the question names, however its verbs are worded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.assistant import Assistant
from app.bootstrap import build_chain
from tests.app.reports import ask, fill_store

REPORT = """白荻县人民政府工作报告
——2024年1月10日在白荻县第四届人民代表大会第三次会议上
一、2023年工作回顾
2023年,规模以上工业增加值预计完成42.6亿元,增长9.4%,排名全市第五;外贸进出口总额12.3亿元,增长6.1%;民营经济增加值占比达到58.7%;年末常住人口51.36万人;优良天数281天。
农垦部与我县建立长期支持合作关系,在良种繁育等方面开展全面合作。
县内企业白荻重工在全国首发了两款产品:静音收割机、智能插秧机。
建成过渡安置点3个。
按照县人大常委会的统一部署,依法补选陆知远、何田、沈若谷、韦一舟(女)等4名同志为县第四届人民代表大会代表。县人大常委会补选了代表4名,任免干部11人。
我们清醒地认识到,发展中还存在不少困难和问题:一是主导产业不强;二是城区停车矛盾突出。
二、2024年工作安排
今年,我们将办好6件县级重点民生实事,包括:改造老旧小区9个;新建口袋公园4个;改建农村公路28公里;新增托位160个;更换老化燃气管道12公里;建成老年食堂5个。
为入驻工坊的绣娘提供首年免收场地租金、物业管理费、水电费服务,第2年、第3年场地租金五折。
推动产业园区扩容提质,引进龙头企业。
教育数据来自县教育局;低保、养老数据来自县民政局;降水数据来自县气象局。
"""


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with fill_store(tmp_path_factory.mktemp("telling"), {"baidi.txt": REPORT}) as store:
        yield build_chain(store)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("哪个国家部委和白荻建立了长期帮扶合作的关系", "农垦部"),
        ("白荻的企业有哪两样东西是全国首发的?", "智能插秧机"),
        ("白荻工坊三年全免租金,那第三年的物业水电还免吗?", "第3年场地租金五折"),
        ("白荻县眼下有啥难处,报告自己承认的问题给我概括下", "主导产业不强"),
        ("白荻县补选的人大代表都有谁?", "沈若谷"),
        ("白荻县低保的数是哪个部门提供的?", "县民政局"),
        ("请把白荻县2024年的6件重点民生实事逐条列给我", "老年食堂"),
    ],
)
def test_a_text_is_found_however_the_question_words_it(question: str, expected: str, chain: Assistant) -> None:
    answer = ask(chain, question)
    assert not answer.refused
    assert expected in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "白荻县的无人机产业园建在哪里",
        "白荻县的元宇宙产业怎么布局的",
        "白荻县工坊的停车费怎么收",
        "白荻县图书馆新馆什么时候开放",
    ],
)
def test_a_thing_that_no_sentence_names_is_refused(question: str, chain: Assistant) -> None:
    assert ask(chain, question).refused


@pytest.mark.parametrize(
    ("question", "verdict", "figure"),
    [
        ("白荻县2023年规上工业增速排全市第一,真的吗?", "不对", "9.4%"),
        ("白荻县民营经济占比六成左右,对不对?", "对", "58.7%"),
        ("白荻县民营经济占比六成多,对不对?", "不对", "58.7%"),
        ("白荻县2023年末常住人口突破60万,对不对?", "不对", "51.36万人"),
    ],
)
def test_a_claim_in_round_words_is_held_against_the_figure(
    question: str, verdict: str, figure: str, chain: Assistant
) -> None:
    answer = ask(chain, question).text
    assert answer.startswith(verdict)
    assert figure in answer


def test_a_wrong_direction_is_put_right_where_no_reason_is_given(chain: Assistant) -> None:
    answer = ask(chain, "白荻县2023年外贸进出口为什么会下滑?")
    assert not answer.refused
    assert "并非下降" in answer.text


def test_good_weather_is_no_question_after_the_weather(chain: Assistant) -> None:
    assert "281天" in ask(chain, "白荻县2023年优良天气有多少天").text


def test_a_place_written_by_its_sound_is_the_place(chain: Assistant) -> None:
    assert "51.36万人" in ask(chain, "白笛2023年末常住人口多少").text


def test_a_premise_is_put_right_before_a_date_is_looked_for(chain: Assistant) -> None:
    assert "3个" in ask(chain, "白荻县疫情中建了8个过渡安置点,是哪年建的?").text
