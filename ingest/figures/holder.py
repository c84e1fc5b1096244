"""Whose account a sum of a budget is in: all of the place's, its own level's (市级, 市本级), or a zone's."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.figures.phrase import Subject
from vectorstore.budget_level import ACCOUNT_WORDS, LEVEL
from vectorstore.place_names import place_at, region_named
from vectorstore.region import Level, Region


@dataclass(frozen=True)
class Holder:
    """level: 市级, 市本级, 县区 as printed, "" for all of the place; region: a zone with its own accounts, or None."""

    level: str = ""
    region: Region | None = None
    aside: bool = False  # named in a bracket: (其中:市本级3亿元)


WHOLE = Holder()

_ABOUT = rf"(?=\d|为|(?:同比)?(?:增长|下降)|[^,;。:!?\d]{{0,14}}?(?:{ACCOUNT_WORDS}))"
_WHOLE = re.compile(r"(?<![占较比居在])全[市县区州旗](?![一-龥]{0,2}第)|汇总全|全地区")
# 县(区)债务余额, but not 县(区)上解收入, which the city takes in.
_BELOW = re.compile(
    r"(?:县区|区县|县\(市、区\)|县\(区\))级?(?=(?:地方)?(?:政府债|债务|一般公共|政府性基金|国有资本|社会?保))"
)
# 其中:市本级44.7亿元,县区16.6亿元: what was told before is of all of the place.
_SHARED_OUT = re.compile(r"其中[:,]?(?:[市县区州]本?级\d[\d.]*[万亿]?元,)?$")
_BARE_ZONE = re.compile(rf"(?:开发区|示范区|管理区|度假区){_ABOUT}")
_OPENING = re.compile(
    r"\s*(?:[-—●·•]+|\(?[一二三四五六七八九十\d]{1,2}[)、.](?!\d))?\s*(?:其中|含|包含|包括|预计|20\d\d年(?:末|底)?|截至|[:,])*\s*"
)
_HEADING_ZONE = re.compile(
    r"^\W?[一二三四五六七八九十\d]*\W*(?:20\d\d年)?(?P<name>[一-龥]{2,12}?(?:[区县旗]|新城|林场|农场))"
    rf"(?=$|(?:20\d\d年)?(?:{ACCOUNT_WORDS}|地方|收支))"
)
_NO_ZONE = re.compile(r"全|各|我|级|辖|情况|执行|[和与及、的]")
_FISCAL = re.compile(
    r"(?:收入|支出|税|总计|合计|结余|结转|限额|余额|债务|债券|还本|付息|补助|转移支付|预备费|上解|经费|调[入出]资金|调节基金)$"
)
_ACCOUNTED = re.compile(r"预算|决算|收支|债务|平衡|" + ACCOUNT_WORDS)
_TOLD = re.compile(r"工作|政策|成效|措施|重点|任务|做好")


def is_budget(title: str, headings: Sequence[str]) -> bool:
    """Whether a text gives the accounts of a place."""
    return any(re.search(r"预算|决算", text) for text in (title, *headings))


def carries(headings: Sequence[str]) -> bool:
    """Whether the paragraphs below these headings give accounts, so that a sentence goes on with those before it."""
    inner = headings[-1] if headings else ""
    return bool(_ACCOUNTED.search(inner)) and not _TOLD.search(inner)


def of_headings(title: str, headings: Sequence[str], home: Region) -> Holder:
    """The holder that the innermost telling heading names (（二）市级预算执行情况, 三、青岚管理区)."""
    for heading in (*reversed(headings), title):
        levels = {match[0] for match in _own_level(home).finditer(heading)}
        whole = bool(_WHOLE.search(heading))
        if len(levels) == 1 and not whole:
            return Holder(levels.pop())
        if levels or whole:
            return WHOLE
        zone = heading_zone(heading)
        if zone and heading != title and zone != home.name:
            return Holder("", region_named(zone, home))
    return WHOLE


def heading_zone(heading: str) -> str:
    """The zone or county that a heading names, "" if it names none (（三）高新区预算草案 -> 高新区)."""
    match = _HEADING_ZONE.match(heading)
    return match["name"] if match and not _NO_ZONE.search(match["name"]) else ""


def _own_level(home: Region) -> re.Pattern[str]:
    """市级, 市本级 of a city; of a county only 县本级, for 县级 is all of it."""
    kind = home.name[-1:] if home.name[-1:] in "市县区州旗" else "市县区州"
    plain = f"|(?<![省一-龥][、和])市级{_ABOUT}" if kind == "市" else ""
    direct = "" if kind in "区旗" else f"|[{kind}]直(?!属|达|接|机关|单位|部门|企业|学校){_ABOUT}"
    own = rf"[{kind}]?本级(?!财力|配套|安排|自筹|结转){_ABOUT}"
    return re.compile(own + plain + direct if home.name else r"(?!)")


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    holder: Holder


class Holders:
    """The holders that a sentence names, and which of them a number is of."""

    def __init__(self, text: str, home: Region, places: Collection[str], before: Holder) -> None:
        shared = re.search(r"其中[:,]?(?P<level>[市县区州]本?级)\d", text)
        self.before = WHOLE if shared and before.level == shared["level"] else before
        self.text = text
        marks = [*self._levels(text, home), *self._zones(text, home, places)]
        self.marks = sorted((_bounded(mark, text) for mark in marks), key=lambda mark: mark.start)

    def at(self, place: int) -> Holder:
        """The holder named last before a place; what a bracket names holds only in it."""
        open_marks = [mark for mark in self.marks if mark.start <= place < mark.end]
        return open_marks[-1].holder if open_marks else self.before

    @property
    def last(self) -> Holder:
        """The holder that the next sentence goes on with; a share of what is told of all is only that share's."""
        shared = _SHARED_OUT.search(self.text[: self.marks[-1].start]) if self.marks else None
        if shared:
            return self.at(shared.start())
        if len({mark.holder.region for mark in self.marks if mark.holder.region}) > 1:
            return self.before  # 甲镇8640万元,乙乡3270万元: the next sentence is of neither
        return self.at(len(self.text) - 1) if self.text else self.before

    @staticmethod
    def _levels(text: str, home: Region) -> Iterator[_Mark]:
        for match in _own_level(home).finditer(text):
            yield _Mark(match.start(), 0, Holder(match[0]))
        for match in _BELOW.finditer(text):
            yield _Mark(match.start(), 0, Holder(match[0]))
        for match in _WHOLE.finditer(text):
            yield _Mark(match.start(), 0, WHOLE)

    @staticmethod
    def _zones(text: str, home: Region, places: Collection[str]) -> Iterator[_Mark]:
        for bound in [0, *(match.end() for match in re.finditer(r"[,;:。(]", text))]:
            opening = _OPENING.match(text, bound)
            at = opening.end() if opening else bound
            bare = _BARE_ZONE.match(text, at)
            name = bare[0] if bare else place_at(text, at, places)
            if name and name != home.name and re.compile(_ABOUT).match(text, at + len(name)):
                region = region_named(name, home)
                if region.level in (Level.DISTRICT, Level.TOWN):
                    yield _Mark(at, 0, Holder("", region))


def _bounded(mark: _Mark, text: str) -> _Mark:
    """What is named in a bracket holds up to its end, anything else to the end of the sentence."""
    opened = text.rfind("(", 0, mark.start)
    closed = text.find(")", opened) if opened >= 0 else -1
    if closed < mark.start:
        return replace(mark, end=len(text) + 1)
    return replace(mark, end=closed, holder=replace(mark.holder, aside=True))


_LOWER = re.compile(r"(?:[区县]级|县区|各[区县])(?=.)")  # 其中:市本级9亿元、区级3亿元


def is_fiscal(subject: Subject) -> bool:
    """Whether a subject is an entry of an account (税收收入, 年终结余, 债务限额)."""
    return any(_FISCAL.search(re.sub(r"\([^()]*\)$", "", name)) for name in (subject.phrase, subject.indicator))


def held(subject: Subject, holder: Holder) -> Subject:
    """市级 + 一般公共预算支出: the entry under its holder's name, so that it is never taken for all of the place's."""
    if _LOWER.match(subject.phrase):
        return subject
    own = LEVEL.match(subject.phrase) or LEVEL.match(subject.indicator)
    if not holder.level or holder.region or (own and not holder.aside):
        return subject
    if own:
        return Subject(LEVEL.sub(holder.level, subject.indicator, 1), LEVEL.sub(holder.level, subject.phrase, 1))
    if subject.phrase.startswith(holder.level):
        return Subject(subject.phrase, subject.phrase)
    name = subject.indicator if "地方" in subject.phrase else subject.indicator.removeprefix("地方")
    return Subject(holder.level + name, holder.level + subject.phrase)
