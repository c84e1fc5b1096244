"""Reads a question into its slots, by rules and the cue lists of wording.yaml; no model, no guess that is not shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.catalogue import Catalogue
from app.chain import Scope
from app.understanding.conversation import continued, joined
from app.understanding.elision import elided_mentions, told_again, with_shared_end, with_shared_tail
from app.understanding.framing import frame_spans, unframed
from app.understanding.gap import asks_gap
from app.understanding.given import read_given
from app.understanding.measuring import asks_growth_beside, holds_both, in_points, read_kinds, read_measure
from app.understanding.operations import (
    AGAINST_PLAN,
    GAP_TO_TARGET,
    MORE_OR_LESS,
    PART_IN,
    RAISED_OR_LOWERED,
    implies_value,
    read_operation,
    settled_operation,
)
from app.understanding.pairing import periods_of, read_pairs
from app.understanding.parts import afterthoughts, split_by_year, split_question
from app.understanding.places import Places, read_places
from app.understanding.premises import (
    asks_count,
    asks_whether_done,
    claim_clauses,
    only_ranks,
    same_number_elsewhere,
    states_result,
)
from app.understanding.quantities import read_claims, read_periods, read_unit
from app.understanding.question import Operation, Question, Subject
from app.understanding.question_text import STARTED, QuestionText, asks_agreement, normalise_question
from app.understanding.relative import NOTHING_YET, Talk, spans_pointing_back
from app.understanding.rows import read_rows
from app.understanding.sides import split_sides, stated_order
from app.understanding.speaker import read_speaker
from app.understanding.speech import background_spans, speech_spans
from app.understanding.subjects import TELLING_ENOUGH, read_subjects, telling
from app.understanding.table_name import without_table_name
from app.understanding.wording import Wording, first_cue
from vectorstore.budget_level import level_in
from vectorstore.figure import Direction, Kind, Measure
from vectorstore.indicators import IndicatorMention, find_indicators, measured_in
from vectorstore.period import Period
from vectorstore.quantity import Quantity

_NAMES_RATE = re.compile(r"增速|增幅|增长率")
_WHOLE_SPAN = re.compile(r"整个|一共|总共|合计|累计|加起来|总计|年[来间]共")
_NEXT_YEAR = re.compile(r"^(?!.*今年).*(?:[明来去后]年)")
_PLAIN = (Operation.VERIFY, Operation.LOOKUP)


@dataclass(frozen=True)
class _Where:
    """What a question is read against."""

    catalogue: Catalogue
    scope: Scope
    talk: Talk

    def this_year(self, places: Places, text: str) -> int | None:
        """The year that 明年 is counted from: the one that a follow-up speaks of, else that of the newest report."""
        if places.named or not self.talk.regions:
            return self.catalogue.report_year(places.regions)
        newest = self.catalogue.report_year(self.talk.regions)
        counted = self.talk.year if _NEXT_YEAR.search(text) else None
        return min(counted, newest) if counted and newest else newest


class QuestionReader:
    """Reads questions against what the store holds."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def read(self, text: str, catalogue: Catalogue, scope: Scope, talk: Talk = NOTHING_YET) -> Question:
        """The question's slots. Raises QuestionError for an empty or over-long question."""
        speaker, text = read_speaker(text)
        return replace(self._read_whole(text, _Where(catalogue, scope, talk)), speaker=speaker)

    def _read_whole(self, text: str, where: _Where) -> Question:
        plain = without_table_name(normalise_question(text, self._wording, where.catalogue.regions))
        whole = self._with_sides(self._read_one(plain, where), where)
        pieces = split_question(plain)
        if len(pieces) < 2 and (each := self._each_year(whole, where)):
            return joined(whole, each)
        if len(pieces) < 2 or whole.refusal or read_given(plain, whole.claims, self._wording):
            return self._with_premises(whole, where)
        parts = [self._read_one(pieces[0], where)]
        for piece in pieces[1:]:
            read = self._read_one(piece, where)
            parts.append(_of_all(parts, read, continued(parts[-1], read)))
        if gap := asks_gap(plain, parts):
            return gap
        return joined(whole, tuple(self._with_premises(part, where) for part in parts))

    def _each_year(self, whole: Question, where: _Where) -> tuple[Question, ...]:
        """甲2020年的增速和2021年的目标各是多少: two questions, where a kind is said of one of the years only."""
        halves = split_by_year(whole.text)
        if halves is None or whole.operation is not Operation.LOOKUP or whole.claims or len(whole.periods) != 2:
            return ()
        if len(whole.kinds) == len(whole.periods):
            return ()
        first, other = (self._read_one(half, where) for half in halves)
        if first.kinds == other.kinds or not first.subjects:
            return ()
        first = replace(first, numeric=True)
        return first, replace(continued(first, other), kinds=other.kinds, kind_strong=other.kind_strong)

    def _with_premises(self, question: Question, where: _Where) -> Question:
        """The question with each of its clauses that states a quantity read by itself, on top of the ones before."""
        if not question.claims:
            return question
        premises = []
        before = replace(question, claims=(), kinds=(), kind_strong=False, measure=None, direction=Direction.NONE)
        for clause in claim_clauses(unframed(question.text)):
            read = self._read_one(clause, where)
            if not read.place_named:
                read = replace(read, regions=(), all_regions=False)
            if not read.kinds and (states_result(clause) or asks_whether_done(question.text)):
                read = replace(read, kinds=(Kind.ACTUAL,))
            if read.claims and all(claim.rank for claim in read.claims) and only_ranks(read.terms):
                read = replace(read, subjects=())  # 增速全国第4: of what was said before
            read = replace(continued(before, read), operation=Operation.VERIFY, carried=())
            if read.claims and not asks_count(clause):
                premises.append(read)
            before = replace(read, claims=())
        if len(premises) == 1 and same_number_elsewhere(question.text):
            premises += _said_of_others(question, premises[0])
        return replace(question, premises=tuple(premises))

    def _with_sides(self, whole: Question, where: _Where) -> Question:
        """甲比乙多多少 read side by side, where a kind or a number of the question belongs to one of them only."""
        sides = split_sides(whole.text)
        uneven = bool(whole.claims) or len(whole.kinds) == 1 or len(whole.periods) == 2
        if (
            sides is None
            or not uneven
            or len(whole.regions) > 1
            or len({one.indicators for one in whole.subjects}) != 1
        ):
            return whole
        first = self._read_one(sides.first, where)
        other = self._read_one(sides.second, where)
        second = replace(continued(first, other), kinds=other.kinds, kind_strong=other.kind_strong, claims=other.claims)
        if not first.periods or not second.periods or not first.subjects or not second.subjects:
            return whole
        if (first.periods, first.kinds) == (second.periods, second.kinds):
            return whole
        read = tuple(
            replace(side, operation=Operation.DIFFERENCE, measure=None, numeric=True) for side in (first, second)
        )
        return replace(whole, operation=Operation.DIFFERENCE, numeric=True, sides=read, sides_rate=sides.rate)

    def _read_one(self, plain: str, where: _Where) -> Question:
        rest = QuestionText(plain)
        refusal = first_cue(plain.lower(), self._wording.out_of_scope)
        places = read_places(rest, where.catalogue, where.scope, self._wording)
        rest.taken.extend([*frame_spans(plain), *speech_spans(plain, self._wording), *spans_pointing_back(plain)])
        report_year = where.this_year(places, plain)
        pairs = read_pairs(rest, places.spots, report_year)
        periods, growth_on_year = (periods_of(pairs), False) if pairs else read_periods(rest, report_year, where.scope)
        found = [m for m in find_indicators(plain) if rest.is_mostly_free(m.start, m.end)]  # before the unit is taken
        unit, unit_loose = read_unit(rest)
        points = unit == "个百分点"
        if points:
            unit = ""  # the unit of a difference, not of what it is taken from
        # 游客免费停车几小时 asks for no 旅游人数
        mentions = [m for m in _with_elided(rest, found) if measured_in(m.name, unit)]
        claims = read_claims(rest)
        if _asks_which(plain, claims):
            unit, unit_loose = unit or claims[0].unit, True  # 是385家还是560家 asks, it does not claim
            claims = ()
        operation, numeric = read_operation(rest, claims, mentions, self._wording)
        if not claims and operation in _PLAIN and _states_order(rest, mentions, places, periods):
            operation, numeric = Operation.COMPARE, True
        subdocument = self._subdocument(rest, mentions)
        measure, direction = read_measure(rest, mentions, unit, self._wording)
        if points:
            spread = (len(places.regions), len(periods), len(mentions))
            operation, measure = in_points(operation, measure, direction, mentions, spread)
        with_start = rest.take_words(STARTED)
        with_growth = asks_growth_beside(rest)
        if with_growth:
            measure = None
        kinds, strong = self._kinds(rest, mentions, operation, periods, report_year)
        on_year = growth_on_year and operation is Operation.LOOKUP
        # 进出口也跌了,是吗
        moved = operation is Operation.VERIFY and bool(mentions) and direction is not Direction.NONE
        if measure is None and (on_year or moved) and not claims and not with_growth:
            measure = Measure.GROWTH
        together = _held_together(operation, kinds, len(periods), plain)
        if together is not operation:
            numeric = True
            measure = None if together is Operation.COMPARE and not _NAMES_RATE.search(plain) else measure
        operation = together
        if numeric and implies_value(plain) and (claims or measure is not Measure.GROWTH or unit not in ("", "%")):
            operation = Operation.IMPLIED  # 按目标增速会到多少亿元
        operation = settled_operation(operation, plain, measure, unit, len(mentions) > 1, len(places.regions))
        subjects = self._subjects(rest, mentions, operation, numeric)
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
            alternatives=read_rows(rest, mentions, self._wording),
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

    def _kinds(
        self,
        rest: QuestionText,
        mentions: list[IndicatorMention],
        operation: Operation,
        periods: tuple[Period, ...],
        report_year: int | None,
    ) -> tuple[tuple[Kind, ...], bool]:
        """Target, result, budget … as asked for, and whether outright."""
        kinds, strong = read_kinds(rest, mentions, len(periods) > 1, self._wording)
        if _lies_ahead(periods, report_year) and (
            kinds == (Kind.ESTIMATE,) or (kinds == (Kind.ACTUAL,) and not strong)
        ):
            return (), strong  # 2021年完成多少, 预计是多少 of a report given in 2020 asks for what is planned, too
        if len(periods) == 2 and kinds == (Kind.ACTUAL,) and any(_lies_ahead((p,), report_year) for p in periods):
            return (), strong  # 2024年要建的比2023年实际多多少: what came about is said of one of the two only
        if len(periods) == 2 and kinds == (Kind.TARGET,) and _AGAINST_LATER_AIM.search(rest.text):
            return (), strong  # 2023年增速比2024年目标高还是低: the aim is only the later year's
        one = operation is Operation.DIFFERENCE and len(kinds) == len(periods) == 1
        if one and AGAINST_PLAN.search(rest.text):
            return (Kind.ACTUAL, *kinds), True  # 支出比预算多多少 asks for the result as well
        return kinds, strong

    def _subjects(
        self, rest: QuestionText, mentions: list[IndicatorMention], operation: Operation, numeric: bool
    ) -> tuple[Subject, ...]:
        """What is asked about; not in the words of an afterthought or, of a number, of what tells why it is asked.

        These count where nothing else names something.
        """
        said, why = afterthoughts(rest.text), background_spans(rest.text) if numeric else []
        named = _naming([*said, *why], mentions)
        nameless = [span for span in [*said, *why] if span not in named]
        # 要分析产业结构,第一产业增加值多少: a clause of the why that names something goes where enough is named without
        for aside, enough in (([*nameless, *(s for s in named if s in why)], TELLING_ENOUGH), (nameless, 1), ((), 0)):
            without = QuestionText(rest.text, [*rest.taken, *aside])
            left = [m for m in mentions if not _naming(list(aside), [m])]
            subjects = read_subjects(without, left, operation, self._wording)
            if max((telling(subject, self._wording) for subject in subjects), default=0) >= enough:
                break
        rest.taken.extend(without.taken[len(rest.taken) :])
        own_share = len(subjects) == 2 and any(name.endswith(("占比", "比重")) for name in subjects[1].indicators)
        subjects = subjects[1:] if own_share and PART_IN.search(rest.text) else subjects
        if len(subjects) > 1:
            return _each_of_its_level(subjects, mentions, rest.text)
        level = level_in(rest.text) if subjects and subjects[0].indicators else ""
        return subjects if not level or level in subjects[0].text else (_of_level(subjects[0], level),)

    def _subdocument(self, rest: QuestionText, mentions: list[IndicatorMention]) -> str:
        cue = first_cue(rest.without(mentions), self._wording.subdocuments)
        if cue is None:
            return ""
        rest.take(cue.start, cue.end)
        return "" if asks_agreement(rest.text) else cue.name  # the one that is named is held against the others


_AGAINST_LATER_AIM = re.compile(
    r"^(?![^比]*(?:目标|任务|计划|预期))[^比]*20\d\d年[^比]*比20\d\d年的?(?:预期|增长|年初|增速)*(?:目标|任务|计划|预期)"
)


def _of_level(subject: Subject, level: str) -> Subject:
    """某市级教育支出: the level goes with the subject to the questions that carry it on."""
    return replace(subject, text=level + subject.text.removeprefix("级"))


def _each_of_its_level(
    subjects: tuple[Subject, ...], mentions: Sequence[IndicatorMention], text: str
) -> tuple[Subject, ...]:
    """债务余额减去市级债务余额: one name twice, each with the level that stands before it."""
    if len({subject.indicators for subject in subjects}) > 1 or len(mentions) != len(subjects):
        return subjects
    levels = [re.search(r"(?:[省市县区州]本级|[省市]级|县区级)$", text[: mention.start]) for mention in mentions]
    return tuple(
        _of_level(subject, level[0]) if level else subject for subject, level in zip(subjects, levels, strict=True)
    )


def _of_all(parts: Sequence[Question], read: Question, part: Question) -> Question:
    """接待多少游客、收入多少,2024年目标又是多少: a clause of another time that names nothing asks for all before it."""
    last = parts[-1]
    alike = [one for one in parts if (one.periods, one.regions) == (last.periods, last.regions) and one.numeric]
    subjects = tuple(dict.fromkeys(subject for one in alike for subject in one.subjects))
    elsewhen = bool(read.periods) and read.periods != last.periods
    if not elsewhen or read.indicators or read.terms or len(alike) < len(parts) or len(subjects) < 2:
        return part
    return replace(part, subjects=subjects, unit="") if part.operation is Operation.LOOKUP else part


def _held_together(operation: Operation, kinds: Sequence[Kind], periods: int, plain: str) -> Operation:
    """A target and its result, or the targets of two years of which one is raised or lowered."""
    if operation in (Operation.LOOKUP, Operation.COMPARE) and holds_both(kinds) and periods < 2:
        return Operation.ACHIEVE
    if operation is Operation.LOOKUP and periods == 2 and not kinds and MORE_OR_LESS.search(plain):
        return Operation.DIFFERENCE
    if operation in (Operation.LOOKUP, Operation.DIFFERENCE) and periods < 2 and GAP_TO_TARGET.search(plain):
        return Operation.ACHIEVE
    raised = operation is Operation.LOOKUP and periods == 2 and Kind.TARGET in kinds
    return Operation.COMPARE if raised and RAISED_OR_LOWERED.search(plain) else operation


def _said_of_others(question: Question, premise: Question) -> list[Question]:
    """充电桩1万个,停车泊位也是这个数: the same claim of the other things that the question names."""
    named = {*premise.indicators}
    premise = replace(premise, kinds=premise.kinds or (Kind.ACTUAL,))
    others = [one for one in question.subjects if one.indicators and not named & set(one.indicators)]
    return [
        replace(premise, text=f"{'、'.join(one.indicators)}{claim.text}", subjects=(replace(one, terms=()),))
        for one in others
        for claim in premise.claims[:1]
    ]


def _with_elided(rest: QuestionText, found: list[IndicatorMention]) -> list[IndicatorMention]:
    """The names, with those that are said in part only."""
    found = with_shared_tail(rest.text, with_shared_end(rest.text, found))
    found += [m for m in elided_mentions(rest.text, found) if rest.is_mostly_free(m.start, m.end)]
    return found + [m for m in told_again(rest.text, found) if rest.is_mostly_free(m.start, m.end)]


def _naming(spans: list[tuple[int, int]], mentions: list[IndicatorMention]) -> list[tuple[int, int]]:
    """The spans that name an indicator."""
    return [span for span in spans if any(span[0] <= m.start < span[1] for m in mentions)]


def _states_order(
    rest: QuestionText, mentions: list[IndicatorMention], places: Places, periods: tuple[Period, ...]
) -> bool:
    """甲比乙高吗: whether two things, places or years of the question are put in an order; not 比全市平均水平高."""
    order = stated_order(rest.text)
    if order is None:
        return False

    def is_other(start: int, end: int) -> bool:
        return order.other <= start and end <= order.start

    thing = len(mentions) > 1 and any(is_other(m.start, m.end) for m in mentions)
    place = len(places.regions) > 1 and any(is_other(s.start, s.end) for s in places.spots)
    if not (thing or place or len(periods) > 1):
        return False
    rest.take(order.start, order.end)
    return True


def _asks_which(text: str, claims: tuple[Quantity, ...]) -> bool:
    """385家还是560家: two values of one unit to choose from; not 总量还是全市第一,收入137亿元."""
    return any(
        one.unit == two.unit and re.fullmatch(r"[,，、\s]*还是[一-鿿]{0,4}", text[one.end : two.start])
        for one, two in pairwise(sorted(claims, key=lambda claim: claim.start))
    )


def _lies_ahead(periods: tuple[Period, ...], report_year: int | None) -> bool:
    return bool(periods) and report_year is not None and all(period.end > report_year for period in periods)
