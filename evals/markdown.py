"""The report of a run as Markdown: tables first, then every wrong answer."""

from __future__ import annotations

import math
from collections.abc import Sequence

from evals.interval import Rate
from evals.metrics import BAD, Verdict
from evals.record import Run, TurnRecord
from evals.summary import KIND_NAMES, VERDICT_NAMES, Summary, Verdicts, summarise


def percent(rate: Rate) -> str:
    """95.0% [90, 98] n=120; – without cases."""
    if not rate.n:
        return "–"
    return f"{rate.share * 100:.1f}% [{rate.low * 100:.0f}, {rate.high * 100:.0f}] n={rate.n}"


def number(value: float, places: int = 2) -> str:
    return "–" if math.isnan(value) else f"{value:.{places}f}"


def measures(run: Run, summary: Summary) -> list[tuple[str, str]]:
    """Every measure of a run by its Chinese name, in reading order; without answers, those of retrieval."""
    rows = _answer_measures(summary) if run.answers else []
    if summary.retrieval:
        found = summary.retrieval
        rows += [
            ("依据在前 5 段", percent(found.first_five)),
            ("依据在前 10 段", percent(found.first_ten)),
            ("MRR@10 / nDCG@10", f"{number(found.mrr, 3)} / {number(found.ndcg, 3)}(n={found.questions})"),
        ]
    times = summary.times
    rows.append(("耗时 p50 / p95 / p99", f"{times.median:.0f} / {times.p95:.0f} / {times.p99:.0f} 毫秒"))
    return rows


def _answer_measures(summary: Summary) -> list[tuple[str, str]]:
    return [
        ("对", percent(summary.overall.right)),
        ("错", percent(summary.overall.wrong)),
        ("不必要的拒答(可答的题)", percent(summary.refused_needlessly)),
        ("该拒的拒了(无答案的题)", percent(summary.refused_rightly)),
        ("平均得分(对 +1,拒答 0,错 −1)", number(summary.overall.score)),
        ("留出的题:对", percent(summary.held_out.right)),
        ("追问(第二问起):对", percent(summary.follow_ups.right)),
        ("说出错误数字的回答", percent(summary.false_figures)),
        ("数字精确", percent(summary.exact)),
        ("数字误差不超过 0.1%", percent(summary.near)),
        ("引用里有所说的数字(引用精确率)", percent(summary.citation_precision)),
        ("应引的依据引到了(引用召回率)", percent(summary.citation_recall)),
        ("引用出自应引的文件", percent(summary.documents)),
        ("引文逐字在文件里", percent(summary.literal)),
    ]


def measure_table(runs: Sequence[tuple[Run, Summary]]) -> list[str]:
    """Systems side by side."""
    columns = [dict(measures(run, summary)) for run, summary in runs]
    names = list(dict.fromkeys(name for column in columns for name in column))
    lines = ["| 指标 | " + " | ".join(run.system for run, _ in runs) + " |", "|---" * (len(runs) + 1) + "|"]
    return lines + [f"| {name} | " + " | ".join(column.get(name, "–") for column in columns) + " |" for name in names]


SYSTEM_COLUMNS = (
    "系统",
    "对",
    "错",
    "不必要的拒答",
    "该拒的拒了",
    "说出错误数字",
    "逐题:变好/变差",
    "依据在前 5 段",
    "MRR@10",
    "p50 毫秒",
)


def system_rows(runs: Sequence[tuple[Run, Summary]]) -> list[list[str]]:
    """A line for each system, in the order of SYSTEM_COLUMNS; each is compared question by question with the first."""
    return [[run.system, *_system_cells(run, summary, runs[0][0])] for run, summary in runs]


def _system_cells(run: Run, summary: Summary, first: Run) -> list[str]:
    found = summary.retrieval
    retrieval = [percent(found.first_five), number(found.mrr, 3)] if found else ["–", "–"]
    times = [f"{summary.times.median:.0f}"]
    if not run.answers:
        return ["–"] * 6 + retrieval + times
    rates = (summary.overall.right, summary.overall.wrong, summary.refused_needlessly, summary.refused_rightly)
    return [*map(percent, (*rates, summary.false_figures)), _changed(first, run), *retrieval, *times]


def _changed(first: Run, run: Run) -> str:
    """+3 −41: how many questions count for more and for less than in the first run."""
    if run is first:
        return "–"
    before = {turn.id: turn.judgement.points for turn in first.turns}
    gains = [turn.judgement.points - before[turn.id] for turn in run.turns if turn.id in before]
    return f"+{sum(gain > 0 for gain in gains)} −{sum(gain < 0 for gain in gains)}"


def system_table(runs: Sequence[tuple[Run, Summary]]) -> list[str]:
    """All systems, one a line."""
    lines = ["| " + " | ".join(SYSTEM_COLUMNS) + " |", "|---" * len(SYSTEM_COLUMNS) + "|"]
    return lines + ["| " + " | ".join(cells) + " |" for cells in system_rows(runs)]


def verdict_table(groups: Sequence[Verdicts], head: str) -> list[str]:
    """Right, wrong and needlessly refused of each group."""
    lines = [f"| {head} | n | 对 | 错 | 不必要的拒答 | 得分 |", "|---|---|---|---|---|---|"]
    for group in groups:
        name = KIND_NAMES.get(group.name, group.name)
        shares = " | ".join(percent(rate).rsplit(" n=", 1)[0] for rate in (group.right, group.wrong, group.needless))
        lines.append(f"| {name} | {group.n} | {shares} | {number(group.score)} |")
    return lines


def markdown(runs: Sequence[Run]) -> str:
    """The whole report; the first run is ours and is the one told case by case."""
    summaries = [(run, summarise(run.turns)) for run in runs]
    first, summary = summaries[0]
    lines = [
        f"# 评测结果 {first.id}",
        "",
        f"{first.created} · {len(first.turns)} 问 · {first.seconds:.0f} 秒 · 提交 {first.setting.commit or '未知'}",
        "",
        *([*system_table(summaries), ""] if len(runs) > 1 else []),
        *measure_table(summaries),
        "",
        f"## 按题型({first.system})",
        "",
        *verdict_table(summary.kinds, "题型"),
        "",
        "## 按题库",
        "",
        *verdict_table(summary.golds, "题库"),
        "",
        "## 每一个错",
        "",
    ]
    wrong = [turn for turn in first.turns if turn.verdict in BAD]
    lines += [line for turn in wrong for line in _told(turn)] or ["没有。", ""]
    needless = [turn for turn in first.turns if turn.verdict is Verdict.NEEDLESS_REFUSAL]
    lines += ["## 不必要的拒答", ""]
    lines += [f"- `{turn.id}` {turn.question}(应为 {';'.join(turn.expected)})" for turn in needless] or ["没有。"]
    if first.skipped:
        lines += ["", f"未问(文件不在库里):{len(first.skipped)} 题。"]
    return "\n".join(lines) + "\n"


def _told(turn: TurnRecord) -> list[str]:
    answer = str(turn.answer["answer"]).replace("\n", " ")
    return [
        f"- `{turn.id}`({KIND_NAMES[turn.kind]},{VERDICT_NAMES[turn.verdict]}){turn.question}",
        f"  - 应为:{';'.join(turn.expected)}",
        f"  - 说成:{answer[:400]}",
        f"  - 错在:{';'.join(turn.judgement.reasons)}",
        "",
    ]
