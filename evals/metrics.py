"""The scorer: pure functions from an expected turn and an answer to a judgement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from app.answer import Answer, Citation
from evals.agreement import Outcome, outcome
from evals.case import Evidence, ExpectedFigure, Turn
from evals.literal import holds, holds_value, squeeze


class Verdict(StrEnum):
    """How an answer counts. A refusal is never an error of the same sort as a false statement."""

    RIGHT = "right"
    RIGHT_REFUSAL = "right_refusal"
    NEEDLESS_REFUSAL = "needless_refusal"
    WRONG = "wrong"
    MISSING_REFUSAL = "missing_refusal"


POINTS = {
    Verdict.RIGHT: 1,
    Verdict.RIGHT_REFUSAL: 1,
    Verdict.NEEDLESS_REFUSAL: 0,
    Verdict.WRONG: -1,
    Verdict.MISSING_REFUSAL: -1,
}
GOOD = frozenset({Verdict.RIGHT, Verdict.RIGHT_REFUSAL})
BAD = frozenset({Verdict.WRONG, Verdict.MISSING_REFUSAL})
TENTH_OF_A_PERCENT = Decimal("0.001")


@dataclass(frozen=True)
class Tally:
    """`hits` of `n` within one answer."""

    hits: int = 0
    n: int = 0


@dataclass(frozen=True)
class Judgement:
    """The score of one answer.

    reasons: what is wrong, in Chinese, () when nothing is. false_figure: a figure in an expected slot is stated wrongly
    (not merely left out). exact: expected figures stated with exactly their value; near: within 0.1%.
    citation_precision: of the figures read (not computed) that carry a citation, those that the cited quote holds.
    citation_recall: of the expected evidence, what some citation quotes. documents: of the citations, those from a
    document that the evidence names. literal: quotes that stand literally in their document, whitespace aside.
    """

    verdict: Verdict
    reasons: tuple[str, ...] = ()
    false_figure: bool = False
    exact: Tally = Tally()
    near: Tally = Tally()
    citation_precision: Tally = Tally()
    citation_recall: Tally = Tally()
    documents: Tally = Tally()
    literal: Tally = Tally()

    @property
    def points(self) -> int:
        return POINTS[self.verdict]


def judge(turn: Turn, answer: Answer, texts: Mapping[str, str], regions: Sequence[str] = ()) -> Judgement:
    """Score an answer. texts: loaded text of each document by id. regions: plain names that answers may speak of."""
    turn = replace(turn, figures=tuple(_unbound_if_derived(figure, turn) for figure in turn.figures))
    outcomes = _outcomes(turn.figures, answer, regions)
    reasons = (*_figure_reasons(outcomes), *word_reasons(turn, answer))
    verdict = _verdict(turn, answer, reasons)
    checked = not answer.refused
    return Judgement(
        verdict=verdict,
        reasons=() if verdict in GOOD else _told(verdict, reasons),
        false_figure=checked and any(item.fault is not None and bool(item.said) for item in outcomes),
        exact=Tally(sum(item.right and item.exact for item in outcomes), len(outcomes)) if checked else Tally(),
        near=_near(turn, answer, regions) if checked else Tally(),
        citation_precision=citation_precision(answer),
        citation_recall=citation_recall(turn.evidence, answer.citations) if checked else Tally(),
        documents=_documents(turn.evidence, answer.citations) if checked else Tally(),
        literal=Tally(sum(is_literal(citation, texts) for citation in answer.citations), len(answer.citations)),
    )


def _verdict(turn: Turn, answer: Answer, reasons: Sequence[str]) -> Verdict:
    if answer.refused:
        if any(reason.startswith(FORBIDDEN) for reason in reasons):
            return Verdict.WRONG
        refusal_right = not turn.answerable or turn.refusal_accepted
        return Verdict.RIGHT_REFUSAL if refusal_right else Verdict.NEEDLESS_REFUSAL
    if not turn.answerable:
        return Verdict.MISSING_REFUSAL
    return Verdict.WRONG if reasons else Verdict.RIGHT


FORBIDDEN = "出现了不该有的:"


def _told(verdict: Verdict, reasons: tuple[str, ...]) -> tuple[str, ...]:
    if verdict is Verdict.MISSING_REFUSAL:
        return ("报告里没有,却作了答", *reasons)
    if verdict is Verdict.NEEDLESS_REFUSAL:
        return ("报告里有,却拒答",)
    return reasons


def _figure_reasons(outcomes: Sequence[Outcome]) -> list[str]:
    return [
        f"{item.fault.value}:应为 {item.expected.label}" + (f",说成 {item.said}" if item.said else "")
        for item in outcomes
        if item.fault is not None
    ]


def word_reasons(turn: Turn, answer: Answer) -> list[str]:
    """Words that are missing or should not be there; `must` words are not asked of a refusal."""
    text = statement_text(answer)
    reasons = [f"{FORBIDDEN}{word}" for word in turn.must_not if holds(word, text)]
    if answer.refused:
        return reasons
    reasons += [f"缺少:{word}" for word in turn.must if not holds(word, text)]
    reasons += [f"缺少其一:{'、'.join(group)}" for group in turn.must_any if not any(holds(w, text) for w in group)]
    if turn.conflict and not answer.conflict and not any(holds(word, text) for word in CONFLICT_WORDS):
        reasons.append("没有指出报告说法不一致")
    return reasons


CONFLICT_WORDS = ("不一致", "不同", "矛盾", "冲突", "不相符", "有出入")


COMPUTED = "（计算）"  # as app.answering.draft marks a derived figure
OFFERING = ("并非所问", "相近", "最接近", "可供参考", "仅供参考")


def statement_text(answer: Answer) -> str:
    """What the answer states; of a refusal, without the nearest figures that it offers, labelled as such."""
    if not answer.refused:
        return answer.text
    lines: list[str] = []
    for line in answer.text.splitlines():
        if any(word in line for word in OFFERING):
            break
        lines.append(line)
    labels = tuple(nearest.label for nearest in answer.nearest)
    return "\n".join(line for line in lines if not any(holds(label, line) for label in labels))


def _near(turn: Turn, answer: Answer, regions: Sequence[str]) -> Tally:
    """Figures right when 0.1% is forgiven."""
    loose = [replace(expected, tolerance=max(expected.tolerance, TENTH_OF_A_PERCENT)) for expected in turn.figures]
    return Tally(sum(item.right for item in _outcomes(loose, answer, regions)), len(loose))


def _outcomes(figures: Sequence[ExpectedFigure], answer: Answer, regions: Sequence[str]) -> tuple[Outcome, ...]:
    return tuple(
        outcome(figure, answer, regions, [*figures[:index], *figures[index + 1 :]])
        for index, figure in enumerate(figures)
    )


def _unbound_if_derived(figure: ExpectedFigure, turn: Turn) -> ExpectedFigure:
    """A figure that no evidence holds is computed: a difference of two years has no period or kind of its own."""
    printed = [evidence.figure for evidence in turn.evidence if evidence.figure]
    held = any(holds_value(amount.value, amount.unit, text) for amount in figure.amounts for text in printed)
    return figure if held or not printed else replace(figure, period="", kind=None, direction=None)


def citation_precision(answer: Answer) -> Tally:
    """Of the stated figures that were read and point to a citation, those whose quote holds the value.

    Computed figures stand in no sentence: they cite an operand, which is counted by itself.
    """
    quotes = {citation.number: citation.quote for citation in answer.citations}
    cited = [f for f in answer.figures if f.citation is not None and not f.indicator.endswith(COMPUTED)]
    held = [figure for figure in cited if holds_value(figure.value, figure.unit, quotes.get(figure.citation or 0, ""))]
    return Tally(len(held), len(cited))


def citation_recall(evidence: Sequence[Evidence], citations: Sequence[Citation]) -> Tally:
    """Of the expected evidence, what a citation of the same document quotes."""
    found = [item for item in evidence if any(quotes(citation, item) for citation in citations)]
    return Tally(len(found), len(evidence))


def quotes(citation: Citation, evidence: Evidence) -> bool:
    """Whether a citation is from the evidence's document and holds its figure and its term."""
    wanted = [term for term in (evidence.figure, evidence.text) if term]
    return citation.document == evidence.document and all(holds(term, citation.quote) for term in wanted)


def _documents(evidence: Sequence[Evidence], citations: Sequence[Citation]) -> Tally:
    expected = {item.document for item in evidence}
    if not expected:
        return Tally()
    return Tally(sum(citation.document in expected for citation in citations), len(citations))


def is_literal(citation: Citation, texts: Mapping[str, str]) -> bool:
    """Whether the quote stands in the document's loaded text, whitespace aside."""
    quote = squeeze(citation.quote)
    return bool(quote) and quote in squeeze(texts.get(citation.document, ""))
