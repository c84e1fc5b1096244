"""Which of several things rose or fell (八大类里哪几类下降): of the parts in one sentence, those of one direction."""

from __future__ import annotations

import re
from collections import defaultdict

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.stating import place_and_time
from app.evidence.agreement import period_agreement
from app.evidence.sentences import share_of_terms
from app.phrasing import figure_clause, subject_label
from app.understanding.question import Question
from app.understanding.terms import content_words
from vectorstore.figure import Direction, Figure, Measure
from vectorstore.indicators import aliases
from vectorstore.record import FigureFilter
from vectorstore.region import Region

_ASKS = re.compile(
    r"(?:哪几|哪些|哪)(?:个|类|项|种|大类|些|行业|产业|门类|领域|商品|指标)*[一-鿿]{0,8}?(?:(上涨|上升|增长|提高|增加(?!值)|涨价)|(下降|下跌|回落|减少|降低|降价|跌价|负增长|走低))"
)
_LISTS_OFF = re.compile(r"[一二三四五六七八九十]+大?类(?:别|商品|价格)?[里中]?")  # CPI八大类里
PASSAGES = 20
BEFORE = 120  # characters before a sentence that may say what its parts are parts of
FITS = 0.5
FEWEST = 3


def answer_moving(question: Question, context: Context, draft: Draft) -> bool:
    """Lists the parts that moved the asked way. False when no sentence gives the parts of what is asked about."""
    asked = _ASKS.search(question.text)
    if asked is None:
        return False
    direction = Direction.UP if asked.group(1) else Direction.DOWN
    for region in asked_regions(question, context):
        parts = [f for f in _parts(question, direction, context, region) if f.direction is direction]
        if parts:
            draft.say(
                f"{place_and_time(parts[0])}{'上升' if direction is Direction.UP else '下降'}的有{len(parts)}项："
            )
            for figure in parts:
                draft.say(f"- {subject_label(figure)}{figure_clause(figure)}[{draft.state(figure)}]")
            return True
    return False


def _parts(question: Question, direction: Direction, context: Context, region: Region | None) -> list[Figure]:
    """The growth figures of the sentence that gives most of them and, with what stands before it, names the whole.

    A sentence in which nothing moved the asked way is passed over.
    """
    asked = _LISTS_OFF.sub("", _ASKS.sub("", " ".join(subject.text for subject in question.subjects)))
    words = content_words(asked, context.wording)
    passages = context.passages(question, region, PASSAGES)
    names = context.catalogue.names(region) if region else ()
    where = FigureFilter(names, passages=tuple(p.id for p in passages))
    sentences: dict[tuple[str, int], list[Figure]] = defaultdict(list)
    for figure in context.store.figures(where):
        moves = figure.measure is Measure.GROWTH and figure.certain and not figure.row
        if moves and period_agreement(question.periods, figure.period) > 0:
            sentences[figure.document, figure.sentence_start].append(figure)
    best: tuple[float, list[Figure]] = (0.0, [])
    spoken = [alias for name in question.indicators for alias in aliases(name)]
    for (document, start), figures in sentences.items():
        around = context.store.clean_text(document)[max(0, start - BEFORE) : figures[0].sentence_end]
        fit = max(share_of_terms(words, around, context.wording), FITS * any(name in around for name in spoken))
        if len(figures) >= FEWEST and fit >= FITS and any(f.direction is direction for f in figures):
            best = max(best, (fit + 0.01 * len(figures), figures), key=lambda pair: pair[0])
    return sorted(best[1], key=lambda figure: figure.start)
