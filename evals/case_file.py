"""Gold files: one case a line of JSON, checked by pydantic at this border and nowhere else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from evals.case import Amount, Case, CaseKind, Evidence, ExpectedFigure, Turn
from evals.errors import GoldError
from vectorstore.figure import Direction, Kind


def _number(value: Any) -> Any:
    """Numbers may be written as 7, "7", "1,360" or "-7.4"; floats are taken by their shortest spelling."""
    return str(value).replace(",", "").replace("，", "") if isinstance(value, int | float | str) else value


MOST_FORGIVEN = Decimal("0.01")
Number = Annotated[Decimal, BeforeValidator(_number)]
PERIOD = re.compile(r"\d{4}(-\d{4})?(Q[1-4]|H[12]|M\d{1,2}(-\d{1,2})?)?")


class _Line(BaseModel):
    """Base of the border models: an unknown field is a spelling mistake, so it is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class _AmountLine(_Line):
    value: Number
    unit: str = ""

    def freeze(self) -> Amount:
        return Amount(self.value, self.unit.strip())


class _FigureLine(_AmountLine):
    accept: list[_AmountLine] = []
    tolerance: Number = Decimal(0)
    region: str = ""
    period: str = ""
    kind: Literal["target", "estimate", "actual", "budget", "final", ""] | None = None
    direction: Literal["up", "down", "none", ""] | None = None
    indicator: str = ""
    upper: Number | None = None
    exact_unit: bool | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain_period(cls, data: Any) -> Any:
        if isinstance(data, dict) and data.get("period") is not None:
            data = {**data, "period": str(data["period"])}
        return data

    @model_validator(mode="after")
    def _sound(self) -> _FigureLine:
        if self.period and not PERIOD.fullmatch(self.period):
            raise ValueError(f"时期“{self.period}”应写作 2021、2021-2025、2020M1-11、2021Q1 或 2021H1")
        if not 0 <= self.tolerance <= abs(self.value) * MOST_FORGIVEN:
            raise ValueError("tolerance 与 value 同单位,最多为 value 的百分之一;抄录的数字写 0")
        return self

    def expected(self, exact_unit: bool) -> ExpectedFigure:
        """A negative value is a decline: its size, with the direction down. exact_unit: where the line says none."""
        down = self.value < 0 and self.unit in ("%", "％")
        direction = Direction.DOWN if down and not self.direction else self.direction
        return ExpectedFigure(
            amount=Amount(abs(self.value) if down else self.value, self.unit.strip()),
            accept=tuple(amount.freeze() for amount in self.accept),
            tolerance=self.tolerance / abs(self.value) if self.tolerance else Decimal(0),
            region=self.region,
            period=self.period,
            kind=Kind(self.kind) if self.kind else None,
            direction=Direction(direction) if direction else None,
            indicator=self.indicator,
            upper=self.upper,
            exact_unit=exact_unit if self.exact_unit is None else self.exact_unit,
        )


class _EvidenceLine(_Line):
    document: str = Field(min_length=1)
    section: str = ""
    figure: str = ""
    text: str = Field(default="", max_length=40)

    def freeze(self) -> Evidence:
        return Evidence(self.document, self.section, self.figure, self.text)


class _TurnLine(_Line):
    question: str = Field(min_length=1)
    answerable: bool = True
    figures: list[_FigureLine] = []
    must: list[str] = []
    must_any: list[list[str]] = []
    must_not: list[str] = []
    evidence: list[_EvidenceLine] = []
    refusal_accepted: bool = False
    conflict: bool = False
    note: str = ""

    @model_validator(mode="after")
    def _expects_something(self) -> _TurnLine:
        if self.answerable and not (self.figures or self.must or self.must_any):
            raise ValueError("可回答的问题至少要有 figures、must 或 must_any 之一")
        if not self.answerable and self.figures:
            raise ValueError("answerable 为 false 时不应有 figures;应答出更正数字的题请写 answerable: true")
        if any(not group for group in self.must_any):
            raise ValueError("must_any 的每一组至少要有一个词")
        return self

    def freeze(self, kind: CaseKind) -> Turn:
        """Cases of kind `unit` ask for one unit, so they take no other."""
        return Turn(
            question=self.question,
            answerable=self.answerable,
            figures=tuple(figure.expected(kind is CaseKind.UNIT) for figure in self.figures),
            must=tuple(self.must),
            must_any=tuple(tuple(group) for group in self.must_any),
            must_not=tuple(self.must_not),
            evidence=tuple(evidence.freeze() for evidence in self.evidence),
            refusal_accepted=self.refusal_accepted,
            conflict=self.conflict,
        )


class _Head(_Line):
    """The fields of a case beside its question."""

    id: str = Field(min_length=1, pattern=r"^[\w.-]+$")
    kind: CaseKind
    note: str = ""
    held_out: bool = False


class _ConversationLine(_Head):
    turns: list[_TurnLine] = Field(min_length=1)


HEAD_FIELDS = ("id", "kind", "note", "held_out")
OWN_FIELDS = ("id", "kind", "held_out")


def parse_case(data: dict[str, Any], file: str = "", line: int = 0) -> Case:
    """A case from one decoded line. Raises pydantic.ValidationError, whose errors name the field."""
    head = _Head.model_validate({field: data[field] for field in HEAD_FIELDS if field in data})
    if "turns" in data:
        lines = _ConversationLine.model_validate(data).turns
    else:
        lines = [_TurnLine.model_validate({key: value for key, value in data.items() if key not in OWN_FIELDS})]
    turns = tuple(turn.freeze(head.kind) for turn in lines)
    return Case(head.id, head.kind, turns, head.note, head.held_out, file, line)


def read_lines(path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """(line number, decoded object or what is wrong with it) of every line that is neither empty nor a // remark."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("//"):
            continue
        try:
            data = json.loads(line)
        except json.JSONDecodeError as error:
            yield number, f"不是合法的 JSON:{error.msg}(第 {error.colno} 列)"
            continue
        yield number, data if isinstance(data, dict) else "每一行应是一个 JSON 对象"


def explain(error: ValidationError) -> str:
    """What is wrong with a line, field by field, for people."""
    return ";".join(f"{'.'.join(str(part) for part in item['loc']) or '整行'}:{item['msg']}" for item in error.errors())


def load_cases(paths: Sequence[Path]) -> list[Case]:
    """All cases of these files, in order. Raises GoldError naming file and line of the first broken line."""
    cases: list[Case] = []
    seen: dict[str, str] = {}
    for path in paths:
        for number, data in read_lines(path):
            place = f"{path.name} 第 {number} 行"
            if isinstance(data, str):
                raise GoldError(f"{place}:{data}")
            try:
                case = parse_case(data, str(path), number)
            except ValidationError as error:
                raise GoldError(f"{place}:{explain(error)}。写法见 docs/writing-gold.md") from error
            if case.id in seen:
                raise GoldError(f"{place}:编号 {case.id} 已在 {seen[case.id]} 用过,请换一个")
            seen[case.id] = place
            cases.append(case)
    return cases
