"""What a table's cell looks like: a value, or words."""

from __future__ import annotations

import re

_VALUE = re.compile(
    r"^[<>≥≤~约超近达]{0,2}\s?[-+]?\d[\d.,]*\s?(?:[-~—]\s?\d[\d.,]*)?\s?"
    r"(?:%|‰|个百分点|[万亿]?(?:元|人|美元|吨|户|个|套|家|件|张|辆|次|平方米|平方公里|立方米|公里|公顷|亩|标准煤|岁|天|倍|年|微克/立方米))?"
    r"(?:以上|以下|左右|以内)?$|^[-—–/…]+$|^[〔\[]\s?[-+]?\d[\d.,]*\s?(?:%|‰|个百分点)?\s?[〕\]]$"
)


def is_value(text: str) -> bool:
    """Whether a cell holds a number (with unit, comparison sign, range, in 〔〕) or a dash."""
    return bool(_VALUE.match(text))
