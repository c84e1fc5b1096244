"""A number of the sentence answered from before, told by the characters of a clause that no known word stands in.

修复了多少处缺陷,混错接改了多少处; 几家医院做隔离点,多少间房: what is counted there is no word that the search knows.
"""

from __future__ import annotations

import re

from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.found import Found
from app.answering.siblings import stated_before, subject_of, told_otherwise
from app.answering.stating import say_figure
from app.evidence.candidates import Candidate
from app.understanding.question import PLAN_KINDS, Operation, Question
from vectorstore.figure import Figure, Measure
from vectorstore.quantity import dimension, same_dimension
from vectorstore.record import FigureFilter
from vectorstore.regions import same_place
from vectorstore.units import PLAIN_UNIT

_ASKED = re.compile(rf"(?:多少|几)(?:[十百千万亿]+)?(?:{PLAIN_UNIT}|钱)?")
_GRAMMAR = re.compile(
    r"完成|实现|达到|建成|实际|[的了是有在又还也再另共约大概总被把将给为和与及或呢吗啊呀]|分别|一共|合计|总共|其中|同时|里面|覆盖|惠及|涉及|做|弄|搞|其|各"
)
_HAN = re.compile(r"[一-鿿]")
_COUNTS_ALL = frozenset("个家处项人件次户")  # measure words of so many things that they tell none
MOST_BEHIND, ENOUGH, LITTLE = 8, 0.6, 0.3


def find_beside(question: Question, context: Context) -> Found | None:
    """The one number of the sentence before that counts what the question's own characters name; None without one."""
    before = question.before
    asked = _ASKED.search(question.text)
    if before is None or asked is None or question.operation is not Operation.LOOKUP or question.claims:
        return None
    if question.periods and question.periods != before.periods:
        return None
    own = _HAN.findall(_GRAMMAR.sub("", _ASKED.sub("", question.text)))
    anchors = stated_before(before, context)
    if len(anchors) != 1 or anchors[0].row or not (own or question.unit):
        return None
    planned = anchors[0].kind in PLAN_KINDS
    if any((kind in PLAN_KINDS) != planned for kind in question.kinds):
        return None  # 任务是多少,完成了多少: the result is told elsewhere
    elsewhere = question.regions and not any(same_place(anchors[0].region, place) for place in question.regions)
    if elsewhere or set(question.indicators) - set(before.indicators):
        return None  # 那全市的农村居民收入: it names what it asks for
    weighed = sorted(_weighed(question, own, anchors[0], context), key=lambda pair: -pair[0])
    if not weighed or (len(weighed) > 1 and weighed[0][0] == weighed[1][0]):
        return None
    share, figure = weighed[0]
    alone = len(weighed) == 1 and figure.unit == question.unit and figure.unit not in _COUNTS_ALL
    if share < (LITTLE if alone and len(own) > 1 else 0.0 if alone else ENOUGH):
        return None
    if told_otherwise(figure, context):
        return None
    clean = context.store.clean_text(figure.document)
    sentence = clean[figure.sentence_start : figure.sentence_end]
    candidate = Candidate(figure, sentence, 1.0, True, 1.0, 1.0, 1.0, 0.0)
    period = question.periods[0] if question.periods else None
    return Found(subject_of(question, figure), figure.region, period, candidate, agreeing=(candidate,))


def _weighed(question: Question, own: list[str], anchor: Figure, context: Context) -> list[tuple[float, Figure]]:
    """Each other amount of the sentence in the asked unit, with the share of the characters that stand by it."""
    clean = context.store.clean_text(anchor.document)
    where = FigureFilter(documents=(anchor.document,), passages=(anchor.passage,), groups=context.scope.groups)
    said = sorted(
        (f for f in context.store.figures(where) if f.sentence_start == anchor.sentence_start and not f.row),
        key=lambda figure: figure.start,
    )
    found = []
    for number, figure in enumerate(said):
        planned = (figure.kind in PLAN_KINDS) == (anchor.kind in PLAN_KINDS)
        if figure.start == anchor.start or not planned or not _in_unit(question, figure):
            continue
        lead = clean[said[number - 1].end if number else figure.sentence_start : figure.start]
        behind = re.match(r"[^,，;；。、\d]*", clean[figure.end : figure.end + MOST_BEHIND])
        text = lead + (behind[0] if behind else "")
        found.append((sum(c in text for c in own) / len(own) if own else 0.0, figure))
    return found


def _in_unit(question: Question, figure: Figure) -> bool:
    if figure.measure is not Measure.LEVEL:
        return False
    if not question.unit:
        return True
    counted = all(dimension(unit).startswith("count") for unit in (question.unit, figure.unit))
    return same_dimension(figure.unit, question.unit) or (counted and "个" in (figure.unit[-1:], question.unit[-1:]))


def answer_beside(question: Question, context: Context, draft: Draft) -> bool:
    """States that number, where the question says nothing that the search knows beyond what was asked before."""
    before = question.before
    said = {*before.terms, *(t for part in before.parts for t in part.terms)} if before else set()
    if not set(question.terms) <= said:
        return False
    found = find_beside(question, context)
    if found:
        say_figure(question, found, draft)
    return found is not None
