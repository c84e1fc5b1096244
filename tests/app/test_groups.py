"""Reports limited to a group, over the real store, chain and API: who lacks the group cannot tell that they exist."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api.application import create_app
from app.auth.keys import Keys
from app.bootstrap import build_chain
from app.chain import AnswerEvent, Ask, EvidenceEvent, Scope
from app.server_settings import ServerSettings
from app.state.tables import open_state
from ingest.pipeline import Pipeline
from ingest.settings import IngestSettings
from tests.app.reports import InProcessReader, fill_store
from tests.fakes import FakeEmbedder
from vectorstore.record import FigureFilter
from vectorstore.settings import StoreSettings
from vectorstore.store import PassageStore

OPEN = """2023年云川市澄溪区人民政府工作报告
——2022年12月26日在澄溪区第六届人民代表大会第二次会议上
澄溪区人民政府区长 陆知远
各位代表:
现在,我代表区人民政府向大会报告工作,请予审议。
一、2022年工作回顾
2022年,预计地区生产总值实现486.3亿元,增长5.2%;一般公共预算收入42.6亿元,增长3.5%;固定资产投资增长11.6%。
(一)城区品质稳步提升。新增停车泊位3200个;改造老旧小区24个;新建口袋公园8个。
二、2023年工作安排
2023年主要预期目标是:地区生产总值增长7%以上,固定资产投资增长12%。
(一)聚力增进民生福祉。新增养老床位800张,新建公办幼儿园5所。
"""

LIMITED = """2023年云川市澄溪区财政内部通报
——2023年1月6日
澄溪区财政局
一、2022年收支情况
2022年,全区一般公共预算收入41.9亿元,增长1.7%;政府债务余额61.5亿元,增长9.3%;土地出让收入28.4亿元,下降33.8%。
改造老旧小区19个。问题:库款保障水平偏低,个别街道拖欠工程款。
望岭区2022年一般公共预算收入38.7亿元,下降4.4%。
二、2023年工作安排
2023年政府债务余额控制在64.2亿元以内。盘活存量资产9.6亿元。
名词解释
1.“库款保障水平”:指月末库款余额与当月库款流出的比值,用来衡量财政支付能力。
"""

SECRETS = (
    "neibu-2023",
    "内部通报",
    "41.9",
    "61.5",
    "28.4",
    "33.8",
    "38.7",
    "64.2",
    "9.6亿",
    "19个",
    "库款余额",
    "拖欠",
)
QUESTIONS = (
    "澄溪区2022年一般公共预算收入是多少?",
    "澄溪区2022年政府债务余额是多少?",
    "澄溪区2023年政府债务余额控制在多少以内?",
    "土地出让收入下降了多少?",
    "望岭区2022年一般公共预算收入是多少?",
    "澄溪区和望岭区的一般公共预算收入哪个高?",
    "两份报告里一般公共预算收入说法一致吗?",
    "澄溪区2022年一般公共预算收入是41.9亿元,对吗?",
    "澄溪区2022年改造老旧小区多少个?",
    "澄溪区2022年工作中存在哪些问题?",
    "什么是库款保障水平?",
    "盘活存量资产多少亿元?",
    "有哪些区的报告?",
    "澄溪区2022年有哪些主要数据?",
    "一般公共预算收入最高的是哪个区?",
)


def with_limited(data: Path) -> PassageStore:
    """An open store with the open report, and the limited one for the group finance."""
    store = fill_store(data, {"chengxi-2023.txt": OPEN})
    path = data / "reports" / "neibu-2023.txt"
    path.write_text(LIMITED, encoding="utf-8")
    result = Pipeline(store, InProcessReader(), IngestSettings()).ingest_file(path, ("finance",))
    assert result.outcome == "added", result.message
    return store


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PassageStore]:
    with with_limited(tmp_path_factory.mktemp("both")) as store:
        yield store


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PassageStore]:
    """The open report and nothing else."""
    with fill_store(tmp_path_factory.mktemp("alone"), {"chengxi-2023.txt": OPEN}) as store:
        yield store


def given(store: PassageStore, question: str, groups: tuple[str, ...] | None, *history: str) -> tuple[str, str]:
    """All that an asker gets, but for times: the passages of the stream and the answer."""
    passages, answer = "", ""
    for event in build_chain(store).stream_events(Ask(question, history, Scope(groups=groups))):
        if isinstance(event, EvidenceEvent):
            passages = repr(event.passages)
        if isinstance(event, AnswerEvent):
            kept = event.answer
            answer = repr((kept.text, kept.refused, kept.conflict, kept.citations, kept.figures, kept.calculations))
            answer += repr((kept.understood, kept.nearest, kept.evidence, kept.notice))
    return passages, answer


@pytest.mark.parametrize("question", QUESTIONS)
def test_who_lacks_the_group_is_answered_as_if_the_report_were_not_there(
    both: PassageStore, alone: PassageStore, question: str
) -> None:
    passages, answer = given(both, question, ())
    asked = {secret for secret in SECRETS if secret in question}
    assert [secret for secret in SECRETS if secret in passages + answer and secret not in asked] == []
    assert answer == given(alone, question, ())[1]


def test_an_earlier_question_opens_no_way_around_the_group(both: PassageStore, alone: PassageStore) -> None:
    history = "澄溪区2022年政府债务余额是多少?"
    assert given(both, "2023年呢?", (), history)[1] == given(alone, "2023年呢?", (), history)[1]


@pytest.mark.parametrize("groups", [("finance",), ("other", "finance"), None])
def test_who_has_the_group_is_answered_from_the_report(both: PassageStore, groups: tuple[str, ...] | None) -> None:
    answer = given(both, "澄溪区2022年政府债务余额是多少?", groups)[1]
    assert "61.5亿元" in answer
    assert "neibu-2023" in answer


def test_naming_the_document_in_the_scope_opens_nothing(both: PassageStore) -> None:
    scope = Scope(documents=("neibu-2023",), groups=("other",))
    answer = build_chain(both).ask(Ask("澄溪区2022年政府债务余额是多少?", scope=scope))
    assert answer.refused
    assert (answer.citations, answer.nearest, answer.evidence) == ((), (), ())


def test_the_group_still_holds_after_a_new_version_and_a_restart(tmp_path: Path) -> None:
    with with_limited(tmp_path) as store:
        path = tmp_path / "reports" / "neibu-2023.txt"
        path.write_text(LIMITED.replace("61.5亿元", "62.5亿元"), encoding="utf-8")
        assert Pipeline(store, InProcessReader(), IngestSettings()).ingest_file(path).outcome == "updated"
    with PassageStore.open(StoreSettings(tmp_path / "var"), embedder=FakeEmbedder()) as store:
        assert "62.5" not in given(store, "澄溪区2022年政府债务余额是多少?", ())[1]
        assert "62.5亿元" in given(store, "澄溪区2022年政府债务余额是多少?", ("finance",))[1]


@pytest.fixture(scope="module")
def clients(both: PassageStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """API clients over that store: one whose key has no group, one whose key has finance."""
    data = tmp_path_factory.mktemp("server")
    engine = open_state(data)
    keys = Keys(engine)
    texts = {"outside": keys.create("outside")[1], "finance": keys.create("finance", groups=("finance",))[1]}
    engine.dispose()
    app = create_app(build_chain(both), both, ServerSettings(data=data), window=False)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield {name: (client, {"Authorization": f"Bearer {text}"}) for name, text in texts.items()}


def test_no_door_of_the_api_shows_it_to_a_key_without_the_group(clients: dict[str, Any], both: PassageStore) -> None:
    client, outside = clients["outside"]
    passage = next(iter(both.passages_of("neibu-2023"))).id
    hidden = [f"/v1/passages/{passage}", "/v1/documents/neibu-2023", "/v1/documents/neibu-2023/original"]
    assert [client.get(path, headers=outside).status_code for path in hidden] == [404, 404, 404]
    assert client.get(hidden[0], headers=clients["finance"][1]).status_code == 200
    lists = ["/v1/documents", "/v1/figures", "/v1/figures?format=csv", "/v1/figures?indicator=政府债务余额"]
    lists += ["/v1/figures?document=neibu-2023"]
    shown = "".join(client.get(path, headers=outside).raise_for_status().text for path in lists)
    assert [secret for secret in SECRETS if secret in shown] == []
    asked = client.post("/v1/ask", json={"question": "澄溪区2022年政府债务余额是多少?"}, headers=outside)
    assert asked.raise_for_status().json()["refused"] is True
    assert "61.5" not in asked.text


def test_counts_are_of_what_may_be_seen(clients: dict[str, Any], both: PassageStore) -> None:
    client, outside = clients["outside"]
    open_figures = len(both.figures(FigureFilter(groups=())))
    assert client.get("/v1/figures", headers=outside).json()["total"] == open_figures
    assert client.get("/v1/figures", headers=clients["finance"][1]).json()["total"] > open_figures
    assert client.get("/v1/documents", headers=outside).json()["total"] == 1
    assert client.get("/v1/documents", headers=clients["finance"][1]).json()["total"] == 2
