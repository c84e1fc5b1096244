"""Which place a number of a sentence is of: the document's own, one that its clause names, or one above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.figures.context import Context
from ingest.figures.phrase import tidy
from ingest.figures.respective import number_groups
from ingest.figures.words import BOUNDARY, GROWTH_DOWN, GROWTH_UP, VERB
from vectorstore.place_names import place_at, region_named
from vectorstore.quantity import Quantity
from vectorstore.region import Region
from vectorstore.regions import resolve_level
from vectorstore.zones import is_zone

_BEFORE_PLACE = re.compile(
    r"\s*(?:[-—●·]+|\(?[一二三四五六七八九十\d]{1,2}[)、.](?!\d))?\s*(?:同期|其中|邻近的|相邻的|毗邻的|周边的|兄弟城区|预计|力争|"
    r"20\d\d年(?:末|底|初)?|今年|去年|全年|年末|上半年|截至|确保|如|而|[:,])*"
)
_LED_BY = re.compile(r"(?:(?:邻近|相邻|毗邻|周边)的|由|对[^,;:]*)$")
_BY = re.compile(r"(?<=[一-龥])由(?=[一-龥])|对[^,;:。\d]{0,10}?的(?=[一-龥])")
_TAKES_ON = re.compile(r"(?:共|各)?(?:承担|负责|分摊|完成|安排|实现)(?=\s*(?:约|近|超)?\d)")
_LISTED = re.compile(r"\s*[、和及与]\s*")
_OTHERS = re.compile(r"等(?!级|待)|以及")
_KINDS_OF_PLACE = frozenset({"城镇", "乡镇", "村镇", "集镇", "建制镇"})
# A thing called after a place, and those who govern it: 某镇|污水处理厂, 某县|人民政府.
_NAMESAKE = re.compile(
    r"(?:人民)?(?:政府(?!性)|法院|检察院|医院|武装部)|管委会|[区县市]?委(?!托)|人大|政协|公安|[一-龥]{0,4}?局|党|与|和(?!平)|"
    r"[一-龥]{0,8}?(?:大道|大桥|公路|学校|中学|小学|幼儿园|卫生院|水厂|污水|厂(?![一-龥]*[量值])|公园|水库|电站|变电站|码头|机场|隧道|"
    r"社区|中心|基地|产业园|广场|市场(?!主体)|工程|片区|老街|古镇|项目(?!数|投资|个数))"
)
_LEVEL_WORD = re.compile(
    r"\s*(?:预计|力争|其中|同期|20\d\d年|,)*(?P<word>全国|全省|我省|全市|我市|全县|我县|全区|我区|全州|全镇|[市县区州]本级)(?!排名|第|前|占|率先|首|"
    r"唯一|各|平均|中心|重点|文明|示范|先进|优秀|百强|性|人大|统一|试点|五一|劳动|中小企业)"
)
_SHARE_OF = re.compile(r"占(?P<whole>全[国省市县区])$")
_ONLY_GROWTH = re.compile(rf"(?:同比|环比|比上年|较上年|各自|也|{GROWTH_UP}|{GROWTH_DOWN})*")
# What lists things of its own, or speaks of the whole again.
_TWO_IN_ONE = re.compile(r"[、和及与:]|城乡|收支|存贷|三次|三大|全[国省市县区州]|两|各")
_STRONG = re.compile(r"\s*(?:\d|分别|仅增|增长|下降|承担|[一-龥]{2,8}?\d|[、和及与][一-龥]{2,7}[区县市镇乡道])")


@dataclass(frozen=True)
class _Mention:
    """A place in a sentence. start: of the words that belong to it (邻近的); clause: where its clause starts."""

    start: int
    end: int
    region: Region
    clause: int
    part: bool = False  # 其中某县: only its own clause is about it
    heads: bool = False  # 某县: …; …。 all of the sentence is about it


def is_of_zone(text: str, at: int, indicator: str) -> bool:
    """某新区规划完成编制,|经济总量增长5.8%: whether a total may be that of the zone with which the sentence begins."""
    zone = _ZONE_FIRST.match(text)
    if zone is None or indicator not in _TOTALS or "," not in text[zone.end() : at]:
        return False
    return _LEVEL_WORD.search(text[zone.end() : at]) is None


# A sentence about a zone, not one about what is built in zones (加快, 推进 stand before the name).
_ZONE_FIRST = re.compile(
    r"\s*(?!大力|加快|推[进动]|支持|建设|实施|坚持|围绕|抓|深化|依托|以|在|对|全|我)[一-龥]{2,8}?(?:新区|经济圈|都市圈|城市群|开发区|经开区|高新区|自贸区|自贸港|保税区|产业园区?|经济带)(?![内里中、和与及等]|建设(?:指挥|办))"
)
_TOTALS = frozenset(
    {"地区生产总值", "地方一般公共预算收入", "固定资产投资", "社会消费品零售总额", "规模以上工业增加值",
     "规模以上工业总产值", "工业总产值", "进出口总额", "实际利用外资", "税收收入", "财政总收入"}
)  # fmt: skip


def named_places(text: str, home: Region) -> frozenset[str]:
    """The places that a document gives figures of; known ones are told from words that run on (某乡|村集体)."""
    found = set()
    for match in re.finditer(r"(?:^|[,;:。、和及由\n]|其中)\s*(?=[一-龥]{2})", text):
        name = place_at(text, match.end())
        told = name and (is_zone(name) or _STRONG.match(text, match.end() + len(name)))
        if told and _is_name(name):
            found.add(name)
    return frozenset(found - {home.name, *home.parents})


def _is_name(name: str) -> bool:
    return name not in _KINDS_OF_PLACE and not re.search(rf"^同[类级等]|{VERB}", name[:-1])


class PlaceReader:
    """The places of a sentence. masked: the text with spaces for their names, so that they are no part of a subject."""

    def __init__(self, text: str, quantities: Sequence[Quantity], context: Context) -> None:
        self.text = text
        self.quantities = quantities
        self.own = context.region
        self.bounds = [0, *(match.end() for match in BOUNDARY.finditer(text)), len(text)]
        self.known = context.places
        runs = list(self._runs()) if self.own.name else []
        self.mentions = [run[0] for run in runs if len(run) == 1]
        self.listed: dict[int, Region] = {}
        paired = self._pair(runs)
        self.masked = self._mask([*self.mentions, *paired])

    # -- finding

    def _runs(self) -> Iterator[list[_Mention]]:
        """Runs of places joined by 、 and 和, in order; most hold one."""
        reached = 0
        for start, listed in sorted(self._starts().items()):
            if start < reached or (listed and not reached):
                continue  # 某乡42名及某区1449名: a place only where the list began with one
            run = self._run(start)
            if run:
                reached = run[-1].end
                yield run

    def _starts(self) -> dict[int, bool]:
        """Where a place may begin: a clause, behind 由 and 对…的; True for behind a number, as a list goes on."""
        starts: dict[int, bool] = {}
        for quantity in self.quantities:
            joined = _LISTED.match(self.text, quantity.end)
            if joined:
                starts[joined.end()] = True
        for bound in self.bounds[:-1]:
            opening = _BEFORE_PLACE.match(self.text, bound)
            starts[opening.end() if opening else bound] = False
        return starts | {match.end(): False for match in _BY.finditer(self.text)}

    def _run(self, start: int) -> list[_Mention]:
        run: list[_Mention] = []
        at = start
        while name := place_at(self.text, at, self.known):
            if not _is_name(name) or self._is_ranking(at, at + len(name)):
                break
            run.append(self._mention(at, name))
            joined = _LISTED.match(self.text, run[-1].end)
            if not joined:
                break
            at = joined.end()
        if not run or run[-1].end >= len(self.text) or self._is_namesake(run[-1].end):
            return []
        return run

    def _is_ranking(self, at: int, end: int) -> bool:
        """居海州市第三: whose ranks are told, not whose figure it is."""
        return self.text[at] in "居列排" and bool(re.match(r"第|前|首", self.text[end:]))

    def _is_namesake(self, end: int) -> bool:
        return bool(_OTHERS.match(self.text, end) or _NAMESAKE.match(self.text, end))

    def _mention(self, at: int, name: str) -> _Mention:
        clause = max(bound for bound in self.bounds if bound <= at)
        before = self.text[clause:at]
        led_by = _LED_BY.search(before)
        start = at - len(led_by[0]) if led_by else at
        longer = [place for place in self.known if place.endswith(name) and place != name and is_zone(name)]
        fullest = longer[0] if len(longer) == 1 else name
        region = self.own if name == self.own.name else region_named(fullest, self.own)
        heads = self.text[at + len(name) : at + len(name) + 1] == ":"
        return _Mention(start, at + len(name), region, clause, "其中" in before, heads)

    # -- lists with 分别

    def _pair(self, runs: list[list[_Mention]]) -> list[_Mention]:
        """甲县、乙县分别增长5.2%和4.9%(,分别比上年…): gives each number its place; the places that got one."""
        paired: list[_Mention] = []
        for group in number_groups(self.text, self.quantities):
            end = self.text.rfind("分别", 0, self.quantities[group[0]].start)
            clause = max(bound for bound in self.bounds if bound <= end)
            for run in runs:
                if len(run) == len(group) and clause <= run[0].start < end:
                    self.listed |= {index: mention.region for index, mention in zip(group, run, strict=True)}
                    paired += run
            before = [self.listed.get(index - len(group)) for index in group]
            if group[0] not in self.listed and self._goes_on(clause, end):
                self.listed |= {index: region for index, region in zip(group, before, strict=True) if region}
        return paired

    def _goes_on(self, clause: int, end: int) -> bool:
        """分别比上年…, 年降水量分别为…: one measure of the places listed before, no list of its own."""
        said = self.text[clause:end]
        return bool(_ONLY_GROWTH.fullmatch(tidy(said))) or not _TWO_IN_ONE.search(said)

    def paired(self, index: int) -> bool:
        """Whether a number has its place from a list with 分别."""
        return index in self.listed

    def _mask(self, mentions: Sequence[_Mention]) -> str:
        text = list(self.text)
        for mention in mentions:
            if mention.region == self.own or mention.region.name in self.own.parents:
                continue
            takes_on = _TAKES_ON.match(self.text, mention.end)
            end = takes_on.end() if takes_on and mention in self.mentions else mention.end
            text[mention.start : end] = " " * (end - mention.start)
        return "".join(text)

    # -- asking

    def region(self, index: int, before: Region, *, bare: bool) -> Region:
        """The place of a number. before: that of the number before; bare: it has no words of its own (增长8.6%)."""
        if index in self.listed:
            return self.listed[index]
        quantity = self.quantities[index]
        start = max(bound for bound in self.bounds if bound <= quantity.start)
        clause = self.text[start : quantity.start]
        whole = _SHARE_OF.search(clause)
        if whole and quantity.unit != "%":
            return self._at_level(whole["whole"][1])
        level = _LEVEL_WORD.match(clause)
        mention = next((m for m in reversed(self.mentions) if m.end <= quantity.start), None)
        if level and not (mention and mention.start >= start):
            return self.own if quantity.rank else self._at_level(level["word"].removesuffix("本级")[-1])
        if mention and self._holds(mention, index, start, bare=bare):
            return mention.region
        return before if bare and index else self.own

    def _holds(self, mention: _Mention, index: int, clause: int, *, bare: bool) -> bool:
        """Whether what a place's clause says goes on to a number: over commas, not over a semicolon or 全市."""
        if mention.clause == clause:
            return not (self.quantities[index].rank and mention.region.name in self.own.parents)
        between = self.text[mention.end : self.quantities[index].start]
        alone = mention.heads or (
            not tidy(self.text[: mention.start]) and not mention.part and self.mentions == [mention]
        )
        if re.search(r"[。!?]" if alone else r"[;。!?]", between):
            return False
        if any(_LEVEL_WORD.match(self.text, bound) for bound in self.bounds if mention.end <= bound <= clause):
            return False
        if mention.part or mention.region.name in self.own.parents:
            return bare
        if mention.heads or any(mention.end <= quantity.start for quantity in self.quantities[:index]):
            return True
        return re.match(rf"\s*(?:{VERB})", self.text[clause : self.quantities[index].start]) is not None

    def _at_level(self, level: str) -> Region:
        return resolve_level(level, self.own) or self.own
