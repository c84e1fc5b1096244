"""Lists that a question counts (十件实事, 六个方面): what is numbered from one to that count behind its lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.understanding.question import Question
from app.understanding.terms import content_words
from vectorstore.numerals import NumeralError, chinese_number
from vectorstore.passage import Passage
from vectorstore.region import Region

FEWEST, MOST_ITEMS = 3, 30
REACH = 160  # characters from a lead to its first item
LONGEST_ITEM = 200
LONGEST_LIST, LONGEST_GAP = 8000, 1500
KEY = 2  # characters of the thing's name that the lead must bear
_DIGITS = "一二三四五六七八九十"
_MEASURE = r"(?:大|个|件|项|条|类|种|点|步|方面)"
# Numbers of items, {d} in digits, {c} in characters.
_STYLES = (
    r"\n\s*{d}[.．、)）](?!\d)",
    r"\n\s*[（(]{d}[)）]",
    r"\n\s*[（(]{c}[)）]",
    r"\n\s*{c}、",
    r"{c}是",
    rf"第{{c}}(?:{_MEASURE}[一-鿿]{{0,6}}[:：]|[,，])",
)
_COUNTED = re.compile(rf"(?<![第\d])(?P<n>\d{{1,2}}|[{_DIGITS}]{{1,2}}){_MEASURE}(?P<thing>[一-鿿“]{{2,}})")


@dataclass(frozen=True)
class _Counted:
    """A thing with the number of it that the question says; key: the end of its name."""

    number: int
    key: str

    def lead(self) -> re.Pattern[str]:
        numbers = f"{self.number}|{_numeral(self.number)}"
        return re.compile(rf"(?<![第\d{_DIGITS}])(?:{numbers}){_MEASURE}[^。；;，,\n]{{0,10}}{re.escape(self.key)}")


def answer_counted_list(question: Question, context: Context, draft: Draft) -> bool:
    """Lists all that is numbered behind the lead. False where the question counts nothing, or no list has that many."""
    counted = _counted(question, context)
    if counted is None:
        return False
    for region in asked_regions(question, context):
        for passage, items in _lists(question, counted, context, region):
            clean = context.store.clean_text(passage.document)
            draft.say(f"共{counted.number}项：")
            for start, end in items:
                draft.say(f"- {clean[start:end].strip()}[{draft.cite_span(passage, start, end)}]")
            return True
    return False


def _counted(question: Question, context: Context) -> _Counted | None:
    match = _COUNTED.search(question.text)
    number = _value(match["n"]) if match else 0
    named = content_words(match["thing"], context.wording) if match else []
    if not FEWEST <= number <= MOST_ITEMS or not named or len(named[0]) < KEY:
        return None
    return _Counted(number, named[0][-KEY:])


def _lists(
    question: Question, counted: _Counted, context: Context, region: Region | None
) -> Iterator[tuple[Passage, list[tuple[int, int]]]]:
    """The numbered lists behind the leads of the place's reports, those of an asked year only."""
    years = {year for period in question.periods for year in (period.start, period.end)}
    for record in context.near_reports(question, region):
        clean = context.store.clean_text(record.id)
        for lead in counted.lead().finditer(clean):
            items = _items(clean, lead.end(), counted.number)
            home = _home(context.store.passages_of(record.id), lead.start()) if items else None
            if home is None or (years and home.years and not years & set(home.years)):
                continue
            yield home, items


def _home(passages: Sequence[Passage], place: int) -> Passage | None:
    return next((p for p in reversed(passages) if p.start <= place), None)


def _items(clean: str, start: int, number: int) -> list[tuple[int, int]]:
    """The spans of the items one to `number` behind a place, [] where their numbers do not run on in one style."""
    for style in _STYLES:
        starts = list(_numbered(clean, start, number, style))
        within = starts and starts[0] - start <= REACH and starts[-1] - start <= LONGEST_LIST
        if within and len(starts) == number and not _goes_on(clean, starts[-1], number, style):
            ends = [*starts[1:], min(len(clean), starts[-1] + LONGEST_LIST)]
            return [(a, _item_end(clean, a, b)) for a, b in zip(starts, ends, strict=True)]
    return []


def _goes_on(clean: str, last: int, number: int, style: str) -> bool:
    """Whether the list has one more item than asked: then it is another one."""
    more = _pattern(style, number + 1).search(clean, last, last + LONGEST_GAP)
    return more is not None and not _pattern(style, 1).search(clean, last, more.start())


def _pattern(style: str, count: int) -> re.Pattern[str]:
    return re.compile(style.replace("{d}", str(count)).replace("{c}", _numeral(count)))


def _numbered(clean: str, start: int, number: int, style: str) -> Iterator[int]:
    place = start
    for count in range(1, number + 1):
        found = _pattern(style, count).search(clean, place, start + LONGEST_LIST)
        if found is None:
            return
        place = found.end()
        yield found.end() - len(found.group().lstrip())


def _item_end(clean: str, start: int, end: int) -> int:
    """Up to the end of its line; of a long one up to the last sentence or clause within the limit."""
    stop = clean.find("\n", start + 1, end)
    end = stop if stop >= 0 else end
    if end - start <= LONGEST_ITEM:
        return end
    cut = max(clean.rfind(mark, start, start + LONGEST_ITEM) for mark in "。；") + 1
    return cut if cut > start else start + LONGEST_ITEM


def _value(text: str) -> int:
    """The number, 0 for what is none."""
    try:
        return int(text) if text.isdigit() else int(chinese_number(text))
    except NumeralError:
        return 0


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return f"{_DIGITS[tens - 1] if tens > 1 else ''}{'十' if tens else ''}{_DIGITS[ones - 1] if ones else ''}"
