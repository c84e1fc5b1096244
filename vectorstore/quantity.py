"""数量: numbers with units in Chinese text, told apart from dates, ordinals, document numbers and names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from vectorstore.numerals import CHINESE_NUMERAL, NumeralError, arabic_number, chinese_number
from vectorstore.units import (
    PLAIN_UNITS,
    UnitError,
    canonical_unit,
    convert,
    dimension,
    same_dimension,
    split_scale,
    to_base,
)

__all__ = [
    "Quantity",
    "UnitError",
    "canonical_unit",
    "convert",
    "dimension",
    "find_quantities",
    "parse_cell",
    "same_dimension",
    "split_scale",
    "to_base",
]


@dataclass(frozen=True)
class Quantity:
    """A number with its unit.

    value: exact, in `unit`; negative where a minus is printed. upper: upper end of a range, else None.
    unit: canonical spelling; "" for a bare number (only parse_cell gives these). rank: a place in an order (第6, 位).
    qualifier: 约, 近, 超, 以上, 左右, 不低于 … or "". start, end: of sign, number and unit; text: that span as printed.
    """

    value: Decimal
    unit: str
    start: int
    end: int
    text: str
    upper: Decimal | None = None
    qualifier: str = ""
    rank: bool = False


# One character for one, so that offsets stay.
_SAME_WIDTH = str.maketrans("０１２３４５６７８９．，％～－−＋／（）：＞＜", "0123456789.,%~--+/():><")

_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_CHINESE = rf"[{CHINESE_NUMERAL}]+(?:点[零一二三四五六七八九]+)?"
_SCALE = "万亿|千亿|百亿|千万|百万|十万|亿|万|千(?=元|公顷)|百(?=元)"
_MORE = "余|多|来"  # 3000余个, 20多家
_RANGE = r"[-~—–－至到]"

# A measure word that is also the head of a longer word counts only when that word does not follow.
_NOT_BEFORE = {
    "项": "目", "次": "数|级|序|第|产业|支", "部": "门|分|署|队|长|委", "所": "有|在|需|属|以|得|占",
    "场": "所|馆|地|景|次|均|三馆|战|仗|大战|大考",
    "个": "季度",
    "人": "制|民|均|才|口|大(?:代表|常委|会)|工|社|力|员|居|类", "处": "理|置|室|级|在|于|方", "台": "账|湾|阶",
    "家": "庭|园(?!区|林)|电(?!商|力|子|厂|站|镀|池|缆|网)|政(?!府|务)|属|长|居|具|乡(?!镇|卫|村|级|政)",
    "户": "籍|外|型|均|口",
    "件": "均", "条": "件|例", "位": "于|列|居|置|次|一体|数|[以之]?(?:上|下)?数",
    "名": "单|录|额|列|师(?!生|范)|校(?!长|外)|牌|企(?!业)|医(?!护|务|生|疗|学|院)|城(?!管|市|镇|乡|区)|"
    "副(?!教授|县|区|市|镇|乡|书记|主任|处|科|职|高|局|校|院|总)|称|义(?!务)|次|优(?!秀)",
    "张": "家(?!床)", "座": "谈|位",
    "对": "接|口|外|标|于|象|应|党|一|照|全|区", "本": "科|地|区|级|土|年|外|次|市|省|届|院", "门": "诊|店|市|类",
    "支": "持|付|出|部|线|撑|路|护|援(?![汉鄂沪藏疆外])", "批": "准|复|发|次",
    "起": "来|草|步|点", "份": "额", "间": "隔|接|断", "宗": "旨|教", "班": "级|子|车|次|组",
    "期": "间|限|末|货|望|工|为|内|项|工程|建设|改造|还建", "轮": "换|岗|训|胎",
    "片": "区|、|等", "站": "点|位", "层": "次|级|面|网络", "种": "子|植|类|养|业", "类": "似|别|为|主体",
    "口": "径|岸|罩|袋|味", "头": "部|企", "组": "织|建|成|长|团",
    "元": "旦|素|宇|首|化|件|月|区|村|镇|街|路",
    "分": "钟|之|别|类|布|局|散|级|公|行|支|管|析|批|期|流|中心|院|店|部|厂|馆|区|片|阶|站|开|享|配|担|步|解|发|数线",
    "斤": "斤计", "克": "服|隆|难|拉",
    "升": "级|至|学|高|格|降|温|规|为|到|旗", "天": "然|河|府|津|气|空|兴|网|桥|际|地|下",
    "级": "以|政|联|网络|医院|干部|治理|综治|党|行政|领导|中心|阵|重点|建|财政|专科|特色|标准|甲|防护",
    "节": "约|能|点|假|目|会|水|气", "村": "庄|民|级|居|委|湾|集", "列": "入|为|车|支|席",
    "出": "台|口|租|让|资|厂|生|行|现|版", "面": "向|积|对|临|貌|上|前",
    "环": "境|保|节|线|卫|绕|湖|大学|比", "字": "体|节|幅|塔|样|以", "把": "关|握|控|手|好|问|学",
    "集": "中|团|聚|体|约|市|成|群", "首": "义|次|位|先|批|家|届|创|日|都|席", "单": "位|元|体|一|独|个",
    "方": "面|案|式|法|向|便|阵|位|舱|米|责任|可|能|米|联",
    "点": "位|对|击|评|半|整|前|以|之|至|多触|[0-9]|到|、|。|,|开", "票": "据|价|务", "里": "程|面|弄|、",
    "米": "其|粮|之|的半", "床": "垫", "学位": "论文|授",
    "条次": "$.", "块": "链|状", "套": "餐|型|路", "株": "洲|连", "栋": "梁", "台次": "$.", "尾": "号|气|水|款",
    "羽": "毛", "孔": "子|家", "眼": "镜|科|睛", "桩": "基", "度": "假|过|汛|电|的|为|内",
    "根": "据|本|治", "棵": "$.", "标台": "$.", "册": "$.", "卷": "烟", "幅": "度", "吨": "$.", "里程": "$.",
    "秒": "$.", "泊位": "周转", "床位": "使用", "平台": "经济|建|上", "岁": "月|末", "周岁": "$.",
    "颗": "粒", "剂": "量|型", "匹": "配", "顶": "级|尖|层|部|住|点|端|峰",
    "双": "创|减|碳|城|向|拥|百|随|方|重|线|增|一流|控|循环", "包": "括|保|含|联|装|容", "箱": "柜|变", "瓶": "颈",
    "单位": "产|面|G|能|、", "瓦": "斯|解", "伏": "击|特", "公里": "$.",
}  # fmt: skip

# Units that only count after a scale word: 20万方, 3万度; alone they are heads of names or too vague.
_SCALED_ONLY = {
    "方",
    "度",
    "里",
    "单",
    "平台",
    "面",
    "出",
    "环",
    "字",
    "集",
    "首",
    "点",
    "单位",
    "立方",
    "平方",
    "标准煤",
    "伏",
    "瓦",
    "位居民",
    "级",
    "块钱",
} - {"平方", "立方"}

# Chinese numerals count only before these (三位一体, 四水共治, 两山, 三级网络 are names).
_AFTER_CHINESE = (
    "个百分点|百分点|张床位|个工作日|个月|平方米|平方公里|立方米|公里|公顷|人次|户次|小时|分钟|美元|万元|亿元|"
    "元|吨|米|亩|倍|成|天|"
    "个|家|户|套|件|项|条|处|所|座|栋|幢|块|场|名|人|辆|间|份|艘|架|笔|起|例|株|岁"
)
# 五个方面, 八项规定, 四个全面: ways of speaking, not counts.
_SPOKEN = (
    r"方面|维度|层面|层次|原则|坚持|意识|维护|确立|自信|代表|全面|统筹|结合|到位|阶段|方向|关键|转变|突出|环节|"
    r"规定|严禁|一流|更加|必须|阵地|走在|"
    r"重点|行动|百年|结构性|大局|不放松|时期|为什么|如何|不准|清单|优势|第一|务必|有利于|月|基本|责任|一批|"
    r"一百|中心|字|服务|领域|季度|特征|篇章|大事|主要(?:经济)?指标"
)

_BEFORE = re.compile(
    r"(?P<word>不低于|不少于|不小于|不超过|不高于|不多于|不大于|至少|最多|超过|超出|突破|高于|低于|少于|小于|"
    r"大于|多于|大约|将近|接近|(?<![达找收看买得见做办遇等感])不到|不足|"
    r"逼近|约为|约|近|超|逾|过|破|上|>=|<=|≥|≤|>|<|≧|≦)(?:为|达到|达|到|了|人民币)?\s*$"
)
_AFTER = re.compile(r"\s*(?:人民币)?\s*(?P<word>以上|以下|以内|之内|左右|上下|有余|以外)")
_WORDS = {
    ">": "超", "≥": "不低于", "≧": "不低于", ">=": "不低于", "<": "低于", "≤": "不超过", "≦": "不超过",
    "<=": "不超过", "超过": "超", "超出": "超", "逾": "超",
    "过": "超", "破": "突破", "上": "超", "之内": "以内", "约为": "约", "大约": "约", "将近": "近", "逼近": "接近",
    "上下": "左右", "来": "左右", "多": "余", "有余": "余",
}  # fmt: skip
_AMBIGUOUS_BEFORE = {"过", "上", "破", "近", "约"}


def _unit_pattern() -> str:
    parts = []
    for unit in PLAIN_UNITS:
        stop = _NOT_BEFORE.get(unit)
        before = f"(?<={'|'.join('万亿')})" if unit in _SCALED_ONLY else ""
        word = re.escape(unit)
        if unit.isascii() and unit != "%":
            stop = "[A-Za-z0-9]"
        # The look-behind stands before the unit: it asks for a scale word there.
        parts.append(before.replace("万|亿", "[万亿]") + word + (f"(?!{stop})" if stop else ""))
    return "|".join(parts)


_UNIT = _unit_pattern()
_PER = (
    r"(?:/(?:人·?(?:年|月|次)|万人|万元|亿元|千人|百人|人|户|平方米|平方公里|平方千米|立方米|公顷|亩|吨|日|天|月|年|"
    r"小时|秒|次|个|张|床|辆|件|升|km2|㎡|m³|m2|m3))?"
)
_UNIT_PART = rf"(?P<unit>{_UNIT}){_PER}"

_AMOUNT = re.compile(
    rf"(?<![A-Za-z0-9.第])(?P<sign>(?<![0-9%％A-Za-z一-龥])-|(?<=[增长为降是达到完成速度率余额算差:和与及])-)?"
    rf"(?P<low>{_ARABIC})(?P<lowmore>{_MORE})?(?P<lowscale>{_SCALE})?"
    rf"(?:(?P<lowunit>%|个百分点|亿元|万元|元)(?={_RANGE}\d))?(?:(?P<to>{_RANGE})(?P<high>{_ARABIC}))?"
    rf"(?![0-9])(?!\.[0-9])(?P<paren>\((?=[{_MORE}]))?\s?(?P<more1>{_MORE})?(?P<scale>{_SCALE})?(?P<more2>{_MORE})?\s?"
    rf"(?:{_UNIT_PART})?"
)
_HAN_AMOUNT = re.compile(
    rf"(?<![第{CHINESE_NUMERAL}几数])(?P<low>{_CHINESE})(?:{_RANGE}(?P<high>[{CHINESE_NUMERAL}]+))?"
    rf"(?P<more>{_MORE})?(?P<unit>{_AFTER_CHINESE})"
)
_HAN_PERCENT = re.compile(
    rf"百分之(?P<low>[{CHINESE_NUMERAL}点]+)(?:{_RANGE}(?:百分之)?(?P<high>[{CHINESE_NUMERAL}点]+))?"
)
_FRACTION = re.compile(rf"(?<![十百千万])(?P<bottom>[{CHINESE_NUMERAL}]+|\d+)分之(?P<top>[{CHINESE_NUMERAL}]+|\d+)")
_DOUBLING = re.compile(r"翻(?:了)?(?P<low>[一两二三四])?番")
_RANK = re.compile(
    rf"第\s?(?P<low>\d+|[{CHINESE_NUMERAL}]+)\s?(?P<unit>位次|位|"
    rf"名)?(?![{CHINESE_NUMERAL}0-9届次个时期批章节条款产业方阵线季代书项号中小学人医动要责任轮道步站序梯平]|战略)"
)
_TOP = re.compile(
    rf"(?<=前)(?P<low>\d+|[{CHINESE_NUMERAL}]+)(?P<unit>位|名)?(?![{CHINESE_NUMERAL}0-9年月日天个期季次届])"
)
_RANK_CONTEXT = re.compile(
    r"排名|排位|排(?=在?第)|位居|位列|名列|列|居|跻身|攀升|跃升|跃居|上升|升至|升到|全市|全省|全国|全区|全球|城区|同类|"
    r"综合|稳居|前移|位次|名次|竞争力|百强|获"
)
_TOP_CONTEXT = re.compile(r"排名|位居|位列|名列|居|跻身|进入|保持|稳居|挺进|全市|全省|全国|城区|列")


def find_quantities(text: str) -> list[Quantity]:
    """All quantities of `text` in reading order, never overlapping; bare numbers (names, years) are no quantities."""
    plain = text.translate(_SAME_WIDTH)
    found: list[Quantity] = []
    taken = [False] * len(plain)
    for quantity in (*_percents(plain), *_ranks(plain), *_amounts(plain), *_han_amounts(plain)):
        if not any(taken[quantity.start : quantity.end]):
            taken[quantity.start : quantity.end] = [True] * (quantity.end - quantity.start)
            found.append(_with_text(quantity, text))
    return sorted(found, key=lambda quantity: quantity.start)


def _with_text(quantity: Quantity, text: str) -> Quantity:
    return Quantity(
        quantity.value, quantity.unit, quantity.start, quantity.end, text[quantity.start : quantity.end],
        quantity.upper, quantity.qualifier, quantity.rank,
    )  # fmt: skip


def _qualifier(text: str, start: int, end: int, inner: str = "") -> str:
    """The word that bounds a quantity: a limit (以上, 不低于) goes before a mere 约 or 余."""
    after = _AFTER.match(text, end)
    if after:
        return _WORDS.get(after["word"], after["word"])
    before = _BEFORE.search(text, max(0, start - 10), start)
    if before and not (before["word"] in _AMBIGUOUS_BEFORE and _is_part_of_word(text, before.start(), before["word"])):
        return _WORDS.get(before["word"], before["word"])
    return _WORDS.get(inner, inner)


def _is_part_of_word(text: str, at: int, word: str) -> bool:
    """通过3项, 以上5家, 线上20场, 最近5年: the character belongs to the word before it."""
    previous = text[at - 1 : at]
    return (
        previous
        in {
            "过": set("通经超不度错"),
            "上": set("以线之网地海晚路街会"),
            "破": set("突打爆"),
            "近": set("最附临邻"),
            "约": set("签契条合公节预履违制盟邀续特"),
        }[word]
    )


def _number(text: str) -> Decimal | None:
    try:
        return arabic_number(text) if text[0].isascii() else chinese_number(text)
    except NumeralError:
        return None


def _amounts(text: str) -> Iterator[Quantity]:
    for match in _AMOUNT.finditer(text):
        if _raised_to(text, match):  # 增加30元至700元: by how much, and up to what
            unit = canonical_unit(match["lowunit"])
            start, end = match.start(), match.end("lowunit")
            yield Quantity(arabic_number(match["low"]), unit, start, end, "", None, _qualifier(text, start, end))
            reached = _AMOUNT.match(text, match.start("high"))
            match = reached or match
        unit = match["lowunit"] or ""
        scale = match["lowscale"] or match["scale"] or ""
        if match["to"]:  # 5%-8%, 5万-8万元: the second unit speaks for both
            unit = match["unit"] or unit
        elif not unit:
            unit = match["unit"] or ""
        if not (unit or scale) or _is_name(text, match, unit, scale):
            continue
        end = _amount_end(match, unit)
        low, high = arabic_number(match["low"]), match["high"] and arabic_number(match["high"])
        if match["sign"]:
            low = -low
        printed = scale + unit + _per(text[match.start() : end], unit)
        more = match["lowmore"] or match["more1"] or match["more2"] or ""
        start = match.start()
        yield Quantity(low, canonical_unit(printed), start, end, "", high or None, _qualifier(text, start, end, more))


def _raised_to(text: str, match: re.Match[str]) -> bool:
    """Whether a seeming range says by how much something moved and where to: a range's ends lie nearer together."""
    if not (match["to"] and match["lowunit"]) or match["to"] not in "至到":
        return False
    if not _MOVED_BY.search(text, max(0, match.start() - 4), match.start()):
        return False
    return arabic_number(match["high"]) >= NO_RANGE * arabic_number(match["low"])


def _amount_end(match: re.Match[str], unit: str) -> int:
    return match.end() if match["unit"] or match["scale"] or match["lowscale"] or not unit else match.end("lowunit")


def _per(text: str, unit: str) -> str:
    _, slash, per = text.partition(unit + "/") if unit else ("", "", "")
    return f"/{per}" if slash else ""


NO_RANGE = 4  # times: ends of a range lie nearer together
_MOVED_BY = re.compile(r"(?:增加|提高|提升|上调|上涨|增长|调增|新增)了?$")
_NAME_BEFORE = re.compile(r"[+＋*×/]\s?$|[A-Za-z]-$|〔\d{4}〕$|[“\"](?=\d{3}[”\"])$")
_NAME_AFTER = re.compile(r"\s?[+＋×*]\s?[\dX一-龥A-Za-z]")
_SCALE_NAME_AFTER = re.compile(r"级|企|强|像素|兆|网|[\dA-Za-z]|步|岁|里|能|一")


def _is_name(text: str, match: re.Match[str], unit: str, scale: str) -> bool:
    """1+1+X, 3+2项, 百万级: numbers inside names; also 2020年 whose 年 is no unit of ours."""
    if _NAME_BEFORE.search(text, max(0, match.start() - 8), match.start()) or _NAME_AFTER.match(text, match.end()):
        return True
    if not unit and scale in {"百", "千", "十"}:
        return True
    return bool(not unit and _SCALE_NAME_AFTER.match(text, match.end()))


def _han_amounts(text: str) -> Iterator[Quantity]:
    for match in _HAN_AMOUNT.finditer(text):
        low, unit = _number(match["low"]), match["unit"]
        if low is None or not _counts(text, match, low, unit):
            continue
        high = _number(match["high"]) if match["high"] else None
        scale = next((s for s in ("万", "亿") if match["low"] == s), "")
        unit = canonical_unit(scale + unit) if scale else canonical_unit(unit)
        value = Decimal(1) if scale else low
        qualifier = _qualifier(text, match.start(), match.end(), match["more"] or "")
        yield Quantity(value, unit, match.start(), match.end(), "", high, qualifier)


def _counts(text: str, match: re.Match[str], low: Decimal, unit: str) -> bool:
    """Whether a Chinese numeral counts something: not 一个, not 三位一体, not “两个维护”, not 五个方面."""
    after = text[match.end() : match.end() + 6]
    stop = _NOT_BEFORE.get(unit)
    if (
        (stop and re.match(stop, after))
        or re.match(_SPOKEN, after)
        or text.endswith(("“", "‘", '"', "《", "十"), 0, match.start())
    ):
        return False
    if len(match["low"]) == 1 and match["low"] in "十百千万亿零〇○一":
        bounded = _BEFORE.search(text, max(0, match.start() - 8), match.start())
        return (
            (bool(bounded) and match["low"] in "百千万亿")
            or (match["low"] == "一" and unit in {"倍", "成"})
            or (match["low"] == "十" and unit in {"件", "项"})
        )
    return unit != "成" or bool(re.match(r"[,。;、以左的多]|出头|$|人|企|居|市|项|家|用", after))


def _percents(text: str) -> Iterator[Quantity]:
    for match in _HAN_PERCENT.finditer(text):
        low = _number(match["low"])
        if low is not None:
            high = _number(match["high"]) if match["high"] else None
            yield Quantity(low, "%", match.start(), match.end(), "", high, _qualifier(text, match.start(), match.end()))
    for match in _FRACTION.finditer(text):
        top, bottom = _number(match["top"]), _number(match["bottom"])
        if top is not None and bottom and bottom != 100:
            value = (top * 100 / bottom).normalize()
            yield Quantity(
                value, "%", match.start(), match.end(), "", None, _qualifier(text, match.start(), match.end())
            )
    for match in _DOUBLING.finditer(text):
        yield Quantity(_number(match["low"] or "一") or Decimal(1), "番", match.start(), match.end(), "")


def _ranks(text: str) -> Iterator[Quantity]:
    for match in _RANK.finditer(text):
        value = _number(match["low"])
        if value is not None and _RANK_CONTEXT.search(text, max(0, match.start() - 14), match.start()):
            yield Quantity(value, "位", match.start(), match.end(), "", rank=True)
    for match in _TOP.finditer(text):
        value = _number(match["low"])
        if value is not None and _TOP_CONTEXT.search(text, max(0, match.start() - 10), match.start()):
            yield Quantity(value, "位", match.start() - 1, match.end(), "", qualifier="前", rank=True)


_CELL = re.compile(
    rf"^\s*(?P<mark>>=|<=|≥|≤|≧|≦|>|<|约|近|超|大于|小于|不低于|"
    rf"不超过)?\s*(?P<sign>[-+])?(?P<low>{_ARABIC})(?:[-~—](?P<high>{_ARABIC}))?\s*"
    rf"(?P<unit>(?:{_SCALE})?(?:{_UNIT})?{_PER})\s*(?:\(\s*(?:预计数?|预期数?|含\S*)\s*\))?(?P<after>以上|以下|"
    rf"以内|左右|上下)?\s*$"
)


def parse_cell(text: str) -> Quantity | None:
    """The quantity that a table cell holds and nothing else (1080, -15.9%, >9%, 600亿元以上), or None (--)."""
    match = _CELL.match(text.translate(_SAME_WIDTH))
    if match is None:
        return None
    value = arabic_number(match["low"])
    word = match["mark"] or match["after"] or ""
    start, end = match.start("sign") if match["sign"] else match.start("low"), match.end("unit")
    return Quantity(
        -value if match["sign"] == "-" else value,
        canonical_unit(match["unit"] or ""),
        start,
        end,
        text[start:end],
        arabic_number(match["high"]) if match["high"] else None,
        _WORDS.get(word, word),
    )
