"""Who issued a report, when and for which year: from its text, then its page's data, then its file name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vectorstore.region import Region
from vectorstore.regions import find_regions, resolve_level

_HAN_DIGITS = {character: str(digit) for digit, character in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
_DATE = re.compile(
    r"(?P<y>\d{4}|[二〇○零一三四五六七八九]{4})年\s?(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})月\s?(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_ISO_DATE = re.compile(r"(?P<y>20\d\d|19\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})")
_GIVEN = re.compile(r"^(?:[—\-]{1,3}|[（(](?:提请)?)\s*(?=\d{4}年|[二〇○]{2})")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|[-—~至]\s?20\d\d|年度|\D{0,2}年)")
_SPAN = re.compile(r"(?<!\d)(20\d\d)(?:年)?\s?[-—~至]+\s?(20\d\d)(?:年)")
_BODY = (
    r"(?:国务院(?:办公厅)?|人民政府办公[室厅]|人民政府|人大常委会|人民代表大会常务委员会|人民代表大会|人民法院|人民检察院|财政[局厅]|"
    r"发展和改革(?:局|委员会)|发改[局委])"
)
_ISSUER = re.compile(rf"(?P<place>[一-鿿]{{0,14}}?)(?:第[一二三四五六七八九十]{{1,4}}届)?(?P<body>{_BODY})")
_OCCASION = re.compile(r"会议上|(?:日在|[（(]|次)会议")  # where a report was given, not who gave it
_ORGAN = re.compile(r"[一-鿿]{3,22}(?:局|厅|委员会|办公室|政府|法院|检察院|常委会|领导小组)")  # alone on its line
_ON_BEHALF = re.compile(rf"(?:代表|受)(?P<place>[一-鿿]{{0,14}}?)(?P<body>{_BODY})")
_FUTURE = re.compile(r"(20\d\d)年.{0,14}(?:安排|目标|任务|打算|预期|思路|草案|重点|建议)")
_PAST = re.compile(r"(20\d\d)年.{0,14}(?:回顾|主要工作|执行情况|完成情况|成效|工作情况|以来)")
_PLAN = re.compile(r"十(?P<n>[一二三四五六七])五|第十(?P<m>[一二三四五六七])个五年")


def plan_years(text: str) -> tuple[int, ...]:
    """Years of the five-year plans that a text names, in order: 十四五 and 第十四个五年规划 are 2021 to 2025."""
    firsts = dict.fromkeys(2001 + 5 * "一二三四五六七".index(m["n"] or m["m"]) + 5 for m in _PLAN.finditer(text))
    return tuple(year for first in firsts for year in range(first, first + 5))


@dataclass(frozen=True)
class PageData:
    """What the page or file says of itself outside the text; keys as on government pages."""

    values: Mapping[str, str]

    def first(self, *keys: str) -> str:
        return next((self.values[key] for key in keys if self.values.get(key)), "")


_KEYS = "标题|名称|索引号|发布日期|发布时间|公开日期|成文日期|发文日期|发布机构|发布单位|发文机关|文号|来源|主题分类"
_PAIR = re.compile(
    rf"(?:^|[\s|])(?P<key>{_KEYS})\s*[：:|]?\s*(?P<value>[^|\n]*?)(?=\s*(?:\||$|\n|(?:{_KEYS}|有效性|公开方式)(?:[：:\s|]|$)))",
    re.MULTILINE,
)


def page_data(head: str, metadata: Iterable[tuple[str, str]]) -> PageData:
    """The page's data table at the head of the text (索引号, 发布日期, 文号 …), completed by what the loader found."""
    values: dict[str, str] = {}
    for match in _PAIR.finditer(re.sub(r"(?<=[一-鿿]) (?=[一-鿿] [一-鿿]|号|[一-鿿]：)", "", head)):
        value = match["value"].strip(" ：:|")
        if value:
            values.setdefault(match["key"], value)
    for key, value in metadata:
        values.setdefault(key, value)
    return PageData(values)


def parse_date(text: str) -> date | None:
    """First full date in `text`: 2020年12月29日, 二〇二〇年十二月二十九日, 2021-01-21."""
    for pattern in (_DATE, _ISO_DATE):
        for match in pattern.finditer(text):
            try:
                return date(*(int(_arabic(match[part])) for part in ("y", "m", "d")))
            except ValueError:
                continue
    return None


def _arabic(text: str) -> str:
    if text.isdecimal():
        return text
    if len(text) == 4:
        return "".join(_HAN_DIGITS.get(character, "") for character in text)
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return _HAN_DIGITS.get(text, "0")
    return str(int(_HAN_DIGITS.get(tens, "1") if tens else "1") * 10 + int(_HAN_DIGITS.get(ones, "0") if ones else 0))


def date_given(lines: Sequence[str], closing: Sequence[str] = ()) -> date | None:
    """When a report was given (——2020年12月29日在…会议上) or signed (a date alone on a line near its end or top)."""
    for line in lines:
        if _GIVEN.match(line) and (found := parse_date(line)):
            return found
    for line in reversed(closing):
        if len(line) <= 16 and (found := parse_date(line)) and _DATE.match(line):
            return found
    for line in lines:
        if (len(line) <= 16 and _DATE.match(line)) and (found := parse_date(line)):
            return found
        if len(line) <= 40 and re.search(r"会议|[（(]", line) and (found := parse_date(line)):
            return found
    return next((found for line in lines if _ISO_DATE.fullmatch(line) and (found := parse_date(line))), None)


def issuer_of(lines: Sequence[str], closing: Sequence[str], home: Region) -> str:
    """The issuing body: from title or speaker's office (江汉区人民政府副区长 …), 我代表…政府, or the signature."""
    for line in lines:
        told = len(line) <= 60 and not line.startswith(("——", "—", "尊敬", "各")) and not _OCCASION.search(line)
        if told and (match := _ISSUER.search(line)):
            return _full_body(match, home)
    for line in lines:
        if match := _ON_BEHALF.search(line):
            return _full_body(match, home)
    for line in [*reversed(closing), *lines[1:]]:
        if len(line) <= 40 and (match := _ISSUER.fullmatch(line.strip())):
            return _full_body(match, home)
        if _ORGAN.fullmatch(line):
            return line
    return ""


def _full_body(match: re.Match[str], home: Region) -> str:
    """区人民政府 -> 江汉区人民政府; words before the place are cut."""
    place, body = match["place"] or "", match["body"]
    mentions = [mention for mention in find_regions(place, (home,)) if mention.known and mention.end == len(place)]
    if mentions:
        return place[mentions[0].start :] + body
    if place.endswith(home.name):
        return home.name + body
    level = resolve_level(place[-1], home) if place and place[-1] in "省市区县州旗" else None
    if not level and body.startswith("人民政府"):
        return home.name + body  # 云岭县2023年人民政府工作报告
    return (level.name if level else "") + body


def years_in(text: str) -> tuple[int, ...]:
    """Years that a text names, most frequent first; 2021-2025年 and 十四五 count their ends."""
    counts: Counter[int] = Counter()
    for first, last in _SPAN.findall(text):
        if 0 < int(last) - int(first) <= 20:
            counts.update(range(int(first), int(last) + 1))
    counts.update(int(year) for year in _YEAR.findall(text))
    return tuple(year for year, _ in counts.most_common())


@dataclass(frozen=True)
class Part:
    """A heading with the text below it, for telling what 今年 means there."""

    heading: str
    text: str


_LAST_SPRING_MONTH = 4


def report_year_of(title: str, given: date | None, parts: Sequence[Part], spoken: date | None = None) -> int | None:
    """The year that 今年 means: told by what the text calls 今年 and 明年 below its headings, else by its date.

    spoken: when it was given, if it says so itself: in the spring of the year that it plans, 今年 is that year.
    Where neither says it, the year planned right behind the year reviewed; else None: the year of a title alone is the
    planned year as often as the present one.
    """
    ahead, behind = _years_of_headings(title, parts)
    if title.endswith("公报") and (titled := years_in(title)):
        return titled[0]  # a statistical bulletin counts from the year that it is about
    both = ahead is not None and behind is not None and ahead == behind + 1
    if ahead is not None or behind is not None:
        ahead = ahead if ahead is not None else (behind or 0) + 1
        if spoken and spoken.year == ahead and spoken.month <= _LAST_SPRING_MONTH:
            return ahead
        score = sum(_score(part, ahead) for part in parts)
        if score:
            return ahead - 1 if score > 0 else ahead
    if given is not None:
        return given.year
    return ahead if both else None


def _years_of_headings(title: str, parts: Sequence[Part]) -> tuple[int | None, int | None]:
    """The year that the headings plan and the year that they look back on."""
    joined = "\n".join([title, *(part.heading for part in parts)])
    found = (Counter(map(int, pattern.findall(joined))).most_common(1) for pattern in (_FUTURE, _PAST))
    ahead, behind = (years[0][0] if years else None for years in found)
    return ahead, behind


def _score(part: Part, ahead: int) -> int:
    """Positive where the part shows that `ahead` is its 明年, negative where it is its 今年."""
    named = years_in(part.heading) or years_in(part.text[:60])
    this_year = part.text.count("今年以来") * 2 + len(re.findall(r"(?<!去)今年(?!以来)", part.text))
    next_year, last_year = part.text.count("明年"), len(re.findall(r"去年(?!同期)", part.text))
    score = 2 * next_year
    if ahead - 1 in named and ahead not in named[:1]:
        score += this_year
    if ahead in named[:1]:
        score -= this_year + last_year
    return score
