"""The report of a run as one HTML file that needs nothing else: inline SVG charts, a few lines of script to filter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from evals.markdown import SYSTEM_COLUMNS, measures, number, percent, system_rows
from evals.metrics import BAD, GOOD, Verdict
from evals.record import Run, Setting, TurnRecord
from evals.summary import KIND_NAMES, VERDICT_NAMES, Verdicts, summarise

LABEL, WIDTH, ROW = 110, 620, 26


def page(runs: Sequence[Run]) -> str:
    """The page of these runs; the first is ours and is shown case by case. Everything from documents is escaped."""
    summaries = [summarise(run.turns) for run in runs]
    first, summary = runs[0], summaries[0]
    columns = [dict(measures(run, item)) for run, item in zip(runs, summaries, strict=True)]
    names = dict.fromkeys(name for column in columns for name in column)
    template = Environment(autoescape=True).from_string(files("evals").joinpath("page.html").read_text("utf-8"))
    return template.render(
        run=first,
        systems=[run.system for run in runs],
        system_columns=SYSTEM_COLUMNS,
        system_rows=system_rows(list(zip(runs, summaries, strict=True))) if len(runs) > 1 else [],
        measures=[(name, [column.get(name, "–") for column in columns]) for name in names],
        chart=chart(summary.kinds),
        kinds=[_cells(group) for group in summary.kinds],
        filters=_filters(first.turns),
        kind_names=[(group.name, KIND_NAMES.get(group.name, group.name)) for group in summary.kinds],
        turns=[_case(turn) for turn in sorted(first.turns, key=_worst_first)],
        setting=_setting(first.setting),
    )


def chart(groups: Sequence[Verdicts]) -> Markup:
    """Bars of right, needlessly refused and wrong by kind, with the interval of right as a whisker."""
    height = ROW * len(groups) + 34
    parts = [
        f'<svg viewBox="0 0 {LABEL + WIDTH + 90} {height}" role="img" width="100%" '
        'aria-label="各题型对、不必要拒答、错的比例"><title>各题型对、不必要拒答、错的比例</title>'
    ]
    for share in (0, 0.25, 0.5, 0.75, 1):
        x = LABEL + WIDTH * share
        parts.append(f'<line class="axis" x1="{x}" y1="0" x2="{x}" y2="{height - 22}"/>')
        parts.append(f'<text class="soft" x="{x}" y="{height - 6}" text-anchor="middle">{share:.0%}</text>')
    for index, group in enumerate(groups):
        parts.append(_bar(group, index * ROW + 4))
    return Markup("".join(parts) + "</svg>")


def _bar(group: Verdicts, top: float) -> str:
    name = escape(KIND_NAMES.get(group.name, group.name))
    pieces, x = [f'<text x="{LABEL - 8}" y="{top + 14}" text-anchor="end">{name}</text>'], float(LABEL)
    for rate, style in ((group.right, "good"), (group.needless, "idle"), (group.wrong, "bad")):
        width = WIDTH * rate.share
        pieces.append(f'<rect class="fill-{style}" x="{x:.1f}" y="{top}" width="{width:.1f}" height="{ROW - 8}"/>')
        x += width
    low, high, middle = LABEL + WIDTH * group.right.low, LABEL + WIDTH * group.right.high, top + (ROW - 8) / 2
    pieces.append(f'<line class="mark" x1="{low:.1f}" y1="{middle}" x2="{high:.1f}" y2="{middle}"/>')
    size = f'<tspan class="soft">n={group.n}</tspan>'
    pieces.append(f'<text x="{LABEL + WIDTH + 8}" y="{top + 14}">{group.right.share:.0%} {size}</text>')
    return "".join(pieces)


def _cells(group: Verdicts) -> list[str]:
    shares = [percent(rate).rsplit(" n=", 1)[0] for rate in (group.right, group.wrong, group.needless)]
    return [KIND_NAMES.get(group.name, group.name), str(group.n), *shares, number(group.score)]


def _filters(turns: Sequence[TurnRecord]) -> list[tuple[str, str, int]]:
    counts = Counter(turn.verdict for turn in turns)
    good, bad = sum(counts[v] for v in GOOD), sum(counts[v] for v in BAD)
    groups = [("", "全部", len(turns)), (_joined(BAD), "全部错的", bad), (_joined(GOOD), "全部对的", good)]
    return groups + [(verdict.value, VERDICT_NAMES[verdict], counts[verdict]) for verdict in Verdict]


def _joined(group: frozenset[Verdict]) -> str:
    return " ".join(sorted(group))


def _worst_first(turn: TurnRecord) -> int:
    return turn.judgement.points


def _case(turn: TurnRecord) -> dict[str, Any]:
    return {
        "id": turn.id,
        "verdict": turn.verdict.value,
        "label": VERDICT_NAMES[turn.verdict],
        "kind": turn.kind,
        "kind_name": KIND_NAMES[turn.kind],
        "question": turn.question,
        "expected": "\n".join(turn.expected),
        "answer": turn.answer["answer"],
        "reasons": "\n".join(turn.judgement.reasons),
        "understood": turn.understood,
        "citations": turn.answer["citations"],
        "evidence": turn.evidence,
        "milliseconds": turn.milliseconds,
        "note": turn.note,
    }


def _setting(setting: Setting) -> list[tuple[str, str]]:
    rows = [("提交", setting.commit), ("Python", setting.python), ("处理器", str(setting.processors))]
    groups = (
        ("设置", setting.settings),
        ("提示词", setting.prompts),
        ("索引", setting.manifest),
        ("题库", setting.gold),
        ("文件", setting.documents),
    )
    return rows + [(f"{head} {name}", value) for head, values in groups for name, value in values.items()]
