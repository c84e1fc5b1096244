"""Which aspect of its indicator a number gives: level, growth, change, share, rank or multiple, and against what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ingest.figures.words import ABOVE_PEER, DOWN, GROWTH_DOWN, GROWTH_UP, GROWTH_WORD, VERB
from vectorstore.figure import Direction, Measure
from vectorstore.quantity import Quantity, dimension

_NEW = re.compile(r"(?:新|净|累计新)增(?:加)?(?:了|约|近|超过|超)?\s*$")
_REACHED = re.compile(
    rf"(?:{GROWTH_UP}|{GROWTH_DOWN}|扩展|转变|发展|变|翻)(?:率)?(?:[^,;。、]{{0,1}})(?:到|至|为|"
    rf"成)(?P<when>[^,;。]{{0,10}})$"
)
_RATE_IS = re.compile(r"(?:增速|增幅|涨幅|降幅|增长率)(?:均)?为$")  # 全市增速为5.9% is growth
_SHARE = re.compile(r"占(?!比)(?P<base>[^,;。、\d]{0,24}?)(?:的?(?:比重|比例|份额))?(?:达到|达|为|超过|超|近|约|的)*$")
_COMPARED = re.compile(
    r"(?P<base>(?:(?:剔除|扣除)[^,;。:]{1,14}|按)?(?:同|可比|自然|同等)口径(?:计算)?|(?:剔除|扣除)[^,;。:]{2,24}(?:后|因素|影响),?(?:同比|可比)?|可比|同比|环比|年均|按(?:可比价|不变价)(?:格)?(?:计算)?|按(?:上年|去年)[一-龥]{2,6}数|(?:较|(?<![占对同环评])比(?!重|例|率)|"
    r"与)[^,;。:]{1,24}?)"
    r"(?:相比)?(?:也|均|都|又|再|还|仍|预计|约|大幅|明显)*$"
)
_TIMES_OF = re.compile(r"(?:是|为|达到|相当于)(?P<base>[^,;。]{2,16}?)的$")
_RANKED = re.compile(
    r"(?:在(?:全[国省市州]|\s)*[^,;。]{0,6}?(?:县区|区县|市县|县市|[县区市州省])(?:\(市、区\)|\(区\))?(?:当)?中)?(?:综合|[,]|共)?(?:排名|排位|排(?=全|第|在|$)|位居|位列|名列|均居|居|列|跻身|稳居|攀升至|跃升至|(?:均|仍|继续)?保持|全市|全省|全国|全球|"
    r"(?:各|中心)城区).*$"
)
_IN_CONTEST = re.compile(
    r"在(?:全[国省市县区]|\s)*(?P<what>[^,;。]{2,30}?(?:评价|考核|测评|评估|评比|竞赛|大赛|行动|监测|考评|评议|调查))中?"
)
_NAMED_RATE = re.compile(r"自然增长率[^,;。]{0,8}$")
_PLACES = {"位", "位次", "名", "分"}
_UPGRADED = re.compile(rf"(?:[稳保促]增长|(?:^|实施|完成)[^,;。、]{{0,12}}提升|(?:{VERB}|规范|优化)(?:提升|提高))\s*$")
_CUT_BACK = re.compile(r"(?:平均|累计|再|共)*(?:缩短|压缩|降低|减少)(?!到|至|为)")
_PLAIN_RATE = re.compile(r"失业率|死亡率|出生率|自然增长率|利率|强度")


@dataclass(frozen=True)
class Reading:
    """measure, direction, base as in Figure; value without sign; head: the words before without growth and base."""

    measure: Measure
    direction: Direction
    base: str
    value: Decimal
    head: str


def read_measure(quantity: Quantity, left: str) -> Reading:
    """Measure of `quantity` from the words before it in its clause (`left`)."""
    value, size = abs(quantity.value), dimension(quantity.unit)
    if quantity.rank:
        return Reading(Measure.RANK, Direction.NONE, "", value, _RANKED.sub("", _judged(left)))
    head = re.sub(r"(?:(?<![签节合条契制预])约|近|超过|超|逾|不低于|不少于|至少|达到|达|高达|[>≥<≤])\s*$", "", left)
    if size in {"multiple", "doubling"}:
        return _multiple(quantity, head, value)
    above = ABOVE_PEER.search(head)
    if above and (above["side"] or size in {"percent", "percentage point"}):
        lower = above["side"] in {"低", "慢", "少"} if above["side"] else DOWN.match(above[0])
        side = Direction.DOWN if lower else Direction.UP
        return Reading(Measure.CHANGE, side, above["base"] or f"较{above['than']}", value, head[: above.start()])
    grown = None if _is_level(quantity, head) else GROWTH_WORD.search(head)
    if grown:
        return _growth(quantity, head, grown, value)
    if quantity.value < 0 and (size != "percent" or _PLAIN_RATE.search(left)):  # 收支结余-300万元, 自然增长率-0.5‰
        return Reading(Measure.LEVEL, Direction.DOWN, "", value, left)
    if quantity.value < 0:  # 增速 -14.2% without a growth word of its own
        return Reading(Measure.GROWTH, Direction.DOWN, "", value, head)
    if size == "percentage point":
        return Reading(Measure.CHANGE, Direction.UP, "", value, head)
    if size == "percent":
        return _share(left, head, value)
    if _CUT_BACK.match(left.lstrip(",、 ")):
        return Reading(Measure.CHANGE, Direction.DOWN, "", value, left)
    return Reading(Measure.LEVEL, Direction.NONE, "", value, left)


def _is_level(quantity: Quantity, head: str) -> bool:
    """新增…, 增长到…, 自然增长率…, and work that is called by a word of growth: 改造提升8条小街, 出台稳增长26条."""
    if _NEW.search(head) or _NAMED_RATE.search(head) or (_REACHED.search(head) and not _RATE_IS.search(head)):
        return True
    size = dimension(quantity.unit)
    counted = (size.startswith("count") or size in {"people", "length", "area"}) and quantity.unit not in _PLACES
    return counted and bool(_UPGRADED.search(head))


def _judged(left: str) -> str:
    """在全省县域创新能力评价中排名|第16: what was judged is what the place in the order is of."""
    found = _IN_CONTEST.search(left)
    return left[: found.start()] + found["what"] + left[found.end() :] if found else left


def _direction(word: str) -> Direction:
    return Direction.DOWN if DOWN.match(word) else Direction.UP


def _growth(quantity: Quantity, head: str, grown: re.Match[str], value: Decimal) -> Reading:
    direction = Direction.DOWN if quantity.value < 0 else _direction(grown["word"])
    before = head[: grown.start()]
    compared = _COMPARED.search(before)
    measure = Measure.GROWTH if dimension(quantity.unit) == "percent" else Measure.CHANGE
    base = compared["base"] if compared else ""
    base += "相比" if base.startswith("与") else ""
    return Reading(measure, direction, base, value, before[: compared.start()] if compared else before)


_OF_PLAN = re.compile(
    r"(?:为|完成|达到|占)?(?P<base>(?:(?:年初|调整后?|变动|年度|全年)(?:[及和、](?:年初|调整|变动))?)?(?:(?<!公共)(?<!基金)(?<!经营)预算(?:调整|变动)?|(?:投资)?计划|目标任务|预期目标|目标|任务)数?)\s*的?$"
)


_OF_PAST = re.compile(r"(?:恢复|达|相当)(?:到|至|于)?(?P<base>为?(?:20\d\d年|上年|去年)(?:同期|全年)?(?:水平)?)的$")


def _share(left: str, head: str, value: Decimal) -> Reading:
    done = _OF_PLAN.search(head)
    if done and (head.endswith("的") or done[0].startswith("完成")):  # 为预算的100.8%, 完成年度计划165%
        base = re.sub(r"预算(调整|变动)", r"\1预算", done["base"])
        return Reading(Measure.SHARE, Direction.NONE, f"为{base}", value, head[: done.start()])
    share = _SHARE.search(head)
    if share:
        base = share["base"].strip()
        return Reading(Measure.SHARE, Direction.NONE, f"占{base}" if base else "", value, head[: share.start()])
    if past := _OF_PAST.search(head):
        return Reading(Measure.SHARE, Direction.NONE, past["base"], value, head[: past.start()])
    ratio = re.search(r"(?:与|相当于)(?P<base>[^,;。]{2,14}?)(?:之比)?(?:为|达到|达|是|的)*$", head)
    if ratio and ("之比" in ratio[0] or "相当于" in ratio[0]):  # R&D经费支出…,与生产总值之比为2.2%
        return Reading(Measure.SHARE, Direction.NONE, f"占{ratio['base']}", value, head[: ratio.start()])
    measure = Measure.LEVEL if _PLAIN_RATE.search(left) else Measure.SHARE
    return Reading(measure, Direction.NONE, "", value, left)


def _multiple(quantity: Quantity, head: str, value: Decimal) -> Reading:
    if quantity.unit == "番":
        head = re.sub(r"(?:同比|环比|较上年|比上年)?(?:实现|增长|接近)?$", "", head)
        return Reading(Measure.MULTIPLE, Direction.UP, "", value, head)
    of = _TIMES_OF.search(head) or re.search(r"(?:为|是)?(?P<base>[^,;。]{1,10})的$", head)
    if of:
        return Reading(Measure.MULTIPLE, Direction.NONE, of["base"], value, head[: of.start()])
    grown = GROWTH_WORD.search(head)
    if grown:
        before = head[: grown.start()]
        compared = _COMPARED.search(before)
        base, before = (compared["base"], before[: compared.start()]) if compared else ("", before)
        return Reading(Measure.MULTIPLE, _direction(grown["word"]), base, value, before)
    return Reading(Measure.MULTIPLE, Direction.NONE, "", value, head)


def reaches(between: str) -> re.Match[str] | None:
    """由52亿元|增长到|92亿元: whether the words between two numbers say that the first became the second."""
    if not re.search(r"到|至|为|成|[跃跨迈]上", between):
        return None
    return re.fullmatch(
        rf"[,、]?\s?(?:逐步|稳步|大幅|快速)?(?:{GROWTH_UP}|{GROWTH_DOWN}|扩展|转变|发展|"
        rf"变|跃上|跨上|迈上)[^,;。、]{{0,1}}?(?:到|至|为|成|上)?"
        rf"(?P<when>[^,;。\d]{{0,8}}(?:\d{{4}}年[^,;。\d]{{0,6}})?)",
        between,
    )
