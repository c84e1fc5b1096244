"""Arithmetic over figures in Decimal: results with their expression, refused where operands do not fit each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from app.phrasing import plain
from vectorstore.figure import Direction, Figure, Kind, Measure
from vectorstore.quantity import Quantity, UnitError, convert, dimension, same_dimension, split_scale
from vectorstore.units import SCALES

PERCENT = "%"
POINTS = "个百分点"
# Qualifiers that make a computed value approximate too.
_APPROXIMATE = frozenset(
    {
        *(
            "约",
            "近",
            "将近",
            "接近",
            "左右",
            "超",
            "超过",
            "逾",
            "突破",
            "以上",
            "以下",
            "以内",
            "余",
            "多",
            "达到",
            "预计",
        ),
        *("不低于", "不少于", "不小于", "不超过", "不高于", "不多于", "不大于", "不到", "不足", "至少", "最多"),
        *("高于", "多于", "大于", "低于", "少于", "小于", "<", ">", "≥", "≤"),
    }
)


class ComputeError(ValueError):
    """The operands cannot be reckoned with each other; the message is the reason, in Chinese."""


@dataclass(frozen=True)
class Result:
    """A computed value.

    expression: office Chinese, e.g. 1360亿元－1080亿元＝280亿元. about: an operand was approximate.
    """

    value: Decimal
    unit: str
    expression: str
    about: bool = False

    @property
    def stated(self) -> Decimal:
        """The value as it is stated: rounded as in the text."""
        return Decimal(plain(self.value))

    @property
    def text(self) -> str:
        return f"{'约' if self.about else ''}{plain(self.value)}{self.unit}"


def signed(figure: Figure) -> Decimal:
    """The value with its direction: 下降10% is -10."""
    moving = figure.measure in (Measure.GROWTH, Measure.CHANGE)
    return -figure.value if moving and figure.direction is Direction.DOWN else figure.value


def in_unit_of(figure: Figure, model: Figure, one_thing: bool = False) -> Decimal:
    """The signed value in the model's unit. one_thing: both count one thing, as 处 or as 家. Raises ComputeError."""
    return _aligned([model, figure], one_thing).values[1]


def difference(first: Figure, second: Figure, one_thing: bool = False) -> Result:
    """first − second; two percentages differ in percentage points. Raises ComputeError."""
    both = _aligned([first, second], one_thing)
    (a, b), unit = both.values, both.unit
    result_unit = POINTS if unit in {PERCENT, POINTS} else unit
    value = a - b
    return Result(
        value,
        result_unit,
        f"{_term(a, unit)}－{_term(b, unit, True)}＝{plain(value)}{result_unit}",
        is_about([first, second]),
    )


def beyond_whole(rate: Figure) -> Result:
    """rate − 100%: by how many percentage points a plan was exceeded, negative where it was missed."""
    value = rate.value - 100
    return Result(value, POINTS, f"{_term(rate.value, PERCENT)}－100%＝{plain(value)}{POINTS}", is_about([rate]))


def less_points(rate: Figure, gap: Figure) -> Result:
    """rate − gap, a percentage and its distance in percentage points: what the rate was held against."""
    first, distance = signed(rate), signed(gap)
    value = first - distance
    sign = "－" if distance >= 0 else "＋"
    expression = f"{_term(first, PERCENT)}{sign}{plain(abs(distance), 4)}{POINTS}＝{plain(value)}{PERCENT}"
    return Result(value, PERCENT, expression, is_about([rate, gap]))


def total(figures: Sequence[Figure]) -> Result:
    """Sum of levels of one dimension. Raises ComputeError, also for percentages and for plans beside results."""
    if len({figure.kind in (Kind.TARGET, Kind.BUDGET) for figure in figures}) > 1:
        raise ComputeError("目标（预算）数与完成数性质不同，不能相加")
    aligned = _aligned(figures)
    values, unit = aligned.values, aligned.unit
    if unit == PERCENT:
        raise ComputeError("增速、占比等百分数不能直接相加")
    value = sum(values, Decimal(0))
    return Result(
        value, unit, "＋".join(_term(v, unit, True) for v in values) + f"＝{plain(value)}{unit}", is_about(figures)
    )


def mean(figures: Sequence[Figure]) -> Result:
    """Arithmetic mean. Raises ComputeError."""
    aligned = _aligned(figures)
    values, unit = aligned.values, aligned.unit
    value = sum(values, Decimal(0)) / len(values)
    terms = "＋".join(_term(v, unit, True) for v in values)
    return Result(value, unit, f"（{terms}）÷{len(values)}＝{plain(value)}{unit}", is_about(figures))


def share(part: Figure, whole: Figure) -> Result:
    """part ÷ whole in %. Raises ComputeError, also for anything but totals."""
    both = _aligned([part, whole])
    _only_totals([part, whole])
    (a, b), unit = both.values, both.unit
    _nonzero(b)
    value = a / b * 100
    return Result(value, PERCENT, f"{_term(a, unit)}÷{_term(b, unit)}×100%＝{plain(value)}%", is_about([part, whole]))


def whole(part: Figure, rate: Figure) -> Result:
    """part ÷ its share: what it is the share of, always about, for shares are rounded. Raises ComputeError."""
    _only_totals([part, rate])
    _nonzero(rate.value)
    value = part.value / rate.value * 100
    unit = part.unit
    return Result(value, unit, f"{plain(part.value, 4)}{unit}÷{plain(rate.value, 4)}%＝{plain(value)}{unit}", True)


def ratio(first: Figure, second: Figure) -> Result:
    """first ÷ second in 倍. Raises ComputeError, also for anything but totals."""
    both = _aligned([first, second])
    _only_totals([first, second])
    (a, b), unit = both.values, both.unit
    _nonzero(b)
    value = a / b
    return Result(value, "倍", f"{_term(a, unit)}÷{_term(b, unit)}＝{plain(value)}倍", is_about([first, second]))


def ratio_to_sum(first: Figure, rest: Sequence[Figure]) -> Result:
    """first ÷ the sum of the rest in 倍. Raises ComputeError, also for anything but totals."""
    _only_totals([first, *rest])
    aligned = _aligned([first, *rest])
    whole = sum(aligned.values[1:], Decimal(0))
    _nonzero(whole)
    value = aligned.values[0] / whole
    terms = "＋".join(_term(each, aligned.unit, True) for each in aligned.values[1:])
    expression = f"{_term(aligned.values[0], aligned.unit)}÷（{terms}）＝{plain(value)}倍"
    return Result(value, "倍", expression, is_about([first, *rest]))


def remainder(first: Figure, rest: Sequence[Figure]) -> Result:
    """first − each of the rest, of one dimension. Raises ComputeError, also for anything but totals."""
    _only_totals([first, *rest])
    aligned = _aligned([first, *rest])
    value = aligned.values[0] - sum(aligned.values[1:], Decimal(0))
    terms = "－".join(_term(each, aligned.unit, at > 0) for at, each in enumerate(aligned.values))
    return Result(value, aligned.unit, f"{terms}＝{plain(value)}{aligned.unit}", is_about([first, *rest]))


def quotient(first: Figure, second: Figure, unit: str, per: str) -> Result:
    """first in `unit` for one `per` of second: 元 a 人次, 公斤 a 亩. Raises ComputeError."""
    _only_totals([first, second])
    try:
        amount, count = convert(first.value, first.unit, unit), convert(second.value, second.unit, per)
    except UnitError as error:
        raise ComputeError(f"{first.unit}与{second.unit}不能相除") from error
    _nonzero(count)
    value = amount / count
    expression = f"{_term(first.value, first.unit)}÷{_term(second.value, second.unit)}＝{plain(value)}{unit}"
    return Result(value, unit, expression, is_about([first, second]))


def growth(later: Figure, earlier: Figure) -> Result:
    """(later − earlier) ÷ earlier in %. Raises ComputeError."""
    both = _aligned([later, earlier])
    (a, b), unit = both.values, both.unit
    if unit == PERCENT:
        raise ComputeError("两个百分数之间只能比较百分点之差，不能再算增速")
    _nonzero(b)
    value = (a - b) / b * 100
    return Result(
        value,
        PERCENT,
        f"（{_term(a, unit)}－{_term(b, unit)}）÷{_term(b, unit)}×100%＝{plain(value)}%",
        is_about([later, earlier]),
    )


def grown(base: Figure, rate: Figure) -> Result:
    """base × (1 + rate). Raises ComputeError when the rate is no percentage."""
    return grown_by(base, _rate(rate), is_about([base, rate]))


def grown_by(base: Figure, percent: Decimal, about: bool = False) -> Result:
    """base × (1 + percent%)."""
    value, equals = _whole_things(base.value * (1 + percent / 100), base)
    sign = "＋" if percent >= 0 else "－"
    expression = f"{plain(base.value, 4)}{base.unit}×（1{sign}{plain(abs(percent))}%）{equals}{plain(value)}{base.unit}"
    return Result(value, base.unit, expression, about or equals == "≈" or is_about([base]))


def before_growth(result: Figure, rate: Figure) -> Result:
    """result ÷ (1 + rate): the value of the period before. Raises ComputeError."""
    percent = _rate(rate)
    divisor = 1 + percent / 100
    _nonzero(divisor)
    value, equals = _whole_things(result.value / divisor, result)
    sign = "＋" if percent >= 0 else "－"
    expression = (
        f"{plain(result.value, 4)}{result.unit}÷（1{sign}{plain(abs(percent))}%）{equals}{plain(value)}{result.unit}"
    )
    return Result(value, result.unit, expression, True)


def before_change(result: Figure, change: Figure) -> Result:
    """result − change: the value of the period before. Raises ComputeError where the two are of different units."""
    if not same_dimension(change.unit, result.unit):
        raise ComputeError(f"单位不同（{result.unit or '无单位'}与{change.unit or '无单位'}），不能推算")
    moved = convert(signed(change), change.unit, result.unit)
    value = result.value - moved
    sign = "－" if moved >= 0 else "＋"
    expression = (
        f"{_term(result.value, result.unit)}{sign}{plain(abs(moved), 4)}{result.unit}＝{plain(value)}{result.unit}"
    )
    return Result(value, result.unit, expression, is_about([result, change]))


def grown_part(result: Figure, rate: Figure) -> Result:
    """result − result ÷ (1 + rate): by how much it has changed, without its sign. Raises ComputeError."""
    before = before_growth(result, rate)
    value = abs(result.value - before.value)
    equals = "≈" if "≈" in before.expression else "＝"
    earlier = before.expression.split(equals)[0]
    total = f"{plain(result.value, 4)}{result.unit}"
    terms = f"{total}－{earlier}" if result.value >= before.value else f"{earlier}－{total}"
    return Result(value, result.unit, f"{terms}{equals}{plain(value)}{result.unit}", True)


def per(figure: Figure, count: int, label: str) -> Result:
    """figure ÷ count, e.g. per year of a plan period."""
    value = figure.value / count
    return Result(
        value,
        figure.unit,
        f"{plain(figure.value, 4)}{figure.unit}÷{count}{label}＝{plain(value)}{figure.unit}",
        is_about([figure]),
    )


def converted(value: Decimal, unit: str, to_unit: str) -> Result:
    """An exact unit conversion. Raises ComputeError."""
    try:
        result = convert(value, unit, to_unit)
    except UnitError as error:
        raise ComputeError(f"{unit}不能换算成{to_unit}") from error
    return Result(result, to_unit, f"{plain(value, 6)}{unit}＝{plain(result, 6)}{to_unit}")


@dataclass(frozen=True)
class _Aligned:
    """Signed values of several figures in one unit."""

    values: tuple[Decimal, ...]
    unit: str


def _aligned(figures: Sequence[Figure], one_thing: bool = False) -> _Aligned:
    """All values in the first figure's unit. one_thing: they count the same (30处, 19家 景区). Raises ComputeError."""
    unit = figures[0].unit
    levels = {figure.measure in (Measure.GROWTH, Measure.CHANGE) for figure in figures}
    if len(levels) > 1:
        raise ComputeError("总量与增速不能放在一起计算")
    values: list[Decimal] = []
    for figure in figures:
        if (one_thing or figure.indicator == figures[0].indicator) and _both_count(figure.unit, unit):
            values.append(_plain_count(figure, unit))
            continue
        if not same_dimension(figure.unit, unit):
            raise ComputeError(f"单位不同（{unit or '无单位'}与{figure.unit or '无单位'}），不能放在一起计算")
        values.append(signed(figure) if figure.unit == unit else convert(signed(figure), figure.unit, unit))
    return _Aligned(tuple(values), unit)


def _both_count(first: str, second: str) -> bool:
    """4000根 and 6000个 of one thing are the same count with another measure word."""
    kinds = (dimension(first), dimension(second))
    return kinds[0] != kinds[1] and all(kind.startswith("count:") for kind in kinds)


def _plain_count(figure: Figure, unit: str) -> Decimal:
    own, other = split_scale(figure.unit)[0], split_scale(unit)[0]
    return signed(figure) * SCALES.get(own, 1) / SCALES.get(other, 1)


def _whole_things(value: Decimal, of: Figure) -> tuple[Decimal, str]:
    """65.04家 as 65家: whole things stay whole; with the sign to write before it."""
    one_by_one = dimension(of.unit).startswith(("count", "people")) and not split_scale(of.unit)[0]
    if not one_by_one or of.value % 1 or not value % 1:
        return value, "＝"
    return value.quantize(Decimal(1), ROUND_HALF_UP), "≈"


def _rate(rate: Figure) -> Decimal:
    if rate.unit != PERCENT:
        raise ComputeError("推算需要百分数形式的增速")
    return signed(rate)


def _term(value: Decimal, unit: str, bracket: bool = False) -> str:
    text = f"{plain(value, 4)}{unit}"
    return f"（{text}）" if bracket and value < 0 else text


def is_about(figures: Sequence[Figure] | Sequence[Quantity]) -> bool:
    """Whether one of the operands is approximate, which makes the result approximate."""
    return any(figure.qualifier in _APPROXIMATE for figure in figures if figure.qualifier)


def _only_totals(figures: Sequence[Figure]) -> None:
    if any(figure.measure in (Measure.GROWTH, Measure.CHANGE, Measure.RANK) for figure in figures):
        raise ComputeError("只有总量之间才能求占比或倍数，增速不能")


def _nonzero(value: Decimal) -> None:
    if value == 0:
        raise ComputeError("除数为零，无法计算")
