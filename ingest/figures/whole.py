"""Names that a number takes from the whole that it is a part of: its branch, the crop of its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.figures.measure import Reading
from ingest.figures.phrase import NOTHING, Subject, known_name
from ingest.figures.spans import Spans
from ingest.figures.words import PEOPLE
from vectorstore.figure import Measure
from vectorstore.quantity import dimension

_AMOUNTS = "增加值|零售额|销售额|总产值|产值|利润总额|营业收入"
_MEASURE_NOUN = re.compile(r"(?:[率量额值数价]|投资|收入|支出|面积|价格|余额|利润|人口)$")
_BRANCH = re.compile(r"(?:业|企业|行业|类|部门)$")
_SHARED = re.compile(r"^\s*占全[国省市县区]$")  # 占全县|12.4万亩|的37.1%


def of_whole(spans: Spans, index: int, before: Subject, last: Subject, reading: Reading) -> Subject:
    """城市上涨0.3% after 居民消费价格, 采矿业下降2.6% after 规模以上工业增加值: the part, so measured."""
    if not before or before.known:
        return NOTHING
    if reading.measure is Measure.LEVEL:
        return _sum_of_whole(spans, index, before, last)
    if reading.measure is not Measure.GROWTH:
        return NOTHING
    if before.phrase in PEOPLE and last:
        return Subject(before.phrase + re.sub(rf"^(?:{'|'.join(PEOPLE)})", "", last.indicator), before.phrase)
    start = spans.clause_start(spans.quantities[index].start)
    said = re.findall(rf"(?:{_AMOUNTS})(?=中,)", spans.text[:start])  # 商品零售额中,粮油食品类增长…
    carried = re.search(rf"(?:{_AMOUNTS})$", last.indicator)
    amount = said[-1] if said else carried[0] if carried else ""
    part = "其中" in spans.between(index) and not _MEASURE_NOUN.search(before.phrase)
    if amount and (part or _BRANCH.search(before.phrase)):
        return Subject(before.phrase + amount, before.phrase)
    return NOTHING


def _sum_of_whole(spans: Spans, index: int, before: Subject, last: Subject) -> Subject:
    """利润总额9亿元,其中私营企业5亿元: the profit of a part; 主要产品产量中,钢材8万吨: the output of a product."""
    money = dimension(spans.quantities[index].unit) == "money"
    carried = re.search(rf"(?:{_AMOUNTS})$", last.indicator)
    if money and carried and _BRANCH.search(before.phrase):
        return Subject(before.phrase + carried[0], before.phrase)
    listed = re.search(r"(?:产量|销量|出口量)(?=中,)", spans.text[: spans.quantities[index].start])
    if listed and not money and not _MEASURE_NOUN.search(before.phrase):
        return Subject(before.phrase + listed[0], before.phrase)
    return NOTHING


_GRADE = re.compile(r"(?:国家|省部?|自治区|市|州|县|区|部|世界|[2-5二三四五]?A+|[二三四五]星|[甲乙丙])级(?:及?以上)?")
_SIZED = re.compile(r"(?:投资|产值|营收)?(?:超|过)?\d[\d.]*[万亿]元(?:及?以上)?")  # 亿元以上项目64个,其中10亿元以上7个
# What an institution has: of it, where it was named just before.
_HAS = "招生|招收新生|在校生|在校学生|毕业生|专任教师|教职工|床位|卫生技术人员|执业医师|注册护士"
_INSTITUTION = re.compile(r"(?:校|学|高中|初中|幼儿园|院|机构|中心|教育|研究生|专科|本科)(?:\([^()]*\))?$")


def of_kind(spans: Spans, index: int, before: Subject, last: Subject) -> Subject:
    """国家级 after 省级企业技术中心: 国家级企业技术中心; 普通高中8所,招生2万人; 债务余额9亿元,一般债务3亿元."""
    if not before or before.known or not last:
        return NOTHING
    if _GRADE.fullmatch(before.phrase) and index and spans.quantities[index].unit == spans.quantities[index - 1].unit:
        thing = _GRADE.sub("", last.indicator, count=1) if _GRADE.match(last.indicator) else last.indicator
        return Subject(before.phrase + thing, before.phrase) if thing else NOTHING
    if _SIZED.fullmatch(before.phrase) and (kind := re.search(r"(?:项目|企业)$", last.indicator)):
        return Subject(before.phrase + kind[0], before.phrase)
    stock = re.search(r"余额|限额", last.indicator)
    if stock and "债" in last.indicator and re.fullmatch(r"(?:一般|专项)债[务券]", before.phrase):
        return Subject(before.phrase + stock[0], before.phrase)
    if re.fullmatch(_HAS, before.phrase):
        holder = re.sub(rf"(?:{_HAS})$", "", last.indicator)
        if _INSTITUTION.search(holder):
            return Subject(holder + before.phrase, before.phrase)
    return NOTHING


# What household surveys split income and spending into, and whose they split.
_SPLIT = re.compile(
    r"(?:人均)?(?:工资性收入|(?:家庭)?经营净?收入|财产净?收入|转移净?收入)|"
    r"(?:食品烟酒|衣着|居住|生活用品及服务|交通和?通信|教育文化和?娱乐|医疗保健|其他用品[及和]服务)类?(?:人均)?(?:消费支出|消费|支出)"
)
_HOUSEHOLDS = re.compile(
    r"(?:城镇|农村|全体|全市|全县)?(?:常住)?居民(?=人均|工资|经营|财产|转移|食品|衣着|居住|生活|交通|教育|医疗|其他)"
)


def of_households(before: Subject, last: Subject) -> Subject:
    """城镇居民工资性收入3万元、经营净收入5千元: of the same households."""
    whose = _HOUSEHOLDS.match(last.indicator)
    if not whose or not _SPLIT.fullmatch(before.phrase):
        return NOTHING
    return Subject(whose[0] + before.phrase, before.phrase)


def of_heading(aspect: str, headings: Sequence[str]) -> Subject:
    """播种面积 under 粮食生产任务分解: the known indicator that the last heading and the aspect name together."""
    for match in re.finditer(r"[一-龥]{2}(?=生产|种植|播种|养殖)", headings[-1] if headings else ""):
        name = known_name(match[0] + aspect)
        if name:
            return Subject(name, aspect, True)
    return NOTHING


def is_shared_total(spans: Spans, index: int) -> bool:
    """占全县|12.4万亩|的37.1%: the whole that a share is of, or the share: both of the subject spoken of."""
    if _SHARED.search(spans.left(index)):
        return True
    return index > 0 and spans.between(index) == "的" and bool(_SHARED.search(spans.left(index - 1)))
