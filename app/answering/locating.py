"""Where something stands: the answer, then title, section, page and wording of each source."""

from __future__ import annotations

from dataclasses import replace

from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.lookup import answer_figures
from app.answering.textual import answer_text
from app.understanding.question import Operation, Question


def answer_location(question: Question, context: Context, draft: Draft) -> bool:
    """Names the place of each source. False when nothing is found to have one."""
    plain = replace(question, operation=Operation.LOOKUP)
    if not (answer_figures(plain, context, draft) if _about_figure(plain) else False) and not answer_text(
        plain, context, draft
    ):
        return False
    for citation in draft.citations:
        section = " › ".join(citation.section)
        page = f"，第{citation.page}页" if citation.page else ""
        draft.say(
            f"[{citation.number}] 出自《{citation.title.strip('《》')}》"
            f"{('“' + section + '”') if section else ''}{page}。"
        )
    return True


def _about_figure(question: Question) -> bool:
    return question.numeric or bool(question.indicators)
