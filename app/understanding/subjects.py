"""What a question is about: its subjects, cut at joints where each side names something of its own."""

from __future__ import annotations

import re
from dataclasses import replace

from app.understanding.aspects import NAMES_A_NUMBER
from app.understanding.operations import AMOUNTS_TO
from app.understanding.parts import ENDS_OF_RANKING
from app.understanding.question import COMPUTING, Operation, Subject
from app.understanding.question_text import HAS_CONTENT, QuestionText
from app.understanding.terms import content_words, term_weight
from app.understanding.wording import Wording, first_cue
from vectorstore.figure import Measure
from vectorstore.indicators import IndicatorMention
from vectorstore.units import PLAIN_UNIT

TELLING_ENOUGH = 2
_ASKED_CLASS = re.compile(r"(?:什么|啥|哪(?:一?[个家种类些项条所处座位级]|方面))的?([一-鿿]{2,6})")
# 把三个数都报一下, 排个名: how the answer is to be given.
_FORM = re.compile(
    r"(?<=[,，。;；?？])\s*(?:请|并|顺便|再)?把[^,，。;；?？把]{1,8}(?:报|列|写|说|给|标|附)[^,，。;；?？]{0,4}[。?？]?$|排个?(?:名|序|一下)|"
    r"(?:请|并|结果)?(?:保留|精确)(?:到|至)?(?:小数点后)?(?:[一两二三四\d]位)?(?:小数|整数|有效数字|个位|百分位)|四舍五入"
)
_CIRCUMSTANCE = re.compile(r"\W*([一-鿿]{2,6}?)(?:期间|的?时候|时(?![间期序代长速段尚令点刻效])|当?中(?=[一-鿿]了))")
_WITHIN = re.compile(r"[“\"]([^”\"]{2,10})[”\"](?:里面?|当?中|之中)的?(?=[“\"一-鿿])")
_DEEDS = re.compile(r"((?:民生)?实事(?:项目)?)(?:清单|名单)?(?:里面?|当?中)(?=[一-鿿])")
_COUNTED_THING = re.compile(rf"(?<![哪那从])(?:多少|几(?!乎))(?:[十百千万亿]*(?:{PLAIN_UNIT}|平|钱))?+([一-鿿]{{2,}})")
_VAGUE = re.compile(r"[\s的水平还有要需目标差现在实际数值,，?？]*")
_ASKED_END = re.compile(r"(?:各|分别|都|是|为|有|达到?|多少|几|[?？呢的\s])+$")
WHOLE_NAME = 4  # characters of a name that needs no other's words: 应急避难场所、新增绿地
JOINTS = re.compile(r"以及|还有|和|与|(?<![惠普涉波顾危])及|跟|比|距离|离|距|、|,|，|;|；|/|\+|。")


def read_subjects(
    rest: QuestionText, mentions: list[IndicatorMention], operation: Operation, wording: Wording
) -> tuple[Subject, ...]:
    for form in (*_FORM.finditer(rest.text), *ENDS_OF_RANKING.finditer(rest.text)):
        rest.take(form.start(), form.end())
    free = rest.without(mentions)
    pieces = _split_subjects(rest.rest(), rest.text, mentions, operation)
    subjects = [read_subject(rest.rest(), rest.text, free, start, end, mentions, wording) for start, end in pieces]
    named = tuple(subject for subject in subjects if subject.terms or subject.indicators)
    return share_measures(_of_what_is_counted(named) if operation is Operation.DIFFERENCE else named)


def telling(subject: Subject, wording: Wording) -> int:
    """How many words a subject names something with, an indicator counted as enough."""
    words = sum(term_weight(term, wording) >= 1 for term in subject.terms)
    return TELLING_ENOUGH if subject.indicators else words


def _of_what_is_counted(subjects: tuple[Subject, ...]) -> tuple[Subject, ...]:
    """小学跟初中比,多出多少在校生: what is counted in the end is counted of both."""
    if len(subjects) != 3 or not subjects[-1].counted or any(one.counted for one in subjects[:-1]):
        return subjects
    last = subjects[-1]
    return tuple(
        replace(
            one,
            text=one.text + last.text,
            indicators=tuple(dict.fromkeys((*one.indicators, *last.indicators))),
            terms=tuple(dict.fromkeys((*one.terms, *last.terms))),
            counted=last.counted,
        )
        for one in subjects[:-1]
    )


def read_subject(
    text: str, whole: str, free: str, start: int, end: int, mentions: list[IndicatorMention], wording: Wording
) -> Subject:
    """The subject that one piece of a question names. text, whole: with and without what other slots have taken."""
    own = [m for m in mentions if m.start >= start and m.end <= end]
    terms = content_words(free[start:end], wording)
    beside = content_words(_beside(whole[start:end]), wording)
    telling = _without_asked_class([term for term in terms if term not in beside], whole[start:end], wording)
    telling = _without_forms(telling, wording)
    return Subject(
        text=re.sub(r"\s+", "", text[start:end]).strip("?？。,，、:：()（）").rstrip("呢吗啊呀嘞哇撒"),
        indicators=tuple(dict.fromkeys(m.name for m in own)),
        terms=tuple(telling if own or any(term not in wording.light for term in telling) else terms),
        measure=_own_measure(whole[start:end], wording),
        counted=_counted(whole, start, end, own, wording),
    )


def _without_asked_class(terms: list[str], text: str, wording: Wording) -> list[str]:
    """推力是什么级别: the word behind 什么 sorts the answer, which seldom bears it; kept where little else is said."""
    asked = [match.group(1) for match in _ASKED_CLASS.finditer(text)]
    left = [term for term in terms if not any(name.startswith(term) for name in asked)]
    telling = [term for term in left if term not in wording.light]
    return left if len(telling) >= TELLING_ENOUGH and not re.search("多少|几", text) else terms


def _without_forms(terms: list[str], wording: Wording) -> list[str]:
    """债务风险管控措施, …名单: a word for the form of the answer is left out where another tells what it is about."""
    left = [term for term in terms if term not in wording.forms]
    return left if any(term not in wording.light and not term.isdigit() for term in left) else terms


def _beside(text: str) -> str:
    """疫情期间, “四项改革”里的: what a report leaves to its heading or says once for all; its words, "" without any."""
    match = _CIRCUMSTANCE.match(text) or _WITHIN.search(text) or _DEEDS.search(text)
    return match.group(1) if match else ""


def _counted(whole: str, start: int, end: int, mentions: list[IndicatorMention], wording: Wording) -> tuple[str, ...]:
    """The words right behind 多少 or 几: the figure must count just these, not what stands beside them."""
    asked = _COUNTED_THING.search(whole, start, end)
    if asked is None:
        return ()
    words = [word for word in content_words(asked.group(1), wording) if word not in wording.light]
    named = [m.name for m in mentions if m.start < asked.end(1) and asked.start(1) < m.end]
    return tuple(dict.fromkeys([*words, *named]))


def _own_measure(text: str, wording: Wording) -> Measure | None:
    """The aspect named beside this one subject (GDP总量和社零增速)."""
    cue = first_cue(text, wording.measures)
    return Measure(cue.name) if cue else Measure.GROWTH if re.search(r"增长|下降", text) else None


def share_measures(subjects: tuple[Subject, ...]) -> tuple[Subject, ...]:
    """社零额、固投增速: a measure named at the end of a row holds for all before it, back to another measure."""
    last = subjects[-1].measure if subjects else None
    named = [at for at, subject in enumerate(subjects[:-1]) if subject.measure]
    if last is None or any(subjects[at].measure is last for at in named):
        return subjects
    first = named[-1] + 1 if named else 0
    return (*subjects[:first], *(replace(subject, measure=last) for subject in subjects[first:]))


def _split_subjects(
    text: str, whole: str, mentions: list[IndicatorMention], operation: Operation
) -> list[tuple[int, int]]:
    """Where one subject ends and the next begins: at joints, when each side names something of its own.

    text: with what other slots have taken blanked; whole: the same text unblanked.
    """
    joint = re.search("占", whole) or AMOUNTS_TO.search(whole)
    if operation is Operation.SHARE and joint:
        around = _around_share(whole, text, joint.start(), joint.end())
        if around:
            return around
    extra = {
        Operation.SHARE: "|占",
        Operation.RATIO: "|是|为|相当于|等于",
        Operation.SUM: "|加上?(?!装|起|总|速|快|强|大)",
    }.get(operation, "")
    joints = re.compile(JOINTS.pattern + extra)
    between = [
        (joint.start(), joint.end())
        for joint in joints.finditer(text)
        if not any(m.start < joint.end() and joint.start() < m.end for m in mentions)
    ]
    between = sorted([*between, *_spaces_between(whole, mentions)])
    pieces = [piece for piece in outside(between, len(text)) if HAS_CONTENT.search(text[piece[0] : piece[1]])]
    if (
        operation is Operation.SHARE
        and len(mentions) == 2
        and re.search(r"中|里|内", text[mentions[0].end : mentions[1].start])
    ):
        return [(mentions[0].end, len(text)), (0, mentions[0].end)]  # 支出中教育支出占多少: the part stands second
    if len(pieces) < 2 and operation is Operation.DIFFERENCE and len(mentions) == 2:
        return [(0, mentions[1].start), (mentions[1].start, len(text))]
    if len(pieces) < 2:
        return [(0, len(text))]
    if operation is Operation.DIFFERENCE and len(pieces) == 2 and re.search(r"离|距", whole):
        if any(_VAGUE.fullmatch(text[a:b]) for a, b in pieces):
            return [(0, len(text))]  # 目标离2025年的水平还差多少: of one thing
        return pieces  # 余额离限额还差多少
    named = [piece for piece in pieces if any(piece[0] <= m.start < piece[1] for m in mentions)]
    if len(named) > 1:
        return _around(named, pieces)
    together = re.search(r"各|分别|一共|合计|总共|加起来|之和|相差", text) or operation in COMPUTING
    whole_names = operation is Operation.ACHIEVE and all(_is_whole_name(text[a:b].strip()) for a, b in pieces)
    if together and (not named or operation is Operation.RATIO or whole_names):
        return pieces
    each = not named and all(NAMES_A_NUMBER.search(_ASKED_END.sub("", text[a:b])) for a, b in pieces)
    return pieces if each else [(0, len(text))]  # 普高上线率和示范高中上线率: each is a number by itself


def _is_whole_name(piece: str) -> bool:
    return len(piece) >= WHOLE_NAME and not re.search(r"预算|决算|目标|实际|完成|执行", piece)


def _spaces_between(whole: str, mentions: list[IndicatorMention]) -> list[tuple[int, int]]:
    """The spaces typed between two names: GDP 固投."""
    ends, starts = {m.end for m in mentions}, {m.start for m in mentions}
    spaces = re.finditer(r" +", whole)
    return [(s.start(), s.end()) for s in spaces if s.start() in ends and s.end() in starts]


def outside(spans: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """What lies between the spans: 存款比贷款 is 存款 and 贷款, not 存款比."""
    starts = [0, *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), length]
    return list(zip(starts, ends, strict=True))


def _around_share(text: str, rest: str, at: int, behind: int) -> list[tuple[int, int]]:
    """A占B的比重: A from the comma before 占, B up to the comma after; nothing when one side is empty."""
    start = max(text.rfind(mark, 0, at) for mark in ",，;；?？") + 1
    ends = [place for mark in ",，;；?？" if (place := text.find(mark, at)) >= 0]
    end = min(ends, default=len(text))
    inner = max(text.rfind(mark, start, at) for mark in "中里内")
    if inner > start and not HAS_CONTENT.search(rest[behind:end]):
        return [(inner + 1, at), (start, inner)]  # 支出中教育占多少
    if (
        start
        and text[: start - 1].rstrip().endswith(("中", "里", "内", "里面", "之内"))
        and not HAS_CONTENT.search(rest[behind:end])
    ):
        whole = max(text.rfind(mark, 0, start - 1) for mark in ",，;；?？") + 1
        return [(start, at), (whole, start - 1)]  # 三大产业产值里,装备制造占百分之几
    sides = [(start, at), (behind, end)]
    return sides if all(HAS_CONTENT.search(rest[a:b]) for a, b in sides) else []


def _around(named: list[tuple[int, int]], pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces that name an indicator, each stretched over the nameless pieces before it, the last over what follows."""
    ends = [*(end for _, end in named[:-1]), pieces[-1][1]]
    starts = [pieces[0][0], *(next(start for start, _ in pieces if start >= end) for end in ends[:-1])]
    return list(zip(starts, ends, strict=True))
