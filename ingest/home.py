"""Which place a report is of: told by its titles, on whose behalf it speaks, or what it calls again and again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from vectorstore.gazetteer import short_name
from vectorstore.place_names import is_place_name
from vectorstore.region import Level, Region
from vectorstore.regions import NATION, china, find_regions, level_of, resolve_level
from vectorstore.tokenizer import is_noun, word_frequency

_PLACE = r"(?:[一-鿿]{2,5}自治区|[一-鿿]{2,6}?(?:自治[州县旗]|[省市区县州旗盟]))"
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
    return _most_named(text) or _most_called(text) or _first_said(text) or fallback


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
    calls = Counter({name: count for name in _short_names() if (count := _times_called(name, text))})
    (name, most), (_, next_most) = [*calls.most_common(2), ("", 0), ("", 0)][:2]
    clear = most >= _LEAST_CALLED and most >= _TIMES_NEXT * next_most
    return _short_names()[name] if clear else None


def _first_said(text: str) -> Region | None:
    """The one real place that the opening names as titles do (提交某市2025年预算执行情况), if it is one."""
    opening = text[:_OPENING]
    said = {m.region for m in find_regions(opening, ()) if m.known and re.compile(_BODIES).match(opening, m.end)}
    return said.pop() if len(said) == 1 else None


_OPENING = 600  # characters


def _times_called(name: str, text: str) -> int:
    """How often a short name is called, not counting what is a part of another place's (安新 in 雄安新区)."""
    others = sum(text.count(name + level) for level in "省市区县州旗" if name + level != _short_names()[name].name)
    return text.count(name) - others


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
    r"^(?:已|均|并|报|请|把|将|被|就|从|于|后|前|我|全|各|本|该|向|受|代表|关于|现在|在|由|经|和|与|及|对|为|按照|根据|听取|审议|中共)|的|[两三四]级|直属|辖区|城区|社区|区直|局受?|厅"
)


def _composed(place: str) -> Region | None:
    """云江市青禾区 -> Region(青禾区, parents (云江市,)); parents that are real places bring theirs."""
    place = _LEAD.sub("", place)
    parts = _PARTS.findall(place)
    if not parts or "".join(parts) != place or any(_WORDS.search(part) or len(part) > 12 for part in parts):
        return None
    names = [part for part in parts if len(part) > 2 or china().named(part)]
    if any(_is_verb(name[:-1]) and not china().named(name) for name in names):
        return None  # 落实市人民政府…: the word before the body is none of its name
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


def _is_verb(word: str) -> bool:
    return word_frequency(word) >= _EVERYDAY and not is_noun(word)


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
