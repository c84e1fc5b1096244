"""Problems and shortcomings: the paragraph in which a report admits them, found by its heading or its lead, whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.evidence.sentences import share_of_terms, split_sentences
from app.understanding.question import COMPUTING, Operation, Question
from app.understanding.terms import content_words, term_weight
from vectorstore.passage import Passage, PassageKind
from vectorstore.region import Region

_NOUN = (
    r"(?:不足|短板|弱项|遗憾|缺憾|短处|问题|困难|矛盾|差距|薄弱环节|挑战|难处|难题|瓶颈|软肋"
    r"|毛病|缺点|欠账|痛点|堵点|难点)"
)
_ASKS = re.compile(
    rf"(?:哪些|什么|哪几|几)[^,，。;；?？]{{0,12}}{_NOUN}|[几一二三四五六七八九十\d]+个?(?:方面|大类?|条|类)的?{_NOUN}|{_NOUN}[^,，。;；?？]{{0,8}}(?:哪些|哪几|什么|是啥|几条|几个|呢)"
    rf"|(?:存在|承认|面临|查摆|查找|自查|剖析|检讨|讲|讲到|讲了|列|摆出来|自述)[^,，。;；?？]{{0,6}}的?(?:主要|突出)?{_NOUN}"
    rf"|(?:报告|自己|自身|政府|工作|财政)[^,，。;；?？]{{0,6}}{_NOUN}[^,，。;；?？]{{0,8}}(?:部分|章节|那一?[段块节]|概括|归纳|梳理)?[?？。]?$"
    r"|承认[^,，。;；?？]{0,8}(?:哪|什么)|(?:哪些|什么|啥)(?:地方|方面|事|工作)?[^,，。;；?？]{0,4}(?:还|仍|都)?(?:做得不够|没做好|没到位|不到位|差着|弱着|欠缺)"
    r"|难在(?:哪|什么|何)|(?:检讨|自认|反思|承认|自评)[^,，。?？]{0,14}(?:差|弱|欠)在?(?:哪|什么|啥)|(?:还|仍|都)(?:差|弱|欠)在(?:哪|什么|啥)"
)
_SOLVES = re.compile(r"解决|化解|破解|整改|针对|应对|克服|弥补|补齐|回答|提出.{0,4}问题|差距多|几个百分点")
_ADMITS = re.compile(
    r"政府[^,，。]{0,6}(?:承认|坦承|自认)|(?:自己|自身)[^,，。]{0,4}(?:承认|检讨)|报告[^,，。]{0,4}承认"
)
_SHORTFALL = re.compile(r"(?:差|弱|欠)在(?:哪|什么|啥)|短板|不足|弱项|差距[^,，。?？]{0,4}(?:哪些|哪儿|哪里|在哪|体现)")
_SOLVED = re.compile(r"(?:解决|化解|破解|整改|针对|查摆|梳理)[^,，。；]{0,24}(?:存在|面临)")
_EMPTY = re.compile(
    rf"{_NOUN}|存在|承认|面临|查摆|查找|自查|剖析|讲到?|列出?|哪些|哪几|几[个条]|什么|方面|地方|主要|突出|工作|发展|自己|自身"
    r"|政府|报告|没有?完成|未完成|没做好|难在|部分|章节|概括|归纳|梳理|摆出来|自述|检讨|讲了|还|表现在|体现在|集中在|领域|哪些?|啥|做得不够|没?不?到位|差着|弱着|欠缺|那份|里头|后头|后面|末尾|归成|理成|每一?条|对照检查"
)
_LEAD = re.compile(
    rf"清醒.{{0,4}}(?:认识|看到|意识)|(?:看到|认识到|意识到|存在|也有|仍有|还有|面临).{{0,40}}{_NOUN}(?!.{{0,12}}(?:得到|有效)?(?:解决|缓解|整改|化解))"
)
_HEADING = re.compile(
    rf"(?:存在|面临|主要|突出)[^,，]{{0,8}}{_NOUN}|{_NOUN}(?:与|和|、)[^,，]{{0,6}}{_NOUN}$|^[^,，]{{0,6}}(?:不足|困难|差距)$"
)
_POINT = re.compile(r"(?:[一二三四五六七八九十]+是|——|第[一二三四五六七八九十][,，]|首先|其次)")
_WHOLLY = re.compile(r"清醒|遗憾|短处|(?:要|应当?)看到")  # leads that open the whole list
_PARTLY = re.compile(rf"{_NOUN}[:：。]$")
_POINTS = re.compile(r"[一二三四五六七八九十]+是[^。；\n]{2,}[。；]?|(?<=\n)——[^。；\n]{2,}[。；]?")
_THAT_REPORT = re.compile(r"20\d\d年?[^,，。]{0,8}报告")
_LOOK_FOR = "存在的困难和问题 清醒认识到 不足 差距 短板 遗憾"
PASSAGES = 60
SHORT_PARAGRAPH = 450
LONGEST = 900
LONGEST_OF_MANY = 260
MOST_PLACES = 8
SHORTEST = 30
HOLDS, MOSTLY = 0.5, 0.75
LISTS = 0.2
FIRST_KINDS = ("work_report", "plan_execution", "budget_report")


@dataclass(frozen=True)
class Admission:
    """A paragraph that admits shortcomings: its passage and its span in the document's cleaned text."""

    passage: Passage
    start: int
    end: int
    fit: float


def asks_shortcomings(question: Question) -> bool:
    """存在哪些不足, 有什么困难和问题; not how one of them is solved."""
    told = _SHORTFALL.search(question.text) or _ADMITS.search(question.text)
    computed = question.operation in COMPUTING - {Operation.SUM} and not told  # 两者差距呢 asks for a difference
    return not computed and bool(_ASKS.search(question.text)) and not _SOLVES.search(question.text)


def answer_shortcomings(question: Question, context: Context, draft: Draft) -> bool:
    """Quotes the paragraph of the asked report that lists its problems. False when no report of the place has one."""
    topics = _topics(question, context)
    regions = asked_regions(question, context)
    found = [one for region in regions for one in _best_of_each(question, topics, context, region)]
    if not found and _ADMITS.search(question.text) and question.regions:
        found = [one for region in regions for one in _best_of_each(question, [], context, region)]
    several = len({one.passage.region.full_name for one in found}) > 1
    for one in found[:MOST_PLACES]:
        _say(one, several, topics, context, draft)
    return bool(found)


def _say(one: Admission, several: bool, topics: Sequence[str], context: Context, draft: Draft) -> None:
    """The paragraph; of a long one that numbers its points, the points alone, or the one on the topic whole."""
    clean = context.store.clean_text(one.passage.document)
    points = list(_POINTS.finditer(clean, one.start, one.end))
    if several:
        draft.say(f"{one.passage.region.name}：")
    stretches = list(pairwise([*(point.start() for point in points), one.end]))
    lead = clean[one.start : stretches[0][0]] if stretches else ""
    headed = " ".join([lead, one.passage.subdocument, *one.passage.section])
    own = [topic for topic in topics if share_of_terms([topic], headed, context.wording) < MOSTLY]
    if whole := _on_topic(stretches, own, clean, context):
        start, end = whole
        draft.say(f"{clean[start:end].strip()}[{draft.cite_span(one.passage, start, end)}]")
        return
    if len(points) > 1 and one.end - one.start > SHORT_PARAGRAPH:
        for point in points:
            draft.say(f"- {point.group().lstrip('—')}[{draft.cite_span(one.passage, point.start(), point.end())}]")
        return
    end = _cut(clean, one.start, one.end, LONGEST_OF_MANY if several else LONGEST)
    draft.say(f"{clean[one.start : end].strip()}[{draft.cite_span(one.passage, one.start, end)}]")


def _on_topic(
    stretches: Sequence[tuple[int, int]], topics: Sequence[str], clean: str, context: Context
) -> tuple[int, int] | None:
    """The one point that speaks of the topic (生态治理还有哪些困难), None where none or several do."""
    if not topics:
        return None
    held = [span for span in stretches if share_of_terms(topics, clean[span[0] : span[1]], context.wording) >= MOSTLY]
    return held[0] if len(stretches) > 1 and len(held) == 1 else None


def _best_of_each(question: Question, topics: list[str], context: Context, region: Region | None) -> list[Admission]:
    """The best paragraph of the region; where no region was asked for, that of every region that has one."""
    best: dict[str, Admission] = {}
    for found in _admissions(question, topics, context, region):
        place = found.passage.region.name if region is None else ""
        if place not in best or found.fit > best[place].fit:
            best[place] = found
    return sorted(best.values(), key=lambda one: -one.fit)


def _topics(question: Question, context: Context) -> list[str]:
    """What the problems are problems of (财政, 人大常委会), places and the asking words aside."""
    text = _EMPTY.sub(" ", question.text)
    for region in (*context.catalogue.regions, *question.regions):
        for name in (region.full_name, region.name, region.name[:-1] if len(region.name) > 2 else region.name):
            text = text.replace(name, " ")
    words = content_words(re.sub(r"20\d\d年?|[“\"]?十[一二三四五六]五[”\"]?", " ", text), context.wording)
    return [word for word in words if term_weight(word, context.wording) >= 1]


def _admissions(question: Question, topics: list[str], context: Context, region: Region | None) -> list[Admission]:
    names = (context.catalogue.names(region),) if region else ()
    years = {year for period in question.periods for year in (period.start, period.end)}
    found = []
    for passage in context.retriever.search(_LOOK_FOR, names, tuple(sorted(years)), context.scope, PASSAGES):
        if passage.kind in (PassageKind.ROW, PassageKind.TABLE, PassageKind.DEFINITION):
            continue
        span = _span(passage, context)
        if span is None:
            continue
        start, end, opening = span
        clean = context.store.clean_text(passage.document)[start:end]
        heading = " ".join([passage.subdocument, *passage.section])
        topical = share_of_terms(topics, f"{heading} {clean}", context.wording) if topics else 1.0
        if topical < HOLDS:
            continue
        fit = topical + share_of_terms(topics, heading, context.wording) + _rank(question, passage, years, context)
        found.append(Admission(passage, start, end, fit + opening))
    return found


def _rank(question: Question, passage: Passage, years: set[int], context: Context) -> float:
    """Preference for the report named, for the year asked, and among equals for the newest and for the work report."""
    rank = 0.0
    if question.subdocument:
        rank += 2.0 * (passage.subdocument_kind == question.subdocument)
    report = next(
        sub
        for sub in context.store.record(passage.document).subdocuments
        if sub.start <= passage.start < sub.end or sub.title == passage.subdocument
    )
    given = report.date.year if report.date else max(report.years, default=0)
    if years:
        reviewed = any(str(year) in "".join(passage.section) for year in years) or report.report_year in years
        named = given in years and bool(_THAT_REPORT.search(question.text))
        rank += 0.4 * reviewed + 0.8 * named
    else:
        rank += 0.01 * (given % 100)
    if passage.subdocument_kind in FIRST_KINDS:
        rank += 0.3 - 0.1 * FIRST_KINDS.index(passage.subdocument_kind)
    return rank


def _span(passage: Passage, context: Context) -> tuple[int, int, float] | None:
    """From the lead (or the first line below the heading) to the end of the paragraph and of the points behind it.

    Last, how surely it lists the shortcomings.
    """
    clean = context.store.clean_text(passage.document)
    leads = [s for s in split_sentences(passage, context.store) if _LEAD.search(_SOLVED.sub("", s.text))]
    headed = bool(passage.section and _HEADING.search(passage.section[-1]))
    for sentence in sorted(leads, key=lambda s: -_opening(s.text)):
        end = _end(clean, sentence.start)
        if end - sentence.start >= SHORTEST:
            lists = LISTS * (end > _line_end(clean, sentence.start)) - LISTS * bool(_POINT.match(sentence.text))
            return sentence.start, end, _opening(sentence.text) + lists + LISTS * headed
    if headed and _opens_section(passage, context):
        return passage.start, _end(clean, passage.start), 0.5
    return None


def _opening(lead: str) -> float:
    """How surely a lead opens the list of shortcomings, rather than speaks of one in passing."""
    return 0.5 if _WHOLLY.search(lead) else 0.3 if _PARTLY.search(lead) else 0.0


def _opens_section(passage: Passage, context: Context) -> bool:
    first = next(p for p in context.store.passages_of(passage.document) if p.section == passage.section)
    return first.id == passage.id


def _end(clean: str, start: int) -> int:
    """The end of the line, and of the points on the lines right after it."""
    end = _line_end(clean, start)
    while end < len(clean):
        following = re.compile(r"\s*").match(clean, end)
        place = following.end() if following else end
        if not _POINT.match(clean, place):
            break
        end = _line_end(clean, place)
    return end


def _cut(clean: str, start: int, end: int, longest: int) -> int:
    """`end`, or where the text is longer the last sentence end before the limit."""
    if end - start <= longest:
        return end
    stop = max(clean.rfind("。", start, start + longest), clean.rfind("；", start, start + longest)) + 1
    return stop if stop > start else start + longest


def _line_end(clean: str, place: int) -> int:
    end = clean.find("\n", place)
    return len(clean) if end < 0 else end
