"""Reads a question into its slots, by rules and the cue lists of wording.yaml; no model, no guess that is not shown."""

from __future__ import annotations

import re
from dataclasses import replace

from app.catalogue import Catalogue
from app.chain import Scope
from app.conversation import continued, joined
from app.parts import split_question
from app.places import read_places
from app.quantities import read_claims, read_periods, read_unit
from app.question import COMPUTING, Operation, Question
from app.question_text import QuestionText, asks_agreement, normalise_question
from app.sides import split_sides
from app.subjects import read_alternatives, read_subjects
from app.wording import Cue, Wording, all_cues, first_cue
from vectorstore.figure import Direction, Kind, Measure
from vectorstore.indicators import IndicatorMention, find_indicators, measured_in
from vectorstore.period import Period
from vectorstore.quantity import Quantity

_ASKS_FOR_POINTS = re.compile(r"几(?:个)?方面|(?:归纳|列|列出|说|讲|给)(?:我)?(?:归纳)?几(?:条|点)|要点")
_IMPLIES = re.compile(
    r"(?:按|以|若|如果|假如|假设|照|推算).{0,40}(?:增长|下降|增速|目标|%).{0,24}(?:应|会|将|约|是|达到|为|有).{0,6}(?:多少|几)|(?:按|照|以).{0,40}(?:%|目标).{0,6}(?:算|计).{0,20}(?:多少|几)|推算|倒推|反推|测算|目标.{0,4}实现.{0,16}(?:会|将|达到|是|有).{0,6}多少"
)
_TARGET_HELD_AGAINST = re.compile(
    r"目标.{0,8}(?:相比|对比|比较|差距)|计划.{0,8}多少.{0,12}(?:建成|完成|实际|落实|转化).{0,6}(?:多少|几)"
)
_SHARE_OF = re.compile(r"(?:[一-鿿]{2}|\d年)占(?!比|[全地据用到])[一-鿿“].{0,20}?(?:比例|比重|份额|百分比|几成)")
_LEFT_OVER = re.compile(r"还剩|剩下|尚余|还有多少.{0,6}没|未.{0,4}完.{0,4}多少")
_WITH_GROWTH = re.compile(
    r"(?:及|和|与|以及|还有|、|[,，])其?(?:同比|年均)?(?:增速|增幅|增长率)|(?:多少|总量).{0,4}[,，]?(?:同比)?(?:增长|增速|增幅)(?:多少|是多少)|(?:增减|同比|比上年|增长)(?:如何|咋样|怎么样|情况)"
)
_THEN_GROWTH = re.compile(  # 社零多少 涨了多少
    r"(?<![增降]长)(?<![增降]速)(?<!下降)(?:多少|几)[一-鿿]{0,4}[?？,，、\s]+(?:同比|又|[比较](?:上年|去年|上一年))?[增涨降升跌减]"
)
_NAMES_A_NUMBER = re.compile(
    r"(?:率|占比|强度|寿命|总额|金额|额|总值|增加值|值|总数|数量|人数|户数|件数|面积|里程|比例|比重|总投资|价|产量|[发用]电量|用水量"
    r"|存量|余额|产值|规模|收入|支出|投资|人口|密度)[?？呢。]?$"
)
_ASKS_DATE = re.compile(r"几(?:点|号|月|日|时)|哪几天")
_ASKS_HOW = re.compile(r"如何|怎样|怎么(?!样)")  # 如何扩大有效投资 asks for no number
_LIST_COUNT = re.compile(r"哪(?:几|[0-9一二三四五六七八九十两]+)(?:大|个|类|种|座|项|条|方面|家|所|名|位|件|处|些)")
_UP = re.compile(r"增长|增加(?!值)|上升|上涨|提高|增幅|高出")
_DOWN = re.compile(r"下降|减少|下滑|降低|回落|下跌|负增长|降幅|降了")


class QuestionReader:
    """Reads questions against what the store holds."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def read(self, text: str, catalogue: Catalogue, scope: Scope) -> Question:
        """The question's slots. Raises QuestionError for an empty or over-long question."""
        plain = normalise_question(text, self._wording, catalogue.regions)
        whole = self._with_sides(self._read_one(plain, catalogue, scope), catalogue, scope)
        pieces = split_question(plain)
        if len(pieces) < 2 or whole.refusal:
            return whole
        parts = [self._read_one(pieces[0], catalogue, scope)]
        for piece in pieces[1:]:
            parts.append(continued(parts[-1], self._read_one(piece, catalogue, scope)))
        return joined(whole, tuple(parts))

    def _with_sides(self, whole: Question, catalogue: Catalogue, scope: Scope) -> Question:
        """甲比乙多多少 read side by side, where a kind or a number of the question belongs to one of them only."""
        sides = split_sides(whole.text)
        uneven = bool(whole.claims) or len(whole.kinds) == 1 or len(whole.periods) == 2
        if sides is None or not uneven or len(whole.regions) > 1 or len(whole.subjects) != 1:
            return whole
        first = self._read_one(sides.first, catalogue, scope)
        other = self._read_one(sides.second, catalogue, scope)
        second = replace(continued(first, other), kinds=other.kinds, kind_strong=other.kind_strong, claims=other.claims)
        if not first.periods or not second.periods or not first.subjects or not second.subjects:
            return whole
        if (first.periods, first.kinds) == (second.periods, second.kinds):
            return whole
        read = tuple(
            replace(side, operation=Operation.DIFFERENCE, measure=None, numeric=True) for side in (first, second)
        )
        return replace(whole, operation=Operation.DIFFERENCE, numeric=True, sides=read, sides_rate=sides.rate)

    def _read_one(self, plain: str, catalogue: Catalogue, scope: Scope) -> Question:
        rest = QuestionText(plain)
        refusal = first_cue(plain.lower(), self._wording.out_of_scope)
        places = read_places(rest, catalogue, scope, self._wording)
        periods, growth_on_year = read_periods(rest, catalogue.report_year(places.regions), scope)
        found = [m for m in find_indicators(plain) if rest.is_mostly_free(m.start, m.end)]
        unit, unit_loose = read_unit(rest)
        mentions = [m for m in found if measured_in(m.name, unit)]  # 游客免费停车几小时 asks for no 旅游人数
        points = unit == "个百分点"
        if points:
            unit = ""  # the unit of a difference, not of what it is taken from
        claims = read_claims(rest)
        if len(claims) > 1 and "还是" in plain:
            unit, unit_loose = unit or claims[0].unit, True  # 是385家还是560家 asks, it does not claim
            claims = ()
        operation, numeric = self._operation(rest, claims, mentions)
        if points and operation is Operation.LOOKUP and len(places.regions) + len(periods) > 2:
            operation = Operation.DIFFERENCE
        subdocument = self._subdocument(rest, mentions)
        if asks_agreement(plain):
            subdocument = ""  # the one report that is named is held against the others
        measure, direction = (None, Direction.NONE) if _names_aspect(plain) else self._measure(rest, mentions)
        with_growth = bool(_WITH_GROWTH.search(plain) or _THEN_GROWTH.search(plain))
        if with_growth:
            measure = None
        kinds, strong = self._kinds(rest, mentions)
        if not strong and kinds == (Kind.ACTUAL,) and _lies_ahead(periods, catalogue.report_year(places.regions)):
            kinds = ()  # 2021年完成多少 of a report given in 2020 asks for what is planned
        if measure is None and growth_on_year and operation is Operation.LOOKUP and not claims and not with_growth:
            measure = Measure.GROWTH
        if operation in (Operation.LOOKUP, Operation.COMPARE) and _holds_both(kinds) and len(periods) < 2:
            operation, numeric = Operation.ACHIEVE, True
        if numeric and _IMPLIES.search(plain) and (claims or measure is not Measure.GROWTH):
            operation = Operation.IMPLIED
        operation = _settled_operation(operation, plain, measure, several=len(mentions) > 1)
        return Question(
            text=plain,
            operation=operation,
            numeric=numeric
            or operation is Operation.ACHIEVE
            or points
            or bool(claims)
            or measure is not None
            or bool(unit),
            unit_loose=unit_loose,
            regions=places.regions,
            all_regions=places.everywhere,
            unknown_regions=places.unknown,
            place_named=places.named,
            periods=periods,
            subjects=read_subjects(rest, mentions, operation, self._wording),
            alternatives=read_alternatives(rest, mentions, self._wording),
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

    def _operation(
        self, rest: QuestionText, claims: tuple[Quantity, ...], mentions: list[IndicatorMention]
    ) -> tuple[Operation, bool]:
        text = rest.text.lower()
        if _ASKS_FOR_POINTS.search(text):
            return Operation.LIST, False
        counted = _ASKS_DATE.sub(" ", text.replace("哪几", " "))
        numeric = any(cue in counted for cue in self._wording.number_cues) or (
            bool(_NAMES_A_NUMBER.search(text)) and not _ASKS_HOW.search(text)
        )
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


def _names_aspect(plain: str) -> bool:
    """如何稳增长: there the aspect is the subject."""
    return bool(_ASKS_HOW.search(plain)) and bool(re.search(r"(?:稳|保|促|拉动|扩大)(?:经济)?增长", plain))


def _settled_operation(operation: Operation, plain: str, measure: Measure | None, several: bool) -> Operation:
    """What the whole question makes of the operation that its cue named. several: it names more than one indicator."""
    if several and _LEFT_OVER.search(plain):
        return Operation.DIFFERENCE
    if operation in (Operation.LOOKUP, Operation.COMPARE, Operation.TEXT) and _TARGET_HELD_AGAINST.search(plain):
        return Operation.ACHIEVE
    if operation is Operation.LOOKUP and measure is Measure.SHARE and _takes_share(plain, several):
        return Operation.SHARE
    return operation


def _takes_share(plain: str, several: bool) -> bool:
    """占全市 asks for a share of the whole city; between two indicators any 占 does."""
    return bool(
        re.search(r"占全[市省国]", plain) or (several and re.search(r"占(?!比)", plain)) or _SHARE_OF.search(plain)
    )


def _lies_ahead(periods: tuple[Period, ...], report_year: int | None) -> bool:
    return bool(periods) and report_year is not None and all(period.end > report_year for period in periods)


def _holds_both(kinds: tuple[Kind, ...]) -> bool:
    return Kind.TARGET in kinds and any(kind in kinds for kind in (Kind.ACTUAL, Kind.ESTIMATE))


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
            return not numeric or cue.text in {"有哪些", "原因", "为什么", "为啥", "为何"}
        case _:
            return True
