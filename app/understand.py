"""Reads a question into its slots, by rules and the cue lists of wording.yaml; no model, no guess that is not shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from app.catalogue import Catalogue
from app.chain import Scope
from app.conversation import continued, joined
from app.parts import split_question
from app.question import COMPUTING, Operation, Question, Subject
from app.question_text import QuestionText, normalise_question
from app.terms import content_words
from app.wording import Cue, Wording, all_cues, first_cue
from vectorstore.figure import Direction, Kind, Measure
from vectorstore.indicators import IndicatorMention, find_indicators
from vectorstore.period import Period
from vectorstore.periods import find_periods
from vectorstore.quantity import Quantity, find_quantities
from vectorstore.region import Level, Region
from vectorstore.regions import RegionMention, find_regions, find_similar_regions, variants
from vectorstore.tokenizer import segments

_NO_PLACE_WORDS = frozenset(
    "替 把 将 给 建成 推进 实现 创建 征用 协调 促进 当事人 企业 群众 这位 那位 哪位 我们 他们 居民 部门".split()
)
MOST_ALTERNATIVES = 6
_UNIT_ASKED = re.compile(
    r"(?:多少|几多|几|换算成|换成|折合成?|换算为|折算成|折合为|合|用|以)(?:个)?"
    r"(百分点|万亿元|亿元|万元|千元|亿美元|万美元|万人次|万人|人次|公顷|平方公里|平方米|万亩|亩|公里|万吨|吨|万平方米|万平米|万平)"
)
_LOOSE_UNITS = {"百分点": "个百分点", "万平": "万平方米", "万平米": "万平方米"}
_BRACKETED_UNIT = re.compile(r"[（(](亿元|万元|亿美元|万人|公顷|平方公里|%)[)）]")
_COUNTED = re.compile(
    r"(?:多少|几)(?!份文件|份报告|份材料|个区|个县)([家所条处座套户人项件张台部辆名场次根份篇批只栋块棵株])(?!民|口|才|大|力|均|学|间)"
)
_PERCENT_ASKED = re.compile(r"百分之(?:几|多少)|几个点|percent")
_MONEY_ASKED = re.compile(r"多少钱|多少资金|花了多少|投了多少")
_ASKS_FOR_POINTS = re.compile(r"几(?:个)?方面|(?:归纳|列|列出|说|讲|给)(?:我)?(?:归纳)?几(?:条|点)|要点")
_IMPLIED_UNITS = (
    (re.compile(r"(?:摘牌价|价格|单价|金额|总投资|投资额|资金|经费|成交额|佣金|补贴)(?:是|为)?(?:多少)?[?？]?$"), "元"),
    (re.compile(r"面积(?:是|为|有)?(?:多少|多大)?[?？]?$"), "平方米"),
    (re.compile(r"(?:人数|人口)(?:是|为|有)?(?:多少)?[?？]?$"), "人"),
)
_IMPLIES = re.compile(
    r"(?:按|以|若|如果|假如|假设|照|推算).{0,40}(?:增长|下降|增速|目标|%).{0,24}(?:应|会|将|约|是|达到|为|有).{0,6}(?:多少|几)|(?:按|照|以).{0,40}(?:%|目标).{0,6}(?:算|计).{0,20}(?:多少|几)|推算|倒推|反推|测算|目标.{0,4}实现.{0,16}(?:会|将|达到|是|有).{0,6}多少"
)
_TARGET_HELD_AGAINST = re.compile(
    r"目标.{0,8}(?:相比|对比|比较|差距)|计划.{0,8}多少.{0,12}(?:建成|完成|实际|落实|转化).{0,6}(?:多少|几)"
)
_LOOSE_MONEY = re.compile(r"多少(?:个)?亿(?![吨人度立美])|几个亿")
_WITH_GROWTH = re.compile(
    r"(?:及|和|与|以及|还有|、|[,，])其?(?:同比|年均)?(?:增速|增幅|增长率)|(?:多少|总量).{0,4}[,，]?(?:同比)?(?:增长|增速|增幅)(?:多少|是多少)|(?:增减|同比|比上年|增长)(?:如何|咋样|怎么样|情况)"
)
_NAMES_A_NUMBER = re.compile(
    r"(?:率|占比|强度|寿命|总额|金额|额|总值|增加值|值|总数|数量|人数|户数|件数|面积|里程|比例|比重|总投资|价|产量|[发用]电量|用水量"
    r"|存量|余额|产值|规模|收入|支出|投资|人口|密度)[?？呢。]?$"
)
_BASE_YEAR = re.compile(
    r"(?:比|较|跟|与|和)(?:上年|去年|上一年|上年度)(?:同期)?(?:的)?(?:年初)?(?:预计|决算|预算|执行|完成|实际)?数?(?!呢|多多少|少多少)"
)
_LIST_COUNT = re.compile(r"哪(?:几|[0-9一二三四五六七八九十两]+)(?:大|个|类|种|座|项|条|方面|家|所|名|位|件|处|些)")
_JOINTS = re.compile(r"以及|还有|和|与|及|跟|比|离|距|、|,|，|;|；|/|\+|。")
_UP = re.compile(r"增长|增加(?!值)|上升|上涨|提高|增幅|高出")
_DOWN = re.compile(r"下降|减少|下滑|降低|回落|下跌|负增长|降幅|降了")
_COMPARED_WITH = re.compile(r"(?:比|较|跟|与|同|和|相比)$")
_ALL_LEVELS = re.compile(r"省[、,和]?市[、,和]?区|三级|各级")
_HAS_CONTENT = re.compile(r"[0-9A-Za-z一-鿿]")
_LEVEL_WORDS = (
    (re.compile(r"全市|我市|本市|市里|市本级|市政府|市级(?!牵头|责任|单位|负责)"), Level.CITY),
    (re.compile(r"全省|我省|本省|省里|省政府|省级(?!牵头|责任|单位|负责)"), Level.PROVINCE),
)


@dataclass(frozen=True)
class _Places:
    """The regions of a question."""

    regions: tuple[Region, ...]
    unknown: tuple[str, ...]
    everywhere: bool


class QuestionReader:
    """Reads questions against what the store holds."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def read(self, text: str, catalogue: Catalogue, scope: Scope) -> Question:
        """The question's slots. Raises QuestionError for an empty or over-long question."""
        plain = normalise_question(text, self._wording, catalogue.regions)
        whole = self._read_one(plain, catalogue, scope)
        pieces = split_question(plain)
        if len(pieces) < 2 or whole.refusal:
            return whole
        parts = [self._read_one(pieces[0], catalogue, scope)]
        for piece in pieces[1:]:
            parts.append(continued(parts[-1], self._read_one(piece, catalogue, scope)))
        return joined(whole, tuple(parts))

    def _read_one(self, plain: str, catalogue: Catalogue, scope: Scope) -> Question:
        rest = QuestionText(plain)
        refusal = first_cue(plain.lower(), self._wording.out_of_scope)
        places = self._places(rest, catalogue, scope)
        periods, growth_on_year = self._periods(rest, catalogue.report_year(places.regions), scope)
        mentions = [m for m in find_indicators(plain) if rest.is_mostly_free(m.start, m.end)]
        unit, unit_loose = self._unit(rest)
        points = unit == "个百分点"
        if points:
            unit = ""  # the unit of a difference, not of what it is taken from
        claims = self._claims(rest)
        if len(claims) > 1 and re.search(r"还是", plain):
            claims, unit, unit_loose = (), unit or claims[0].unit, True  # 是385家还是560家
        operation, numeric = self._operation(rest, claims, mentions)
        if points and operation is Operation.LOOKUP and len(places.regions) + len(periods) > 2:
            operation = Operation.DIFFERENCE
        subdocument = self._subdocument(rest, mentions)
        measure, direction = self._measure(rest, mentions)
        with_growth = bool(_WITH_GROWTH.search(plain))
        if with_growth:
            measure = None
        kinds, strong = self._kinds(rest, mentions)
        if measure is None and growth_on_year and operation is Operation.LOOKUP and not claims:
            measure = Measure.GROWTH
        if operation is Operation.LOOKUP and _holds_both(kinds) and len(periods) < 2:
            operation, numeric = Operation.ACHIEVE, True
        if _IMPLIES.search(plain) and numeric and not (measure is Measure.GROWTH and not claims):
            operation = Operation.IMPLIED
        if re.search(r"还剩|剩下|尚余|还有多少.{0,6}没|未.{0,4}完.{0,4}多少", plain) and len(mentions) > 1:
            operation = Operation.DIFFERENCE
        if _TARGET_HELD_AGAINST.search(plain) and operation in (Operation.LOOKUP, Operation.COMPARE, Operation.TEXT):
            operation, numeric = Operation.ACHIEVE, True
        if measure is Measure.SHARE and operation is Operation.LOOKUP and re.search(r"占全[市省国]", plain):
            operation = Operation.SHARE
        if (
            measure is Measure.SHARE
            and operation is Operation.LOOKUP
            and re.search(r"占(?!比)", plain)
            and len(mentions) > 1
        ):
            operation = Operation.SHARE
        return Question(
            text=plain,
            operation=operation,
            numeric=numeric or points or bool(claims) or measure is not None or bool(unit),
            unit_loose=unit_loose,
            regions=places.regions,
            all_regions=places.everywhere,
            unknown_regions=places.unknown,
            periods=periods,
            subjects=self._subjects(rest, mentions, operation),
            alternatives=self._alternatives(rest, mentions),
            kinds=kinds,
            kind_strong=strong,
            measure=measure,
            with_growth=with_growth,
            direction=direction,
            claims=claims,
            unit=unit,
            subdocument=subdocument,
            refusal=refusal.name if refusal else "",
        )

    def _places(self, rest: QuestionText, catalogue: Catalogue, scope: Scope) -> _Places:
        known = catalogue.spoken_of
        found: list[Region] = []
        unknown: list[str] = []
        mentions = _region_mentions(rest.text, known)
        for mention in mentions:
            region = mention.region
            if not mention.known and (_qualifies(mention, mentions) or not _ends_as_place(rest.text, mention)):
                continue  # 青山化工区, 替当事人省了: words of the subject, not places
            rest.take(mention.start, mention.end)
            if _is_passing_parent(mention, mentions):
                continue
            same = next(iter(variants(region, known)), None)
            if same is not None:
                found.append(same)
            elif any(region.name in other.parents for other in known):
                found.append(region)
            elif region.level is not Level.NATION:
                unknown.append(region.name)
        if _ALL_LEVELS.search(rest.text):
            return _Places(_all_levels(found, known), (), True)
        found = list(dict.fromkeys(found))
        everywhere = not found and any(cue in rest.text for cue in self._wording.all_regions)
        if not unknown:
            found = _with_levels(rest.text, found, catalogue) or _implied_regions(rest.text, catalogue, scope)
        return _Places(tuple(found), tuple(dict.fromkeys(unknown)), everywhere)

    def _periods(self, rest: QuestionText, report_year: int | None, scope: Scope) -> tuple[tuple[Period, ...], bool]:
        """The periods named, and whether a year was named only to compare with (比上年)."""
        base = _BASE_YEAR.search(rest.text)
        if base:
            rest.take(base.start(), base.end())
        mentions = [
            m
            for m in find_periods(rest.text, report_year, short_years=True)
            if rest.is_free(m.start, m.end) and rest.text[m.end : m.end + 1] not in ("届", "次")
        ]
        mentions = [m for m in mentions if m.certain] or mentions
        bracketed = re.search(r"[（(](20\d\d)年?[)）]", rest.text)
        if bracketed:
            rest.take(bracketed.start(), bracketed.end())
            for mention in mentions:
                rest.take(mention.start, mention.end)
            return (Period.year(int(bracketed.group(1))),), False
        periods: list[Period] = []
        growth = base is not None
        for mention in mentions:
            rest.take(mention.start, mention.end)
            relative = not re.search(r"\d|五", mention.text)
            if relative and _COMPARED_WITH.search(rest.text[: mention.start].rstrip()):
                growth = True
            else:
                periods.append(mention.period)
        if not periods and len(scope.years) == 1:
            periods = [Period.year(scope.years[0])]
        return tuple(dict.fromkeys(periods)), growth

    def _unit(self, rest: QuestionText) -> tuple[str, bool]:
        """The unit asked for, and whether only its dimension was said."""
        asked = ((_UNIT_ASKED, "", False), (_BRACKETED_UNIT, "", False), (_PERCENT_ASKED, "%", True))
        for pattern, unit, loose in (
            *asked,
            (_LOOSE_MONEY, "亿元", False),
            (_MONEY_ASKED, "元", True),
            (_COUNTED, "", True),
        ):
            match = pattern.search(rest.text)
            if match:
                rest.take(match.start(), match.end())
                return unit or _LOOSE_UNITS.get(match.group(1), match.group(1)), loose
        for pattern, unit in _IMPLIED_UNITS:
            if pattern.search(rest.text):
                return unit, True
        return "", False

    def _claims(self, rest: QuestionText) -> tuple[Quantity, ...]:
        claims = []
        for quantity in find_quantities(rest.text):
            if not rest.is_free(quantity.start, quantity.end) or not re.search(
                r"[\d一二三四五六七八九两半]", quantity.text
            ):
                continue  # 多少万亿元 asks, it does not claim
            rest.take(quantity.start, quantity.end)
            if not _counts_parts(rest.text, quantity):
                # 是610亿吗: money unless something else is said
                claims.append(replace(quantity, unit="亿元") if quantity.unit == "亿" else quantity)
        return tuple(claims)

    def _operation(
        self, rest: QuestionText, claims: tuple[Quantity, ...], mentions: list[IndicatorMention]
    ) -> tuple[Operation, bool]:
        text = rest.text.lower()
        if _ASKS_FOR_POINTS.search(text):
            return Operation.LIST, False
        counted = text.replace("哪几", " ")
        numeric = any(cue in counted for cue in self._wording.number_cues) or bool(_NAMES_A_NUMBER.search(text))
        if claims and re.search(r"[吗么]\s*[?？]?$", text) and not re.search(r"换|折", text):
            return Operation.VERIFY, True
        responsible = first_cue(text, [item for item in self._wording.operations if item[0] == "responsible"])
        if responsible:
            rest.take(responsible.start, responsible.end)
            return Operation.RESPONSIBLE, False
        if _LIST_COUNT.search(text) and not re.search(r"多少|各几|几个区|哪个区", text):
            return Operation.LIST, False
        for cue in all_cues(text, self._wording.operations):
            operation = Operation(cue.name)
            if _fits(operation, cue, text, numeric, bool(claims), bool(mentions)):
                rest.take(cue.start, cue.end)
                return operation, numeric or operation in COMPUTING
        if claims and re.search(r"不\s*[?？]?$", text):
            return Operation.VERIFY, True
        return Operation.LOOKUP, numeric

    def _subdocument(self, rest: QuestionText, mentions: list[IndicatorMention]) -> str:
        cue = first_cue(rest.without(mentions), self._wording.subdocuments)
        if cue is None:
            return ""
        rest.take(cue.start, cue.end)
        return cue.name

    def _measure(self, rest: QuestionText, mentions: list[IndicatorMention]) -> tuple[Measure | None, Direction]:
        text = rest.without(mentions)
        direction = Direction.DOWN if _DOWN.search(text) else Direction.UP if _UP.search(text) else Direction.NONE
        cue = first_cue(text, self._wording.measures)
        if cue is not None:
            rest.take(cue.start, cue.end)
            return Measure(cue.name), direction
        moving = re.search(r"增长(?:还是|或者?)下降|上升(?:还是|或者?)下降|增长|下降", text)
        if moving:
            rest.take(moving.start(), moving.end())
            return Measure.GROWTH, direction
        return None, direction

    def _kinds(self, rest: QuestionText, mentions: list[IndicatorMention]) -> tuple[tuple[Kind, ...], bool]:
        cues = all_cues(rest.without(mentions), self._wording.kinds)
        for cue in cues:
            rest.take(cue.start, cue.end)
        strong = [cue for cue in cues if cue.text not in self._wording.weak_kind_cues]
        everything = tuple(dict.fromkeys(Kind(cue.name) for cue in cues))
        if _holds_both(everything):
            return everything, True
        return tuple(dict.fromkeys(Kind(cue.name) for cue in strong or cues)), bool(strong)

    def _subjects(
        self, rest: QuestionText, mentions: list[IndicatorMention], operation: Operation
    ) -> tuple[Subject, ...]:
        free = rest.without(mentions)
        pieces = _split_subjects(rest.rest(), rest.text, mentions, operation)
        subjects = [self._subject(rest.rest(), rest.text, free, start, end, mentions) for start, end in pieces]
        return _share_measures(tuple(subject for subject in subjects if subject.terms or subject.indicators))

    def _alternatives(self, rest: QuestionText, mentions: list[IndicatorMention]) -> tuple[Subject, ...]:
        """The subject cut at every joint (存贷款规模和私募基金规模), to be tried where the whole leads nowhere."""
        text = rest.rest()
        free = rest.without(mentions)
        joints = re.compile(_JOINTS.pattern + r"|(?<=[一-鿿]) +(?=[一-鿿])")
        cuts = [0, *(joint.end() for joint in joints.finditer(text)), len(text)]
        pieces = [(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if _HAS_CONTENT.search(text[a:b])]
        subjects = [self._subject(text, rest.text, free, start, end, mentions) for start, end in pieces]
        telling = [s for s in subjects if s.indicators or any(t not in self._wording.light for t in s.terms)]
        return _share_measures(tuple(telling)) if 1 < len(telling) < MOST_ALTERNATIVES else ()

    def _subject(
        self, text: str, whole: str, free: str, start: int, end: int, mentions: list[IndicatorMention]
    ) -> Subject:
        own = [m for m in mentions if m.start >= start and m.end <= end]
        return Subject(
            text=re.sub(r"\s+", "", text[start:end]).strip("?？。,，、:：()（）"),
            indicators=tuple(dict.fromkeys(m.name for m in own)),
            terms=tuple(content_words(free[start:end], self._wording)),
            measure=self._own_measure(whole[start:end]),
        )

    def _own_measure(self, text: str) -> Measure | None:
        """The aspect named beside this one subject (GDP总量和社零增速)."""
        cue = first_cue(text, self._wording.measures)
        return Measure(cue.name) if cue else Measure.GROWTH if re.search(r"增长|下降", text) else None


def _region_mentions(text: str, known: tuple[Region, ...]) -> list[RegionMention]:
    """Regions in the text; a name that is nowhere known is first held against the known ones for a typing slip."""
    mentions = find_regions(text, known)
    similar = find_similar_regions(text, known)
    kept = [m for m in mentions if m.known or not any(s.start < m.end and m.start < s.end for s in similar)]
    return kept + [s for s in similar if all(s.end <= m.start or s.start >= m.end for m in kept)]


def _qualifies(mention: RegionMention, mentions: list[RegionMention]) -> bool:
    """青山化工区: an unlisted name right behind a known place is a part of it."""
    return any(other.known and other.end == mention.start for other in mentions)


def _ends_as_place(text: str, mention: RegionMention) -> bool:
    """No 长, 了 … behind it (这位区长, 替当事人省了), no everyday verb or person in it."""
    following = text[mention.end : mention.end + 1]
    words = segments(mention.region.name[:-1])
    return following not in tuple("长了下出力钱") and not any(w in _NO_PLACE_WORDS for w in words) and len(words) < 3


def _is_passing_parent(mention: RegionMention, mentions: list[RegionMention]) -> bool:
    """江汉区打造武汉金融中心: the city's short name beside a place within it is part of what is spoken of."""
    short = mention.text != mention.region.name
    return short and any(mention.region.name in other.region.parents for other in mentions)


def _share_measures(subjects: tuple[Subject, ...]) -> tuple[Subject, ...]:
    """社零额、固投增速: a measure named only at the end of a row of subjects holds for all of them."""
    if len(subjects) < 2 or any(subject.measure for subject in subjects[:-1]):
        return subjects
    return tuple(replace(subject, measure=subjects[-1].measure) for subject in subjects)


def _with_levels(text: str, named: list[Region], catalogue: Catalogue) -> list[Region]:
    """全省、全市、武昌区各是多少: the levels asked for beside a named place; the place alone otherwise."""
    levels = [level for pattern, level in _LEVEL_WORDS if pattern.search(text)]
    if not levels or not re.search(r"各|分别", text) or (len(levels) < 2 and not named):
        return named
    return [*(region for level in reversed(levels) for region in catalogue.regions_at(level)), *named]


def _all_levels(named: list[Region], known: tuple[Region, ...]) -> tuple[Region, ...]:
    """省、市、区三级: the named places with their parents, or every place there is."""
    wanted = {region.name for region in named} | {parent for region in named for parent in region.parents}
    chosen = [region for region in known if not wanted or region.name in wanted]
    return tuple(sorted(chosen, key=lambda r: list(Level).index(r.level)))


def _implied_regions(text: str, catalogue: Catalogue, scope: Scope) -> list[Region]:
    """The scope's regions, the only region there is, or the level that 全市 and 全省 mean."""
    homes = catalogue.home_regions
    chosen = [r for r in homes if r.name in scope.regions or r.full_name in scope.regions]
    chosen = chosen or (list(homes) if len(homes) == 1 else [])
    for pattern, level in _LEVEL_WORDS:
        if pattern.search(text) and not re.search(r"占全[市省国]", text):
            own = re.search(r"全区|我区|本区|区级|区里|全县|县级", text)
            return [*catalogue.regions_at(level), *(chosen if own else [])]
    return chosen


def _holds_both(kinds: tuple[Kind, ...]) -> bool:
    return Kind.TARGET in kinds and any(kind in kinds for kind in (Kind.ACTUAL, Kind.ESTIMATE))


def _counts_parts(text: str, quantity: Quantity) -> bool:
    """哪五个方面, 四个区, 十件实事: a small count of parts is no claim about a figure."""
    if quantity.unit in {"%", "个百分点"} or quantity.value > 30:
        return False
    return bool(
        re.match(r"(?:方面|部分|区|问题|层级|级别|年|数|指标|行业|报告|文件|人|实事|办|规定)", text[quantity.end :])
        or re.search(r"哪$", text[: quantity.start])
    )


def _fits(operation: Operation, cue: Cue, text: str, numeric: bool, claims: bool, indicators: bool) -> bool:
    """Whether a cue means its operation here; some cues also stand inside names or plain look-ups."""
    match operation:
        case Operation.VERIFY:
            return claims or cue.text not in {"说法", "核对", "核实", "写错"}
        case Operation.ACHIEVE:
            return (indicators or claims or "目标" in text or cue.text.startswith("超")) and not re.search(
                r"离|距|限额", text
            )
        case Operation.RANK:
            return cue.text != "排名" or not re.search(r"排名(?:第|多少|是|如何|怎)", text)
        case Operation.CONVERT:
            return claims or cue.text != "等于多少"
        case Operation.PERSON:
            return not numeric
        case Operation.LIST | Operation.TEXT:
            return not numeric or cue.text in {"有哪些", "原因", "为什么"}
        case _:
            return True


def _split_subjects(
    text: str, whole: str, mentions: list[IndicatorMention], operation: Operation
) -> list[tuple[int, int]]:
    """Where one subject ends and the next begins: at joints, when each side names something of its own.

    text: with what other slots have taken blanked; whole: the same text unblanked.
    """
    if operation is Operation.SHARE and "占" in whole:
        around = _around_share(whole, text)
        if around:
            return around
    extra = {Operation.SHARE: "|占", Operation.SUM: "|加(?!装|起|总|速|快|强|大)"}.get(operation, "")
    joints = re.compile(_JOINTS.pattern + extra)
    cuts = [0]
    for joint in joints.finditer(text):
        if not any(m.start < joint.end() and joint.start() < m.end for m in mentions):
            cuts.append(joint.end())
    cuts.append(len(text))
    pieces = [(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if _HAS_CONTENT.search(text[a:b])]
    if (
        operation is Operation.SHARE
        and len(mentions) == 2
        and re.search(r"中|里|内", text[mentions[0].end : mentions[1].start])
    ):
        return [(mentions[0].end, len(text)), (0, mentions[0].end)]  # 支出中教育支出占多少: the part stands second
    if len(pieces) < 2 and operation is Operation.DIFFERENCE and len(mentions) == 2:
        return [(0, mentions[1].start), (mentions[1].start, len(text))]
    if len(pieces) < 2:
        return [(0, len(text))]
    named = [piece for piece in pieces if any(piece[0] <= m.start < piece[1] for m in mentions)]
    if len(named) > 1:
        return _around(named, len(text))
    together = re.search(r"各|分别|一共|合计|总共|加起来|之和|相差", text) or operation in COMPUTING
    return pieces if together and not named else [(0, len(text))]


def _around_share(text: str, rest: str) -> list[tuple[int, int]]:
    """A占B的比重: A from the comma before 占, B up to the comma after; nothing when one side is empty."""
    at = text.index("占")
    start = max(text.rfind(mark, 0, at) for mark in ",，;；?？") + 1
    ends = [place for mark in ",，;；?？" if (place := text.find(mark, at)) >= 0]
    end = min(ends, default=len(text))
    inner = text.rfind("中", start, at)
    if inner > start and not _HAS_CONTENT.search(rest[at + 1 : end]):
        return [(inner + 1, at), (start, inner)]  # 支出中教育占多少
    sides = [(start, at), (at + 1, end)]
    return sides if all(_HAS_CONTENT.search(rest[a:b]) for a, b in sides) else []


def _around(named: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """Pieces that name an indicator, each stretched over the nameless piece before it."""
    starts = [0, *(end for _, end in named[:-1])]
    ends = [*(end for _, end in named[:-1]), length]
    return list(zip(starts, ends, strict=True))


def about_regions(question: Question, regions: tuple[Region, ...]) -> Question:
    """The same question about other regions."""
    return replace(question, regions=regions, unknown_regions=())
