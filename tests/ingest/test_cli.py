"""The commands on a real store: what they print and how they exit."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from ingest.cli import commands


def test_a_folder_without_reports_is_said_and_fails(tmp_path: Path) -> None:
    result = CliRunner().invoke(commands, ["ingest", str(tmp_path), "--data", str(tmp_path / "var")])
    assert result.exit_code == 1
    assert "没有可读取的报告" in result.output


def test_a_bad_file_is_named_with_its_reason_and_the_command_fails(tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    result = CliRunner().invoke(commands, ["ingest", str(tmp_path / "空.txt"), "--data", str(tmp_path / "var")])
    assert result.exit_code == 1
    assert "文件是空的" in result.output
    assert "新增 0，失败 1" in result.output


def test_an_unknown_document_is_an_error_in_words(tmp_path: Path) -> None:
    for command in ("inspect", "remove"):
        result = CliRunner().invoke(commands, [command, "没有", "--data", str(tmp_path / "var")])
        assert result.exit_code == 1
        assert "没有" in result.output
