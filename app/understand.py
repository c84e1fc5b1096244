"""Reads a question into its slots, by rules and the cue lists of wording.yaml; no model, no guess that is not shown."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cache

from opencc import OpenCC

from app.catalogue import Catalogue
from app.chain import Scope
from app.errors import QuestionError
from app.question import COMPUTING, Operation, Question, Subject
from app.wording import Cue, Wording, all_cues, first_cue
from vectorstore.figure import Direction, Kind, Measure
from vectorstore.indicators import IndicatorMention, find_indicators
from vectorstore.period import Period
from vectorstore.periods import find_periods
from vectorstore.quantity import Quantity, find_quantities
from vectorstore.region import Level, Region
from vectorstore.regions import find_regions, find_similar_regions
from vectorstore.tokenizer import words

MAX_LENGTH = 2000
_UNIT_ASKED = re.compile(
    r"(?:多少|几|换算成|换成|折合成?|换算为|折算成|合|用|以)(?:个)?(百分点|亿元|万元|千元|亿美元|万美元|元|万人次|万人|人次|万户|公顷|平方公里|平方米|亩|公里|米|万吨|吨|万平方米)"
)
_JOINTS = re.compile(r"以及|还有|和|与|及|跟|、|,|，|;|；|/|\+")
_HAN_OR_WORD = re.compile(r"[0-9A-Za-z一-鿿]")


@dataclass
class _Text:
    """A question's text with the spans that some slot has already taken."""

    text: str
    taken: list[tuple[int, int]] = field(default_factory=list)

    def take(self, start: int, end: int) -> None:
        self.taken.append((start, end))

    def is_free(self, start: int, end: int) -> bool:
        return all(end <= begin or start >= stop for begin, stop in self.taken)

    def rest(self) -> str:
        """The text with taken spans blanked, same length."""
        characters = list(self.text)
        for start, end in self.taken:
            characters[start:end] = " " * (end - start)
        return "".join(characters)


def normalise_question(text: str) -> str:
    """Half-width, simplified characters, single spaces. Raises QuestionError for an empty or over-long question."""
    plain = _simplify(unicodedata.normalize("NFKC", text)).strip()
    plain = re.sub(r"\s+", " ", "".join(c for c in plain if c.isprintable() or c.isspace()))
    if not _HAN_OR_WORD.search(plain):
        raise QuestionError("问题是空的：请输入要查询的内容，例如“江汉区2020年地区生产总值是多少？”")
    if len(plain) > MAX_LENGTH:
        raise QuestionError(f"问题太长（{len(plain)}字，上限{MAX_LENGTH}字）：请只写要查的那一问，或分成几问。")
    return plain


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def _simplify(text: str) -> str:
    return str(_converter().convert(text))


class QuestionReader:
    """Reads questions against what the store holds."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def read(self, text: str, catalogue: Catalogue, scope: Scope) -> Question:
        """The question's slots. Raises QuestionError for an empty or over-long question."""
        plain = normalise_question(text)
        rest = _Text(plain)
        refusal = self._refusal(plain)
        regions, unknown, everywhere = self._regions(rest, catalogue, scope)
        periods = self._periods(rest, catalogue.report_year(regions), scope)
        unit = self._unit(rest)
        claims = self._claims(rest)
        operation, numeric = self._operation(rest, claims)
        subdocument = self._cue(rest, self._wording.subdocuments)
        measure, direction = self._measure(rest)
        kinds, strong = self._kinds(rest)
        subjects = self._subjects(rest, operation)
        return Question(
            text=plain,
            operation=operation,
            numeric=numeric or bool(claims) or measure is not None,
            regions=regions,
            all_regions=everywhere,
            unknown_regions=unknown,
            periods=periods,
            subjects=subjects,
            kinds=kinds,
            kind_strong=strong,
            measure=measure,
            direction=direction,
            claims=claims,
            unit=unit,
            subdocument=subdocument,
            refusal=refusal,
        )

    def _refusal(self, text: str) -> str:
        cue = first_cue(text.lower(), self._wording.out_of_scope)
        return cue.name if cue else ""

    def _regions(
        self, rest: _Text, catalogue: Catalogue, scope: Scope
    ) -> tuple[tuple[Region, ...], tuple[str, ...], bool]:
        known = catalogue.regions
        found: list[Region] = []
        unknown: list[str] = []
        names = {region.full_name: region for region in known}
        mentions = find_regions(rest.text, known)
        if not any(mention.region.full_name in names for mention in mentions):
            mentions += [
                m
                for m in find_similar_regions(rest.text, known)
                if all(m.end <= o.start or m.start >= o.end for o in mentions)
            ]
        for mention in mentions:
            rest.take(mention.start, mention.end)
            if mention.region.full_name in names:
                found.append(names[mention.region.full_name])
            elif not _is_parent(mention.region, known):
                unknown.append(mention.region.name)
            elif mention.region.level is not Level.NATION:
                found.append(mention.region)
        everywhere = any(cue in rest.text for cue in self._wording.all_regions)
        found = _without_parents(list(dict.fromkeys(found)))
        if not found and not unknown:
            found = self._implied_regions(rest.text, catalogue, scope)
        return tuple(found), tuple(dict.fromkeys(unknown)), everywhere

    def _implied_regions(self, text: str, catalogue: Catalogue, scope: Scope) -> list[Region]:
        homes = [
            r
            for r in catalogue.home_regions
            if not scope.regions or r.name in scope.regions or r.full_name in scope.regions
        ]
        for cue, level in (
            ("全市", Level.CITY),
            ("我市", Level.CITY),
            ("市里", Level.CITY),
            ("市级", Level.CITY),
            ("全省", Level.PROVINCE),
            ("我省", Level.PROVINCE),
            ("省里", Level.PROVINCE),
        ):
            if cue in text:
                return [region for region in catalogue.regions_at(level)]
        return homes if scope.regions or len(homes) == 1 else []

    def _periods(self, rest: _Text, report_year: int | None, scope: Scope) -> tuple[Period, ...]:
        found = []
        for mention in find_periods(rest.text, report_year):
            rest.take(mention.start, mention.end)
            found.append(mention.period)
        if not found and len(scope.years) == 1:
            found = [Period.year(scope.years[0])]
        return tuple(dict.fromkeys(found))

    def _unit(self, rest: _Text) -> str:
        match = _UNIT_ASKED.search(rest.text)
        if not match:
            return ""
        rest.take(match.start(), match.end())
        return "个百分点" if match.group(1) == "百分点" else match.group(1)

    def _claims(self, rest: _Text) -> tuple[Quantity, ...]:
        claims = []
        for quantity in find_quantities(rest.text):
            # 哪五个方面, 四个区: small counts of parts are no claims about figures
            if rest.is_free(quantity.start, quantity.end) and not _counts_parts(rest.text, quantity):
                rest.take(quantity.start, quantity.end)
                claims.append(quantity)
        return tuple(claims)

    def _operation(self, rest: _Text, claims: tuple[Quantity, ...]) -> tuple[Operation, bool]:
        text = rest.text.lower()
        numeric = any(cue in text for cue in self._wording.number_cues)
        cues = all_cues(text, self._wording.operations)
        for cue in cues:
            operation = Operation(cue.name)
            if not _fits(operation, cue, text, numeric, bool(claims)):
                continue
            rest.take(cue.start, cue.end)
            return operation, numeric or operation in COMPUTING
        if claims and re.search(r"[吗么]\s*[?？]?$", text):
            return Operation.VERIFY, True
        return Operation.LOOKUP, numeric

    def _cue(self, rest: _Text, classes: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
        cue = first_cue(rest.rest(), classes)
        if cue is None:
            return ""
        rest.take(cue.start, cue.end)
        return cue.name

    def _measure(self, rest: _Text) -> tuple[Measure | None, Direction]:
        text = rest.text
        direction = Direction.NONE
        if any(word in text for word in self._wording.down):
            direction = Direction.DOWN
        elif any(word in text for word in self._wording.up[:5]):
            direction = Direction.UP
        cue = first_cue(rest.rest(), self._wording.measures)
        if cue is None:
            return None, direction
        rest.take(cue.start, cue.end)
        return Measure(cue.name), direction

    def _kinds(self, rest: _Text) -> tuple[tuple[Kind, ...], bool]:
        cues = all_cues(rest.rest(), self._wording.kinds)
        for cue in cues:
            rest.take(cue.start, cue.end)
        strong = [cue for cue in cues if cue.text not in self._wording.weak_kind_cues]
        chosen = strong or cues
        return tuple(dict.fromkeys(Kind(cue.name) for cue in chosen)), bool(strong)

    def _subjects(self, rest: _Text, operation: Operation) -> tuple[Subject, ...]:
        free = rest.rest()
        mentions = [m for m in find_indicators(rest.text) if _mostly_free(rest, m)]
        pieces = _split_subjects(free, mentions, operation)
        subjects = [self._subject(free, rest.text, start, end, mentions) for start, end in pieces]
        return tuple(subject for subject in subjects if subject.terms or subject.indicators)

    def _subject(self, free: str, text: str, start: int, end: int, mentions: list[IndicatorMention]) -> Subject:
        own = [m for m in mentions if m.start >= start and m.end <= end]
        terms = self.content_words(free[start:end])
        for mention in own:
            terms += [word for word in words(mention.text) if word not in terms and len(word) > 1]
        return Subject(
            text=re.sub(r"\s+", "", free[start:end]),
            indicators=tuple(dict.fromkeys(m.name for m in own)),
            terms=tuple(dict.fromkeys(terms)),
        )

    def content_words(self, text: str) -> list[str]:
        """The words of a text that say what it is about."""
        return [
            word
            for word in words(text)
            if word not in self._wording.empty
            and _HAN_OR_WORD.search(word)
            and not (len(word) == 1 and not word.isdigit())
        ]

    def with_regions(self, question: Question, regions: tuple[Region, ...]) -> Question:
        """The same question about other regions."""
        return replace(question, regions=regions, unknown_regions=())


def _is_parent(region: Region, known: tuple[Region, ...]) -> bool:
    return region.level is Level.NATION or any(region.name in other.parents for other in known)


def _without_parents(regions: list[Region]) -> list[Region]:
    """武汉市江汉区 names one region: the parent is dropped when a child of it is named too."""
    return [r for r in regions if not any(r.name in other.parents for other in regions)]


def _counts_parts(text: str, quantity: Quantity) -> bool:
    return quantity.unit in {"个", "项", "条", "大", "方面", "种", "类", ""} and bool(
        re.match(r"(?:个|大)?(?:方面|部分|区|问题|层级|级别|年|数字|数|指标|行业|报告|文件)", text[quantity.end :])
    )


def _fits(operation: Operation, cue: Cue, text: str, numeric: bool, claims: bool) -> bool:
    """Whether a cue means its operation here; some cues also stand inside names or plain look-ups."""
    if operation is Operation.VERIFY:
        return claims or cue.text not in {"说法", "核对"}
    if operation is Operation.RANK and cue.text == "排名":
        return not re.search(r"排名(?:第|多少|是|如何|怎)", text)
    if operation is Operation.CONVERT:
        return claims or cue.text != "等于多少"
    if operation is Operation.PERSON:
        return not numeric
    if operation in (Operation.LIST, Operation.TEXT):
        return not numeric or cue.text in {"有哪些", "哪些"}
    if operation is Operation.RESPONSIBLE:
        return not numeric
    return True


def _mostly_free(rest: _Text, mention: IndicatorMention) -> bool:
    taken = sum(max(0, min(end, mention.end) - max(start, mention.start)) for start, end in rest.taken)
    return taken * 2 < mention.end - mention.start


def _split_subjects(free: str, mentions: list[IndicatorMention], operation: Operation) -> list[tuple[int, int]]:
    """Where one subject ends and the next begins: at joints, when each side names something of its own."""
    cuts = [0]
    for joint in _JOINTS.finditer(free):
        if any(m.start < joint.end() and joint.start() < m.end for m in mentions):
            continue
        cuts.append(joint.end())
    cuts.append(len(free))
    pieces = [(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if _HAN_OR_WORD.search(free[a:b])]
    apart = [m for m in mentions]
    if len(pieces) > 1 and (operation in COMPUTING or all(any(a <= m.start < b for m in apart) for a, b in pieces)):
        return pieces
    if len(pieces) > 1 and re.search(r"各|分别|都", free):
        return pieces
    return [(0, len(free))]
