"""Answers without a figure of their own: persons, reasons, measures, places, dates; quoted, never rewritten."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.defining import bare, named_outright
from app.answering.draft import Draft
from app.answering.listing import list_after
from app.answering.meant import LIKELY, most_likely
from app.answering.measures import asks_how
from app.answering.telling import lacks_all_things
from app.evidence.heads import counted_head, tells_count
from app.evidence.sentences import Weighed, weigh_sentences
from app.understanding.aspects import of_things
from app.understanding.question import Operation, Question
from app.understanding.terms import borne, term_weight
from vectorstore.figure import Measure
from vectorstore.gazetteer import short_name
from vectorstore.passage import Passage, PassageKind
from vectorstore.quantity import find_quantities

LEAST, ENOUGH, SURE = 0.25, 0.5, 0.85
MOST_SENTENCES = 3
PASSAGES = 14
SHORT_SENTENCE = 40
SHORTEST_NAME = 3
ANCHORED = 0.9
PARAGRAPH = 320
LONGEST_TEXT = 600
LONGEST_LIST = 1200  # of a sentence that enumerates
LIST_PARTS = 4
OF_TABLES = (PassageKind.TABLE, PassageKind.ROW)
_SO_MANY = re.compile(r"(?P<n>\d{1,2}|[二两三四五六七八九十])(?:名|位|个|人|家|所|项|条)")
LONGEST_ITEM = 400
_OPENS = re.compile(r"(?:不足|问题|差距|困难|如下|以下[^。]{0,12}|主要是|包括)[。：:]?$")
# What a sentence must show to answer such a question.
_WANTED = re.compile(r"(\d+|[一二三四五六七八九十])(?:名|个|人|类|种|座|大|项|件|条|方面)")
_QUOTED = re.compile(r"[“\"‘「]([^”\"’」]{2,20})[”\"’」]")
_COUNTED_THING = re.compile(r"\d+[一-鿿][^\d，,。；、“”排居是在占]{2,6}")
# XX（单位）关于…的情况, to be filled in: answers nothing but what its form asks for.
_BLANK_FORM = re.compile(r"(?:[XＸ×]{2,}|[_＿]{3,})[（(]|[_＿]{4,}")
_ASKS_FORM = re.compile(r"附件|附表|表格|式样|样式|模板|填|栏")
_OPENS_LIST = re.compile(r"(?:包括|如下|分别[是为]|主要[是有]|重点[是抓])[：:]")
_ASKS_SEVERAL = re.compile(r"有谁|都是谁|分别是谁|哪(?:几|些|[两三四五六七八九十\d]+)[位个人名]|名单")
_LISTS_NAMES = re.compile(
    r"[一-鿿]{2,4}(?:[（(][^（）()]{1,4}[）)])?(?:、[一-鿿]{2,4}(?:[（(][^（）()]{1,4}[）)])?){2,}"
)
_MEMBERS = re.compile(
    r"[^、，,。；;]{2,20}(?:、[^、，,。；;]{2,20})+?等?(?:\d+|[一二两三四五六七八九十]+)[个家项座条所处大名位类种](?P<what>[^，,。；;]{2,20})"
)
_TITLES = re.compile(r"(?<!副)(?:[区县市省州旗镇乡局厅处院行校]长|主任|书记|主席)(?=是|叫|为|姓|由|谁|[?？]|$)")
_TITLE_AND_NAME = re.compile(r"(?:长|主任|书记|代表)[\s　]*[一-鿿]{2,3}$")
# What a question after a date must be answered with.
_DATES = (
    (
        re.compile(r"什么时候|何时|哪天|哪一天|几月|几号|哪个月|日期"),
        re.compile(r"\d+月|\d+日|\d{4}年|[明后今去]年|在即|上午|下午|季度|半年|年底|年内|[年月]初|[年月]末"),
    ),
    (
        re.compile(r"多久[^,，。?？]{0,6}一?次|多长时间[^,，。?？]{0,6}一次"),
        re.compile(r"每一?个?(?:[年季月周日天]|半年|旬)|按[年季月周]"),
    ),
    (re.compile(r"几点"), re.compile(r"\d{1,2}[:：]\d\d|\d+[时点]|中午|上午|下午")),
    (re.compile(r"哪年|哪一年"), re.compile(r"\d{4}年")),
)
_MUST_SHOW = (*_DATES, (re.compile(r"哪[^,，。?？]{0,12}最[多少大小高低长短]"), re.compile(r"最|第一|首位|居首")))
_ANSWERS_LOOK_LIKE = (
    *_DATES,
    (re.compile(r"时间"), re.compile(r"\d+月|\d+日|\d{4}年|上午|下午|季度")),
    (re.compile(r"什么职务|拟任|任什么|担任"), re.compile(r"任[^务职]{2,30}(?:长|主任|书记|委员|员|代表)|职务")),
    (re.compile(r"哪里人|籍贯|哪儿人"), re.compile(r"[一-鿿]{2,6}人[,，;；]|籍贯")),
    (re.compile(r"多少分|几分|考得"), re.compile(r"\d+分")),
    (re.compile(r"主持"), re.compile(r"主持")),
    (
        re.compile(r"谁(?:来|在)?(?:兼任|担任|任|当)|由谁"),
        re.compile(r"[一-鿿]{2,3}(?:同志)?(?:兼任|担任|任(?![务职何命期]))"),
    ),
    (re.compile(r"缺席|请假"), re.compile(r"缺席|请假")),
    (re.compile(r"在哪里|哪儿|地点|位于|选址"), re.compile(r"位于|在[^,，]{2,20}(?:召开|举行|建|设)|地处|坐落|选址")),
    (re.compile(r"谁(?:作|做)|作的报告|受谁"), re.compile(r"委托|代表.{0,14}报告")),
)


def answer_text(
    question: Question,
    context: Context,
    draft: Draft,
    sure: bool = False,
    accept: Callable[[str], bool] | None = None,
) -> bool:
    """Quotes the few sentences that answer. False when none speaks of what is asked.

    sure: only a sentence that bears nearly every word of the question and a number of the asked kind will do.
    accept: only sentences that it holds for will do.
    """
    said = False
    for region in asked_regions(question, context):
        passages = context.passages(question, region, PASSAGES)
        said = _best_sentences(question, context, passages, draft, sure, accept) or said
    return said


def _best_sentences(
    question: Question,
    context: Context,
    passages: Sequence[Passage],
    draft: Draft,
    sure: bool,
    accept: Callable[[str], bool] | None,
) -> bool:
    anchors = _anchors(question)
    weighed = [
        one
        for one in _fitting(question, context, passages, anchors, sure)
        if (accept is None or accept(one.sentence.text)) and shows_what_is_asked(question, one.sentence.text)
    ]
    weighed = sorted((_with_look(question, one) for one in weighed), key=lambda one: -one.score)
    if not weighed:
        return False
    if sure:
        best = weighed[0]
        if best.own < SURE or not _gives_number(question, best) or _is_of_another(question, best, context):
            return False
    else:
        meant = most_likely(question, weighed, context.store)
        weighed = meant.sentences
        best = weighed[0]
        if best.own < (ENOUGH if accept else LEAST):
            return False
        if asks_how(question) and not anchors and lacks_all_things(question, around(best), context):
            return False  # 如何优化营商环境 is not told by what else is made better
        anchored = any(anchor in best.sentence.text for anchor in anchors)
        looks_so = question.operation is Operation.PERSON and best.own >= SURE and _looks_like(question, best) > 0
        listed = looks_so or _enumerates(question, best.sentence.text, context) or _lists_so_many(question, best)
        if meant.likelihood < LIKELY and not anchored and not listed:
            return False
    if (
        question.operation in (Operation.LIST, Operation.TEXT)
        and not _must_show(question)
        and accept is None
        and list_after(best.sentence, context, draft)
    ):
        return True
    for passage, start, end in _spans(question, _chosen(question, weighed), context):
        text = context.store.clean_text(passage.document)[start:end].strip()
        first = text.split("\n")[0].strip()
        text = first if _TITLE_AND_NAME.search(first) else text  # the name, not what follows it
        draft.say(f"{text}[{draft.cite_span(passage, start, end)}]")
    return True


def _must_show(question: Question) -> list[re.Pattern[str]]:
    return [shown for asked, shown in _MUST_SHOW if asked.search(question.text)]


def shows_what_is_asked(question: Question, text: str) -> bool:
    """Whether a sentence has a date where one is asked for (什么时候), a 最 where the most is."""
    return all(shown.search(text) for shown in _must_show(question))


def _fitting(
    question: Question, context: Context, passages: Sequence[Passage], anchors: Sequence[str], in_tables: bool
) -> list[Weighed]:
    """The sentences that may speak of what is asked, weighed by its words."""
    readable = [p for p in passages if p.kind not in OF_TABLES or in_tables]
    if not _ASKS_FORM.search(question.text):
        readable = [p for p in readable if not _BLANK_FORM.search(p.text)]
    weighed = weigh_sentences(question.terms, readable, context.store, context.wording)
    heads = {head for subject in question.subjects if (head := counted_head(question, subject, context.wording))}
    weighed = [one for one in weighed if all(tells_count(question, one.sentence.text, h) for h in heads)]
    if named := named_outright(question):  # “六廊同治”是哪六廊: sentences on something else answer nothing
        weighed = [one for one in weighed if named in bare(one.sentence.text)]
    weighed = [one for one in weighed if _of_asked_rank(question, one.sentence.text) and speaks_of(question, one)]
    return [_anchored(one, anchors) for one in weighed] if anchors else weighed


def around(one: Weighed) -> str:
    """The sentence's passage with its headings, in lower case."""
    passage = one.sentence.passage
    return " ".join([*passage.section, passage.subdocument, passage.title, passage.text]).lower()


def _spans(question: Question, chosen: Sequence[Weighed], context: Context) -> list[tuple[Passage, int, int]]:
    """What to quote of each chosen sentence: its item, its clauses, or itself with what it opens; none twice."""
    spans: list[tuple[Passage, int, int]] = []
    for one in chosen:
        passage, start, end = one.sentence.passage, one.sentence.start, one.sentence.end
        if any(other.document == passage.document and a < end and start < b for other, a, b in spans):
            continue
        if question.operation is Operation.PERSON and not _WANTED.search(question.text):
            start, end = _telling_clauses(question, one, context)
        elif passage.kind is PassageKind.ITEM and len(passage.text) <= LONGEST_ITEM:
            start, end = passage.start, passage.end
        elif question.operation is Operation.RESPONSIBLE and one.sentence.text.endswith("；"):
            pass  # 低保数据来自民政局；, one of many in its sentence
        elif question.operation in (Operation.LIST, Operation.TEXT) or not question.numeric:
            start, end = _opened(one, context)
        spans.append((passage, start, end))
    return spans


def _telling_clauses(question: Question, one: Weighed, context: Context) -> tuple[int, int]:
    """From the first to the last clause that bears one of the question's telling words."""
    text = one.sentence.text
    heavy = [
        t
        for t in question.terms
        if term_weight(t, context.wording) >= 1 and borne(t, text.lower(), context.wording) >= 1
    ]
    if not heavy or len(text) < SHORT_SENTENCE:
        return one.sentence.start, one.sentence.end
    clauses = [m for m in re.finditer(r"[^,，;；]+[,，;；]?", text) if _bears_any(heavy, m.group(), context)]
    if not clauses or any(
        shown.search(text) and not shown.search(clauses[0].group())
        for asked, shown in _ANSWERS_LOOK_LIKE
        if asked.search(question.text)
    ):
        return one.sentence.start, one.sentence.end
    return one.sentence.start + clauses[0].start(), one.sentence.start + clauses[-1].end()


def _bears_any(terms: Sequence[str], text: str, context: Context) -> bool:
    return any(borne(term, text.lower(), context.wording) >= 1 for term in terms)


def _opened(one: Weighed, context: Context) -> tuple[int, int]:
    """The whole 。-sentence, and behind a heading or a lead (…存在不足。) what follows it in the paragraph."""
    sentence = one.sentence
    clean = context.store.clean_text(sentence.passage.document)
    line_start = clean.rfind("\n", 0, sentence.start) + 1
    line_end = clean.find("\n", sentence.end)
    line_end = len(clean) if line_end < 0 else line_end
    start = max(line_start, clean.rfind("。", line_start, sentence.start) + 1)
    stop = clean.find("。", sentence.end - 1, line_end)
    end = stop + 1 if stop >= 0 else line_end
    text = clean[start:end].strip()
    if (len(text) < SHORT_SENTENCE and not find_quantities(text)) or _OPENS.search(text):
        reach = min(max(line_end, sentence.passage.end), end + PARAGRAPH)
        stop = clean.rfind("。", end, reach)
        end = stop + 1 if stop >= 0 else reach
    return start, min(end, start + (LONGEST_LIST if text.count("；") >= LIST_PARTS else LONGEST_TEXT))


def _chosen(question: Question, weighed: Sequence[Weighed]) -> list[Weighed]:
    best = weighed[0]
    if question.operation not in (Operation.LIST, Operation.TEXT, Operation.PERSON, Operation.LOOKUP):
        return [best]
    margin = 0.12 if question.operation in (Operation.LIST, Operation.TEXT) else 0.04
    near = [w for w in weighed[1:12] if w.score >= best.score - margin and w.sentence.text != best.sentence.text]
    return sorted([best, *near[: MOST_SENTENCES - 1]], key=lambda w: (w.rank, w.sentence.start))


def _with_look(question: Question, weighed: Weighed) -> Weighed:
    """Raises sentences that look like an answer to this kind of question; lowers bare headings."""
    bonus = 0.2 * _looks_like(question, weighed)
    text = weighed.sentence.text
    if question.operation is Operation.PERSON and _TITLE_AND_NAME.search(text):
        bonus += 0.25
    elif question.operation is Operation.LIST and _OPENS_LIST.search(text):
        bonus += 0.15
    elif _ASKS_SEVERAL.search(question.text) and _LISTS_NAMES.search(text):
        bonus += 0.25
    elif len(text) < 34 and not re.search(r"[。；;！!：:，,]", text):
        bonus -= 0.3
    wanted = _WANTED.search(question.text)
    if question.operation in (Operation.LIST, Operation.PERSON) and wanted:
        bonus += 0.2 * (text.count("、") >= max(2, _small_number(wanted.group(1)) - 1))
    return replace(weighed, bonus=bonus)


def _looks_like(question: Question, one: Weighed) -> int:
    """How many of the things that the question asks after (who presides, when, where) the sentence shows."""
    text = one.sentence.text
    return sum(bool(asked.search(question.text) and shown.search(text)) for asked, shown in _ANSWERS_LOOK_LIKE)


def _enumerates(question: Question, text: str, context: Context) -> bool:
    """甲、乙、丙等3个百亿级项目落地: whether a sentence names the members of what the question wants listed."""
    telling = [term for term in question.terms if term_weight(term, context.wording) >= 1]
    if question.operation is not Operation.LIST or not telling:
        return False
    return any(all(borne(t, m["what"].lower(), context.wording) >= 1 for t in telling) for m in _MEMBERS.finditer(text))


def _lists_so_many(question: Question, one: Weighed) -> bool:
    """补了六个人,都是谁: a sentence that speaks of it and names just so many (甲、乙、…等6名同志)."""
    asked = _SO_MANY.search(question.text)
    if asked is None or one.own < ENOUGH or question.operation not in (Operation.LIST, Operation.PERSON):
        return False
    wanted = _small_number(asked["n"])
    told = [m for m in _SO_MANY.finditer(one.sentence.text) if _small_number(m["n"]) == wanted]
    rows = [one.sentence.text[: m.start()].rsplit("，", 1)[-1].count("、") for m in told]
    return wanted > 1 and any(marks >= wanted - 1 for marks in rows)


def _of_asked_rank(question: Question, text: str) -> bool:
    """区长 is not told by 副区长."""
    titles = _TITLES.findall(question.text) if question.operation is Operation.PERSON else []
    return all(re.search(f"(?<!副){title}", text) for title in titles) or not any(f"副{t}" in text for t in titles)


def _anchors(question: Question) -> list[str]:
    """What the question takes word for word from the report: a name in quotation marks, a count with its thing."""
    if question.numeric and not question.claims:
        return []
    quoted = [name for name in _QUOTED.findall(question.text) if len(name) >= SHORTEST_NAME]
    spans = [question.text.find(claim.text) for claim in question.claims]
    counted = [_COUNTED_THING.match(question.text, at) for at in spans if at >= 0]
    return quoted + [match.group() for match in counted if match]


def _anchored(one: Weighed, anchors: Sequence[str]) -> Weighed:
    """Raises a sentence that bears one of them."""
    held = any(anchor in one.sentence.text for anchor in anchors)
    return replace(one, own=max(one.own, ANCHORED), whole=max(one.whole, ANCHORED)) if held else one


def _small_number(text: str) -> int:
    return int(text) if text.isdigit() else "零一二三四五六七八九十".index(text.replace("两", "二"))


def _gives_number(question: Question, weighed: Weighed) -> bool:
    quantities = find_quantities(weighed.sentence.text)
    if question.measure is Measure.GROWTH:
        return any(q.unit in {"%", "个百分点"} for q in quantities)
    return bool(quantities)


def _is_of_another(question: Question, weighed: Weighed, context: Context) -> bool:
    """甲大道完成设计,总投资57亿元的乙港启动: whether each such number says itself that another thing has it."""
    things = of_things(term for term in question.terms if term_weight(term, context.wording) >= 1)
    aspects = [term for term in question.terms if term not in things]
    clauses = [clause for clause in re.split("[,，;；。]", weighed.sentence.text) if any(a in clause for a in aspects)]
    held = [clause for clause in clauses if find_quantities(clause)]
    told = [_OWNER.search(clause) for clause in held]
    if not things or not held or not all(told):
        return False
    return not any(borne(t, clause.lower(), context.wording) for t in things for clause in held)


_OWNER = re.compile(r"\d(?:余|多)?[万亿]?[一-鿿]{1,3}?(?:以上)?的[一-鿿A-Za-z]{3,}")


def speaks_of(question: Question, weighed: Weighed) -> bool:
    """Unknown places must stand in the sentence itself; an asked year must not be contradicted by the passage."""
    text = weighed.sentence.text
    if any(short_name(name) not in text for name in question.unknown_regions):
        return False
    if question.operation is Operation.PERSON:
        return True
    years = {year for period in question.periods for year in range(period.start, period.end + 1)}
    passage = weighed.sentence.passage
    return (
        not years or not passage.years or bool(years & set(passage.years)) or any(str(year) in text for year in years)
    )
