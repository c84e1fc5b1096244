"""The figure ledger: every figure of a document's sentences, items and table rows with what it is bound to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.document import Reading, Row, Section, Table
from ingest.figures.context import (
    Context,
    ahead_context,
    names_time,
    paragraph_context,
    section_context,
    tells_kind,
    year_context,
)
from ingest.figures.holder import Holder, Holders, carries, heading_zone, is_budget
from ingest.figures.phrase import NOTHING
from ingest.figures.place import named_places
from ingest.figures.sentence import Draft, read_sentence
from ingest.figures.table import CellDraft, read_table
from ingest.figures.told import told_cells
from vectorstore.charges import with_ended_measures
from vectorstore.figure import Figure, Kind
from vectorstore.passage import Passage

__all__ = ["extract_figures"]

_SKIPPED_KINDS = {"agenda", "attendance", "appointment"}
_SAME_WIDTH = str.maketrans("，；：！？（）．％～", ",;:!?().%~")  # one character for one: offsets stay
_SIZE = re.compile(r"规模|内容")
_DONE = re.compile(
    r"(?:新(?!能源)|改|扩|建(?!筑)|增|发放|提供|为|完成|实施|开展|加装|整治|治理|铺设|培训|惠及|打造|提升|购置|配备)"
)
_GOES_ON = re.compile(r"\s*(?:同期|其中)")  # what such a sentence says is estimated where the one before is
_SENTENCE = re.compile(r"[^。!?！？\n]+[。!?！？]?[”’」]?|\n")


def extract_figures(reading: Reading) -> tuple[Figure, ...]:
    """All figures of a read document, in reading order.

    Sub-documents without figures of their own (agenda, attendance, appointments) and glossaries give none. A figure is
    `certain` only if subject, period and kind come from words that are there; `doubt` says in Chinese what is not.
    """
    places = _Places(reading.passages)
    text = reading.source.clean.translate(_SAME_WIDTH)
    figures: list[Figure] = []
    for sub in reading.subdocuments:
        if sub.kind in _SKIPPED_KINDS:
            continue
        named = named_places(text[sub.start : sub.end], sub.region)
        if is_budget(sub.title, ()):
            named |= {zone for section in sub.sections for heading in section.path if (zone := heading_zone(heading))}
        before: tuple[str, ...] = ()
        ahead: Context | None = None
        last: tuple[tuple[str, ...], Context] | None = None
        for section in sub.sections:
            context = section_context(reading.document.id, reading.document.version, sub, section.path, before)
            context = replace(context, places=named)
            if section.path and tells_kind(sub, section.path[:1]):
                before, ahead = section.path[:1], None
            elif ahead and not tells_kind(sub, section.path):
                context = replace(context, kind=ahead.kind, period=ahead.period, period_certain=ahead.period_certain)
            if last and _is_below(section.path, last[0]) and not names_time(section.path[len(last[0]) :], context):
                context = replace(context, period=last[1].period, period_certain=True)
            else:
                last = _last_year(reading.source.clean, section, context)
            turn = _turn(reading.source.clean, section, context)
            figures += _section_figures(reading.source.clean, section, context, places, turn)
            ahead = turn[1] if turn else ahead
    return tuple(_with_ocr_doubt(figure, reading) for figure in figures)


def _turn(text: str, section: Section, context: Context) -> tuple[int, Context] | None:
    """Where a section turns to the year ahead: the start of that line, and the context from there on."""
    lines = _lines(text, section.start, section.end)
    return next(((start, ahead) for start, end in lines if (ahead := ahead_context(context, text[start:end]))), None)


def _last_year(text: str, section: Section, context: Context) -> tuple[tuple[str, ...], Context] | None:
    """The headings under which a review of years goes on with the last of them (刚刚过去的2025年,), and its context."""
    for start, end in _lines(text, section.start, section.end):
        own, goes_on = year_context(context, text[start:end])
        if goes_on:
            return section.path, own
    return None


def _is_below(path: tuple[str, ...], upper: tuple[str, ...]) -> bool:
    return bool(upper) and len(path) > len(upper) and path[: len(upper)] == upper


def _section_figures(
    text: str, section: Section, context: Context, places: _Places, turn: tuple[int, Context] | None
) -> Iterator[Figure]:
    definitions = [(item.start, item.end) for item in section.items if item.kind == "definition"]
    for start, end in _without(section.start, section.end, [(table.start, table.end) for table in section.tables]):
        lead = base = context
        for line_start, line_end in _lines(text, start, end):
            if turn and line_start == turn[0]:
                context = base = lead = turn[1]
            own, goes_on = year_context(context, text[line_start:line_end])
            if own is context:
                own = paragraph_context(context, text[line_start:line_end])
                base = context if own is not context else base
                own = base if own is context else own
            elif goes_on:
                base = own
            if not re.match(r"\s*[—\-－●·•]", text[line_start:line_end]):
                lead = own
            elif own is base:
                own = lead  # dashed points speak of the same time as the paragraph that opens them
            if not any(first <= line_start < last for first, last in definitions):
                yield from _paragraph_figures(text, line_start, line_end, own, places)
    for table in section.tables:
        yield from _table_figures(text, table, context, places)


def _without(start: int, end: int, holes: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for first, last in sorted(holes):
        if start < first:
            yield start, first
        start = max(start, last)
    if start < end:
        yield start, end


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n]+", text[start:end]):
        yield start + match.start(), start + match.end()


def _paragraph_figures(
    text: str, start: int, end: int, context: Context, places: _Places, lead: str = ""
) -> Iterator[Figure]:
    """lead: what the text speaks of from its beginning: the name of the table's row that it is a cell of."""
    paragraph = with_ended_measures(text[start:end].translate(_SAME_WIDTH))
    carried, kind, holder = NOTHING, context.kind, context.holder
    for match in _SENTENCE.finditer(paragraph):
        goes_on = kind is Kind.ESTIMATE and _GOES_ON.match(match[0])
        spoken = replace(context, kind=kind if goes_on else context.kind, holder=holder)
        drafts, carried = read_sentence(match[0], spoken, carried, lead)
        holder = _next_holder(match[0], spoken)
        kind = drafts[-1].kind if drafts else context.kind
        if not drafts:
            lead = _point(match[0])
        at = start + match.start()
        for draft in drafts:
            yield _figure(text, draft, context, at, at + len(match[0]), places)


def _next_holder(sentence: str, context: Context) -> Holder | None:
    """市级一般公共预算收入…。一般公共预算支出…: where accounts are given, the next sentence is of the same holder."""
    if context.holder is None or not carries(context.section):
        return context.holder
    return Holders(sentence, context.region, context.places, context.holder).last


def _point(sentence: str) -> str:
    """What a short sentence without figures announces (四是提升城市品质。), "" if it is a longer one."""
    plain = re.sub(
        (
            r"^(?:第?[一二三四五六七八九十]+是|[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d{1,2}[.、](?!\d))"
        ),
        "",
        sentence.strip(),
    ).rstrip("。")
    return plain if 4 <= len(plain) <= 20 and not re.search(r"[,;:]", plain) else ""


_FLOW = re.compile(r"^(?:新增|净增|新建|新改建|新改扩建|新认定|新引进|新开工)")
_STOCK = re.compile(r"(?:累计|总数|总量|共计|总计)(?:达到?|为|超过?|突破)?[^,;。]{0,3}$")


def _phrase(draft: Draft, before: str) -> str:
    """新建…3.6万亩,累计18.5万亩: the total over the years is no longer what was newly built."""
    phrase = draft.subject.phrase
    return _FLOW.sub("", phrase) if _STOCK.search(before) else phrase


def _figure(text: str, draft: Draft, context: Context, start: int, end: int, places: _Places) -> Figure:
    at = start + draft.quantity.start
    torn = re.search(r"\d[.\d]*[ \u3000]+$", text[start:at])  # 13 6|0亿元: the page tore the number apart
    doubts = (*draft.doubts, "数字可能被断开") if torn else draft.doubts
    return Figure(
        document=context.document,
        version=context.version,
        passage=places.passage_at(at),
        text=text[at : start + draft.quantity.end],
        value=draft.value,
        unit=draft.unit,
        indicator=draft.subject.indicator,
        phrase=_phrase(draft, text[start:at]),
        measure=draft.measure,
        kind=draft.kind,
        period=draft.period,
        region=draft.region,
        subdocument=context.subdocument,
        section=context.section,
        start=at,
        end=start + draft.quantity.end,
        sentence_start=start,
        sentence_end=end,
        upper=draft.quantity.upper,
        qualifier=draft.quantity.qualifier,
        direction=draft.direction,
        base=draft.base,
        part_of=draft.part_of,
        certain=not doubts,
        doubt=";".join(dict.fromkeys(doubts)),
    )


def _table_figures(text: str, table: Table, context: Context, places: _Places) -> Iterator[Figure]:
    """A caption is the innermost heading of its cells: it tells 全市 from 市本级 where the section does not."""
    headed = replace(context, section=(*context.section, table.caption)) if table.caption else context
    for draft in read_table(table, context):
        yield _cell_figure(draft, headed, places)
    for told in told_cells(table, headed):
        for figure in _paragraph_figures(text, told.cell.start, told.cell.end, told.context, places, told.lead):
            yield _of_row(figure, told.row, told.path)


def _of_row(figure: Figure, row: Row, path: tuple[str, ...]) -> Figure:
    """A figure that a cell gives in words; of the project that the row names, where it is its size (全长12公里)."""
    if _SIZE.search(path[-1]) and ("规模" in path[-1] or not _DONE.match(figure.phrase)):
        named = f"{row.label.rsplit('/', 1)[-1]}{figure.phrase}"
        figure = replace(figure, indicator=named, phrase=named)
    return replace(figure, column=path, sentence_start=row.start, sentence_end=row.end)


def _cell_figure(draft: CellDraft, context: Context, places: _Places) -> Figure:
    return Figure(
        document=context.document,
        version=context.version,
        passage=places.passage_at(draft.start),
        text=draft.text,
        value=draft.value,
        unit=draft.unit,
        indicator=draft.indicator,
        phrase=draft.row,
        measure=draft.measure,
        kind=draft.kind,
        period=draft.period,
        region=draft.region,
        subdocument=context.subdocument,
        section=context.section,
        start=draft.start,
        end=draft.end,
        sentence_start=draft.row_start,
        sentence_end=draft.row_end,
        upper=draft.upper,
        qualifier=draft.qualifier,
        direction=draft.direction,
        base=draft.base,
        part_of=draft.part_of,
        row=draft.row,
        column=draft.column,
        certain=not draft.doubts,
        doubt=";".join(draft.doubts),
    )


@dataclass(frozen=True)
class _Places:
    """Finds the passage that holds an offset: the smallest, so that a row or an item goes before its table."""

    passages: tuple[Passage, ...]

    def passage_at(self, at: int) -> str:
        starts = self._ordered
        upto = bisect_right(starts, at, key=lambda passage: passage.start)
        holding = [passage for passage in starts[max(0, upto - 400) : upto] if passage.start <= at < passage.end]
        return min(holding, key=lambda passage: passage.end - passage.start).id if holding else ""

    @property
    def _ordered(self) -> list[Passage]:
        cached = self.__dict__.get("ordered")
        if cached is None:
            cached = sorted(self.passages, key=lambda passage: passage.start)
            self.__dict__["ordered"] = cached
        return cached


def _with_ocr_doubt(figure: Figure, reading: Reading) -> Figure:
    """Uncertain where OCR was not sure of the characters that the figure stands in."""
    if not reading.document.doubtful:
        return figure
    first = reading.source.original_offset(figure.start)
    last = reading.source.original_offset(max(figure.start, figure.end - 1))
    if not any(start <= last and first < end for start, end in reading.document.doubtful):
        return figure
    return replace(figure, certain=False, doubt=";".join(filter(None, (figure.doubt, "扫描识别存疑"))))
