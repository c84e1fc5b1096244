"""Measure, period and kind of a table's cell, from its header, its row and the caption."""

from __future__ import annotations

import re

from ingest.document import Table
from ingest.figures.context import Context
from ingest.figures.table_axes import Axis
from vectorstore.figure import Direction, Kind, Measure
from vectorstore.indicators import indicator
from vectorstore.period import Period
from vectorstore.periods import find_periods
from vectorstore.quantity import Quantity

_GROWTH = re.compile(r"增速|变化|增幅|增长|±|比上年|同比|涨幅|降幅|涨跌|升降|增减|变动(?!预算)|^增$")
CAPTION_GROWTH = re.compile(r"涨跌|涨幅|增速|增长速度|增长率|比上年(?:增长|上涨)")
_BY_AMOUNT = re.compile(
    r"(?:增减|增加|减少|增长|变动|变化|净增)(?:额|数额|量|金额|数)|(?:绝对额|金额)增减|^[±+＋]?增减$"
)
_SHARE = re.compile(r"占比|比重|占|为.{0,12}%$|的%$|完成率|进度")
_YEARLY = re.compile(r"年均")
_FALLS = re.compile(r"(?:下降|降低|减少|削减|压减)(?:率|幅度|比例)?(?:[\((].*)?$")
_RISES = re.compile(r"(?:提高|上升|提升|增加)(?:率|幅度|比例)?(?:[\((].*)?$")


def share_base(header: str) -> str:
    """What a share of carrying out is a share of (变动预算), "" for other headers."""
    plan = _PLAN_WORD.search(header.split(" ")[-1]) if _OF_PLAN.search(header) else None
    return plan[0] if plan else "预算" if _OF_PLAN.search(header) else ""


def is_index(name: str, header: str) -> bool:
    """Whether a number without a unit is an index (上年=100), not a percentage."""
    return bool(re.search(r"指数$", re.sub(r"[\((].*?[\))]", "", header or name)))


def measure_of(
    quantity: Quantity, header: str, name: str, label: str, percent: bool, grows: bool
) -> tuple[Measure, Direction]:
    """Measure and direction of a cell. grows: the caption says that the table is of growth."""
    last = header.split(" ")[-1] if header else ""
    falls = _FALLS.search(label)  # 用水量下降: 7% a year is a fall
    growth = Measure.GROWTH, Direction.DOWN if (quantity.value < 0) != bool(falls) else Direction.UP
    if grows:
        return growth
    if _GROWTH.search(last) and (percent or not quantity.unit or _BY_AMOUNT.search(last)):
        return growth if percent or not _BY_AMOUNT.search(last) else (Measure.CHANGE, growth[1])
    if _YEARLY.search(header) and (percent or not quantity.unit):
        return growth
    if _OF_PLAN.search(last) and (percent or not quantity.unit):
        return Measure.SHARE, Direction.NONE
    if is_index(name, last) and not quantity.unit:
        return Measure.LEVEL, Direction.NONE
    if percent and (falls or _RISES.search(label)):
        return Measure.CHANGE, growth[1]
    if (_SHARE.search(last) and (percent or not quantity.unit)) or re.search(r"占比|比重", label):
        return Measure.SHARE, Direction.NONE
    known = indicator(name)
    rate = bool(known and known.dimensions[:1] == ("percent",)) or bool(re.search(r"率$|比重$|占比$|比例$", name))
    if percent and not rate and (known or re.search(r"增速|增幅|增长|下降|降低", label)):
        return growth
    if (percent or not quantity.unit) and re.search(r"增速$|增幅$|增长率$", label):
        return growth
    return (Measure.SHARE if rate or percent else Measure.LEVEL), Direction.NONE


_BASE_OF_INDEX = re.compile(r"以?(?:上年|去年)(?:同期)?(?:价格)?(?:为|=)\s*100")
_PLAN_WORD = re.compile(r"(?:年初|年度|全年|调整|变动|当年)?(?:预算|计划|目标|任务)")
_BEFORE = re.compile(r"(?:上年|去年)(?:同期|决算|完成|执行|实际)")
_OF_PLAN = re.compile(
    r"(?:占|为|完成)(?:年初|年度|全年|调整|变动|当年)?(?:预算|计划|目标|任务)数?的?(?:比重|比例|百分比|进度)?(?:[%(]|$)|"
    r"完成率|执行率"
)
_AGAINST = re.compile(r"(?:比|较|为|占)(?:上年|去年|20\d\d年)(?:同期|预计完成|预计执行|预计|执行|决算|预算|完成)?数?")


def time_headers(columns: list[Axis]) -> list[str]:
    """What each column says of time and kind; 比上年增长% says nothing, so it goes with the column before it."""
    said: list[str] = []
    amounts: list[int] = []  # the columns of amounts since the last rate
    after_rate = False
    for index, column in enumerate(columns):
        bare = _AGAINST.sub("", column.text)
        rate = (_GROWTH.search(bare) and not _YEARLY.search(bare)) or _OF_PLAN.search(column.text)
        silent = not find_periods(bare, None) or (index and bare.split(" ")[0] == columns[index - 1].text.split(" ")[0])
        said.append(said[_latest(amounts, columns)] if rate and silent and said else bare)
        if not rate and not _BEFORE.search(column.text):
            amounts = [index] if after_rate else [*amounts, index]
        after_rate = bool(rate)
    return said


def _latest(amounts: list[int], columns: list[Axis]) -> int:
    """The column that 比上年增长 is of: the last one, but of 2022年, 2021年 side by side the later year."""
    if not amounts:
        return 0
    years: dict[int, int] = {}
    for index in reversed(amounts):
        if not (told := _PLAIN_YEAR.fullmatch(columns[index].text)):
            break
        years[index] = int(told["year"])
    return max(years, key=lambda index: (years[index], index)) if years else amounts[-1]


_PLAIN_YEAR = re.compile(r"(?P<year>20\d\d)年?(?:度|末|底)?(?:实绩|实际|完成|执行|决算|实际完成)?数?")


def time_of(header: str, axis: Axis, table: Table, context: Context) -> tuple[Period | None, Kind, tuple[str, ...]]:
    report = context.report_year or (context.period.start if context.period else None)
    captioned = [m.period for m in find_periods(_BASE_OF_INDEX.sub("", table.caption), report) if m.certain]
    if captioned and captioned[0].start == captioned[0].end:  # 上年同期数 under 2024年…情况表 is of 2023
        header = re.sub(r"(?:上年|去年)(?!末)", f"{captioned[0].start - 1}年", header)
    said = [mention.period for mention in find_periods(header, report) if mention.certain]
    if not said and not axis.known:
        said = [mention.period for mention in find_periods(axis.text, report) if mention.certain]
    around = captioned[0] if captioned else context.period
    period = said[-1] if said else around
    if re.search(r"基期|基数", header) and not said:
        return (Period.year(around.start - 1) if around else None), Kind.ACTUAL, ("基期年份为推断",)
    if _YEARLY.search(header):
        period = next((span for span in (*said, *captioned) if span.end > span.start), period)
    elif re.search(r"目标|规划|预期|计划", header) and not said and around:
        period = Period.year(around.end)
    return period, _kind(header, period, context), ()


def _kind(header: str, period: Period | None, context: Context) -> Kind:
    report = context.settled
    if re.search(r"决算", header):
        return Kind.FINAL
    if re.search(r"预算", header) and not re.search(r"执行|完成", header):
        return Kind.BUDGET
    if report is not None and period is not None and period.end > report:
        return Kind.BUDGET if context.kind is Kind.BUDGET else Kind.TARGET
    if re.search(r"目标|规划|预期|计划|任务", header) and not re.search(r"预计|执行|完成", header):
        return Kind.TARGET
    if re.search(r"预计|预测", header) or (
        "全年" in header and report is not None and period is not None and period.end >= report
    ):
        return Kind.ESTIMATE
    done = re.search(r"实际|完成|实绩|进展|执行|总量", header)
    planned = context.kind in (Kind.TARGET, Kind.BUDGET) and context.kind_certain and period and period.end == report
    if planned and not done and not find_periods(header, report):
        return context.kind  # 总投资 in this year's notice
    if done or (period and report and period.end <= report):
        return Kind.ESTIMATE if context.kind is Kind.ESTIMATE else Kind.ACTUAL
    return context.kind
