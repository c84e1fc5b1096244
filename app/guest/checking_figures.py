"""Verification of a phrased answer, sentence by sentence: each figure with its own place, time, kind and source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from app.guest.ground import Fact, Ground, describe
from app.guest.mentions import (
    CitedRun,
    Mention,
    Sentence,
    directions_in,
    explained,
    governing,
    governing_kind,
    take_apart,
)
from app.guest.reply import ends_cited
from app.guest.vocabulary import unexplained
from app.phrasing import period_label
from vectorstore.figure import Direction, Kind, Measure
from vectorstore.quantity import Quantity, find_quantities, to_base
from vectorstore.region import Region

_REACHED = re.compile(r"[到至](?:了|约|近)?$")
_SAME_BOUND = ({"约", "左右"}, {"近", "接近"}, {"超", "突破"})


@dataclass
class FigureChecker:
    """For answers with figures: every number is one of the facts, all facts are given, and nothing else is said."""

    ground: Ground
    _stated: set[int] = field(default_factory=set)
    _region: str = ""
    _period: object = None

    def sentence(self, text: str) -> str:
        if not ends_cited(text):
            return "每句话末尾都要有出处编号"
        sentence = self._taken_apart(text)
        if not sentence.quantities:
            return "没有数字的话不要写"
        reason = self._foreign(sentence) or self._words(sentence)
        if reason:
            return reason
        matched: dict[CitedRun, list[Fact]] = {}
        for quantity in sentence.quantities:
            fact, reason = self._match(quantity, sentence)
            if fact is None:
                return reason
            run = sentence.run_after(quantity.end)
            assert run is not None  # a matched number is cited
            matched.setdefault(run, []).append(fact)
            self._stated.add(self.ground.facts.index(fact))
        for run in sentence.runs:
            allowed = frozenset[int]().union(*(fact.citations for fact in matched.get(run, [])))
            if not run.numbers <= allowed:
                return f"出处编号{_marks(run.numbers - allowed)}不支持它前面的话"
        self._region = str(sentence.regions[-1].value) if sentence.regions else self._region
        self._period = sentence.periods[-1].value if sentence.periods else self._period
        return ""

    def end(self) -> str:
        missing = [fact for i, fact in enumerate(self.ground.facts) if i not in self._stated]
        return f"漏掉了{describe(missing[0])}的“{missing[0].stated.text}”" if missing else ""

    def _foreign(self, sentence: Sentence) -> str:
        """Places, times and subjects that the composed answer does not speak of."""
        facts = self.ground.facts
        regions = {fact.figure.region.name for fact in facts}
        for region in sentence.regions:
            if region.value not in regions and str(region.value) not in self.ground.text:
                return f"要点里没有“{region.value}”"
        periods = {fact.figure.period for fact in facts}
        for period in sentence.periods:
            if period.value not in periods and sentence.body[period.start : period.end] not in self.ground.text:
                return f"要点里没有“{sentence.body[period.start : period.end]}”"
        return ""

    def _words(self, sentence: Sentence) -> str:
        """Anything said beside places, times, subjects, numbers and their kinds and directions."""
        bases = [fact.figure.base for fact in self.ground.facts]
        new = unexplained(explained(sentence, bases, self.ground.text))
        return f"要点里没有“{new[0]}”" if new else ""

    def _match(self, quantity: Quantity, sentence: Sentence) -> tuple[Fact | None, str]:
        equal = [fact for fact in self.ground.facts if _same_number(quantity, fact)]
        if not equal:
            loose = next((fact for fact in self.ground.facts if _same_value(quantity, fact)), None)
            return None, f"要照写“{loose.stated.text}”" if loose else f"“{quantity.text}”不是要点里的数字"
        reasons = [self._against(fact, quantity, sentence) for fact in equal]
        fitting = next((fact for fact, reason in zip(equal, reasons, strict=True) if not reason), None)
        return fitting, "" if fitting else reasons[0]

    def _against(self, fact: Fact, quantity: Quantity, sentence: Sentence) -> str:
        """Why this number, where it stands, is not this fact; "" when it is."""
        tail_end = sentence.tail_end(quantity.end)
        return (
            _crowded(quantity, sentence, tail_end)
            or _wrong_citation(fact, quantity, sentence)
            or self._wrong_place(fact, quantity, sentence, tail_end)
            or self._wrong_time(fact, quantity, sentence, tail_end)
            or self._wrong_subject(fact, quantity, sentence, tail_end)
            or _wrong_kind(fact, governing_kind(sentence, quantity))
            or self._wrong_direction(fact, quantity, sentence, tail_end)
            or self._wrong_base(fact, sentence.body[sentence.lead_start(quantity.start) : tail_end])
        )

    def _wrong_place(self, fact: Fact, quantity: Quantity, sentence: Sentence, tail_end: int) -> str:
        mention = governing(sentence.regions, quantity, tail_end)
        place = mention.value if mention else self._region
        return "" if place == fact.figure.region.name else f"“{quantity.text}”属于{fact.figure.region.name}，要写明"

    def _wrong_time(self, fact: Fact, quantity: Quantity, sentence: Sentence, tail_end: int) -> str:
        mention = governing(sentence.periods, quantity, tail_end)
        time = mention.value if mention else self._period
        label = period_label(fact.figure.period)
        return "" if time == fact.figure.period else f"“{quantity.text}”的时间是{label}，要写明"

    def _wrong_subject(self, fact: Fact, quantity: Quantity, sentence: Sentence, tail_end: int) -> str:
        mention = governing(sentence.indicators, quantity, tail_end)
        fits = mention is not None and mention.value in fact.names
        return "" if fits else f"“{quantity.text}”说的是“{fact.stated.indicator}”，要照写"

    def _wrong_direction(self, fact: Fact, quantity: Quantity, sentence: Sentence, tail_end: int) -> str:
        """Growth and change say which way and never 降到; other figures move only as the composed line moves them."""
        lead = sentence.lead(quantity)
        said = directions_in(lead) | directions_in(sentence.masked[quantity.end : tail_end])
        figure = fact.figure
        if figure.measure in (Measure.GROWTH, Measure.CHANGE):
            expected = {figure.direction} - {Direction.NONE}
            fits = said == expected and not _REACHED.search(lead)
        else:
            fits = said == self._composed_directions(fact)
        return "" if fits else f"“{quantity.text}”的增减方向要照写"

    def _wrong_base(self, fact: Fact, around: str) -> str:
        """A growth against a budget or a plan year names its base, and no figure takes another's."""
        base = fact.figure.base
        others = {other.figure.base for other in self.ground.facts} - {base, ""}
        if any(other in around and other not in base for other in others):
            return f"“{fact.stated.text}”的比较基数写错了"
        telling = bool(re.search(r"预算|决算|预计|年均|\d", base)) and base in fact.line
        return f"“{fact.stated.text}”要写明“{base}”" if telling and base not in around else ""

    def _composed_directions(self, fact: Fact) -> set[Direction]:
        """The directions that the composed line itself puts before this figure."""
        line = self._taken_apart(fact.line)
        own = next((q for q in line.quantities if _same_number(q, fact)), None)
        return directions_in(line.lead(own)) if own else set()

    def _taken_apart(self, text: str) -> Sentence:
        names = {name for fact in self.ground.facts for name in fact.names}
        return take_apart(text, names, _regions(self.ground))


def _regions(ground: Ground) -> tuple[Region, ...]:
    return tuple(dict.fromkeys(fact.figure.region for fact in ground.facts))


def _marks(numbers: frozenset[int]) -> str:
    return "".join(f"[{number}]" for number in sorted(numbers))


def _same_number(quantity: Quantity, fact: Fact) -> bool:
    return _same_value(quantity, fact) and _same_bound(quantity.qualifier, fact)


def _same_value(quantity: Quantity, fact: Fact) -> bool:
    """Equal after exact conversion, the upper end of a range included; a place in an order only to such a place."""
    figure = fact.figure
    if quantity.rank != (figure.measure is Measure.RANK):
        return False
    if quantity.value < 0 or (quantity.upper is None) != (figure.upper is None):
        return False
    if to_base(quantity.value, quantity.unit) != to_base(figure.value, figure.unit):
        return False
    return (
        quantity.upper is None
        or figure.upper is None
        or to_base(quantity.upper, quantity.unit) == to_base(figure.upper, figure.unit)
    )


def _same_bound(qualifier: str, fact: Fact) -> bool:
    """Whether the number is bounded as the composed line bounds it: 左右 may become 约, 不低于 stays 不低于."""
    for stated in find_quantities(fact.stated.text):
        own = stated.qualifier
        return own == qualifier or any({own, qualifier} <= same for same in _SAME_BOUND)
    return not qualifier


def _wrong_citation(fact: Fact, quantity: Quantity, sentence: Sentence) -> str:
    run = sentence.run_after(quantity.end)
    if run is not None and fact.stated.citation in run.numbers:
        return ""
    return f"“{quantity.text}”的出处是[{fact.stated.citation}]，要紧跟在它后面"


def _wrong_kind(fact: Fact, mention: Mention | None) -> str:
    said = mention.value if mention else Kind.ACTUAL
    return "" if said is fact.figure.kind else f"{describe(fact)}的数字性质写错或漏写了"


def _crowded(quantity: Quantity, sentence: Sentence, tail_end: int) -> str:
    """Two places, times, subjects or kinds for one number (甲和乙增长7%) leave open whose it is."""
    start = sentence.lead_start(quantity.start)
    for mentions in (sentence.regions, sentence.periods, sentence.indicators, sentence.kinds):
        if len({mention.value for mention in mentions if start <= mention.start < tail_end}) > 1:
            return f"“{quantity.text}”前后只能写一个地区、一个时间、一个指标和一种性质"
    return ""
