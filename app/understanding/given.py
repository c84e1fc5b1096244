"""Questions that give the numbers to be reckoned with (收了80件,办结60件,办结的占百分之几)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from app.understanding.terms import content_words
from app.understanding.wording import Wording
from vectorstore.indicators import find_indicators
from vectorstore.quantity import Quantity, same_dimension, to_base


class Given(StrEnum):
    """What is to be reckoned from the two numbers."""

    SHARE = "share"
    RATIO = "ratio"
    DIFFERENCE = "difference"
    GROWTH = "growth"


@dataclass(frozen=True)
class Asked:
    """What a question wants of its own two numbers: first ÷ second, first − second, or the growth from second to first.

    name: what the question calls it (审结率), "" where it gives it no name.
    """

    how: Given
    name: str
    first: Quantity
    second: Quantity


_BREAKS = re.compile(
    r"[,，。；;?？!！]+|(?<=[一-鿿\d]) +(?=[一-鿿])|(?<=[0-9%个项件户人家套])(?=占比?约?(?:是|为)?(?:多少|几|百))"
)
_CHECKS = re.compile(r"[对准]吗|对不对|是不是|属实|核[对实]|吗[?？。]?$|对得上|一致|吻合|相符")
_GROWTH = re.compile(
    r"(?:增长|下降|增加|减少|上升|[涨降增减])了?(?:大?约)?(?:百分之|了?几个百分点|多少%)|增幅|增速|增长率|降幅"
)
_RATIO = re.compile(r"[几多少]+倍|之比(?!重)")
_SHARE = re.compile(
    r"百分之[几多]|[几多少]+成|占比|比例|比重|占多少|[完达结办满到兑回执][成标结意位现收行]?率(?:约|大[约概]|是|为|有|多|$)"
)
_RATE = re.compile(r"(?P<name>[一-鿿]{2}率)(?:大?约|大概|是|为|有)*(?:多少|几|$)")
_DIFFERENCE = re.compile(
    r"差(?:了|额)?(?:多少|几|是)|相差|[多少高低]出?了?(?:多少|几)(?![个万亿]?(?:百分点|成|倍))(?=[个万亿]|$)|还?剩下?(?:多少|几)|(?:还有|尚有|尚余)(?:多少|几)|空间"
)
_GOAL = re.compile(r"目标|任务|计划|预算|总投资|限额|应[收办完]|要求")
_OF_ALL = re.compile(r"(?:全[省市国区县州]|一?共|总[共计数]|全部)[^,，。;；]{0,10}$")
_AMONG = re.compile(r"[一-鿿]{0,6}?(?:里面?|当中|之中|中)(?![一-鿿]*(?:心|学|国|央|小))")
_NUMBER_BETWEEN = re.compile(r"\s?[约超]?\d[\d.,]*[万亿]*元?(?:左右|以上|多|余)?[\s,，、]+")
_SAYS_NOTHING = re.compile(
    r"占比?|比[例重值]|百分之|总[数量额体计]|全部|合计|全年|年度|该?年度?|当年|五年|[几多]年|百分比|完成率?|达成率?|执行率?|进度|办结|审结|结案|办完|没办完|"
    r"约|大概|测算|计算|推算|算算|结果|多少|空间|差额|差距|剩余|相差|增幅|增速|增长率?|下降|大约|前者|后者|两者|顶|比率|数|量"
)


def read_given(text: str, claims: Sequence[Quantity], wording: Wording) -> tuple[Asked, ...]:
    """What a question asks to reckon from the only two amounts that it states; () for any other question."""
    if len(claims) != 2 or _CHECKS.search(text) or any(_is_share(claim) for claim in claims):
        return ()
    one, two = sorted(claims, key=lambda claim: claim.start)
    if not same_dimension(one.unit, two.unit) or one.end > two.start:
        return ()
    clauses = [clause for clause in _BREAKS.split(text) if clause]
    free = [clause for clause in clauses if not any(claim.text.strip() in clause for claim in claims)]
    asking = [clause for clause in free if _how(clause)]
    if not asking or not _says_no_more(asking, [c for c in clauses if c not in asking], wording):
        return ()
    return tuple(_asked(clause, one, two, text) for clause in asking)


def _asked(clause: str, one: Quantity, two: Quantity, text: str) -> Asked:
    how = _how(clause) or Given.SHARE
    first, second = _in_order(how, one, two, text)
    named = _RATE.search(clause) if how is Given.SHARE else None
    return Asked(how, named["name"] if named else "", first, second)


def given_whole(text: str, claims: Sequence[Quantity]) -> Quantity | None:
    """The only amount that a question states, where a share of it is asked for (88件里满意的占几成)."""
    amounts = [claim for claim in claims if not _is_share(claim)]
    if len(amounts) != 1 or len(claims) != 1 or _CHECKS.search(text) or _how(text) is not Given.SHARE:
        return None
    claim = amounts[0]
    before, behind = text[: claim.start], text[claim.end :]
    return claim if _OF_ALL.search(before) or _AMONG.match(behind) else None


def share_spelled_out(text: str) -> str:
    """GDP1360亿元,预算收入占比多少: what the share is of is the name that has the number behind it."""
    for whole, part in pairwise(find_indicators(text)):
        given = _NUMBER_BETWEEN.fullmatch(text[whole.end : part.start])
        if given and text.startswith("占比", part.end):
            head, tail = text[: part.start].rstrip(" ,，、"), text[part.end + len("占比") :]
            return f"{head},{part.text}占{whole.text}的比重{tail}"
    return text


def _is_share(claim: Quantity) -> bool:
    return claim.rank or claim.upper is not None or claim.unit in ("%", "‰", "成", "倍", "个百分点", "位")


def _how(clause: str) -> Given | None:
    if _GROWTH.search(clause):
        return Given.GROWTH
    if _RATIO.search(clause):
        return Given.RATIO
    if _SHARE.search(clause) or _RATE.search(clause):
        return Given.SHARE
    return Given.DIFFERENCE if _DIFFERENCE.search(clause) else None


def _says_no_more(asking: Sequence[str], stating: Sequence[str], wording: Wording) -> bool:
    """Whether the asking clauses name nothing that the clauses with the numbers do not name."""
    stated = "".join(stating)
    for word in content_words(",".join(asking), wording):
        bare = _SAYS_NOTHING.sub("", word.removesuffix("率"))
        if bare and bare not in stated and not all(pair in stated for pair in _pairs(bare)):
            return False
    return True


def _pairs(word: str) -> list[str]:
    return [word[i : i + 2] for i in range(0, len(word) - 1, 2)] or [word]


def _in_order(how: Given, one: Quantity, two: Quantity, text: str) -> tuple[Quantity, Quantity]:
    """The part before the whole, the larger before the smaller, the later before the earlier."""
    if how is Given.GROWTH:
        return (one, two) if re.search("[比较]", text[one.end : two.start]) else (two, one)
    larger, smaller = (one, two) if _size(one) >= _size(two) else (two, one)
    if how is not Given.SHARE:
        return larger, smaller
    goal = next((c for c in (one, two) if _GOAL.search(text[max(0, c.start - 8) : c.start])), larger)
    return (two, one) if goal is one else (one, two)


def _size(quantity: Quantity) -> Decimal:
    return to_base(quantity.value, quantity.unit)[0]
