"""Numbers that go with a list in its order: 甲、乙分别达到1、2, 甲、乙各1: which number is of which member."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.figures.measure import reaches
from ingest.figures.phrase import tidy
from ingest.figures.unitless import told_from
from ingest.figures.words import BOUNDARY, GROWTH_DOWN, GROWTH_UP
from vectorstore.indicators import canonical, find_indicators
from vectorstore.quantity import Quantity

# 用水普及率、参与率 hold 及 and 与, but join nothing.
_AND = re.compile(r"、|以及|(?<![普惠涉波危触])及(?![时格])|(?<![共饱缓温调总])和(?![谐平解])|(?<![参赋给])与(?!会)")
_WHEN = re.compile(r"^\s*(?:\d{4}年[底末初]?|上年|去年|今年)(?:实际)?$")


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
        names = _clauses_of_a_kind(text, start, mark.start(), len(group))
        verb = text[mark.end() : quantities[group[0]].start]
        names = names or _members(named, verb)
        if not tidy(named):
            names = _members(_told_before(text[:start]), verb)
        names = _granted(text, mark.start(), verb, text[quantities[group[-1]].end :]) or names
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


_GRANTS = re.compile(r"(?:一次性)?(?:给予|发放|奖励|补助|补贴|资助|奖补)(?:最高|不超过|每年|一次性)*")
_GRANTED = re.compile(r"(?:的)?(?P<what>(?:一次性)?[一-龥]{2,8}?)(?:支持)?(?=[,;。]|$)")
_TO_WHOM = re.compile(r"^.*(?:\d周?岁(?:及)?以[下上]的?|的)")
_GRADED = re.compile(r"^[一-龥]{1,3}级(?P<tail>[一-龥]{2,})$")


def _granted(text: str, at: int, verb: str, behind: str) -> list[str]:
    """对甲、乙,|分别给予15万元、10万元安家费: 甲安家费, 乙安家费; [] where nothing is granted to a list."""
    what = _GRANTED.match(behind)
    _, led, listed = re.split(r"[;。]|(?<!\d),", text[:at].rstrip(", "))[-1].partition("对")
    if not _GRANTS.fullmatch(verb.strip()) or what is None or not led:
        return []
    parts = [part for part in (_TO_WHOM.sub("", tidy(part)) for part in _AND.split(listed)) if part]
    graded = _GRADED.match(parts[-1]) if len(parts) > 1 else None
    if graded:
        parts = [part + graded["tail"] if part.endswith("级") else part for part in parts]
    return [part + what["what"] for part in parts]


def _told_before(text: str) -> str:
    """旅游收入、游客人数再创新高,|分别增长: the list of the clause before, without what is told of it; "" for none."""
    clause = re.split(r"[;:。]|(?<!\d),(?=.)", text.rstrip(", "))[-1]
    told = _TELLS.search(clause)
    names = _OPENING.sub("", clause[: told.start()]) if told else ""
    return names if not re.search(r"\d", names) and _AND.search(names) else ""


# What a clause tells of a list before its numbers follow: 再创新高, 稳中有升, 均居全市前列.
_TELLS = re.compile(
    r"(?<=[一-龥]{3})(?:均|都(?!市)|双双|实现|稳[中步定居]|再[创上]|又[创上]|持续|保持|继续|位居|位列|居全|不断|大幅|快速|同步|创|呈|走在|"
    r"领[先跑]|名列|排名|迈上|全面|明显|显著|较快|逐年|[高快好优]于|跃居|进入|完成|突破|[双齐]增|增势)"
)
_OPENING = re.compile(r"^\s*(?:20\d\d年|全年|[今去]年|[其全][中国省市区县州]|预计)+,?")


def _clauses_of_a_kind(text: str, start: int, end: int, length: int) -> list[str]:
    """纺织业,化学原料制造业,电力、热力供应业增加值|分别: as many clauses as numbers, all named by one sort of noun."""
    opens = max(text.rfind(mark, 0, start) for mark in ";:。") + 1
    clauses = text[opens:end].split(",")[-length:]
    *others, last = [tidy(clause) for clause in clauses]
    kinds = {clause[-1:] for clause in others}
    kind = next(iter(kinds), "")
    if len(clauses) != length or len(kinds) != 1 or kind not in _SORTS or re.search(r"\d", "".join(clauses)):
        return []
    _, found, tail = last.rpartition(kind)
    return [*(clause + tail for clause in others), last] if found else []


_SORTS = {"业", "类", "品", "率"}


_BOTH = {"牛羊": ("牛", "羊"), "城乡": ("城镇", "农村"), "存贷款": ("存款", "贷款"), "收支": ("收入", "支出")}


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
        tail = ordinals["tail"] + _GROWN.sub("", re.sub(r"^(?:为|是|达|达到|约)+", "", tidy(verb)))
        return [f"第{each}{tail}" for each in re.findall(r"[一二三]", ordinals["list"] or "一二三")]
    quoted = re.search(r"“(?P<list>[^”]*、[^”]*)”(?P<tail>[^“”]*)$", names)
    listed, tail = (quoted["list"], quoted["tail"]) if quoted else (names, "")
    parts = [part for part in _AND.split(tidy(listed)) if part]
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
    parts = [part for part in _AND.split(tidy(match["members"])) if part] if match else []
    return parts if len(parts) > 1 else _grown_alike(left)


def _grown_alike(left: str) -> list[str]:
    """工业投资、民间投资年均增长|6%: names that the lexicon knows, all of them, grew by the one number."""
    grown = re.search(
        rf"^(?P<members>[^,;。\d]*[、和][^,;。\d]*?)(?:同比|年均|均|都)*(?:{GROWTH_UP})(?:了|约|近|超)?\s*$", left
    )
    told = grown is not None and "分别" not in left
    parts = [tidy(part) for part in _AND.split(tidy(grown["members"])) if part] if grown and told else []
    return parts if len(parts) > 1 and all(canonical(part) for part in parts) else []


_RANKED = re.compile(
    r"(?P<members>[^,;。:\d]*?[、和及][^,;。:\d]*?)等?(?:\d+[项个](?:主要|核心|重点|经济)*指标)?(?P<aspect>增速|增幅|总量)?"
    r"(?:均|都|双双|全部)*(?:稳居|位居|居|位列|列|排名|排在|排|保持)+全[国省市县区州]前?$"
)


def members_ranked(left: str) -> list[str]:
    """地区生产总值、固定资产投资4项指标增速居全市|第二: what the rank is of, [] if no list of known names has it."""
    ranked = _RANKED.search(left)
    parts = [re.sub("(?:增速|增幅|总量)$", "", tidy(part)) for part in _AND.split(ranked["members"])] if ranked else []
    parts = [part for part in parts if part]
    return parts if len(parts) > 1 and any(canonical(part) for part in parts) else []
