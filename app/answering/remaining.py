"""What is left to do (还有多少项没销号): the whole less what is done, where one sentence gives both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from app import compute
from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.operands import guarded
from app.evidence.agreement import period_agreement
from app.evidence.sentences import Weighed, weigh_sentences
from app.understanding.question import PLAN_KINDS, Question
from app.understanding.terms import content_words
from vectorstore.figure import Figure, Measure
from vectorstore.quantity import dimension
from vectorstore.record import FigureFilter

_ASKS = re.compile(
    r"(?:还有|还剩下?|还差|尚有|剩下?)(?:多少|几)[一-鿿]{0,2}?(?:没有?|尚?未)(?P<act>[一-鿿]{1,4}?)(?:完|掉|好|成)?(?:的|了|呢)?[?？。]?$"
)
_IN_ALL = re.compile(r"累计|已经?|共")
_DOING = frozenset({"办", "做", "干", "落实", "兑现", "办理"})  # 没办完 of what 已完成
_SLOTS = re.compile(r"20\d\d年(?:底|末)?|(?:到|截至|截止)|还有.*")
PASSAGES, ENOUGH, LEAD = 14, 0.7, 8


def asks_remaining(question: Question) -> bool:
    """Whether what is not done yet is asked for."""
    return bool(_ASKS.search(question.text))


def tells_remaining(lines: Sequence[str]) -> bool:
    """Whether an answer speaks of what is left."""
    return any(re.search("未|没|尚|剩|余下", line) for line in lines)


def answer_remaining(question: Question, context: Context, draft: Draft) -> bool:
    """The sentence that gives the whole and what of it is done, and what is left. False where none gives both."""
    asked = _ASKS.search(question.text)
    if asked is None or question.claims:
        return False
    for region in asked_regions(question, context):
        terms = content_words(_SLOTS.sub(" ", question.text[: asked.start()]), context.wording)
        names = {name for place in question.regions for name in context.catalogue.names(place)}
        terms = [term for term in terms if not any(term in name for name in names)] or list(question.terms)
        passages = context.passages(question, region, PASSAGES)
        for one in weigh_sentences([*terms, asked["act"]], passages, context.store, context.wording):
            pair = _whole_and_done(asked["act"], one, question, context) if one.own >= ENOUGH else None
            if pair:
                numbers = (draft.state(pair[0]), draft.state(pair[1]))
                draft.say(f"{one.sentence.text}[{numbers[0]}]")
                left = partial(compute.difference, replace(pair[0], unit=pair[1].unit), pair[1])
                guarded(draft, numbers, f"由以上两数计算，未{asked['act']}的为", left, *pair)
                return True
    return False


def _whole_and_done(act: str, one: Weighed, question: Question, context: Context) -> tuple[Figure, Figure] | None:
    """The last number of what is done, what has run up first, and the nearest larger count before it."""
    passage = one.sentence.passage
    held = context.store.figures(FigureFilter(documents=(passage.document,), passages=(passage.id,)))
    told = [f for f in held if one.sentence.start <= f.start < one.sentence.end and _counts(f, question)]
    clean = context.store.clean_text(passage.document)
    leads = {f.start: clean[max(one.sentence.start, f.start - LEAD) : f.start] for f in told}
    spelt = act if len(act) > 1 else f"{act}[一-鿿]?"  # 没改完 of what was 改造
    spelt = f"{spelt}|完成" if act in _DOING else spelt
    done = [f for f in told if re.search(rf"(?:{spelt})了?$", leads[f.start]) and f.kind not in PLAN_KINDS]
    done = [f for f in done if _IN_ALL.search(leads[f.start])] or done
    return _with_whole(done[-1], [f for f in told if act not in leads[f.start]]) if done else None


def _with_whole(done: Figure, others: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    wholes = [f for f in others if f.start < done.start and f.value > done.value]
    return (wholes[-1], done) if wholes else None


def _counts(figure: Figure, question: Question) -> bool:
    """Whether a figure counts things, done or to be done, in the time that is asked for."""
    counted = figure.measure is Measure.LEVEL and dimension(figure.unit).startswith("count")
    return counted and period_agreement(question.periods, figure.period) > 0
