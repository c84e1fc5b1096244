"""Names of places below or beside a report's own: which words are such a name, and which region a name means there."""

from __future__ import annotations

import re
from collections.abc import Collection

from vectorstore.gazetteer import china, level_of, short_name
from vectorstore.region import Level, Region
from vectorstore.zones import BARE_ZONE, ZONE_KINDS, is_zone, names_nothing

__all__ = ["VERB_STEMS", "is_place_name", "place_at", "region_named"]

_NAME = re.compile(
    rf"(?P<stem>[一-龥]{{2,5}}?)(?P<kind>{ZONE_KINDS}|新区|工业园区|街道(?:办事处)?|自治[州县旗]|[区县市旗镇乡])"
)
# 开发区·某山区: a zone and a district with one government.
_JOINT = re.compile(r"[一-龥]{0,6}(?:开发区|高新区|经开区|新区)·[一-龥]{2,4}[区县市](?![一-龥]*·)")
_BROKEN_BY_NEXT = re.compile(
    r"(?<=区)[域间块划位内外级]|(?<=市)[场民值价容占级内外区政]|(?<=县)[域城级内外区政]|(?<=镇)[化区村级]|(?<=乡)[村镇亲土级情]|"
    r"(?<=街道)[口路改办及]"
)
_SHORT = r"全各我本该同某每几数多外兄弟省直两三四五六七八九十"
_ENDINGS = {  # 老城|区, 大湾|区, 小|镇, 城|乡, 返|乡: what makes an everyday word of each kind
    "区": re.compile(
        rf"[{_SHORT}城社辖市园景片街小校厂库林牧灾特郊矿老新大都股门贸地强中上下县区乡镇村]$|大湾$"
        r"|^[深高大老偏边远丘沿林石半各贫]?山$|..山$"
    ),
    "县": re.compile(rf"[{_SHORT}大小强市区乡]$"),
    "市": re.compile(rf"[{_SHORT}城都股门超夜菜集贸上下县强大小花]$"),
    "镇": re.compile(rf"[{_SHORT}城乡集小古强新村街特名老大]$"),
    "乡": re.compile(rf"[{_SHORT}城返故家水老还离下他思回异]$"),
    "街道": re.compile(rf"[{_SHORT}老新小大市区县镇]$"),
}
_COMMON = re.compile(
    r"(?:开发|示范|功能|核心|贸易|试验|先导|聚集|集聚|商务|服务|保护|自治|行政|创新|合作|产业|工业|科技|生态|生活|住宅|居民|办公|"
    r"商业|金融|风貌|旅游|度假|中心|主城|引领|样板|控制|重点|带动|改造|封控|风险|国家|全国|有关|相关|其他|其它|其余|所在|所有|全部|"
    r"以上|以下|这个|那个|哪个|哪些|每个|任何|城镇|投资|经济|社会|现代化|一流|协调|下辖|模范|文明|卫生|园林|宜居|智慧|海绵|森林|"
    r"节水|消费|枢纽|大都|滨海|沿海|沿江|内陆|省会|周边|建设|管理|管辖|特色|美丽|试点|涉农|部分|多数|农业|文化|历史|百强|"
    r"卫星|边远|偏远|先进|后进|直属|同级|强化|做强|做大|涉及|覆盖|统筹|农村|城乡|水库|标准|和谐|平安|绿色|零碳|低碳|清洁|未来|"
    r"完整|样本|棚户|禁煤|禁燃|禁养|县级|区级|市级|乡级|镇级|分地|按地|指导|公园|产粮|农民|牧民)$|"
    r"[的是在和与及或等共约达为将从到向由对把被给个家年月日]|^(?:在|对|由|各|每|全|我|本|该|以|于|新建|新增|其中)"
)
# What stands before 区, 县, 市 where a sentence goes on: 配合|区委, 支持|县域.
VERB_STEMS = (
    "听取|提请|代表|落实|建成|按照|审议|保障|接受|推进|构建|启动|参加|推动|强化|维护|根据|担任|执行|完成|出席|打造|实施|深化|组建|压实|完善|明确|用好|"
    "支持|举行|确保|督办|促进|探索|争取|提升|提高|坚持|做好|办理|贯彻|配合|离不开|退市|督促|上报|针对|要求|通过|依法治|治理|全体|关于|会前|"
    "配合|明确|具有|设立|创建|没有|受|向|从|谨|现|被|含|列|位|化工|用于|加快|优化|实现|成为|融入|服务|来自|位于|作为|属于|涉及|覆盖|统筹|开展|加强|下设|补助|汇水|禁鸣|生源|托管|创智|动力|之|名|"
    "发挥|剔除|扣除|转贷|审减|核减|处理|完善|依托|赋权|下达|拨付|返还|划转|上划|收回|上解|调入|调出|用足|盘活|撬动"
)
_VERB_STEM = re.compile(
    rf"(?:{VERB_STEMS})$|^(?:具有|设立|创建|打造|位于|包括|推进|获批|转贷|剔除|扣除|完善|依托|精准|下达|拨付|划转|县城|市区)"
)


def is_place_name(name: str) -> bool:
    """Whether 某某县, 某某镇, 某某开发区 names one place and is no everyday word (小镇, 城区, 各乡, 示范区)."""
    if BARE_ZONE.fullmatch(name):
        return True
    match = _NAME.fullmatch(name)
    if match is None:
        return len(name) > 4 and bool(china().named(name))  # 恩施土家族苗族自治州
    stem, ending = match["stem"], _ENDINGS.get(match["kind"])
    if match["kind"] == "新区" and _COMMON.search(name[:-1]):  # 产业创新|区
        return False
    real = bool(china().named(name))
    if (_COMMON.search(stem) and not real) or _VERB_STEM.search(stem) or names_nothing(stem):
        return False  # 和|田市 is one, 和|某市 is not
    if ending and ending.search(stem) and not (real and len(stem) > 2):  # 西山|区 may be any, a long name is one
        return False
    return ending is None or len(stem) <= 3 or real


def place_at(text: str, start: int, known: Collection[str] = ()) -> str:
    """The place name that begins at `start`, "" if none does. known: names that the document has shown to be places."""
    named = [name for name in known if text.startswith(name, start)]
    if named:
        return max(named, key=len)
    joint = _JOINT.match(text, start)
    if joint:
        return joint[0]
    bare = BARE_ZONE.match(text, start)
    if bare:
        return bare[0]
    for length in range(3, 16):
        name = text[start : start + length]
        if len(name) == length and is_place_name(name) and not _BROKEN_BY_NEXT.match(text, start + length):
            return name
    return ""


def region_named(name: str, home: Region) -> Region:
    """The region that a report of `home` means by a name: a real place near it, else one below or beside `home`.

    岭川经济技术开发区 of 岭川市 lies in it; 青砚县 in a report of a county is its neighbour.
    """
    context = frozenset((home.name, *home.parents))
    real = china().chosen(name, context)
    if real is not None and (context.intersection(real.parents) or not home.parents):
        return real
    level = _level(name, home)
    for depth, parent in enumerate((home.name, *home.parents)):
        above = (home.name, *home.parents)[depth:]
        if is_zone(name) and name.startswith(short_name(parent)):
            return Region(name, level, above)
    order = list(Level)
    if order.index(level) > order.index(home.level):
        return Region(name, level, (home.name, *home.parents))
    higher = [parent for parent in home.parents if order.index(level_of(parent)) < order.index(level)]
    return Region(name, level, tuple(higher))


def _level(name: str, home: Region) -> Level:
    if is_zone(name) and not re.search(r"(?<!高)新区$", name):
        return Level.TOWN if home.level is Level.DISTRICT else Level.DISTRICT
    return level_of(name)
