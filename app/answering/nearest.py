"""What is said when a figure is not there: that it is not, and the nearest figures that are."""

from __future__ import annotations

from app.answer import Nearest
from app.answering.draft import Draft
from app.answering.found import Found
from app.answering.stating import place_and_time
from app.phrasing import figure_clause, number_text, period_label, subject_label
from app.understanding.question import PLAN_KINDS, Question
from vectorstore.budget_level import level_in
from vectorstore.figure import KIND_LABELS

MOST_NEAREST = 3
NEAR_COVERAGE = 0.75


def missing_line(question: Question, found: Found) -> str:
    """Says what the reports do not hold."""
    where = found.region.name if found.region else ""
    when = period_label(found.period)
    kind = KIND_LABELS[question.kinds[0]] if len(question.kinds) == 1 and question.kind_strong else ""
    subject = found.subject
    sorted_out = any(word not in name for word in subject.counted for name in subject.indicators[:1])
    what = subject.text.strip('“”"') if sorted_out or not subject.indicators else subject.indicators[0]
    level = level_in(question.asked_text)
    what = what if level in what else level + what
    return f"已载入的报告中没有查到{where}{when}“{what}”{'的' + kind if kind else ''}的数字。"


def offer_nearest(found: Found, draft: Draft, most: int = MOST_NEAREST) -> None:
    """The nearest figures that do exist, labelled as such; first the table row whose cells cannot be told apart."""
    _show_uncertain_row(found, draft)
    said: set[tuple[str, str, str]] = set()
    for candidate in found.near:
        figure = candidate.figure
        key = (subject_label(figure), str(figure.period), figure.text)
        if candidate.coverage < NEAR_COVERAGE or not figure.certain or key in said:
            continue
        number = draft.state(figure)
        kind = KIND_LABELS[figure.kind] if figure.kind in PLAN_KINDS else ""
        label = f"{place_and_time(figure)}{subject_label(figure)}{kind}"
        draft.nearest.append(Nearest(f"{label} {number_text(figure)}", f"{label}是多少？", number))
        lead = "另有：" if said else "报告中相近的数字（并非所问）："
        draft.say(f"{lead}{place_and_time(figure)}{subject_label(figure)}{figure_clause(figure)}[{number}]。")
        said.add(key)
        if len(said) == most:
            return


def _show_uncertain_row(found: Found, draft: Draft) -> None:
    """A row with missing cells is given as it stands: which number belongs to which year is for the reader to see."""
    for candidate in found.near:
        figure = candidate.figure
        if figure.row and figure.period is None and not figure.certain and candidate.coverage >= NEAR_COVERAGE:
            cells = "、".join(part.strip() for part in candidate.sentence.split("\n") if part.strip())
            number = draft.cite_figure(figure)
            draft.say(
                f"表格中“{subject_label(figure)}”一行缺少单元格，各数对应哪一列无法确定，按原文顺序为：{cells}[{number}]。"
            )
            return
