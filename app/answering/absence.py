"""How many there were of what a report says there was none of (发生几起事故: 未发生重大事故; 零新增)."""

from __future__ import annotations

import re

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.evidence.sentences import share_of_terms, split_sentences
from app.understanding.question import Question
from app.understanding.terms import content_words, term_weight
from vectorstore.passage import Passage

_NONE = (
    r"(?:没有(?:发生|出现|发现)?|未(?:发生|出现|发现|接到|新增)|杜绝了?|实现(?:了)?(?:零|“零)"
    r"|(?<!不)无(?![害障人线偿缝烟纸形名])|零(?![售工部碳担距星]))"
)
_HAPPENS = re.compile(r"发生|出现|发现|新增")
PASSAGES = 8
SURE = 0.75


def answer_absence(question: Question, context: Context, draft: Draft) -> bool:
    """Quotes the sentence that says that there was none of what is counted. False without one."""
    if not question.unit_loose:
        return False
    words = content_words(" ".join(subject.text for subject in question.subjects), context.wording)
    telling = [word for word in words if term_weight(word, context.wording) >= 1 and not _HAPPENS.fullmatch(word)]
    variants = {variant for word in telling for variant in context.wording.variants(word)}
    for region in asked_regions(question, context):
        for passage in context.passages(question, region, PASSAGES):
            if not _of_asked_years(question, passage):
                continue
            for sentence in split_sentences(passage, context.store):
                denied = any(_denies(word, sentence.text) for word in variants)
                if denied and share_of_terms(telling, f"{passage.text} {sentence.text}", context.wording) >= SURE:
                    number = draft.cite_span(passage, sentence.start, sentence.end)
                    draft.say(f"报告没有给出数量，而是说没有发生：{sentence.text}[{number}]")
                    return True
    return False


def _of_asked_years(question: Question, passage: Passage) -> bool:
    """Whether the passage may speak of the asked years: 比上年 alone names the year before the one it is about."""
    asked = {year for period in question.periods for year in range(period.start, period.end + 1)}
    said = {year + step for year in passage.years for step in (0, 1)}
    named = any(str(year) in f"{passage.title}{passage.subdocument}" for year in asked)
    return not asked or not said or named or bool(asked & said)


def _denies(term: str, text: str) -> bool:
    ends = r"(?=[,，.。;；、）)]|$|发生|案|事[故件]|情况|病例|现象)"  # 杜绝法官拖延办案 denies no 法官
    return bool(re.search(rf"{_NONE}[一-鿿]{{0,6}}?{re.escape(term)}{ends}", text))
