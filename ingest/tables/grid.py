"""A loaded table as a grid: every place with the cell that covers it; its titles, its parts, its header."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.document import LoadedCell, LoadedTable
from ingest.tables.cells import is_value

Grid = list[list[LoadedCell | None]]
Path = tuple[str, ...]

# 责任单位:区财政局 is no unit; of words before it, only a caption's that a number of such a unit may follow
UNIT = re.compile(
    r"[（(]?(?:(?<![一-鿿])(?:计量|金额|货币)?单位[：:]|单位[：:](?=\s?[十百千万亿]*(?:元|美元|人|吨|户|个|亩|公顷|[%％]|平方|立方|公里|千瓦)))"
    r"\s*(?P<unit>[^）)]+)[)）]?"
)
_YEAR_CELL = re.compile(r"^(?:19|20)\d\d年?(?:[（(].*[)）])?$")
_TITLE = re.compile(
    r"^附?[表件]\s?[\d一二三四五六七八九十]+(?:[-—－]\d+)?[：:]?$|^.{5,50}[表]\s?(?:[（(].{1,20}[）)])?$"
)
# A row without values is a heading unless it names a quantity that happens to be nothing (契税).
_QUANTITY = re.compile(r"(?:收入|支出|税|费|费用|额|量|率|值|数|金|资金|结余|补助|资本|投资|人口|面积)(?:[（(].*)?$")
_MOST_HEADER_ROWS = 4


def grid_of(loaded: LoadedTable) -> Grid:
    """Every place filled with the cell that covers it; rows without any text are left out."""
    height = max(cell.row + cell.row_span for cell in loaded.cells)
    width = max(cell.column + cell.column_span for cell in loaded.cells)
    grid: Grid = [[None] * width for _ in range(height)]
    for cell in loaded.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, height)):
            for column in range(cell.column, cell.column + cell.column_span):
                grid[row][column] = cell
    return [row for row in grid if texts_of(row)]


def texts_of(row: Sequence[LoadedCell | None]) -> list[str]:
    """The texts of a row's cells, each cell once."""
    return list({id(cell): cell.text for cell in row if cell is not None and cell.text}.values())


def stacked(grid: Grid) -> list[Grid]:
    """The tables that one sheet holds below each other, each from its title rows on."""
    starts = [
        index
        for index, row in enumerate(grid)
        if index and is_title(row) and not is_title(grid[index - 1]) and any(is_data(each) for each in grid[:index])
    ]
    return [grid[first:last] for first, last in zip([0, *starts], [*starts, len(grid)], strict=True)]


def is_title(row: Sequence[LoadedCell | None]) -> bool:
    """Whether a row holds only a table's number, its name or its unit."""
    texts = texts_of(row)
    return len(texts) <= 3 and all(_TITLE.match(text) or UNIT.fullmatch(text) for text in texts)


def narrowed(grid: Grid) -> Grid:
    """Without the columns in which every cell only reaches over from the column before."""
    kept = [
        column
        for column in range(len(grid[0]) if grid else 0)
        if any(row[column] is not None and (column == 0 or row[column] is not row[column - 1]) for row in grid)
    ]
    return [[row[column] for column in kept] for row in grid]


def spanning(row: Sequence[LoadedCell | None]) -> str | None:
    """The text of a row that is one cell from end to end (a caption, a group heading)."""
    texts = texts_of(row)
    covered = [cell for cell in row if cell is not None]
    if len(row) < 2 or len(texts) != 1 or row[0] is None or not row[0].text:
        return None
    if len({id(cell) for cell in covered}) == 1:
        return texts[0] if len(covered) > 1 or not _QUANTITY.search(texts[0]) else None
    # 区县 over three rows of a header stands alone in the first of them, too
    alone = row[0].row_span == 1 and all(not cell.text for cell in covered if cell is not row[0])
    return texts[0] if alone and not _QUANTITY.search(texts[0]) else None


def is_data(row: Sequence[LoadedCell | None]) -> bool:
    """Whether a row holds values that are no years."""
    return any(cell is not None and is_value(cell.text) and not _YEAR_CELL.match(cell.text) for cell in row[1:])


def header_depth(grid: Grid) -> int:
    """Rows of the header: those marked as one, else down to where spans end or numbers begin."""
    marked = 0
    for row in grid[:_MOST_HEADER_ROWS]:
        if not all(cell is None or cell.header or not cell.text for cell in row):
            break
        marked += 1
    if marked:
        return marked
    if is_data(grid[0]):
        return 0
    depth = 1
    while depth < min(_MOST_HEADER_ROWS, len(grid) - 1) and not is_data(grid[depth]):
        above = grid[depth - 1]
        wide = any(cell is not None and cell.column_span > 1 and cell.column_span < len(above) for cell in above)
        tall = any(cell is not None and cell is grid[depth][column] for column, cell in enumerate(above))
        if not (wide or (tall and depth > 1)):
            break
        depth += 1
    return depth


def header_path(grid: Grid, depth: int, column: int) -> Path:
    """The header cells above a column, outermost first, without the spaces that layout put into them."""
    texts: list[str] = []
    previous = None
    for cell in (row[column] for row in grid[:depth]):
        if cell is not None and cell is not previous and cell.text:
            texts.append(re.sub(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])", "", cell.text))
        previous = cell
    return tuple(texts)
