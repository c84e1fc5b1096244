"""Which way of answering a question takes, and which is tried when that one leads to nothing."""

from __future__ import annotations

import re
from dataclasses import replace

from app.answering.absence import answer_absence
from app.answering.appointing import answer_post, asks_post
from app.answering.attributes import answer_attribute
from app.answering.beside import answer_beside
from app.answering.changing import answer_change, asks_widening
from app.answering.charging import answer_charge, speaks_of_charge
from app.answering.checking import answer_checked_share
from app.answering.claims import answer_claim
from app.answering.columns import answer_column
from app.answering.computing import answer_computed, growth_between, moved_between
from app.answering.context import Context
from app.answering.converting import answer_conversion
from app.answering.counting import answer_counted
from app.answering.defining import answer_definition, asked_term, is_counted_term, lists_too_few
from app.answering.deriving import answer_derived, answer_from_gap, answer_stated_gap
from app.answering.describing import answer_description
from app.answering.draft import Draft
from app.answering.given import answer_given, answer_part_of_given
from app.answering.granting import answer_grant, asks_ceiling
from app.answering.implying import answer_from_claims
from app.answering.leading import answer_leader, asks_leader
from app.answering.listing import answer_list
from app.answering.locating import answer_location
from app.answering.lookup import answer_figures
from app.answering.measures import answer_measures, asks_how
from app.answering.overview import answer_overview
from app.answering.positions import answer_position
from app.answering.premise import note_premise
from app.answering.reasoning import answer_contrary, answer_reason, asks_reason
from app.answering.remaining import answer_remaining, asks_remaining, tells_remaining
from app.answering.responsible import answer_responsible, answer_time_limit
from app.answering.rows import answer_row_words, asks_attribute
from app.answering.series import answer_each_year, answer_series
from app.answering.sharing import answer_share_of_part, answer_share_of_turns
from app.answering.shortcomings import answer_shortcomings, asks_shortcomings
from app.answering.siblings import answer_sibling
from app.answering.sourcing import answer_scope, answer_source
from app.answering.speaking import answer_speaker, asks_speaker
from app.answering.staging import answer_stages
from app.answering.structure import answer_structure
from app.answering.textual import answer_text
from app.answering.unfulfilled import answer_unfulfilled, asks_unfulfilled
from app.answering.wholes import answer_whole
from app.understanding.premises import asks_count
from app.understanding.question import COMPUTING, PLAN_KINDS, Operation, Question
from vectorstore.figure import Measure
from vectorstore.period import Period

_WHICH_ARE = re.compile(r"[”\"][,，]?(?:都|分别|具体)*[是指](?:的是)?[哪几]")  # “五化”是哪五化
_ASKS_NAMES = re.compile(r"姓名|名字|名单|谁")
_HEADLINE_WORDS = re.compile(r"(?:经济|社会|国民|发展|主要|预期|列[出全]|明确|总体|核心)+")
_HEADLINES = re.compile(
    r"(?:主要|核心|关键|总体|经济社会发展|经济|预期|各项).{0,8}(?:目标|指标|数据)|目标(?:有哪些|是什么|都是什么)"
)


def answered(question: Question, context: Context, draft: Draft) -> bool:
    """Answers one question into the draft. False where no way of answering it leads to anything."""
    if not context.catalogue.documents:
        return False
    if answer_whole(question, context, draft) or answer_remaining(question, context, draft):
        return True
    before, lines = draft.mark(), len(draft.lines)
    told = _told(question, context, draft)
    if told and asks_remaining(question) and not tells_remaining(draft.lines[lines:]):
        draft.go_back(before)  # what is done is no answer to what is left
        return False
    return told


def _told(question: Question, context: Context, draft: Draft) -> bool:
    if _from_before(question, context, draft) or _from_words(question, context, draft):
        return True
    if any(way(question, context, draft) for way in (answer_attribute, answer_counted, answer_grant)):
        return True
    if asks_ceiling(question):
        return False  # some other sum would be no answer
    return _on_its_whole(question, context, draft) or _on_its_subjects(question, context, draft)


def _on_its_whole(question: Question, context: Context, draft: Draft) -> bool:
    """What is told by what the question as a whole asks for."""
    if answer_description(question, context, draft) or answer_position(question, context, draft):
        return True
    if asks_speaker(question) and answer_speaker(question, context, draft):
        return True
    if asks_shortcomings(question) and answer_shortcomings(question, context, draft):
        return True
    if asks_unfulfilled(question) and answer_unfulfilled(question, context, draft):
        return True
    return _asks_for_headlines(question) and answer_overview(question, context, draft)


def _on_its_subjects(question: Question, context: Context, draft: Draft) -> bool:
    if not question.subjects:  # 江汉六条是哪六条, “八个云岫”: a name that is made of a place and a number
        return question.operation is Operation.LIST and answer_list(question, context, draft)
    if _from_notes(question, context, draft) or _reckoned(question, context, draft):
        return True
    return _by_operation(question, context, draft) or answer_from_gap(question, context, draft)


def _reckoned(question: Question, context: Context, draft: Draft) -> bool:
    """What follows from several figures by the meaning of the question, whatever its operation."""
    ways = (
        answer_stages,
        answer_structure,
        answer_stated_gap,
        answer_derived,
        answer_checked_share,
        answer_column,
        answer_change,
        answer_share_of_part,
    )
    return any(way(question, context, draft) for way in ways)


def _from_before(question: Question, context: Context, draft: Draft) -> bool:
    """A follow-up answered from what stands beside the figure before it."""
    if asks_widening(question):
        return False  # 扩大了多少 asks for more than the state before
    ways = (answer_sibling, answer_beside, answer_share_of_turns)
    return any(way(question, context, draft) for way in ways)


def _from_notes(question: Question, context: Context, draft: Draft) -> bool:
    """Who gave the data, and what a figure takes in: what a bulletin's notes say."""
    return answer_source(question, context, draft) or answer_scope(question, context, draft)


def _from_words(question: Question, context: Context, draft: Draft) -> bool:
    """A question that itself gives all the numbers it takes."""
    if answer_conversion(question, draft) or answer_given(question, context, draft):
        return True
    if answer_part_of_given(question, context, draft):
        return True
    return answer_from_claims(question, draft)


def _asks_for_headlines(question: Question) -> bool:
    """主要预期目标有哪些, 主要经济指标完成情况: nothing named but the kind, the region and the time."""
    named = question.indicators or question.claims  # 5项主要指标排全市第一 are not the headlines
    others = [term for term in question.terms if not _HEADLINE_WORDS.fullmatch(term)]
    return not named and bool(_HEADLINES.search(question.text)) and len("".join(others)) <= 4


def _by_operation(question: Question, context: Context, draft: Draft) -> bool:
    match question.operation:
        case Operation.VERIFY:
            return answer_claim(question, context, draft) or _plainly(question, context, draft)
        case Operation.DEFINE:
            return answer_definition(question, context, draft) or _only_mentioned(question, context, draft)
        case Operation.RESPONSIBLE:
            return _by_charge(question, context, draft)
        case Operation.LOCATE:
            return answer_location(question, context, draft)
        case Operation.SERIES:
            return answer_series(question, context, draft) or _plainly(question, context, draft)
        case Operation.LIST:
            return answer_list(question, context, draft) or _named_or_told(question, context, draft)
        case Operation.PERSON if asks_leader(question) and answer_leader(question, context, draft):
            return True
        case Operation.PERSON | Operation.TEXT:
            return _textually(question, context, draft)
        case operation if operation in COMPUTING:
            return _computed(question, context, draft)
        case _:
            return _plainly(question, context, draft)


def _computed(question: Question, context: Context, draft: Draft) -> bool:
    """Reckoned, else as the reports state it; 满意的占多少 is not told by 14件."""
    if moved_between(question) and _moved(question, context, draft):
        return True
    before = draft.mark()
    if question.operation is Operation.ACHIEVE and asks_reason(question):  # 为什么没完成预算
        if answer_reason(replace(question, operation=Operation.TEXT), context, draft) and not draft.refused:
            return True
        draft.go_back(before)
        draft.refused = False
    share = question.operation is Operation.SHARE and question.measure is None
    plain = replace(question, measure=Measure.SHARE) if share else question
    return answer_computed(question, context, draft) or _plainly(plain, context, draft)


def _only_mentioned(question: Question, context: Context, draft: Draft) -> bool:
    """The sentences that speak of what no sentence explains, said to be no explanation."""
    if len(question.terms) < 2 or not answer_text(question, context, draft):
        return False
    draft.say("（报告没有专门解释这一说法，以上是提到它的句子。）")
    return True


def _by_charge(question: Question, context: Context, draft: Draft) -> bool:
    if asks_leader(question) and answer_leader(question, context, draft):
        return True
    ways = (answer_responsible, answer_row_words, answer_charge)
    told = any(way(question, context, draft) for way in ways)
    return told or answer_text(question, context, draft, accept=speaks_of_charge)


def _named_or_told(question: Question, context: Context, draft: Draft) -> bool:
    """The words that a quoted term counts, else the sentences that answer."""
    counts = is_counted_term(asked_term(question))
    if (counts or _WHICH_ARE.search(question.text)) and answer_definition(question, context, draft):
        return True
    before = len(draft.lines)
    told = _textually(question, context, draft)
    if told and lists_too_few(question, draft.lines[before:]):
        draft.lines.insert(before, f"报告提到“{asked_term(question)}”，但没有逐一列出。提到它的句子是：")
        draft.refused = True
    return told


def _plainly(question: Question, context: Context, draft: Draft) -> bool:
    """A plain look-up: figures where a number is asked for, else the sentences that answer."""
    question = replace(question, operation=Operation.LOOKUP)
    if question.premises and note_premise(question, context, draft):
        if asks_count(question.text):
            answer_figures(replace(question, claims=(), premises=()), context, draft)
        return True
    if question.measure is Measure.GROWTH and _spans_years(question) and _growth_over(question, context, draft):
        return True
    if not question.numeric and answer_definition(question, context, draft, entries_only=True):
        return True
    if (not question.numeric or asks_attribute(question)) and answer_row_words(question, context, draft):
        return True
    if question.claims and not question.premises and any(subject.counted for subject in question.subjects):
        note_premise(question, context, draft)  # 改造的42个小区惠及多少居民: 42个 is held against the ledger, too
    if question.numeric or question.indicators:
        ways = (answer_each_year, answer_figures, _grown_in_a_year)
        if any(way(question, context, draft) for way in ways):
            return True
        if question.numeric or question.periods or question.kinds:
            return _without_figure(question, context, draft)
    return answer_text(question, context, draft)


def _without_figure(question: Question, context: Context, draft: Draft) -> bool:
    """What the ledger lacks: that there was none of it, or a sentence that surely gives it."""
    if answer_absence(question, context, draft):
        return True
    return not _in_ledger(question) and answer_text(question, context, draft, sure=True)


def _growth_over(question: Question, context: Context, draft: Draft) -> bool:
    """The growth over a span of years: as stated for its last year, else reckoned from both ends."""
    stated = replace(question, periods=(max(question.periods),))
    if _year_on_year(question) and answer_figures(stated, context, draft):
        return True
    return growth_between(question, context, draft)


def _grown_in_a_year(question: Question, context: Context, draft: Draft) -> bool:
    """The growth that no report states, from the totals of the year and of the one before."""
    year = question.periods[0] if len(question.periods) == 1 else None
    planned = any(kind in PLAN_KINDS for kind in question.kinds)
    if question.measure is not Measure.GROWTH or planned or question.claims or year is None or year.part:
        return False
    before = Period.year(year.start - 1)
    return year.start == year.end and growth_between(replace(question, periods=(before, year)), context, draft)


def _moved(question: Question, context: Context, draft: Draft) -> bool:
    """How far two years lie apart; with a kind for each (预算与上年完成数相比) no stated growth tells that."""
    over = growth_between if len(question.kinds) > 1 else _growth_over
    return over(question, context, draft)


def _in_ledger(question: Question) -> bool:
    """Whether the ledger is the judge: of known indicators and of outright targets, what it lacks no sentence gives."""
    return question.kind_strong or bool(question.indicators)


def _textually(question: Question, context: Context, draft: Draft) -> bool:
    """Sentences, with a wrong figure in the question put right first."""
    noted = note_premise(question, context, draft)
    if asks_post(question):
        return answer_post(question, context, draft)
    if answer_row_words(question, context, draft) or answer_time_limit(question, context, draft):
        return True
    if asks_reason(question):
        ways = (answer_reason, answer_contrary)
        return noted or any(way(question, context, draft) for way in ways)
    if asks_how(question) and answer_measures(question, context, draft):
        return True
    if answer_text(question, context, draft) or noted:
        return True
    if question.operation is Operation.PERSON or _ASKS_NAMES.search(question.text):
        return False  # 补选的代表都有谁 is not answered by how many they are
    return bool(question.indicators) and answer_figures(question, context, draft)


def _year_on_year(question: Question) -> bool:
    years = sorted(period.end for period in question.periods)
    return len(years) == 2 and years[1] - years[0] == 1


def _spans_years(question: Question) -> bool:
    return (len(question.periods) == 2 and not question.pairs) or (
        len(question.periods) == 1 and question.periods[0].start < question.periods[0].end
    )
