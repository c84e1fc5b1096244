"""The command line from a file to a cited answer, on real engines in a temporary folder."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

import zhengwen
from vectorstore.settings import StoreSettings
from vectorstore.store import PassageStore

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "evals" / "corpus"
TARGET = "临溪区2022年地区生产总值增长的预期目标是多少？"


def run(*arguments: str | Path) -> Result:
    words = [str(argument) for argument in arguments]
    return CliRunner().invoke(zhengwen.build(words), words)


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGWEN_DATA", "")  # so that what --data sets is taken back


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample corpus, ingested once."""
    folder = tmp_path_factory.mktemp("data")
    result = run("ingest", CORPUS, "--data", folder)
    assert result.exit_code == 0, result.output
    assert "新增 4，失败 0" in result.output
    return folder


def test_a_question_gets_a_figure_whose_citation_is_literally_in_the_report(data: Path) -> None:
    result = run("ask", TARGET, "--json", "--data", data)
    assert result.exit_code == 0, result.output
    line = json.loads(result.stdout)
    assert "7.5%" in line["answer"]
    assert not line["refused"]
    figure = line["figures"][0]
    assert (figure["value"], figure["unit"], figure["kind"], figure["verified"]) == ("7.5", "%", "target", True)
    citation = next(one for one in line["citations"] if one["number"] == figure["citation"])
    report = (CORPUS / "linxi-2022.txt").read_text(encoding="utf-8")
    assert citation["document"] == "linxi-2022"
    assert "".join(citation["quote"].split()) in "".join(report.split())


def test_the_answer_for_people_shows_its_source(data: Path) -> None:
    output = "".join(run("ask", TARGET, "--data", data).stdout.split())
    assert "7.5%" in output
    assert "[1]《" in output


@pytest.mark.parametrize("before", [True, False])
def test_the_data_folder_may_stand_before_or_after_the_command(data: Path, before: bool) -> None:
    option = ["--data", str(data)]
    result = run(*option, "documents") if before else run("documents", *option)
    assert result.exit_code == 0
    assert "linxi" in result.output


def test_a_batch_gives_one_line_for_each_question_and_turn(data: Path, tmp_path: Path) -> None:
    lines: list[dict[str, object]] = [
        {"id": "q1", "question": TARGET},
        {"id": "d1", "turns": ["2022年城镇新增就业完成多少？", "2023年的目标呢？"]},
        {"id": "q2", "question": "江汉区2022年地区生产总值是多少？"},
        {"id": "q3", "question": ""},
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    result = run("ask", "--batch", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl", "--data", data)
    assert result.exit_code == 0, result.output
    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(one["id"], one["turn"]) for one in answers] == [
        ("q1", None),
        ("d1", 0),
        ("d1", 1),
        ("q2", None),
        ("q3", None),
    ]
    assert [one["refused"] for one in answers] == [False, False, False, True, True]
    keys = "id turn question answer refused conflict citations figures timings_ms"
    assert all(set(keys.split()) <= set(one) for one in answers)


def test_unchanged_reports_are_skipped(data: Path) -> None:
    result = run("ingest", CORPUS, "--data", data)
    assert result.exit_code == 0
    assert "未变 4" in result.output


def test_the_ledger_goes_into_a_table_file(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "figures.csv"
    result = run("figures", "--region", "临溪区", "--indicator", "GDP", "--csv", target, "--data", data)
    assert result.exit_code == 0, result.output
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert {row["地区"] for row in rows} == {"临溪区"}


def test_a_report_is_inspected_reindexed_and_removed(tmp_path: Path) -> None:
    store = ("--data", tmp_path / "data")
    assert run("ingest", CORPUS / "linxi-2022.txt", *store).exit_code == 0
    assert "2022年工作安排" in run("inspect", "linxi-2022", *store).output
    assert "已重建 1 份" in run("reindex", *store).output
    assert run("remove", "linxi-2022", *store).exit_code == 0
    assert "还没有载入文件" in run("documents", *store).output


@pytest.mark.parametrize(
    ("question", "said"), [("", "问题是空的"), ("？！…", "问题是空的"), ("长" * 10_000, "问题太长")]
)
def test_a_question_that_cannot_be_taken_is_told_in_one_sentence(data: Path, question: str, said: str) -> None:
    result = run("ask", question, "--data", data)
    assert result.exit_code == 1
    assert said in "".join(result.output.split())


def test_a_missing_batch_file_is_told_in_one_sentence(data: Path, tmp_path: Path) -> None:
    result = run("ask", "--batch", tmp_path / "none.jsonl", "--out", tmp_path / "out.jsonl", "--data", data)
    assert result.exit_code == 1
    assert "读不了批量文件" in result.output


def test_an_empty_store_refuses_and_says_so(tmp_path: Path) -> None:
    result = run("ask", TARGET, "--json", "--data", tmp_path)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["refused"] is True


def test_help_names_every_command() -> None:
    output = run("--help").output
    names = [name for part in zhengwen.PARTS for name in part.split()]
    assert len(names) == 13
    assert [name for name in names if name not in output] == []


def test_asking_waits_for_no_part_that_it_does_not_use(data: Path) -> None:
    script = (
        "import sys, zhengwen\n"
        "try:\n zhengwen.main()\n"
        "except SystemExit:\n pass\n"
        "parts = 'gradio fastapi evals ingest torch sentence_transformers langchain_openai openpyxl pypinyin'.split()\n"
        "print('LOADED', *(part for part in parts if part in sys.modules))"
    )
    command = [sys.executable, "-c", script, "ask", TARGET, "--data", str(data)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "COLUMNS": "200"})
    assert "7.5%" in done.stdout
    assert done.stdout.splitlines()[-1] == "LOADED"


def test_an_upload_goes_through_the_pipeline_into_the_open_store(tmp_path: Path) -> None:
    stages: list[str] = []
    with (
        PassageStore.open(StoreSettings.from_environment(tmp_path / "data"), writer=True) as store,
        zhengwen.make_ingester(store) as ingester,
    ):
        result = ingester.ingest_file(
            CORPUS / "linxi-tasks-2022.docx", ("督查室",), lambda step: stages.append(step.stage)
        )
        assert result.outcome == "added"
        assert [record.groups for record in store.documents()] == [("督查室",)]
    assert stages
