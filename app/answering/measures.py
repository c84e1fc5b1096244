"""How something is to be done: the section whose heading names it, whole where short, else each paragraph's lead."""

from __future__ import annotations

import re

from app.answering.blocks import Block, best_block, blocks_of
from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.evidence.sentences import share_of_terms, split_sentences
from app.understanding.question import Question
from app.understanding.terms import borne, content_words, term_weight
from vectorstore.passage import Passage, PassageKind
from vectorstore.region import Region

_ASKS = re.compile(
    r"如何(?!了)|怎样|怎么(?!样|看|会|了|就|这么|那么|回事)|咋(?!样|会|了|就|这么|那么|回事)|怎么干"
    r"|措施|举措|做法|办法|[高实新]?招[数法]?(?=[?？。呀啊呢吗]|$)|招数|高招|路子|路数|套路|打法|抓手|门道|对策|思路"
    r"|(?:工作|具体|下一步|重点|主要)的?(?:安排|打算|部署|计划|举动|动作)"
    r"|布置了?(?:些|哪些)?(?:啥|什么|哪)|(?:具体|总体)(?:部署|安排)"
    r"|(?:什么|哪些|哪几项|啥)(?:具体|新|重点|主要)?(?:安排|打算|部署|动作|计划|考虑|思路|招|行动)"
)
_ASKS_STATE = re.compile(r"(?:进展|情况|效果|成效|表现|结果|进度)(?:怎么?样|如何|咋样)")
_ACTS = re.compile(
    r"(?:推动|推进|促进|加强|深化|发展|抓好?|做好|加快|培育|提升|完善|强化|优化|开展|落实|打造|建设|构建|聚焦|着力|扩大|增强"
    r"|管控|防控|防范|化解|控制|治理|应对|管理|做|干|抓|搞|改善|解决|保障|支持|保护|支持|具体|部署|安排|打算|思路|动作|稳定|稳住|吸引|鼓励|工作|情况|推|拉|想|要点|路子|招数|办法|布置|举措|措施|他们|在搞|听说)+"
)
_LED = re.compile(r"^[稳促保抓扩惠兴优提补治控防增强](?=[一-鿿]{2})")  # 稳就业 is about 就业
_CLOSING = re.compile(r"\n\s*(?:各位代表|同志们)")
FITS = 0.6
LONGEST_HEADING = 40
PASSAGES = 14
SHORT = 120
LONGEST_WHOLE = 420
LONGEST_LEAD = 150
MOST_LEADS = 6
MOST_SENTENCES, SHORTEST_TOLD = 4, 14
_OF_TEXT = (PassageKind.TEXT, PassageKind.ITEM)


def asks_how(question: Question) -> bool:
    return not question.numeric and bool(_ASKS.search(question.text))


def answer_measures(question: Question, context: Context, draft: Draft) -> bool:
    """Quotes the section that the question names by its heading. False when no heading bears all its telling words."""
    said = False
    for region in asked_regions(question, context):
        model = _section(question, context, region)
        if model is not None:
            said = _say(model, context, draft) or said
        elif (block := _block(question, context, region)) and not _is_of_other_year(question, block.passage):
            section = block.passage.section[-1] if block.passage.section else ""
            if block.heading in section and block.end - block.start < SHORT:
                _say(block.passage, context, draft)
            else:
                said_before = set(draft.lines)
                _say_span(block.passage, block.start, block.end, context, draft)
                if draft.lines[-1] in said_before:  # the part before has told this: look for something else
                    return False
            said = True
        else:
            told = _say_sentences(question, context, region, draft, of_year=block is not None)
            if not told and block:
                _say_span(block.passage, block.start, block.end, context, draft)
            said = told or block is not None or said
    return said


def _is_of_other_year(question: Question, passage: Passage) -> bool:
    """Whether a year is asked for that the passage's headings do not name."""
    years = {period.end for period in question.periods}
    return bool(years) and not years & _years_of(passage)


def _years_of(passage: Passage) -> set[int]:
    return {int(year) for year in re.findall(r"20\d\d", " ".join(passage.section))}


def _say_sentences(
    question: Question, context: Context, region: Region | None, draft: Draft, of_year: bool = False
) -> bool:
    """The few sentences of the asked year that speak of just that (氢能), in order. False for none, and for too many.

    of_year: only those of sections whose heading names the year.
    """
    telling = [term for term in telling_terms(question, context) if term_weight(term, context.wording) >= 1]
    if not telling or _ASKS_STATE.search(question.text):
        return False
    years = {period.end for period in question.periods}
    passages = [p for p in context.passages(question, region, PASSAGES) if p.kind in _OF_TEXT]
    headed = [p for p in passages if years & _years_of(p)]
    if not headed and not of_year:
        headed = [p for p in passages if not years or not p.years or years & set(p.years)]
    found = [
        sentence
        for passage in headed
        for sentence in split_sentences(passage, context.store)
        if all(borne(term, sentence.text.lower(), context.wording) >= 1 for term in telling)
        and len(sentence.text) >= SHORTEST_TOLD
    ]
    found = list({sentence.text: sentence for sentence in found}.values())
    if not 0 < len(found) <= MOST_SENTENCES:
        return False
    for sentence in sorted(found, key=lambda one: (one.passage.document, one.start)):
        draft.say(f"{sentence.text}[{draft.cite_span(sentence.passage, sentence.start, sentence.end)}]")
    return True


def telling_terms(question: Question, context: Context) -> list[str]:
    """What is to be done something about, in the question's own words: no verbs of doing, no words of every report."""
    words = content_words(" ".join(subject.text for subject in question.subjects), context.wording)
    telling = [_LED.sub("", word) for word in words if not _ACTS.fullmatch(word)]
    return telling if any(term_weight(word, context.wording) >= 1 for word in telling) else []


def _block(question: Question, context: Context, region: Region | None) -> Block | None:
    telling = telling_terms(question, context)
    if not telling:
        return None
    years = {period.end for period in question.periods}
    passages = context.passages(question, region, PASSAGES)
    return best_block(question, telling, blocks_of(passages, context), years, context)


def _section(question: Question, context: Context, region: Region | None) -> Passage | None:
    """The first passage of the best fitting section of the asked years."""
    telling = telling_terms(question, context)
    if not telling:
        return None
    years = {period.end for period in question.periods}
    best: tuple[float, Passage] | None = None
    for passage in context.first_of_sections(question, region):
        if not passage.section or len(passage.section[-1]) > LONGEST_HEADING:
            continue
        heading = passage.section[-1].lower()
        said = {int(year) for year in re.findall(r"20\d\d", " ".join(passage.section))}
        if years and (said or passage.years) and not years & (said or set(passage.years)):
            continue
        if any(borne(term, heading, context.wording) < 1 for term in telling):
            continue
        fit = share_of_terms(telling, heading, context.wording) + 0.1 * bool(years & said)
        fit -= 0.001 * len(heading)
        if fit >= FITS and (best is None or fit > best[0]):
            best = (fit, passage)
    return best[1] if best else None


def _say(model: Passage, context: Context, draft: Draft) -> bool:
    family = [
        p
        for p in context.store.passages_of(model.document)
        if p.subdocument == model.subdocument
        and p.section[: len(model.section)] == model.section
        and p.kind in _OF_TEXT
    ]
    if not family:
        return False
    clean = context.store.clean_text(model.document)
    start, end = family[0].start, family[-1].end
    closing = _CLOSING.search(clean, start, end)
    end = closing.start() if closing else end
    if end - start <= LONGEST_WHOLE:
        _say_span(model, start, end, context, draft)
        return True
    draft.say(f"“{model.section[-1]}”部分：")
    for line in list(re.finditer(r"[^\n]*[一-鿿][^\n]*", clean[start:end]))[:MOST_LEADS]:
        first = start + line.start()
        last = _lead_end(line.group(), first)
        home = next((p for p in reversed(family) if p.start <= first), model)
        draft.say(f"- {clean[first:last].strip()}[{draft.cite_span(home, first, last)}]")
    return True


def _say_span(passage: Passage, start: int, end: int, context: Context, draft: Draft) -> None:
    """A short stretch whole; a longer one up to the last sentence within the limit."""
    clean = context.store.clean_text(passage.document)
    if end - start > LONGEST_WHOLE:
        end = max(clean.rfind("。", start, start + LONGEST_WHOLE) + 1, start + 1)
    text = re.sub(r"(?<![。；：！？])\n", "", clean[start:end].strip())
    draft.say(f"{text}[{draft.cite_span(passage, start, end)}]")


def _lead_end(line: str, start: int) -> int:
    """The end of the sentences that open a paragraph: as many as stay within the limit, at least one."""
    ends = [match.end() for match in re.finditer(r"[。；]", line)] or [len(line)]
    within = [end for end in ends if end <= LONGEST_LEAD]
    return start + (within[-1] if within else ends[0])
