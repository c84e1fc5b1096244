"""Which aspect of a thing a question asks for (its total, its growth, its share) and of which kind (target, result)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.understanding.operations import aspect_is_subject
from app.understanding.question import PLAN_KINDS, RESULT_KINDS, Operation
from app.understanding.question_text import QuestionText
from app.understanding.wording import Wording, first_cue, outright_cues
from vectorstore.figure import Direction, Kind, Measure
from vectorstore.indicators import IndicatorMention

_OF_FUND = re.compile(r"(?:国资|国有资本|经营|基金|社保|公共)$")  # 国资预算 names a fund, no plan
_WITH_GROWTH = re.compile(  # 总量及增速, 同比如何
    r"(?:及|和|与|以及|还有|、|[,，])其?(?:各自的?|相应的?|分别的?)?(?:同比|年均)?(?:增速|增幅|增长率|涨幅|增减幅度?)"
    r"|(?:多少|总量).{0,4}[,，]?(?:同比)?(?:增长|增速|增幅)(?:多少|是多少)"
    r"|[,，][^,，]{0,8}[涨跌增降升减]了?(?:没有?|吗|还是)|(?:增减|同比|比上年|增长)(?:如何|咋样|怎么样|情况)"
)
_LEVEL = r"(?:总量|总额|总值|[家户个人项件]数|数量|规模|数值|数额|金额|绝对[数值量额])"
_GROWTH = r"(?:(?:同比)?(?:增速|增幅|增长率|涨幅|涨跌|增长)|同比)"
_LEVEL_AND_GROWTH = re.compile(  # 实际利用外资 总量 增速
    rf"{_LEVEL}(?P<taken>[\s、,，和与及+/]{{1,3}}{_GROWTH}(?![一-鿿]))"
)
_GROWTH_AND_LEVEL = re.compile(  # 增速 总量; 增速多少,总额也要
    rf"{_GROWTH}[^。;；?？]{{0,6}}(?P<taken>[\s、,，和与及+/]{{1,3}}{_LEVEL}(?:也|都|一[并起])?(?:要|给|报|说)?(?:一下)?(?=$|[,，。?？\s呢]))"
)
_THEN_GROWTH = re.compile(  # 社零多少 涨了多少
    r"(?<![增降]长)(?<![增降]速)(?<!下降)(?:多少|几)[一-鿿]{0,4}[?？,，、\s]+"
    r"(?:(?:同比|又|[比较](?:上年|去年|上一年))?[增涨降升跌减]|同比(?:呢|多少|是多少)?(?![一-鿿]))"
)
# 一涨一跌各多少, 一边往上走一边往下走: how far each moved, and neither way is said of both.
_OPPOSITE_WAYS = re.compile(
    r"(?:一|一边|一个|有)(?:往上走?|[涨升增])[,，、]?(?:一|一边|一个|有)(?:往下走?|[跌降减])|(?:一|一边|一个|有)(?:往下走?|[跌降减])[,，、]?(?:一|一边|一个|有)(?:往上走?|[涨升增])"
)
_LOOKS_BACK = re.compile(r"(?:过去|最近|近)的?[两三四五六七八九十\d]+年(?![前后级])")
_MOVES = r"(?:增长|增加|上升|提高|上涨|下降|减少|降低|下滑)了?"
_EITHER_WAY = re.compile(rf"{_MOVES}(?:还是|或者?){_MOVES}")  # 增加还是减少
_MOVED_BY = re.compile(r"[涨跌增降升减](?:加|少|幅)?了?(?=\s|$)")  # 涨几个点, with the unit taken out
_ASKS_KIND = re.compile(  # 任务数是多少, 年初派的任务是多少
    r"(?:(?<=务[数量])(?:是|为|有)?|(?<=的任务)(?:是|为|有))(?:多少|几|呢|[?？]?$)"
)
_PLANNED_TO = re.compile(
    r"(?:规划|设想|展望).{0,16}(?:做到|达到|增到|建到|冲到|到)(?:多少|几)"
)  # 规划2020年社零做到多少
_TO_BE_DONE = re.compile(  # 今年要改多少个老旧小区
    r"(?<![需主重只不首纲摘概提想必])要(?![求素点领害闻道是不么钱多几看问查知])[一-鿿]{1,4}?(?:多少|几)(?!年)"
)
_TO_BE_FINISHED = re.compile(  # 为什么要在今年完成260个
    r"(?<![需主重只不首纲摘概提想必])要在?(?:20\d\d年|今年|年内)?[底内前]?(?:全部|累计)?(?:完成|建成|实现|达到)(?!了)[^,，。?？]{0,4}\d"
)
# 年底搞了多少, beside what was planned: what came about.
_DONE_BY_YEAR_END = re.compile(r"(?:年[底终末]|到头来?)[^,，。?？]{0,6}了(?:多少|几)")
IN_PERCENT = re.compile(r"率$|比重|占比|比例|强度|指数")
_UP = re.compile(r"增长|增加(?!值)|上升|上涨|提高|增幅|高出|[大猛暴飙]涨|涨了")
_DOWN = re.compile(r"下降|减少|下滑|降低|回落|下跌|负增长|降幅|降了|[大猛暴]跌|[大骤锐][降减]|缩水|跌了")


def read_measure(
    rest: QuestionText, mentions: list[IndicatorMention], unit: str, wording: Wording
) -> tuple[Measure | None, Direction]:
    """The aspect asked for (growth, share …), and which way something is said to have moved. Takes its words."""
    if aspect_is_subject(rest.text):
        return None, Direction.NONE
    text = re.sub(r"变动(?=后?的?预算)", "  ", rest.without(mentions))  # 变动预算: the budget as adjusted
    direction = Direction.DOWN if _DOWN.search(text) else Direction.UP if _UP.search(text) else Direction.NONE
    if opposite := _OPPOSITE_WAYS.search(text):
        rest.take(*opposite.span())
        return Measure.GROWTH, Direction.NONE
    cue = first_cue(text, wording.measures)
    if cue is not None:
        rest.take(cue.start, cue.end)
        for same in dict(wording.measures)[cue.name]:  # 固投增速比社零增速高吗: said of each
            for again in re.finditer(re.escape(same), text):
                rest.take(again.start(), again.end())
        amount = Measure(cue.name) is Measure.SHARE and unit not in ("", "%")  # 占多少亿元
        return (None if amount else Measure(cue.name)), direction
    one_year = len(re.findall(r"20\d\d年", text)) < 2  # 2020年38家,2021年定15家,提高还是降低 asks of the two
    moving = (_EITHER_WAY.search(text) if one_year else None) or re.search(r"增长|下降", text)
    moving = moving or (_MOVED_BY.search(text) if unit == "%" else None)
    if moving:
        rest.take(moving.start(), moving.end())
        return Measure.GROWTH, direction
    return None, direction


def in_points(
    operation: Operation,
    measure: Measure | None,
    direction: Direction,
    mentions: list[IndicatorMention],
    spread: tuple[int, int, int],
) -> tuple[Operation, Measure | None]:
    """几个百分点 of one thing alone (优良率提高了几个百分点) is how it moved; of a total (GDP) it is its growth.

    spread: how many places, periods and indicators are asked for.
    """
    if operation is Operation.LOOKUP and spread[0] + spread[1] > 2:
        operation = Operation.DIFFERENCE
    rates = all(IN_PERCENT.search(mention.name) for mention in mentions)
    if operation in (Operation.LOOKUP, Operation.DIFFERENCE) and max(spread) <= 1 and direction is not Direction.NONE:
        operation = Operation.LOOKUP
        measure = measure or (Measure.CHANGE if rates and mentions else measure)
    return operation, measure if rates else measure or Measure.GROWTH


def asks_growth_beside(rest: QuestionText) -> bool:
    """Whether the growth is asked for beside the total; the words for it are no words of the subject."""
    listed = _LEVEL_AND_GROWTH.search(rest.text) or _GROWTH_AND_LEVEL.search(rest.text)
    if listed:
        rest.take(listed.start("taken"), listed.end("taken"))
        return True
    beside = _WITH_GROWTH.search(rest.text)
    if beside:
        rest.take(beside.start(), beside.end())
    return bool(beside or _THEN_GROWTH.search(rest.text))


def read_kinds(
    rest: QuestionText, mentions: list[IndicatorMention], ordered: bool, wording: Wording
) -> tuple[tuple[Kind, ...], bool]:
    """Target, result, budget … as the question says it, and whether it says so outright. Takes its words."""
    weak = wording.weak_kind_cues
    free = rest.without(mentions)
    said = outright_cues(free, wording.kinds, weak)
    cues = [cue for cue in said if not _OF_FUND.search(free[: cue.start])]
    if ordered:
        cues.sort(key=lambda cue: cue.start)  # 2023年实际增速和2024年增速目标
    for cue in cues:
        rest.take(cue.start, cue.end)
    strong = [cue for cue in cues if cue.text not in weak or _ASKS_KIND.match(free, cue.end)]
    if not cues and _PLANNED_TO.search(free):
        return (Kind.TARGET,), True
    if not cues and _TO_BE_DONE.search(rest.text):
        return (Kind.TARGET,), False
    if not cues and _DONE_BY_YEAR_END.search(free):
        return (Kind.ACTUAL,), True
    everything = tuple(dict.fromkeys(Kind(cue.name) for cue in cues))
    if everything == (Kind.ACTUAL,) and _TO_BE_FINISHED.search(rest.text):
        return (Kind.TARGET,), False
    if not everything and _LOOKS_BACK.search(rest.text):
        return (Kind.ACTUAL,), False
    if holds_both(everything):
        return everything, True
    return tuple(dict.fromkeys(Kind(cue.name) for cue in strong or cues)), bool(strong)


def holds_both(kinds: Sequence[Kind]) -> bool:
    return any(kind in PLAN_KINDS for kind in kinds) and any(kind in RESULT_KINDS for kind in kinds)
