"""Runs over a chain that knows its answers: records, reports, comparison and the gate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.answer import Answer
from evals.asking import ChainAnswerer, ask_cases, select
from evals.cli import evaluate
from evals.diff import diff_markdown, difference
from evals.errors import RunError
from evals.gate import drops, read_baseline, write_baseline
from evals.markdown import markdown, system_rows
from evals.metrics import Verdict
from evals.misses import SUPPLIED, miss_table
from evals.page import page
from evals.record import Run, Setting, read_run, write_run
from evals.run import read_runs, render, write_reports
from evals.summary import summarise
from tests.evals.fakes import (
    CORPUS,
    FakeChain,
    altered_digits,
    always_refusing,
    cases,
    misquoting,
    never_refusing,
)


def run(id: str = "before", damage: Callable[[Answer], Answer] = lambda answer: answer) -> Run:
    turns = tuple(ask_cases(ChainAnswerer(FakeChain(damage)), cases(), CORPUS))
    return Run(id, "政问", "2026-11-22 08:00", 1.0, Setting(), turns)


def test_a_chain_that_knows_its_answers_is_right_throughout() -> None:
    summary = summarise(run().turns)
    assert summary.overall.right.share == 1.0
    assert summary.refused_rightly.hits == 4
    assert (summary.citation_precision.share, summary.citation_recall.share, summary.literal.share) == (1.0, 1.0, 1.0)
    assert summary.retrieval is not None
    assert summary.retrieval.first_five.share == 1.0
    assert summary.retrieval.mrr == 1.0


def test_a_run_reads_back_as_it_was_written(tmp_path: Path) -> None:
    before = run()
    write_run(before, tmp_path / "run.json")
    assert read_run(tmp_path) == before
    (tmp_path / "other.json").write_text("{}")
    with pytest.raises(RunError, match="zhengwen eval"):
        read_run(tmp_path / "other.json")


@pytest.mark.parametrize(
    ("damage", "names"),
    [
        (altered_digits, {"right", "wrong", "false_figures", "citation_precision"}),
        (never_refusing, {"refused_rightly"}),
        (always_refusing, {"right", "refused_needlessly"}),
        (misquoting, {"literal", "citation_recall", "citation_precision"}),
    ],
)
def test_the_gate_stops_a_damaged_chain(tmp_path: Path, damage: Callable[[Answer], Answer], names: set[str]) -> None:
    baseline = tmp_path / "baseline.json"
    write_baseline(run(), baseline)
    found = drops(run("after", damage), read_baseline(baseline))
    assert names <= {drop.name for drop in found}


def test_the_gate_lets_an_equal_chain_pass_and_forgives_chance(tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    write_baseline(run(), baseline)
    assert drops(run("after"), read_baseline(baseline)) == []
    once: list[Answer] = []

    def one_slip(answer: Answer) -> Answer:
        slip = not once and not answer.refused
        once.append(answer)
        return always_refusing(answer) if slip else answer

    assert drops(run("after", one_slip), read_baseline(baseline)) == []


def test_the_baseline_of_another_gold_file_stays(tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    baseline.write_text('{"other": {"right": {"hits": 3, "n": 4}}}')
    write_baseline(run(), baseline)
    assert set(read_baseline(baseline)) == {"other", "yunxi"}


def test_a_comparison_names_what_got_worse_and_better() -> None:
    before, after = run(), run("after", always_refusing)
    found = difference(before, after)
    assert len(found.worse) == 20
    assert found.better == ()
    assert all(change.after.verdict is Verdict.NEEDLESS_REFUSAL for change in found.worse)
    text = diff_markdown(before, after)
    assert "变差 20 题" in text
    assert "变好 20 题" in diff_markdown(after, before)


def test_the_report_tells_every_wrong_answer_with_what_it_should_be() -> None:
    text = markdown([run(damage=altered_digits), run("peer")])
    assert text.count("错在:") == 20
    assert "应为:云溪区 2021 target 3%" in text
    assert "[0, 16]" in text


def test_systems_are_told_side_by_side_and_compared_question_by_question() -> None:
    found = replace(run("peer"), system="教程", answers=False)
    rows = system_rows([(each, summarise(each.turns)) for each in (run(), run("worse", always_refusing), found)])
    assert rows[0][1:3] == ["100.0% [86, 100] n=24", "0.0% [0, 14] n=24"]
    assert [row[6] for row in rows] == ["–", "+0 −20", "–"]
    assert rows[2][0] == "教程"
    assert set(rows[2][1:6]) == {"–"}
    assert rows[2][7].startswith("100.0%")


def test_every_miss_says_whether_finding_or_reading_failed() -> None:
    supplied = replace(run("supplied"), system=SUPPLIED)
    damaged = run(damage=altered_digits)
    held = tuple(replace(turn, held_out=turn.id == "yx-19") for turn in damaged.turns)
    *rows, _, rest = miss_table([replace(damaged, turns=held), supplied])[2:]
    assert len(rows) == 19
    assert "留出的题 1 题" in rest
    assert "| `yx-0` | 单个数字 | 云溪区2021年地区生产总值增长目标是多少? | 云溪区 2021 target 3% | 错 |" in rows[0]
    assert rows[0].endswith("| 1 | 对 |")


def test_reports_are_written_again_from_the_kept_runs(tmp_path: Path) -> None:
    folder = write_reports([run(), replace(run("worse", always_refusing), system="又一个")], tmp_path)
    (folder / "report.html").unlink()
    render(read_runs(folder), folder)
    assert "又一个" in (folder / "report.html").read_text(encoding="utf-8")
    with pytest.raises(RunError):
        read_runs(tmp_path)


def test_the_page_escapes_what_documents_say() -> None:
    def hostile(answer: Answer) -> Answer:
        return Answer(answer.question, "<script>alert(1)</script>")

    text = page([run(damage=hostile)])
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
    assert "http" not in text


def test_cases_whose_document_is_not_there_are_left_out() -> None:
    everything = cases()
    assert len(select(everything, ["yunxi"]).cases) == 24
    assert select(everything, ["another"]).cases == ()
    assert len(select(everything, ["another"]).skipped) == 24


def test_a_run_with_a_model_that_is_not_configured_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ZHENGWEN_LLM_BASE_URL", raising=False)
    result = CliRunner().invoke(evaluate, ["--guest"])
    assert result.exit_code == 1
    assert "ZHENGWEN_LLM_BASE_URL" in result.stderr
