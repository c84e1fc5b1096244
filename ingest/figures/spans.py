"""Where the words that belong to a number begin and end: clauses, brackets, lists, numbers that are no figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from ingest.figures.measure import reaches
from ingest.figures.phrase import tidy
from ingest.figures.unitless import index_numbers, structure_parts, told_from
from ingest.figures.words import GROWTH_DOWN, GROWTH_UP, VERB
from vectorstore.indicators import canonical, find_indicators
from vectorstore.quantity import Quantity, dimension, find_quantities

BOUNDARY = re.compile(r"[,;:。!?]")
# 比2021年的|5600个: what a change is measured against.
BASE_VALUE = re.compile(r"[、]?(?:比|较)(?:上年|去年|\d{4}年|“?十[一二三四五]五”?)(?:同期|时期|期间|底|末)?的?")
# 13 6|0亿元: digits that the page tore off the number.
_TORN = re.compile(r"(?:\d[\d.]*\s+)+$")
LIST_MARK = re.compile(r"^\s*[、和及与]|^\s*以及")
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
_WHEN = re.compile(r"^\s*(?:\d{4}年[底末初]?|上年|去年|今年)(?:实际)?$")
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
        return not re.match(r"以内|以上|左右|内|的|压缩|缩短|至|到|减少|增加|优良|办结|不间断", after)
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


def respective(text: str, quantities: Sequence[Quantity]) -> dict[int, str | int]:
    """Members for numbers after 分别: the words of a list, or the index of the figure that the number goes back to."""
    found: dict[int, str | int] = {}
    for mark in re.finditer(r"分别", text):
        group = _run_of_numbers(text, quantities, mark.end())
        if len(group) < 2:
            continue
        start = max((match.end() for match in BOUNDARY.finditer(text, 0, mark.start())), default=0)
        start = max(start, text.rfind("(", 0, mark.start()) + 1)  # …30微克以内(2023年分别为87%、32微克)
        named = _WHEN.sub("", text[start : mark.start()])
        names = _members(named, text[mark.end() : quantities[group[0]].start])
        if len(names) == len(group):
            found.update(dict(zip(group, names, strict=True)))
        elif len(group) == 2 and len(names) == 1 and (halves := _halves(names[0])):
            found.update(dict(zip(group, halves, strict=True)))
        elif group[0] >= len(group) and not names:
            found.update({index: index - len(group) for index in group})
        else:
            found.update(dict.fromkeys(group, ""))
        found.update({index: index - len(group) for index in _run_after(text, quantities, group)})
        found.update({index: index - len(group) for index in _run_reached(text, quantities, group)})
    found.update(_of_town_and_country(text, quantities))
    told = told_from(text)
    found.update({i: told[each.start] for i, each in enumerate(quantities) if each.start in told})
    return found


_BOTH = {"城乡": ("城镇", "农村"), "存贷款": ("存款", "贷款"), "收支": ("收入", "支出")}


_GROWN = re.compile(rf"(?:{GROWTH_UP}|{GROWTH_DOWN})(?:到|至|约|了)?$")  # 人均可支配收入分别|增长
_TOWN_AND_COUNTRY = re.compile(r"城镇[和、与及]农村(?P<tail>[^,;。、\d]{2,24})(?=\d)")


def _of_town_and_country(text: str, quantities: Sequence[Quantity]) -> dict[int, str | int]:
    """城镇和农村低保对象为|2万人|和|15万人: two numbers in the order of the two."""
    found: dict[int, str | int] = {}
    starts = {quantity.start: index for index, quantity in enumerate(quantities)}
    for match in _TOWN_AND_COUNTRY.finditer(text):
        first = starts.get(match.end())
        if first is None or first + 1 >= len(quantities):
            continue
        one, two = quantities[first : first + 2]
        if one.unit == two.unit and re.fullmatch(r"\s*[和、与及]\s*", text[one.end : two.start]):
            tail = _COMPARED.sub("", _GROWN.sub("", match["tail"]).replace("分别", ""))
            found |= {first: "城镇" + tail, first + 1: "农村" + tail}
    return found


def _halves(name: str) -> tuple[str, str] | None:
    """城乡居民收入 as 城镇居民收入 and 农村居民收入: a name that is two in one, in the order of its numbers."""
    for both, (first, second) in _BOTH.items():
        if both in name:
            return name.replace(both, first, 1), name.replace(both, second, 1)
    return None


_GOES_ON = re.compile(
    rf"(?:以上|左右)?,\s*(?:同比|比上年|较上年|全[国省市县区]|均|各|居|位居|位列|排名|排|列|{GROWTH_UP}|{GROWTH_DOWN}|了|约|近)*"
)


def _run_after(text: str, quantities: Sequence[Quantity], group: Sequence[int]) -> list[int]:
    """分别增长25%、18%,居全市|第1位、第3位: as many numbers again, of the same things; [] if there are none."""
    first = group[-1] + 1
    if first >= len(quantities) or not _GOES_ON.fullmatch(text[quantities[group[-1]].end : quantities[first].start]):
        return []
    return _run_from(text, quantities, first, len(group))


def _run_from(text: str, quantities: Sequence[Quantity], first: int, length: int) -> list[int]:
    """The indexes of a run of `length` numbers that 、 and 和 join, [] if it is of another length."""
    run = [first]
    for index in range(first + 1, len(quantities)):
        between = text[quantities[index - 1].end : quantities[index].start]
        if not re.fullmatch(r"\s*[、和及与]\s*", between):
            break
        run.append(index)
    return run if len(run) == length else []


def _run_reached(text: str, quantities: Sequence[Quantity], group: Sequence[int]) -> list[int]:
    """分别从77家、48家|增加到107家、63家: what each of a run became; [] if no second run follows."""
    first = group[-1] + 1
    if first >= len(quantities) or not reaches(text[quantities[group[-1]].end : quantities[first].start]):
        return []
    return _run_from(text, quantities, first, len(group))


def moves(text: str, quantities: Sequence[Quantity]) -> dict[int, int]:
    """Index of what was reached -> index of what it came from, of two runs behind 分别."""
    found: dict[int, int] = {}
    for group in number_groups(text, quantities):
        found |= {end: end - len(group) for end in _run_reached(text, quantities, group)}
    return found


def number_groups(text: str, quantities: Sequence[Quantity]) -> list[list[int]]:
    """The runs of numbers after 分别, as indexes."""
    runs = [_run_of_numbers(text, quantities, mark.end()) for mark in re.finditer(r"分别", text)]
    return [run for run in runs if len(run) > 1]


_JOINED = re.compile(
    rf"(?:以上|左右|以内)?\s*[、和及与,]\s*(?:{GROWTH_UP}|{GROWTH_DOWN})?(?:了)?(?:每(?:人|户|亩|月|年)每?[月年]?)?(?:约|近|超过|超)?"
)


def _run_of_numbers(text: str, quantities: Sequence[Quantity], start: int) -> list[int]:
    group: list[int] = []
    for index, quantity in enumerate(quantities):
        if quantity.start < start:
            continue
        between = text[quantities[group[-1]].end : quantity.start] if group else text[start : quantity.start]
        joined = _JOINED.fullmatch(between)
        if (not group and len(between) > 12) or (group and not joined):
            break
        if group and "," in between and quantity.unit != quantities[group[-1]].unit:
            break  # 分别达到40158元、22049元,|增长10.3%、19.5%
        group.append(index)
    return group


# 同比|分别增长, 三大|产业集群产值
_COMPARED = re.compile(r"(?:(?:同比|环比|比上年|较上年|比去年|较去年|比上年同期|较上年同期|年均)(?:也|均|都|又|再)?)+$")
_COUNTED_OFF = re.compile(r"^(?P<name>.{2,}?)等?[两二三四五六七八九十]大(?P<tail>.{2,})$")


_INDUSTRIES = re.compile(
    r"(?:第(?P<list>[一二三](?:[、和及]第?[一二三])+)|(?:三次|三大|(?:第?一[、]?)二[、]?三次?)(?=产业))(?P<tail>产业[^,;。、]*)$"
)


def _members(names: str, verb: str) -> list[str]:
    names = _COMPARED.sub("", names)
    ordinals = _INDUSTRIES.search(names)
    if ordinals:  # 第一、二、三产业增加值占比
        tail = ordinals["tail"] + re.sub(r"^(?:为|是|达|达到|约)+", "", tidy(verb))
        return [f"第{each}{tail}" for each in re.findall(r"[一二三]", ordinals["list"] or "一二三")]
    quoted = re.search(r"“(?P<list>[^”]*、[^”]*)”(?P<tail>[^“”]*)$", names)
    listed, tail = (quoted["list"], quoted["tail"]) if quoted else (names, "")
    parts = [part for part in re.split(r"、|和|及|与", tidy(listed)) if part]
    action = re.sub(r"(?:提高|提升|上调|增加)?[到至]?每(?:人每)?[月年]?$", "", tidy(verb))
    if re.fullmatch(r"(?:增长|下降|提高|提升|上升|降低|减少|增加|同比|回落)*", action):
        action = ""
    if not quoted and parts:  # 甲和乙对总量贡献度: what follows the last member belongs to all
        common = re.search(
            r"(?:对|占)[^、]+$|(?:年均浓度|平均浓度|浓度|增速|增幅|比例|占比|比重|覆盖率|达标率|营业收入|增加值|总产值|产值|零售额|销售额|利润|用电量|产量)$",
            parts[-1],
        )
        if common and common.start() > 0 and not _COUNTED_OFF.match(parts[-1]):
            whole = re.compile(rf"(?:{re.escape(common[0])}|[率额数量值例比重出入])$")
            parts = [part if whole.search(part) else part + common[0] for part in parts]
        parts = _with_shared_head(parts)
    return [part + tail + action for part in parts]


def _with_shared_head(parts: list[str]) -> list[str]:
    """城镇、农村居民人均可支配收入; 甲、乙、丙三大产业集群产值: the head of the last belongs to all."""
    last = parts[-1]
    counted_off = _COUNTED_OFF.match(last)
    if counted_off:
        return [part + counted_off["tail"] for part in [*parts[:-1], counted_off["name"]]]
    if len(parts) < 2 or any(find_indicators(part, colloquial=False) for part in parts[:-1]):
        return parts
    for length in range(1, len(last) - 1):
        named = [canonical(part + last[length:]) for part in parts[:-1]]
        if all(named) and canonical(last):
            return [*(part + last[length:] for part in parts[:-1]), last]
    return parts


def members_of_each(left: str) -> list[str]:
    """停车泊位、充电桩各|1万个: the members of the list, [] if the number is not given for each."""
    match = re.search(r"^(?P<members>[^,;。]*[、和][^,;。]*?)(?:各|均为)(?:约|近|超)?\s*$", left)
    parts = [part for part in re.split(r"[、和]", tidy(match["members"])) if part] if match else []
    return parts if len(parts) > 1 else []
