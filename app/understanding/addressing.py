"""What an asker says around the question (您好,我是…; 我在写…的稿子; 写材料要用): left out before it is read."""

from __future__ import annotations

import re

from vectorstore.known_places import NOWHERE, KnownPlaces

_CLAUSE = re.compile(r"[^,，:：;；。!！?？]*[,，:：;；。!！]+")
_ASKS = re.compile(r"多少|几(?!句)|哪|什么|啥|谁|吗|怎|如何|为何|[?？]")
_WORK = (
    "写|稿|材料|讲话|汇报|总结|论文|课题|新来|同事|领导|准备|整理|起草|负责|在做|做PPT|做ppt|做课件|要用|想|需|单位|部门"
    "|记者|市民|家长|新人|新手|刚来|刚到"
)
_ADDRESS = re.compile(
    rf"(?:您|你|大家|各位|领导|老师)好.*|请问|请教.*|打扰.*|麻烦.{{0,6}}|劳驾|(?:想|要)?(?:问|咨询|请教)(?:一下|下|个问题)?"
    rf"|(?:请|去|再|能不能|能否|可以|想请)?(?:你|您|给我|帮我?|帮忙|替我)*(?:查|看|算|找|列|问)(?:一下|下|查|看|一查|哈)"
    rf"|(?:我|俺|咱)(?![区市县省国镇州院局]).{{0,8}}(?:{_WORK}).*|作为.{{1,12}}"
    rf"|想请.{{0,8}}|.{{0,6}}(?:要用|急用|急需|等着用|备用)|有个(?:问题|事|数).{{0,8}}"
    rf"|(?:写|做|填|整理|准备|起草|汇总|编|搞).{{0,14}}(?:要用|急用|用|需要|材料|稿子?|课件|台账|表)|(?:刚|新|才)(?:接手|上任|调来|调到|来|入职|转岗|负责).{{0,12}}"
    rf"|[一-鿿]{{1,6}}(?:想|要|急着|等着)(?:看|问|查|核|了解|要数)(?:一下|下)?"
)
_OPENING = re.compile(
    r"^(?:(?:请|麻烦|劳烦|能不能|能否|可否|可以)?(?:你|您)?(?:帮我|帮忙|给我|替我|帮)(?:查|看|算|找|问)?(?:一下|下|查|看|哈)?"
    r"|请问(?:一下|下)?|麻烦(?:问|查|看)?(?:一下|下)?|我?想?(?:问|请教|咨询|查|了解|知道|晓得)(?:一下|下|哈)|我?(?:想|要|需要)核[对实](?:一下|下)?(?=[^。]*(?:多少|几))|我?想(?:问|知道|了解|晓得|查)"
    r"|查(?:一下|下|查))+[,，:：]?(?=.{4})"
)
_LAST_CLAUSE = re.compile(
    r"(?<=[^,，:：;；。!！?？(（])[,，:：;；。!！?？(（]+([^,，:：;；。!！?？()（）]+)[)）。!！?？]*$"
)
_ASIDE = re.compile(
    rf"(?:请|麻烦|帮我?|帮忙|劳驾)*(?:给我|替我)?(?:查|看|算|核|列|讲|说|概括|总结|归纳)(?:一下|下|一算|算|几点|一两句)?(?:吧|哈|呗|谢谢)?"
    rf"|(?:报告|材料|文件)(?:里|中|上)?(?:是)?(?:怎么|咋)(?:写|说|讲|提)的"
    rf"|(?:我|俺|咱)(?:手上|手里|手头|这边|这儿|这里).*|(?:我)?(?:{_WORK})+.{{0,6}}(?:要用|用|急用)|急用?|急等|在线等|谢谢.{{0,3}}|多谢"
    rf"|(?:保留|精确到|取).{{1,4}}小数|(?:请)?(?:给|报|要|说)(?:我)?(?:个|一个|出)?(?:具体|准确|确切)?(?:的)?(?:数|数字|数据|单子|清单)(?:就行|就好|即可)?"
    rf"|(?:请)?(?:做|列|出)(?:成|个|一个|一张)?(?:对比|比较)?(?:表|表格|清单|单子)|(?:逐条|逐项|一条条)?(?:列|说|讲)(?:给我|出来|清楚|全|一下)+"
)
_MEANT = re.compile(r"[,，。?？!！]+(?:我)?(?:说|问|指)的(?:就)?是(?=[^,，。?？]{2,12}$)")


def without_aside(text: str) -> str:
    """The question without what the asker adds after it; what 我说的是… makes clear stays."""
    text = _MEANT.sub(",", text.rstrip("。.!！ "))
    while (clause := _LAST_CLAUSE.search(text)) and _ASIDE.fullmatch(clause[1].strip()):
        text = text[: clause.start()].rstrip()
    return text


def without_address(text: str, known: KnownPlaces = NOWHERE) -> str:
    """The question without the asker's own speech before it; a clause that alone names the place stays."""
    names = known.spellings
    while clause := _CLAUSE.match(text):
        said, rest = clause.group().rstrip(",，:：;；。!！"), text[clause.end() :].strip()
        places = any(name in said for name in names) and not any(name in rest for name in names)
        if not rest or places or _ASKS.search(said) or not _ADDRESS.fullmatch(said):
            break
        text = rest
    return _OPENING.sub("", text)
