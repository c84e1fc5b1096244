"""Which places a question names: known ones, unknown ones, levels, all of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.catalogue import Catalogue
from app.chain import Scope
from app.understanding.aspects import OF_THE_WHOLE
from app.understanding.pairing import Spot
from app.understanding.question_text import QuestionText
from app.understanding.wording import Wording
from vectorstore.known_places import KnownPlaces
from vectorstore.region import Level, Region
from vectorstore.regions import RegionMention, find_regions, variants
from vectorstore.similar_places import find_similar_regions
from vectorstore.tokenizer import is_noun, segments, word_frequency

MOST_WORDS, EVERYDAY = 2, 500  # words of an unlisted name; how common a word is that is no place's
_NO_PLACE_WORDS = frozenset(
    {
        "替",
        "把",
        "将",
        "给",
        "建成",
        "推进",
        "实现",
        "创建",
        "征用",
        "协调",
        "促进",
        "当事人",
        "企业",
        "群众",
        "这位",
        "那位",
        "哪位",
        "我们",
        "他们",
        "居民",
        "部门",
    }
)
_WITHIN = re.compile(r"(?:(?:20)?\d\d年(?:度|末|底)?|今年|去年|上年|全年|的|下面|下辖|所辖|辖区|里面?|内|中|[,，\s])*")
_HELPS = re.compile(r"(?:支援|驰援|援助|增援|援|帮扶|输往|销往|开往|通往|前往|来自|奔赴|赴)了?$")
# 跟乙市哪所大学合办: whose school it is; 甲区跟乙市哪个高 compares the two.
_WITH = re.compile(r"[跟与同和]$")
_ITS_BODY = re.compile(
    r"的?(?:哪|什么|几)些?[个所家位]?[一-鿿]{0,4}?(?:学校|大学|高校|中学|小学|学院|医院|企业|公司|集团|机构|单位|院所|研究院)"
)
# 甲省里程全国第二: a place in an order; 全国第二产业, 全国第四季度 are no places in one.
_IN_ORDER = re.compile(
    r"(?:倒数)?第[一二两三四五六七八九十\d]+(?!产业|[一二三四]?季度|[次批轮届期个条类家所部座])|排名?第"
)
_BY = re.compile(r"(?:按照?|根据|依据|参照|照)$")
_ITS_REPORT = re.compile(
    r"的?(?:20\d\d年)?(?:政府)?(?:工作|任务|责任|目标)*(?:分解方案|分解|方案|报告|纲要|公报|通知|文件)"
)
_DONE_THERE = re.compile(r"(?:[、和及与][一-鿿]{2,8}){0,3}?[^,，。?？、]{0,12}在")
_ALL_LEVELS = re.compile(r"省[、,和]?市[、,和]?区|三级|各级")
# 各多少,全市排第几: among whom, not of whom.
_RANKED_IN = re.compile(r"占(?:全[省市州县区])|全[省市州县区]的?(?:排|第|位|居|列|名|前[\d一二三四五十]|平均)")
_LEFT_OUT = re.compile(
    r"(?:不要|不是|不算|不含|别[要算给报]|除了|而非)[^,，。;；?？]{0,2}(?:[省市区县州][里级本]|全[省市区县州])"
)
_EXCEPT = re.compile(r"(?:除了?|除去|除开|不算|不含|不包括|刨去|刨掉)\s*$")
_OTHERS = re.compile(
    r"(?:以外|之外|外)?[,，]?(?:其他[区县市]|其余[区县市]|(?:其他|其余|剩下)?[^,，。?？]{0,6}(?:哪|谁|最|[各几]个?[区县市]))"
)
# 某市直职工医保: what the city itself runs.
_OWN_UNITS = r"(?<=[省市县区州])直(?!属|达|接|机关|单位|部门|企业|学校|辖|管|播|通|线|的|到|至)"
# 地铁12号线甲区段: the stretch that lies there.
_STRETCH = r"段(?![位落长子时])"
# 甲区级停车泊位任务: of the place itself.
_OWN_LEVEL = r"(?<=[省市县区州])级(?=[一-鿿]{3})(?!牵头|责任|单位|负责|部门|以上|以下|层面|及以)"
_GOES_WITH = re.compile(f"{_OWN_UNITS}|{_STRETCH}|{_OWN_LEVEL}")
_LEVEL_WORDS = (
    (
        re.compile(
            r"全市|我市|本市|市里|全州|我州|本州|州里|州本级|州级(?!牵头|责任|单位|负责)|全盟|我盟|市本级|市政府|市级(?!牵头|责任|单位|负责)"
        ),
        Level.CITY,
    ),
    (re.compile(r"全省|我省|本省|省里|省政府|省级(?!牵头|责任|单位|负责)"), Level.PROVINCE),
)


@dataclass(frozen=True)
class Places:
    """The regions of a question."""

    regions: tuple[Region, ...]
    unknown: tuple[str, ...]
    everywhere: bool
    named: bool = True  # False where no place was said and the only one there is was taken
    spots: tuple[Spot, ...] = ()  # where the known ones stand


def read_places(rest: QuestionText, catalogue: Catalogue, scope: Scope, wording: Wording) -> Places:
    """The places that a question is about, taken out of its text."""
    mentions = _region_mentions(rest.text, catalogue.spoken_of)
    if others := _all_but(rest, mentions, catalogue):
        return Places(tuple(others), (), False)
    return _read_places(rest, mentions, catalogue, scope, wording)


def _read_places(
    rest: QuestionText, mentions: list[RegionMention], catalogue: Catalogue, scope: Scope, wording: Wording
) -> Places:
    known = catalogue.spoken_of
    found: list[Region] = []
    unknown: list[str] = []
    spots: list[Spot] = []
    within = _within_words(rest.text) if mentions else set()
    for mention in mentions:
        region = mention.region
        if not mention.known and (_qualifies(mention, mentions) or not _ends_as_place(rest.text, mention)):
            continue  # 青山化工区, 替当事人省了: words of the subject, not places
        if mention.start in within and not any(variants(region, known)):
            continue  # 连八|成都没到: the name would begin within a word
        if _only_takes_part(rest.text, mention, mentions, known):
            continue
        rest.take(mention.start, mention.end + bool(_GOES_WITH.match(rest.text, mention.end)))
        if any(aside(rest.text, mention, mentions) for aside in (_names_a_report, _is_passing_parent, _ranks_within)):
            continue
        region = _with_report(region, rest.text[mention.start : mention.end], catalogue)
        same = next(iter(variants(region, known)), None)
        if same is not None or region.name in known.parents:
            found.append(same or region)
            spots.append(Spot(mention.start, mention.end, same or region))
        elif region.level is not Level.NATION:
            unknown.append(region.name)
    if _ALL_LEVELS.search(rest.text):
        return Places(_all_levels(found, known), (), True)
    found = list(dict.fromkeys(found))
    everywhere = not found and any(cue in rest.text for cue in wording.all_regions)
    named = bool(found or unknown)
    if not unknown:
        found = _with_levels(rest.text, found, catalogue) or _implied_regions(rest.text, catalogue, scope)
    spots.sort(key=lambda spot: spot.start)
    return Places(tuple(found), tuple(dict.fromkeys(unknown)), everywhere, named, tuple(spots))


def _names_a_report(text: str, mention: RegionMention, mentions: list[RegionMention]) -> bool:
    """湖北省的目标(按武昌区分解方案): beside another place, whose report it is to be read in."""
    others = any(other.end <= mention.start or other.start >= mention.end for other in mentions)
    return others and bool(_BY.search(text[: mention.start]) and _ITS_REPORT.match(text[mention.end :]))


def _within_words(text: str) -> set[int]:
    """Offsets that lie within a word of the dictionary."""
    found: set[int] = set()
    start = 0
    for word in segments(text):
        if word_frequency(word):
            found.update(range(start + 1, start + len(word)))
        start += len(word)
    return found


def _with_report(region: Region, said: str, catalogue: Catalogue) -> Region:
    """和田: of two places with that short name the one that a report is about, not one that a figure only mentions."""
    if said == region.name or variants(region, catalogue.regions):
        return region
    own = catalogue.regions.with_short_name(said)
    return own[0] if len(own) == 1 else region


def _all_but(rest: QuestionText, mentions: list[RegionMention], catalogue: Catalogue) -> list[Region]:
    """除了甲区,哪个区最高: the places of its level but for those named, [] where none is left out."""
    out = [m for m in mentions if _EXCEPT.search(rest.text[: m.start]) and _OTHERS.match(rest.text, m.end)]
    if len(out) != len(mentions) or not out:
        return []
    for mention in out:
        rest.take(mention.start, mention.end)
    left_out = [same for mention in out for same in variants(mention.region, catalogue.regions)]
    return [r for r in catalogue.regions if r not in left_out and r.level is left_out[0].level] if left_out else []


def _region_mentions(text: str, known: KnownPlaces) -> list[RegionMention]:
    """Regions in the text; a name that is nowhere known is first held against the known ones for a typing slip."""
    mentions = find_regions(text, known)
    similar = find_similar_regions(text, known)
    kept = [
        m
        for m in mentions
        if not any(s.start < m.end and m.start < s.end and not (m.known and s.text != m.text) for s in similar)
    ]
    return kept + [s for s in similar if all(s.end <= m.start or s.start >= m.end for m in kept)]


def _qualifies(mention: RegionMention, mentions: list[RegionMention]) -> bool:
    """青山化工区: an unlisted name right behind a known place is a part of it."""
    return any(other.known and other.end == mention.start for other in mentions)


def _only_takes_part(text: str, mention: RegionMention, mentions: list[RegionMention], known: KnownPlaces) -> bool:
    """驰援某省, 跟某市哪所大学: behind the place that helps or acts; 甲市、乙省…在某地实施了: who does it there."""
    others = [other for other in mentions if any(variants(other.region, known))]
    before, behind = text[: mention.start], text[mention.end :]
    if any(other.end <= mention.start for other in others) and (
        _HELPS.search(before) or (_WITH.search(before) and _ITS_BODY.match(behind))
    ):
        return True
    if not others or any(other.start <= mention.start for other in others):
        return False
    return bool(_DONE_THERE.fullmatch(text[mention.end : min(other.start for other in others)]))


def _ends_as_place(text: str, mention: RegionMention) -> bool:
    """No 长, 了 … behind it (这位区长, 替当事人省了), no everyday verb or person in it."""
    following = text[mention.end : mention.end + 1]
    words = segments(mention.region.name[:-1])
    if following in tuple("长了下出力钱") or any(w in _NO_PLACE_WORDS for w in words) or len(words) > MOST_WORDS:
        return False
    stem = mention.region.name[:-1]
    return is_noun(stem) or word_frequency(stem) < EVERYDAY  # 不要|市里的数


def _is_passing_parent(text: str, mention: RegionMention, mentions: list[RegionMention]) -> bool:
    """A place that only says where the one within it lies.

    江汉区打造武汉金融中心: the city's short name; 某市2025年高新区, 某市下面的某县: nothing but a time between the two.
    """
    short = mention.text != mention.region.name
    return any(
        any(mention.region.name in region.parents for region in (*other.candidates, other.region))
        and (short or _WITHIN.fullmatch(text[mention.end : other.start]))
        for other in mentions
        if short or other.start >= mention.end
    )


def _ranks_within(text: str, mention: RegionMention, mentions: list[RegionMention]) -> bool:
    """在某市排第几, 甲省里程全国第二: the place among whose parts a rank is asked for or stated."""
    if mention.region.level is Level.NATION and _IN_ORDER.match(text, mention.end):
        return any(other.end <= mention.start for other in mentions)
    behind = re.match(r"(?:的?各?[区县市]?(?:里|中|内)?)?(?:排|位列|位居|名列|能排)", text[mention.end :])
    return behind is not None and text[: mention.start].endswith("在")


def _with_levels(text: str, named: list[Region], catalogue: Catalogue) -> list[Region]:
    """全省、全市、武昌区各是多少: the levels asked for beside a named place; the place alone otherwise.

    全市 beside a district is the city above it; beside a city it is that city.
    """
    text = _RANKED_IN.sub("", text)
    levels = [level for pattern, level in _LEVEL_WORDS if pattern.search(text)]
    if not levels or not re.search(r"各|分别", text) or (len(levels) < 2 and not named):
        return named
    above = {name for region in named for name in region.parents}
    asked = [region for level in reversed(levels) for region in catalogue.regions_at(level)]
    return [*(region for region in asked if not named or region.name in above), *named]


def says_level(text: str) -> bool:
    """全市, 我省: whether a text speaks of a level by itself."""
    return any(pattern.search(text) for pattern, _ in _LEVEL_WORDS)


def _all_levels(named: list[Region], known: KnownPlaces) -> tuple[Region, ...]:
    """省、市、区三级: the named places with their parents, or every place there is."""
    wanted = {region.name for region in named} | {parent for region in named for parent in region.parents}
    own = {region.name for region in named}  # 甲区所在省: the province of a report that never names it
    chosen = [r for r in known if not wanted or r.name in wanted or r.name.partition("所在")[0] in own]
    return tuple(sorted(chosen, key=lambda r: list(Level).index(r.level)))


def _implied_regions(text: str, catalogue: Catalogue, scope: Scope) -> list[Region]:
    """The scope's regions, the only region there is, or the level that 全市 and 全省 mean."""
    homes = catalogue.home_regions
    chosen = [r for r in homes if r.name in scope.regions or r.full_name in scope.regions]
    chosen = chosen or (list(homes) if len(homes) == 1 else [])
    text = _LEFT_OUT.sub("", text)
    for pattern, level in _LEVEL_WORDS:
        if pattern.search(text) and not OF_THE_WHOLE.search(text):
            own = re.search(r"全区|我区|本区|区级|区里|全县|县级", text)
            return [*catalogue.regions_at(level), *(chosen if own else [])]
    return chosen
