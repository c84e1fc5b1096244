"""Verification of a summary, sentence by sentence: cited, and in its sources' own words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from app.guest.ground import Ground
from app.guest.mentions import directions_in
from app.guest.reply import ends_cited
from app.guest.vocabulary import CLAUSES, NEGATION, lost_negation, new_words, unsupported
from app.verify import cited_numbers, normalised
from vectorstore.periods import find_periods
from vectorstore.quantity import find_quantities
from vectorstore.regions import find_regions

LEAST_WORDS = 6
LEAST_SOURCES = 2


@dataclass
class SummaryChecker:
    """For answers without figures: each sentence is cited and says, in its sources' own words, what they say.

    What can turn a meaning over is only taken literally: a clause that moves (提高, 减少) or negates must stand in the
    source as it is, and what holds a number must be the beginning of a sentence of the source. A summary that hardly
    says more than the question does not stand.
    """

    ground: Ground
    _words: set[str] = field(default_factory=set)
    _cited: set[int] = field(default_factory=set)

    def sentence(self, text: str) -> str:
        if not ends_cited(text):
            return "每句话末尾都要有出处编号"
        numbers = cited_numbers(text)
        if any(number not in self.ground.quotes for number in numbers):
            return "用了资料里没有的出处编号"
        self._words |= set(new_words(text, self.ground.question))
        self._cited |= set(numbers)
        reasons = (self._against(part, cited) for part, cited in _parts(text))
        return next((reason for reason in reasons if reason), "")

    def end(self) -> str:
        enough = len(self._words) >= LEAST_WORDS and len(self._cited) >= min(LEAST_SOURCES, len(self.ground.quotes))
        return "" if enough else "写得太空泛，要写出资料里的具体做法"

    def _against(self, part: str, cited: tuple[int, ...]) -> str:
        sources = "\n".join("".join(self.ground.quotes[number].split()) for number in cited)
        if find_quantities(part):
            return "" if _opens_sentence(part, sources) else "数字不要写，或者从原文句首起照抄"
        return (
            self._foreign(part, sources, cited)
            or next((f"“{clause}”要照抄原文" for clause in _turning(part) if _flat(clause) not in _flat(sources)), "")
            or _worded("所引资料里没有“{}”", unsupported(part, sources + self._places(cited)))
            or _worded("原文对“{}”是否定的说法", lost_negation(part, sources))
        )

    def _foreign(self, part: str, sources: str, cited: tuple[int, ...]) -> str:
        """Places that neither the sources nor their reports' titles name, times that the sources do not name."""
        named = _flat(sources + self._places(cited))
        for region in find_regions(part, ()):
            if region.text not in named:
                return f"所引资料里没有“{region.text}”"
        for period in find_periods(part, None):
            if _flat(period.text) not in _flat(sources):
                return f"所引资料里没有“{period.text}”"
        return ""

    def _places(self, cited: tuple[int, ...]) -> str:
        return "\n" + "\n".join(self.ground.titles[number] for number in cited)


def _parts(text: str) -> list[tuple[str, tuple[int, ...]]]:
    """The sentence cut behind each run of citations: what is said, and what it cites."""
    return [(said, cited_numbers(marks)) for said, marks in re.findall(r"([^\[\]]+)((?:\[\d+\])+)", text)]


def _turning(part: str) -> list[str]:
    """The clauses that move or negate."""
    return [clause for clause in CLAUSES.split(part) if directions_in(clause) or NEGATION.search(clause)]


def _opens_sentence(part: str, sources: str) -> bool:
    sentences = [sentence for line in sources.split("\n") for sentence in re.split(r"[。！？]", line)]
    wanted = _flat(part)
    return any(re.match(rf"{re.escape(wanted)}(?![\d.]*\d)", _flat(sentence)) for sentence in sentences)


def _worded(reason: str, word: str) -> str:
    return reason.format(word) if word else ""


def _flat(text: str) -> str:
    return re.sub(r"[，,、；;：:。“”\"‘’（）()]", "", normalised(text))
