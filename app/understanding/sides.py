"""The two sides of a comparison in one sentence: what stands before 比 and what stands between 比 and the question."""

from __future__ import annotations

import re
from dataclasses import dataclass

_COMPARES = re.compile(
    r"^(?P<first>[^?？。;；]{4,}?)[,，]?(?:比|较)(?P<second>[^,，?？。;；比较]{3,}?)(?:相比)?[,，]?"
    r"(?P<ask>(?:至少|大约|约)?(?:需要|还要|要|还|将|需|会|得)?(?:至少|大约|约)?(?:多|少|高|低|净?增长|净?增加?|净?减少?|提高|提升|上升|扩大|缩小|下降|降低|超)(?:安排|投入?|花费?|拨付?|完成|实现|做|建|收|支|用|招|引进|下达)?(?:出|了)?(?:多少|几|百分之).*)$"
)
_ORDER = re.compile(
    r"(?:比|较)(?P<other>[^,，。;；?？比较]{2,24}?)(?P<way>(?:还要|要|还|更)?(?P<word>[高快多大强低慢少小弱])(?:一些|一点|些|了)?)"
    r"(?=[吗么嘛吧,，。?？]|的?$|是不是|对不|是吗|对吗)"
)
_WHETHER = re.compile(r"[吗么]|是不是|对不对|是否|属实|真的|靠谱")
_RATE = re.compile(r"百分之|增长|下降|增幅|降幅")


@dataclass(frozen=True)
class Sides:
    """The two texts that are compared, and whether the growth from the second to the first is asked for."""

    first: str
    second: str
    rate: bool


@dataclass(frozen=True)
class Order:
    """甲比乙高,对吗: where 乙 begins, where the word that says the order stands, whether it puts 甲 above 乙."""

    other: int
    start: int
    end: int
    above: bool


def stated_order(text: str) -> Order | None:
    """The order in which a question puts two things and asks whether that is so; None where it states none."""
    match = _ORDER.search(text)
    if match is None or not _WHETHER.search(text):
        return None
    return Order(match.start("other"), match.start("way"), match.end("way"), match["word"] in "高快多大强")


def split_sides(text: str) -> Sides | None:
    """甲比乙多多少: 甲 and 乙; None where the question does not compare so."""
    match = _COMPARES.match(text.strip())
    if match is None:
        return None
    return Sides(match["first"], match["second"], bool(_RATE.search(match["ask"])))
