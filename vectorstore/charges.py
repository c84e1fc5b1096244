"""Brackets behind a measure that name who is to do it: （牵头单位：甲局；责任单位：乙局（丙办）、丁局）."""

from __future__ import annotations

import re

_ROLE = r"(?:责任|牵头|配合|负责|承办|主办|协办|实施|落实|主管)(?:单位|部门|领导|人)"
_INNER = r"(?:[^()（）〔〕〈〉【】\n]|[(（〔][^()（）〔〕\n]{0,30}[)）〕])"
BRACKET = re.compile(rf"[(（〔〈【][^()（）〔〕:：\n]{{0,8}}{_ROLE}[:：]{_INNER}*[)）〕〉】]")
_CLOSES = "。；;，,、.！!？?"


def with_ended_measures(text: str) -> str:
    """The text, same length, with each such bracket in one piece and its last character a full stop.

    What stands behind the bracket is the next measure; what stands in it ends no sentence.
    """
    parts, at = [], 0
    for match in BRACKET.finditer(text):
        inner = re.sub(r"[;；。]", "、", match[0])
        ends = text[match.end() : match.end() + 1] not in (*_CLOSES, "")
        parts += [text[at : match.start()], inner[:-1] + "。" if ends else inner]
        at = match.end()
    return "".join([*parts, text[at:]])
