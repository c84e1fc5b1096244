"""How near to a figure the words of a question stand."""

from __future__ import annotations

import re
from functools import lru_cache

from app.understanding.terms import borne, parts_of, term_weight
from app.understanding.wording import Wording
from vectorstore.figure import Figure, Measure
from vectorstore.indicators import aliases, find_indicators, near_names
from vectorstore.quantity import dimension

_HELD = re.compile(r"^(?:全[区市县省]|现|共)*(?:共有|现有|拥有|有|建有)|^全[区市县省]")
# 拆违面积 of 违法建设8万平方米: the unit says as much.
_TOLD_BY_UNIT = {"面积": "area", "金额": "money", "人数": "people", "里程": "length", "长度": "length"}
_GOES_BACK = re.compile(
    r"\s*(?:该|本|此)?(?:项目|工程|大厦|园区|地块)"
    r"(?=[^。；;]{0,8}?(?:用地|占地|面积|投资|建成|达产|计划|预计|将|拟|位于|约|\d))"
)
_CLAUSE_ENDS = ",，;；。!！?？\n"


def _names_another(header: str, figure: Figure) -> bool:
    """税收收入 below a header that spans 一般公共预算收入 is a part of it, not it."""
    return any(name != figure.indicator and not figure.indicator.endswith(name) for name in _named(header))


@lru_cache(maxsize=4096)
def _named(header: str) -> tuple[str, ...]:
    return tuple(mention.name for mention in find_indicators(header, colloquial=False))


def _sentence_before(figure: Figure, clean: str) -> str:
    """项目用地34亩 behind 某大厦摘牌。: the sentence that such a one goes back to, "" for any other."""
    if not _GOES_BACK.match(clean, figure.sentence_start):
        return ""
    line = clean.rfind("\n", 0, figure.sentence_start) + 1
    ends = [clean.rfind(mark, line, figure.sentence_start - 1) for mark in "。；;"]
    return clean[max(line, *(end + 1 for end in ends)) : figure.sentence_start].lower()


class Reach:
    """How near to a figure a word stands: 1 in its phrase, .85 in its clause, .6 in its sentence, .5 in a heading."""

    def __init__(self, figure: Figure, clean: str, wording: Wording) -> None:
        self.figure = figure
        self._wording = wording
        before = self._before = clean[figure.sentence_start : figure.start].lower()
        after = clean[figure.end : figure.sentence_end].lower()
        own_before = re.split(rf"[{_CLAUSE_ENDS}、]|\d", before)[-1]
        own_after = re.split(rf"[{_CLAUSE_ENDS}、]|\d", after)[0]
        columns = [part for part in figure.column if not _names_another(part, figure)]
        near = " ".join([figure.phrase, figure.indicator, figure.row, *columns, own_before, own_after]).lower()
        clause = re.split(f"[{_CLAUSE_ENDS}]", before)[-1] + re.split(f"[{_CLAUSE_ENDS}]", after)[0]
        clause += _sentence_before(figure, clean)
        heading = " ".join([*figure.section, figure.subdocument]).lower()
        self._rings = (
            (near, 1.0),
            (f"{near} {clause} {figure.part_of}", 0.85),
            (f"{near} {before} {after} {figure.part_of}", 0.6),
            (f"{near} {before} {after} {heading}", 0.5),
        )

    def level(self, term: str) -> float:
        """The best reach of a term or a word that may stand for it."""
        if self.figure.measure is Measure.LEVEL and _TOLD_BY_UNIT.get(term) == dimension(self.figure.unit):
            return 1.0
        best = 0.0
        for text, level in self._rings:
            share = borne(term, text, self._wording)
            best = max(best, level * share)
            if share == 1.0:
                break  # wider rings hold the same word at a lower level
        parts = parts_of(term, self._wording)
        if not parts:
            return best
        weights = [term_weight(part, self._wording) for part in parts]  # 新增 of 新增个体户 says little
        return max(best, sum(w * self.level(p) for w, p in zip(weights, parts, strict=True)) / sum(weights))

    def indicator_level(self, name: str) -> float:
        """1 when the figure is bound to the indicator, else how near one of its names stands."""
        if name in (self.figure.indicator, _HELD.sub("", self.figure.indicator)):
            return 1.0
        if self.figure.indicator in near_names(name):
            return 0.0
        for text, level in self._rings:
            if any(alias.lower() in text for alias in aliases(name)):
                return 0.9 * level
        return 0.85 if self._is_short_for(name) else 0.0

    def names(self, word: str) -> float:
        """The reach of a word or of the indicator that it names."""
        return max(self.level(word), self.indicator_level(word))

    def _is_short_for(self, name: str) -> bool:
        """规上工业企业营业收入…,利润总额…: the phrase ends a name whose beginning stands before it in the sentence."""
        phrase = self.figure.phrase
        return len(phrase) > 1 and any(
            len(begins := alias.removesuffix(phrase)) > 1 and begins != alias and begins in self._before
            for alias in aliases(name)
        )
