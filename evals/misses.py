"""Every answer that was not right, by question and figure: what was wrong, and whether finding or reading failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evals.metrics import GOOD, POINTS
from evals.record import Run, TurnRecord
from evals.summary import KIND_NAMES, VERDICT_NAMES

SUPPLIED = "政问·给定依据"
COLUMNS = ("编号", "题型", "问", "应为", "判为", "错在", "依据排第几", "给定依据后")


def miss_table(runs: Sequence[Run]) -> list[str]:
    """A line for each answer of the first run that is not right, wrong ones first; no sentence of a report.

    Held-out questions are counted but not named: nobody is to mend the answering by them.
    依据排第几: rank at which retrieval found each piece of evidence, – for none. 给定依据后: the verdict on the same
    question when the evidence is supplied: still wrong means that reading failed.
    """
    supplied = {turn.id: turn for run in runs if run.system == SUPPLIED for turn in run.turns}
    misses = sorted((turn for turn in runs[0].turns if turn.verdict not in GOOD), key=_worst_first)
    named = [turn for turn in misses if not turn.held_out]
    lines = ["| " + " | ".join(COLUMNS) + " |", "|---" * len(COLUMNS) + "|"]
    lines += ["| " + " | ".join(_cell(text) for text in _cells(turn, supplied)) + " |" for turn in named]
    return [*lines, "", f"另有留出的题 {len(misses) - len(named)} 题没有答对,不逐题列出。"]


def _worst_first(turn: TurnRecord) -> tuple[int, str]:
    return POINTS[turn.verdict], turn.kind


def _cells(turn: TurnRecord, supplied: Mapping[str, TurnRecord]) -> list[str]:
    ranks = ["–" if item.rank is None else str(item.rank) for item in turn.evidence if item.held]
    again = supplied.get(turn.id)
    return [
        f"`{turn.id}`",
        KIND_NAMES[turn.kind],
        turn.question,
        ";".join(turn.expected),
        VERDICT_NAMES[turn.verdict],
        ";".join(turn.judgement.reasons),
        "、".join(ranks),
        VERDICT_NAMES[again.verdict] if again else "",
    ]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
