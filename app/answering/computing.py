"""Answers that reckon: the operands are looked up and stated with their sources, the arithmetic is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from app import compute
from app.answering.achieving import answer_achieved
from app.answering.cells import asked_regions, cells, find_cells
from app.answering.context import Context, Found
from app.answering.draft import Draft
from app.answering.implying import answer_implied
from app.answering.lookup import answer_figures, claim_correction, missing_line, place_and_time, say_figure
from app.answering.operands import guarded, list_operands, say_result
from app.compute import ComputeError, Result
from app.evidence import Candidate
from app.phrasing import KIND_LABELS, figure_clause, period_label, subject_label
from app.question import Operation, Question, Subject
from vectorstore.figure import Figure, Measure
from vectorstore.period import Period
from vectorstore.region import Region


def answer_computed(question: Question, context: Context, draft: Draft) -> bool:
    """Runs the operation's method. False when the operands are not there, with the draft untouched."""
    methods: dict[Operation, Callable[[Question, Context, Draft], bool]] = {
        Operation.ACHIEVE: answer_achieved,
        Operation.DIFFERENCE: _difference,
        Operation.COMPARE: _compare,
        Operation.RANK: _compare,
        Operation.SUM: _sum,
        Operation.AVERAGE: _average,
        Operation.SHARE: _share,
        Operation.RATIO: _ratio,
        Operation.IMPLIED: answer_implied,
    }
    return methods[question.operation](question, context, draft)


def _once(found: Sequence[Found]) -> list[Found]:
    """Each ledger entry is one operand, however many cells led to it."""
    kept: dict[tuple[str, int], Found] = {}
    for one in found:
        if one.best:
            kept.setdefault((one.best.figure.document, one.best.figure.start), one)
    return list(kept.values())


def _found(question: Question, context: Context, draft: Draft) -> list[Found]:
    """The cells with a figure; what is missing beside them is said."""
    cells = find_cells(question, context)
    present = _once([one for one in cells if one.best])
    if present:
        for one in cells:
            if one.best is None and (question.regions or len(question.periods) > 1):
                draft.say(missing_line(question, one))
    return present


def _figures(found: Sequence[Found]) -> list[Figure]:
    """The cells' figures, chosen together: of one measure, and of one report and kind where the cells offer that."""
    first = [one.best.figure for one in found if one.best]
    measures = {figure.measure for figure in first}
    if len(measures) > 1:
        for measure in (Measure.LEVEL, Measure.GROWTH, Measure.SHARE):
            chosen = [next((c.figure for c in one.agreeing if c.figure.measure is measure), None) for one in found]
            if all(chosen):
                return [figure for figure in chosen if figure]
    if len(found) != 2:
        return first
    pairs = [(_fit_together(a, b), a.figure, b.figure) for a in _as_good(found[0]) for b in _as_good(found[1])]
    _, one, other = max(pairs, key=lambda pair: pair[0])
    return [one, other]


def _as_good(found: Found) -> list[Candidate]:
    best = found.agreeing[0] if found.agreeing else None
    return [c for c in found.agreeing[:10] if best and c.coverage >= best.coverage - 0.1 and c.penalty <= best.penalty]


def _fit_together(one: Candidate, other: Candidate) -> float:
    """How good both are, and whether they stand in one report, are of one kind and of one measure."""
    a, b = one.figure, other.figure
    same_region = a.region == b.region
    together = 0.3 * (a.document == b.document) + 0.2 * (a.subdocument == b.subdocument) if same_region else 0.0
    return one.score + other.score + together + 0.2 * (a.kind is b.kind) + 0.5 * (a.measure is b.measure)


def _difference(question: Question, context: Context, draft: Draft) -> bool:
    found = _found(question, context, draft)
    if len(found) < 2:
        return _single(question, context, draft, found)
    first, second = _figures(found)[:2]
    numbers = list_operands([first, second], draft)
    try:
        result = compute.difference(first, second)
    except ComputeError as error:
        draft.say(f"以上数字不能直接相减：{error}。")
        return True
    larger, smaller, word = (first, second, "多") if result.value >= 0 else (second, first, "多")
    word = "高" if result.unit in {compute.POINTS} else word
    if result.value < 0:
        result = compute.difference(second, first)
    say_result(f"{_name(larger, smaller)}较{word}，{word}出", result, numbers, draft, larger)
    return True


def _name(figure: Figure, other: Figure) -> str:
    """What tells this operand from the other."""
    parts = []
    if figure.region != other.region:
        parts.append(figure.region.name)
    if figure.period != other.period:
        parts.append(period_label(figure.period))
    if figure.indicator != other.indicator or (not parts and figure.kind is other.kind):
        parts.append(subject_label(figure))
    if figure.kind is not other.kind:
        parts.append(KIND_LABELS[figure.kind] + "数")
    return "".join(parts)


def _compare(question: Question, context: Context, draft: Draft) -> bool:
    if (
        question.operation is Operation.COMPARE
        and not question.regions
        and not question.all_regions
        and len(question.subjects) < 2
        and len(question.periods) < 2
    ):
        return False
    if question.operation is Operation.RANK and not question.regions:
        question = replace(question, all_regions=True)
    found = _found(question, context, draft)
    if len(found) < 2:
        return _single(question, context, draft, found)
    figures = _figures(found)
    try:
        ordered = sorted(figures, key=lambda f: -compute.in_unit_of(f, figures[0]))
    except ComputeError as error:
        list_operands(figures, draft)
        draft.say(f"以上数字不能直接比较：{error}。")
        return True
    lowest = any(
        word in question.text
        for word in ("最低", "最少", "最小", "从低", "由低", "更低", "更少", "谁少", "谁低", "哪个少", "哪个低")
    )
    for one in found:
        if claim_correction(question, one):
            say_figure(question, one, draft)
    numbers = {id(f): draft.state(f) for f in ordered}
    draft.lines.insert(0, _verdict(ordered, lowest))
    draft.say("| 名次 | 地区·时间·指标 | 数字 | 出处 |\n| --- | --- | --- | --- |")
    rows = list(reversed(ordered)) if lowest else ordered
    for place, figure in enumerate(rows, start=1):
        draft.say(
            f"| {place} | {place_and_time(figure)}{subject_label(figure)} "
            f"| {figure_clause(figure)} | [{numbers[id(figure)]}] |"
        )
    if len(ordered) == 2:
        operands = tuple(numbers[id(f)] for f in ordered)
        guarded(draft, operands, "两者相差", lambda: compute.difference(ordered[0], ordered[1]), ordered[0])
    return True


def _verdict(ordered: Sequence[Figure], lowest: bool) -> str:
    first, second = (ordered[-1], ordered[-2]) if lowest else (ordered[0], ordered[1])
    name = _name(first, second) or subject_label(first)
    if compute.signed(first) == compute.signed(second) and first.unit == second.unit:
        return f"{name}与{_name(second, first) or subject_label(second)}相同。"
    return f"{name}{'最' if len(ordered) > 2 else '较'}{'低' if lowest else '高'}。"


def _sum(question: Question, context: Context, draft: Draft) -> bool:
    found = _found(question, context, draft)
    wanted = len(cells(question, context))
    if len(found) == 1 and wanted == 1:
        found = _siblings(question, found[0])
    if len(found) < 2:
        said = _single(question, context, draft, found)
        if said and wanted > 1:
            draft.say("所列各项没有找全，不能合计。")
        return said
    figures = _figures(found)
    numbers = list_operands(figures, draft)
    if wanted > 1 and len(found) < len(cells(question, context)) and question.regions:
        draft.say("所列各项没有找全，不能合计。")
        return True
    guarded(draft, numbers, "合计", lambda: compute.total(figures), *figures)
    return True


def _siblings(question: Question, found: Found) -> list[Found]:
    """三大产业集群产值合计: the so many figures of one sentence that share the subject."""
    count = re.search(r"([二两三四五六七八九十]|\d+)(?:大|个|项|类|家|种)", question.text)
    if count is None or found.best is None:
        return [found]
    model = found.best.figure
    alike = [
        c for c in found.agreeing if c.figure.sentence_start == model.sentence_start and c.figure.unit == model.unit
    ]
    alike = [c for c in alike if c.figure.measure is model.measure and c.figure.document == model.document]
    digits = count.group(1)
    wanted = int(digits) if digits.isdigit() else "零一二三四五六七八九十".find(digits.replace("两", "二"))
    return [replace(found, best=c, rivals=(), agreeing=(c,)) for c in alike] if len(alike) == wanted else [found]


def _average(question: Question, context: Context, draft: Draft) -> bool:
    found = _found(question, context, draft)
    if len(found) >= 2:
        figures = _figures(found)
        numbers = list_operands(figures, draft)
        guarded(draft, numbers, "平均为", lambda: compute.mean(figures), *figures)
        return True
    if not found or found[0].best is None:
        return False
    figure = found[0].best.figure
    years = figure.period.end - figure.period.start + 1 if figure.period else 1
    if years < 2 or figure.measure is not Measure.LEVEL or figure.unit == compute.PERCENT:
        return _single(question, context, draft, found)
    numbers = list_operands([figure], draft)
    say_result("平均每年", compute.per(figure, years, "年"), numbers, draft, figure)
    return True


def _share(question: Question, context: Context, draft: Draft) -> bool:
    whole = re.search(r"占全([市省国])", question.text)
    if whole and len(question.subjects) == 1:
        return _share_of_parent(question, context, draft, whole.group(1))
    direct = replace(question, operation=Operation.LOOKUP, measure=Measure.SHARE)
    merged = replace(question.subjects[0], terms=question.terms, measure=None)
    stated = context.find(replace(direct, subjects=(merged,)), merged, *_place(question, context))
    if stated.best and _is_part(question.subjects[0], stated.best.figure) and stated.best.coverage > 0.85:
        say_figure(direct, stated, draft)
        return True
    if len(question.subjects) < 2:
        return answer_figures(direct, context, draft)
    return _two(question, context, draft, "占比为", compute.share)


def _is_part(subject: Subject, figure: Figure) -> bool:
    """Whether a stated share is the asked part's own: 研发投入占GDP比重 is no share of GDP in anything."""
    return not subject.indicators or any(figure.indicator.startswith(name) for name in subject.indicators)


def _share_of_parent(question: Question, context: Context, draft: Draft, level: str) -> bool:
    """GDP占全市比重: the place's figure over that of the city, province or nation, where the reports give both."""
    region, period = _place(question, context)
    if region is None:
        return False
    subject = replace(question.subjects[0], measure=None)
    plain = replace(question, measure=Measure.LEVEL, kinds=question.kinds)
    parents = [
        r
        for r in context.catalogue.spoken_of
        if r.level.value == level and (r.name in region.parents or not region.parents)
    ]
    part = context.find(plain, subject, region, period)
    for parent in parents:
        whole = context.find(plain, subject, parent, period)
        if part.best and whole.best:
            first, second = _figures([part, whole])
            numbers = list_operands([first, second], draft)
            guarded(draft, numbers, f"占全{level}比重为", partial(compute.share, first, second), first)
            return True
    return False


def _ratio(question: Question, context: Context, draft: Draft) -> bool:
    direct = replace(question, operation=Operation.LOOKUP, measure=Measure.MULTIPLE)
    return answer_figures(direct, context, draft) or _two(question, context, draft, "前者是后者的", compute.ratio)


def _two(
    question: Question, context: Context, draft: Draft, label: str, method: Callable[[Figure, Figure], Result]
) -> bool:
    found = _found(replace(question, measure=None), context, draft)
    if len(found) < 2:
        return _single(question, context, draft, found)
    first, second = _figures(found)[:2]
    numbers = list_operands([first, second], draft)
    guarded(draft, numbers, label, lambda: method(first, second), first)
    return True


def _place(question: Question, context: Context) -> tuple[Region | None, Period | None]:
    return asked_regions(question, context)[0], question.periods[0] if question.periods else None


def _single(question: Question, context: Context, draft: Draft, found: Sequence[Found]) -> bool:
    """Only one operand is there (or the words were a plain look-up after all)."""
    if not found:
        return False
    for one in found:
        say_figure(replace(question, operation=Operation.LOOKUP), one, draft)
    return True


def _size(result: Result) -> Result:
    """The result without its sign, which the words say."""
    return replace(result, value=abs(result.value))


def growth_between(question: Question, context: Context, draft: Draft) -> bool:
    """2020年比2016年增长多少: computed from the two totals when the reports do not give it."""
    if len(question.periods) == 1 and question.periods[0].start < question.periods[0].end:
        span = question.periods[0]
        question = replace(question, periods=(Period.year(span.start), Period.year(span.end)))
    levels = replace(question, measure=Measure.LEVEL, kinds=question.kinds if len(question.kinds) == 2 else (), unit="")
    found = [one for one in find_cells(levels, context) if one.best and one.best.figure.measure is Measure.LEVEL]
    if len(found) != 2:
        return False
    earlier, later = sorted((one.best.figure for one in found if one.best), key=lambda f: str(f.period))
    if earlier.period == later.period:
        return False
    numbers = list_operands([earlier, later], draft)
    fell = compute.signed(later) < compute.in_unit_of(earlier, later)
    guarded(draft, numbers, "减少" if fell else "增加", lambda: _size(compute.difference(later, earlier)), later)
    guarded(draft, numbers, "下降" if fell else "增长", lambda: _size(compute.growth(later, earlier)), later)
    return True
