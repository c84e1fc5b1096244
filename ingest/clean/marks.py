"""What a line of a report looks like: heading, list item, table row, prose. Shared by the cleaning steps."""

from __future__ import annotations

import re
from itertools import pairwise

HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff"
NUMERAL = "一二三四五六七八九十百零〇两"

ITEM_START = re.compile(
    rf"""(?:
    [{NUMERAL}]{{1,4}}[、．]                              # 一、
    | [（(]\s?(?:[{NUMERAL}]{{1,4}}|\d{{1,3}})\s?[）)]     # （一） （1）
    | \d{{1,3}}\s?(?:[、．]|[.](?!\s?\d|[A-Za-z]))          # 1. 1、
    | \d{{1,3}}[.](?=\s?\d{{4}}\s?年)                     # 1.2023年…
    | \d{{1,3}}[.](?=\s?\d\+)                              # 26.1+1+X
    | 第\s?[{NUMERAL}\d]{{1,4}}\s?[章节篇编条部]
    | 附\s?[件表录图]\s?[{NUMERAL}\d]{{0,3}}
    | [①-⑳❶-❿]
    | [{NUMERAL}]{{1,2}}是
    | 第[{NUMERAL}]{{1,2}}[，,]
    | [\[【]
    | (?:备\s?注|注|说\s?明|单\s?位|来\s?源)\s?[：:]
    | 各位代表[：:，,！!]
    | [-*·●○■□◆▲★]\s
    | [#]{{1,6}}\s
    )""",
    re.VERBOSE,
)
HEADING_START = re.compile(
    rf"(?:[{NUMERAL}]{{1,4}}、|[（(][{NUMERAL}]{{1,4}}[）)]|第\s?[{NUMERAL}\d]{{1,4}}\s?[章节篇编部]|附\s?[件表录])"
)
KEY_VALUE = re.compile(
    r"^[^，。；：:|]{2,30}[：:]\s*[约近超]?[-+]?\d[\d,.]*\s?[^，。；：:\d]{0,8}$"
)  # 森林覆盖率：71.3%
SUBTITLE_START = re.compile(r"[—-]{1,2}\s*(?:\d{4}|[二〇○]|在)")
TERMINAL = re.compile(r"[。！？!?…]['”’」』）)》】]*$")
STRONG_END = re.compile(r"(?:[。！？!?…；;：:])['”’」』）)》】]*$")
PROSE = re.compile(r"[，。；、！？,;]")
TABLE_ROW = re.compile(r"\|")
NUMBER_TOKEN = re.compile(r"^[<>≥≤＞＜~+-]{0,2}\d[\d,.]*(?:%|‰|倍)?$")


def is_columns(text: str) -> bool:
    """Whether a line shows table columns: two numbers side by side with only a space between."""
    if PROSE.search(text.replace("、", "")):
        return False
    tokens = text.split()
    numeric = [bool(NUMBER_TOKEN.match(token)) for token in tokens]
    return any(left and right for left, right in pairwise(numeric))
