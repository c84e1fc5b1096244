"""Claims held against the ledger: 对, 不对 with the right figure, or not to be found; each with its own clause."""

from __future__ import annotations

import re
from dataclasses import replace

from app.answering.cells import asked_regions, find_cells
from app.answering.conflicting import say_conflict
from app.answering.context import SURE_COVERAGE, Context
from app.answering.correcting import equals_claim
from app.answering.draft import Draft
from app.answering.found import Found
from app.answering.nearest import missing_line, offer_nearest
from app.answering.planned import outcome_of
from app.answering.stating import in_asked_unit, place_and_time, say_figure
from app.evidence.candidates import Candidate
from app.evidence.rivals import ROUGHLY
from app.evidence.sentences import share_of_terms, weigh_sentences
from app.phrasing import figure_clause, subject_label
from app.understanding.question import PLAN_KINDS, Operation, Question
from vectorstore.figure import KIND_LABELS, Direction, Figure, Kind, Measure
from vectorstore.gazetteer import short_name
from vectorstore.quantity import Quantity, same_dimension, to_base

# Share of a figure's name that the claim does not say: of an amount, and of a rate, whose name says 增加值占比, too.
OTHER_THING, OTHER_THINGS_RATE = 0.5, 0.6
NEARLY_AS_GOOD = 0.12
PASSAGES = 8
BESIDE = 0.5
TENTH = 10  # per cent in one 成
_AT_LEAST = re.compile(r"超|突破|高于|大于|不低于|不少于|以上|多于|至少|逾|余|多|[>≥]")
_AT_MOST = re.compile(r"不到|不足|低于|小于|不超过|不高于|以内|以下|至多|[<≤]")
_MOVES = re.compile(
    r"(?:(增长|增加|上升|上涨|提高|提升|涨|多)|(下降|减少|降低|下滑|回落|负增长|跌|降|少))(?:了|约|近|超过?)*$"
)


def answer_claim(question: Question, context: Context, draft: Draft) -> bool:
    """Says of each of the question's own figures whether it is right. False with nothing to hold them against."""
    missing: list[tuple[Question, Found]] = []
    unproven: list[Quantity] = []
    judged: set[tuple[str, int, str]] = set()
    for stated in question.premises or (question,):
        for claim in stated.claims:
            asked = about_claim(stated, claim)
            if same_dimension(question.unit, claim.unit):
                asked = replace(asked, unit=question.unit)  # 是多少亿元,是920000万元对吧
            found = find_cells(asked, context)
            claim, asked = _in_full(claim, asked, found)
            held = held_against(claim, found)
            if held and _judge(asked, nearest_cell(claim, held), judged, draft):
                if claim.rank:
                    say_what_ranks(stated, context, draft)
                continue
            if not _say_only_planned(asked, claim, context, draft) and not _say_literal(asked, claim, context, draft):
                missing += [(asked, one) for one in found if one.best or one.near][:1]
                unproven.append(claim)
    if draft.lines and unproven:
        draft.say(f"“{'”“'.join(claim.text for claim in unproven)}”在已载入的报告中没有查到，无法核对。")
    if draft.lines or not missing:
        return bool(draft.lines)
    draft.refused = True
    draft.say(missing_line(*missing[0]))
    offer_nearest(missing[0][1], draft)
    return True


def _in_full(claim: Quantity, asked: Question, found: list[Found]) -> tuple[Quantity, Question]:
    """640万 said of a population is 640万人: a bare scale takes the unit of the figure that it is held against."""
    best = next((one.best.figure for one in found if one.best), None)
    if claim.unit not in ("万", "亿") or best is None:
        return claim, asked
    full = replace(claim, unit=claim.unit + best.unit.lstrip("万亿"))
    return (full, replace(asked, claims=(full,))) if same_dimension(full.unit, best.unit) else (claim, asked)


def counts_other(shown: Candidate) -> bool:
    """Whether a figure's name says so much that was not said that it is another thing's (招商 and 招商奖励资金)."""
    return shown.extra > (OTHER_THING if shown.figure.measure is Measure.LEVEL else OTHER_THINGS_RATE)


def say_what_ranks(stated: Question, context: Context, draft: Draft) -> None:
    """增速排第一吗: beside the place in the order, the growth itself."""
    if stated.measure not in (None, Measure.GROWTH, Measure.LEVEL, Measure.RANK):
        return
    measure = stated.measure if stated.measure is Measure.LEVEL else Measure.GROWTH
    asked = replace(stated, operation=Operation.LOOKUP, claims=(), unit="", unit_loose=False, measure=measure)
    for found in find_cells(asked, context)[:1]:
        figure = found.best.figure if found.best else None
        if figure and figure.measure is measure and figure not in draft.evidence:
            say_figure(asked, found, draft)


def about_claim(question: Question, claim: Quantity) -> Question:
    """The question as it stands for one claim: growth where the claim is a percentage said to rise or fall."""
    before = question.text[: question.text.find(claim.text)]
    direction = stated_direction(before)
    moving = claim.unit == "%" and direction is not Direction.NONE
    share = claim.unit == "%" and question.measure in (Measure.SHARE, Measure.GROWTH)
    measure = Measure.GROWTH if moving else question.measure if share else None
    if claim.rank or claim.unit == "位":
        measure = Measure.RANK
    subjects = tuple(replace(subject, measure=None) for subject in question.subjects)
    said = [(before.rfind(short_name(region.name)), region) for region in question.regions]
    spoken = [region for at, region in sorted(said, key=lambda pair: pair[0]) if at >= 0]
    if len(question.regions) > 1 and spoken:
        question = replace(question, regions=(spoken[-1],))  # the place named last before the claim
    return replace(
        question,
        operation=Operation.VERIFY,
        claims=(claim,),
        measure=measure,
        direction=direction,
        subjects=subjects,
        unit="",
    )


def stated_direction(before: str) -> Direction:
    """The direction said right before a quantity; 下调到8% says where it came to, not how it moved."""
    word = _MOVES.search(before[-8:])
    if word is None:
        return Direction.NONE
    return Direction.UP if word.group(1) else Direction.DOWN


def held_against(claim: Quantity, found: list[Found]) -> list[Found]:
    """The cells with a figure of the claim's dimension."""
    return [one for one in found if one.best and any(same_dimension(c.figure.unit, claim.unit) for c in one.agreeing)]


def nearest_cell(claim: Quantity, held: list[Found]) -> Found:
    """The cell that the claim speaks of: one that holds its value, else one of its very unit, else the first."""
    for one in held:
        if any(equals_claim(claim, c.figure) and c.coverage >= one.agreeing[0].coverage - 0.1 for c in one.agreeing):
            return one
    return next((one for one in held if any(c.figure.unit == claim.unit for c in one.agreeing[:2])), held[0])


def weigh_claim(question: Question, found: Found) -> tuple[Candidate, bool]:
    """The figure that the question's claim is to be held against, and whether it bears the claim out."""
    assert found.best is not None
    near_best = [c for c in found.agreeing if c.score >= found.best.score - NEARLY_AS_GOOD]
    pool = [found.best, *found.rivals, *found.alike, *near_best]
    comparable = [c for c in pool if any(same_dimension(c.figure.unit, q.unit) for q in question.claims)]
    right = next((c for c in comparable if any(_matches(question, q, c) for q in question.claims)), None)
    outcome = right and not question.kinds and outcome_of(right, found)
    if outcome:  # 新增2.3万人 is what was planned, 3万人 what came about
        return outcome, any(_matches(question, q, outcome) for q in question.claims)
    return right or (comparable[0] if comparable else found.best), right is not None


def _judge(question: Question, found: Found, judged: set[tuple[str, int, str]], draft: Draft) -> bool:
    """Says whether the claim is right. False where it only misses a figure that another claim was about."""
    shown, right = weigh_claim(question, found)
    place = shown.figure.key
    if not right and (place in judged or counts_other(shown)):
        return False
    judged.add(place)
    if right and found.rivals:
        draft.say("报告中有这一说法，但不同文件或章节的数字不一致。")
        say_conflict(question, found, draft)
        return True
    number = draft.state(shown.figure)
    roughly = any(
        claim.unit == "成" and not claim.qualifier and not equals_claim(claim, shown.figure)
        for claim in question.claims
    )
    verdict = ("大致对。" if roughly else "对。") if right else f"不对{why_wrong(question, shown)}。"
    draft.say(
        f"{verdict}{place_and_time(shown.figure)}{subject_label(shown.figure)}{figure_clause(shown.figure)}"
        f"{in_asked_unit(question, shown.figure)}[{number}]。"
    )
    if not right:
        _say_plan(question, found, draft)
    return True


def _say_plan(question: Question, found: Found, draft: Draft) -> None:
    """That a claim which is no result is what was planned."""
    for claim in question.claims:
        plans = [c.figure for c in found.agreeing if c.figure.kind in PLAN_KINDS and _matches(question, claim, c)]
        if plans and not question.kinds:
            figure, number = plans[0], draft.state(plans[0])
            said = f"{place_and_time(figure)}{subject_label(figure)}{figure_clause(figure)}"
            draft.say(f"“{claim.text}”是{KIND_LABELS[figure.kind]}数：{said}[{number}]。")


def _say_only_planned(question: Question, claim: Quantity, context: Context, draft: Draft) -> bool:
    """征收20万方,是已经完成的吗: that the number is that of a plan."""
    if question.kinds != (Kind.ACTUAL,):
        return False
    asked = replace(question, kinds=(), kind_strong=False)
    held = held_against(claim, find_cells(asked, context))
    if not held:
        return False
    shown, right = weigh_claim(asked, nearest_cell(claim, held))
    if not right or shown.figure.kind not in PLAN_KINDS or counts_other(shown):
        return False
    said = f"{place_and_time(shown.figure)}{subject_label(shown.figure)}{figure_clause(shown.figure)}"
    draft.say(f"不对，这是{KIND_LABELS[shown.figure.kind]}数，不是完成数：{said}[{draft.state(shown.figure)}]。")
    return True


def _say_literal(question: Question, claim: Quantity, context: Context, draft: Draft) -> bool:
    """A sentence that bears nearly all words of the claim's clause and its number bears the claim out."""
    for region in asked_regions(question, context):
        passages = context.passages(question, region, PASSAGES)
        for one in weigh_sentences(question.terms, passages, context.store, context.wording):
            if one.own < SURE_COVERAGE:
                break
            if any(_tells(question, claim, part, context) for part in re.split(r"[,，;；、]", one.sentence.text)):
                number = draft.cite_span(one.sentence.passage, one.sentence.start, one.sentence.end)
                draft.say(f"对，报告中有这一说法：{one.sentence.text}[{number}]")
                return True
    return False


def _tells(question: Question, claim: Quantity, part: str, context: Context) -> bool:
    """Whether one part of a sentence holds the claim's number beside the words of its clause."""
    return claim.text in part and share_of_terms(question.terms, part, context.wording) >= BESIDE


def _within(claim: Quantity, figure: Figure) -> bool:
    """Claims with a comparator: 超过480亿元 holds for more, 不到500亿元 for less, 约 for what rounds to it."""
    said, held = to_base(abs(claim.value), claim.unit)[0], to_base(figure.value, figure.unit)[0]
    if _AT_LEAST.search(claim.qualifier):
        return held >= said
    if _AT_MOST.search(claim.qualifier):
        return held <= said
    return abs(held - said) <= said * ROUGHLY


def _in_tenths(question: Question, claim: Quantity, figure: Figure) -> bool:
    """六成 said of 58% or 61.6%; 六成多 only of what lies above it, 近六成 below."""
    above = figure.value - claim.value * TENTH
    behind = question.text[question.text.find(claim.text) + len(claim.text) :]
    if re.match(r"出头|多|以上", behind):
        return 0 <= above < TENTH
    if claim.qualifier in ("近", "不到", "不足", "接近"):
        return -TENTH < above < 0
    return abs(above) < TENTH / 2


def _matches(question: Question, claim: Quantity, candidate: Candidate) -> bool:
    figure = candidate.figure
    if claim.unit == "成" and figure.unit == "%":
        return _in_tenths(question, claim, figure)
    if Direction.NONE not in (question.direction, figure.direction) and question.direction is not figure.direction:
        return False
    if claim.qualifier and same_dimension(claim.unit, figure.unit):
        return _within(claim, figure)
    return equals_claim(claim, figure)


def why_wrong(question: Question, shown: Candidate) -> str:
    if (
        Direction.NONE not in (question.direction, shown.figure.direction)
        and question.direction is not shown.figure.direction
    ):
        return "，方向相反"
    return ""
