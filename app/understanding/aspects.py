"""Words that say which side of a thing is asked for (增速, 规划到), never which thing."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ASPECT = re.compile(
    r"增速|增幅|增长率?|增减|变化|变动|涨跌|[涨降]幅|下降|同比|环比|总[量数额]|数[量值]|绝对数|规模|占比|比[重例]|(?:完成|执行)率|进度|规划|"
    r"提高|提升|上升|上涨|增加|减少|降低|下滑|回落|目标|计划|任务|预期|预计|预算|决算|实际|完成|执行|结果|情况|只有|最后|最终"
)

# What came about within a time, told from what there is in all.
FLOW = re.compile(r"新增|净增|新就业|新建|新改|新开|新认定|新引进|增加(?!值)")

# A question that ends in the name of a quantity asks for it: 失业率?, 粮食产量呢.
NAMES_A_NUMBER = re.compile(
    r"(?:率|占比|强度|寿命|任务量|完成量|总额|金额|额|总值|增加值|值|总数|数量|人数|户数|件数|面积|里程|比例|比重|总投资|价|产量|[发用]电量|用水量|(?:蓄积|保有|排放|吞吐|储备|储|销|容|流|贮存|总)量"
    r"|存量|存栏|出栏|余额|产值|规模|收入|支出|投资|人口|密度|(?:决算|预算|完成|执行)数)[?？呢。]?$"
)
# X完成数是涨是跌, 安排的X比上年降了几个点: names an amount and asks how it moved.
AMOUNT_AND_MOVE = re.compile(
    r"[是有][涨增升多][是还].{0,2}[跌减降少]|[涨增升]了?(?:还是|没有?)|(?:完成|预算|决算|执行|安排)数"
    r"|(?:比|较|跟|与|同|和)(?:上年|去年|上一年|上年度|前一年)[^,，。?？]{0,12}[增涨升降减跌多少]"
)
# 占比提高了几个百分点
SHARE_MOVED = re.compile(r"(?:提高|提升|上升|下降|降低|[增减升降])[了到出]*(?:多少|几)个?百分点")
# 占全市几成, 占了全省多少: of which whole.
OF_THE_WHOLE = re.compile(r"占(?:了|到|到了|去|掉)?(?:整个)?[一-鿿]{0,4}?全(?P<whole>[市省国])(?!覆盖)")

# What things have many of: 澜江隧道的全长 is not told by another thing's.
_MEASURED = re.compile(
    r"(?:总|计划|预计|累计|完成)*(?:投资额?|全长|长度|总长|里程|(?:总?建筑|占地|用地|规划|绿化)?面积|占地|规模|产能|产值|造价|金额|资金|数量|高度|容量|(?:摘牌|成交|竞得|出让)?价格?|单价)"
)


def of_things(terms: Iterable[str]) -> list[str]:
    """The terms that name what is measured, without those that say what of it (全长, 总投资)."""
    return [term for term in terms if not _MEASURED.fullmatch(term)]


def only_aspects(terms: Iterable[str]) -> bool:
    """Whether there are words and none of them names a thing."""
    words = list(terms)
    return bool(words) and all(_ASPECT.fullmatch(word) for word in words)
