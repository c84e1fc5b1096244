"""Requests put as questions: 请列明…的名称, 请说明…的主要举措, or only a noun phrase (…的责任单位)."""

from __future__ import annotations

import re

from app.understanding.aspects import NAMES_A_NUMBER

_POLITE = (
    r"(?:另外|此外|还有|同时|顺便|并且?|再|也|请问|敬请|烦请|劳烦|麻烦|请|劳驾|能否|可否|能不能|可不可以|可以|帮忙|帮我们?|给我们?|为我们?|替我|您|你"
    r"|我想|我要|我需要|需要)*"
)
_HOW = r"(?:分别|逐[一条项个]|依次|具体|详细|简要|简单|扼要|分[条点项]|一并|完整|全部|以清单形式|以列表形式|尽量)*"
_LIST = r"(?:列出|列明|列示|列举|罗列|开列|列一下|列个单子)"
_TELL = r"(?:说明|介绍|概括|归纳|总结|梳理|阐述|概述|描述|讲一?讲|说一?说|谈一?谈|指出|写明|写出|点出)"
_GIVE = r"(?:提供|给出|告知|告诉我?|报送|报一下|核定|确认|查明|查出|查一查|查找|查询|计算|测算|求出?|算出|推算)"
_EXPLAIN = r"(?:解释|释义|注解)"
# 请依据…表格,提供…: where to look stands before the request.
_LEAD = r"(?P<lead>(?:请|烦请|麻烦)?(?:依据|根据|按照?|结合|对照|参照|参考|从)[^,，?？。;；]{2,30}[,，])?"
_TABLE_NAMED = re.compile(r"表格?[,，]$")
_REQUEST = re.compile(
    rf"^{_LEAD}{_POLITE}{_HOW}(?:(?P<list>{_LIST})|(?P<tell>{_TELL})|(?P<give>{_GIVE})|(?P<explain>{_EXPLAIN}))"
    rf"(?:一下|下|出|出来|清楚)?[:：,，]?(?P<what>[^?？。;；!！]{{4,}})$"
)
_ASKS = re.compile(r"多少|几(?!乎)|什么|啥|哪|谁|如何|怎|为何|为什么|是否|吗|呢|是不是|有没有")
_LIST_END = re.compile(
    r"的?(?:全部|所有|具体|各个?|主要|完整|相关|有关)*(?:名称|名单|姓名|名字|清单|列表|明细|各?个?项目|各个?方面|病名|涉及方面|内容|事项|要点|条目|人选|简列|列举|罗列|一览)$"
)
# 罚没收入的数额及较上年的增长情况, 居民收入数额及增速: how much, and how much more.
_AMOUNT_AND_GROWTH = re.compile(
    r"的?(?:数额|金额|总额|数值|数量|规模|总量|绝对数)(?:以?及|和|与|、)(?:其|各自的?|(?:较|比)?上年的?|同比的?)*"
    r"(?:增长(?:情况|幅度|率|速度)?|增速|增幅|增减情况|涨跌情况)$"
)
_GROWTH_END = re.compile(r"的?(?:同比)?(?:增长|增减|升降|涨跌)(?:情况|幅度)$")
_RESULT_END = re.compile(
    r"(?:(?:目标|任务|计划|预算|指标)(?:值|数)?(?:(?:以?及|和|与|、)(?:其|实际)?)?)?的?(?:完成|执行|达成|落实)情况$"
)
_TEXT_END = re.compile(
    r"(?:举措|措施|做法|打法|办法|思路|打算|部署|安排|路径|问题|不足|短板|困难|差距|弱项|情况|特点|亮点|成效|成果|要求|重点|任务|政策)$"
)
_KINDS_END = re.compile(r"[两三四五六七八九十\d](?:类|种|个?方面|大块|大件|条|项|座|处)$")
_REASON_END = re.compile(r"(?:的)?(?:原因|成因|缘由|理由)$")
_MEANING_END = re.compile(
    r"的?(?:含义|涵义|定义|意思|所指|概念|界定标准|认定标准|名词解释|释义|解释)(?:/(?:含义|定义))?$"
)
_CHARGE_END = re.compile(
    r"的?(?:责任|牵头|负责|主管|承办|落实|配合|分管)(?:单位|部门|局|人|领导|主体)(?:(?:及|和|、)[一-鿿]{2,8})?$"
)
_PERSON_END = re.compile(r"的?(?:主持人|报告人|作报告人|负责人|人选)$")
_FORMS = (
    (_AMOUNT_AND_GROWTH, "{head}多少,增长多少"),
    (_GROWTH_END, "{head}增长多少"),
    (_RESULT_END, "{head}目标完成得怎么样"),
    (_REASON_END, "{head}的原因是什么"),
    (_MEANING_END, "{head}是什么意思"),
    (_CHARGE_END, "{whole}是谁"),
    (_PERSON_END, "{whole}是谁"),
    (_LIST_END, "{head}有哪些"),
    (_TEXT_END, "{whole}有哪些"),
    (_KINDS_END, "{whole}有哪些"),
)


def as_question(text: str) -> str:
    """The text with each request in it put as a question; anything else is left as it is."""
    pieces = re.split(r"([?？。;；!！\n]+)", text)
    return "".join(_asked(piece) if number % 2 == 0 else piece for number, piece in enumerate(pieces))


def _asked(piece: str) -> str:
    plain = piece.strip(" ,，")
    match = _REQUEST.match(plain)
    if match is None:
        return piece if _ASKS.search(plain) else _ending(plain) or piece
    lead = "" if _TABLE_NAMED.search(match["lead"] or "") else match["lead"] or ""
    return lead + _requested(match, match["what"].strip(" :：,，"))


def _requested(match: re.Match[str], what: str) -> str:
    if _ASKS.search(what):
        return what
    if match.group("explain"):
        return f"{_MEANING_END.sub('', what)}是什么意思"
    if match.group("list") and not NAMES_A_NUMBER.search(what):
        return f"{_LIST_END.sub('', what)}有哪些"
    asked = _ending(what)
    if asked:
        return asked
    return f"{what}是多少" if match.group("give") or match.group("list") else what


def _ending(what: str) -> str:
    """A noun phrase as the question that its last words ask, "" where they ask none."""
    for end, form in _FORMS:
        found = end.search(what)
        if found and found.start() > 1:
            return form.format(whole=what, head=what[: found.start()])
    return ""
