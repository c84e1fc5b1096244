"""The rates of a run, each with its n and interval: overall, by kind, by gold file, held-out cases alone."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from evals.case import CaseKind
from evals.interval import Rate, percentile, rate
from evals.metrics import BAD, GOOD, Judgement, Tally, Verdict
from evals.record import TurnRecord
from evals.retrieval import RetrievalSummary, retrieval_summary


@dataclass(frozen=True)
class Verdicts:
    """How the answers of one group count. score: mean of +1, 0, -1."""

    name: str
    n: int
    right: Rate
    wrong: Rate
    needless: Rate
    score: float


@dataclass(frozen=True)
class Times:
    """Milliseconds from question to answer."""

    median: float
    p95: float
    p99: float


@dataclass(frozen=True)
class Summary:
    """All rates of a run.

    refused_rightly: of the unanswerable. refused_needlessly: of the answerable. false_figures: of all answers, those
    that state a figure of an expected slot wrongly. exact, near: of the expected figures in given answers, those
    stated right with no tolerance, and with 0.1%. The others as in metrics.Judgement.
    """

    overall: Verdicts
    kinds: tuple[Verdicts, ...]
    golds: tuple[Verdicts, ...]
    held_out: Verdicts
    follow_ups: Verdicts
    refused_rightly: Rate
    refused_needlessly: Rate
    false_figures: Rate
    exact: Rate
    near: Rate
    citation_precision: Rate
    citation_recall: Rate
    documents: Rate
    literal: Rate
    retrieval: RetrievalSummary | None
    times: Times


def summarise(turns: Sequence[TurnRecord]) -> Summary:
    """Rates over the turns of a run; a rate without cases has n = 0."""
    answerable = [turn for turn in turns if turn.answerable]
    unanswerable = [turn for turn in turns if not turn.answerable]
    milliseconds = [turn.milliseconds for turn in turns]
    return Summary(
        overall=verdicts("全部", turns),
        kinds=tuple(grouped(turns, lambda turn: turn.kind, [kind.value for kind in CaseKind])),
        golds=tuple(grouped(turns, lambda turn: turn.gold, sorted({turn.gold for turn in turns}))),
        held_out=verdicts("留出的题", [turn for turn in turns if turn.held_out]),
        follow_ups=verdicts("追问(第二问起)", [turn for turn in turns if turn.turn > 0]),
        refused_rightly=rate(turn.verdict is Verdict.RIGHT_REFUSAL for turn in unanswerable),
        refused_needlessly=rate(turn.verdict is Verdict.NEEDLESS_REFUSAL for turn in answerable),
        false_figures=rate(turn.judgement.false_figure for turn in turns),
        exact=pooled(turns, lambda judgement: judgement.exact),
        near=pooled(turns, lambda judgement: judgement.near),
        citation_precision=pooled(turns, lambda judgement: judgement.citation_precision),
        citation_recall=pooled(turns, lambda judgement: judgement.citation_recall),
        documents=pooled(turns, lambda judgement: judgement.documents),
        literal=pooled(turns, lambda judgement: judgement.literal),
        retrieval=retrieval_summary(turns),
        times=Times(
            statistics.median(milliseconds) if milliseconds else float("nan"),
            percentile(milliseconds, 0.95),
            percentile(milliseconds, 0.99),
        ),
    )


def verdicts(name: str, turns: Sequence[TurnRecord]) -> Verdicts:
    """Right, wrong and needlessly refused shares of a group."""
    return Verdicts(
        name=name,
        n=len(turns),
        right=rate(turn.verdict in GOOD for turn in turns),
        wrong=rate(turn.verdict in BAD for turn in turns),
        needless=rate(turn.verdict is Verdict.NEEDLESS_REFUSAL for turn in turns),
        score=statistics.fmean(turn.judgement.points for turn in turns) if turns else float("nan"),
    )


def grouped(turns: Sequence[TurnRecord], key: Callable[[TurnRecord], str], names: Iterable[str]) -> Iterable[Verdicts]:
    for name in names:
        group = [turn for turn in turns if key(turn) == name]
        if group:
            yield verdicts(name, group)


def pooled(turns: Sequence[TurnRecord], tally: Callable[[Judgement], Tally]) -> Rate:
    """A rate over everything counted within answers, e.g. all citations of all answers."""
    tallies = [tally(turn.judgement) for turn in turns]
    return Rate(sum(item.hits for item in tallies), sum(item.n for item in tallies))


KIND_NAMES = {
    "single": "单个数字",
    "table": "表格单元格",
    "target_vs_actual": "目标对完成",
    "cross_document": "跨文件",
    "computed": "计算",
    "list": "列举",
    "definition": "名词解释",
    "responsible": "责任单位",
    "text": "文字内容",
    "unanswerable": "报告里没有",
    "false_premise": "前提有误",
    "conflict": "说法不一",
    "unit": "单位换算",
    "noisy": "口语错字",
    "follow_up": "追问",
    "verify": "核对说法",
    "person": "人员",
}
VERDICT_NAMES = {
    Verdict.RIGHT: "对",
    Verdict.RIGHT_REFUSAL: "拒答得对",
    Verdict.NEEDLESS_REFUSAL: "不必要的拒答",
    Verdict.WRONG: "错",
    Verdict.MISSING_REFUSAL: "该拒未拒",
}
