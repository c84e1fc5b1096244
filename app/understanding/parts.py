"""Several questions in one (修复了多少处,改了多少处?谁负责?): cut where each piece asks something of its own."""

from __future__ import annotations

import re
from itertools import pairwise

from app.understanding.question_text import asks_agreement

_ASKS = re.compile(
    r"多少|多[高大长深宽重远强](?![一-鿿]{0,2}以上)|几(?!乎|十|百|千|万)|^其中|呢$|吗|是不是|有没有|谁|什么|啥|哪|何时|怎么|如何|为何|为什么|是否|占.{1,14}(?:比例|比重|占比)$|(?:增速|增幅|占比|比例|比重|出处|决算数|预算数|完成数|执行数)$"
)
_FORM_ONLY = re.compile(
    r"^(?:到底|究竟|是|都)*(?:卡|堵)在(?:哪|什么地方)(?:里|儿|一步|一环)?了?$"
    r"|^(?:请|帮我?|给我|一共|总共|大致|简单|简要|逐条)*(?:归纳|归|理|列|总结|概括|说|讲|写|梳理|整理)(?:出|一下|下|成|个)?"
    r"(?:几|[一二三四五六七八九十\d]+)?(?:条|点|类|句|方面)?(?:要点|即可|就行|单子|清单|名单|表格?|给我)?$"
    r"|^每一?(?:条|点|个|项)都?(?:分别|具体)?(?:说|讲|写|指)?的?是?(?:什么|啥)$"
)
# 两年各多少人,是多了还是少了: told by the difference of the two.
_MORE_OR_LESS = re.compile(
    r"(?:相比|比起来|到底|究竟|总体|是)*(?:变)?[多少高低增减升降涨跌](?:加|少|了|长)?了?还是(?:变)?[多少高低增减升降涨跌](?:加|少|了|长)?了?[呢啊]?"
)
_TWO_YEARS = re.compile(r"20\d\d年?.*20\d\d年?")
_QUERY = "?"
_CHECKED = re.compile(r"(?:\d|[一二三四五六七八九]成).*核(?:一下|对|实|下|查)")  # 掉了三成,帮我核一下
_FULL_STOPS = re.compile(r"[?？;；。]+")
_COMMAS = re.compile(  # 多少处、改了…; 几个A和多少B
    r"[,，]|(?<=[少几])、|(?<=[少几].)、|(?<=[少几].{2})、|(?<=[少几].{3})、|(?:、|和|及)(?=(?:多少|几)[一-鿿]{2})"
    r"|(?<=[少几][一-鿿]) +(?=[一-鿿])|(?<=多少) +(?=[一-鿿])"  # 优良天数几天 优良率多少
    r"|(?<=[少几].)(?=[一-鿿]了(?:多少|几))|(?<=[少几].{2})(?=[一-鿿]了(?:多少|几))"  # 种了多少亩打了多少吨
)
# 球场呢,几块: only how many of what stands before it.
_ONLY_HOW_MANY = re.compile(r"(?:一共|总共|大概|大约|现在|又|有|是|到底)*(?:多少|几)[一-鿿]{0,2}[呢啊呀]?[?？]?")
_ONLY_SLOTS = re.compile(r"(?:那么?)?(?:到|在)?(?:20\d\d年|今年|明年|去年|上年|前年)(?:度|底|末)?(?:的)?呢")
_TWO_UNITS = re.compile(
    r"((?:多少|几)[一-鿿]{1,2}?)(?:、|和)?((?:多少|几)(?:人|个|件|户|家|处|间|张|次|亩|公里|万元|亿元|人次|名|套))"
)
_COUNTS = re.compile(r"多少|几(?![个份处])")
_PLANNED = re.compile(r"计划|原定|年初|目标|任务|预算")
_REACHED = re.compile(
    r"(?:那|后来|那么|到年底|年底)?(?:实际上?|最[后终]|到底|究竟)?(?:有没有|是否|是不是)?(?:都|全)?(?:完成|达到|达标|达成|实现|兑现|做到)(?:得了|不了)?(?:目标|任务)?了?(?:吗|么|没|没有|没得)?"
)
# 第一名比最后一名多多少: belongs to the ranking asked for before it.
ENDS_OF_RANKING = re.compile(
    r"(?:第一|榜首|最[高多大])(?:名|位|的)?(?:比|与|和|跟)(?:最后|末|最[低少小])(?:一)?(?:名|位|的)?"
    r"(?:[多高少低]出?|相?差)了?(?:多少|几)?(?:个百分点)?"
)
# The words behind the first year must name something: 2020年和2021年的目标 is one question for two years.
_YEAR_EACH = re.compile(
    r"^(?P<first>(?:[^,，。?？\d]{2,20}[,，])?[^,，。?？]*?20\d\d年(?!度?[和与及、])[^,，。?？和与及、]{2,})(?:和|与|及|以及|、|[,，])(?P<second>20\d\d年(?![和与及、至到])[^?？]{2,}[?？]?)$"
)
_IN_ALL_OF_ANOTHER = re.compile(
    r"(?P<first>(?:多少|几)[^,，。?？]{2,}[,，、])(?:合计|一共|总共|共计|共)(?:有|是)?"
    r"(?=(?:多少|几)(?![万亿]?元)[一-鿿](?P<thing>[一-鿿]{2,})[?？。]?$)"
)
_WHOLE = re.compile(
    r"相比|比较|对比|哪个|谁(?:高|多|大|快|更)|相差|差多少|合计|加起来|之和|排(?:名|序|第|列|一下)|怎么排|第一名?比|一样|一致|对得上|对不对|对吗|是否属实|目标.{0,20}(?:实际|完成)"
    rf"|(?:计划|原定|年初|任务).{{0,24}}[,，]{_REACHED.pattern}$"
)


def split_question(text: str) -> list[str]:
    """The pieces of a question, each with an asking word of its own; one piece where the question is one.

    A piece without an asking word is context and stays with the piece after it.
    """
    pieces: list[str] = []
    for sentence in _sentences(text):
        if pieces and _goes_on(pieces[-1], sentence):
            pieces[-1] += f",{sentence}"
            continue
        if pieces and _FORM_ONLY.match(sentence.strip()):
            continue  # 给我归纳几条 asks for nothing more
        sentence = _IN_ALL_OF_ANOTHER.sub(_without_in_all, sentence)
        pieces += [sentence] if _WHOLE.search(sentence) else _comma_pieces(sentence)
    joined: list[str] = []
    context = ""
    for place, piece in enumerate(pieces):
        if place + 1 < len(pieces) and _ONLY_SLOTS.fullmatch(piece.strip()):
            context += f"{piece},"  # 2022年呢,引进多少个: when, for what follows
            continue
        if place + 1 < len(pieces) and _names_what(piece) and _ONLY_HOW_MANY.fullmatch(pieces[place + 1].strip()):
            context += f"{piece.strip().removesuffix('呢')},"
            continue
        if _ASKS.search(piece.strip()) or piece.endswith(_QUERY):
            joined += _by_unit(f"{context}{piece}")
            context = ""
        else:
            context += f"{piece},"
    if not joined:
        return [text]
    return joined if not context else [*joined[:-1], f"{joined[-1]}。{context.rstrip(',')}"]


def _goes_on(before: str, sentence: str) -> bool:
    """Whether a sentence asks of what stands before it: 几个报告口径一样吗; 实际完成了吗 of a plan; 是多了还是少了."""
    if asks_agreement(sentence) and not _COUNTS.search(sentence):
        return True
    bare = sentence.strip().rstrip(_QUERY)
    reached = _REACHED.fullmatch(bare) and _PLANNED.search(before)
    return bool(reached or (_MORE_OR_LESS.fullmatch(bare) and _TWO_YEARS.search(before)))


def _without_in_all(match: re.Match[str]) -> str:
    """多少支医疗队、合计多少名医护: how many in all of another thing is no sum of what stands before it."""
    return match["first"] if match["thing"] not in match["first"] else match.group()


def split_by_year(text: str) -> tuple[str, str] | None:
    """甲2020年的增速和2021年的目标各是多少: the two that have a year and words of their own; None where it is one."""
    match = _YEAR_EACH.match(text)
    return (match["first"], match["second"]) if match else None


def _names_what(piece: str) -> bool:
    """Whether a piece ends in 呢 and asks for no number itself."""
    return piece.strip().endswith("呢") and not re.search("多少|几", piece)


def afterthoughts(text: str) -> list[tuple[int, int]]:
    """The sentences behind the last one that asks (…多少?写稿子要用,2017年的): slots may stand there, no subject."""
    spans: list[tuple[int, int]] = []
    asked = False
    start = 0
    for stop in [*_FULL_STOPS.finditer(text), None]:
        end = stop.start() if stop else len(text)
        asks = bool(_ASKS.search(text[start:end].strip())) or bool(stop and _QUERY in stop.group())
        if asks:
            spans.clear()
        elif asked and end > start:
            spans.append((start, end))
        asked = asked or asks
        start = stop.end() if stop else end
    return spans


def _sentences(text: str) -> list[str]:
    """The sentences; one that names a thing and ends in ? (某区GDP?在全市第几?) keeps its mark, for it asks too."""
    ends = [0, *(stop.end() for stop in _FULL_STOPS.finditer(text)), len(text)]
    found = [(text[a:b].strip(), text[a:b]) for a, b in pairwise(ends)]
    return [
        bare
        if _ASKS.search(bare) or not (mark.rstrip().endswith(_QUERY) or _CHECKED.search(bare))
        else f"{bare}{_QUERY}"
        for stripped, mark in found
        if (bare := _FULL_STOPS.sub("", stripped))
    ]


def _comma_pieces(sentence: str) -> list[str]:
    pieces: list[str] = []
    for part in (part for part in _COMMAS.split(sentence) if part.strip()):
        listed = part.split("、")
        pieces += listed if all(re.search("多少|几", piece) for piece in listed) else [part]
    return pieces


def _by_unit(piece: str) -> list[str]:
    """受理案件几件几人 asks twice."""
    match = _TWO_UNITS.search(piece)
    if match is None:
        return [piece]
    return [piece[: match.end(1)], piece[: match.start(1)] + piece[match.start(2) :]]
