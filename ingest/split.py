"""Passages: paragraphs packed to about 320 characters within a section, one passage an item, a table row, a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.document import Document, Item, Row, Section, SubDocument, Table
from ingest.metadata import plan_years, years_in
from vectorstore.passage import Passage, PassageKind

_SIZE, _LONGEST = 320, 480
_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[”’」』）)》】]*|\n|$)")
_CLAUSE = re.compile(r"[^；;\n]*(?:[；;]|\n|$)")
_COMMA = re.compile(r"[^，,、]*(?:[，,、]|$)")
_UNIT_COLUMN = re.compile(r"(?:责任|牵头|配合|主办|协办|承办|实施)(?:单位|部门|领导|人)")
_RUN_IN = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)]|[一二三四五六七八九十]是)?(?P<head>[^。！？；：\d]{4,26})。"
)


@dataclass(frozen=True)
class _Piece:
    """A passage before it gets its document's names."""

    text: str
    start: int
    end: int
    kind: PassageKind = PassageKind.TEXT
    section: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    about: str = field(default="")  # more for the prefix: a table's caption


def passages_of(document: Document, title: str, text: str, subdocuments: Sequence[SubDocument]) -> tuple[Passage, ...]:
    """All passages of a document in reading order; offsets are into `text`, the cleaned text."""
    passages: list[Passage] = []
    for subdocument in subdocuments:
        for section in subdocument.sections:
            for piece in _pieces(text, section):
                passages.append(_passage(document, title, subdocument, piece, len(passages)))
    return tuple(passages)


def _pieces(text: str, section: Section) -> Iterator[_Piece]:
    """Tables and items stand for themselves; the text between them is packed."""
    blocks: list[tuple[int, int, Table | Item]] = [(table.start, table.end, table) for table in section.tables]
    blocks += [
        (item.start, item.end, item)
        for item in section.items
        if item.kind in ("definition", "task") or any(name == "list" for name, _ in item.fields)
    ]
    position = section.start
    for start, end, block in sorted(blocks, key=lambda found: found[0]):
        if start < position:
            continue
        yield from _packed(text, position, start, section.path)
        if isinstance(block, Table):
            yield from _table_pieces(block, section.path)
        else:
            kind = PassageKind.DEFINITION if block.kind == "definition" else PassageKind.ITEM
            yield from _item_pieces(text, block, kind, section.path)
        position = end
    yield from _packed(text, position, section.end, section.path)


def _item_pieces(text: str, item: Item, kind: PassageKind, path: tuple[str, ...]) -> Iterator[_Piece]:
    if item.end - item.start <= 2 * _LONGEST:
        yield _Piece(text[item.start : item.end], item.start, item.end, kind, path, item.fields)
        return
    for piece in _packed(text, item.start, item.end, path):
        yield replace(piece, kind=kind, fields=item.fields)


def _packed(text: str, start: int, end: int, path: tuple[str, ...]) -> Iterator[_Piece]:
    """Whole paragraphs together up to the size; a longer paragraph is cut at sentence ends."""
    held: tuple[int, int] | None = None
    for first, last in _paragraphs(text, start, end):
        if held and last - held[0] > _SIZE and not (held[1] - held[0] < 60 and last - held[0] <= _LONGEST):
            yield _Piece(text[held[0] : held[1]], *held, section=path)
            held = None
        if held is None and last - first > _LONGEST:
            yield from _cut_paragraph(text, first, last, path)
            continue
        if last - first > _SIZE and held:
            yield _Piece(text[held[0] : held[1]], *held, section=path)
            held = None
        held = (held[0] if held else first, last)
    if held:
        yield _Piece(text[held[0] : held[1]], *held, section=path)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n]+", text[start:end]):
        stripped = match[0].strip()
        if stripped:
            first = start + match.start() + len(match[0]) - len(match[0].lstrip())
            yield first, first + len(stripped)


def _cut_paragraph(text: str, start: int, end: int, path: tuple[str, ...]) -> Iterator[_Piece]:
    """Passages of about the size; those behind the first carry the paragraph's run-in heading in their path."""
    run_in = _RUN_IN.match(text[start:end])
    inner = (*path, run_in["head"]) if run_in else path
    spans = list(_sentences(text, start, end))
    first = spans[0][0]
    previous = first
    for begin, finish in spans:
        left = end - first
        target = left / max(1, round(left / _SIZE))
        nearer = finish - first - target > target - (begin - first)  # to cut before this sentence than behind it
        if begin > first and (nearer or finish - first > _LONGEST):
            yield _Piece(text[first:previous], first, previous, section=path if first == start else inner)
            first = begin
        previous = finish
    yield _Piece(text[first:end], first, end, section=path if first == start else inner)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of sentences; one longer than a passage is cut at semicolons, then at commas."""
    for first, last in _spans(_SENTENCE, text, start, end):
        if last - first <= _LONGEST:
            yield first, last
            continue
        for inner_first, inner_last in _spans(_CLAUSE, text, first, last):
            if inner_last - inner_first <= _LONGEST:
                yield inner_first, inner_last
            else:
                yield from _spans(_COMMA, text, inner_first, inner_last)


def _spans(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    while position < end:
        match = pattern.match(text, position, end)
        if match is None or match.end() == position:
            yield position, end
            return
        yield position, match.end()
        position = match.end()


def _table_pieces(table: Table, path: tuple[str, ...]) -> Iterator[_Piece]:
    about = table.caption + (f"（单位：{table.unit}）" if table.unit and table.unit not in table.caption else "")
    columns = "；".join("/".join(column) for column in table.columns)
    labels = "、".join(row.label for row in table.rows if row.label)
    overview = "\n".join(part for part in (about, columns, labels, table.note) if part)[: 2 * _LONGEST]
    yield _Piece(overview, table.start, table.end, PassageKind.TABLE, path, about=table.caption)
    for row in table.rows:
        if text := row_text(table, row):
            fields = (("certain", "yes" if row.certain else "no"), ("row", row.label), *_units(table, row))
            yield _Piece(text, row.start, row.end, PassageKind.ROW, path, fields, about)


def _units(table: Table, row: Row) -> tuple[tuple[str, str], ...]:
    """The row's responsible units, named as those of a task are."""
    if not row.certain:
        return ()
    return tuple(
        (f"responsible:{column[-1]}", cell.text)
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell is not None and column and _UNIT_COLUMN.search(column[-1])
    )


def row_text(table: Table, row: Row) -> str:
    """地区生产总值：规划目标/2020：>1145；… ; a row that fits no header gives its cells in reading order."""
    cells = [cell for cell in row.cells if cell is not None]
    if not row.certain or not table.columns:
        return f"{row.label}：" + "，".join(cell.text for cell in cells) if cells or row.label else ""
    pairs = [
        f"{'/'.join(column)}：{cell.text}"
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell is not None and cell.text
    ]
    return f"{row.label}：" + "；".join(pairs)


def _passage(document: Document, title: str, subdocument: SubDocument, piece: _Piece, index: int) -> Passage:
    years = passage_years(piece, subdocument)
    region = subdocument.region
    named = dict.fromkeys(part for part in (title, subdocument.title) if part)
    prefix = " ".join([*named, region.full_name, *(f"{year}年" for year in subdocument.years[:2])])
    prefix += (
        "\n" + " > ".join([*piece.section, *([piece.about] if piece.about else [])])
        if piece.section or piece.about
        else ""
    )
    return Passage(
        id=f"{document.id}@{document.version[:8]}:{index}",
        document=document.id,
        version=document.version,
        index=index,
        text=piece.text,
        prefix=prefix,
        start=piece.start,
        end=piece.end,
        kind=piece.kind,
        title=title,
        subdocument=subdocument.title,
        subdocument_kind=subdocument.kind,
        section=piece.section,
        region=region,
        years=years,
        fields=piece.fields,
    )


def passage_years(piece: _Piece, subdocument: SubDocument) -> tuple[int, ...]:
    """Years that the passage names, 今年 and 十四五 resolved; else those of its headings; else the report's own."""
    text = f"{piece.text} {piece.about}"
    years = [*_years_named(text, subdocument.report_year)]
    for heading in reversed(piece.section):
        years += _years_named(heading, subdocument.report_year)
    if not years:
        years = list(subdocument.years[:2]) or ([subdocument.report_year] if subdocument.report_year else [])
    return tuple(sorted(set(years)))


def _years_named(text: str, report_year: int | None) -> list[int]:
    years = [*years_in(text), *plan_years(text)]
    if report_year is not None:
        shifts = {"去年": -1, "上年": -1, "今年": 0, "本年": 0, "全年": 0, "明年": 1, "来年": 1, "下一年": 1}
        years += [report_year + shift for word, shift in shifts.items() if word in text and word != "全年"]
    return years
