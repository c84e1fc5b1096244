"""Spaces and separators inside one line: what the layout put there goes, what separates words stays."""

from __future__ import annotations

import re

from ingest.clean.line import Line
from ingest.clean.marks import HAN, PROSE, TABLE_ROW, is_columns

_RUN = re.compile(r" {2,}")
_AT_POINT = re.compile(
    r"(?<=[，。；：？！、（）《》〈〉“”‘’「」『』【】〔〕—,;:?!()]) +| +(?=[，。；：？！、）》〉”’」』】〕—%,;:?!)])"
)
_IN_RANGE = re.compile(r"(?<=\d) +(?=[-~]\d)|(?<=\d[-~]) +(?=\d)")
_BEFORE_OPENING = re.compile(rf"(?<=[{HAN}\d]) +(?=[（(《〈“‘【〔])")
_HAN_HAN = re.compile(rf"(?<=[{HAN}]) +(?=[{HAN}])")
_HAN_OTHER = re.compile(rf"(?<=[{HAN}]) +(?=[!-~①-⑳Ⅰ-ⅿ㎡℃])|(?<=[!-~①-⑳Ⅰ-ⅿ㎡℃]) +(?=[{HAN}])")
# Not behind a colon or a semicolon: 1. 20个 is a list's first entry.
_BROKEN_DECIMAL = re.compile(
    rf"(?<=\d) +(?=\.\d)|(?<=[{HAN}<>≥≤~-]\d\.) +(?=\d)|(?<=[{HAN}<>≥≤~-]\d\d\.) +(?=\d)|(?<=\d\d\d\.) +(?=\d)"
)
_BEFORE_NUMBER_POINT = re.compile(rf"(?<=\d) +(?=\.[{HAN}])")
# Digits with spaces between, before a unit, and what may stand before a number in a sentence.
_TORN = re.compile(rf"(?<![\d.])\d+(?: +\d+)*(?:\.\d+(?: +\d+)*)?(?=[{HAN}%‰℃㎡])")
_BEFORE_TORN = re.compile(rf"[{HAN}（“<>≥≤~]$")
_FULL_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_NUMBER = 9  # digits; more are numbers side by side
_SPACED_LETTERS = re.compile(rf"(?<![{HAN}])[{HAN}](?: +[{HAN}])+(?![{HAN}])")
_UNIT = r"[年月日时分号届次章节条款万亿千百元个家项名人户套辆台座所处公米平亩吨岁天倍件期批张床位]"
_NUMBER_UNIT = re.compile(rf"(?<=\d) +(?={_UNIT})")
_HAN_NUMBER_UNIT = re.compile(rf"(?<=[{HAN}]) +(?=\d[\d.,]*{_UNIT})")
_AFTER_DATE = re.compile(rf"(?<=[年月日]) +(?=\d|[{HAN}])")
_FOOTNOTE = re.compile(
    rf"(?<!页）)(?<=[{HAN}”》）A-Za-z%])(?:\[\d{{1,3}}\]|〔\d{{1,3}}〕)(?=[{HAN}，。；：、（“,;:(\d]|$)"
)
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_GROUP_COMMA = re.compile(",")
_ZERO = re.compile(r"(?<=[一二三四五六七八九〇])[0OoО○零](?=[0OoО○零〇]*[一二三四五六七八九])")
_ZEROS_AFTER = re.compile(r"(?<=二〇)[0OoО○](?=[一二三四五六七八九〇0年])")
_COMMA = re.compile(r"(?<![A-Za-z\d]),|,(?![A-Za-z\d])")
_COLON = re.compile(r"(?<!\d):(?!//)|:(?![\d/])")
_PLAIN = re.compile(r"[;?!()]")
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}


def repair_spaces(line: Line) -> Line:
    """Delete the spaces that layout put into words and numbers.

    Rows of a table (`|`, or numbers side by side) and short lines without punctuation (a title, an office with a name,
    a list of names) keep single spaces between their parts.
    """
    if " " not in line.text:
        return line
    if TABLE_ROW.search(line.text) or is_columns(line.text):
        return _row(line)
    line = line.delete(_AT_POINT).delete(_BEFORE_OPENING).delete(_BROKEN_DECIMAL).delete(_IN_RANGE)
    if PROSE.search(line.text):
        line = line.delete(_HAN_HAN).delete(_HAN_OTHER).delete(_BROKEN_DECIMAL).delete(_BEFORE_NUMBER_POINT)
        return _join_digits(line).replace(_RUN, lambda _: " ")
    line = _join_letters(line)
    for pattern in (_NUMBER_UNIT, _HAN_NUMBER_UNIT, _AFTER_DATE):
        line = line.delete(pattern)
    return _join_digits(line).replace(_RUN, lambda _: " ")


def _row(line: Line) -> Line:
    """Cells stay apart: only letter-spaced words (指 标) and numbers from their unit (12 亿元) are closed up."""
    return _join_letters(line).delete(_NUMBER_UNIT).delete(_BROKEN_DECIMAL).replace(_RUN, lambda _: " ")


_SPACES = re.compile(" +")


def _join_digits(line: Line) -> Line:
    """13 6 0亿元 → 1360亿元, 20 21年 → 2021年: in a sentence no two numbers stand side by side."""
    spans = [match.span() for match in _TORN.finditer(line.text) if _is_torn(line.text, match)]
    for start, end in reversed(spans):
        number = line.cut(start, end).delete(_SPACES)
        line = line.cut(0, start).join(number).join(line.cut(end, len(line.text)))
    return line


def _is_torn(text: str, match: re.Match[str]) -> bool:
    pieces, joined = match[0].split(), match[0].replace(" ", "")
    if len(pieces) < 2 or len(joined.split(".")[0]) > _LONGEST_NUMBER:
        return False
    if any(_FULL_YEAR.fullmatch(piece) for piece in pieces) and text[match.end()] in "年月日":
        return False  # 2021 12月: a year that lost its word
    if text[match.end()] == "年" and _FULL_YEAR.fullmatch(joined):
        return True
    return bool(_BEFORE_TORN.search(text[: match.start()].rstrip(" ")))


def _join_letters(line: Line) -> Line:
    """索 引 号 → 索引号: single characters with spaces between are one word."""
    spans = [match.span() for match in _SPACED_LETTERS.finditer(line.text)]
    for start, end in reversed(spans):
        word = line.cut(start, end).delete(_SPACES)
        line = line.cut(0, start).join(word).join(line.cut(end, len(line.text)))
    return line


def normal_separators(line: Line) -> Line:
    """Punctuation gets its canonical width, and 二0三五 becomes 二〇三五.

    Thousands separators and marks of footnotes (全年[1]) go.
    """
    line = _ungroup(line.delete(_FOOTNOTE)).replace(_ZERO, lambda _: "〇").replace(_ZEROS_AFTER, lambda _: "〇")
    for pattern in (_COMMA, _COLON, _PLAIN):
        line = line.replace(pattern, lambda match: _FULL[match[0]])
    return line


def _ungroup(line: Line) -> Line:
    spans = [match.span() for match in _THOUSANDS.finditer(line.text)]
    for start, end in reversed(spans):
        number = line.cut(start, end).delete(_GROUP_COMMA)
        line = line.cut(0, start).join(number).join(line.cut(end, len(line.text)))
    return line
