"""The record of a run: every question with its answer and score, and under what settings it was made."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from evals.errors import RunError
from evals.evidence import Retrieved
from evals.metrics import Judgement, Tally, Verdict

FORMAT = 1


@dataclass(frozen=True)
class EvidenceRecord:
    """A piece of expected evidence and the rank (from 1) at which retrieval found it; held: it is in the corpus."""

    label: str
    rank: int | None
    held: bool = True


@dataclass(frozen=True)
class TurnRecord:
    """One asked question. answer: its answer line (DESIGN, Contracts). milliseconds: from asking to the answer."""

    id: str
    case: str
    turn: int
    kind: str
    gold: str
    question: str
    answerable: bool
    expected: tuple[str, ...]
    answer: dict[str, Any]
    judgement: Judgement
    milliseconds: float
    held_out: bool = False
    understood: str = ""
    composed: bool = True
    evidence: tuple[EvidenceRecord, ...] = ()
    retrieved: tuple[Retrieved, ...] = ()
    note: str = ""

    @property
    def verdict(self) -> Verdict:
        return self.judgement.verdict


@dataclass(frozen=True)
class Setting:
    """What a run was made under: everything that could change its numbers.

    settings: by name. prompts: name -> sha256. manifest: of the index. gold: file -> sha256. documents: id -> version.
    """

    commit: str = ""
    python: str = ""
    processors: int = 0
    settings: dict[str, str] = field(default_factory=dict)
    prompts: dict[str, str] = field(default_factory=dict)
    manifest: dict[str, str] = field(default_factory=dict)
    gold: dict[str, str] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Run:
    """All questions asked of one answerer. system: its name (政问, 政问·给定依据, 教程·MiniLM …).

    answers: False when only its retrieval was measured (a peer without a language model).
    """

    id: str
    system: str
    created: str
    seconds: float
    setting: Setting
    turns: tuple[TurnRecord, ...]
    skipped: tuple[str, ...] = ()
    answers: bool = True


def write_run(run: Run, path: Path) -> None:
    """Write a run as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = {"format": FORMAT, **asdict(run)}
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")


def read_run(path: Path) -> Run:
    """Read a run from its JSON file or its folder. Raises RunError when it is none."""
    file = path / "run.json" if path.is_dir() else path
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise RunError(f"读不出评测结果 {file}:{error}。请给出 run.json 或它所在的文件夹") from error
    if data.pop("format", None) != FORMAT:
        raise RunError(f"{file} 不是本版本的评测结果,请重新运行 zhengwen eval")
    turns = tuple(_turn(turn) for turn in data.pop("turns"))
    setting = Setting(**data.pop("setting"))
    return Run(**{**data, "setting": setting, "turns": turns, "skipped": tuple(data["skipped"])})


def _turn(data: dict[str, Any]) -> TurnRecord:
    judgement = data.pop("judgement")
    tallies = {name: Tally(**value) for name, value in judgement.items() if isinstance(value, dict)}
    judged = Judgement(
        verdict=Verdict(judgement["verdict"]),
        reasons=tuple(judgement["reasons"]),
        false_figure=judgement["false_figure"],
        **tallies,
    )
    return TurnRecord(
        **{
            **data,
            "judgement": judged,
            "expected": tuple(data["expected"]),
            "evidence": tuple(EvidenceRecord(**item) for item in data["evidence"]),
            "retrieved": tuple(Retrieved(**item) for item in data["retrieved"]),
        }
    )
