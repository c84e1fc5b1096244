"""What a question states for a fact: each stated quantity with the clause that says what it is a quantity of."""

from __future__ import annotations

import re
from itertools import pairwise

from vectorstore.quantity import find_quantities

_DONE = re.compile(r"已经?(?!定)|[完成到毕]了|了(?=$|[\d一二三四五六七八九十百千万两约近超])")
_BREAKS = re.compile(r"[,，。；;?？!！]+|(?<=.)(?=而且|并且|同时|另外)")
_JOINTS = re.compile(r"[、和与及]|以及")
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


def _each(clause: str) -> list[str]:
    cuts = [0]
    for joint in _JOINTS.finditer(clause):
        left, right = clause[cuts[-1] : joint.start()], clause[joint.end() :]
        if find_quantities(left) and find_quantities(right) and re.match(r"[一-鿿A-Z]{2}", right):
            cuts.append(joint.end())
    cuts.append(len(clause))
    return [clause[a:b].strip("、和与及") for a, b in pairwise(cuts)]
