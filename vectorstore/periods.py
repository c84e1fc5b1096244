"""时期: finds the periods that a text names and places the relative ones (去年, 今后五年) by its report year."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from vectorstore.numerals import chinese_number
from vectorstore.period import Period

__all__ = ["Period", "PeriodMention", "find_periods", "parse_period"]

_FIRST_PLAN = 1953  # the 一五 plan; each plan lasts five years, but 1963-1965 lay between two plans
_PLANS = {"十一": 11, "十二": 12, "十三": 13, "十四": 14, "十五": 15, "十六": 16, "十": 10, "九": 9}


@dataclass(frozen=True)
class PeriodMention:
    """A period and where it stands. certain: False where the words leave it open (全年, 本届政府, 年内)."""

    period: Period
    start: int
    end: int
    text: str
    certain: bool = True


_CN = "零〇○0一二三四五六七八九"
_TO = r"\s?(?:[-~—–－至到]|——)\s?"
_YEAR = r"(?:19|20|２０)\d{2}"
_PART = (
    r"(?P<part>(?:截[至止]|累计)?\s?(?:\d{1,2}(?:[-~—–至到]\d{1,2})?月份?(?:\d{1,2}日)?|前[一二三四两]个?季度|[一二三四]季度|(?<!提)前(?:\d{1,2}|[一二三四五六七八九十]{1,2})个月|"
    r"前三季度|第[一二三四]季度|"
    r"[上下]半年)(?:底|末|止)?)"
)
_NOT_YEAR_AFTER = r"(?!\d|\.\d|[-/]\d|[万亿余多个元人名家户件项套平公亩米吨辆处所座场条份次台张株块栋只%％、]|\s?年代)"


def _plan(match: re.Match[str]) -> Period:
    start = _FIRST_PLAN + 5 * (_PLANS[match["plan"]] - 1) + 3
    return Period(start, start + 4)


def _old_plan(match: re.Match[str], report: int | None, near: int | None) -> Period:
    start = _FIRST_PLAN + 5 * (_PLANS[match["plan"] or match["plan2"]] - 1) + 3
    return Period(start, start + 4)


def _han_year(text: str) -> int:
    return int(chinese_number(text.replace("0", "零")))


def _duration(text: str) -> int:
    return int(text) if text.isdigit() else int(chinese_number(text))


def _part_of(year: int, text: str, reached: bool) -> Period:
    """A part of one year; `reached`: the words say 截至, so a month means everything up to it."""
    text = re.sub(r"[\s第]", "", text)
    months = re.search(r"(\d{1,2})[-~—–至到](\d{1,2})月", text)
    if months:
        first, last = int(months[1]), int(months[2])
        return Period(year, year) if (first, last) == (1, 12) else Period(year, year, f"M{first}-{last}")
    if "半年" in text:
        return Period(year, year, "H1" if "上" in text else "H2")
    first_months = re.search(r"前(\d{1,2}|[一二三四五六七八九十]{1,2})个月", text)
    if first_months:
        last = _duration(first_months[1])
        return Period(year, year) if last >= 12 else Period(year, year, f"M1-{last}" if last > 1 else "M1")
    quarter = re.search(r"(前?)([一二三四两])个?季度", text)
    if quarter:
        number = int(chinese_number(quarter[2]))
        if number == 4 and quarter[1]:
            return Period(year, year)
        return Period(year, year, f"M1-{number * 3}" if quarter[1] else f"Q{number}")
    month = int(re.search(r"\d{1,2}", text)[0])  # type: ignore[index]  # the patterns above leave only months
    if not 1 <= month <= 12 or (reached and month == 12):
        return Period(year, year)
    return Period(year, year, f"M1-{month}" if reached and month > 1 else f"M{month}")


@dataclass(frozen=True)
class _Rule:
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], int | None, int | None], Period | None]
    certain: bool = True


def _rule(
    pattern: str, read: Callable[[re.Match[str], int | None, int | None], Period | None], certain: bool = True
) -> _Rule:
    return _Rule(re.compile(pattern), read, certain)


def _offset(years: int) -> Callable[[re.Match[str], int | None, int | None], Period | None]:
    return lambda match, report, near: None if report is None else Period.year(report + years)


def _past(match: re.Match[str], report: int | None, near: int | None) -> Period | None:
    return None if report is None else Period(report - _duration(match["n"]) + 1, report)


def _coming(match: re.Match[str], report: int | None, near: int | None) -> Period | None:
    if report is None:
        return None
    years = _duration(match["n"])
    first = report if years == 5 and report % 5 == 1 else report + 1  # in its first year 今后五年 is the five-year plan
    return Period(first, first + years - 1)


def _ordered(first: int, last: int) -> Period | None:
    return Period(first, last) if first <= last else None


def _with_part(match: re.Match[str], report: int | None, near: int | None) -> Period | None:
    year = int(match["year"]) if "year" in match.groupdict() and match["year"] else near
    reached = bool(re.search(r"截[至止]|累计", match[0]))
    return None if year is None else _part_of(year, match["part"], reached)


def _since(match: re.Match[str], report: int | None, near: int | None) -> Period | None:
    first = _plan(match).start if match["plan"] else int(match["year"])
    return None if report is None else _ordered(first, report) if first < report else Period.year(first)


def _relative_part(match: re.Match[str], report: int | None, near: int | None) -> Period | None:
    if report is None:
        return None
    year = report + {"今": 0, "本": 0, "当": 0, "去": -1, "上": -1, "明": 1}[match["word"][0]]
    return _part_of(year, match["part"], bool(re.search(r"截[至止]|累计", match[0])))


SPANNED = r"累计|共|提[高升]|新增|净增|增长|增加|下降|年均|新?改造|新?建成|翻|完成|实施"  # 五年提高8.9个百分点
_QUOTE = "[“\"'‘]?"
_UNQUOTE = "[”\"'’]?"
_PLAN = rf"{_QUOTE}(?P<plan>十[一二三四五六])五{_UNQUOTE}"
_RULES: tuple[_Rule, ...] = (
    _rule(
        rf"(?P<a>{_YEAR})\s?年?{_TO}(?P<b>{_YEAR})\s?年?(?:期间)?",
        lambda m, r, n: _ordered(int(m["a"]), int(m["b"])),
    ),
    _rule(rf"(?:自|从)?(?:{_PLAN}|(?P<year>{_YEAR})\s?年)以来", _since),
    _rule(
        rf"(?:到|至|截至|与|较|比)?{_PLAN}(?:时期|期)?(?:期末|末期|末|收官之年|收官|最后一年)",
        lambda m, r, n: Period.year(_plan(m).end),
    ),
    _rule(rf"{_PLAN}(?:开局之年|第一年|初期|初)", lambda m, r, n: Period.year(_plan(m).start), certain=False),
    _rule((
        r"(?:(?<=[“‘\"])(?P<plan>十|九)五(?=[”’\"])|(?<!第)(?<![一二三四五六七八九])(?P<plan2>十|九)五(?=时期|"
        r"期间|规划|计划|末))"
    ), _old_plan),
    _rule(rf"{_PLAN}(?!号|点|个|路|村|街|、)(?:时期|期间|规划期内|规划期|期内)?", lambda m, r, n: _plan(m)),
    _rule(r"第(?P<plan>十[一二三四五六]?|九)个五年规?划?(?:时期|期间)?", lambda m, r, n: _plan(m)),
    _rule(rf"(?:截[至止])?\s?(?P<year>{_YEAR})\s?年\s?(?:截[至止])?\s?{_PART}", _with_part),
    _rule(rf"(?P<word>今年|本年度|本年|当年|去年|上年|明年)以?来?[,，]?\s?(?:截[至止])?\s?{_PART}", _relative_part),
    _rule(
        rf"(?:到|至|截[至止])?\s?(?<!\d)(?P<year>{_YEAR})\s?(?:年度|年底|年末|年初(?!步)|年中|年|全年)",
        lambda m, r, n: Period.year(int(m["year"])),
    ),
    _rule(
        rf"(?P<year>[一二][{_CN}][{_CN}]?[{_CN}])\s?年(?!来|内|以|期|任|规)",
        lambda m, r, n: Period.year(_han_year(m["year"]) if len(m["year"]) == 4 else 2000 + _han_year(m["year"][1:])),
    ),
    _rule(rf"(?<![\dA-Za-z.\-/〔(（+]){_YEAR}{_NOT_YEAR_AFTER}", lambda m, r, n: Period.year(int(m[0]))),
    _rule(r"(?:过去|近|最近|这|近年)?(?P<n>[二两三四五六七八九十]|\d{1,2})年(?:来|间)", _past),
    _rule(r"(?:过去|近|最近|这)?(?P<n>[二两三四五])年(?=平均增|年均增)", _past),
    _rule(r"这(?P<n>[两三四五])年(?=[,，里中]|我们|期间|全[省市区县州])", _past),
    _rule((
        r"(?:经过|历经|回顾|回首)(?:过去)?的?(?P<n>[二两三四五六七八九十]|\d{1,2})年(?=[一-龥]{2,4}(?:努力|"
        r"拼搏|奋斗|苦干|发展|建设|攻坚|奋进))"
    ), _past),
    _rule(r"以来的(?P<n>[二两三四五六七八九十]|\d{1,2})年", _past),
    _rule(r"(?:过去|最近|近)的?(?P<n>[二两三四五六七八九十]|\d{1,2})年", _past),
    _rule(r"(?:今后|未来|下一个|下一步|此后|接下来)的?(?P<n>[二两三四五六七八九十]|\d{1,2})年", _coming),
    _rule(r"今年(?:以来)?|本年度|本年(?!级|收支|收入|支出|结余)|一年来|过去一年|(?<!新)这一年", _offset(0)),
    _rule(r"去年|上年(?:度|末|底)?|上一年度?|上年同期", _offset(-1)),
    _rule(r"前年", _offset(-2)),
    _rule(r"明年|来年|下一年度?|新的一年|新一年", _offset(1)),
    _rule(r"后年", _offset(2)),
    _rule(rf"(?<![\d年])(?:截[至止])\s?{_PART}", _with_part),
    _rule(rf"(?<![\d年度几]){_PART}(?!来|内|以内|考)", _with_part),
    _rule(r"全年|(?<![\d一二两三四五六七八九十几])年内|当年(?!份)|年度(?!计划|预算)", _offset(0), certain=False),
    _rule(
        r"本届(?:政府|任期|人大|区政府|市政府)?(?:任期)?(?:以来|内|期间)?",
        lambda m, r, n: None if r is None else Period(r - 4, r),
        certain=False,
    ),
)  # fmt: skip
# In a report what came of the years that are over; a question may as well mean those of a plan.
_SPANNED_YEARS = _rule(rf"(?<![一-龥\d])(?P<n>[三四五])年(?={SPANNED})", _past)
_LISTED_YEAR = _rule(
    r"(?<=[一-龥])(?P<year>20[0-4]\d)(?=[、，,;；和与及跟比的(（)）?？\s]|$)",
    lambda m, r, n: Period.year(int(m["year"])),
)  # 甲县2022、乙区2023
_SHORT_YEAR = _rule(
    r"(?<![\d.近每第满达约超续])(?P<year>[0-3]\d)年(?!来|间|以|内|的历史|历史|期|前|后|左右)",
    lambda m, r, n: Period.year(2000 + int(m["year"])),
)


def find_periods(text: str, report_year: int | None, *, short_years: bool = False) -> list[PeriodMention]:
    """All periods that `text` names, in reading order, never overlapping.

    report_year: what 今年 means; relative periods and months without a year are left out when it is None, but a month
    takes the year last named before it. short_years: read 23年 as 2023年 and 甲县2022、乙区2023 as years (questions; in
    reports 20年 is a duration and 路灯2022、 a number).
    """
    found: list[PeriodMention] = []
    taken: set[int] = set()
    for rule in (*_RULES, *((_LISTED_YEAR, _SHORT_YEAR) if short_years else (_SPANNED_YEARS,))):
        for match in rule.pattern.finditer(text):
            if taken.intersection(range(match.start(), match.end())):
                continue
            period = rule.read(match, report_year, _year_before(found, match.start(), report_year))
            if period is not None:
                taken.update(range(match.start(), match.end()))
                found.append(PeriodMention(period, match.start(), match.end(), match[0], rule.certain))
    return sorted(found, key=lambda mention: mention.start)


def _year_before(found: list[PeriodMention], at: int, report_year: int | None) -> int | None:
    """The single year named last before `at`, else the report year."""
    before = [
        mention
        for mention in found
        if mention.end <= at and mention.certain and mention.period.start == mention.period.end
    ]
    return max(before, key=lambda mention: mention.end).period.start if before else report_year


_CANONICAL = re.compile(r"(\d{4})(?:-(\d{4}))?(Q[1-4]|H[12]|M\d{1,2}(?:-\d{1,2})?)?")


def parse_period(text: str) -> Period | None:
    """The way back from str(Period): "2020M1-11" -> Period(2020, 2020, "M1-11"); None if it is no canonical text."""
    match = _CANONICAL.fullmatch(text)
    return Period(int(match[1]), int(match[2] or match[1]), match[3] or "") if match else None
