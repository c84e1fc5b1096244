"""What a question counts must be what a figure counts: 院士有多少 is not told by 院士专家项目6个."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.understanding.aspects import of_things
from app.understanding.question import Operation, Question, Subject
from app.understanding.terms import term_weight
from app.understanding.wording import Wording
from vectorstore.figure import Figure, Measure
from vectorstore.indicators import aliases, is_money, is_thing
from vectorstore.quantity import dimension
from vectorstore.tokenizer import is_noun, segments, word_class, word_frequency
from vectorstore.units import PLAIN_UNIT

SHORTEST_NAME = 2  # characters of a word of no dictionary that may as well be a deed: 发鱼
LONGEST_WORD = 4
_BETWEEN = r"(?:一共|总共|大概|大约|目前|现在|总数|总量|数量|人数|个数|共|现|都|还|约|数|拥|的)*(?:有|是|为|达到?)?"
_ASKED = rf"(?:多少|几)(?![类级等号月日星])(?:[万亿]*(?:{PLAIN_UNIT}))?[呢啊呀了\s]*[?？。]?$"
_RELATIVE = re.compile(
    r"[人户]均|平均每|万元(?:地区生产总值|GDP|产值|工业增加值)|单位(?:地区生产总值|GDP|面积)|每[百千万]人"
)
_IN_TEN_THOUSANDS = re.compile(r"(?:多少|几)[万亿]")
_ASKS_EACH = re.compile(r"平均每[一-鿿]|[人户]均")
_MOVES = re.compile(r"[点增减升降高低快慢变涨跌]")
_SAYS_EACH = re.compile(r"[每均]|[百千万]人|单位|万元")
_QUANTITY = re.compile(r"[数量额率值费价长度分期]$")  # names what is measured of a thing
_RATE = re.compile(r"率$|比$|比重$|程度$|度$|面$|指数$")
# Words behind a noun that leave it what is counted: 农贸市场总数, 用户规模.
_DEEDS = frozenset({"封顶", "创业", "落户", "落地", "通车", "普及", "入库", "上市", "整治", "试点"})  # tagged as nouns
_SIZES = frozenset({"数", "数量", "总数", "人数", "个数", "总量", "规模", "总人数", "户数", "家数", "人次", "情况"})
_NUMBER = r"\d[\d.,]*\s*[余多万亿]*(?:个|名|家|人|件|起|辆|户|所|座|处|项|位|只|头|张|套|台|部|条|次)?"


@dataclass(frozen=True)
class Head:
    """The word that says what is counted, with the words that may stand for it, longest first."""

    word: str
    names: tuple[str, ...]
    indicator: str = ""
    alone: bool = False  # nothing else tells what is meant
    kind: frozenset[str] = frozenset()
    """The words right before it, that say which sort of it is meant: 乞讨 of 乞讨人员."""

    @property
    def is_noun(self) -> bool:
        return is_noun(self.word) or (len(self.word) > SHORTEST_NAME and not word_class(self.word))


def counted_head(question: Question, subject: Subject, wording: Wording) -> Head | None:
    """The word right before 有多少, None where the question does not count so."""
    counts = not question.unit or dimension(question.unit).startswith(("count", "people"))
    if question.claims or question.measure not in (None, Measure.LEVEL) or not counts:
        return None
    telling = [term for term in subject.terms if term_weight(term, wording) >= 1]
    for name in subject.indicators:
        said = [alias for alias in aliases(name) if is_thing(name) and _is_asked(question, alias)]
        if said:
            return Head(said[0], _longest_first({*aliases(name), *wording.lowered(said[0])}), name)
    if subject.indicators or not of_things(telling[-1:]) or not _is_asked(question, telling[-1]):
        return None
    last = telling[-1]
    if _QUANTITY.search(last):
        return None
    head = last if is_noun(last) or last not in wording.synonyms else segments(last)[-1]  # 新增个体户, a known phrase
    kind = {term for at, term in enumerate(telling[:-1]) if "".join(telling[at:]) in question.text}
    return Head(head, _longest_first({*wording.lowered(head)}), alone=len(telling) == 1, kind=frozenset(kind))


def _longest_first(names: set[str]) -> tuple[str, ...]:
    return tuple(sorted((name.lower() for name in names), key=len, reverse=True))


def _is_asked(question: Question, word: str) -> bool:
    return bool(re.search(f"{re.escape(word)}{_BETWEEN}{_ASKED}", question.text, re.IGNORECASE))


def counts_head(question: Question, figure: Figure, head: Head) -> bool:
    """Whether a figure's name says the word as what is counted, with no other noun behind it."""
    if figure.measure is Measure.SHARE and not _RATE.search(head.word):
        return False
    for name in (figure.phrase.lower(), figure.row.lower(), " ".join(figure.column).lower()):
        for variant in head.names:
            at = name.rfind(variant)
            if at < 0 or _is_cut_from(name, at, variant):
                continue
            behind = {*segments(name[at + len(variant) :])} - _SIZES - _DEEDS
            return not (head.is_noun and any(_is_other(word, question) for word in behind))
    return not head.is_noun or (bool(head.indicator) and figure.indicator == head.indicator)


def _is_other(word: str, question: Question) -> bool:
    """Whether a word behind what is asked for is another thing, and not how much of it there is (石油储量)."""
    return is_noun(word) and word not in question.text and not _QUANTITY.search(word)


def _is_cut_from(name: str, at: int, variant: str) -> bool:
    """航班 of 领航班: it begins within a word of the dictionary that ends before it does."""
    start = 0
    for word in segments(name):
        end = start + len(word)
        if start < at < end < at + len(variant) and word_frequency(word):
            return True
        start = end
    return False


def tells_count(question: Question, text: str, head: Head) -> bool:
    """Whether a sentence says how many there are: 2500名干部职工. What other words tell need not be counted so."""
    names = "|".join(map(re.escape, head.names))
    if not head.alone:
        return True
    if re.search(rf"(?:{names})[^,，。;；、\d]{{0,8}}{_NUMBER}", text.lower()):
        return True
    for told in re.finditer(rf"{_NUMBER}(?:{names})", text.lower()):
        behind = segments(text[told.end() : told.end() + LONGEST_WORD])
        other = behind[0] if behind and is_noun(behind[0]) else ""
        if not (head.is_noun and other and other not in _SIZES | _DEEDS and other not in question.text):
            return True
    return False


def is_of_one_kind(question: Question, subject: Subject, figure: Figure) -> bool:
    """Whether a figure is as whole as what is asked for (人均公园面积 is no 公园面积), money where that is asked."""
    unmoved = question.measure is None and not question.with_growth and question.operation is Operation.LOOKUP
    if unmoved and dimension(figure.unit) == "percent" and _IN_TEN_THOUSANDS.search(question.asked_text):
        return False  # 常住人口是多少万 is not told by a rate
    names = subject.indicators or (question.indicators if len(question.subjects) == 1 else ())
    if any(is_money(name) for name in names):
        bare = not figure.unit and figure.measure is Measure.LEVEL
        if bare or (figure.unit == "个百分点" and question.measure is None and not _MOVES.search(question.text)):
            return False
    if question.operation is Operation.LOOKUP and _ASKS_EACH.search(subject.text):
        named = f"{figure.phrase}{figure.row}{figure.indicator}{'/'.join(figure.column)}{figure.unit}"
        return figure.measure is not Measure.LEVEL or bool(re.search("均|每|/", named))
    whole = not _RELATIVE.search(figure.phrase) or "可支配收入" in figure.phrase  # people's income is that of each
    if question.measure is not None or whole or _SAYS_EACH.search(question.text):
        return True
    return any(name == figure.indicator or _RELATIVE.search(name) for name in subject.indicators)


def parts_of_names(question: Question, subject: Subject) -> set[str]:
    """幼儿 of 幼儿教师: the words that make one word with the thing they stand before, and so say which it is."""
    names = [alias for name in subject.indicators if is_thing(name) for alias in aliases(name)]
    return {t for t in subject.terms if any(t + n in question.text and word_frequency(t + n) for n in names)}
