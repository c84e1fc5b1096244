"""Why something is so: the reason that a report gives, or that it gives none."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain

from app.answering.cells import find_cells
from app.answering.context import Context
from app.answering.correcting import claim_correction
from app.answering.draft import Draft
from app.answering.found import Found
from app.answering.stating import say_figure
from app.answering.textual import answer_text
from app.evidence.candidates import Candidate
from app.evidence.sentences import share_of_terms
from app.understanding.question import Operation, Question
from vectorstore.figure import Measure
from vectorstore.indicators import aliases

_ASKS = re.compile(
    r"为什么|为啥|为何|原因|怎么会|咋会|何以|缘由|缘故|靠(?:的是)?(?:什么|啥|哪)|(?:怎么|从哪里?|哪里)来的|得益于(?:什么|哪)|怎么做到|什么(?:拉动|带动)"
    r"|(?:毛病|问题|卡|堵)出?在(?:哪|什么)|凭(?:的是)?(?:什么|啥|哪)|[咋怎]么?(?:就|这么|那么|老是?|总是?|还是?|回事)|症结"
)
_GIVES = re.compile(
    r"原因|由于|因为|因(?![此而素])|受[^，。；]{1,48}影响|主要[是系由]|(?<=[,，])系|导致|得益于|带动|拉动|源于|在于|基数"
)
_GIVES_NONE = re.compile(r"[因由]?于?(?:各种|种种|有关|某些|其他|个人)原因")
_NEXT = re.compile(r"[^。；\n]{0,120}[。；]")
_NEGATED = re.compile(r"没能|没有?(?!多少|多久)|未能?|不能|始终不|一直不")
FEWEST_TERMS, EVERY = 2, 0.95
NEARLY = 0.1
MOST_CANDIDATES = 5


def asks_reason(question: Question) -> bool:
    return bool(_ASKS.search(question.text))


def gives_reason(text: str) -> bool:
    """Whether a sentence names a reason, not merely that there were 各种原因."""
    return bool(_GIVES.search(_GIVES_NONE.sub("", text)))


def answer_reason(question: Question, context: Context, draft: Draft) -> bool:
    """The figure's own sentence where it gives a reason, else sentences that give one; else says that none is given.

    What the question wrongly takes for granted is put right: 新增136家,是怎么做到的 of what were 18.

    False when neither a reason nor the figure is found.
    """
    asked = replace(question, operation=Operation.LOOKUP, claims=(), unit="", measure=None)
    named = question.indicators or question.numeric
    found = find_cells(asked, context) if named else []
    moves = [replace(asked, measure=measure) for measure in (Measure.GROWTH, Measure.CHANGE) if named]
    for one in chain(found, (cell for move in moves for cell in find_cells(move, context))):
        if _say_reason(one, context, draft):
            return True
    names = [alias for name in question.indicators for alias in aliases(name)]

    def tells(text: str) -> bool:
        return gives_reason(text) and (not names or any(name in text for name in names))

    if answer_text(question, context, draft, accept=tells):
        return True
    corrections = [claim_correction(question, one) if one.best else "" for one in found]
    told = [
        (one, put)
        for one, put in zip(found, corrections, strict=True)
        if one.best and (put or _moves(question, one.best))
    ]
    for one, put in told:
        say_figure(asked, one, draft, put)
    if told and not any(corrections):
        draft.refused = True
        draft.say("报告只给出上述数字，没有说明原因。")
    return bool(told)


def answer_contrary(question: Question, context: Context, draft: Draft) -> bool:
    """为什么没能退出后十: a sentence that tells of that very thing without any 没. False where there is none."""
    if not _NEGATED.search(question.text) or len(question.terms) < FEWEST_TERMS:
        return False

    def denies(text: str) -> bool:
        return not _NEGATED.search(text) and share_of_terms(question.terms, text, context.wording) >= EVERY

    said = len(draft.lines)
    if not answer_text(question, context, draft, accept=denies):
        return False
    draft.lines.insert(said, "与问题的说法不同，报告的说法是：")
    return True


def _moves(question: Question, candidate: Candidate) -> bool:
    """Whether a figure can be what the question asks the reason of: a change where it states a change itself."""
    return (
        question.measure is not Measure.GROWTH
        or not question.claims
        or candidate.figure.measure in (Measure.GROWTH, Measure.CHANGE)
    )


def _say_reason(found: Found, context: Context, draft: Draft) -> bool:
    for candidate in found.agreeing[:MOST_CANDIDATES]:
        if found.best and candidate.coverage < found.best.coverage - NEARLY:
            continue
        span = _reason_span(candidate, context)
        if span is None:
            continue
        figure = candidate.figure
        draft.state(figure)
        passage = context.store.passages([figure.passage])[0]
        text = context.store.clean_text(figure.document)[span[0] : span[1]].strip()
        draft.say(f"{text}[{draft.cite_span(passage, *span)}]")
        return True
    return False


def _reason_span(candidate: Candidate, context: Context) -> tuple[int, int] | None:
    """The figure's own part of its sentence with the reason, or with the sentence behind it that gives one."""
    figure = candidate.figure
    clean = context.store.clean_text(figure.document)
    start = max(clean.rfind("；", figure.sentence_start, figure.start) + 1, figure.sentence_start)
    stop = clean.find("；", figure.end, figure.sentence_end)
    end = stop + 1 if stop >= 0 else figure.sentence_end
    if gives_reason(clean[start:end]):
        return start, end
    if end < figure.sentence_end:
        return None
    following = _NEXT.match(clean, figure.sentence_end)
    if following and re.match(r"\s*(?:主要|原因|其?主要原因|这?主要)(?:是|系|在于|因)", following.group()):
        return start, following.end()
    return None
