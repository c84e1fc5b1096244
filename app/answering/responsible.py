"""Who is responsible: the units of the task that is asked about, by level; or the tasks of a unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.rows import cells_of, share_of_task
from app.understanding.clauses import clauses_to_ask_by
from app.understanding.question import Operation, Question, Subject
from vectorstore.gazetteer import NATION
from vectorstore.passage import Passage, PassageKind
from vectorstore.region import Level, Region
from vectorstore.regions import same_place

PREFIX = "responsible:"
MOST_TASKS = 30
_OWN_LINE = re.compile(r"\n[（(]?[一-鿿]{0,6}(?:责任|牵头|配合|负责)(?:领导|单位|部门|人)[:：][^\n]*$")
_ONLY_ROLE = re.compile(
    r"[（(]?[\d一二三四五六七八九十]{0,3}[)）.．、]?\s*[一-鿿]{0,6}(?:责任|牵头|配合|负责)(?:领导|单位|部门|人)[:：][^\n]*"
)
_LIMIT = re.compile(r"(?:完成|办结|办理)?(?:时限|时间|期限|时间节点)[:：]\s*[^；。;）)〕\n]+")
_ASKS_WHEN = re.compile(r"什么时候|何时|[几哪]个?月|哪天|时限|期限|截止")
_SIDE = re.compile(r"责任|牵头|配合|主办|协办|承办|负责|单位|部门|领导|时限|时间|期限|备注|序号")
GOOD, NAMED = 0.6, 1.5
_TITLE = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[.．、]?\s*(?P<name>[^。：:，,；]{4,24})[。：:]")
_UNIT_NAME = re.compile(
    r"(?:由|归|属于?)?((?:市|区|县|省|团)?[一-鿿]{2,14}?(?:局|委|办|中心|管委会|集团|街道办事处|大队|分局|公司|厅|联|工会|团区委|团市委))(?:牵头|负责|承担|要做|有哪些|有多少|的任务|的责任)"
)


@dataclass(frozen=True)
class Task:
    """A task passage with its responsible units: (role, units) pairs in printed order."""

    passage: Passage
    units: tuple[tuple[str, str], ...]


def answer_responsible(question: Question, context: Context, draft: Draft) -> bool:
    """Names the units of the asked task, all levels, or lists a unit's tasks. False when no task fits."""
    tasks = tasks_of(question, context)
    if not tasks:
        return False
    unit = _asked_unit(question, tasks)
    return _tasks_of_unit(unit, tasks, draft) if unit else _units_of_task(question, tasks, context, draft)


def tasks_of(question: Question, context: Context) -> list[Task]:
    """The tasks with responsible units in the reports of the asked places."""
    asked = [region for region in question.regions if not same_place(region, NATION)]
    tasks = []
    for passage in _items(question, asked, context):
        units = tuple((k.removeprefix(PREFIX), v) for k, v in passage.fields if k.startswith(PREFIX))
        if units:
            tasks.append(Task(passage, units))
    return tasks


def _items(question: Question, asked: Sequence[Region], context: Context) -> list[Passage]:
    """The items and the table rows of all documents about the places asked for, or of all there are."""
    places = asked or (None,)
    documents = tuple(sorted({record.id for place in places for record in context.near_reports(question, place)}))
    if not documents:
        return []
    within = context.within(documents)
    return [p for kind in (PassageKind.ITEM, PassageKind.ROW) for p in context.store.passages_of_kind(kind, within)]


def _asked_unit(question: Question, tasks: Sequence[Task]) -> str:
    """The unit whose tasks are asked for: 区教育局负责哪些任务."""
    if not re.search(
        r"(?:哪些|什么|几项|多少项|有哪)(?:任务|工作|事项|目标)|负责(?:哪些|什么)|牵头(?:哪些|什么)|承担(?:哪些|什么)",
        question.text,
    ):
        return ""
    names = {name for task in tasks for _, units in task.units for name in re.split(r"[、,，;；]", units) if name}
    named = [name for name in names if name and name in question.text]
    if not named:
        match = _UNIT_NAME.search(question.text)
        named = [name for name in names if match and match.group(1) in name]
    return max(named, key=len, default="")


def _tasks_of_unit(unit: str, tasks: Sequence[Task], draft: Draft) -> bool:
    own = [task for task in tasks if any(unit in re.split(r"[、,，;；]", units) for _, units in task.units)]
    if not own:
        return False
    draft.say(f"{unit}承担的任务共{len(own)}项{'，前' + str(MOST_TASKS) + '项如下' if len(own) > MOST_TASKS else ''}：")
    for task in own[:MOST_TASKS]:
        number = draft.cite_passage(task.passage)
        draft.say(f"- {task_text(task.passage)}[{number}]")
    return True


def _units_of_task(question: Question, tasks: Sequence[Task], context: Context, draft: Draft) -> bool:
    chosen = _best_of(question, tasks, context)
    for task in chosen:
        number = draft.cite_passage(task.passage)
        units = "；".join(f"{role}：{names}" for role, names in task.units)
        if limit := _limit(task.passage):
            units += f"；{limit}"
        where = task.passage.subdocument if len({t.passage.subdocument for t in chosen}) > 1 else ""
        draft.say(f"{where + '：' if where else ''}“{task_text(task.passage)}”——{units}[{number}]。")
    return bool(chosen)


def _best_of(question: Question, tasks: Sequence[Task], context: Context) -> list[Task]:
    """The tasks that the question speaks of, [] where none does well enough."""
    level = _of_asked_level(question, tasks)
    return _fitting(question, level, context) or _fitting_a_clause(question, level, context)


def _fitting(question: Question, tasks: Sequence[Task], context: Context) -> list[Task]:
    weighed = [(_fit(question, task, context), task) for task in tasks]
    best = max((fit for fit, _ in weighed), default=0.0)
    return [task for fit, task in weighed if fit >= best - 0.02][:4] if best >= GOOD else []


def _fitting_a_clause(question: Question, tasks: Sequence[Task], context: Context) -> list[Task]:
    """长江边有人撒网,哪个单位管禁渔: the tasks that fit the clause that asks, or the one that says what it is about."""
    cues = dict(context.wording.operations)[Operation.RESPONSIBLE.value]
    for terms in clauses_to_ask_by(question, cues, context.wording):
        subject = Subject("".join(terms), (), tuple(terms))
        if chosen := _fitting(replace(question, subjects=(subject,), claims=()), tasks, context):
            return chosen
    return []


def answer_time_limit(question: Question, context: Context, draft: Draft) -> bool:
    """Until when the asked task is to be done, as its bracket says. False where it is no task, or has no limit."""
    if not _ASKS_WHEN.search(question.text):
        return False
    limited = [task for task in tasks_of(question, context) if _limit(task.passage)]
    chosen = _best_of(question, limited, context)
    for task in chosen:
        draft.say(f"“{task_text(task.passage)}”——{_limit(task.passage)}[{draft.cite_passage(task.passage)}]。")
    return bool(chosen)


def _limit(passage: Passage) -> str:
    """完成时限：11月底前, from the task's own words or from the row's column of times."""
    for cell in cells_of(passage) if passage.kind is PassageKind.ROW else ():
        if re.search(r"时限|期限|完成时间|时间节点", cell.header):
            return f"{cell.header}：{cell.value}"
    found = _LIMIT.search(passage.text) if passage.kind is not PassageKind.ROW else None
    return found.group() if found else ""


def _of_asked_level(question: Question, tasks: Sequence[Task]) -> list[Task]:
    """Tasks of the level that the question names (市里的任务, 省…), else all."""
    for cue, level in (("省", Level.PROVINCE), ("市", Level.CITY), ("区", Level.DISTRICT)):
        if re.search(
            rf"{cue}(?:里|级)?的?(?:《?政府工作报告》?|任务|目标|民生项目|下达)", question.text
        ) and not re.search(rf"{cue}级(?:牵头|责任)", question.text):
            return [task for task in tasks if task.passage.region.level is level] or list(tasks)
    return list(tasks)


def _fit(question: Question, task: Task, context: Context) -> float:
    text = _told(task.passage)
    title = _TITLE.match(text)
    if title and title["name"] in question.text:
        return NAMED
    fit = share_of_task(question, text, context)
    claimed = sum(claim.text in text for claim in question.claims)
    subject = "".join(s.text for s in question.subjects)
    return fit + 0.15 * claimed + (0.1 if subject and subject in text else 0.0) - 0.0002 * len(text)


def _told(passage: Passage) -> str:
    """What is to be done: the row's name, the item's words, or (2.责任单位:区农业局) the heading above it."""
    headed = _ONLY_ROLE.fullmatch(passage.text.strip()) and passage.section
    return row_name(passage) or (passage.section[-1] if headed else passage.text)


def row_name(passage: Passage) -> str:
    """What a table's row says is to be done, with its other cells of words; "" for what is no row."""
    if passage.kind is not PassageKind.ROW:
        return ""
    label = dict(passage.fields).get("row", "")
    told = [cell for cell in cells_of(passage) if not _SIDE.search(cell.header)]
    return "；".join([label.rpartition("/")[2].replace("／", "/"), *(cell.value for cell in told)])


def task_text(passage: Passage) -> str:
    """The task without its bracket of units, or the line of its own that names them."""
    text = (
        row_name(passage)
        or re.sub(
            r"[（(〈][^（()）]*(?:责任单位|牵头单位|负责单位|责任部门|配合单位)[^）)]*[）)〉]?",
            "",
            _OWN_LINE.sub("", _told(passage)),
        ).strip()
    )
    return text if len(text) <= 120 else text[:118] + "……"
