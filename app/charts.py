"""Charts of ledger figures: bars by region, a line by year. Only figures that may stand on one axis are drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go  # type: ignore[import-untyped]

from vectorstore.figure import KIND_LABELS, Kind

BLUES = ("#1b4f91", "#c98a1b", "#3f8f6b", "#8a4f9e", "#b5483f", "#5b6b7d")
FEWEST, MOST = 2, 60
Body = Mapping[str, Any]


def chart_of(bodies: Sequence[Body]) -> go.Figure | None:
    """A chart of the largest set of one indicator, unit, measure; None when fewer than two figures agree.

    Several years: a line a region and kind. One year: a bar a region and kind.
    """
    usable = [body for body in bodies if body["certain"] and body["period"].isdigit() and not body["upper"]]
    slots = Counter((body["indicator"], body["unit"], body["measure"]) for body in usable)
    if not slots:
        return None
    slot, count = slots.most_common(1)[0]
    chosen = [body for body in usable if (body["indicator"], body["unit"], body["measure"]) == slot]
    points = {(body["region"], body["kind"], body["period"]): body for body in chosen}
    if count < FEWEST or not FEWEST <= len(points) <= MOST:
        return None
    years = sorted({period for _, _, period in points})
    figure = _lines(points, years) if len(years) > 1 else _bars(points)
    return _dressed(figure, slot[0], slot[1])


def _lines(points: Mapping[tuple[str, str, str], Body], years: Sequence[str]) -> go.Figure:
    figure = go.Figure()
    series = sorted({(region, kind) for region, kind, _ in points})
    for place, (region, kind) in enumerate(series):
        own = [(year, points[region, kind, year]) for year in years if (region, kind, year) in points]
        figure.add_trace(
            go.Scatter(
                x=[f"{year}年" for year, _ in own],
                y=[_signed(body) for _, body in own],
                text=[body["text"] for _, body in own],
                mode="lines+markers+text",
                textposition="top center",
                name=f"{region}（{KIND_LABELS[Kind(kind)]}）",
                line={"color": BLUES[place % len(BLUES)], "dash": "dot" if kind == "target" else "solid"},
            )
        )
    return figure


def _bars(points: Mapping[tuple[str, str, str], Body]) -> go.Figure:
    figure = go.Figure()
    for place, kind in enumerate(sorted({kind for _, kind, _ in points})):
        own = sorted((region, body) for (region, its, _), body in points.items() if its == kind)
        figure.add_trace(
            go.Bar(
                x=[region for region, _ in own],
                y=[_signed(body) for _, body in own],
                text=[body["text"] for _, body in own],
                name=KIND_LABELS[Kind(kind)],
                marker_color=BLUES[place % len(BLUES)],
            )
        )
    return figure


def _signed(body: Body) -> float:
    """The value for drawing; declines below zero."""
    value = float(body["value"])
    return -value if body["direction"] == "down" and body["measure"] in ("growth", "change") else value


def _dressed(figure: go.Figure, indicator: str, unit: str) -> go.Figure:
    figure.update_layout(
        title={"text": _plain(f"{indicator}（{unit}）"), "font": {"size": 15}},
        font={"family": "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif"},
        margin={"l": 50, "r": 20, "t": 50, "b": 40},
        height=340,
        plot_bgcolor="#ffffff",
        legend={"orientation": "h"},
    )
    figure.update_yaxes(gridcolor="#e3e8ee", rangemode="tozero")
    return figure


def _plain(text: str) -> str:
    """Plotly reads a little HTML in titles: none of ours comes from a report."""
    return text.replace("<", "＜").replace(">", "＞")
