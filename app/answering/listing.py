"""Whole lists: the sections below a heading, the items of a section, the 一是…二是… that a lead sentence opens."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.counted_lists import answer_counted_list
from app.answering.defining import answer_definition, bare, named_outright
from app.answering.draft import Draft
from app.answering.measures import asks_how
from app.answering.moving import answer_moving
from app.evidence.sentences import Sentence, share_of_terms, split_sentences
from app.understanding.question import Question
from vectorstore.numerals import chinese_number
from vectorstore.passage import Passage, PassageKind
from vectorstore.region import Region

HEADING_FIT = 0.8
MOST_ITEMS = 25
LONGEST_LIST = 2500
_LEADS = re.compile(
    r"(?:以下|如下|下面)[^。；]{0,24}[:：。]?$|[:：]$|[一二三四五六七八九十两]个方面[^。]{0,12}[:：。]?$"
)
_POINT = re.compile(r"^(?:[一二三四五六七八九十]+是|第[一二三四五六七八九十]+[,，]|首先|其次)")
_FIRST_POINT = re.compile(r"(?:^|[:：]\s*)(?:一是|第一[,，]|首先)")
_ASKED_SO_MANY = re.compile(r"哪(?P<n>[二两三四五六七八九十]{1,2}|\d{1,2})(?:个|大|项|类|条|种|方面|点|件|期|样)")
_NUMBERED = re.compile(r"^(?:\d+[.、）)]|[（(][一二三四五六七八九十\d]+[）)])")


def answer_list(question: Question, context: Context, draft: Draft) -> bool:
    """A glossary entry, the items of a list, or the headings below a heading. False when nothing is enumerated."""
    if answer_moving(question, context, draft) or answer_definition(question, context, draft, entries_only=True):
        return True
    if answer_counted_list(question, context, draft):
        return True
    for region in asked_regions(question, context):
        passages = [] if asks_how(question) else context.passages(question, region, 12)
        passages = [passage for passage in passages if named_outright(question) in bare(passage.text)]
        if _items(question, context, passages, draft) or _headings(question, context, region, draft):
            return True
    return False


def _headings(question: Question, context: Context, region: Region | None, draft: Draft) -> bool:
    """重点抓哪几个方面: the sub-headings of the section whose heading is asked about."""
    best: tuple[float, Passage, int] | None = None
    years = {str(period.end) for period in question.periods}
    for passage in context.first_of_sections(question, region):
        for depth, heading in enumerate(passage.section):
            said = set(re.findall(r"20\d\d", heading) or re.findall(r"20\d\d", " ".join(passage.section[:depth])))
            if said and years and not said & years:
                continue
            fit = share_of_terms(question.terms, heading, context.wording) + (0.05 if said & years else 0.0)
            if fit >= HEADING_FIT and (best is None or fit > best[0]):
                best = (fit, passage, depth)
    if best is None:
        return False
    _, model, depth = best
    children = _children(model, depth, context)
    if len(children) < 2 or not _as_many(question, len(children)):
        return False
    draft.say(f"“{model.section[depth]}”部分共{len(children)}项：")
    say_headings(children, context, draft)
    return True


def _children(model: Passage, depth: int, context: Context) -> dict[str, Passage]:
    """The headings one level below the model's heading at `depth`, each with its first passage, in order."""
    path = model.section[: depth + 1]
    children: dict[str, Passage] = {}
    for passage in context.store.passages_of(model.document):
        if (
            passage.subdocument == model.subdocument
            and passage.section[: depth + 1] == path
            and len(passage.section) > depth + 1
        ):
            children.setdefault(passage.section[depth + 1], passage)
    return children


def say_headings(children: dict[str, Passage], context: Context, draft: Draft) -> None:
    """One line a heading, each with the place where it stands."""
    for heading, passage in list(children.items())[:MOST_ITEMS]:
        clean = context.store.clean_text(passage.document)
        place = clean.rfind(heading, 0, passage.start + len(heading) + 4)
        start, end = (place, place + len(heading)) if place >= 0 else (passage.start, passage.end)
        draft.say(f"- {heading}[{draft.cite_span(passage, start, end)}]")


def _items(question: Question, context: Context, passages: Sequence[Passage], draft: Draft) -> bool:
    """The numbered items of a section whose heading or lead is asked about."""
    for passage in passages[:6]:
        heading = " ".join([*passage.section, passage.subdocument])
        if (
            passage.kind is not PassageKind.ITEM
            or share_of_terms(question.terms, heading, context.wording) < HEADING_FIT
        ):
            continue
        items = [p for p in _family(passage, context) if p.kind is PassageKind.ITEM]
        if len(items) < 2 or not _as_many(question, len(items)):
            continue
        draft.say(f"共{len(items)}项：")
        for item in items[:MOST_ITEMS]:
            draft.say(f"- {item.text.strip()}[{draft.cite_passage(item)}]")
        return True
    return False


def _as_many(question: Question, found: int) -> bool:
    """哪四个方面: whether a list has as many members as are asked for; True where none are counted."""
    asked = _ASKED_SO_MANY.search(question.text)
    if asked is None:
        return True
    said = asked["n"].replace("两", "二")
    return found == (int(said) if said.isdigit() else int(chinese_number(said)))


def _family(passage: Passage, context: Context) -> list[Passage]:
    """The passages of the same section, in order."""
    every = context.store.passages_of(passage.document)
    return [p for p in every if p.section == passage.section and p.subdocument == passage.subdocument]


def list_after(lead: Sentence, context: Context, draft: Draft) -> bool:
    """What a lead sentence opens (以下六个方面： / 包括：): the points or the headings that follow it.

    False when the sentence opens nothing.
    """
    every = [s for p in _family(lead.passage, context) for s in split_sentences(p, context.store)]
    opens = _LEADS.search(lead.text) is not None
    points = _run_of_points([s for s in every if s.start >= lead.start], opens)
    between = context.store.clean_text(lead.passage.document)[lead.end : points[0].start] if points else ""
    if "\n" in between and not opens:
        return False  # the points of another paragraph
    if points and not _FIRST_POINT.search(points[0].text):
        start = _first_point(every, points[0])
        points = _run_of_points([s for s in every if s.start >= start], numbered=False)
    if len(points) >= 2:
        for sentence in points[:MOST_ITEMS]:
            draft.say(f"- {sentence.text}[{draft.cite_span(sentence.passage, sentence.start, sentence.end)}]")
        return True
    if not opens:
        return False
    children = _children(lead.passage, len(lead.passage.section) - 1, context) if lead.passage.section else {}
    if len(children) < 2:
        return False
    draft.say(f"{lead.text}[{draft.cite_span(lead.passage, lead.start, lead.end)}]")
    say_headings(children, context, draft)
    return True


def _first_point(sentences: Sequence[Sentence], point: Sentence) -> int:
    """Where the list of a later point begins: with the 一是 before it, else with itself."""
    before = [s.start for s in sentences if s.start < point.start and _FIRST_POINT.search(s.text)]
    return before[-1] if before and point.start - before[-1] < LONGEST_LIST else point.start


def _run_of_points(sentences: Sequence[Sentence], numbered: bool) -> list[Sentence]:
    """The unbroken run of points that begins with, or right after, the first sentence; numbered only behind a lead."""
    points: list[Sentence] = []
    for place, sentence in enumerate(sentences):
        if (
            _POINT.match(sentence.text)
            or (numbered and place and _NUMBERED.match(sentence.text))
            or re.search(r"[:：]\s*一是", sentence.text)
        ):
            points.append(sentence)
        elif (place - sentences.index(points[-1]) > 8) if points else place >= 2:
            break
    return points
