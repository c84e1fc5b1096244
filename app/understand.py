"""Reads a question into its slots, by rules and the cue lists of wording.yaml; no model, no guess that is not shown."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from app.agreement import PLAN_KINDS, RESULT_KINDS
from app.catalogue import Catalogue
from app.chain import Scope
from app.conversation import continued, joined
from app.elision import elided_mentions, told_again, with_shared_end
from app.framing import frame_spans, unframed
from app.operations import aspect_is_subject, implies_value, read_operation, settled_operation
from app.pairing import periods_of, read_pairs
from app.parts import afterthoughts, split_question
from app.places import read_places
from app.premises import asks_count, claim_clauses, states_result
from app.quantities import read_claims, read_periods, read_unit
from app.question import Operation, Question, Subject
from app.question_text import STARTED, QuestionText, asks_agreement, normalise_question
from app.sides import split_sides
from app.subjects import read_alternatives, read_subjects
from app.table_name import without_table_name
from app.wording import Wording, first_cue, outright_cues
from vectorstore.figure import Direction, Kind, Measure
from vectorstore.indicators import IndicatorMention, find_indicators, measured_in
from vectorstore.period import Period
from vectorstore.quantity import Quantity

_OF_FUND = re.compile(r"(?:国资|国有资本|经营|基金|社保|公共)$")  # 国资预算 names a fund, no plan
_WITH_GROWTH = re.compile(  # 总量及增速, 同比如何
    r"(?:及|和|与|以及|还有|、|[,，])其?(?:同比|年均)?(?:增速|增幅|增长率)"
    r"|(?:多少|总量).{0,4}[,，]?(?:同比)?(?:增长|增速|增幅)(?:多少|是多少)"
    r"|[,，][^,，]{0,8}[涨跌增降升减]了?(?:没有?|吗|还是)|(?:增减|同比|比上年|增长)(?:如何|咋样|怎么样|情况)"
)
_THEN_GROWTH = re.compile(  # 社零多少 涨了多少
    r"(?<![增降]长)(?<![增降]速)(?<!下降)(?:多少|几)[一-鿿]{0,4}[?？,，、\s]+(?:同比|又|[比较](?:上年|去年|上一年))?[增涨降升跌减]"
)
_LOOKS_BACK = re.compile(r"(?:过去|最近|近)的?[两三四五六七八九十\d]+年(?![前后级])")
_MOVED_BY = re.compile(r"[涨跌增降升减](?:加|少|幅)?了?(?=\s|$)")  # 涨几个点, with the unit taken out
_WHOLE_SPAN = re.compile(r"整个|一共|总共|合计|累计|加起来|总计|年[来间]共")
_UP = re.compile(r"增长|增加(?!值)|上升|上涨|提高|增幅|高出|[大猛暴飙]涨|涨了")
_DOWN = re.compile(r"下降|减少|下滑|降低|回落|下跌|负增长|降幅|降了|[大猛暴]跌|[大骤锐][降减]|缩水|跌了")


class QuestionReader:
    """Reads questions against what the store holds."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def read(self, text: str, catalogue: Catalogue, scope: Scope) -> Question:
        """The question's slots. Raises QuestionError for an empty or over-long question."""
        plain = without_table_name(normalise_question(text, self._wording, catalogue.regions))
        whole = self._with_sides(self._read_one(plain, catalogue, scope), catalogue, scope)
        pieces = split_question(plain)
        if len(pieces) < 2 or whole.refusal:
            return self._with_premises(whole, catalogue, scope)
        parts = [self._read_one(pieces[0], catalogue, scope)]
        for piece in pieces[1:]:
            parts.append(continued(parts[-1], self._read_one(piece, catalogue, scope)))
        return joined(whole, tuple(self._with_premises(part, catalogue, scope) for part in parts))

    def _with_premises(self, question: Question, catalogue: Catalogue, scope: Scope) -> Question:
        """The question with each of its clauses that states a quantity read by itself, on top of the ones before."""
        if not question.claims:
            return question
        premises = []
        before = replace(question, claims=(), kinds=(), kind_strong=False, measure=None, direction=Direction.NONE)
        for clause in claim_clauses(unframed(question.text)):
            read = self._read_one(clause, catalogue, scope)
            if not read.place_named:
                read = replace(read, regions=(), all_regions=False)
            if not read.kinds and states_result(clause):
                read = replace(read, kinds=(Kind.ACTUAL,))
            read = replace(continued(before, read), operation=Operation.VERIFY, carried=())
            if read.claims and not asks_count(clause):
                premises.append(read)
            before = replace(read, claims=())
        return replace(question, premises=tuple(premises))

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
        rest.taken.extend(frame_spans(plain))
        report_year = catalogue.report_year(places.regions)
        pairs = read_pairs(rest, places.spots, report_year)
        periods, growth_on_year = (periods_of(pairs), False) if pairs else read_periods(rest, report_year, scope)
        found = [m for m in find_indicators(plain) if rest.is_mostly_free(m.start, m.end)]
        unit, unit_loose = read_unit(rest)
        found = with_shared_end(plain, found)
        found += [m for m in elided_mentions(plain, found) if rest.is_mostly_free(m.start, m.end)]
        found += [m for m in told_again(plain, found) if rest.is_mostly_free(m.start, m.end)]
        mentions = [m for m in found if measured_in(m.name, unit)]  # 游客免费停车几小时 asks for no 旅游人数
        points = unit == "个百分点"
        if points:
            unit = ""  # the unit of a difference, not of what it is taken from
        claims = read_claims(rest)
        if _asks_which(plain, claims):
            unit, unit_loose = unit or claims[0].unit, True  # 是385家还是560家 asks, it does not claim
            claims = ()
        operation, numeric = read_operation(rest, claims, mentions, self._wording)
        if points and operation is Operation.LOOKUP and len(places.regions) + len(periods) > 2:
            operation = Operation.DIFFERENCE
        subdocument = self._subdocument(rest, mentions)
        if asks_agreement(plain):
            subdocument = ""  # the one report that is named is held against the others
        measure, direction = (None, Direction.NONE) if aspect_is_subject(plain) else self._measure(rest, mentions, unit)
        with_start = rest.take_words(STARTED)
        with_growth = _asks_growth_beside(rest)
        if with_growth:
            measure = None
        kinds, strong = self._kinds(rest, mentions, ordered=len(periods) > 1)
        forecast = kinds == (Kind.ESTIMATE,)  # 2025年预计是多少 of a report given in 2020 asks for what is planned, too
        if (forecast or (not strong and kinds == (Kind.ACTUAL,))) and _lies_ahead(periods, report_year):
            kinds = ()  # 2021年完成多少 of a report given in 2020 asks for what is planned
        if measure is None and growth_on_year and operation is Operation.LOOKUP and not claims and not with_growth:
            measure = Measure.GROWTH
        if operation in (Operation.LOOKUP, Operation.COMPARE) and _holds_both(kinds) and len(periods) < 2:
            operation, numeric = Operation.ACHIEVE, True
        if numeric and implies_value(plain) and (claims or measure is not Measure.GROWTH):
            operation = Operation.IMPLIED
        operation = settled_operation(operation, plain, measure, unit, several=len(mentions) > 1)
        subjects = self._subjects(rest, mentions, operation)
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
            pairs=pairs,
            whole_span=bool(_WHOLE_SPAN.search(plain)) and any(p.start < p.end for p in periods),
            subjects=subjects,
            alternatives=read_alternatives(rest, mentions, self._wording),
            kinds=kinds,
            kind_strong=strong,
            measure=measure,
            with_growth=with_growth,
            with_start=with_start,
            direction=direction,
            claims=claims,
            unit=unit,
            subdocument=subdocument,
            refusal=refusal.name if refusal else "",
        )

    def _subjects(
        self, rest: QuestionText, mentions: list[IndicatorMention], operation: Operation
    ) -> tuple[Subject, ...]:
        """What is asked about; not in the words of an afterthought, unless only these name something."""
        aside = [span for span in afterthoughts(rest.text) if not any(span[0] <= m.start < span[1] for m in mentions)]
        without = QuestionText(rest.text, [*rest.taken, *aside])
        subjects = read_subjects(without, mentions, operation, self._wording)
        if not subjects:
            return read_subjects(rest, mentions, operation, self._wording)
        rest.taken.extend(without.taken[len(rest.taken) :])
        return subjects

    def _subdocument(self, rest: QuestionText, mentions: list[IndicatorMention]) -> str:
        cue = first_cue(rest.without(mentions), self._wording.subdocuments)
        if cue is None:
            return ""
        rest.take(cue.start, cue.end)
        return cue.name

    def _measure(
        self, rest: QuestionText, mentions: list[IndicatorMention], unit: str
    ) -> tuple[Measure | None, Direction]:
        text = re.sub(r"变动(?=后?的?预算)", "  ", rest.without(mentions))  # 变动预算: the budget as adjusted
        direction = Direction.DOWN if _DOWN.search(text) else Direction.UP if _UP.search(text) else Direction.NONE
        cue = first_cue(text, self._wording.measures)
        if cue is not None:
            rest.take(cue.start, cue.end)
            amount = Measure(cue.name) is Measure.SHARE and unit not in ("", "%")  # 占多少亿元
            return (None if amount else Measure(cue.name)), direction
        moving = re.search(r"增长(?:还是|或者?)下降|上升(?:还是|或者?)下降|增长|下降", text)
        moving = moving or (_MOVED_BY.search(text) if unit == "%" else None)
        if moving:
            rest.take(moving.start(), moving.end())
            return Measure.GROWTH, direction
        return None, direction

    def _kinds(
        self, rest: QuestionText, mentions: list[IndicatorMention], ordered: bool
    ) -> tuple[tuple[Kind, ...], bool]:
        weak = self._wording.weak_kind_cues
        free = rest.without(mentions)
        said = outright_cues(free, self._wording.kinds, weak)
        cues = [cue for cue in said if not _OF_FUND.search(free[: cue.start])]
        if ordered:
            cues.sort(key=lambda cue: cue.start)  # 2023年实际增速和2024年增速目标
        for cue in cues:
            rest.take(cue.start, cue.end)
        strong = [cue for cue in cues if cue.text not in weak]
        everything = tuple(dict.fromkeys(Kind(cue.name) for cue in cues))
        if not everything and _LOOKS_BACK.search(rest.text):
            return (Kind.ACTUAL,), False
        if _holds_both(everything):
            return everything, True
        return tuple(dict.fromkeys(Kind(cue.name) for cue in strong or cues)), bool(strong)


def _asks_growth_beside(rest: QuestionText) -> bool:
    """Whether the growth is asked for beside the total; the words for it are no words of the subject."""
    beside = _WITH_GROWTH.search(rest.text)
    if beside:
        rest.take(beside.start(), beside.end())
    return bool(beside or _THEN_GROWTH.search(rest.text))


def _asks_which(text: str, claims: tuple[Quantity, ...]) -> bool:
    """385家还是560家: two values of one unit to choose from; not 总量还是全市第一,收入137亿元."""
    return any(
        one.unit == two.unit and re.fullmatch(r"[,，、\s]*还是[一-鿿]{0,4}", text[one.end : two.start])
        for one, two in pairwise(sorted(claims, key=lambda claim: claim.start))
    )


def _lies_ahead(periods: tuple[Period, ...], report_year: int | None) -> bool:
    return bool(periods) and report_year is not None and all(period.end > report_year for period in periods)


def _holds_both(kinds: tuple[Kind, ...]) -> bool:
    return any(kind in PLAN_KINDS for kind in kinds) and any(kind in RESULT_KINDS for kind in kinds)
