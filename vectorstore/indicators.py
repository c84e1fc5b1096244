"""指标: canonical names of indicators and the names that reports and people use for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from vectorstore.units import dimension

__all__ = [
    "Indicator",
    "IndicatorMention",
    "aliases",
    "canonical",
    "find_indicators",
    "indicator",
    "indicators",
    "is_thing",
    "measured_in",
    "near_names",
]


@dataclass(frozen=True)
class Indicator:
    """An entry of the lexicon (indicators.yaml).

    names: other names that reports use. colloquial: names that people use in questions but that reports use loosely
    (财政收入). dimensions: what it is measured in, as units.dimension says, () for any. near: canonical names that it
    must not be taken for.
    """

    name: str
    names: tuple[str, ...] = ()
    colloquial: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    near: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class IndicatorMention:
    """A known indicator in a text: canonical name and where its words stand."""

    name: str
    start: int
    end: int
    text: str


class _Lexicon:
    """Names to indicators, and one pattern that finds the longest name at each place."""

    def __init__(self, entries: Mapping[str, Indicator]) -> None:
        self.entries = entries
        self.written = {_plain(name): entry.name for entry in entries.values() for name in (entry.name, *entry.names)}
        self.spoken = {
            _plain(name): entry.name for entry in entries.values() for name in entry.colloquial
        } | self.written
        self.written_pattern = _pattern(self.written)
        self.spoken_pattern = _pattern(self.spoken)


_SAME_WIDTH = str.maketrans("（）－—“”‘’ＧＤＰ", "()--\"\"''GDP")


def _plain(text: str) -> str:
    """Same length as `text`, so that offsets stay."""
    return text.translate(_SAME_WIDTH).lower()


def _pattern(names: Mapping[str, str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile("|".join(_spaced(name) for name in longest_first))


def _spaced(name: str) -> str:
    edge_left = r"(?<![a-z])" if name[0].isascii() and name[0].isalpha() else ""
    edge_right = r"(?![a-z])" if name[-1].isascii() and name[-1].isalpha() else ""
    # Pages put spaces into PM2.5.
    return edge_left + re.escape(name).replace("pm", r"pm\s?") + edge_right


def _read(raw: Mapping[str, Any]) -> Indicator:
    return Indicator(raw["name"], *(tuple(raw.get(key) or ()) for key in ("names", "colloquial", "dimensions", "near")))


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    text = resources.files("vectorstore").joinpath("indicators.yaml").read_text(encoding="utf-8")
    return _Lexicon({entry.name: entry for entry in map(_read, yaml.load(text, yaml.CSafeLoader))})


def indicators() -> tuple[Indicator, ...]:
    """The whole lexicon in file order."""
    return tuple(_lexicon().entries.values())


def indicator(name: str) -> Indicator | None:
    """The entry of a canonical name."""
    return _lexicon().entries.get(name)


# What may stand around a name without making it another indicator.
_BEFORE = re.compile(
    r"^(?:20\d{2}年|全年|今年|预计|力争|实现|完成|其中|全区|全市|全省|全县|全国|我区|我市|我省|我县|区级|市级|"
    r"辖区|区域|本区|本市|年均|累计|当年|的|全|,|:)+"
)
_AFTER = re.compile(
    r"(?:的?(?:增速|增幅|增长率|增长|年均增速|年均增长|总数|数量|总量|规模|总规模|情况|目标|预期目标|完成情况|"
    r"完成数|预算数|决算数|预计数|"
    r"年均|总数量|累计|比上年增长|同比增长|指标值))+$"
)


def canonical(phrase: str) -> str | None:
    """Canonical name of a phrase that names one known indicator as a whole (GDP增速 -> 地区生产总值), else None."""
    lexicon = _lexicon()
    text = _plain(re.sub(r"\s", "", phrase))
    for shorter in _without_edges(text):
        if shorter in lexicon.spoken:
            return lexicon.spoken[shorter]
    return None


def _without_edges(text: str) -> Iterator[str]:
    yield text
    without_note = re.sub(r"\([^()]*\)$", "", text)
    yield without_note
    front = _BEFORE.sub("", without_note)
    yield front
    yield _AFTER.sub("", without_note)
    yield _AFTER.sub("", front)


def find_indicators(text: str, *, colloquial: bool = True) -> list[IndicatorMention]:
    """Known indicators that `text` names, in reading order, the longest name at each place.

    colloquial: also take the loose names of everyday speech; right for questions, wrong for reports.
    """
    lexicon = _lexicon()
    pattern, names = (
        (lexicon.spoken_pattern, lexicon.spoken) if colloquial else (lexicon.written_pattern, lexicon.written)
    )
    plain = _plain(text)
    return [
        IndicatorMention(
            names[match[0].replace(("pm "), "pm")], match.start(), match.end(), text[match.start() : match.end()]
        )
        for match in pattern.finditer(plain)
        if not _is_part_of_another(plain, match)
    ]


# 科学研究和技术服务业, 租赁和商务服务业: sectors of their own.
_OTHER_SERVICES = re.compile(
    r"(?:技术|科技|商务|商业|租赁|居民|信息|软件|金融|修理|其他|环境|物流|家政|养老|咨询|生产性?|生活性?|营利性|人力资源)$"
)


_OTHER_SCHOOLS = re.compile(r"(?:职业|技术|技工|中专|专科|高等|党|艺术|体育|特殊教育|老年|开放|函授|培训|卫生|师范)$")


def _is_part_of_another(plain: str, match: re.Match[str]) -> bool:
    """每千人口床位数 names no 人口, 10亿元以上项目 are only some of the 亿元以上项目, 专项债务 is no 专项债."""
    if match[0].endswith("债") and plain.startswith("务", match.end()):
        return True
    if match[0] == "停车" and re.match(r"费|收费|难|秩序|诱导|问题", plain[match.end() :]):
        return True
    if match[0] == "服务业" and _OTHER_SERVICES.search(plain[: match.start()]):
        return True
    if match[0] == "学校" and _OTHER_SCHOOLS.search(plain[: match.start()]):
        return True
    if match[0] == "外资" and re.match(r"企业|项目|机构|银行|公司", plain[match.end() :]):
        return True
    before = plain[max(0, match.start() - 2) : match.start()]
    sized = match[0].startswith("亿元") and before[-1:].isdigit()
    return sized or (match[0] == "人口" and bool(re.search(r"每[百千万]$", before)))


def aliases(name: str) -> tuple[str, ...]:
    """Every name of the indicator with that canonical name, the canonical one first; (name,) if it is unknown."""
    entry = _lexicon().entries.get(name)
    return (name,) if entry is None else (entry.name, *entry.names, *entry.colloquial)


def is_thing(name: str) -> bool:
    """Whether the indicator is a thing that is only counted (停车泊位, 教师), of which there are many kinds."""
    entry = _lexicon().entries.get(name)
    return entry is not None and entry.dimensions in (("count",), ("people",))


def is_money(name: str) -> bool:
    """Whether the indicator is an amount of money, of which a number without a unit says nothing."""
    entry = _lexicon().entries.get(name)
    return entry is not None and "money" in entry.dimensions


def measured_in(name: str, unit: str) -> bool:
    """Whether the indicator may be given in this unit ("" for any); True where the lexicon names no dimension."""
    entry = _lexicon().entries.get(name)
    if not unit or entry is None or not entry.dimensions:
        return True
    asked = dimension(unit)
    counted = asked.startswith("count:") or asked in ("people", "number")
    return asked in entry.dimensions or (counted and not {"count", "people"}.isdisjoint(entry.dimensions))


def near_names(name: str) -> tuple[str, ...]:
    """Canonical names that look like this one and are something else; a figure of one never answers for the other."""
    entry = _lexicon().entries.get(name)
    return () if entry is None else entry.near
