"""Budget levels: 市级 and 市本级 accounts beside those of all of the place; a figure of one is none of the other."""

from __future__ import annotations

import re

from vectorstore.figure import Figure

ACCOUNT_WORDS = r"一般公共|政府性基金|国有资本|社会保险|社保|收入|支出|预算|债务|税|财政|“三公”|三公"
_DIRECT = r"[省市县州]直(?!属|达|接|机关|单位|部门|企业|学校|辖|管|播|通|线)"  # 市直, of the city itself
LEVEL = re.compile(rf"(?:[省市县区州]本级|[省市]级|{_DIRECT}|县区级|本级)(?=.)")
"""The level that a name of an account begins with; 区级 and 县级 are all of a district, and so no level apart."""

_ENTRY = rf"{ACCOUNT_WORDS}|结转|结余|补助|转移|还本|付息|预备费|上解|调[入出]资金|调节基金"
_NAMED = re.compile(rf"(?:[市县区州旗]本级|市级|{_DIRECT}|县区级|县区|本级)(?=.*(?:{_ENTRY}))")
_SAID = re.compile(rf"[市县区州旗]?本级|(?:市级|县区级?|{_DIRECT})(?=[^,，。；;？?]{{0,16}}?(?:{ACCOUNT_WORDS}))")
_WHOLE = re.compile(r"全[市县区州旗]")


def level_in(text: str) -> str:
    """The level that words speak of (澜江市级教育支出 -> 市级), "" for none or where they name the whole too."""
    found = _SAID.search(text)
    return found[0] if found and not _WHOLE.search(text) else ""


def alike(level: str) -> tuple[str, ...]:
    """Other words for the account of a level: 市级, 市直, 本级 for 市本级; the level itself first."""
    if level.startswith("县区"):
        return ("县区级", "县区")
    whose = level[0] if level[0] in "省市州" else ""
    words = (f"{whose}本级", f"{whose}级", f"{whose}直") if whose else (level,)
    return tuple(dict.fromkeys((level, *words, "本级")))


def tells_whole(figure: Figure, before: str) -> bool:
    """Whether a figure is outright of all of the place: its sentence so far, its column or its caption says 全市.

    A sentence that names no level is of the one that its heading is of ((一)全市财政决算情况).
    """
    if not figure.row:
        headings = (heading for heading in reversed(figure.section) if _WHOLE.search(heading) or _SAID.search(heading))
        return bool(_WHOLE.search(before)) or bool(_WHOLE.search(next(headings, "")))
    return any(_WHOLE.search(text) for text in ("".join(figure.column), *figure.section[-1:]))


def level_of(figure: Figure) -> str:
    """The level whose account a figure is in: its name's; a cell's also by its column, or by where the table stands."""
    for name in (figure.row or figure.phrase, figure.indicator):
        if match := _NAMED.match(name):
            return match[0]
    if not figure.row:
        return ""
    for text in ("".join(figure.column), *reversed(figure.section), figure.subdocument):
        if _WHOLE.search(text):
            return ""
        if found := _SAID.search(text + "收入"):
            return found[0]
    return ""
