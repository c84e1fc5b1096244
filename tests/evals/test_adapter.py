"""The evaluation as the window sees it, over a real store with the project's own sample reports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.evaluation import EvaluationFailed, Evaluations
from evals.adapter import StoreEvaluator
from tests.app.reports import fill_store
from vectorstore.store import PassageStore

REPORT = """2023年云川市澄溪区人民政府工作报告
——2022年12月26日在澄溪区第六届人民代表大会第二次会议上
澄溪区人民政府区长 陆知远
各位代表:
一、2022年工作回顾
2022年,地区生产总值实现486.3亿元,增长5.2%;一般公共预算收入42.6亿元,增长3.5%。
"""
CASES = (
    {
        "id": "cx-1",
        "kind": "single",
        "question": "澄溪区2022年地区生产总值是多少?",
        "figures": [{"value": "486.3", "unit": "亿元", "region": "澄溪区", "period": "2022"}],
        "evidence": [{"document": "chengxi-2023", "section": "一、2022年工作回顾", "figure": "486.3亿元"}],
    },
    {
        "id": "cx-2",
        "kind": "single",
        "question": "澄溪区2022年一般公共预算收入是多少?",
        "figures": [{"value": "99", "unit": "亿元", "region": "澄溪区", "period": "2022"}],
        "evidence": [{"document": "chengxi-2023", "section": "一、2022年工作回顾", "figure": "42.6亿元"}],
    },
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PassageStore]:
    with fill_store(tmp_path, {"chengxi-2023.txt": REPORT}) as made:
        yield made


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with questions of its own; the committed ones are left aside."""
    monkeypatch.setattr("evals.adapter.default_gold", list)
    (tmp_path / "gold").mkdir()
    lines = "\n".join(json.dumps(case, ensure_ascii=False) for case in CASES)
    (tmp_path / "gold" / "own.jsonl").write_text(lines + "\n", encoding="utf-8")
    return tmp_path


def test_a_run_asks_the_store_and_is_listed_with_its_open_cases(store: PassageStore, data: Path) -> None:
    evaluator, steps = StoreEvaluator(store, data), list[tuple[int, int]]()
    assert evaluator.runs() == []
    made = evaluator.run(lambda done, total: steps.append((done, total)))
    assert steps == [(0, 2), (1, 2), (2, 2)]
    assert (made.overall.n, made.overall.right, made.overall.wrong) == (2, 1, 1)
    assert [group.name for group in made.kinds] == ["单个数字"]
    (case,) = made.open_cases
    assert (case.id, case.verdict) == ("cx-2", "错")
    assert "99" in case.reasons[0]
    assert evaluator.runs() == [made]


def test_two_runs_are_told_apart_and_an_unreadable_one_is_left_out(store: PassageStore, data: Path) -> None:
    evaluator = StoreEvaluator(store, data)
    before = evaluator.run(lambda *_: None)
    folder = data / "evals" / before.id
    folder.rename(data / "evals" / "20200101-000000")
    gold = data / "gold" / "own.jsonl"
    gold.write_text(gold.read_text(encoding="utf-8").replace('"99"', '"42.6"'), encoding="utf-8")
    after = evaluator.run(lambda *_: None)
    found = evaluator.difference("20200101-000000", after.id)
    assert [(change.id, change.before, change.after) for change in found.better] == [("cx-2", "错", "对")]
    assert found.worse == ()
    (data / "evals" / "20190101-000000").mkdir()
    (data / "evals" / "20190101-000000" / "run.json").write_text('{"format": 1}', encoding="utf-8")
    assert len(evaluator.runs()) == 2
    with pytest.raises(EvaluationFailed):
        evaluator.difference("20000101-000000", after.id)


def test_reports_without_a_question_end_the_run_with_what_to_do(store: PassageStore, data: Path) -> None:
    store.remove("chengxi-2023")
    evaluations = Evaluations(StoreEvaluator(store, data))
    assert evaluations.start()
    last = list(evaluations.watch(0.05))[-1]
    assert last.status == "failed"
    assert "没有一道题能问" in last.message
    evaluations.close()
