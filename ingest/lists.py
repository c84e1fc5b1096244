"""Entries of lists: glossary entries, tasks with responsible units, 十件实事, enumerations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Item
from ingest.structure.lines import Line, numbering_of

_ROLE = (
    r"(?:[一-鿿]{0,8}?(?:责任|牵头|配合|主办|协办|承办|协同|参与|实施|落实|主责|主管|主体)[一-鿿]{0,2}?(?:单位|部门|领导|人|主体)"
    r"|责任单位|牵头单位|责任分工|(?:市级|区级|县级|省级)?(?:牵头|责任|配合)(?:领导|单位)?)"
)
_UNITS = r"[^；;：:（()）〉>】。\n]+(?:（[^）]*）[^；;：:（）〉】。\n]*)*"
_NOTE = re.compile(r"[，,]\s*(?:以下|下同|列(?:在|第)).*$")  # …、各区政府，以下各项均需各区落实，不再列出
# A role that stands where units should (责任单位：区级牵头单位：区建设局) is passed over for the one behind it.
_RESPONSIBLE = re.compile(rf"(?P<role>{_ROLE})[：:]\s*(?P<units>{_UNITS})(?![^；;）)〉>】。\n（(])")
_DIRECT = re.compile(
    r"[（(](?P<units>[^（）()：:]{2,80}?)(?P<role>牵头|负责|分别负责|按职责分工负责)(?:[，、](?P<others>[^（）()：:]{2,80}?)(?P<second>配合|参加|参与))?[)）]"
)
_TERM_CHARACTERS = r"[^：:。；\n]{1,40}"
_NUMBERED_TERM = re.compile(
    rf"(?:(?P<n>\d{{1,3}})\s?(?:[、．]|\.(?!\d{{1,2}}[^+\d]))|[〔\[［【](?P<m>\d{{1,3}})[〕\]］】])"
    rf"\s*(?P<term>{_TERM_CHARACTERS})(?:[：:]|。(?=(?P=term)(?:是|系)?指))"
)
_PLAIN_TERM = re.compile(rf"^(?P<term>{_TERM_CHARACTERS})(?:[：:]|(?:是|系)?指(?=[，：:]))")
_MEANS = re.compile(r"^(?P<term>[“《]?[^，。：；]{2,24}?[”》]?)[，,]?(?:就是|是|系|具体)?指")
_ORDINAL = re.compile(
    r"(?<![一-鿿])(?P<n>[一二三四五六七八九十]{1,2})是(?=[^否不有])|(?<=[。；：])(?P<m>[一二三四五六七八九十]{1,2})是"
)


def read_items(kind: str, lines: Sequence[Line]) -> tuple[Item, ...]:
    """Entries among the lines of one section; a report of kind glossary gives definitions, others tasks and points."""
    if kind == "glossary":
        return tuple(_definitions(lines))
    return tuple(_numbered(lines))


def _definitions(lines: Sequence[Line]) -> list[Item]:
    """Glossary entries: numbered or not, several on one line, continued on the lines below."""
    numbered = sum(len(_entry_marks(line, ())) for line in lines) >= 2
    items: list[Item] = []
    for line in lines:
        marks = _entry_marks(line, items) if numbered else _plain_mark(line)
        if not marks and items and not numbered and not _plain_mark(line):
            items.append(_definition(line.text, line, 0, len(line.text), "", ""))
        elif not marks and items:
            items[-1] = _longer(items[-1], line)
        for position, (start, number, term) in enumerate(marks):
            end = marks[position + 1][0] if position + 1 < len(marks) else len(line.text)
            if position == 0 and start > 0 and items:
                head = line.text[:start].rstrip()
                items[-1] = _longer(items[-1], Line(head, line.start, line.start + len(head)))
            items.append(_definition(line.text, line, start, end, number, term))
    return items


def _entry_marks(line: Line, before: Sequence[Item]) -> list[tuple[int, str, str]]:
    """(offset, number, term) of the entries that begin on the line; the numbers must run on from the entry before."""
    expected = int(before[-1].number) + 1 if before and before[-1].number.isdecimal() else None
    marks: list[tuple[int, str, str]] = []
    for match in _NUMBERED_TERM.finditer(line.text):
        printed = match["n"] or match["m"]
        number = int(printed)
        at_start = match.start() == 0
        follows = (
            expected is not None and number == expected and (at_start or line.text[match.start() - 1] in "。；）” ")
        )
        if at_start or follows:
            marks.append((match.start(), printed, match["term"].strip()))
            expected = number + 1
    return marks


def _plain_mark(line: Line) -> list[tuple[int, str, str]]:
    match = _PLAIN_TERM.match(line.text) or _MEANS.match(line.text)
    return [(0, "", match["term"].strip())] if match else []


def _definition(text: str, line: Line, start: int, end: int, number: str, term: str) -> Item:
    piece = text[start:end].rstrip()
    term = term.strip("—- ")
    if term.startswith("“") and term.endswith("”") and term.count("“") == 1:
        term = term.strip("“”")
    fields = (("term", term),)
    return Item("definition", number, line.start + start, line.start + start + len(piece), fields if term else ())


def _longer(item: Item, line: Line) -> Item:
    return Item(item.kind, item.number, item.start, line.end, item.fields)


def responsible_units(text: str) -> tuple[tuple[str, str], ...]:
    """Who is responsible, by role: ("responsible:区级牵头单位", "区建设局、区城管局"), in reading order."""
    found: dict[str, list[str]] = {}
    for match in _RESPONSIBLE.finditer(text):
        found.setdefault(match["role"].lstrip("其中和及由"), []).append(_plain_units(match["units"]))
    if not found:
        for match in _DIRECT.finditer(text):
            found.setdefault(match["role"], []).append(match["units"].strip(" ，、由"))
            if match["others"]:
                found.setdefault(match["second"], []).append(match["others"].strip(" ，、"))
    return tuple((f"responsible:{role}", "、".join(dict.fromkeys(units))) for role, units in found.items())


def _plain_units(printed: str) -> str:
    units = _NOTE.sub("", printed).strip(" ，、").replace("，", "、")
    return units.removesuffix("〕") if units.count("〕") > units.count("〔") else units


def _numbered(lines: Sequence[Line]) -> list[Item]:
    """Numbered lines of a section with the lines that go on: tasks where responsible units are named, else points."""
    items: list[Item] = []
    current: list[Line] = []
    number = 0
    for line in lines:
        for piece, value in _unglued(line, number):
            goes_on = bool(current) and _goes_on(current[-1], piece)
            if value or not goes_on:
                items += _closed_item(current, number)
                current = [piece] if value or _is_unnumbered_task(piece) else []
                number = value or 0
            else:
                current.append(piece)
    return items + _closed_item(current, number)


def _goes_on(above: Line, line: Line) -> bool:
    """Units on a line of their own, or the rest of a sentence that the layout broke, belong to the entry above."""
    if _RESPONSIBLE.match(line.text.lstrip("（(")):
        return True
    return not above.closed and not _RESPONSIBLE.search(above.text) and len(above.text) > 20


_GLUED_NUMBER = re.compile(r"(?<=[）。；])\s?(?P<n>\d{1,3})[.．、](?=\D|\d{1,2}[月日]|\d{4}年)")
_ANY_NUMBER = re.compile(r"(?P<n>\d{1,3})[.．、]")


def _unglued(line: Line, before: int) -> list[tuple[Line, int]]:
    """The line's entries with their numbers (0 for none); 12. glued behind entry 11 begins an entry of its own."""
    numbering = numbering_of(line.text)
    value = numbering.value if numbering and numbering.style not in ("part", "chapter", "node") else 0
    if not value and (match := _ANY_NUMBER.match(line.text)) and before and int(match["n"]) == before + 1:
        value = before + 1
    pieces: list[tuple[Line, int]] = []
    start = 0
    if value:
        for match in _GLUED_NUMBER.finditer(line.text):
            if int(match["n"]) == value + 1:
                text = line.text[start : match.start()].rstrip()
                pieces.append((Line(text, line.start + start, line.start + start + len(text)), value))
                start, value = match.start("n"), value + 1
    rest = line.text[start:]
    return [*pieces, (Line(rest, line.start + start, line.end), value)]


def _is_unnumbered_task(line: Line) -> bool:
    return bool(_RESPONSIBLE.search(line.text)) and len(line.text) > 25


def _closed_item(lines: Sequence[Line], number: int) -> list[Item]:
    if not lines:
        return []
    text = "\n".join(line.text for line in lines)
    fields = responsible_units(text)
    kind = "task" if fields else "point"
    return [Item(kind, str(number) if number else "", lines[0].start, lines[-1].end, fields)]


_DEEDS = re.compile(r"[件项大]?[一-鿿]{0,6}实事(?:项目|清单)?")
_INLINE_NUMBER = re.compile(r"(?<=[：:；;。）])\s?(?P<n>\d{1,2})[.．、](?!\d)")
_FEWEST_DEEDS = 3


def with_list_name(items: Sequence[Item], heading: str) -> tuple[Item, ...]:
    """Numbered entries below a heading that promises deeds (2021年十件实事) carry it as the field "list"."""
    if not _DEEDS.search(heading) or sum(bool(item.number) for item in items) < _FEWEST_DEEDS:
        return tuple(items)
    return tuple(replace(item, fields=(*item.fields, ("list", heading))) if item.number else item for item in items)


def inline_deeds(text: str, offset: int) -> tuple[Item, ...]:
    """办好十件实事:1.…;2.…; inside a paragraph; at least three that count up from one."""
    lead = re.match(r"(?P<name>[^。；;：:]{2,40}实事[^。；;：:]{0,8})[：:]", text)
    run: list[int] = []
    for match in _INLINE_NUMBER.finditer(text, lead.end() - 1) if lead else ():
        if int(match["n"]) == len(run) + 1:
            run.append(match.start("n"))
    if not lead or len(run) < _FEWEST_DEEDS:
        return ()
    fields = (("list", lead["name"]),)
    return tuple(
        Item("point", str(index + 1), offset + start, offset + len(text[:end].rstrip()), fields)
        for index, (start, end) in enumerate(zip(run, [*run[1:], len(text)], strict=True))
    )


def inline_points(text: str, offset: int) -> tuple[Item, ...]:
    """一是…二是… inside a paragraph; at least two that count up from one."""
    marks = [(match.start(), match["n"] or match["m"]) for match in _ORDINAL.finditer(text)]
    order = "一二三四五六七八九十"
    run: list[tuple[int, str]] = []
    for start, number in marks:
        if len(number) == 1 and order.index(number) == len(run):
            run.append((start, number))
    if len(run) < 2:
        return ()
    ends = [start for start, _ in run[1:]] + [len(text)]
    return tuple(
        Item("point", str(index + 1), offset + start, offset + len(text[:end].rstrip()))
        for index, ((start, _), end) in enumerate(zip(run, ends, strict=True))
    )
