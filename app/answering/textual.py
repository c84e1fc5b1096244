"""Answers without a figure of their own: lists, persons, reasons, measures, places; quoted, never rewritten."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.defining import answer_definition
from app.answering.draft import Draft
from app.question import Operation, Question
from app.sentences import Weighed, share_of_terms, split_sentences, weigh_sentences
from vectorstore.passage import Passage, PassageKind

ENOUGH = 0.6
MOST_SENTENCES = 3
MOST_ITEMS = 25
_POINT = re.compile(
    r"(?:^|[。；;：:])\s*((?:[一二三四五六七八九十]+是|第[一二三四五六七八九十]+[,，是]|首先|其次)[^。]*。)"
)


def answer_text(question: Question, context: Context, draft: Draft) -> bool:
    """Quotes the few sentences that answer. False when none speaks of what is asked."""
    if question.operation is Operation.LIST and (
        answer_definition(question, context, draft) or _list_items(question, context, draft)
    ):
        return True
    said = False
    for region in asked_regions(question, context):
        said = _best_sentences(question, context, context.passages(question, region, 14), draft) or said
    return said


def _best_sentences(question: Question, context: Context, passages: Sequence[Passage], draft: Draft) -> bool:
    weighed = weigh_sentences(
        question.terms, [p for p in passages if p.kind is not PassageKind.TABLE], context.store, context.wording
    )
    weighed = [w for w in weighed if _speaks_of(question, w)]
    if not weighed or weighed[0].whole < ENOUGH or weighed[0].own < 0.34:
        return False
    best = weighed[0]
    chosen = [best]
    if question.operation in (Operation.LIST, Operation.TEXT):
        chosen += [
            w
            for w in weighed[1:12]
            if w.score >= best.score - 0.12 and w.sentence.passage.subdocument == best.sentence.passage.subdocument
        ]
        chosen = sorted(chosen[:MOST_SENTENCES], key=lambda w: w.sentence.start)
    for one in chosen:
        number = draft.cite_span(one.sentence.passage, one.sentence.start, one.sentence.end)
        draft.say(f"{one.sentence.text}[{number}]")
    return True


def _speaks_of(question: Question, weighed: Weighed) -> bool:
    """Unknown places must stand in the sentence itself; an asked year must not be contradicted by the passage."""
    text = weighed.sentence.text
    if any(_short(name) not in text for name in question.unknown_regions):
        return False
    years = {year for period in question.periods for year in range(period.start, period.end + 1)}
    passage = weighed.sentence.passage
    return (
        not years or not passage.years or bool(years & set(passage.years)) or any(str(year) in text for year in years)
    )


def _short(name: str) -> str:
    return name[:-1] if len(name) > 2 and name[-1] in "省市区县" else name


def _list_items(question: Question, context: Context, draft: Draft) -> bool:
    """Whole enumerations: the headings below a heading, the items of a section, or the 一是…二是… of a passage."""
    for region in asked_regions(question, context):
        passages = context.passages(question, region, 10)
        if (
            _headings(question, context, passages, draft)
            or _points(question, context, passages, draft)
            or _items(question, context, passages, draft)
        ):
            return True
    return False


def _headings(question: Question, context: Context, passages: Sequence[Passage], draft: Draft) -> bool:
    """重点抓哪几个方面: the sub-headings of the section whose heading is asked about."""
    best: tuple[float, Passage, int] | None = None
    for passage in passages:
        for depth, heading in enumerate(passage.section):
            fit = share_of_terms(question.terms, heading, context.wording)
            if fit >= 0.8 and (best is None or fit > best[0]):
                best = (fit, passage, depth)
    if best is None:
        return False
    _, model, depth = best
    path = model.section[: depth + 1]
    children: dict[str, Passage] = {}
    for passage in context.store.passages_of(model.document):
        if (
            passage.subdocument == model.subdocument
            and passage.section[: depth + 1] == path
            and len(passage.section) > depth + 1
        ):
            children.setdefault(passage.section[depth + 1], passage)
    if len(children) < 2:
        return False
    clean = context.store.source(model.document).clean
    draft.say(f"“{path[-1]}”部分共{len(children)}项：")
    for heading, passage in children.items():
        place = clean.rfind(heading, 0, passage.start + len(heading) + 4)
        start, end = (place, place + len(heading)) if place >= 0 else (passage.start, passage.end)
        draft.say(f"- {heading}[{draft.cite_span(passage, start, end)}]")
    return True


def _points(question: Question, context: Context, passages: Sequence[Passage], draft: Draft) -> bool:
    """一是…；二是…: every point of the enumeration in the best passages of one section."""
    for passage in passages[:4]:
        if share_of_terms(question.terms, f"{passage.text} {' '.join(passage.section)}", context.wording) < ENOUGH:
            continue
        family = [
            p
            for p in context.store.passages_of(passage.document)
            if p.section == passage.section
            and p.subdocument == passage.subdocument
            and abs(p.index - passage.index) <= 6
        ]
        points = [
            s
            for p in family
            for s in split_sentences(p, context.store)
            if re.match(r"[一二三四五六七八九十]+是|第[一二三四五六七八九十]+[,，]", s.text)
        ]
        if len(points) >= 2:
            for sentence in points[:MOST_ITEMS]:
                draft.say(f"- {sentence.text}[{draft.cite_span(sentence.passage, sentence.start, sentence.end)}]")
            return True
    return False


def _items(question: Question, context: Context, passages: Sequence[Passage], draft: Draft) -> bool:
    """The numbered items of a section whose heading or lead is asked about."""
    for passage in passages[:4]:
        if passage.kind is not PassageKind.ITEM:
            continue
        heading = " ".join([*passage.section, passage.subdocument])
        if share_of_terms(question.terms, heading, context.wording) < ENOUGH:
            continue
        items = [
            p
            for p in context.store.passages_of(passage.document)
            if p.section == passage.section and p.subdocument == passage.subdocument and p.kind is PassageKind.ITEM
        ]
        if len(items) < 2:
            continue
        draft.say(f"共{len(items)}项：")
        for item in items[:MOST_ITEMS]:
            draft.say(f"- {item.text.strip()}[{draft.cite_passage(item)}]")
        return True
    return False
