"""What a question states for a fact: each stated quantity with the clause that says what it is a quantity of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from vectorstore.quantity import find_quantities

_DONE = re.compile(r"已经?(?!定)|[完成到毕]了|了(?=$|[\d一二三四五六七八九十百千万两约近超])")
_WHETHER_DONE = re.compile(
    r"[,，]\s*(?:这|那|它)?(?:个数)?是(?:不是|否)?(?:都|实际|真的)?已经?(?:经)?[一-鿿]{2,4}?(?:的|了)?(?:数|数字|结果)?(?:吗|么|[?？]|$)"
)
_BREAKS = re.compile(r"[,，。；;?？!！]+|(?<=.)(?=而且|并且|同时|另外)")
_JOINTS = re.compile(r"[、和与及]|以及| +")
_SAME_NUMBER = re.compile(
    r"也(?:正好|恰好|刚好)?(?:都)?(?:是|有|为|建了|新增了?)?(?:这个数|这么多|那么多|同样|一样)|(?:数量?|规模|总量|总数)?(?:都|完全)?(?:相同|相等|一样多?|持平|等量)"
)
_RANKED = re.compile(r"全[国省市区县州]|[省市区县州]?内|增速|增幅|总量|规模|排名|位次|名次|位列|位居|[居列排]")
_COUNTS = re.compile(r"多少|几(?!乎|[十百千万])")


def claim_clauses(text: str) -> list[str]:
    """The clauses of a question in order; a row of things with a quantity each (甲12所、乙30张) is one clause each."""
    clauses = []
    for clause in _BREAKS.split(text):
        if clause and clause.strip():
            clauses += _each(clause.strip())
    return clauses


def asks_count(clause: str) -> bool:
    """Whether a clause asks for a number: a quantity in it only says which one is meant (127家企业的补贴是多少)."""
    return bool(_COUNTS.search(clause))


def states_result(clause: str) -> bool:
    """Whether a clause says that something has come about (改完了): held against results, never against a plan."""
    return bool(_DONE.search(clause))


def asks_whether_done(text: str) -> bool:
    """征收20万方,是已经完成的吗: whether a number is asked to be one of results."""
    return bool(_WHETHER_DONE.search(text))


def _each(clause: str) -> list[str]:
    cuts = [0]
    for joint in _JOINTS.finditer(clause):
        left, right = clause[cuts[-1] : joint.start()], clause[joint.end() :]
        both = find_quantities(left) and (find_quantities(right) or not joint.group().strip())
        if both and re.match(r"[一-鿿A-Z]{2}", right):  # 收入破110亿 同比增多少: a blank parts what follows a number
            cuts.append(joint.end())
    cuts.append(len(clause))
    return [clause[a:b].strip("、和与及 ") for a, b in pairwise(cuts)]


def same_number_elsewhere(text: str) -> bool:
    """Whether a question says its number of a second thing, too (充电桩1万个,停车泊位也是这个数)."""
    return bool(_SAME_NUMBER.search(text))


def only_ranks(terms: Iterable[str]) -> bool:
    """Whether words only say among whom something has its place, and in what (增速全国第4)."""
    return all(_RANKED.fullmatch(term) for term in terms)
