"""Which leader is in charge of a field: the names that the tasks of that field give as 责任领导."""

from __future__ import annotations

import re
from collections import defaultdict

from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.responsible import Task, task_text, tasks_of
from app.evidence.sentences import share_of_terms
from app.understanding.question import Question
from app.understanding.terms import term_weight

_ASKS = re.compile(
    r"哪[位个些](?:[省市区县]?(?:政府)?的?)?(?:分管)?(?:领导|负责人|副?[省市区县]长)|(?:责任|分管|牵头|包联)领导|领导(?:是谁|[^,，]{0,4}负责)"
)
_LEADER = re.compile(r"领导|责任人|负责人")
BEARS = 0.9
MOST_SHOWN = 3
_LIGHT = re.compile(r"^(?:任务|工作|领导|负责|责任|分管|牵头|事项|目标|方面)+$")


def asks_leader(question: Question) -> bool:
    """Whether a leader is asked for, not a unit."""
    return bool(_ASKS.search(question.text)) and not re.search(r"单位|部门|哪[个家些](?:局|委)", question.text)


def answer_leader(question: Question, context: Context, draft: Draft) -> bool:
    """Names the leaders of the tasks that bear the question's words, field by field. False when no task does."""
    led = [task for task in tasks_of(question, context) if _leaders(task)]
    terms = [t for t in question.terms if term_weight(t, context.wording) >= 1 and not _LIGHT.match(t)]
    if not led or not terms:
        return False
    whole = [task for task in led if share_of_terms(terms, task.passage.text, context.wording) >= BEARS]
    fields = [("", whole)] if whole else [(term, _of_field(term, led, context)) for term in terms]
    if not all(tasks for _, tasks in fields):
        return False
    for field, tasks in fields:
        _say(field, tasks, draft)
    return True


def _of_field(term: str, led: list[Task], context: Context) -> list[Task]:
    """The tasks whose first unit is of that field (教育 → 区教育局), else those whose words are."""
    units = [task for task in led if _bears(term, _first_unit(task), context)]
    return units or [task for task in led if _bears(term, task_text(task.passage), context)]


def _bears(term: str, text: str, context: Context) -> bool:
    return share_of_terms([term], text, context.wording) >= BEARS


def _first_unit(task: Task) -> str:
    names = [units for role, units in task.units if not _LEADER.search(role)]
    return re.split(r"[、,，;；]", names[0])[0] if names else ""


def _leaders(task: Task) -> str:
    return next((names for role, names in task.units if _LEADER.search(role)), "")


def _say(field: str, tasks: list[Task], draft: Draft) -> None:
    by_leader: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        by_leader[_leaders(task)].append(task)
    for names, own in sorted(by_leader.items(), key=lambda pair: -len(pair[1])):
        shown = "；".join(f"“{task_text(t.passage)}”[{draft.cite_passage(t.passage)}]" for t in own[:MOST_SHOWN])
        rest = f"等{len(own)}项任务" if len(own) > MOST_SHOWN else ""
        draft.say(f"{field + '：' if field else ''}责任领导：{names}——{shown}{rest}。")
