"""From feedback to candidates for the gold set: a person completes and checks each before it counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.state.conversations import Feedback


def gold_candidates(given: Iterable[Feedback]) -> list[dict[str, Any]]:
    """One candidate a feedback. A good answer brings its figures and quotes along; a bad one says what went wrong."""
    return [_candidate(one) for one in given]


def _candidate(given: Feedback) -> dict[str, Any]:
    answer = given.answer or {}
    good = given.verdict == "good"
    return {
        "id": f"feedback-{given.id[:12]}",
        "question": given.question,
        "status": "candidate",
        "verdict": given.verdict,
        "reason": given.reason,
        "note": given.note,
        "answer": answer.get("answer", ""),
        "refused": answer.get("refused", False),
        "expected_figures": answer.get("figures", []) if good else [],
        "expected_evidence": [
            {"document": citation["document"], "quote": citation["quote"]} for citation in answer.get("citations", [])
        ]
        if good
        else [],
    }
