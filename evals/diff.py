"""What got better and worse between two runs."""

from __future__ import annotations

from dataclasses import dataclass

from evals.markdown import measure_table
from evals.record import Run, TurnRecord
from evals.summary import VERDICT_NAMES, summarise


@dataclass(frozen=True)
class Change:
    """A question that both runs asked and that now counts otherwise. gain: points after minus points before."""

    before: TurnRecord
    after: TurnRecord

    @property
    def gain(self) -> int:
        return self.after.judgement.points - self.before.judgement.points


@dataclass(frozen=True)
class Difference:
    """better, worse: changed answers, largest change first. sideways: other verdict, same points.

    new, gone: ids that only one of the runs asked.
    """

    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    sideways: tuple[Change, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]


def difference(before: Run, after: Run) -> Difference:
    """Compare two runs question by question."""
    old = {turn.id: turn for turn in before.turns}
    new = {turn.id: turn for turn in after.turns}
    changes = [Change(old[id], new[id]) for id in new if id in old and old[id].verdict is not new[id].verdict]
    return Difference(
        better=tuple(sorted((change for change in changes if change.gain > 0), key=lambda change: -change.gain)),
        worse=tuple(sorted((change for change in changes if change.gain < 0), key=lambda change: change.gain)),
        sideways=tuple(change for change in changes if change.gain == 0),
        new=tuple(id for id in new if id not in old),
        gone=tuple(id for id in old if id not in new),
    )


def diff_markdown(before: Run, after: Run) -> str:
    """The comparison for people: rates side by side, then each changed answer."""
    found = difference(before, after)
    lines = [f"# {before.id} → {after.id}", ""]
    lines += measure_table([(before, summarise(before.turns)), (after, summarise(after.turns))])
    for title, changes in (("变差", found.worse), ("变好", found.better), ("同分而异", found.sideways)):
        lines += ["", f"## {title} {len(changes)} 题", "", *(_line(change) for change in changes)]
    if found.new or found.gone:
        lines += ["", f"新问 {len(found.new)} 题,不再问 {len(found.gone)} 题。"]
    return "\n".join(lines) + "\n"


def _line(change: Change) -> str:
    old, new = VERDICT_NAMES[change.before.verdict], VERDICT_NAMES[change.after.verdict]
    told = ";".join(change.after.judgement.reasons)
    return f"- `{change.after.id}` {old} → {new}:{change.after.question}" + (f"({told})" if told else "")
