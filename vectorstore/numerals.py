"""Chinese and Arabic numerals as exact Decimals."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "俩": 2}
_FINANCIAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億兩貳", "一二三四五六七八九十百千万亿两二")
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
CHINESE_NUMERAL = "零〇○一二三四五六七八九十百千万亿两"


class NumeralError(ValueError):
    """The text is not a numeral."""


@lru_cache(maxsize=4096)
def chinese_number(text: str) -> Decimal:
    """Value of a Chinese numeral: 三千二百 -> 3200, 两 -> 2, 二〇三五 -> 2035, 一点五 -> 1.5. Raises NumeralError.

    cn2an refuses a bare 千 or 百 (超千人) and reads 二〇三五 only in another mode, hence a reader of our own.
    """
    text = text.translate(_FINANCIAL)
    whole, point, fraction = text.partition("点")
    if not whole or any(c not in _DIGITS and c not in _SMALL and c not in _LARGE for c in whole):
        raise NumeralError(f"“{text}”不是数字。")
    if point and (not fraction or any(c not in _DIGITS for c in fraction)):
        raise NumeralError(f"“{text}”不是数字。")
    if len(whole) > 1 and all(c in _DIGITS for c in whole):
        value = int("".join(str(_DIGITS[c]) for c in whole))
    else:
        value = _grouped(whole)
    digits = "".join(str(_DIGITS[c]) for c in fraction)
    return Decimal(f"{value}.{digits}") if digits else Decimal(value)


def _grouped(text: str) -> int:
    total = section = digit = 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _SMALL:
            section += (digit or (1 if not section or c == "十" else 0)) * _SMALL[c]
            digit = 0
        else:
            section += digit
            total = (total + section if c == "亿" else section) * _LARGE[c] + (0 if c == "亿" else total)
            if section == 0 and total == 0:
                total = _LARGE[c]
            section = digit = 0
    return total + section + digit


def arabic_number(text: str) -> Decimal:
    """Value of an Arabic numeral with or without thousands separators: 1,234.5 -> 1234.5. Raises NumeralError."""
    plain = re.sub(r"[,，\s]", "", text)
    if not re.fullmatch(r"[-+−－]?\d+(?:\.\d+)?", plain):
        raise NumeralError(f"“{text}”不是数字。")
    return Decimal(plain.replace("−", "-").replace("－", "-"))
