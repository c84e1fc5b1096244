"""Whether two figures claim to give one quantity: the test of a conflict, by slots and by what their names say."""

from __future__ import annotations

import re
from decimal import Decimal

from app.evidence.agreement import is_state
from app.evidence.candidates import Candidate
from app.evidence.penalties import LEAD
from app.understanding.aspects import FLOW
from app.understanding.question import PLAN_KINDS, RESULT_KINDS
from vectorstore.budget_level import level_of
from vectorstore.figure import Figure, Kind, Measure
from vectorstore.indicators import aliases, indicator, near_names
from vectorstore.quantity import dimension, same_dimension, to_base
from vectorstore.regions import same_place

_TOTAL = re.compile(r"总数|总量|总规模|累计|保有|存量|余额")
SLIP = Decimal("1.3")  # how far two numbers for one thing may lie apart
FULL_NAME = 6  # characters of a name that tells which thing is meant: 新增养老床位, not 总投资
SLIGHT = 2  # characters by which two names of one indicator may differ: 外贸进出口总额, 进出口总额
ROUGHLY = Decimal("0.02")  # by which a rounded number may differ from the exact one
WIDE = 5  # the same where the question itself asks whether the reports agree: 房租, 中小企业房租
_HARMLESS_DOUBTS = frozenset({"基期年份为推断", "基期为推断", "数字无单位"})
_ROUNDED = frozenset({"约", "近", "左右", "余", "多", "将近", "接近"})
_NUMBERED = re.compile(r"^[(（]?\d{1,2}[)）.、．]\s*(?=[一-鿿A-Za-z])")  # 9.高新技术企业数
_BARE_AMOUNT = re.compile(
    r"(?:兑付|兑现|拨付|发放|支付|涉及|减免|投入|到位|落实|补贴|奖励|总|共)?(?:金额|资金|经费|数额|总额)"
)
_RUNNING = re.compile(r"累计|五年来|历年|以来")
_SAYS_NOTHING = re.compile(
    r"各类|用于|各种|各项|各级|全部|全[区市县省年]|本[区市县省年]|累计|完成|实现|达到?|小于|大于|低于|高于|控制在?|预计|力争|始终|"
    r"稳定|保持|同比|总[数量额]|数量|个数|数$|总?规模|金额|总(?=[数量额])|[和及与的了约近、，,\s()（）“”‘’\"*]"
)


def is_same_thing(one: Candidate, other: Candidate, wide: bool = False, named: bool = False) -> bool:
    """Whether two figures claim to give the same quantity: equal place, time, measure, base and name.

    wide: names may differ by a qualifier, because the question asks whether the reports agree.
    named: the other's sentence was seen to name the quantity, so that its own name need not.
    """
    a, b = one.figure, other.figure
    return (
        same_place(a.region, b.region)
        and _same_time(a, b)
        and _same_measure(a, b)
        and a.part_of == b.part_of
        and level_of(a) == level_of(b)
        and _same_flow(one, other)
        and (named or same_name(a, b, wide))
        and (a.measure is not Measure.GROWTH or _base(a) == _base(b))
    )


def names_no_thing(figure: Figure) -> bool:
    """兑付金额627万元: the name says that it is an amount, the sentence before says of what."""
    return not figure.row and bool(_BARE_AMOUNT.fullmatch(figure.phrase))


def is_elsewhere(one: Figure, other: Figure) -> bool:
    """Whether two figures stand in different reports, one in a table and one in the text, or say one thing twice."""
    return (
        _said_twice(one, other)
        or one.document != other.document
        or one.subdocument != other.subdocument
        or _in_table(one) != _in_table(other)
    )


def is_in_another_table(one: Figure, other: Figure) -> bool:
    """Whether two figures are cells of two tables."""
    return bool(one.row and other.row) and one.section != other.section


def _said_twice(one: Figure, other: Figure) -> bool:
    """Whether two sentences of one report tell of one year's increase of the place by one name (新增养老床位)."""
    apart = one.sentence_start != other.sentence_start and not (_in_table(one) or _in_table(other))
    named = len(one.phrase) >= FULL_NAME and one.phrase == other.phrase and bool(FLOW.search(one.phrase))
    same_slots = one.kind is other.kind and one.unit == other.unit and one.period == other.period
    return apart and named and same_slots and _near(one.value, other.value)


def _near(one: Decimal, other: Decimal) -> bool:
    """Whether two values are of one size: 5.86万人 of a year does not contradict 28.3万人 of five years."""
    low, high = sorted((one, other))
    return high <= low * SLIP


def _in_table(figure: Figure) -> bool:
    return bool(figure.row or figure.column)


def is_comparable(one: Figure, other: Figure) -> bool:
    """A rival must be as certain, of the same dimension and of a kind that claims the same (result or plan)."""
    results = one.kind in RESULT_KINDS and other.kind in RESULT_KINDS
    plans = one.kind in PLAN_KINDS and other.kind in PLAN_KINDS
    sure = other.certain or (set(other.doubt.split(";")) <= _HARMLESS_DOUBTS and name_core(one) == name_core(other))
    counted = not (one.unit and other.unit) and _counts(one.unit) and _counts(other.unit)
    fits = same_dimension(one.unit, other.unit) or counted
    return sure and fits and (results or plans) and not _kind_gap(one.kind, other.kind)


def same_value(one: Candidate, other: Candidate) -> bool:
    """Equal after exact conversion, direction included; 约2亿元 and 1.98亿元 are one value too."""
    a, b = one.figure, other.figure
    if a.direction is not b.direction and a.measure is not Measure.LEVEL:
        return False
    first, second = to_base(a.value, a.unit), to_base(b.value, b.unit)
    if first == second:
        return True
    if first[1] == second[1] and abs(first[0] - second[0]) <= max(_half_step(a), _half_step(b)):
        return True  # 2.41亿元 in the text is 24087万元 in the table
    rounded = (a.qualifier in _ROUNDED) != (b.qualifier in _ROUNDED)
    return rounded and first[1] == second[1] and abs(first[0] - second[0]) <= max(first[0], second[0]) * ROUGHLY


def _half_step(figure: Figure) -> Decimal:
    """Half of the last printed digit, in base units; nothing for numbers of fewer than three digits."""
    if len(figure.value.as_tuple().digits) < 3:
        return Decimal(0)
    return to_base(Decimal(5).scaleb(int(figure.value.as_tuple().exponent) - 1), figure.unit)[0]


def name_core(figure: Figure) -> str:
    """The figure's name without what every name may carry: 全区城镇登记失业率小于 is 城镇登记失业率."""
    name = _NUMBERED.sub("", figure.row.split("/")[-1]) if figure.row else figure.phrase or figure.indicator
    return _SAYS_NOTHING.sub("", name.removeprefix(figure.region.name))


def same_name(a: Figure, b: Figure, wide: bool = False) -> bool:
    """Whether two names say one thing; wide: but for a qualifier."""
    first, second = name_core(a), name_core(b)
    if a.indicator == b.indicator:
        first, second = _without_indicator(first, a.indicator), _without_indicator(second, b.indicator)
        allowed = WIDE if wide else SLIGHT
    else:
        both_known = indicator(a.indicator) is not None and indicator(b.indicator) is not None
        if both_known or b.indicator in near_names(a.indicator) or min(len(first), len(second)) < SLIGHT:
            return False
        allowed = WIDE if wide else 0
    shorter, longer = sorted((first, second), key=len)
    return all(c in longer for c in shorter) and sum(c not in shorter for c in longer) <= allowed


def _without_indicator(core: str, name: str) -> str:
    for alias in sorted((name, *aliases(name)), key=len, reverse=True):
        plain = _SAYS_NOTHING.sub("", alias)
        if plain and plain in core:
            return core.replace(plain, "", 1)
    return core


def _same_measure(a: Figure, b: Figure) -> bool:
    """Equal measures; a rate is a level in one place and a share in another."""
    both = {a.measure, b.measure} == {Measure.LEVEL, Measure.SHARE}
    return a.measure is b.measure or (both and a.unit == b.unit == "%")


def _same_time(a: Figure, b: Figure) -> bool:
    """Equal periods; a state given for 2020 and for 十三五 is one state at the end of both."""
    if a.period == b.period or a.period is None or b.period is None:
        return a.period == b.period
    whole = not a.period.part and not b.period.part
    return whole and is_state(a) and is_state(b) and a.period.end == b.period.end


def _same_flow(one: Candidate, other: Candidate) -> bool:
    """新增 is held against 新增 only, and what has run up over the years (累计) never against one year."""
    a, b = _led(one), _led(other)
    if one.figure.measure is Measure.GROWTH:
        return True
    if one.figure.row or other.figure.row:  # a row says only sometimes which of the two it is
        return not any(FLOW.search(x) and _TOTAL.search(y) for x, y in ((a, b), (b, a)))
    one_year = one.figure.period is not None and one.figure.period.start == one.figure.period.end
    running = one_year and bool(_RUNNING.search(a)) != bool(_RUNNING.search(b))
    return bool(FLOW.search(a)) == bool(FLOW.search(b)) and not running


def _led(candidate: Candidate) -> str:
    """The figure's phrase with the few characters before the number."""
    figure = candidate.figure
    at = figure.start - figure.sentence_start
    return figure.phrase + candidate.sentence[max(0, at - LEAD) : at]


def _counts(unit: str) -> bool:
    return not unit or dimension(unit).startswith("count:")


def _kind_gap(a: Kind, b: Kind) -> bool:
    """决算 may differ from 预计 without contradicting it; a target never contradicts a budget."""
    return {a, b} in ({Kind.FINAL, Kind.ESTIMATE}, {Kind.TARGET, Kind.BUDGET})


def _base(figure: Figure) -> str:
    """年初预算 and 决算 are different bases; 同比 and 较上年 are one."""
    for word in ("预算", "决算", "预计", "年均"):
        if word in figure.base:
            return word
    return ""
