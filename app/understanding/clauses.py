"""The clauses of a question buried in talk (老楼想装电梯,邻居让我去问。该哪个局?), as the words that each asks by."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.understanding.question import Question
from app.understanding.terms import content_words, term_weight
from app.understanding.wording import Wording
from vectorstore.gazetteer import short_name
from vectorstore.tokenizer import word_class

_CLAUSE = re.compile(r"[^,，。;；:：?？!！]+")
_ASKS = re.compile(r"谁|哪|什么|啥|怎|如何|多少|几")
_SLOTS = re.compile(r"20\d\d年?|[今去明]年|[省市区县]里|分工表?|任务|这(?:个|件|种|边)?事?(?:情|儿)?")


def clauses_to_ask_by(question: Question, cues: Sequence[str], wording: Wording) -> list[list[str]]:
    """The telling words of the clause that asks; where they are but verbs, each with a word of a clause before it.

    Where the clause that asks has none, those of each clause before it. cues: words that ask, which name nothing.
    """
    asking: list[list[str]] = []
    before: list[list[str]] = []
    blank = _blank(question, cues)
    for clause in _CLAUSE.findall(question.text):
        terms = [t for t in content_words(blank.sub(" ", clause), wording) if term_weight(t, wording) >= 1]
        if terms:
            (asking if _ASKS.search(clause) else before).append(terms)
    if not any(word_class(term)[:1] != "v" for terms in asking for term in terms):
        return [[*terms, term] for terms in asking for one in before for term in one] or before
    return asking


def _blank(question: Question, cues: Sequence[str]) -> re.Pattern[str]:
    """What names neither a task nor a thing: the places, the years, the words that ask (哪个单位管)."""
    places = {name for region in question.regions for name in (region.name, short_name(region.name))}
    words = [*(rf"{re.escape(cue)}(?:来|在|去)?[管抓]?" for cue in cues), *map(re.escape, places)]
    return re.compile("|".join([*sorted(words, key=len, reverse=True), _SLOTS.pattern]))
