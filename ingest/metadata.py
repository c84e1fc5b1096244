"""Who issued a report, when, for which place and year: from its text, then its page's data, then its file name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from vectorstore.gazetteer import short_name
from vectorstore.place_names import is_place_name
from vectorstore.region import Level, Region
from vectorstore.regions import NATION, china, find_regions, level_of, resolve_level
from vectorstore.tokenizer import word_frequency

_HAN_DIGITS = {character: str(digit) for digit, character in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
_DATE = re.compile(
    r"(?P<y>\d{4}|[二〇○零一三四五六七八九]{4})年\s?(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})月\s?(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_ISO_DATE = re.compile(r"(?P<y>20\d\d|19\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})")
_GIVEN = re.compile(r"^(?:[—\-]{1,3}|[（(](?:提请)?)\s*(?=\d{4}年|[二〇○]{2})")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|[-—~至]\s?20\d\d|年度|\D{0,2}年)")
_SPAN = re.compile(r"(?<!\d)(20\d\d)(?:年)?\s?[-—~至]+\s?(20\d\d)(?:年)")
_PLACE = r"[一-鿿]{2,6}?(?:自治[州县旗]|[省市区县州旗盟])"
_BODIES = (
    r"(?=(?:人民政府|人民代表大会|人大常委会|人大|人民法院|人民检察院|政府工作报告|国民经济|财政局|"
    r"第[一二三四五六七八九十]{1,4}届|人民|政府|20\d\d年))"
)
_SMALL_PLACE = re.compile(  # towns and development zones only where a body of theirs is named
    rf"(?P<place>(?:{_PLACE}){{0,3}}[一-鿿]{{2,10}}?(?:街道|镇|乡|开发区|新区|高新区))(?=人民政府|办事处|管委会|管理委员会|党工委)"
)
_TITLED_ZONE = re.compile(  # 澄江高新技术产业开发区2024年上半年工作总结
    r"(?:关于)?(?P<place>(?!做好|加[强快]|[推促]进|支持|深化|建设|规范|开展|印发|全面|进一步|实施|认定|公布)[一-鿿]{2,18}?(?:开发区|新区|高新区|经开区|保税区|街道|镇|乡))(?=20\d\d年|“?十[三四五六]五)"
)
_ADDRESSED = re.compile(r"^各.{2,}[：:]$")  # 各镇人民政府,某某街道办事处,…: to whom a notice goes
_NATION = re.compile(r"国务院|全国人民代表大会|中华人民共和国(?:国民经济|财政部|国家)|全国人大常委会|最高人民")
_PLACE_BEFORE_BODY = re.compile(rf"(?P<place>(?:{_PLACE}){{1,3}}){_BODIES}")
_LEVELS_BEFORE = re.compile(
    r"(?P<place>[一-鿿]{2,14}?[省市区县州旗盟])(?=人民政府|人民代表大会|人大常委会|人民法院|人民检察院|政府工作报告)"
)
_WORK_REPORT_OF = re.compile(r"(?<![、省市区县/])(?P<level>[省市区县州])(?:人民政府)?(?:\d{4}年)?[《〈]?政府工作报告")
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


def home_region(title_lines: Sequence[str], text: str, fallback: Region | None = None) -> Region | None:
    """The place that a text belongs to: the most specific one in its titles, else the one that its bodies name most.

    Unknown (invented) places are found before 人民政府, 人大, 第…届 and the like; 云江市青禾区 gives its parent.
    """
    for line in title_lines:
        if not _ADDRESSED.match(line) and (region := _region_in(line, text)):
            return region
    found = [region for match in _LEVELS_BEFORE.finditer(text) if (region := _composed(match["place"]))]
    for name, count in Counter(region.name for region in found).most_common(1):
        if count >= 2:
            best = max((region for region in found if region.name == name), key=lambda region: len(region.parents))
            return best if best.parents else _with_parents(best, text)
    return _most_named(text) or _most_called(text) or fallback


def _most_named(text: str) -> Region | None:
    """The county or district that a text without any title names over and over, and hardly another beside it."""
    named = [mention.region for mention in find_regions(text, ()) if mention.known]
    counts = Counter(region.full_name for region in named if region.level is Level.DISTRICT)
    for name, count in counts.most_common(1):
        if count >= _LEAST_NAMED and count >= _CLEARLY * counts.total():
            return next(region for region in named if region.full_name == name)
    return None


_LEAST_NAMED, _CLEARLY = 3, 0.7


def _most_called(text: str) -> Region | None:
    """The place whose short name a text without any title calls again and again (建设和谐清溪): a name that is no
    everyday word (资源, 合作) and that stands clearly before all others."""
    calls = Counter({name: count for name in _short_names() if (count := text.count(name))})
    (name, most), (_, next_most) = [*calls.most_common(2), ("", 0), ("", 0)][:2]
    clear = most >= _LEAST_CALLED and most >= _TIMES_NEXT * next_most
    return _short_names()[name] if clear else None


_LEAST_CALLED, _TIMES_NEXT = 10, 2
_EVERYDAY = 200  # jieba's count from which on a name is an everyday word, too


@cache
def _short_names() -> dict[str, Region]:
    """Short names of cities, counties and districts that are one place's only and hardly a word."""
    places: dict[str, list[Region]] = {}
    for region in china().regions:
        if region.level in (Level.CITY, Level.DISTRICT) and len(short := short_name(region.name)) > 1:
            places.setdefault(short, []).append(region)
    return {name: found[0] for name, found in places.items() if len(found) == 1 and word_frequency(name) < _EVERYDAY}


def _region_in(line: str, text: str) -> Region | None:
    """The most specific place that a title line names."""
    bare = re.sub(r"《[^》]*》", "", line) if not line.startswith("《") else line
    titled = _TITLED_ZONE.match(bare)
    unknown = [_composed(titled["place"])] if titled else []
    unknown += [_composed(match["place"]) for match in _PLACE_BEFORE_BODY.finditer(bare)]
    unknown += [_composed(match["place"]) for match in _SMALL_PLACE.finditer(bare)]
    unknown += [_spoken_of(bare, text)]
    mentions = [mention.region for mention in find_regions(bare, ()) if mention.known]
    candidates = [region for region in unknown if region] + mentions
    if not candidates:
        return NATION if _NATION.search(bare) else None
    order = [Level.NATION, Level.PROVINCE, Level.CITY, Level.DISTRICT, Level.TOWN]
    best = max(candidates, key=lambda region: (order.index(region.level), len(region.parents)))
    if not best.parents and best.level is not Level.PROVINCE:
        return _with_parents(best, text)
    return best


def _spoken_of(line: str, text: str) -> Region | None:
    """The place that a title begins with (苍屏市数字经济发展规划) if the text says 全市 or names it again."""
    for end in range(2, min(len(line), 12)):
        name = line.removeprefix("关于")[:end]
        if name[-1] not in "市县区州旗" or not is_place_name(name) or china().named(name):
            continue
        told = re.search(rf"[全我本]{name[-1]}|{name}", text.replace(line, "", 1))
        if (told or re.match(rf"{name}(?:{name[-1]}情|\d{{4}}年)", line)) and (region := _composed(name)):
            return region
    return None


def _with_parents(region: Region, text: str) -> Region:
    """青禾区 is 云江市青禾区 where the text says so; an ambiguous 青山区 takes the parents that the text names most."""
    named = china().named(region.name)
    if len(named) == 1:
        return named[0]
    if named:
        counts = {place: sum(text.count(parent[:2]) for parent in place.parents) for place in named}
        best = max(named, key=lambda place: counts[place])
        if counts[best]:
            return best
    longer = Counter(re.findall(rf"(?<![一-鿿])([一-鿿]{{2,5}}[市州省]){re.escape(region.name)}", text))
    longer += Counter(re.findall(rf"([一-鿿]{{2,3}}市){re.escape(region.name)}", text))
    for place, _ in longer.most_common(1):
        if composed := _composed(place + region.name):
            return composed
    return region


_LEAD = re.compile(r"^.*(?:日在|月在|关于|代表|委托|印发|年度|[日受向])(?=.{2})|^[在年](?=.{2})")
_PARTS = re.compile(r"[一-鿿]县|[一-鿿]{2,10}?(?:自治[区州县旗]|街道|开发区|新区|高新区|[省市区县州旗盟镇乡])")
_WORDS = re.compile(
    r"^(?:已|均|并|报|请|把|将|被|就|从|于|后|前|我|全|各|本|该|向|受|代表|关于|现在|在|由|经|和|与|及|对|为|按照|根据|听取|审议|中共)|的|[两三四]级|直属|辖区|城区|社区|区直"
)


def _composed(place: str) -> Region | None:
    """云江市青禾区 -> Region(青禾区, parents (云江市,)); parents that are real places bring theirs."""
    place = _LEAD.sub("", place)
    parts = _PARTS.findall(place)
    if not parts or "".join(parts) != place or any(_WORDS.search(part) or len(part) > 12 for part in parts):
        return None
    names = [part for part in parts if len(part) > 2 or china().named(part)]
    if not names:
        return None
    *above, name = names
    context = frozenset(above)
    known = china().chosen(name, context)
    if known and (not above or set(above) & {known.name, *known.parents}):
        return known
    parents = tuple(reversed(above))
    if parents and (top := china().chosen(parents[-1], context)):
        parents += top.parents
    return Region(name, level_of(name), parents)


def region_of_title(title: str, home: Region) -> Region:
    """A sub-document's region: 2023年省《政府工作报告》确定的… in a district's notice is the province's."""
    levels = {match["level"] for match in _WORK_REPORT_OF.finditer(title)}
    if len(levels) == 1 and home.name:
        level = levels.pop()
        return resolve_level(level, home) or Region(f"{home.name}所在{level}", level_of(level))
    mentions = [
        mention.region for mention in find_regions(re.sub(r"[（(][^）)]*[)）]", "", title), (home,)) if mention.known
    ]
    for region in mentions:
        if region.name == home.name or home.name in region.parents:
            return region if region.name != home.name else home
    return home


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
    None where neither says it: the year of a title alone is the planned year as often as the present one.
    """
    ahead, behind = _years_of_headings(title, parts)
    if title.endswith("公报") and (titled := years_in(title)):
        return titled[0]  # a statistical bulletin counts from the year that it is about
    if ahead is not None or behind is not None:
        ahead = ahead if ahead is not None else (behind or 0) + 1
        if spoken and spoken.year == ahead and spoken.month <= _LAST_SPRING_MONTH:
            return ahead
        score = sum(_score(part, ahead) for part in parts)
        if score:
            return ahead - 1 if score > 0 else ahead
    if given is not None:
        return given.year
    return None


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
