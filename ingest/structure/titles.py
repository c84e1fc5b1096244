"""Where the reports inside a file begin: title lines, annex marks, openings; and what kind each report is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.structure.kinds import GLOSSARY, kind_of
from ingest.structure.lines import CONTENTS_LINE, HAN_NUMBER, Line, numbering_of

_TYPE_WORDS = (
    "报告|规划|纲要|方案|决定|决议|公报|议案|通知|通告|公告|意见|办法|细则|议程|日程|日程安排|名单|说明|汇报|解释|解读|注释|批复|函|"
    "清单|实事|一览表|分工|目标任务|情况表|工作要点|行动计划|实施计划|草案|发言|讲话|情况|会议|建议|预案|计划"
)
_TITLE_END = re.compile(rf"(?:{_TYPE_WORDS})(?:[（(][^）)]{{1,16}}[)）])?(?:[-—_]+全文)?$")
_STRONG_END = re.compile(
    r"(?:报告|规划|纲要|方案|决定|决议|公报|议案|通知|公告|议程|日程|名单|说明|汇报|解释|解读|实事|草案|分工|分解表|任务清单|项目清单)(?:[（(][^）)]{1,16}[)）])?(?:[-—_]+全文)?$"
)
_BODY = re.compile(
    r"人大|人民代表|委员会|人民政府|政府|法院|检察院|会议|关于|[省市区县州]|国民经济|财政|预算|办公室|局"
)
_BRACKETED = re.compile(r"^[（(].{1,60}[)）]?$")
_DRAFT = re.compile(r"^[（(](?!.*(?:单位|责任|牵头))[^（）()]{2,60}[)）]?$")
# When and where a report was given: ——2021年1月5日在…, or without a dash where it ends with the meeting.
_SUBTITLE = re.compile(
    r"^[—\-]{1,4}\s*(?:\d{4}(?:年\s?\d{1,4}\s?[月日]|[.\-])|[二〇○]{2}|在)"
    r"|^(?:在|\d{4}年\d{1,2}月\d{1,2}日\s?在?).{4,50}(?:会议|次会|大会)上?$"
)
# 2025年工作目标任务 alone on its line is a part of a report, not an annex to it.
_PART = re.compile(
    r"^(?:\d{4}年|今后|未来|“?十[三四五六七]五”?)[^省市区县州《》]{0,20}(?:目标任务|工作安排|工作任务|工作目标)$"
)
_SALUTATION = re.compile(
    r"^(?:尊敬的)?(?:各位(?:代表|委员|领导|同志)|主任、|.{0,12}主任[、，]各位|.{2,20}(?:人大常委会|委员会|各部门|各有关单位|各单位)).{0,40}[：:！!]$|^各位代表[，,]"
)
_OPENING = re.compile(r"^(?:现在[，,])?(?:我(?:代表|受|向|谨代表)|受.{2,24}委托|现将).{2,60}(?:报告|汇报|说明|如下)")
_ANNEX = re.compile(rf"^附\s?[件录](?:\s?(?P<n>\d{{1,2}}|{HAN_NUMBER}))?\s?[：:]?$")
_ANNEX_TITLED = re.compile(
    rf"^(?P<label>附\s?[件录]\s?(?:\d{{1,2}}|{HAN_NUMBER})?)[\s：:.．、]+(?P<title>\S.{{2,60}})$"
)
# ※名词解释※, 名词解释：, 【名词解释】 on a line of its own.
_GLOSSARY_LINE = re.compile(
    r"^[※*＊★●◆■【\[（(《—\-\s]*(?:附[件录]?[:：]?\s?)?(?P<title>[一-鿿《》]{0,10}(?:名词|用语|术语|词语|短语|词汇|缩略语|专有名词)(?:的)?(?:解释|解读|注释|说明|释义|注解)|注释|注解)"
    r"[※*＊★●◆■】\]）)》—\-\s:：]*$"
)
_GLOSSARY_ENTRY = re.compile(
    r"^(?:(?:[\[【〔［(（]?1[\]】〕］)）]|1[.、．])\s*[^：:。]{1,40}[：:]|[“\"]?[^：:。；]{2,24}[”\"]?(?:[：:]|是指|指)|1[.、．]\s*(?P<term>[^：:。]{2,40})。(?P=term)是?指)"
)
_WHOLE_TITLE = re.compile(
    r"^(?:关于|\d{4}年|(?:[省市区县州]?(?:人民)?政府(?:办公[室厅])?)关于|[^，。]{2,12}?[省市区县州](?!第)).*(?:报告|规划|纲要|方案|决定|决议|通知|议案)(?:[（(][^）)]{1,16}[)）])?$"
)
_BULLETIN = re.compile(
    r"^(?:\d{4}年)?[^，。]{2,14}?(?:[省市区县州旗]|地区)[^，。]{0,6}(?:\d{4}年)?[^，。]{0,12}(?:公报|工作总结[^，。]{0,14})$"
)
_STAMP = re.compile(
    r"^\s*[^《》，。]{0,24}(?:次会议|大会)(?:会议)?(?:文件|材料)\s*(?:之?[一二三四五六七八九十\d]+|[（(][^）)]{1,8}[)）])?\s*(?=[^\s].{3})"
)
_UNFINISHED = re.compile(r"(?:关于|及|与|和|的|暨|议案|建议)$")
_PAGE_DATA = re.compile(
    r"^(?:索\s?引\s?号|发布(?:日期|时间|机构|单位)|公开(?:日期|方式)|文\s?号|标\s?题|名\s?称|主题分类|有\s?效\s?性|成文日期|来源|信息来源|附件)(?:[：:\s]|$)"
    r"|^(?:会议使用|会后收回|内部资料|注意保存)"
)
_OCCASION = re.compile(r"(?<=[一-龥)）])\s*[—－-]{1,3}\s*\d{4}年\d{1,2}月\d{1,2}日在[^。]{4,50}会议上?$")
_DATE_LINE = re.compile(
    r"^(?:\d{4}|[二〇○一二三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日$"
)
_CONTENTS = re.compile(r"^目\s*[录次]$")
TITLE_LINES, SHORTEST_TITLE = 40, 8
_CONTENTS_WITHIN, _MOST_ENTRIES = 40, 120  # lines


@dataclass(frozen=True)
class Opening:
    """Where a report inside the file begins: lines[first:] ; title_lines make up its title ("" if it has none)."""

    first: int
    title: str
    kind: str
    body: int  # first line behind title, subtitle, speaker
    annex: str = ""  # 附件2, where it is one


def _without_occasion(text: str) -> str:
    """某市…草案的报告——2026年2月10日在某市…第六次会议上, all on one line, without what follows the title."""
    return _OCCASION.sub("", text)


def is_title_line(text: str) -> bool:
    """Whether a line may be (a part of) a title: short, without numbering, not ending as a sentence does."""
    text = _without_occasion(text)
    if not 3 <= len(text) <= 70 or text[-1] in "。；！？：，、,;:!?" or "|" in text:
        return False
    if numbering_of(text) or _SUBTITLE.match(text) or _SALUTATION.match(text) or _DATE_LINE.match(text):
        return False
    return not _ANNEX.match(text) and not _PAGE_DATA.match(text) and not CONTENTS_LINE.search(text)


def find_openings(lines: Sequence[Line], in_table: frozenset[int], named: str = "") -> list[Opening]:
    """The openings of all reports, in order; the first is always at line 0.

    in_table: indexes of table lines. named: the title that the file gives of itself, "" if it gives none.
    """
    found: list[Opening] = []
    listed = _contents(lines)
    index = 0
    while index < len(lines):
        opening = None if index in in_table or index in listed else _opening_at(lines, index, in_table, found)
        if opening is None:
            index += 1
            continue
        found.append(opening)
        index = max(opening.body, index + 1)
    return _as_named(_from_the_top(found, lines), lines, named)


def _contents(lines: Sequence[Line]) -> range:
    """The entries of a table of contents: from 目录 to where an entry stands again, as the report's own title."""
    at = next((index for index, line in enumerate(lines[:_CONTENTS_WITHIN]) if _CONTENTS.match(line.text)), None)
    if at is None:
        return range(0)
    entries: list[str] = []
    for index in range(at + 1, min(at + _MOST_ENTRIES, len(lines))):
        text = re.sub(r"\s", "", lines[index].text)
        if len(text) >= SHORTEST_TITLE and any(entry.startswith(text) for entry in entries):
            return range(at + 1, index)
        entries.append(text)
    return range(0)


def _as_named(found: list[Opening], lines: Sequence[Line], named: str) -> list[Opening]:
    """The words of a page's menu above its title are none of it: the file's own title, where it stands near the top."""
    plain, first = re.sub(r"\s", "", named), found[0]
    said = bool(_BULLETIN.match(plain))  # 某市2025年…公报: whole, and a menu's words stand before it
    whole = said or "关于" in plain or not first.title.endswith(plain)  # of two lines the file may name the second only
    if len(plain) < SHORTEST_TITLE or plain == first.title or not whole or not (said or kind_of(plain) != "other"):
        return found
    stop = min(TITLE_LINES, found[1].first if len(found) > 1 else len(lines))
    at = next((i for i in range(stop) if re.sub(r"\s", "", lines[i].text) == plain), None)
    if at is None:
        return found
    opening = " ".join(line.text for line in lines[at + 1 : at + 4])
    titled = replace(first, title=plain, kind=kind_of(plain, opening), body=max(first.body, at + 1))
    return [titled, *found[1:]]


def _from_the_top(found: list[Opening], lines: Sequence[Line]) -> list[Opening]:
    """Page data before the first title belongs to the first report; without any opening all is one report."""
    found = _without_page_titles(found, lines)
    if not found:
        first, kind = _at_the_top(lines)
        return [Opening(0, first, kind, 1 if first else 0)]
    before = sum(len(line.text) for line in lines[: found[0].first])
    head = found[0]
    if before <= 600:
        return [Opening(0, head.title, head.kind, head.body, head.annex), *found[1:]]
    first, kind = _at_the_top(lines)
    return [Opening(0, first, kind, 0), *found]


def _at_the_top(lines: Sequence[Line]) -> tuple[str, str]:
    """Title and kind of a report that begins with the file's first line; one without a title tells it as it opens."""
    first = lines[0].text if lines and is_title_line(lines[0].text) else ""
    opening = "" if first else " ".join(line.text for line in lines[:3])
    return first, kind_of(first, opening[:1200])


def _without_page_titles(found: list[Opening], lines: Sequence[Line]) -> list[Opening]:
    """A page's own title with nothing behind it but page data belongs to the report that follows."""
    kept: list[Opening] = []
    for position, opening in enumerate(found):
        following = found[position + 1] if position + 1 < len(found) else None
        if following and opening.title and not opening.annex and not following.annex:
            between = "".join(line.text for line in lines[opening.body : following.first])
            same = following.kind == opening.kind or not following.title
            if same and len(between) < 150 and "。" not in between:
                kind = following.kind if following.kind != "other" else opening.kind
                title = opening.title if _tells_year(opening, following) else following.title or opening.title
                found[position + 1] = replace(following, first=opening.first, title=title, kind=kind)
                continue
        kept.append(opening)
    return kept


def _tells_year(page: Opening, report: Opening) -> bool:
    """Whether the page's title says the year and the report's own does not (某县十七届人大…文件 政府工作报告)."""
    whole = _WHOLE_TITLE.match(page.title) and re.search(r"\d{4}年", page.title)
    return bool(whole) and not re.search(r"\d{4}年", report.title)


def _opening_at(lines: Sequence[Line], index: int, in_table: frozenset[int], found: list[Opening]) -> Opening | None:
    line = lines[index]
    if opening := _annex_on_one_line(lines, index, in_table) or _glossary_on_its_line(lines, index):
        return opening
    if _ANNEX.match(line.text) or _CONTENTS.match(line.text):
        return _annex(lines, index, in_table) if _ANNEX.match(line.text) else None
    if is_title_line(line.text) and not _BRACKETED.match(line.text):
        return _titled(lines, index, in_table, found)
    if _SUBTITLE.match(line.text) or (_DRAFT.match(line.text) and _salutation_follows(lines, index + 1)):
        return _untitled(lines, index)
    return None


def _annex_on_one_line(lines: Sequence[Line], index: int, in_table: frozenset[int]) -> Opening | None:
    """附件1 2022年…责任分解表 with a body behind it; a list of annexes at the end of a notice is none."""
    match = _ANNEX_TITLED.match(lines[index].text)
    if match is None or index + 1 >= len(lines):
        return None
    title, following = match["title"], lines[index + 1].text
    listed = (
        _ANNEX_TITLED.match(following)
        or _ANNEX.match(following)
        or re.match(r"[2-9][.．、]", following)
        or numbering_of(title)
    )
    glossary = bool(GLOSSARY.search(title))
    if listed or title[-1] in "。；，、" or not (glossary or _is_annex_title(title)):
        return None
    body = index + 1 if index + 1 in in_table else _behind(lines, index + 1)
    label = re.sub(r"\s", "", match["label"])
    if body >= len(lines) or (len(following) <= 40 and _looks_signed(lines, index + 1)):
        return None
    return Opening(index, title, "glossary" if glossary else "annex", body, label)


def _glossary_on_its_line(lines: Sequence[Line], index: int) -> Opening | None:
    """名词解释 with whatever marks around it, right above its first entry."""
    match = _GLOSSARY_LINE.match(lines[index].text)
    if match is None or index + 1 >= len(lines) or not _GLOSSARY_ENTRY.match(lines[index + 1].text):
        return None
    return Opening(index, match["title"], "glossary", index + 1)


def _is_annex_title(title: str) -> bool:
    return bool(_TITLE_END.search(title)) or title.endswith(("表", "书", "单", "图", "项目", "标准", "要点"))


def _looks_signed(lines: Sequence[Line], index: int) -> bool:
    """An issuing body and a date stand there: what is above was the list of annexes."""
    return any(_DATE_LINE.match(line.text) for line in lines[index : index + 3])


def _annex(lines: Sequence[Line], index: int, in_table: frozenset[int]) -> Opening | None:
    end, parts = index + 1, []
    while end < len(lines) and end - index <= 3 and end not in in_table and is_title_line(lines[end].text):
        parts.append(lines[end].text)
        end += 1
        if _TITLE_END.search(parts[-1]) and not GLOSSARY.search("".join(parts)):
            break
        if GLOSSARY.search("".join(parts)):
            break
    if not parts:
        return None
    title = "".join(parts)
    kind = "glossary" if GLOSSARY.search(title) else "annex"
    label = re.sub(r"\s|[：:]$", "", lines[index].text)
    return Opening(index, title, kind, _behind(lines, end), label)


def _titled(lines: Sequence[Line], index: int, in_table: frozenset[int], found: list[Opening]) -> Opening | None:
    end = _title_end(lines, index, in_table)
    if end is None:
        return None
    first = index
    if (
        end - index > 1
        and _WHOLE_TITLE.match(_without_occasion(lines[end - 1].text))
        and not _UNFINISHED.search(lines[end - 2].text)
    ):
        first = end - 1  # the lines above it are a stamp or a file number, not its first half
    title = "".join(_without_occasion(line.text) for line in lines[first:end])
    if any(_clean_title(title) == other.title for other in found) and not _marked(lines, end):
        return None  # a running head that was left in the text
    while end < len(lines) and _same_title(lines[end].text, title):
        end += 1
    body = _behind(lines, end)
    opening = " ".join(line.text for line in lines[body : body + 3])
    return Opening(index, _clean_title(title), kind_of(title, opening), body)


def _title_end(lines: Sequence[Line], index: int, in_table: frozenset[int]) -> int | None:
    """Line behind the title that begins at `index`: the longest of up to four lines, but no further than a mark."""
    best, title = None, ""
    for end in range(index + 1, min(index + 5, len(lines) + 1)):
        text = _without_occasion(lines[end - 1].text)
        told = text != lines[end - 1].text
        if (
            end - 1 in in_table
            or not is_title_line(text)
            or _BRACKETED.match(text)
            or (title and _same_title(text, title))
        ):
            break
        title += text
        if _TITLE_END.search(title) and (told or _accepted(lines, index, end, title)):
            best = end
    return best


def _same_title(text: str, title: str) -> bool:
    """A page's own title line stands above the report's: 2021年…报告—全文 / 2021年…报告."""
    plain = _clean_title(title)
    return len(text) >= 6 and is_title_line(text) and (text in plain or plain in text)


def _clean_title(title: str) -> str:
    """The title without the stamp of the session's papers above it (某市十六届人大七次会议文件(14)关于…)."""
    title = _STAMP.sub("", title)
    return re.sub(r"\s*[-—_]+\s*全文$|\[\d{1,3}\]$", "", title).strip()


def _accepted(lines: Sequence[Line], first: int, end: int, title: str) -> bool:
    """A title stands where a text has ended, and is followed by a mark of a beginning or names a body and a type."""
    if first and _PART.match(title):
        return False
    if len(title) < 4 or (title.startswith("《") and not title.endswith(("解释", "解读", "说明"))):
        return False
    marked = _marked(lines, end)
    if GLOSSARY.search(title):
        return True
    before = lines[first - 1].text if first else ""
    opened = _PAGE_DATA.match(before) or CONTENTS_LINE.search(before)
    fresh = first == 0 or lines[first - 1].closed or len(before) < 30 or bool(opened)
    named = bool(_BODY.search(title)) and bool(_STRONG_END.search(title)) and len(title) >= 8
    later = end < len(lines) and not _continues_list(lines, end)
    if marked:
        return fresh and (bool(_BODY.search(title)) or len(title) >= 8)
    return fresh and named and later


def _continues_list(lines: Sequence[Line], end: int) -> bool:
    """An un-numbered title before (二) or 3. is a heading or a cell, not a report."""
    numbering = numbering_of(lines[end].text)
    return numbering is not None and numbering.value > 1


def _marked(lines: Sequence[Line], end: int) -> bool:
    for line in lines[end : end + 6]:
        if _PAGE_DATA.match(line.text):
            continue
        if _DRAFT.match(line.text) or _SUBTITLE.match(line.text) or _SALUTATION.match(line.text):
            return True
        if len(line.text) > 40 or numbering_of(line.text):
            return bool(_OPENING.match(line.text))
    return False


def _salutation_follows(lines: Sequence[Line], index: int) -> bool:
    return any(_SALUTATION.match(line.text) or _OPENING.match(line.text) for line in lines[index : index + 2])


def _behind(lines: Sequence[Line], index: int) -> int:
    """First line behind subtitle, place of the meeting, office and speaker."""
    end = index
    while end < len(lines) and end - index < 7:
        text = lines[end].text
        is_mark = _DRAFT.match(text) or _SUBTITLE.match(text) or _DATE_LINE.match(text) or _SALUTATION.match(text)
        name = bool(re.fullmatch(r"[一-鿿]{2,4}|[一-鿿] [一-鿿]", text))
        speaker = name or (
            len(text) <= 40 and bool(re.search(r"(?:长|主任|局长|院长|书记|委员)\s+\S{2,4}(?:\s\S)?$|会议上$", text))
        )
        if not is_mark and not speaker and not _PAGE_DATA.match(text):
            break
        end += 1
    return end


def _untitled(lines: Sequence[Line], index: int) -> Opening | None:
    """A report whose title line the page lost: it begins with its subtitle or its (审议稿)."""
    body = _behind(lines, index)
    text = " ".join(line.text for line in lines[body : body + 8])
    return Opening(index, "", kind_of("", text[:1200]), body)
