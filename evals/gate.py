"""The gate: a release must not be worse than the committed baseline by more than chance explains."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from evals.errors import RunError
from evals.interval import Rate
from evals.record import Run, TurnRecord
from evals.summary import Summary, summarise

# name -> (how to read it, whether more is better)
RATES: Mapping[str, tuple[Callable[[Summary], Rate], bool]] = {
    "right": (lambda summary: summary.overall.right, True),
    "wrong": (lambda summary: summary.overall.wrong, False),
    "refused_rightly": (lambda summary: summary.refused_rightly, True),
    "refused_needlessly": (lambda summary: summary.refused_needlessly, False),
    "false_figures": (lambda summary: summary.false_figures, False),
    "citation_precision": (lambda summary: summary.citation_precision, True),
    "citation_recall": (lambda summary: summary.citation_recall, True),
    "literal": (lambda summary: summary.literal, True),
}


@dataclass(frozen=True)
class Drop:
    """A rate that is worse than its baseline by more than the baseline's interval."""

    gold: str
    name: str
    before: Rate
    now: Rate

    def __str__(self) -> str:
        return f"{self.gold}·{self.name}:基线 {self.before},现为 {self.now}"


Baseline = dict[str, dict[str, Rate]]
"""Gold file's stem -> rate's name -> rate."""


def rates(run: Run) -> Baseline:
    """The guarded rates of a run, for each gold file."""
    groups: dict[str, list[TurnRecord]] = {}
    for turn in run.turns:
        groups.setdefault(turn.gold, []).append(turn)
    summaries = {gold: summarise(turns) for gold, turns in groups.items()}
    return {
        gold: {name: read(summary) for name, (read, _) in RATES.items() if read(summary).n}
        for gold, summary in summaries.items()
    }


def drops(run: Run, baseline: Baseline) -> list[Drop]:
    """Every rate of the run that fell out of its baseline's 95% interval on the bad side."""
    found: list[Drop] = []
    for gold, now in rates(run).items():
        for name, before in baseline.get(gold, {}).items():
            if name in now and name in RATES and _worse(now[name], before, more_is_better=RATES[name][1]):
                found.append(Drop(gold, name, before, now[name]))
    return found


def _worse(now: Rate, before: Rate, *, more_is_better: bool) -> bool:
    return now.share < before.low if more_is_better else now.share > before.high


def read_baseline(path: Path) -> Baseline:
    """The committed baseline; empty when there is none yet. Raises RunError when it cannot be read."""
    if not path.exists():
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {gold: {name: Rate(**rate) for name, rate in named.items()} for gold, named in data.items()}
    except (json.JSONDecodeError, TypeError, AttributeError) as error:
        raise RunError(f"读不出基线 {path}:{error}。可用 zhengwen eval --set-baseline 重写") from error


def write_baseline(run: Run, path: Path) -> None:
    """Take this run's rates as the baseline of its gold files; other gold files keep theirs."""
    merged = read_baseline(path) | rates(run)
    data = {gold: {name: {"hits": r.hits, "n": r.n} for name, r in named.items()} for gold, named in merged.items()}
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
