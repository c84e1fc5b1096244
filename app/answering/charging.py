"""Who is in charge of what running text sets out: the units in brackets behind it, or named in its sentence."""

from __future__ import annotations

import re

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.evidence.sentences import Weighed, weigh_sentences
from app.understanding.question import Question
from vectorstore.passage import PassageKind

PASSAGES = 14
ENOUGH = 0.6
_UNIT = (
    r"[一-鿿]{1,16}?(?:局|委员会|委|办公室|办事处|办|部|院|中心|集团|公司|银行|大队|支队"
    r"|总队|分局|管委会|政府|联合会|妇联|残联|工会|团委|协会|学校|乡|镇|街道|社)"
)
_BRACKET = re.compile(rf"[（(]({_UNIT}(?:[、,，]{_UNIT})*|[^（()）]*(?:单位|部门)[:：][^（()）]*)[)）]")
_NAMED = re.compile(
    rf"由{_UNIT}(?:[、和]{_UNIT})*(?:共同)?(?:牵头|负责|承担|承办|主办|实施|落实)"
    rf"|(?:牵头|责任|负责|主管)(?:单位|部门)(?:为|是|[:：])?{_UNIT}|{_UNIT}(?:牵头|负责)"
)


def answer_charge(question: Question, context: Context, draft: Draft) -> bool:
    """Quotes the asked task with the units that stand behind it. False when no sentence with units speaks of it."""
    said = False
    for region in asked_regions(question, context):
        passages = [
            p
            for p in context.passages(question, region, PASSAGES)
            if p.kind not in (PassageKind.TABLE, PassageKind.ROW, PassageKind.DEFINITION)
        ]
        titles = "".join(p.title + p.subdocument for p in passages)
        telling = [term for term in question.terms if term not in titles and not _ONLY_ASKS.fullmatch(term)]
        weighed = weigh_sentences(telling or question.terms, passages, context.store, context.wording)
        close = [one for one in sorted(weighed, key=lambda w: -_fit(question, w)) if one.own >= ENOUGH]
        best = _fit(question, close[0]) if close else 0.0
        for one in close:
            if _fit(question, one) < best - 0.02:
                break
            if _say(one, context, draft):
                said = True
                break
    return said


_ONLY_ASKS = re.compile(r"(?:处|科|室)?咨询|申请|申报|办理|政策|清单|处室|科室|问")
_BELOW = re.compile(
    r"\s*(?P<line>(?:政策|业务|申报|受理)?(?:咨询|联系|受理|解释|申报|主管|实施|牵头|责任|负责)(?:单位|部门|处室|机构|科室)?\s*[:：][^\n]{2,60})"
)


def speaks_of_charge(text: str) -> bool:
    """Whether a sentence says anything of who is to do it."""
    return re.search(rf"牵头|负责|责任|承担|主办|承办|主管|(?:来自|来源[于是为:：]|由){_UNIT}", text) is not None


def _fit(question: Question, one: Weighed) -> float:
    claimed = sum(claim.text in one.sentence.text for claim in question.claims)
    return one.own + 0.15 * claimed


def _say(one: Weighed, context: Context, draft: Draft) -> bool:
    """The sentence and the units: in it, or in the rest of its paragraph, where they stand for all of it."""
    sentence = one.sentence
    clean = context.store.clean_text(sentence.passage.document)
    end = clean.find("\n", sentence.end)
    rest = clean[sentence.end : len(clean) if end < 0 else end]
    if _NAMED.search(sentence.text) or _BRACKET.search(sentence.text):
        draft.say(f"{sentence.text}[{draft.cite_span(sentence.passage, sentence.start, sentence.end)}]")
        return True
    units = _BRACKET.search(rest)
    named = _NAMED.search(rest)
    if units is None and named is None:
        return _say_line_below(one, clean, end, draft)
    behind = units or named
    assert behind is not None
    number = draft.cite_span(sentence.passage, sentence.start, sentence.end)
    where = draft.cite_span(sentence.passage, sentence.end + behind.start(), sentence.end + behind.end())
    what = f"责任单位（括注于该段之后）：{units.group(1)}" if units else f"该段写明：{behind.group()}"
    draft.say(f"“{sentence.text.rstrip('；。;')}”——{what}[{number}][{where}]。")
    return True


def _say_line_below(one: Weighed, clean: str, end: int, draft: Draft) -> bool:
    """政策咨询:市科技局科技人才处, the line below a measure. False where the next line is of something else."""
    below = _BELOW.match(clean, end) if end >= 0 else None
    if below is None:
        return False
    sentence = one.sentence
    number = draft.cite_span(sentence.passage, sentence.start, sentence.end)
    where = draft.cite_span(sentence.passage, below.start("line"), below.end("line"))
    draft.say(f"“{sentence.text.rstrip('；。;')}”——该条之后写明：{below['line']}[{number}][{where}]。")
    return True
