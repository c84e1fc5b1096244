"""The header of a table that spaces make up: its cells, and what stands above which column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_WHEN = (
    r"(?:20\d\d年)?(?:\d{1,2}[-—~]\d{1,2}月|上半年|全年|年末|年初|当年|本年|上年|去年|变动|调整|年度|预计|"
    r"全[市区县省]|[市区县省](?:本级|级))*"
)
_THING = (
    r"(?:一般|专项)(?:债务|债券|收入|支出)?|预算执行数|预计执行数|预计完成数|预算数?|完成数?|执行数?|决算数?|预计数|计划数?|实绩数?|"
    r"目标数?|同期数|(?:债务)?限额|(?:债务)?余额|(?:新增|偿还|债务)*(?:债务|本金|利息|债券)|金额|绝对数|绝对值|绝对量|总量|产量|数量|"
    r"指数|(?<=年)末?数|收入|支出|(?:播种|种植|养殖|销售|施工|竣工)?面积|产值|总产值|利润(?:总额)?|营业收入|销售额|零售额|增加值|投资额?|人数|户数|合计|小计"
)
_BRACKET = r"(?:[（(][^（）()]{1,10}[)）])?"
_PERCENT = r"(?:[±]?[%％]|[（(][±]?[%％][)）])?"
_CELL = re.compile(
    rf"""(?P<group>(?:一般公共预算|政府性基金预算|国有资本经营预算|社会保险基金预算|社会保险基金)(?:收入|支出))
    | (?P<name>(?:预算|支出功能|收入|支出)?科目(?:名称|编码)?|项目(?:名称|内容)?|指标(?:名称)?|地区|县区|区县|行业
        | (?:工业|主要)?产品(?:名称)?|名称|类别|品名)
    | (?P<unit>(?:计量)?单位)
    | (?P<rate>(?:占|为|完成)(?:年初|变动|调整|年度)?(?:预算|预)(?:算)?数?的?[（(]?[%％][)）]?
        | (?:按可比价)?(?:比|较|同比)?(?:上年|去年|20\d\d年)?(?:同期|末)?
          (?:增减|增长|增幅|增速|涨跌幅度|涨跌幅|涨幅)(?:额|率|速度)?{_PERCENT}
        | (?:比重|占比|构成){_BRACKET})
    | (?P<amount>{_WHEN}(?:{_THING}){_BRACKET}|20\d\d年(?:末|底)?)""",
    re.VERBOSE,
)
_FIRST_BELOW = re.compile(r"^(?:金额|绝对[数值量]|总量|合计|小计|数量)")


@dataclass(frozen=True)
class HeaderCell:
    """A header cell: its text, where it stands (offsets into the header's text), the columns that it is above."""

    text: str
    start: int
    end: int
    kind: str
    row: int = 0
    column: int = 0
    width: int = 1
    height: int = 1


def solve(text: str, widths: Sequence[int]) -> list[HeaderCell] | None:
    """The cells of a header for blocks of a name and `widths` values each; None if it cannot be told."""
    found = _cells(text)
    if found is None:
        return None
    groups: list[HeaderCell] = []
    while found and found[0].kind == "group":
        groups.append(found.pop(0))
    if not found or len(groups) not in (0, len(widths)):
        return None
    placed = _flat(found, widths) or _below_last(found, widths) or _below_each(found, widths)
    if placed is None or not groups:
        return placed
    starts = [sum(width + 1 for width in widths[:block]) for block in range(len(widths))]
    top = [
        HeaderCell(cell.text, cell.start, cell.end, "group", 0, start, width + 1)
        for cell, start, width in zip(groups, starts, widths, strict=True)
    ]
    return top + [_at(cell, cell.row + 1, cell.column, cell.width, cell.height) for cell in placed]


def _cells(text: str) -> list[HeaderCell] | None:
    """The header cut into cells by what such cells say; None where something is left over."""
    packed = [(offset, letter) for offset, letter in enumerate(text) if not letter.isspace()]
    plain = "".join(letter for _, letter in packed)
    cells: list[HeaderCell] = []
    at = 0
    while at < len(plain):
        match = _CELL.match(plain, at)
        if match is None or match.end() == at:
            return None
        first, last = packed[at][0], packed[match.end() - 1][0] + 1
        cells.append(HeaderCell(match[0], first, last, match.lastgroup or ""))
        at = match.end()
    return cells


def _at(cell: HeaderCell, row: int, column: int, width: int = 1, height: int = 1) -> HeaderCell:
    return HeaderCell(cell.text, cell.start, cell.end, cell.kind, row, column, width, height)


def _names(cells: Sequence[HeaderCell]) -> list[int]:
    return [index for index, cell in enumerate(cells) if cell.kind == "name"]


def _flat(cells: Sequence[HeaderCell], widths: Sequence[int]) -> list[HeaderCell] | None:
    """One row: a name and its columns, block by block."""
    starts = [sum(width + 1 for width in widths[:block]) for block in range(len(widths))]
    if len(cells) != sum(widths) + len(widths) or _names(cells) != starts:
        return None
    return [_at(cell, 0, column) for column, cell in enumerate(cells)]


def _below_last(cells: Sequence[HeaderCell], widths: Sequence[int]) -> list[HeaderCell] | None:
    """预算数, 完成数 over 金额, 增减%: the last cell of every block's first row has the second row below it."""
    names = _names(cells)
    blocks = len(widths)
    if len(names) != blocks or names[0] != 0 or len(set(widths)) != 1:
        return None
    if len(cells) != sum(widths) + 2 * blocks:
        return None
    above = names[1] - 1 if blocks > 1 else next((i for i, c in enumerate(cells) if _FIRST_BELOW.match(c.text)), 0) - 1
    below = widths[0] - above + 1
    if above < 1 or below < 2 or any(name != block * (above + 1) for block, name in enumerate(names)):
        return None
    second = blocks * (above + 1)
    if not _FIRST_BELOW.match(cells[second].text):
        return None
    placed: list[HeaderCell] = []
    for block in range(blocks):
        left, first = block * (widths[0] + 1), block * (above + 1)
        placed += [_at(cells[first + index], 0, left + index, 1, 2) for index in range(above)]
        placed.append(_at(cells[first + above], 0, left + above, below))
        placed += [_at(cells[second + block * below + i], 1, left + above + i) for i in range(below)]
    return placed


def _below_each(cells: Sequence[HeaderCell], widths: Sequence[int]) -> list[HeaderCell] | None:
    """Years over the same columns each: the second row repeats itself below every cell of the first."""
    above = len(cells) - 1 - sum(widths)
    if len(widths) != 1 or _names(cells) != [0] or above < 2 or widths[0] % above:
        return None
    size = widths[0] // above
    below = [cell.text for cell in cells[1 + above :]]
    if size < 2 or any(text != below[index % size] for index, text in enumerate(below)):
        return None
    first = [_at(cells[1 + index], 0, 1 + index * size, size) for index in range(above)]
    second = [_at(cell, 1, 1 + index) for index, cell in enumerate(cells[1 + above :])]
    return [_at(cells[0], 0, 0, 1, 2), *first, *second]
