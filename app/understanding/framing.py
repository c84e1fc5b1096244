"""How staff hand on what somebody else has said (有人说…, 某篇稿子写“…”, …属实吗): the words around a claim."""

from __future__ import annotations

import re

_TELLER = (
    r"(?:人|网络|坊间|外界|外面|群里|文章|报道|媒体|公众号|讲话稿|发言稿|稿子|稿件|稿|材料|新闻|消息|网上|网友|同事|领导|朋友圈?|帖子|讲话|发言"
    r"|简报|汇报|宣传册|科室|单位)"
)
_DRAFT = r"(?:文稿|稿子|稿件|材料|讲话稿|发言稿|新闻稿|汇报稿|简报|文章)"
_SAYS = r"(?:说|写|称|讲|提|报道|流传|传|传言|宣称|声称|认为|显示)(?:道|到|过|了|着)?+(?!的|法)"
_OPENING = re.compile(
    rf"(?:(?:我|我们|刚才|最近|有|某|一|这|那|看到|读到|听|个|篇|份|则|条|位|些|的)*(?:{_TELLER}(?:们|里|中|上|圈|写的|发的|的)*)+"
    rf"(?:都|还|就|也|在|有)*{_SAYS}|(?:我|我们)?(?:听|据)(?:人)?说|听闻|据闻|据传|据悉|据报道|风闻|传闻"
    rf"|(?:我|我们|本人)?(?:拟|想|打算|准备)?在?{_DRAFT}(?:里|中|上)?(?:拟|想|打算|准备|要)?(?:使用|引用|采用|提到?+|写|用|说)(?:到|上|道)?+(?![的了])"
    r"|(?:请|麻烦|帮我?|帮忙)*(?:核对|核实|核查|查证|核)(?:一下|下)?(?=[:：,，]))[:：,，\s]*"
)
_WHAT = r"(?:说法|数字|数据|表述|信息|消息|内容|提法|结论)"
_TRUE = r"(?:对得上|属实|准确|正确|真的|一致|相符|可靠|靠谱|有误|有错|写错|成立|站得住脚?|对|准|真)"
_CLOSING = re.compile(
    rf"[,，、。\s”\"]+(?:(?:请|麻烦|帮我?|帮忙)*(?:核对|核实|核查|查证|核)(?:一下|下)?[,，]?)?"
    rf"(?:这个?|该|此|上述|以上)?(?:{_WHAT}|话)?"
    r"(?:(?:和|与|跟|同)(?:政府|工作|原)?(?:报告|文件|公报|原文)(?:里|中)?的?(?:说法|数字|数据|表述)?)?"
    rf"(?:是否|是不是|有没有|没|是)?{_TRUE}?(?:不{_TRUE})?(?:的)?(?:吗|么|嘛|吧|不|没有)?[?？。!！]*$"
)
# 可否入稿, 这么写有没有问题: whether a claim may be used.
USABLE = re.compile(
    rf"[,，、。\s”\"]*(?:的?{_WHAT})?[,，]?(?:请|麻烦|帮我?|帮忙)*(?:核对|核实|核查|核)?(?:一下|下)?[,，]?"
    r"(?:(?:这[么样]|如此)?(?:写|说|表述|用|引用|写法)?(?:能否|可否|能不能|可不可以|是否可以?|可以)"
    r"(?:直接)?(?:采用|入稿|使用|引用|用|这[么样]写|写|见报|刊发)(?:吗|么|不)?"
    r"|(?:这[么样]|如此)(?:写|说|表述|用|引用)?(?:行不行|可以吗|行吗|行不|有没有问题|有问题吗|妥不妥|妥当吗|没问题吧|有无不妥|合适吗|是否妥当|能用吗))"
    r"[啊呀呢]?[?？。!！]*$"
)
_CHECKS = re.compile(rf"核对|核实|核查|查证|核一?下|{_WHAT}|{_TRUE}|是吗|是吧")


_PLACES_IN_TEXT = re.compile(
    r"[,，]?(?:前后|文中|里面)?(?:这|那)?(?:[几两三各]处|前后)的?(?:说法|数字|数据|表述|写的?|提法)?"
)


def frame_spans(text: str) -> list[tuple[int, int]]:
    """The spans of a question that only say who said it and that it is to be checked."""
    spans = []
    start = 0
    while found := _OPENING.match(text, start):
        spans.append((start, found.end()))
        start = found.end()
    spans += [found.span() for found in _PLACES_IN_TEXT.finditer(text) if _CHECKS.search(text, found.end())]
    closing = _CLOSING.search(text, start)
    if closing and _CHECKS.search(closing.group()):
        spans.append((closing.start(), closing.end()))
    usable = USABLE.search(text, start)
    if usable:
        spans.append(usable.span())
    return spans


def unframed(text: str) -> str:
    """The question without its frame."""
    for start, end in sorted(frame_spans(text), reverse=True):
        text = text[:start] + text[end:]
    return text.strip(' ,，。“”"')
