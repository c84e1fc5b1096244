"""Batch files: a line a question or conversation in, an answer line a question or turn out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from app.answer import Answer
from app.chain import Ask, Chain
from app.errors import BatchError, QuestionError


class BatchLine(BaseModel):
    """{"id": "q1", "question": "…"} or {"id": "d1", "turns": ["…", "…"]}; other keys are left alone."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str
    question: str | None = None
    turns: list[str] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> BatchLine:
        if (self.question is None) == (self.turns is None):
            raise ValueError("每行要有 question 或 turns 中的一个")
        return self


def read_batch(path: Path) -> list[BatchLine]:
    """All lines of a batch file, blank ones left out. Raises BatchError naming the first bad line."""
    lines = []
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BatchError(f"读不了批量文件 {path}：{error}。请检查路径，并确认它是 UTF-8 编码的 JSONL。") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            lines.append(BatchLine.model_validate_json(line))
        except ValidationError as error:
            reason = error.errors()[0]["msg"]
            raise BatchError(
                f"{path} 第{number}行读不懂（{reason}）："
                '应为 {"id": "q1", "question": "…"} 或 {"id": "d1", "turns": ["…"]}。'
            ) from error
    return lines


def answer_batch(lines: list[BatchLine], chain: Chain) -> Iterator[str]:
    """One JSON answer line for each question or turn, in order. One that cannot be taken is refused, not fatal."""
    for line in lines:
        if line.question is not None:
            yield _json(_ask(chain, Ask(line.question)), line.id, None)
        for turn, text in enumerate(line.turns or []):
            yield _json(_ask(chain, Ask(text, tuple((line.turns or [])[:turn]))), line.id, turn)


def _ask(chain: Chain, ask: Ask) -> Answer:
    try:
        return chain.ask(ask)
    except QuestionError as error:
        return Answer(question=ask.question, text=str(error), refused=True)


def _json(answer: Answer, id: str, turn: int | None) -> str:
    return json.dumps(answer.to_line(id, turn), ensure_ascii=False)
