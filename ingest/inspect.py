"""Shows how a stored document was read: sub-documents, sections, tables, passages and figures as a tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from rich.text import Text
from rich.tree import Tree

from vectorstore.figure import KIND_LABELS, Direction, Figure
from vectorstore.passage import Passage, PassageKind
from vectorstore.record import DocumentRecord, FigureFilter
from vectorstore.source import Source

_PASSAGES = {
    PassageKind.TEXT: "段落",
    PassageKind.ITEM: "条目",
    PassageKind.DEFINITION: "名词",
    PassageKind.ROW: "表行",
    PassageKind.TABLE: "表格",
}
_SHOWN_CHARACTERS = 60


class Readable(Protocol):
    """What inspecting needs of vectorstore.store.PassageStore."""

    def record(self, document: str) -> DocumentRecord: ...

    def source(self, document: str) -> Source: ...

    def passages_of(self, document: str) -> list[Passage]: ...

    def figures(self, where: FigureFilter) -> list[Figure]: ...


def document_tree(store: Readable, document: str, *, with_figures: bool = True) -> Tree:
    """The document as a tree. Raises vectorstore's UnknownDocument."""
    record = store.record(document)
    source = store.source(document)
    passages = store.passages_of(document)
    figures = store.figures(FigureFilter(documents=(document,)))
    tree = Tree(Text(f"{record.title}（{record.id}）", style="bold"))
    _describe(tree, record)
    by_passage = defaultdict(list)
    for figure in figures:
        by_passage[figure.passage].append(figure)
    for subdocument in record.subdocuments:
        years = "、".join(map(str, subdocument.years)) or "未知"
        when = subdocument.date.isoformat() if subdocument.date else "日期未知"
        line = f"{subdocument.title or '（无题）'}  [{subdocument.kind}] {subdocument.region.full_name} {when} {years}"
        branch = tree.add(Text(line, style="bold cyan"))
        inside = [
            each for each in passages if subdocument.start <= each.start < max(subdocument.end, subdocument.start + 1)
        ]
        _sections(branch, inside, by_passage if with_figures else {}, source)
    outside = [each for each in passages if not any(s.start <= each.start < s.end for s in record.subdocuments)]
    if outside:
        _sections(tree.add(Text("不在任何子文件里", style="red")), outside, by_passage if with_figures else {}, source)
    return tree


def _describe(tree: Tree, record: DocumentRecord) -> None:
    counts = f"段落 {record.passage_count}，数字 {record.figure_count}（存疑 {record.uncertain_count}）"
    tree.add(Text(f"格式 {record.format}，版本 {record.version[:8]}，{counts}，文件 {record.path}"))
    for key, value in record.metadata:
        tree.add(Text(f"{key}：{value}", style="dim"))
    for warning in record.warnings:
        tree.add(Text(f"注意：{warning}", style="yellow"))


def _sections(branch: Tree, passages: Sequence[Passage], figures: dict[str, list[Figure]], source: Source) -> None:
    """Passages under their heading paths, one branch a heading."""
    nodes: dict[tuple[str, ...], Tree] = {(): branch}
    for passage in passages:
        for depth in range(1, len(passage.section) + 1):
            path = passage.section[:depth]
            if path not in nodes:
                nodes[path] = nodes[path[:-1]].add(Text(path[-1], style="bold"))
        page = source.quote(passage.start, max(passage.end, passage.start + 1)).page
        place = f"第{page}页 " if page else ""
        fields = "".join(f"〔{name}：{value}〕" for name, value in passage.fields)
        line = f"{_PASSAGES[passage.kind]} {place}{_short(passage.text)}{fields}"
        node = nodes[passage.section].add(Text(line))
        for figure in figures.get(passage.id, []):
            node.add(_figure(figure))


def _figure(figure: Figure) -> Text:
    arrow = {Direction.UP: "↑", Direction.DOWN: "↓", Direction.NONE: ""}[figure.direction]
    period = str(figure.period) if figure.period else "时期未知"
    upper = f"~{_plain(figure.upper)}" if figure.upper is not None else ""
    parts = [
        f"{_plain(figure.value)}{upper}{figure.unit}{f'（{figure.qualifier}）' if figure.qualifier else ''}",
        f"{figure.indicator}{arrow}",
        figure.region.name,
        period,
        KIND_LABELS[figure.kind],
    ]
    text = " · ".join(parts)
    return Text(text, style="green") if figure.certain else Text(f"{text}（存疑：{figure.doubt}）", style="yellow")


def _plain(value: Decimal) -> str:
    return format(value, "f")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN_CHARACTERS else flat[: _SHOWN_CHARACTERS - 1] + "…"
