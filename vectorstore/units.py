"""单位: the units of government reports, by dimension, and exact conversion between them.

Quantities of one dimension convert; count units (个, 家, 座 …) are a dimension each, because 3 家 are not 3 座.
% (a share or a rate) and 个百分点 (a difference of shares) never convert into each other, nor 元 into 美元.
"""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

SCALES: dict[str, int] = {
    "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7,
    "亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip

# dimension -> {unit: factor to the dimension's first unit}
_DIMENSIONS: dict[str, dict[str, Fraction]] = {
    "money": {"元": Fraction(1)},
    "usd": {"美元": Fraction(1)},
    "hkd": {"港元": Fraction(1)},
    "eur": {"欧元": Fraction(1)},
    "jpy": {"日元": Fraction(1)},
    "percent": {"%": Fraction(1), "‰": Fraction(1, 10), "成": Fraction(10)},
    "percentage point": {"个百分点": Fraction(1), "个千分点": Fraction(1, 10)},
    "multiple": {"倍": Fraction(1)},
    "doubling": {"番": Fraction(1)},
    "people": {"人": Fraction(1), "名": Fraction(1)},
    "area": {
        "平方米": Fraction(1), "平方公里": Fraction(10**6), "公顷": Fraction(10**4), "亩": Fraction(2000, 3),
        "平方厘米": Fraction(1, 10**4),
    },
    "length": {
        "米": Fraction(1), "公里": Fraction(1000), "厘米": Fraction(1, 100), "毫米": Fraction(1, 1000),
        "微米": Fraction(1, 10**6), "纳米": Fraction(1, 10**9), "里": Fraction(500), "海里": Fraction(1852),
    },
    "track length": {"延米": Fraction(1)},
    "mass": {
        "吨": Fraction(1), "公斤": Fraction(1, 1000), "斤": Fraction(1, 2000), "克": Fraction(1, 10**6),
        "毫克": Fraction(1, 10**9), "微克": Fraction(1, 10**12),
    },
    "freight": {"吨公里": Fraction(1)},
    "passengers carried": {"人公里": Fraction(1)},
    "coal": {"吨标准煤": Fraction(1)},
    "volume": {"立方米": Fraction(1), "升": Fraction(1, 1000), "毫升": Fraction(1, 10**6)},
    "energy": {"千瓦时": Fraction(1), "度": Fraction(1), "焦耳": Fraction(1, 3600000)},
    "power": {"千瓦": Fraction(1), "兆瓦": Fraction(1000), "瓦": Fraction(1, 1000), "吉瓦": Fraction(10**6)},
    "apparent power": {"千伏安": Fraction(1), "兆伏安": Fraction(1000)},
    "voltage": {"千伏": Fraction(1), "伏": Fraction(1, 1000)},
    "data": {"字节": Fraction(1)},
    "time": {"小时": Fraction(1), "分钟": Fraction(1, 60), "秒": Fraction(1, 3600), "天": Fraction(24)},
    "working days": {"个工作日": Fraction(1)},
    "months": {"个月": Fraction(1)},
    "count:张": {"张床位": Fraction(1)},
}  # fmt: skip

# Each of these is a dimension of its own.
COUNT_UNITS = [
    "个",
    "家",
    "户",
    "套",
    "件",
    "项",
    "条",
    "处",
    "所",
    "座",
    "台",
    "辆",
    "栋",
    "幢",
    "块",
    "宗",
    "场",
    "次",
    "间",
    "只",
    "头",
    "株",
    "份",
    "张",
    "起",
    "例",
    "笔",
    "篇",
    "本",
    "门",
    "支",
    "批",
    "类",
    "片",
    "站",
    "部",
    "艘",
    "架",
    "盏",
    "根",
    "棵",
    "枚",
    "对",
    "款",
    "种",
    "册",
    "卷",
    "幅",
    "口",
    "组",
    "层",
    "级",
    "分",
    "位",
    "岁",
    "周岁",
    "轮",
    "期",
    "班",
    "列",
    "节",
    "孔",
    "眼",
    "把",
    "床",
    "标箱",
    "标准箱",
    "方",
    "摄氏度",
    "人次",
    "人天",
    "户次",
    "家次",
    "台次",
    "辆次",
    "车次",
    "架次",
    "班次",
    "件次",
    "例次",
    "单",
    "羽",
    "尾",
    "标台",
    "公交标台",
    "学位",
    "床位",
    "平台",
    "面",
    "环",
    "出",
    "部次",
    "册次",
    "场次",
    "艘次",
    "亩次",
    "泊位",
    "桩",
    "字",
    "集",
    "首",
    "条次",
    "点",
    "票",
    "名次",
    "批次",
    "件套",
    "幢次",
    "袋",
    "双",
    "桶",
    "箱",
    "瓶",
    "盒",
    "包",
    "趟",
    "趟次",
    "吨次",
    "分贝",
    "股",
    "颗",
    "剂",
    "匹",
    "顶",
    "标准量",
]

ALIASES: dict[str, str] = {
    "㎡": "平方米", "m2": "平方米", "m²": "平方米", "平米": "平方米", "平方": "平方米", "平方千米": "平方公里",
    "km2": "平方公里", "km²": "平方公里", "k㎡": "平方公里", "㎢": "平方公里", "hm2": "公顷", "hm²": "公顷",
    "千米": "公里", "km": "公里", "华里": "里", "公分": "厘米", "cm": "厘米", "mm": "毫米",
    "千克": "公斤", "kg": "公斤", "t": "吨", "m3": "立方米", "m³": "立方米", "立方": "立方米",
    "kWh": "千瓦时", "千瓦小时": "千瓦时", "kW": "千瓦", "MW": "兆瓦", "GW": "吉瓦", "kV": "千伏",
    "人民币元": "元", "人民币": "元", "元人民币": "元", "块钱": "元", "圆": "元",
    "百分点": "个百分点", "个百分比": "个百分点", "％": "%", "千分点": "个千分点",
    "吨标煤": "吨标准煤", "标准煤": "吨标准煤", "钟头": "小时", "个小时": "小时", "户家庭": "户", "美金": "美元",
    "工作日": "个工作日", "μg": "微克", "µg": "微克", "ug": "微克", "mg": "毫克",
    "位居民": "人",
    "℃": "摄氏度", "°C": "摄氏度", "人份": "人次", "周岁": "岁", "标准箱": "标箱", "TEU": "标箱", "单位": "个",
    "头只": "头",
}  # fmt: skip


class UnitError(ValueError):
    """The two units do not measure the same thing, or a unit is unknown."""


def _known() -> dict[str, tuple[str, Fraction]]:
    known = {unit: (name, factor) for name, units in _DIMENSIONS.items() for unit, factor in units.items()}
    known |= {unit: (f"count:{unit}", Fraction(1)) for unit in COUNT_UNITS if unit not in known}
    return known | {alias: known[unit] for alias, unit in ALIASES.items() if unit in known}


_KNOWN = _known()
PLAIN_UNITS: tuple[str, ...] = tuple(sorted(_KNOWN, key=len, reverse=True))
"""Every spelling without scale and without 每-part, longest first."""
PLAIN_UNIT = "|".join(map(re.escape, PLAIN_UNITS))
"""Any of them, as a pattern."""


def split_scale(unit: str) -> tuple[str, str]:
    """Scale word and rest: 万元 -> (万, 元), 亿 -> (亿, ""), 个 -> ("", 个)."""
    if unit in _KNOWN:
        return "", unit
    for scale in sorted(SCALES, key=len, reverse=True):
        if unit.startswith(scale) and (unit[len(scale) :] in _KNOWN or unit == scale):
            return scale, unit[len(scale) :]
    return "", unit


def canonical_unit(unit: str) -> str:
    """One spelling a unit: ㎡ -> 平方米, 万平米 -> 万平方米, 百分点 -> 个百分点; unknown units stay as they are."""
    head, slash, per = unit.strip().partition("/")
    scale, plain = split_scale(head)
    return scale + ALIASES.get(plain, plain) + (slash + canonical_unit(per) if slash else "")


@lru_cache(maxsize=4096)
def _resolve(unit: str) -> tuple[str, Fraction, str]:
    """Dimension, factor to the base unit, base unit."""
    head, slash, per = unit.strip().partition("/")
    scale, plain = split_scale(head)
    factor = Fraction(SCALES.get(scale, 1))
    if not plain:
        dimension, base = "number", ""
    elif plain in _KNOWN:
        dimension, unit_factor = _KNOWN[plain]
        factor *= unit_factor
        base = next(iter(_DIMENSIONS[dimension])) if dimension in _DIMENSIONS else dimension.removeprefix("count:")
    else:
        dimension, base = f"count:{plain}", plain
    if slash:
        per = canonical_unit(per)
        dimension, base = f"{dimension}/{per}", f"{base}/{per}"
    return dimension, factor, base


def dimension(unit: str) -> str:
    """Name of what a unit measures: 万元 -> money, % -> percent, 家 -> count:家, 元/平方米 -> money/平方米."""
    return _resolve(unit)[0]


def same_dimension(first: str, second: str) -> bool:
    """Whether quantities in these units convert into each other."""
    return dimension(first) == dimension(second)


def _exact(value: Decimal, factor: Fraction) -> Decimal:
    product = Fraction(value) * factor
    with localcontext() as context:
        context.prec = 60
        quotient = Decimal(product.numerator) / Decimal(product.denominator)
    return quotient if Fraction(quotient) == product else quotient.quantize(Decimal(1).scaleb(-10))


def convert(value: Decimal, from_unit: str, to_unit: str) -> Decimal:
    """`value` expressed in `to_unit`: exact where a finite decimal exists (亩 into 平方米 may not), else to 10 places.

    Raises UnitError when the units measure different things.
    """
    source, factor, _ = _resolve(from_unit)
    target, divisor, _ = _resolve(to_unit)
    if source != target:
        raise UnitError(f"“{from_unit}”与“{to_unit}”不是同类单位,不能换算;请改用同类单位。")
    return _exact(value, factor / divisor)


def to_base(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """Value and unit in the base unit of the dimension: (1.36, 亿元) -> (136000000, 元)."""
    _, factor, base = _resolve(unit)
    return _exact(value, factor), base


UNIT_TOKEN = re.compile(
    rf"(?:{'|'.join(sorted(SCALES, key=len, reverse=True))})?(?:{PLAIN_UNIT})(?:/[一-龥A-Za-z²³\d]+)?"
)
"""A unit by itself, with its scale and what it is told for each of: 万吨, 亿千瓦时, 元/人."""
