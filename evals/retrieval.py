"""Retrieval measures by ir-measures: of the expected evidence, how much the first passages hold and how early."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ir_measures
from ir_measures import RR, R, nDCG

from evals.interval import Rate, rate
from evals.record import TurnRecord

DEPTH = 10


@dataclass(frozen=True)
class RetrievalSummary:
    """Means over the questions that name evidence. first_five, first_ten: share of the evidence in so many passages."""

    questions: int
    first_five: Rate
    first_ten: Rate
    mrr: float
    ndcg: float


def retrieval_summary(turns: Sequence[TurnRecord]) -> RetrievalSummary | None:
    """Measures over turns with evidence, None without any.

    A piece of evidence is the unit that is found: a passage that holds two pieces stands for both, at its rank.
    """
    asked = [turn for turn in turns if any(item.held for item in turn.evidence) and turn.answerable]
    if not asked:
        return None
    qrels = [
        ir_measures.Qrel(turn.id, f"e{index}", 1)
        for turn in asked
        for index, item in enumerate(turn.evidence)
        if item.held
    ]
    run = [entry for turn in asked for entry in _ranking(turn)]
    measures = {str(measure): value for measure, value in ir_measures.calc_aggregate(MEASURES, qrels, run).items()}
    ranks = [item.rank for turn in asked for item in turn.evidence if item.held]
    return RetrievalSummary(
        questions=len(asked),
        first_five=rate(rank is not None and rank <= 5 for rank in ranks),
        first_ten=rate(rank is not None and rank <= DEPTH for rank in ranks),
        mrr=measures[str(RR @ DEPTH)],
        ndcg=measures[str(nDCG @ DEPTH)],
    )


MEASURES = [R @ 5, R @ DEPTH, RR @ DEPTH, nDCG @ DEPTH]


def _ranking(turn: TurnRecord) -> list[ir_measures.ScoredDoc]:
    """Evidence at its rank, and a stand-in at each rank that holds none."""
    length = max(DEPTH, len(turn.retrieved))
    held = {item.rank for item in turn.evidence}
    found = [
        ir_measures.ScoredDoc(turn.id, f"e{index}", -float(item.rank) - index / 1000)
        for index, item in enumerate(turn.evidence)
        if item.rank is not None
    ]
    others = [
        ir_measures.ScoredDoc(turn.id, f"p{rank}", -float(rank)) for rank in range(1, length + 1) if rank not in held
    ]
    return found + others
