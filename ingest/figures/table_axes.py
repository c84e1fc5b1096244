"""What the rows and columns of a table say of their cells: indicator, place, time or measure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Table
from ingest.figures.context import Context
from ingest.figures.phrase import known_name
from ingest.figures.words import PEOPLE
from vectorstore.gazetteer import china
from vectorstore.indicators import canonical, find_indicators, is_thing
from vectorstore.periods import find_periods
from vectorstore.place_names import is_place_name, region_named
from vectorstore.region import Region
from vectorstore.units import UNIT_TOKEN

_LONGEST_PART = 12  # characters; a longer one names itself
_TAXED = re.compile(r"(?:税|费|金|存款|贷款|产品|业)$")
_MEASURED = re.compile(r"(?:量|额|率|值|数|投资|收入|支出|面积|人口|比重|占比)$")
_VAGUE = re.compile(r"数量|绝对|名称|内容|单位|属性|指标|项目|任务|备注|情况|依据|来源|口径")
_AGAINST_BEFORE = re.compile(r"增长|增速|增幅|增减|同比|比上年")
_PART_OF_ALL = re.compile(
    r"[省市区县]?本级|[省市]级|县区级?|区县级?|.{0,6}小计|其[他它余](?:县市?区?|地区|乡镇)?"
)  # 市本级 is not all
_WHOLE = re.compile(r"全[国省市州县区]")
_ACCOUNT = re.compile(r"(?P<side>收入|支出)(?:预算|完成|执行|决算|预计|实绩|安排)*数?$")
_FUND = re.compile(r"一般公共预算|政府性基金预算?|国有资本经营预算?|社会保险基金预算?")
_TIME_ONLY = re.compile(
    r"(?:总量|绝对值|绝对量|累计|数值|指标值|值|数|本期|合计|金额|增速|增幅|增长|年均|同比|比上年|预计|预期|目标|"
    r"规划|计划|任务|草案|实际|完成|执行|预算|决算|情况|进展|全年|年末数|基期|占|为|调整|变动|年初|年度|批复|上年|去年|当年|"
    r"同期|末|比|涨跌|幅度|增减[额量数]?|增加额|净增额?|[±()%\s/,、“”]|单位:?[^)\s]{1,4})+"
)
_PLANNED = re.compile(r"(?:年初|年度|调整|变动|当年)?(?:预算|预计|执行|完成|决算|实际)+数?$")
_LEVEL_OF = re.compile(r"(?:[省市区县州]本级|(?<!村)[省市区县州]级|(?<![省市区县州])本级)(?=.)")
_ACCOUNTS = re.compile(r"预算|决算|收入|支出|收支|基金|债务|税")
_OWN_TOTAL = re.compile(r"(?:本年|当年)?(?P<side>收入|支出)(?:小计|合计)")
_BY_BRANCH = re.compile(r"(?:分|按|各)(?:行业|产业|领域|类别|类型|品种|门类|经济类型|隶属)")
_ALL_OF = re.compile(r"^全[省市区县州](?=.)")
_NO_PLACE = re.compile(r"城[市镇区]|农村|乡[村镇]|全[区市县]|地区|[社小园市新景]区|县区|区县|县市区|集镇")


@dataclass(frozen=True)
class Axis:
    """What a row or a column says of its cells. name: indicator, canonical where known; text: all of its words."""

    text: str
    name: str
    known: bool
    region: Region | None = None
    part_of: str = ""
    outer: bool = False  # its name is not the innermost header's, but of one that spans several columns
    people: str = ""  # 城市, 农村: a column that is about them only
    total: bool = False  # a row that is called 合计 and no more


def level_of_account(table: Table, context: Context) -> str:
    """市本级, 市级: whose account the caption, or else the annex's title, says that the table is; "" for all of it."""
    title = table.caption or (context.subdocument if context.subdocument_kind == "annex" else "")
    said = set(_LEVEL_OF.findall(title))
    return said.pop() if len(said) == 1 and not _WHOLE.search(title) and _ACCOUNTS.search(title) else ""


def row_axis(label: str, context: Context, table: Table) -> Axis:
    plain = _plain_label(label)
    last = plain.rsplit("/", 1)[-1]
    if context.region.name and (own := re.fullmatch(rf"{context.region.name[:-1]}(?P<level>.?本级)", last)):
        return Axis(plain, own["level"], False)
    if stock := _debt_stock(plain, table):
        return Axis(plain, stock, True)
    total = re.fullmatch(r"(?P<what>.*?)(?:合计|总计)", last)
    side = _OWN_TOTAL.fullmatch(last)
    fund = _FUND.search("".join((table.caption, context.subdocument, *context.section)))
    if side and fund and (whole := known_name(fund[0] + side["side"])):
        return Axis(plain, whole, True)
    if total:  # the row that the table adds up to: 一般公共预算收入合计, or 合计 under such a caption
        named = find_indicators(total["what"] or table.caption, colloquial=False)
        if named and not total["what"].endswith("总"):
            return Axis(plain, named[0].name, True, total=not total["what"])
        if _WHOLE.fullmatch(total["what"]):
            return Axis(plain, "", False, context.region)
    name = canonical(plain.replace("/", "")) or canonical(last) or known_name(last)
    if name is not None and is_thing(name) and name != last:
        name = None  # 城乡社区, a branch of expenditure, is no 社区
    if name is None:
        name = known_name(last + _side_of(table.caption))  # 教育 in a table of 支出
    return Axis(plain, name or last, name is not None, None if name else _row_region(last, context.region))


_STOCK = re.compile(r"(?P<opening>期初|年初)?(?:期末|年末)?余额")


def _debt_stock(label: str, table: Table) -> str:
    """期末余额 below 一般债务 in a table of debts: 一般债务余额; below 合计 or nothing: 政府债务余额."""
    *outer, last = label.split("/")
    stock = _STOCK.fullmatch(last)
    if not stock or "债务" not in table.caption:
        return ""
    whose = outer[-1] if outer and re.fullmatch("(?:一般|专项)债务", outer[-1]) else "政府债务"
    return whose + ("年初余额" if stock["opening"] else "余额")


def _side_of(caption: str) -> str:
    sides = set(re.findall(r"收入|支出", caption.replace("收支", "收入支出")))
    return sides.pop() if len(sides) == 1 else ""


def part_axis(axis: Axis, above: Axis) -> Axis:
    """其中:火电 below 发电量 is 火电发电量, a part of it; a known part, or one of the same head, has a name.

    稻谷 below 粮食 waits for its column (产量); 高等教育 below 教育支出 is 高等教育支出.
    """
    whole = above.name
    if above.part_of and whole.endswith(above.part_of):
        whole = above.part_of  # 65岁以上 below 60岁以上人口 is 65岁以上人口
    side = re.search(r"(?:收入|支出)$", whole)
    if side and (name := known_name(axis.text.rsplit("/", 1)[-1] + side[0])):
        return replace(axis, part_of=above.name, name=name, known=True)  # 教育 below 一般公共预算支出
    named = axis.known or _MEASURED.search(axis.name) or _TAXED.search(axis.name) or axis.name[-1:] == whole[-1:]
    if named or len(axis.name) > _LONGEST_PART or not _MEASURED.search(whole):
        return replace(axis, part_of=above.name)
    shared = next((n for n in range(min(len(axis.name), len(whole)), 0, -1) if whole.startswith(axis.name[-n:])), 0)
    return replace(axis, part_of=above.name, name=axis.name + whole[shared:])


def column_axis(column: tuple[str, ...], table: Table, home: Region) -> Axis:
    """The header path; its name is the innermost part that names something other than a time or a measure."""
    column = tuple(re.sub("^其中[::]", "", part) for part in column)
    last = re.sub(r"[\((].*?[\))]", "", column[-1]).strip() if column else ""
    if is_place_name(last) or _WHOLE.fullmatch(last) or last in PEOPLE:
        place = region_named(last, home) if is_place_name(last) and last != home.name else None
        return Axis(" ".join(column), "", False, place, people=last if last in PEOPLE else "")
    said = [_without_time(part) for part in column if not is_time(part) and part != "小计"]
    for depth, part in enumerate(reversed(said)):
        plain = re.sub(r"[\((].*?[\))]", "", part)
        name = canonical(plain) or known_name(plain)
        if name and depth and not _FUND.search(plain):  # 债务余额 over 一般债务 is 一般债务余额
            inner = _joined(said[-1], part)
            return Axis(" ".join(column), canonical(inner) or known_name(inner) or inner, True)
        if name:
            return Axis(" ".join(column), name, True, outer=depth > 0)
    name = _ALL_OF.sub("", _PLANNED.sub("", _joined(said[-1], said[-2] if len(said) > 1 else ""))) if said else ""
    account = _ACCOUNT.match(name)  # 收入完成 under 一般公共预算收支情况
    fund = _FUND.search(table.caption)
    if account and fund:
        return Axis(" ".join(column), known_name(fund[0] + account["side"]) or fund[0] + account["side"], True)
    return Axis(" ".join(column), name, False)


def _without_time(part: str) -> str:
    """2025年新增债务 is 新增债务, 2025年初债务余额 the 年初债务余额."""
    return re.sub(r"^20\d\d(?=年初)|^20\d\d年?(?:末|底|度)?(?=[一-龥]{2})", "", part)


def _joined(inner: str, outer: str) -> str:
    """一般债务 below 债务余额: 一般债务余额; 一般债务 below 新增债务: both words."""
    if (
        len(inner) > 4 and inner[-2:] == outer[-2:]
    ):  # 一般债务余额 below 年初法定债务余额 names itself, but for its time
        return inner[:-2] + "年初" + inner[-2:] if re.search("[年期]初", outer) else inner
    shared = next((n for n in range(min(len(inner), len(outer)), 0, -1) if inner.endswith(outer[:n])), 0)
    return inner + outer[shared:] if shared or not outer or outer in PEOPLE else outer + inner


def column_axes(columns: Sequence[tuple[str, ...]], table: Table, home: Region) -> list[Axis]:
    """The header paths; 比上年增长% without a name of its own goes with the column before it (产量)."""
    axes: list[Axis] = []
    for column in columns:
        axis = column_axis(column, table, home)
        nameless = (not axis.name or _TIME_ONLY.fullmatch(axis.name)) and not axis.region and not axis.people
        if nameless and axes and axes[-1].name and _AGAINST_BEFORE.search(axis.text.rsplit(" ", 1)[-1]):
            axis = replace(axis, name=axes[-1].name)
        axes.append(axis)
    return axes


def is_time(part: str) -> bool:
    rest = part
    for mention in reversed(find_periods(part, 2000)):
        rest = rest[: mention.start] + rest[mention.end :]
    return not rest.strip() or bool(_TIME_ONLY.fullmatch(rest.strip()))


_TOWN_ROW = re.compile(r"[一-龥]{1,7}?(?:街道?|(?<![城乡村集小制])镇|(?<![城返故水])乡)")


def _row_region(label: str, home: Region) -> Region | None:
    """A row of a table by places (一街道, 某某区): the place, below the document's own region."""
    if home.name and label != home.name and is_place_name(label):
        return region_named(label, home)
    if _NO_PLACE.fullmatch(label):
        return None
    if not home.name or not (_TOWN_ROW.fullmatch(label) or label == home.name or china().named(label)):
        return None
    return home if label == home.name else region_named(label, home)


_BRANCH_MEASURE = re.compile(
    r"利润(?:总额)?|营业收入|主营业务收入|总产值|产值|资产(?:总计|总额)?|负债(?:总计|总额)?|投资额?"
)


def indicator_of(axis: Axis, header: Axis, caption: str) -> str:
    """From the row, unless the row is a place or a time, or only the column names a known indicator."""
    name = _indicator_of(axis, header)
    titled = find_indicators(caption, colloquial=False)
    if len(titled) == 1 and not axis.known and not header.known:
        if axis.region and is_time(header.name or "总量"):
            name = titled[0].name  # 各县地区生产总值: 总量, 增速 of each place
        elif _BY_BRANCH.search(caption) and (not header.name or is_time(header.name)) and not is_time(axis.name):
            name = axis.name + titled[0].name  # 制造业 in 分行业固定资产投资增速
        elif "价格" in titled[0].name and "价格" not in name and name in (axis.name, f"{axis.name}指数"):
            name = f"{axis.name.removesuffix('类')}类{titled[0].text}"  # 居住 in a table of 居民消费价格
    return header.people + name if name else ""


def _indicator_of(axis: Axis, header: Axis) -> str:
    if axis.known and axis.total and header.name and not is_time(header.name) and not _VAGUE.search(header.name):
        return header.name  # 总投资 of all
    if axis.known:
        branch = axis.text.rpartition("/")[2]
        told = _BRANCH_MEASURE.match(header.name) if branch.endswith("业") else None
        return branch + told[0] if told else axis.name  # 规模以上工业 under 利润总额
    if header.known and _PART_OF_ALL.fullmatch(axis.name):
        return axis.name + header.name
    own = not axis.region and axis.name and not is_time(axis.name)
    if own and header.known and (header.outer or _MEASURED.search(axis.name) or _TAXED.search(axis.name)):
        return axis.name  # 房产税 under 一般公共预算收入
    if header.known or not own:
        return header.name or axis.name
    aspect = re.sub(r"[\((].*?[\))]", "", header.name)
    if (
        not aspect
        or aspect in axis.name
        or _MEASURED.search(axis.name)
        or _TIME_ONLY.fullmatch(aspect)
        or _VAGUE.search(aspect)
    ):
        return axis.name
    return axis.name + re.sub(
        r"^(?:年|期|季|月)末", "", aspect
    )  # 研究生 under 招生数, 在校生数: each column counts something else


def _plain_label(text: str) -> str:
    unit = rf"[\((](?:单位)?[::]?\s*(?:{UNIT_TOKEN.pattern})\s*[\))]"
    parts = [re.sub(unit, "", part.replace("／", "/")).replace("/", "／") for part in text.split("/")]
    return "/".join(
        re.sub(
            (
                r"^\s*(?:[一二三四五六七八九十]+、|(?:\(?[一二三四五六七八九十\d]{1,2}[)、.]\s*(?!\d+-))+|其中[::]?|[#＃—-]+)"
            ),
            "",
            part,
        ).strip(" *※")
        for part in parts
    )


def bare_header(header: str) -> str:
    """The header without names of indicators, whose 预算 and 规划 say nothing of the kind."""
    for mention in reversed(find_indicators(header, colloquial=False)):
        header = header[: mention.start] + header[mention.end :]
    return header
