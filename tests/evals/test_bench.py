"""The benchmark's own parts, small."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.bench import Bench, EmbeddingCost, IngestCost, LoadCost
from evals.bench_report import write_bench
from evals.bench_scale import Accuracy, Field, ScaleCost, Stop, measure_scales
from evals.interval import Rate, percentile, rate
from tests.evals.fakes import SOURCE, cases
from tests.fakes import FakeEmbedder


def bench() -> Bench:
    found = Accuracy(Rate(58, 60), Rate(1, 60), Rate(1, 60), Rate(55, 60), Rate(59, 60), ("菱桥区2020年?:数值不对",))
    scales = [
        ScaleCost(size, size // 20, 1.0, (1, 2, 3), (4, 5, 6), 300.0, 20.0, found, found) for size in (1000, 10000)
    ]
    speeds = (EmbeddingCost("a", 44.0, 4.5), EmbeddingCost("b", 11.0, 16.0))
    return Bench(IngestCost(5, 1200, 30.0, 300, 60.0), speeds, tuple(scales), (LoadCost(8, 20.0, 300.0, 500.0, 0),))


def test_the_benchmark_is_told_in_ratios_with_intervals_and_a_chart(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    write_bench(bench(), tmp_path, tmp_path / "docs" / "bench.png")
    text = (tmp_path / "bench.md").read_text(encoding="utf-8")
    assert "0.5 倍" in text
    assert "4.0 倍" in text
    assert "| 500 | 96.7% [89, 99] n=60 |" in text
    assert "菱桥区2020年?:数值不对" in text
    assert (tmp_path / "docs" / "bench.png").read_bytes().startswith(b"\x89PNG")


def test_a_stop_says_how_many_reports_are_missing() -> None:
    assert Stop(passages=1000).missing(0, 0, 200) == 5
    assert Stop(passages=1000).missing(999, 5, 200) == 1
    assert Stop(passages=1000).missing(1001, 5, 200) == 0
    assert Stop(reports=300).missing(90000, 250, 200) == 50


def test_wilson_intervals_match_published_values() -> None:
    found = Rate(81, 263)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)
    assert rate([]).n == 0
    assert round(Rate(10, 10).low, 3) == 0.722


def test_percentiles_are_by_nearest_rank() -> None:
    assert percentile(range(1, 101), 0.95) == 95
    assert percentile([7], 0.5) == 7


def test_a_store_grows_from_stop_to_stop_and_no_stop_is_measured_twice(tmp_path: Path) -> None:
    field = Field({"yunxi": SOURCE}, {"yunxi": "云溪区"}, cases(), 20, 2)
    stops = [Stop(reports=2), Stop(passages=1), Stop(reports=1)]
    costs = list(measure_scales(field, stops, tmp_path / "var", FakeEmbedder(), lambda text: None))
    assert [cost.documents for cost in costs] == [1, 2]
    assert costs[0].passages < costs[1].passages
    assert costs[1].first.right.n == costs[1].anywhere.right.n == 2
