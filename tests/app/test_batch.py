"""Batch files keep the contract to the letter: one line a question or turn, in order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.assistant import Assistant
from app.batch import answer_batch, read_batch
from app.errors import BatchError

KEYS = ["id", "turn", "question", "answer", "refused", "conflict", "citations", "figures", "timings_ms"]
CITATION_KEYS = ["number", "document", "title", "section", "page", "quote", "start", "end"]
FIGURE_KEYS = ["text", "value", "unit", "indicator", "region", "period", "kind", "citation", "verified"]


def batch(folder: Path, *lines: object) -> Path:
    path = folder / "in.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def answers(path: Path, chain: Assistant) -> list[dict[str, Any]]:
    return [json.loads(line) for line in answer_batch(read_batch(path), chain)]


def test_a_question_gives_one_line_with_the_fields_of_the_contract(chain: Assistant, tmp_path: Path) -> None:
    [line] = answers(batch(tmp_path, {"id": "q1", "question": "青禾区2023年改造老旧小区目标是多少个?"}), chain)
    assert list(line) == KEYS
    assert (line["id"], line["turn"], line["refused"], line["conflict"]) == ("q1", None, False, False)
    [citation], [figure] = line["citations"], line["figures"]
    assert list(citation) == CITATION_KEYS
    assert list(figure) == FIGURE_KEYS
    assert (citation["number"], citation["document"], citation["page"]) == (1, "qinghe-2023", None)
    assert citation["section"][0] == "二、2023年工作安排"
    assert figure == {
        "text": "30个",
        "value": "30",
        "unit": "个",
        "indicator": figure["indicator"],
        "region": "青禾区",
        "period": "2023",
        "kind": "target",
        "citation": 1,
        "verified": True,
    }


def test_timings_are_whole_milliseconds_of_each_step(chain: Assistant, tmp_path: Path) -> None:
    [line] = answers(batch(tmp_path, {"id": "q1", "question": "青禾区2022年地区生产总值?"}), chain)
    assert list(line["timings_ms"]) == ["understand", "retrieve", "read", "total"]
    assert all(isinstance(value, int) and value >= 0 for value in line["timings_ms"].values())


def test_each_turn_gives_a_line_counted_from_nought(chain: Assistant, tmp_path: Path) -> None:
    lines = answers(batch(tmp_path, {"id": "d1", "turns": ["青禾区2022年地区生产总值?", "松岭区呢?"]}), chain)
    assert [(line["id"], line["turn"], line["question"]) for line in lines] == [
        ("d1", 0, "青禾区2022年地区生产总值?"),
        ("d1", 1, "松岭区呢?"),
    ]
    assert lines[1]["figures"][0]["value"] == "468.3"


def test_turns_do_not_leak_into_the_next_line(chain: Assistant, tmp_path: Path) -> None:
    path = batch(
        tmp_path,
        {"id": "d1", "turns": ["青禾区2022年地区生产总值?"]},
        {"id": "d2", "turns": ["目标呢?"]},
        {"id": "q3", "question": "合计呢?"},
    )
    _, second, third = answers(path, chain)
    assert second["refused"]
    assert third["refused"]


def test_a_question_that_cannot_be_taken_is_refused_and_the_rest_goes_on(chain: Assistant, tmp_path: Path) -> None:
    path = batch(
        tmp_path,
        {"id": "a", "question": ""},
        {"id": "b", "question": "问" * 3000},
        {"id": "c", "question": "青禾区2022年新增充电桩多少个?"},
    )
    empty, long, good = answers(path, chain)
    assert empty["refused"]
    assert "空" in empty["answer"]
    assert long["refused"]
    assert "太长" in long["answer"]
    assert good["figures"][0]["value"] == "860"


def test_an_empty_turn_does_not_spoil_the_turns_after_it(chain: Assistant, tmp_path: Path) -> None:
    path = batch(tmp_path, {"id": "d", "turns": ["青禾区2022年新增充电桩多少个?", "?", "松岭区呢?"]})
    assert [line["refused"] for line in answers(path, chain)] == [False, True, False]


def test_numbers_as_ids_other_keys_and_blank_lines_are_taken(tmp_path: Path) -> None:
    path = batch(tmp_path, {"id": 7, "question": "问", "note": "x"}, "", {"id": "d", "turns": []})
    assert [line.id for line in read_batch(path)] == ["7", "d"]


def test_a_file_that_begins_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": "q", "question": "问"}\n', encoding="utf-8-sig")
    assert [line.question for line in read_batch(path)] == ["问"]


def test_a_line_separator_inside_a_question_does_not_cut_the_line(tmp_path: Path) -> None:
    path = batch(tmp_path, json.dumps({"id": "q", "question": "甲\u2028乙"}, ensure_ascii=False))
    assert [line.question for line in read_batch(path)] == ["甲\u2028乙"]


@pytest.mark.parametrize(
    "bad",
    [
        "not json",
        "[]",
        '{"id": "q"}',
        '{"question": "问"}',
        '{"id": "q", "question": "问", "turns": ["问"]}',
        '{"id": "q", "turns": "问"}',
    ],
)
def test_a_bad_line_is_named_by_its_number(bad: str, tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="第2行"):
        read_batch(batch(tmp_path, {"id": "a", "question": "问"}, bad))


def test_a_missing_or_foreign_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="路径"):
        read_batch(tmp_path / "none.jsonl")
    foreign = tmp_path / "gbk.jsonl"
    foreign.write_bytes('{"id": "q", "question": "问题"}'.encode("gbk"))
    with pytest.raises(BatchError, match="UTF-8"):
        read_batch(foreign)
