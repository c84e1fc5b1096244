"""The benchmark for people: a Markdown page and a chart of how cost grows."""

from __future__ import annotations

import importlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from evals.bench import Bench
from evals.bench_scale import Accuracy, ScaleCost
from evals.markdown import percent


def write_bench(bench: Bench, out: Path, chart: Path | None = None) -> None:
    """Write bench.json, bench.md and bench.png below `out`, and the chart to `chart` too."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "bench.json").write_text(json.dumps(asdict(bench), ensure_ascii=False, indent=1), encoding="utf-8")
    (out / "bench.md").write_text(bench_markdown(bench), encoding="utf-8")
    for path in (out / "bench.png", chart):
        if path and bench.scales:
            draw(bench.scales, path)


def bench_markdown(bench: Bench) -> str:
    """Tables, ratios first: the numbers themselves are of one machine."""
    lines = ["# 性能", "", *_ingest(bench), "", *_embedding(bench), "", *_scales(bench.scales), "", *_load(bench)]
    return "\n".join(lines) + "\n"


def _ingest(bench: Bench) -> list[str]:
    cost = bench.ingest
    lines = [
        "## 读入",
        "",
        f"{cost.documents} 份报告,{cost.passages} 段,{cost.seconds:.1f} 秒({cost.passages_a_second:.1f} 段/秒)。",
    ]
    if cost.tutorial_seconds:
        ratio = cost.seconds / cost.tutorial_seconds
        lines.append(
            f"教程做法(1000/200 切分,all-MiniLM,Chroma):{cost.tutorial_pieces} 段,{cost.tutorial_seconds:.1f} 秒;"
            f"我们用时为其 {ratio:.1f} 倍。"
        )
    return lines


def _embedding(bench: Bench) -> list[str]:
    if not bench.embedding:
        return []
    slowest = min(cost.passages_a_second for cost in bench.embedding)
    lines = ["## 嵌入", "", "| 方式 | 相对最慢者 | 段/秒 | 一问毫秒 |", "|---|---|---|---|"]
    for cost in bench.embedding:
        rate = cost.passages_a_second
        lines.append(f"| {cost.name} | {rate / slowest:.1f} 倍 | {rate:.1f} | {cost.query_ms:.1f} |")
    return lines


def _scales(scales: Sequence[ScaleCost]) -> list[str]:
    if not scales:
        return []
    lines = [
        "## 规模:在换了地名、年份和数字的相似报告里",
        "",
        "相似报告的向量取原报告向量加少许噪声,其余步骤都是真的。",
        "",
        "| 段 | 报告 | 读入段/秒 | 检索 p50/p95/p99 毫秒 | 回答 p50/p95/p99 毫秒 | 内存峰值 MB | 磁盘 MB |",
        "|---|---|---|---|---|---|---|",
    ]
    for cost in scales:
        retrieval, answer = (" / ".join(f"{value:.0f}" for value in times) for times in (cost.retrieval, cost.answer))
        cells = [str(cost.passages), str(cost.documents), f"{cost.passages / cost.ingest_seconds:.0f}"]
        cells += [retrieval, answer, f"{cost.memory:.0f}", f"{cost.disk:.0f}"]
        lines.append("| " + " | ".join(cells) + " |")
    lines += ["", "### 同样的题(问最早读入的几份)", "", *_accuracy([(cost, cost.first) for cost in scales])]
    lines += ["", "### 问其中任意一份", "", *_accuracy([(cost, cost.anywhere) for cost in scales])]
    lines += ["", f"### {scales[-1].documents} 份里没答对的", ""]
    misses = dict.fromkeys((*scales[-1].first.misses, *scales[-1].anywhere.misses))
    return lines + ([f"- {miss}" for miss in misses] or ["没有。"])


def _accuracy(rows: Sequence[tuple[ScaleCost, Accuracy]]) -> list[str]:
    lines = ["| 在几份里 | 对 | 错 | 拒答 | 引用出自所问的报告 | 依据在前 5 段 |", "|---|---|---|---|---|---|"]
    for cost, found in rows:
        rates = (found.right, found.wrong, found.refused, found.own, found.found)
        lines.append(f"| {cost.documents} | " + " | ".join(map(percent, rates)) + " |")
    return lines


def _load(bench: Bench) -> list[str]:
    if not bench.load:
        return []
    lines = ["## 并发(HTTP API)", "", "| 同时提问 | 回答/秒 | p50 毫秒 | p95 毫秒 | 失败 |", "|---|---|---|---|---|"]
    return lines + [
        f"| {cost.askers} | {cost.answers_a_second:.1f} | {cost.p50:.0f} | {cost.p95:.0f} | {cost.failed} |"
        for cost in bench.load
    ]


def draw(scales: Sequence[ScaleCost], path: Path) -> None:
    """How time, memory and disk grow with the number of passages, and what it does to the answers, as PNG."""
    matplotlib = importlib.import_module("matplotlib")
    matplotlib.use("Agg")
    plot = importlib.import_module("matplotlib.pyplot")
    figure, (times, space, rates) = plot.subplots(1, 3, figsize=(14, 4), layout="constrained")
    sizes = [cost.passages for cost in scales]
    for index, label in enumerate(("p50", "p95")):
        times.plot(sizes, [cost.answer[index] for cost in scales], marker="o", label=f"answer {label}")
        times.plot(sizes, [cost.retrieval[index] for cost in scales], marker="s", ls="--", label=f"retrieval {label}")
    times.set(xscale="log", yscale="log", xlabel="passages", ylabel="milliseconds", title="Time of one question")
    space.plot(sizes, [cost.memory for cost in scales], marker="o", label="peak memory")
    space.plot(sizes, [cost.disk for cost in scales], marker="s", label="disk")
    space.set(xscale="log", yscale="log", xlabel="passages", ylabel="MB", title="Memory and disk")
    for label, shares in (
        ("right", [cost.anywhere.right for cost in scales]),
        ("wrong", [cost.anywhere.wrong for cost in scales]),
        ("refused", [cost.anywhere.refused for cost in scales]),
    ):
        bars = [[share.share - share.low for share in shares], [share.high - share.share for share in shares]]
        documents = [cost.documents for cost in scales]
        rates.errorbar(documents, [share.share for share in shares], yerr=bars, marker="o", capsize=3, label=label)
    rates.set(xscale="log", ylim=(0, 1.02), xlabel="near-identical reports", title="Answers, with 95 % intervals")
    for axes in (times, space, rates):
        axes.grid(alpha=0.3, which="both")
        axes.legend()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=130)
    plot.close(figure)
