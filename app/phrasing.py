"""Plain office Chinese for figures, periods and kinds."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from vectorstore.figure import Direction, Figure, Kind, Measure
from vectorstore.indicators import aliases
from vectorstore.period import Period
from vectorstore.quantity import split_scale

OF_PLAN = re.compile(r"(?:预算|计划|目标|任务)(?:数|安排)?的?$")
"""What a share is of where it says how much of a plan was carried out."""
_PLAN_NAMES = {2011: "“十二五”", 2016: "“十三五”", 2021: "“十四五”", 2026: "“十五五”"}
_BEFORE = (
    "约",
    "近",
    "超",
    "超过",
    "突破",
    "不低于",
    "不少于",
    "不超过",
    "达到",
    "接近",
    "低于",
    "高于",
    "大于",
    "小于",
    "至少",
    "最多",
    "力争",
    "预计",
    "<",
    ">",
    "≥",
    "≤",
    "超出",
    "将近",
    "逾",
    "达",
    "过",
    "不到",
    "不足",
)
_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(]?[一二三四五六七八九十\d]{1,2}[)）、]|\d{1,2}\.(?!\d)|其中[:：]\s*|[#＃]\s*)"
)
_OWN_ACCOUNT = re.compile(r"(?:[省市区县州]?本级|[省市区县州]级)(?=.{2})")


def period_label(period: Period | None) -> str:
    """2021年, “十四五”时期, 2020年1—11月, 2020年第三季度."""
    if period is None:
        return ""
    if period.start != period.end:
        plan = _PLAN_NAMES.get(period.start) if period.end == period.start + 4 else None
        return f"{plan}时期" if plan else f"{period.start}—{period.end}年"
    part = period.part
    if part.startswith("Q"):
        return f"{period.start}年{'一二三四'[int(part[1]) - 1]}季度"
    if part.startswith("H"):
        return f"{period.start}年{'上' if part == 'H1' else '下'}半年"
    if part.startswith("M"):
        return f"{period.start}年{part[1:].replace('-', '—')}月"
    return f"{period.start}年"


def number_text(figure: Figure) -> str:
    """The figure's number with its qualifier, as printed: 1360亿元左右, 不低于8%, 超2000亿元."""
    qualifier = figure.qualifier
    printed = figure.text + _unit_behind(figure)
    if not qualifier or qualifier in printed:
        return printed
    if qualifier.startswith(_BEFORE):
        return f"{qualifier}{printed}"
    return f"{printed}{qualifier}"


def _unit_behind(figure: Figure) -> str:
    """What the unit has more than is printed: all of it for a cell's 835, 人次 for 500万."""
    scale, plain = split_scale(figure.unit)
    if figure.text[-1:].isdigit():
        return figure.unit
    return plain if scale and figure.text.endswith(scale) else ""


def figure_clause(figure: Figure) -> str:
    """What the figure says of its indicator: 预计为1360亿元左右, 目标为增长7%, 下降10%."""
    number = number_text(figure)
    if figure.measure in (Measure.GROWTH, Measure.CHANGE) and figure.direction is not Direction.NONE:
        number = _moved(figure, number)
    if figure.measure is Measure.RANK:
        return f"排名{number}" if not number.startswith(("第", "排")) else number
    if figure.measure is Measure.SHARE and figure.base and (figure.row or OF_PLAN.search(figure.base)):
        number = f"完成{figure.base.lstrip('为占完成了')}的{number}"
    elif figure.measure is Measure.SHARE and (not _says_share(figure) or _is_share_column(figure)):
        number = f"占比为{number}"
    label = {Kind.TARGET: "目标为", Kind.ESTIMATE: "预计", Kind.BUDGET: "预算为", Kind.FINAL: "决算为"}.get(
        figure.kind, ""
    )
    if label in {"", "预计"} and figure.measure is Measure.LEVEL:
        label += "为"
    return f"{label}{number}".replace("为占比为", "占比为")


def _is_share_column(figure: Figure) -> bool:
    return bool(figure.column) and bool(re.search(r"比重|占比|构成", figure.column[-1])) and "比" not in figure.row


def _says_share(figure: Figure) -> bool:
    """Whether the figure's own name says that it is a rate or a share."""
    name = figure.row or figure.phrase or figure.indicator
    return name.endswith(("率", "比重", "占比", "比例", "度", "比", "系数", "份额", "水平")) or figure.column != ()


_OF_TIME = re.compile(
    r"\d年|[上去前]年|年[初末底前间]|同期|同比|环比|上[月季]|[月季]度?|年均|口径|可比|不变价|因素|影响|基数|累计|[分别各均]$|[来后前]$"
)


def _moved(figure: Figure, number: str) -> str:
    """下降10%: the direction in words, never a sign and a word together."""
    verb = "下降" if figure.direction is Direction.DOWN else "增长"
    if figure.measure is Measure.CHANGE:
        verb = "减少" if figure.direction is Direction.DOWN else "增加"
        if "百分点" in figure.unit:
            verb = "下降" if figure.direction is Direction.DOWN else "上升"
    base = figure.base if figure.base and figure.base not in {"增长", "下降"} else ""
    if figure.measure is Measure.CHANGE and base and not _OF_TIME.search(base):  # 高于全市平均2个百分点: no move
        base = base if base.startswith(("较", "比", "与")) else f"较{base}"
        sides = ("低", "高") if "百分点" in figure.unit else ("少", "多")
        verb = sides[figure.direction is not Direction.DOWN]
    base = "" if base == "同比" and figure.kind is Kind.TARGET else base  # a target is against the year before
    number = number.replace("-", "", 1) if number.startswith("-") else number
    return f"{base}{verb}{number}"


def subject_label(figure: Figure) -> str:
    """What the figure is about: its indicator, or its phrase where that says more."""
    if figure.row:
        row = _NUMBERING.sub("", figure.row.split("/")[-1])
        if row == figure.region.name:
            return figure.indicator  # a table by places
        own = _OWN_ACCOUNT.match(figure.indicator)  # said by the table's caption
        return f"{own[0]}{row}" if own and not row.startswith(own[0]) else row
    phrase = figure.phrase.removeprefix(figure.region.name)
    if phrase and any(name in phrase for name in aliases(figure.indicator)):
        return phrase
    return figure.indicator or phrase


def plain(value: Decimal, places: int = 2) -> str:
    """A computed value without trailing zeros, rounded half up."""
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = format(rounded.normalize(), "f")
    return "0" if text in {"-0", "0"} else text
