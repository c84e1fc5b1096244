"""What a question presumes, held against the figure found for it and put right."""

from __future__ import annotations

import re
from itertools import pairwise

from app.answering.found import Found
from app.evidence.penalties import stage_of
from app.understanding.question import Question
from vectorstore.figure import Direction, Figure, Measure
from vectorstore.quantity import Quantity, same_dimension, to_base

_ENDS = re.compile(r"[、,，;；。:：]")
_HAN = re.compile(r"[一-鿿]")
MOST_SHARED_BY_CHANCE = 3  # pairs of characters: fewer tell nothing
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")


def claim_correction(question: Question, found: Found) -> str:
    """Puts a premise right: the question states a quantity that the figure found for it contradicts."""
    assert found.best is not None
    for claim in question.claims:
        stated = [c for c in (found.best, *found.rivals, *found.alike) if same_dimension(c.figure.unit, claim.unit)]
        described = any(
            describes(c.sentence, claim)
            and not _only_begun(question, claim, c.sentence)
            and not _of_another(question, claim, c.sentence)
            for c in found.agreeing[:5]
        )
        if _said_of_other_year(question, claim, found.best.figure):
            continue
        if stated and not described and not any(equals_claim(claim, c.figure) for c in stated):
            return f"问题中的“{claim.text}”与报告不符，实际是："
    return ""


def _of_another(question: Question, claim: Quantity, sentence: str) -> bool:
    """打掉5个黑社会性质组织 where the sentence says 恶势力犯罪团伙5个: its words there are none of the question's."""
    at = sentence.find(claim.text)
    words = (
        re.split(r"[、,，;；。:：]", sentence[:at])[-1]
        + re.split(r"[、,，;；。:：]", sentence[at + len(claim.text) :])[0]
    )
    pairs = {a + b for a, b in pairwise(_HAN.findall(words))}
    return len(pairs) >= MOST_SHARED_BY_CHANCE and not any(pair in question.text for pair in pairs)


def _only_begun(question: Question, claim: Quantity, sentence: str) -> bool:
    """42个全改完了 of what the sentence says was begun (启动42个老旧小区改造)."""
    at = sentence.find(claim.text)
    return stage_of(question.text) == "完成" and stage_of(_ENDS.split(sentence[:at])[-1]) == "启动"


def _said_of_other_year(question: Question, claim: Quantity, figure: Figure) -> bool:
    """2020年净增38家,2021年的目标是多少: the 38家 is no word on 2021."""
    years = [int(year) for year in _YEAR.findall(question.text[: question.text.find(claim.text)])]
    if not years or figure.period is None or len(set(_YEAR.findall(question.text))) < 2:
        return False
    return not figure.period.start <= years[-1] <= figure.period.end


def describes(sentence: str, claim: Quantity) -> bool:
    """Whether a sentence holds the claim's own words, other than as what is still ahead (迈向2000亿)."""
    return (
        re.search(rf"(?<!迈向)(?<!奔向)(?<!冲刺)(?<!瞄准)(?<!剑指)(?<![\d.]){re.escape(claim.text)}", sentence)
        is not None
    )


def premise_correction(question: Question, figure: Figure) -> str:
    """并非增长: when the question presumes the wrong direction."""
    if "下降" in figure.row or "减少" in figure.row:
        return ""  # the row's own name says the direction
    if figure.measure not in (Measure.GROWTH, Measure.CHANGE) or Direction.NONE in (
        question.direction,
        figure.direction,
    ):
        return ""
    if question.direction is figure.direction:
        return ""
    wrong, right = ("增长", "下降") if figure.direction is Direction.DOWN else ("下降", "增长")
    return f"并非{wrong}，而是{right}："


def equals_claim(claim: Quantity, figure: Figure) -> bool:
    """Whether the question's own quantity is this figure's value, after exact conversion."""
    return to_base(abs(claim.value), claim.unit) == to_base(figure.value, figure.unit)
