"""What a question wants done: look up, list, compare, reckon …, by the cues of wording.yaml and what stands around."""

from __future__ import annotations

import re

from app.understanding.aspects import NAMES_A_NUMBER, OF_THE_WHOLE
from app.understanding.framing import USABLE
from app.understanding.question import COMPUTING, Operation
from app.understanding.question_text import QuestionText
from app.understanding.wording import Cue, Wording, all_cues, first_cue
from vectorstore.figure import Measure
from vectorstore.indicators import IndicatorMention
from vectorstore.quantity import Quantity

# 归纳几条, 列出要点: points of a text, not a number.
_ASKS_FOR_POINTS = re.compile(
    r"几(?:件|项|个)(?:大事|要事|实事|任务|工作|目标|举措|短板|难题)(?:都|分别|具体)?(?:是(?:啥|什么|哪)|有哪)|几(?:个)?方面|(?:归纳|列|列出|说|讲|给|理成|归成|总结成|梳理成)(?:我)?(?:归纳)?几(?:条|点|类|方面)|要点"
)
# 按9%推算应达到多少: what a growth or a target would come to.
_IMPLIES = re.compile(
    r"(?:按|以(?![外上下及来内前后])|若|如果|假如|假设|照|推算).{0,40}(?:增长|下降|增速|目标|%).{0,24}(?:应|会|将|约|是|达到|为|有).{0,6}(?:多少|几)"
    r"|(?:按|照|以(?![外上下及来内前后])).{0,40}(?:%|目标).{0,6}(?:算|计).{0,20}(?:多少|几)"
    r"|推算|倒推|反推|测算"
    r"|(?:按|照|如果|要是).{0,24}(?:目标|计划|预期|增速|增幅).{0,24}(?:要|得|能|会|大概|大约|该).{0,4}(?:到|有|是|收)?.{0,2}(?:多少|几)(?:个)?亿"
    r"|目标.{0,4}实现.{0,16}(?:会|将|达到|是|有).{0,6}多少"
)
# 和目标相比, 计划建多少、实际建成多少: a target beside its result.
_TARGET_HELD_AGAINST = re.compile(
    r"目标.{0,8}(?:相比|对比|比较|差距)|计划.{0,8}多少.{0,12}(?:建成|完成|实际|落实|转化).{0,6}(?:多少|几)"
    r"|(?:计划|原定|年初|任务|目标).{0,12}(?:多少|几).{0,10}(?:完成|达到|达标|达成|实现|兑现|做到)(?:目标|任务)?了?(?:吗|么|没|没有|[?？]?$)"
)
# A占B的比重: two names around one 占.
_SHARE_OF = re.compile(
    r"(?:[一-鿿]{2}|\d年)占(?!比|[全地据用到])(?:20\d\d年)?(?!20)[一-鿿“].{0,20}?(?:比例|比重|份额|百分比|几成|百分之)"
)
PART_IN = re.compile(r"(?:里面?|其?中|之内|当中)[,，]?[^,，。?？]{2,14}占比")  # 收入里,非税收入占比多少
_ASKS_SHARE = re.compile(r"占比|占[^,，。]{2,16}的?(?:比重|比例|几成|百分之)")  # 测算占比
# 谁的增长目标定得高: 谁 stands for a place or a thing, not for a person.
_WHICH_IS_MORE = re.compile(
    r"谁的?[^,，。?？]{0,14}(?:更|较)?(?:高|低|多|少|大|小|快|慢)(?:[些点]|一些|一点)?[呢?？。]?$"
)
# 甲相当于乙的多大比例, 相当于乙的百分之几.
AMOUNTS_TO = re.compile(r"(?:相当于|等于)(?=[^,，。?？]{2,20}的?(?:多大|多少|什么)?(?:比例|比重|百分之|几成|几分之))")
# 目标3平方公里达到了吗, 完成3万人的目标没有: whether a target that the question gives was reached.
_ASKS_REACHED = re.compile(
    r"(?:目标|计划|任务)[^,，。?？]*?[,，]?(?:实际|最后|最终)?(?P<cue>(?:有没有|是否|是不是)?(?:达到|完成|实现|达成|兑现|做到)(?:了没有?|了吗|没有?|吗|了么|[?？]|$))"
    r"|(?P<cue2>(?:有没有|是否|是不是)?(?:达到|完成|实现|达成|兑现|做到))了?[^,，。?？]*(?:目标|计划|任务)(?:数|值)?(?:了没有?|了吗|没有?|吗|了么|[?？]|$)"
)
# 比预算多多少: the plan that a result is held against.
AGAINST_PLAN = re.compile(
    r"(?:比|较|跟|与|和)(?:年初|调整后?的?|全年|当年)?(?:预算|计划|目标|任务)数?(?:相?比)?,?(?:还|要|高|低|多|少|超|差|增|减)"
)
_GAP_MOVES = re.compile(
    r"差距[^,，。?？]{0,4}(?:怎么|如何|怎样|为何|为什么|缩小|扩大|拉大|收窄)|缩小[^,，。?？]{0,10}差距"
)
_COUNTS = re.compile(r"多少|几")
# 核:某区2023年新增1万个.
_CHECK_FIRST = re.compile(r"(?:请|麻烦|帮我?|帮忙)*(?:核对|核实|核查|核验|查证|核)(?:一下|下)?[:：,，]")
_SEVERAL = re.compile(r"和|与|跟|、|比")
# 还剩多少: what is left of one amount after another.
_LEFT_OVER = re.compile(r"还剩|剩下|尚余|还有多少.{0,6}没|未.{0,4}完.{0,4}多少")
# 市级刨掉开发区还剩多少: one of the things named taken from the other; not 扣除价格因素.
_TAKEN_OFF = re.compile(
    r"(?:刨[掉去除]|扣[掉去除]|减[掉去]|剔[掉除]|除[去掉]|去掉|撇[开去])(?!价格|物价|不可比)[^,，。?？]{2,16}[,，]?(?:之?后)?[,，]?"
    r"(?:还|就|再)?(?:剩|余|有|是)[^,，。?？]{0,4}(?:多少|几)"
)
# 牵头单位什么时候报进展: asks for a date.
_ASKS_WHEN = re.compile(r"什么时候|何时|哪天|哪一天|[几哪]月|几[号日点]|截止|最[晚迟]")
_THREE_QUARTERS = re.compile("前三季")  # a time, no rank
# 几点, 几号: no count.
_ASKS_DATE = re.compile(r"几(?:点|号|月|日|时)|哪几天")
_ASKS_HOW = re.compile(r"如何|怎样|怎么(?!样)")  # 如何扩大有效投资 asks for no number
_MOVES = re.compile(r"下降|减少|增长|增加|上升|下滑|[涨跌降升增减]|没|未|不|[高低多少快慢]")
# 3条小巷分别是?: the things that the report names.
_NAMED_THINGS = re.compile(r"(?:分别|都|各|具体)(?:是|为|叫|指)(?:[?？。:：]|$)")
# Cues that ask for no number even beside a word of number (增速为什么这么高).
_NEVER_A_NUMBER = frozenset(
    {
        "有哪些",
        "原因",
        "什么缘故",
        "缘故",
        "咋会",
        "为什么",
        "为啥",
        "为何",
        "靠什么",
        "靠啥",
        "怎么来的",
        "从哪来的",
        "得益于什么",
        "怎么做到",
        "咋就",
        "凭什么",
        "凭啥",
        "怎么就",
        "咋回事",
        "怎么回事",
        "症结",
    }
)
# 谁在挑头搞, 该哪家来抓, 落在哪些单位头上: who is to do it, in everyday words.
_WHO_DOES = re.compile(
    r"(?:都|是|要|该|由|归|又|落在?到?|压在|算|究竟|到底)*(?:谁家?|哪(?:个|家|些|几[个家])?(?:单位|部门|局|委|科室|公司)?)"
    r"(?:来|在|去|给|的|要)*(?:(?:牵的?头|挑的?头|挑大梁|主?抓|管|扛|操刀|操办|张罗|挂帅|盯|承办|承担|主办|主管|分管|兜底|负责)"
    r"(?:着|起来|的|了)*(?:搞|弄|办|干|做)?|(?:搞|弄)的?(?=[?？啊呀呢]|$)|(?:单位|部门|局)?(?:头上|身上|肩上))"
)
# 哪三个, 哪几类: the things themselves, not how many.
_LIST_COUNT = re.compile(
    r"哪(?:几|[0-9一二三四五六七八九十两]+)(?:大|个|类|种|座|项|条|方面|家|所|名|位|件|处|些|份|支|步)"
    r"|(?<!指)哪(?:几|[0-9一二三四五六七八九十两]+)样"
)


def read_operation(
    rest: QuestionText, claims: tuple[Quantity, ...], mentions: list[IndicatorMention], wording: Wording
) -> tuple[Operation, bool]:
    """The operation that a cue names, and whether a number is asked for. Takes the cue's words from `rest`."""
    text = rest.text.lower()
    several = bool(_SEVERAL.search(text))
    if _ASKS_FOR_POINTS.search(text):
        return Operation.LIST, False
    counted = _ASKS_DATE.sub(" ", text.replace("哪几", " "))
    numeric = any(cue in counted for cue in wording.number_cues) or (
        bool(NAMES_A_NUMBER.search(_YEAR_BEHIND.sub("", text))) and not _ASKS_HOW.search(text)
    )
    if claims and (whether := _asks_whether(rest, text, counted)):
        return whether, True
    if who := _asks_who_does(text, numeric, wording):
        rest.take(*who)
        return Operation.RESPONSIBLE, False
    if _NAMED_THINGS.search(text) and claims and not numeric and not mentions:
        return Operation.LIST, False
    if _LIST_COUNT.search(text) and not re.search(r"多少|各几|几个区|哪个区", text):
        return Operation.LIST, False
    unnamed = {"responsible", "difference"} if _GAP_MOVES.search(text) else {"responsible"}  # 差距是怎么缩小的
    for cue in all_cues(text, [item for item in wording.operations if item[0] not in unnamed]):
        operation = Operation(cue.name)
        if _fits(operation, cue, text, numeric, bool(claims), bool(mentions)):
            rest.take(cue.start, cue.end)
            _take_again(operation, rest, text, wording)
            return operation, numeric or operation in COMPUTING
    if not numeric and (mentions or several) and _WHICH_IS_MORE.search(text):
        return Operation.COMPARE, True
    if claims and re.search(r"不\s*[?？]?$", text):
        return Operation.VERIFY, True
    return Operation.LOOKUP, numeric


def _asks_whether(rest: QuestionText, text: str, counted: str) -> Operation | None:
    """Whether a target that the question gives was reached, or a figure that it gives is right. None for neither."""
    reached = None if re.search("[谁哪]", text) else _ASKS_REACHED.search(text)
    if reached:
        rest.take(*reached.span("cue" if reached["cue"] else "cue2"))
        return Operation.ACHIEVE
    return Operation.VERIFY if _is_claim(text, counted) else None


def _asks_who_does(text: str, numeric: bool, wording: Wording) -> tuple[int, int] | None:
    """The span of the words that ask who is to do it, None where none do."""
    if does := _WHO_DOES.search(text):
        return does.span()
    cue = first_cue(text, [item for item in wording.operations if item[0] == "responsible"])
    if cue is None or (_ASKS_WHEN.search(text) and not re.search("[哪谁]", cue.text)):
        return None
    counted_lead = cue.text == "牵头" and numeric and not re.search("[谁哪]|单位|部门", text)
    return None if counted_lead else (cue.start, cue.end)


def _is_claim(text: str, counted: str) -> bool:
    """Whether a question that states a quantity is about that: 是137亿元吗, 核:…, 可否入稿."""
    if re.search(r"(?:吗|(?<![什怎多那这])么)\s*[?？]?$", text) and not re.search(r"换|折", text):
        return True
    return not _COUNTS.search(counted) and bool(_CHECK_FIRST.match(text) or USABLE.search(text))


def _take_again(operation: Operation, rest: QuestionText, text: str, wording: Wording) -> None:
    """谁最多、谁最少,从大到小: whatever else asks for the same order."""
    if operation is not Operation.RANK:
        return
    for cue in sorted(dict(wording.operations)[Operation.RANK.value], key=len, reverse=True):
        for again in re.finditer(re.escape(cue) if len(cue) > 2 else rf"谁{re.escape(cue)}", text):
            rest.take(again.start(), again.end())


def _fits(operation: Operation, cue: Cue, text: str, numeric: bool, claims: bool, indicators: bool) -> bool:
    """Whether a cue means its operation here; some cues also stand inside names or plain look-ups."""
    match operation:
        case Operation.VERIFY:
            return claims or cue.text not in {"说法", "核对", "核实", "写错"}
        case Operation.ACHIEVE:
            if re.search(r"(?:想|要|力争|争取|计划|目标|能)超", text):
                return False  # 2023年想超过多少 asks for the target
            return (indicators or claims or "目标" in text or cue.text.startswith("超")) and not re.search(
                r"离|距|限额", text
            )
        case Operation.DEFINE:
            return not (
                text[: cue.start].endswith(("为", "原因")) or ("回事" in cue.text and _MOVES.search(text))
            )  # 为啥是, 原因是啥, 下降是怎么回事 ask for a reason
        case Operation.RANK:
            if ("谁" in text and not indicators) or _THREE_QUARTERS.match(text, cue.start):
                return False  # 考试谁分数最高 asks for a person
            return cue.text != "排名" or not re.search(r"排名(?:第|多少|是|如何|怎)", text)
        case Operation.CONVERT:
            return claims or cue.text != "等于多少"
        case Operation.PERSON:
            return not numeric and not ((indicators or _SEVERAL.search(text)) and _WHICH_IS_MORE.search(text))
        case Operation.LIST | Operation.TEXT:
            return not numeric or cue.text in _NEVER_A_NUMBER
        case _:
            return True


_YEAR_BEHIND = re.compile(
    r"[\s,，]+20\d\d年?(?:的?(?:目标|完成|实际|预计|预算|决算|预期)(?:数|值|情况)?)?[?？]?$"
)  # 农村污水治理率 2025
# 固投超年初目标几个百分点: the target held against the result, whichever is the higher
GAP_TO_TARGET = re.compile(
    r"(?:超(?:出|过)?|高于|低于|高出|比|离|距)(?:(?!全[省市国]|[省市区县州](?!定|里定))[^,，。?？]){0,8}"
    r"(?:目标|预期|计划|年初定的)[^。?？]{0,12}(?:多少|几)个?(?:百分)?点"
    r"|(?:跟|与|和|同)[^,，。?？]{0,14}(?:目标|计划)(?:数|值)?相?比[,，]?[^。?？]{0,12}(?:超|差|完成)"
)
# 两年各多少人,是多了还是少了
MORE_OR_LESS = re.compile(r"[多少高低增减升降涨跌](?:加|少|了|长)?了?还是(?:变)?[多少高低增减升降涨跌]")
RAISED_OR_LOWERED = re.compile(  # 今年的目标是提高还是降低了, beside last year's
    r"(?:(?:目标|任务)?相?比较?[,，]?)?是?(?:[提调升]高|上调|提升|加码|[高多增])了?(?:还是|或者?)(?:是)?(?:[降调]低|下调|降|[低少减])"
)


def settled_operation(
    operation: Operation, plain: str, measure: Measure | None, unit: str, several: bool, places: int = 1
) -> Operation:
    """What the whole question makes of the operation that its cue named.

    several: it names more than one indicator. places: how many places it names.
    """
    if operation is Operation.SUM and re.search(r"(?:几|多少)倍", plain):
        return Operation.RATIO  # 甲是乙、丙合计的几倍
    if operation is Operation.IMPLIED and _ASKS_SHARE.search(plain):
        return Operation.SHARE
    if several and _LEFT_OVER.search(plain):
        return Operation.DIFFERENCE
    if operation is Operation.LOOKUP and (several or places == 2) and _TAKEN_OFF.search(plain):
        return Operation.DIFFERENCE
    if operation in (Operation.LOOKUP, Operation.COMPARE, Operation.TEXT) and _TARGET_HELD_AGAINST.search(plain):
        return Operation.ACHIEVE
    if operation is Operation.SHARE and unit not in ("", "%"):
        return Operation.LOOKUP  # 里面甲占多少亿元 asks for an amount
    if operation in (Operation.LOOKUP, Operation.CONVERT) and AMOUNTS_TO.search(plain):
        return Operation.SHARE
    if operation is Operation.LOOKUP and measure is Measure.SHARE and _takes_share(plain, several):
        return Operation.SHARE
    if operation is Operation.LOOKUP and several and unit == "%" and _SHARE_OF.search(plain):
        return Operation.SHARE  # 税收占预算收入的百分之几
    return operation


def _takes_share(plain: str, several: bool) -> bool:
    """占全市 asks for a share of the whole city; between two indicators any 占 does."""
    return bool(
        OF_THE_WHOLE.search(plain)
        or (several and re.search(r"占(?!比)", plain))
        or (several and PART_IN.search(plain))
        or _SHARE_OF.search(plain)
    )


def aspect_is_subject(plain: str) -> bool:
    """如何稳增长: there the aspect is the subject."""
    return bool(_ASKS_HOW.search(plain)) and bool(re.search(r"(?:稳|保|促|拉动|扩大)(?:经济)?增长", plain))


def implies_value(plain: str) -> bool:
    """按9%推算应达到多少: whether a value is to be worked out from a growth or a target; 测算占比 asks for a share."""
    return _IMPLIES.search(plain) is not None and not _ASKS_SHARE.search(plain)
