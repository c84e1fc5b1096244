"""What follows from two figures side by side by its meaning: 顺差 from 出口 and 进口, 结案率 from 结案 and 受理."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from app import compute
from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.operands import guarded, list_operands, say_result
from app.answering.stating import place_and_time
from app.compute import Result
from app.derivation import Derivation, derivation_in
from app.evidence.agreement import period_agreement
from app.understanding.question import PLAN_KINDS, Question
from app.understanding.terms import borne, term_weight
from vectorstore.budget_level import level_in, level_of
from vectorstore.figure import Figure, Kind, Measure
from vectorstore.quantity import same_dimension
from vectorstore.record import FigureFilter
from vectorstore.region import Region
from vectorstore.regions import same_place

PASSAGES = 30
MOST_PLACES = 3
_AGAINST_TARGET = re.compile(r"目标|计划|预期")
_ASKS_GAP = re.compile(r"(?:[超高低快慢多少][于出过]?|相?差)[^,，。?？]{0,12}(?:多少|几)个?(?:百分)?点")
_RECKONS = re.compile(r"算|除以|÷|占")
_SAYS_NOTHING = re.compile(
    r"20\d\d年|[我本全][省市区县]|省?财政[厅部局]|核定|下达|批准|地方|政府|[区县]级|各类|各种|各级|案件|法定|(?:环境)?空气(?:质量)?|总[数额量值]|全[区市县省年]|货物|外贸|贸易|全部|金融机构|本外币|人民币|年末|期末|各项|金额|[数额约为的、，,\s()（）]"
)


@dataclass(frozen=True)
class Pair:
    """The two operands; words: how many of the question's words the sentence bears."""

    first: Figure
    second: Figure
    words: float


def answer_derived(question: Question, context: Context, draft: Draft) -> bool:
    """Reckons a quantity that the question names and the reports only give the operands of. False when they do not."""
    named = derivation_in("".join(question.text.split()))
    if named is None:
        return False
    derivation, name = named
    said: list[Region] = []
    for region in asked_regions(question, context):
        spelled = question.text.replace(name, "".join([derivation.first[0], derivation.second[0]]))
        figures = figures_around(replace(question, text=spelled), region, context)
        if not _RECKONS.search(question.text) and _is_stated(name, question, figures):
            continue
        for pair in _best_pairs(derivation, name, question, figures, context):
            if len(said) < MOST_PLACES and not any(same_place(pair.first.region, place) for place in said):
                said.append(pair.first.region)
                _say(derivation, name, pair, draft)
    return bool(said)


def _say(derivation: Derivation, name: str, pair: Pair, draft: Draft) -> None:
    numbers = list_operands([pair.first, pair.second], draft)
    methods: dict[str, Callable[[Figure, Figure], Result]] = {
        "difference": compute.difference,
        "share": compute.share,
        "ratio": compute.ratio,
        "quotient": partial(compute.quotient, unit=derivation.unit, per=derivation.per),
    }
    first, second = pair.first, pair.second
    spoken = _spoken(name, derivation)
    if derivation.opposite and compute.in_unit_of(first, second) < second.value:
        first, second = second, first
        spoken = (
            f"并非{spoken}，而是{spoken.replace(*derivation.opposite)}" if derivation.opposite[0] in spoken else spoken
        )
    per = f"，每{derivation.per}" if derivation.per else f"{spoken}为"
    label = f"报告没有直接给出，由以上两数计算，{place_and_time(first)}{per}"
    guarded(draft, numbers, label, lambda: methods[derivation.how](first, second), first)


def _spoken(name: str, derivation: Derivation) -> str:
    """What the result is called: 结案占受理 is spoken of as 结案占受理的比例, 离限额还差 as the difference."""
    if derivation.label and name not in derivation.names:
        return derivation.label
    if "城镇" in name or "城乡" in name:
        return "城乡居民收入之比"
    if "限额" in name:
        return "债务限额与余额之差"
    return f"{name}的比例" if "占" in name else name


def figures_around(question: Question, region: Region | None, context: Context) -> list[Figure]:
    """The figures of the passages that speak of the question, in its place and period, best passage first."""
    passages = context.passages(question, region, PASSAGES)
    places = context.catalogue.names(region) if region else ()
    ids = tuple(passage.id for passage in passages)
    if not ids:
        return []
    where = FigureFilter(regions=places, passages=ids, documents=context.scope.documents, groups=context.scope.groups)
    rank = {id: place for place, id in enumerate(ids)}
    held = [
        figure
        for figure in context.store.figures(where)
        if period_agreement(question.periods, figure.period) > 0 and (question.kinds or figure.kind not in PLAN_KINDS)
    ]
    return sorted(held, key=lambda f: (rank[f.passage], f.start))


def _is_stated(name: str, question: Question, figures: Iterable[Figure]) -> bool:
    """Whether a report gives the quantity itself, under its very name."""
    for figure in figures:
        own = figure.row.split("/")[-1] or figure.phrase
        if _bare(name) in _bare(own) and _left_over(_bare(own), (_bare(name),)) in question.text:
            return True
    return False


def _bare(name: str) -> str:
    return re.sub(r"居民|人均|可支配|之|值$", "", name)


def _best_pairs(
    derivation: Derivation, name: str, question: Question, figures: Sequence[Figure], context: Context
) -> list[Pair]:
    """Operands that stand side by side, those whose sentence bears most of the question's words."""
    own_level = bool(level_in(question.asked_text))
    levels = [
        f for f in figures if f.measure is Measure.LEVEL and f.certain and not f.row and bool(level_of(f)) == own_level
    ]
    known = "".join([name, *derivation.first, *derivation.second])
    terms = [t for t in question.terms if term_weight(t, context.wording) >= 1 and t not in known]
    pairs = []
    for one in levels:
        if not _is_operand(one, derivation.first, derivation, question):
            continue
        for two in levels:
            if _beside(one, two, derivation) and _is_operand(two, derivation.second, derivation, question):
                pairs.append(Pair(one, two, _words_borne(terms, one, context)))
    most = max((pair.words for pair in pairs), default=0.0)
    return [pair for pair in pairs if pair.words == most]


def _beside(one: Figure, two: Figure, derivation: Derivation) -> bool:
    """Whether two figures stand in one section, no farther apart than may be, and can be reckoned with each other."""
    one_place = (one.document, one.subdocument, one.section) == (two.document, two.subdocument, two.section)
    near = one_place and 0 < abs(one.start - two.start) <= derivation.near
    if derivation.how == "quotient":
        fits = same_dimension(one.unit, derivation.unit) and same_dimension(two.unit, derivation.per)
    else:
        fits = same_dimension(one.unit, two.unit)
    return near and fits and one.period == two.period and one.kind is two.kind


def _is_operand(figure: Figure, words: Sequence[str], derivation: Derivation, question: Question) -> bool:
    name = figure.phrase.removeprefix(figure.region.name)
    if any(word in name for word in derivation.apart) or not any(word in name for word in words):
        return False
    return _left_over(name, words) in question.text


def _left_over(name: str, words: Sequence[str]) -> str:
    """What a name says beyond the words: 受理民事案件 beyond 受理 says 民事."""
    for word in sorted(words, key=len, reverse=True):
        if word in name:
            name = name.replace(word, "", 1)
            break
    return _SAYS_NOTHING.sub("", name)


def _words_borne(terms: Sequence[str], figure: Figure, context: Context) -> float:
    clean = context.store.clean_text(figure.document)
    text = clean[figure.sentence_start : figure.sentence_end].lower() + figure.subdocument.lower()
    return sum(borne(term, text, context.wording) for term in terms)


def answer_from_gap(question: Question, context: Context, draft: Draft) -> bool:
    """增长4.6%，较计划目标低2.9个百分点: the target that follows where none is given. False without both."""
    if question.kinds != (Kind.TARGET,) or not question.indicators:
        return False
    for region in asked_regions(question, context):
        named, gaps = _gaps(question, region, context)
        for gap in gaps:
            rate = next((f for f in named if f.measure is Measure.GROWTH and _in_one_sentence(f, gap)), None)
            if rate:
                numbers = list_operands([rate, gap], draft)
                label = f"报告没有直接给出，由以上两数计算，{place_and_time(rate)}{rate.indicator}增速目标为"
                say_result(label, compute.less_points(rate, gap), numbers, draft, rate)
                return True
    return False


def answer_stated_gap(question: Question, context: Context, draft: Draft) -> bool:
    """超目标几个百分点: the gap where the reports state it themselves. False where they do not."""
    if Kind.TARGET not in question.kinds or not question.indicators or not _ASKS_GAP.search(question.text):
        return False
    gaps = [gap for region in asked_regions(question, context) for gap in _gaps(question, region, context)[1][:1]]
    list_operands(gaps, draft)
    return bool(gaps)


def _gaps(question: Question, region: Region | None, context: Context) -> tuple[list[Figure], list[Figure]]:
    """The results of what is asked about, and those of them that say how far they lie from a target."""
    around = figures_around(replace(question, kinds=(Kind.ACTUAL,)), region, context)
    named = [figure for figure in around if figure.indicator in question.indicators]
    return named, [f for f in named if f.measure is Measure.CHANGE and _AGAINST_TARGET.search(f.base)]


def _in_one_sentence(one: Figure, other: Figure) -> bool:
    return (one.document, one.sentence_start, one.period) == (other.document, other.sentence_start, other.period)
