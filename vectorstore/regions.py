"""Find the regions that a text speaks of: full names, safe short forms, level words, invented and misspelt places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from vectorstore.gazetteer import NATION, Gazetteer, aliases_of, china, level_of, short_name
from vectorstore.known_places import KnownPlaces, held_places, same_place, variants
from vectorstore.place_names import VERB_STEMS
from vectorstore.region import Level, Region
from vectorstore.zones import is_zone, names_nothing, zone_names

__all__ = [
    "NATION",
    "Gazetteer",
    "KnownPlaces",
    "RegionMention",
    "china",
    "find_regions",
    "level_of",
    "resolve_level",
    "same_place",
    "short_name",
    "variants",
]


@dataclass(frozen=True)
class RegionMention:
    """A place in a text.

    candidates: all regions of that name where the context does not decide; `region` has then no parents.
    known: False for a name that neither the caller nor the gazetteer holds (an unknown X区 found by its form).
    """

    region: Region
    start: int
    end: int
    text: str
    candidates: tuple[Region, ...] = ()
    known: bool = True


# Behind a short form these make a road, a bridge, a school of that name, not the place: 江汉路, 洪山广场, 青山长江大桥.
_NOT_A_PLACE_AFTER = re.compile(
    r"(?:长江|汉江|黄河|跨[^,。]{1,2}|[一二三四五六])?(?:大?桥|隧道)|路|大道|街(?!道办|镇)|巷|站|湖|河(?!段)|江(?!城)|山(?![水庄村])|港|码头|机场|广场|公园|大厦|"
    r"大学|学院|[一二三]中|中学|小学|医院|银行|证券|饭店|酒店|关(?![于键心爱注怀])|平原|油田|石油|造(?!福|就)|话|菜|"
    r"中央(?:商务|活动)区|大剧院|剧院|礼堂|钢铁|铁路|高铁|快线|客厅|牌(?!子)|集团|股份|公司|卫视"
)
_BROKEN_BY_NEXT = {"区": "域间块划位", "市": "场民值价容占", "县": "域", "省": "会", "州": "际"}
# Cities whose short form is an everyday word: only with 市, or when the caller knows them.
_EVERYDAY = re.compile(
    "日照|安康|长治|大同|三明|白山|四平|通化|资阳|东方|东营|朝阳|平凉|保山|文山|宿州|安顺|百色|来宾|河池|海东|平顶山|"
    "吉安|和田|阳江|北海|安庆|黄山|中山|钦州|宜春|丽水|衡水|石嘴山|山南|中卫|白银|金昌|自贡|广安|巴中|临沧|德阳|双鸭山|七台河"
)
_VERBS = frozenset({"新建", "合作", "平安", "建设"})  # districts whose names begin a sentence as verbs do
# What shows that a short form is a place's although it may be an everyday word: 和平2023年, 新建去年.
_DATED = re.compile(r"\s*(?:(?:20)?\d\d年|20\d\d(?!\d)|今年|去年|上年|明年|前年|“?十[一二三四五]五)")
FUNCTION = "在和与及或比对是的请问把将从到向由给让为被、,,。;;::!!??()()《》“”\"' \n\t·—-/"
_HAN = re.compile(r"[一-鿿]+")
_LEVEL_CHARACTER = re.compile(
    r"(?:自治[州县旗]|[省市区县])(?![域间块划位场民值价容占级委直属纪编]|人大|政协|政府|法院|检察院|领导|长|军区|区)"
)
_COMMON_STEM = re.compile(
    r"[全各城社辖我本该市园景片街小校厂库林牧灾山特湾郊矿老新大两三四五几多某同分跨外本县省省都超夜股楼门集贫地东西南北中州沙洼侨]$|"
    r"(?:开发|示范|功能|核心|保税|自贸|贸易|试验|先导|先行|聚集|集聚|商务|服务|高新|保护|自治|行政|创新|合作|产业|工业|科技|农|生态|生活|"
    r"住宅|居民|居住|办公|商业|金融|风貌|旅游|度假|中心|主城|缓冲|引领|样板|禁养|控制|重点|城|直辖|带动|改造|封控|管控|防范|风险|"
    r"国家|全国|有关|相关|其他|其它|所在|所有|以上|以下|这个|那个|哪个|哪些|每个|任何|城镇|都|投资|经济|社会|现代化|一流|"
    r"辐射|协调|责任|设|到|至|成立|下辖|强|百强|模范|文明|卫生|园林|宜居|智慧|海绵|森林|旅游|节水|消费|枢纽|超大|特大|大中|中小|"
    r"大都|滨海|沿海|沿江|内陆|省会|兄弟|周边|上|进入|建设|管理|管辖|辖|街镇|乡镇|区)$|[的是在和与年月日个家了为]"
)
_SIDE_OF_COUNTY = re.compile(r"(?![全各城社本该县湖江河山省国])[一-鿿][东南西北]县")  # 肥东县, 栾东县
_COMMON_STEM = re.compile(f"(?:{_COMMON_STEM.pattern})|(?:{VERB_STEMS})$")


def find_regions(text: str, known: Iterable[Region] = ()) -> list[RegionMention]:
    """Regions of `text` in order, longest names first, 武汉市江汉区 as one mention of 江汉区.

    known: regions that the caller holds (its stored documents'); they win over the gazetteer, may be invented, and are
    the only districts that short forms (江汉) are read for.
    """
    held = held_places(known)
    names = _names(held)
    mentions: list[RegionMention] = []
    position = 0
    while position < len(text):
        found = _match(text, position, names)
        if isinstance(found, RegionMention):
            mentions.append(found)
        position = found if isinstance(found, int) else found.end
    mentions = _decided(_joined(mentions), held)
    return sorted([*mentions, *_unknown(text, mentions)], key=lambda mention: mention.start)


def resolve_level(level: str, home: Region) -> Region | None:
    """The region that 全市, 我区, 全省 … means at `home`; level is one of 省市区县州旗国; None if unknown there."""
    if level == "国":
        return NATION
    same = {"区": "区县市旗", "县": "县区旗"}.get(level, level)
    if not home.name:
        return None
    if home.name[-1] in same or (level == "省" and home.name.endswith("自治区")):
        return home
    for index, parent in enumerate(home.parents):
        if parent[-1] == level or (level == "省" and level_of(parent) is Level.PROVINCE):
            above = home.parents[index + 1 :]
            city_state = level == "市" or not above
            return Region(parent, Level.CITY if parent.endswith("市") and city_state else level_of(parent), above)
    return None


@dataclass(frozen=True)
class _Names:
    """Full and short names by their first two characters, longest first."""

    by_head: Mapping[str, tuple[str, ...]]
    full: Mapping[str, tuple[Region, ...]]
    short: Mapping[str, tuple[Region, ...]]
    dated: Mapping[str, tuple[Region, ...]]  # short forms that are read only before a year
    known: frozenset[str]


@lru_cache(maxsize=64)
def _names(known: KnownPlaces) -> _Names:
    full: dict[str, dict[Region, None]] = defaultdict(dict)
    short: dict[str, dict[Region, None]] = defaultdict(dict)
    dated: dict[str, dict[Region, None]] = defaultdict(dict)
    cities = {short_name(name) for region in known for name in (region.name, *region.parents)}
    for region in known:
        for name in _full_names(region):
            full[name][region] = None
        for parent_index, parent in enumerate(region.parents):
            full[parent].setdefault(Region(parent, level_of(parent), region.parents[parent_index + 1 :]))
        others = zone_names(region.name, cities) if is_zone(region.name) else [short_name(region.name)]
        for other in others:
            if other != region.name and not names_nothing(other):
                short[other][region] = None
    mine = frozenset(full) | frozenset(short)
    for region in china().regions:
        for name in _full_names(region) - mine:
            full[name][region] = None
        stem = short_name(region.name)
        everyday = _EVERYDAY.fullmatch(stem) is not None or region.level not in (Level.PROVINCE, Level.CITY)
        if stem not in mine and stem != region.name and stem not in _VERBS:
            (dated if everyday else short)[stem][region] = None
    _prefer_provinces(short, known)
    heads: dict[str, set[str]] = defaultdict(set)
    for name in [*full, *short, *dated]:
        heads[name[:2]].add(name)
    return _Names(
        {head: tuple(sorted(names, key=len, reverse=True)) for head, names in heads.items()},
        {name: tuple(regions) for name, regions in full.items()},
        {name: tuple(regions) for name, regions in short.items()},
        {name: tuple(regions) for name, regions in dated.items()},
        mine,
    )


def _full_names(region: Region) -> set[str]:
    return {region.name, *aliases_of(region.name)}


def _prefer_provinces(short: dict[str, dict[Region, None]], known: KnownPlaces) -> None:
    """吉林 is the province, 海南 likewise."""
    for stem, regions in short.items():
        provinces = [region for region in regions if region.level is Level.PROVINCE]
        if provinces and not any(region in known for region in regions):
            short[stem] = dict.fromkeys(provinces)


def _match(text: str, position: int, names: _Names) -> RegionMention | int:
    """The mention that starts at `position`, or where to look next (behind 武汉 in 武汉大学: 汉大 is not tried)."""
    for name in names.by_head.get(text[position : position + 2], ()):
        if not text.startswith(name, position):
            continue
        end = position + len(name)
        following = text[end : end + 8]
        if name in names.full:
            if following[:1] and following[0] in _BROKEN_BY_NEXT.get(name[-1], ""):
                continue
            if len(name) <= 2 and name not in names.known and not _bounded(text, position):
                continue
            if _is_common(name) and name not in names.known and not _after_parent(text, position):
                continue
            candidates = names.full[name]
        elif name not in names.short:
            if not _bounded(text, position) or not _DATED.match(following):
                continue
            candidates = names.dated[name]
        elif _NOT_A_PLACE_AFTER.match(following):
            return end
        else:
            candidates = names.short[name]
        return RegionMention(candidates[0], position, end, name, candidates if len(candidates) > 1 else ())
    return position + 1


def _bounded(text: str, position: int) -> bool:
    return position == 0 or text[position - 1] in FUNCTION.replace("和", "") or _after_parent(text, position)


def _after_parent(text: str, position: int) -> bool:
    return position > 1 and text[position - 1] in "市省州盟"


def _is_common(name: str) -> bool:
    """城区, 郊区, 矿区, 新城区, 市中区: real names that are mostly everyday words."""
    return name in (
        "城区",
        "郊区",
        "矿区",
        "东区",
        "西区",
        "新城区",
        "市中区",
        "城中区",
        "和县",
        "单县",
        "成县",
        "新区",
    )


def _joined(mentions: list[RegionMention]) -> list[RegionMention]:
    """武汉市 + 江汉区 -> one mention of 江汉区, when the first is a parent of the second."""
    joined: list[RegionMention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        if before is None or before.end != mention.start:
            joined.append(mention)
            continue
        parents = {region.name for region in (before.candidates or (before.region,))}
        candidates = [r for r in (mention.candidates or (mention.region,)) if parents.intersection(r.parents)]
        if candidates:
            joined[-1] = RegionMention(candidates[0], before.start, mention.end, before.text + mention.text)
        else:
            joined.append(mention)
    return joined


def _decided(mentions: list[RegionMention], known: KnownPlaces) -> list[RegionMention]:
    """Choose among regions of one name by the places around: the text's own, then the known ones and their parents."""
    here = {
        name
        for mention in mentions
        for name in (mention.region.name, *mention.region.parents)
        if not mention.candidates
    }
    decided = []
    for mention in mentions:
        candidates = mention.candidates
        for context in (here, known.around):
            best = max((len(context.intersection(r.parents)) for r in candidates), default=0)
            if best:
                candidates = tuple(r for r in candidates if len(context.intersection(r.parents)) == best)
        if len(candidates) == 1:
            mention = replace(mention, region=candidates[0], candidates=())
        elif candidates:
            bare = Region(candidates[0].name, candidates[0].level)
            mention = replace(mention, region=bare, candidates=candidates)
        decided.append(mention)
    return decided


def _unknown(text: str, mentions: list[RegionMention]) -> list[RegionMention]:
    """X省, X市, X区, X县 of no list, where the name is bounded on the left and its stem is no common word."""
    taken = {offset for mention in mentions for offset in range(mention.start, mention.end)}
    found = []
    for end_match in _LEVEL_CHARACTER.finditer(text):
        end = end_match.end()
        start = end - 1
        while start > 0 and end - start < 6 and start - 1 not in taken and text[start - 1] not in FUNCTION:
            start -= 1
        stem = text[start : end_match.start()]
        bounded = start == 0 or start - 1 in taken or text[start - 1] in FUNCTION
        if not bounded or not 2 <= len(stem) <= 4 or taken.intersection(range(start, end)):
            continue
        common = _COMMON_STEM.search(stem) and not _SIDE_OF_COUNTY.fullmatch(text[start:end])
        if common or not _HAN.fullmatch(stem):
            continue
        name = text[start:end]
        found.append(RegionMention(Region(name, level_of(name)), start, end, name, known=False))
    return found
