"""Where the words that belong to a number begin and end: clauses, brackets, lists, numbers that are no figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from ingest.figures.measure import reaches
from ingest.figures.respective import moves
from ingest.figures.unitless import index_numbers, structure_parts
from ingest.figures.words import BOUNDARY, VERB
from vectorstore.indicators import find_indicators
from vectorstore.quantity import Quantity, dimension, find_quantities

# 比2021年的|5600个: what a change is measured against.
BASE_VALUE = re.compile(r"[、]?(?:比|较)(?:上年|去年|\d{4}年|“?十[一二三四五]五”?)(?:同期|时期|期间|底|末)?的?")
# 13 6|0亿元: digits that the page tore off the number.
_TORN = re.compile(r"(?:\d[\d.]*\s+)+$")
LIST_MARK = re.compile(r"^\s*[、和及与]|^\s*以及")
_ALL_DAY = 24  # hours
_AFTERWORD = re.compile(
    r"^(?:以上|以下|以内|之内|左右|上下|有余|余|多)?(?:\((?:预计数?|预期数?|个|次|间|站|户|台|名|处|只|头|羽|匹|架|辆|家|起|份|册)\))?"
)
# 业务收入1.7亿元|(不包括…)、增长: a remark on the number before.
_REMARK = re.compile(r"^\([^()]*\)(?=、)")
_NOUN = re.compile(r"^[的]?[一-龥“《A-Za-z0-9]")
_NOT_NOUN = re.compile(
    r"^(?:以上|以下|以内|之内|左右|上下|和(?!平|谐)|及(?!时)|与|以及|并|或|到(?!位|岗)|至|等(?![一-龥]{2})|"
    r"的(?:$|[,;。])|任务|建设任务|"
    r"目标|人民币|有余|不等|为|占|提高|提升|增长|下降|增加|减少|降至|压缩|缩短|扩展|扩大|跃升|上升|降低|调减|,)"
)
_COUNTED = re.compile(r"^(?:以上|以下|以内)的?[一-龥]")
_BARE = re.compile(
    r"(?:新建|改建|扩建|新增|建成|建设|新开工|改造|引进|培育|升级|投放|发放|配建|加装|举办|打造)[一-龥、]{2,16}?"
    rf"(?<![第号楼线路街大])(?P<number>[1-9]\d{{0,5}})(?=[,;。]|(?:{VERB})[一-龥])"
)
# 44个考核断面|水质达标率100%: what is measured of the things counted.
_RATED = re.compile(
    r"(?:平均)?(?:水质)?(?:达标|优良|合格|覆盖|普及|利用|使用|入住|满意|完成|开工|竣工|投产)率(?:和达标率)?(?:均?[为达])?$"
)
_QUOTED = re.compile(r"[“‘《][^”’》]{1,14}[”’》]")
_CHANGED = re.compile(r"(?:净增|新增|增加|减少|增长|下降|提高|上升)(?:了|约|近|超过|超)?\s*$")
_WHOLE_COST = re.compile(r"(?:投资|投资总额)(?:达|约|近|为)?$")
_NAMED_COST = re.compile(r"的(?!(?:重大|重点|工业|产业|新兴|优质|大)?(?:项目|企业|楼宇|园区|产业))|的重点项目")
_SLOGAN = re.compile(r"“[^”]{1,80}”")  # “一条主线、两项行动、五条赛道”
_HAN_COUNT = re.compile(r"[一二两三四五六七八九十]+(?:[个条项大件场轮种张]|[一-龥]{2})")
_SIZED = re.compile(r"(?:投资|产值|税收|纳税|营收|规模|收入|面积)额?(?:过|超过|超|达|在|逾)?$")
_FIELD = re.compile(
    r"(?:县|区|市|州|省|城市|街道|乡镇)[^,;。\d]{0,6}中,?(?:综合)?[排位列居]"
)  # 在全市9个|县区中排第7位
_THRESHOLD = re.compile(r"(?:以上|及以上)(?:的)?(?:项目|企业)?(?:达到?|有|共)?\d")  # 10亿元|以上7个
_SMALLEST = re.compile(r"以上的?(?:自然村|行政村|村庄|村组|乡镇|集镇|村)")  # 30户|以上自然村通硬化路
_SIZED_NOUN = re.compile(r"的?[^,;。、\d]{0,8}(?:项目|企业|楼宇|园区|产业|街区|平台|大厦)")


def figure_quantities(text: str) -> list[Quantity]:
    """The quantities that are figures: no thresholds, ages, durations in names, numbers in short quotes or in names."""
    named = find_indicators(text, colloquial=False)
    found = find_quantities(text)
    shares = [part.quantity for part in structure_parts(text)]
    found = [each for each in found if not any(share.start < each.end and each.start < share.end for share in shares)]
    unitless = [*shares, *_bare_counts(text), *index_numbers(text)]
    bare = [each for each in unitless if not any(q.start < each.end and each.start < q.end for q in found)]
    return [
        quantity
        for quantity in sorted([*found, *bare], key=lambda each: each.start)
        if not any(mention.start < quantity.start < mention.end for mention in named)
        and not _is_no_figure(text, quantity)
    ]


def _bare_counts(text: str) -> list[Quantity]:
    """新建幼儿园15|新增学位…: numbers whose unit the page lost, between what was built and the next clause."""
    return [
        Quantity(Decimal(match["number"]), "", match.start("number"), match.end("number"), match["number"])
        for match in _BARE.finditer(text)
        if not re.fullmatch(r"(?:19|20)\d\d", match["number"])
    ]


def _only_bounds(quantity: Quantity, before: str, after: str) -> bool:
    """Whether a number only says how many were in the field, or from which size on the next number counts."""
    if (_FIELD.match(after) and "在" in before) or (quantity.unit in ("户", "人") and _SMALLEST.match(after)):
        return True
    return bool(_THRESHOLD.match(after)) and dimension(quantity.unit) == "money"


def _is_no_figure(text: str, quantity: Quantity) -> bool:
    after, before = text[quantity.end : quantity.end + 12], text[max(0, quantity.start - 8) : quantity.start]
    quoted = any(match.start() < quantity.start < match.end() for match in _QUOTED.finditer(text))  # “最后100米”
    if quoted or _only_bounds(quantity, before, after):
        return True
    size = dimension(quantity.unit)
    if size == "time" and re.match(r"[一-龥]", after):  # 24小时自助服务
        all_day = quantity.value == _ALL_DAY and after.startswith("不间断")
        return all_day or not re.match(r"以内|以上|左右|内|的|压缩|缩短|至|到|减少|增加|优良|办结|不间断", after)
    if quantity.unit == "分" and quantity.qualifier in {"以上", "以下"}:  # 600分以上考生
        return True
    if size == "length" and re.match(r"(?:服务)?半径|跑道|见[绿园]|级(?:航道|码头)", after):  # 300米服务半径
        return True
    if quantity.unit == "岁":
        return not re.search(r"寿命|年龄|受教育", text[: quantity.start])
    if size in {"money", "usd", "area", "people", "count:分", "count:级", "mass", "power"} and _COUNTED.match(after):
        return not re.match(r"以上的?(?:人|资金|面积)[^数]", after)  # 50亿元以上项目
    if any(m.start() < quantity.start < m.end() and len(_HAN_COUNT.findall(m[0])) > 1 for m in _SLOGAN.finditer(text)):
        return not quantity.text[0].isdigit()
    if size not in {"money", "area"} or not _SIZED.search(before):
        return False
    if _WHOLE_COST.search(before) and not quantity.qualifier and _NAMED_COST.match(text, quantity.end):
        return False  # 总投资16.4亿元的某某项目: what it costs, no threshold
    return bool(_SIZED_NOUN.match(after))  # 投资过30亿元现代服务业项目


def noun_follows(right: str) -> bool:
    """Whether what a number counts stands after it (2个|方舱医院), not the next clause or the end of a list."""
    return bool(_NOUN.match(right)) and not _NOT_NOUN.match(right)


def is_place(name: str) -> bool:
    """Whether 某某区 names a district, a county or a city: no verb is in it (实现区), nothing general (市区)."""
    if not re.fullmatch(r"[一-龥]{2,4}[区市]|[一-龥]{1,4}县", name) or re.search(
        r"[我辖本该各全同片城社小园街校厂]", name
    ):
        return False
    return not re.search(rf"{VERB}|征用|协调|保护|风景|地区|市区|区域|建成|推评", name)


class Spans:
    """Clause, left and right words of every quantity of a sentence."""

    def __init__(self, text: str, quantities: Sequence[Quantity]) -> None:
        self.text = text
        self.quantities = quantities
        self.moved = moves(text, quantities)

    def bracketed(self, at: int) -> bool:
        opened = self.text.rfind("(", 0, at)
        return opened >= 0 and self.text.rfind(")", opened, at) < 0

    def clause_start(self, at: int) -> int:
        """Start of the clause that holds `at`; a bracket that is still open starts one."""
        starts = [match.end() for match in BOUNDARY.finditer(self.text, 0, at)]
        if self.bracketed(at):
            starts.append(self.text.rfind("(", 0, at) + 1)
        return max(starts, default=0)

    def previous_end(self, index: int) -> int:
        return self.quantities[index - 1].end if index else 0

    def between(self, index: int) -> str:
        """Everything between this number and the one before it."""
        return self.text[self.previous_end(index) : self.quantities[index].start]

    def left(self, index: int) -> str:
        """The words of the clause before a number, from the number before it if that stands in the same clause."""
        quantity = self.quantities[index]
        start = self.clause_start(quantity.start)
        if not index or self.quantities[index - 1].end <= start:
            return _TORN.sub("", self.text[start : quantity.start])
        between = _REMARK.sub("", _AFTERWORD.sub("", self.between(index)))
        listed = between.rfind("、")
        return between[listed:] if listed > 0 and noun_follows(between) else between  # 3次提标低保金、累计发放

    def reached(self, index: int) -> bool:
        """Whether the number before it became this one (由A增长到B); not 净增2户、增至5户, where A is the change."""
        if index in self.moved:
            return True
        if not index or not reaches(self.between(index)):
            return False
        return not _CHANGED.search(self.left(index - 1))

    def right(self, index: int) -> str:
        """The words after a number up to the end of its clause or the next number."""
        quantity = self.quantities[index]
        end = len(self.text)
        boundary = re.compile(r"[,;:。!?)]").search(self.text, quantity.end)
        if boundary and boundary[0] == ")" and "(" in self.text[quantity.end : boundary.start()]:
            boundary = BOUNDARY.search(self.text, quantity.end)
        if boundary:
            end = boundary.start()
        if index + 1 < len(self.quantities):
            end = min(end, self.quantities[index + 1].start)
        return _AFTERWORD.sub("", self.text[quantity.end : end])

    def counted(self, index: int) -> str:
        """The right-hand words without what already leads to the next number of the list."""
        right = self.right(index)
        cut = re.split(r"(?:和|及|、|\(?(?:含|包括|其中):?)(?:近|约|超)?$", right)[0]
        if index + 1 < len(self.quantities) and self.quantities[index + 1].start == self.quantities[index].end + len(
            right
        ):
            listed = cut.rfind("、")
            cut = cut[:listed] if listed > 0 else cut
        if index + 1 < len(self.quantities) and self.quantities[index + 1].unit == "%":
            cut = _RATED.sub("", cut) or cut
        return cut or right
