"""Follow-ups: open slots are carried over from the turns before, named ones replace them; what was carried is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.phrasing import period_label
from app.understanding.again import asked_again
from app.understanding.aspects import FLOW, only_aspects
from app.understanding.carrying import growing_too, of_state, with_measured, with_money
from app.understanding.counterparts import in_account, with_counterpart
from app.understanding.elision import elided_name, with_head_of
from app.understanding.question import Operation, Question, Subject
from app.understanding.relative import in_place, in_time
from app.understanding.trail import (
    as_ranking,
    in_years,
    names_nothing,
    over_trail,
    points_at_several,
    recalled,
    reckons_over_turns,
    subjects_of,
)
from app.understanding.wording import load_wording
from vectorstore.figure import KIND_LABELS, Kind, Measure

_POINTS_BACK = re.compile(
    r"^(?:那么?|再|还有|其中|换|它|这|该|上面|上述|以上|刚才|同样|另外|接着|继续|前者|后者|也|同期"
    r"|两者|两个|三个|这些|这两|与|和|跟|比|and |what about|how about)"
    r"|(?:呢|如何|怎么样)[?？。]?$|[这该此](?:项|块|方面)(?!目|工程)|[这该此]个?(?:指标|数(?![据量]))",
    re.IGNORECASE,
)
_DONE = re.compile(r"建成|完成|实际|落地|兑现|到位|[做办改建修装配干搞][成完好]")
_CAME_ABOUT = re.compile(r"[改造通成建修装配收支花打种招拆搞办]了(?:多少|几)")
SHORT = 2  # words of a bare name
# 今年打算收多少 after a question of growth: an amount is asked for.
_ASKS_AMOUNT = re.compile(
    r"(?<![多少增减降])(?:[收花支卖投产建筹拨]|发行|完成|安排|达到)(?:入|出)?(?:到|了)?(?:多少|几)(?!个百分点|个点)"
)
_QUANTITY = re.compile(r"(?:产值|产量|面积|收入|支出|人数|[额量率数])$")
_WHOLE = re.compile(r"总数|总量|共有|累计|保有|存量")
_LISTED_IN = re.compile(
    r"(?:实事|清单|名单|台账|项目库|一览表?|附件|附表)(?:项目)?(?:里面?|当?中|之中|上)"
)  # 2021年的实事里
_SHARE_OF_IT = re.compile(r"[,，\s]*占(?!地|用)")  # …是多少,占…的比重多少: the share of what was asked before
_AGAINST_IT = re.compile(r"(?:那么?|它|这|其)*(?:比|较|跟|与|和)(?!上|去|前|同|计|预|目)")
_SHARE_OF_BEFORE = re.compile(r"(?:那么?|它|其|这)*占(?!地|用)")
_CARRYING_OPERATIONS = frozenset({Operation.RESPONSIBLE, Operation.DEFINE, Operation.LIST, Operation.PERSON})


def points_back(question: Question) -> bool:
    """Whether a question leans on the turn before: no subject of its own, or words that point back."""
    return not question.subjects or bool(_POINTS_BACK.search(question.text))


def resolve(questions: Sequence[Question]) -> Question:
    """The last question with its open slots filled from the earlier ones."""
    current = questions[0]
    trail = [current]
    for question in questions[1:]:
        current = carry_over(trail, question)
        trail = [*trail, current] if current.carried else [current]
    return current


_OF_PLAN = re.compile(r"完成(?:年初|调整后?|变动|全年)?(?:预算|计划|任务)数?的百分之")


def continued(before: Question, part: Question) -> Question:
    """A later piece of one question: what it leaves open is what the piece before it said."""
    part = in_place([before], part)
    open_aspect = only_aspects(part.terms) and not _WHOLE.search(part.text)
    if not part.indicators and (open_aspect or _OF_PLAN.match(part.text)):
        part = replace(part, subjects=())  # 2025年规划到多少, 完成调整预算的百分之几: of what was asked before
    planned = Kind.TARGET in before.kinds
    if planned and not part.kinds and (_DONE.search(part.text) or _CAME_ABOUT.search(part.text)):
        part = replace(part, kinds=(Kind.ACTUAL,))  # 计划多少公顷,建成多少公顷
    part = _completed(before, part)
    part = _as_numeric(before, part)
    part = _share_of_it(before, part)
    if part.regions or part.unknown_regions or not _says_little(part):
        return _fill(before, with_measured(before, part), leaning=True)
    if (money := with_money(before, replace(part, subjects=()))).subjects:
        return _fill(before, money, leaning=True)
    # 完成了几个,启动了几个: the same thing in another state
    kept = tuple(_in_state(subject, part) for subject in _counted_alike(before, part))
    return replace(_fill(before, replace(part, subjects=()), leaning=True), subjects=kept or part.subjects)


def _share_of_it(before: Question, question: Question) -> Question:
    """占GDP几成: what was asked before, in the whole that is named."""
    if not _SHARE_OF_IT.match(question.text) or not before.subjects or not question.subjects:
        return question
    whole = () if _says_little(question) else question.subjects[:1]
    operation = Operation.SHARE if whole else question.operation
    return replace(question, subjects=(*before.subjects[:1], *whole), operation=operation, measure=Measure.SHARE)


def _as_numeric(before: Question, question: Question) -> Question:
    """游客多少人次?综合效益呢: asks for a number as what it follows did."""
    asks_too = question.operation is Operation.LOOKUP and re.search(r"呢[?？]?$", question.text)
    return replace(question, numeric=question.numeric or (bool(asks_too) and before.numeric))


def _with_head(before: Question, question: Question) -> Question:
    """林果呢 behind 食用菌总产值, 农村的呢 behind 城镇居民人均可支配收入: a bare word takes the head before it."""
    bare = len(question.subjects) == 1 and len(before.subjects) == 1 and not question.indicators
    if (
        not bare
        or not 1 <= len(question.terms) <= SHORT
        or not before.numeric
        or not re.search(r"呢[?？]?$", question.text)
    ):
        return question
    subject, last = question.subjects[0], before.subjects[0]
    name = with_head_of(last.indicators, "".join(subject.terms))
    if name:
        subject = replace(subject, indicators=(name,), terms=())
    elif len(last.terms) > 1 and not last.indicators and _QUANTITY.search(last.terms[-1]):
        subject = replace(subject, terms=(*subject.terms, last.terms[-1]))
    else:
        return question
    return replace(question, subjects=(subject,), numeric=True)


def _counted_alike(before: Question, part: Question) -> tuple[Subject, ...]:
    """Of several things asked before (几个项目,资金多少) the one that was counted in the unit asked now (多少个)."""
    alike = [asked for asked in before.parts if part.unit and asked.unit == part.unit]
    return alike[0].subjects if len(alike) == 1 else before.subjects


def _in_state(subject: Subject, part: Question) -> Subject:
    """What was asked before, in the state that the piece names: of 净增多少家 the 总数 is no longer 净增."""
    terms = (*_telling(subject.terms), *part.terms)
    if not _WHOLE.search(part.text):
        return replace(subject, terms=terms)
    flows = FLOW.findall(subject.text)
    return replace(subject, terms=tuple(t for t in terms if t not in flows), text=FLOW.sub("", subject.text))


def _completed(before: Question, part: Question) -> Question:
    """粮食播种面积多少,产量多少: a name whose beginning stands in the piece before."""
    if part.indicators or len(part.subjects) != 1 or not before.indicators:
        return part
    subject = part.subjects[0]
    for term in subject.terms:
        size, name = elided_name(before.indicators, term)
        if size == len(term):
            terms = tuple(word for word in subject.terms if word != term)
            return replace(part, subjects=(replace(subject, indicators=(name,), terms=terms),))
    return part


def _telling(terms: tuple[str, ...]) -> tuple[str, ...]:
    light = load_wording().light
    return tuple(term for term in terms if term not in light)


def joined(whole: Question, parts: tuple[Question, ...]) -> Question:
    """The whole question with its parts: its own slots are all that the parts name, for chips and for follow-ups."""
    return replace(
        whole,
        regions=tuple(dict.fromkeys(r for part in parts for r in part.regions)) or whole.regions,
        periods=tuple(dict.fromkeys(p for part in parts for p in part.periods)) or whole.periods,
        pairs=parts[0].pairs if all(part.pairs == parts[0].pairs for part in parts) else (),
        subjects=tuple(dict.fromkeys(s for part in parts for s in part.subjects)),
        operation=parts[0].operation,
        numeric=any(part.numeric for part in parts),
        measure=parts[0].measure,
        kinds=parts[0].kinds,
        kind_strong=parts[0].kind_strong,
        claims=(),
        unit="",
        parts=tuple(replace(part, carried=()) for part in parts),
    )


def carry_over(trail: Sequence[Question], question: Question) -> Question:
    """`question` read against the turns of its topic, newest last; unchanged when it opens a new topic."""
    before = trail[-1]
    if question.parts:
        return _parts_carried(trail, question)
    if question.refusal or before.refusal:
        return question
    question = in_years(trail, in_time(before, in_place(trail, question)))
    question = _beside(before, with_counterpart(trail, question))
    if names_nothing(question):
        question = as_ranking(before, replace(question, subjects=()))
    if reckons_over_turns(question):
        return over_trail(trail, question)
    if _SHARE_OF_BEFORE.match(question.text) and before.subjects and question.indicators:  # 占GDP几成
        subjects = (before.subjects[0], *question.subjects[:1])
        share = replace(question, subjects=subjects, operation=Operation.SHARE, measure=Measure.SHARE, numeric=True)
        return _fill(before, share, leaning=True)
    question = _as_numeric(before, growing_too(before, question))
    leaning = points_back(question) or _says_little(question)
    if _says_little(question):
        question = with_money(before, replace(question, subjects=recalled(trail, question)))
    else:
        question = with_measured(before, question)
    question = _share_of_it(before, _with_head(before, question))
    if points_at_several(question) and not question.indicators:
        question = replace(question, subjects=subjects_of(trail, question))
    elsewhere = bool(question.regions) and question.regions != before.regions
    if not leaning and (elsewhere or question.unknown_regions or question.all_regions):
        return question
    if not leaning and question.operation is Operation.DEFINE:
        return question
    return _fill(before, question, leaning)


def _beside(before: Question, question: Question) -> Question:
    """比乙区多多少 behind a question for 甲区: 乙区 is held against 甲区, not put in its place."""
    compares = question.operation in (Operation.DIFFERENCE, Operation.COMPARE, Operation.RATIO)
    alone = len(question.regions) == len(before.regions) == 1 and question.regions != before.regions
    if not (compares and alone and _AGAINST_IT.match(question.text)):
        return question
    return replace(question, regions=(*before.regions, *question.regions), pairs=())


def _parts_carried(trail: Sequence[Question], question: Question) -> Question:
    """A question of several pieces: the first read against the turns, each other one against the piece before it."""
    first = carry_over(trail, replace(question.parts[0], parts=()))
    rest = [first]
    for part in question.parts[1:]:
        rest.append(continued(rest[-1], part))
    return replace(joined(question, tuple(rest)), carried=first.carried)


def _says_little(question: Question) -> bool:
    """规模呢, 执行多少: words that only ask for an aspect of what was asked before."""
    light = load_wording().light
    where = _LISTED_IN.search(question.text)
    held = where[0] if where else ""
    return not question.indicators and all(w in light or w in held or only_aspects([w]) for w in question.terms)


def _fill(before: Question, question: Question, leaning: bool) -> Question:
    carried: list[str] = []
    changes: dict[str, object] = {}
    places_open = not (question.regions or question.unknown_regions or question.all_regions)
    if places_open and (before.regions or before.all_regions or before.unknown_regions):
        changes |= {"regions": before.regions, "all_regions": before.all_regions}
        changes |= {"unknown_regions": before.unknown_regions}  # what no report is about is no other place's now
        changes["pairs"] = before.pairs if not question.periods else ()
        carried += [*(region.name for region in before.regions), *before.unknown_regions]
    numeric_topic = question.numeric or bool(question.indicators)
    if (leaning or numeric_topic) and not question.periods and before.periods:
        changes["periods"] = before.periods
        carried += [period_label(period) for period in before.periods]
    if leaning and not question.subjects:
        subjects = tuple(of_state(subject, question) for subject in _counted_alike(before, question))
        changes |= {"subjects": subjects, "subdocument": question.subdocument or before.subdocument}
        carried += [s.indicators[0] if s.indicators else s.text for s in subjects]
        if question.measure is None and not question.unit and not _ASKS_AMOUNT.search(question.text):
            changes["measure"] = before.measure
            changes["direction"] = before.direction
        changes["numeric"] = question.numeric or before.numeric
        changes["alternatives"] = before.alternatives
    if (
        leaning
        and not question.numeric
        and question.operation is Operation.LOOKUP
        and before.operation in _CARRYING_OPERATIONS
    ):
        changes["operation"] = before.operation
    two_sides = before.operation in (Operation.SHARE, Operation.RATIO) and len(before.subjects) > 1
    if leaning and not question.subjects and question.operation is Operation.LOOKUP and two_sides:
        changes["operation"] = before.operation  # 那乙市呢 behind a share that is reckoned
    came_about = Kind.TARGET in before.kinds and _CAME_ABOUT.search(question.text)  # 要改多少个, then 改了多少个
    takes_kinds = not question.kinds and not question.periods and not came_about
    if (leaning or numeric_topic) and takes_kinds and before.kinds:
        changes |= {"kinds": before.kinds, "kind_strong": before.kind_strong}
        carried += [_kind_label(kind) for kind in before.kinds]
    if question.operation is Operation.CONVERT and not question.claims:
        changes |= {"operation": Operation.LOOKUP, "numeric": True}
    carried += question.carried
    if "subjects" in changes and (text := asked_again(before, question)) != question.text:
        changes |= {"text": text, "operation": before.operation}
    filled = replace(question, **changes, before=before, carried=tuple(carried))  # type: ignore[arg-type]
    return in_account(before, filled)


def _kind_label(kind: Kind) -> str:
    return KIND_LABELS[kind]
