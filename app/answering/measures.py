"""How something is to be done: the section whose heading names it, whole where short, else each paragraph's lead."""

from __future__ import annotations

import re

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.question import Question
from app.sentences import share_of_terms
from app.terms import borne, term_weight
from vectorstore.passage import Passage, PassageKind
from vectorstore.region import Region

_ASKS = re.compile(r"如何(?!了)|怎样|怎么(?!样|看|会|了)|措施|举措|做法|办法|哪些安排|怎么干")
_ACTS = re.compile(
    r"(?:推动|推进|促进|加强|深化|发展|抓好?|做好|加快|培育|提升|完善|强化|优化|开展|落实|打造|建设|构建|聚焦|着力|扩大|增强)+"
)
_CLOSING = re.compile(r"\n\s*(?:各位代表|同志们)")
FITS = 0.6
LONGEST_HEADING = 40
LONGEST_WHOLE = 420
LONGEST_LEAD = 150
MOST_LEADS = 6


def asks_how(question: Question) -> bool:
    return not question.numeric and bool(_ASKS.search(question.text))


def answer_measures(question: Question, context: Context, draft: Draft) -> bool:
    """Quotes the section that the question names by its heading. False when no heading bears all its telling words."""
    said = False
    for region in asked_regions(question, context):
        model = _section(question, context, region)
        if model is not None:
            said = _say(model, context, draft) or said
    return said


def _section(question: Question, context: Context, region: Region | None) -> Passage | None:
    """The first passage of the best fitting section of the asked years."""
    telling = [t for t in question.terms if not _ACTS.fullmatch(t) and t not in {"工作", "情况"}]
    if all(term_weight(t, context.wording) < 1 for t in telling):
        return None
    years = {period.end for period in question.periods}
    best: tuple[float, Passage] | None = None
    for passage in context.first_of_sections(region):
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
        and p.kind in (PassageKind.TEXT, PassageKind.ITEM)
    ]
    if not family:
        return False
    clean = context.store.source(model.document).clean
    start, end = family[0].start, family[-1].end
    closing = _CLOSING.search(clean, start, end)
    end = closing.start() if closing else end
    if end - start <= LONGEST_WHOLE:
        text = re.sub(r"(?<![。；：！？])\n", "", clean[start:end].strip())
        draft.say(f"{text}[{draft.cite_span(model, start, end)}]")
        return True
    draft.say(f"“{model.section[-1]}”部分：")
    for line in list(re.finditer(r"[^\n]*[一-鿿][^\n]*", clean[start:end]))[:MOST_LEADS]:
        first = start + line.start()
        last = _lead_end(line.group(), first)
        home = next((p for p in reversed(family) if p.start <= first), model)
        draft.say(f"- {clean[first:last].strip()}[{draft.cite_span(home, first, last)}]")
    return True


def _lead_end(line: str, start: int) -> int:
    """The end of the sentences that open a paragraph: as many as stay within the limit, at least one."""
    ends = [match.end() for match in re.finditer(r"[。；]", line)] or [len(line)]
    within = [end for end in ends if end <= LONGEST_LEAD]
    return start + (within[-1] if within else ends[0])
