"""Which words a number counts: the indicator phrase, by lexicon where it is known and by grammar where it is not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.figures.words import (
    ADVERB,
    ASPECT_ONLY,
    GENERIC,
    LEADING,
    LEADING_VERBS,
    LEADING_WORDS,
    TRAILING_WORDS,
    VERB,
)
from vectorstore.gazetteer import china
from vectorstore.indicators import IndicatorMention, canonical, find_indicators
from vectorstore.periods import find_periods


@dataclass(frozen=True)
class Subject:
    """What a number counts. indicator: canonical or plain name; phrase: as printed, with its verb; known: canonical."""

    indicator: str
    phrase: str
    known: bool = False

    def __bool__(self) -> bool:
        return bool(self.indicator)


NOTHING = Subject("", "")

# Modifiers that leave a known indicator what it is.
_MODIFIER = re.compile(
    rf"(?:{VERB}|{ADVERB}|{LEADING}|各类|各级|全部|新|原|区级|全口径|我国|中心城区|城区|城市|城镇|城乡|辖区|"
    rf"公共|公办|小区|地方|"
    r"[一-龥]{1,6}?(?:(?<!园)区|市|县|省|街道|镇)|“|”|、|的|个|含|等|了|率先|规范|合格|优质|累计)*"
)
# What may follow a known indicator without making it another one.
_TAIL = re.compile(
    r"(?:的)?(?:建设|改造|项目|任务|工程|工作|总量|总数|总规模|规模|数量|总额|增速|增幅|年均|总面积|面积|试点|"
    r"情况|目标|目标任务|预期目标|指标|量|数|率先|的)*"
)

_DONE = re.compile(r"^(?:累计|共|全年|实际|已)?(?:完成|实现|达到|达成)(?:了)?(?!率|投资|度|情况|时|比例)(?=.{2})")

# 签约活动, 开工项目: a noun made of what happens.
_THING = "活动|仪式|项目|企业|大会|会议|资金|金额|面积|额|率"
# Where a noun after a number ends and what happens to it begins.
_EVENT = re.compile(
    r"(?:获得|获评|获批|[喜斩荣]获|荣登|获|得到|有序|顺利|加快|稳步|扎实|有力|踊跃|"
    rf"(?:新?开工|竣工|落地|投产|启动|签约)(?!{_THING})|完工|落户|投用|投入|年[内底](?=[投完建竣开])|推进|完成|实现|"
    r"(?<![人宜定安新邻群迁移独])居(?!民|住|家|委|所|室|间|于)|位[居列]|铺设|用时|签订|正在|奠基|"
    r"达到|通过|参加|参与|连续|扎根|入驻|入库|入选|享受|申报|取得|列入|纳入|办理|提供|先后|陆续|如期|正式|"
    r"已|被|将|以(?!上|下|内|及|外)|在(?!建|职|校|编|园|家|线|册|地|汉|产)|对(?!口|外|象|接|标)|向|为(?!民|期|"
    r"主)|均(?!衡)|全部|同步|持续|建成|上线|成功|纷纷|相继|按期|按时|得以|扩容|复工|及时|随时|迎难|加速|"
    r"经过|进入|成为|供应(?!链|商)|供地|全面|实施(?!方案|细则)|成立|挂牌|共同|打造|培育|从(?!业|事)|到(?!位|期|"
    r"岗|账)|与|由|于|率先|当年|,)"
)
_EDGE = re.compile(
    r"^(?:[、的\s]|等(?!级|待|离|高)|和(?!平|谐)|及(?!时)|与|跟(?!进|踪)|并(?!联|购|行|网))+|(?:[、和并的\s]|(?<!惠)(?<!普)(?<!涉)(?<!波)及|(?<!参)与)+$"
)


def tidy(text: str) -> str:
    """`text` without the connectives, times and verbs of degree around the noun phrase."""
    previous = None
    while previous != text:
        previous = text
        text = TRAILING_WORDS.sub("", LEADING_WORDS.sub("", text)).strip()
        text = _EDGE.sub("", text)
    return _balanced(re.sub(r"\s+\)", ")", text))


def without_period(text: str) -> str:
    """`text` without the times that open it (前三季度服务业增加值 -> 服务业增加值)."""
    for mention in find_periods(text[:20], 2000):
        if mention.start == 0:
            return without_period(tidy(text[mention.end :]))
    return text


def _balanced(text: str) -> str:
    for left, right in ("()", "“”", "《》"):
        if text.count(right) > text.count(left):
            text = text.replace(right, "", 1)
        if text.count(left) > text.count(right):
            text = text[:-1] if text.endswith(left) else text.replace(left, "", 1)
    return text


def known_name(phrase: str) -> str | None:
    """Canonical name when the phrase is a known indicator with nothing but verbs and modifiers around it."""
    mentions = find_indicators(phrase, colloquial=False)
    for mention in reversed(mentions):
        if _is_whole(phrase, mention):
            return mention.name
    return None


# Given apart for town and country: 城镇常住人口 is no 常住人口.
_HALVED = re.compile(r"人口|人均|零售|低保|最低生活保障|特困")
_REVERSED = re.compile(r"减免|减征|免征|缓缴|缓征|退税|退还|返还|补缴|拖欠|欠缴|查处|未(?!来)|压减")


def _is_whole(phrase: str, mention: IndicatorMention) -> bool:
    if _REVERSED.search(phrase[: mention.start]):  # 减免税收 is not 税收收入
        return False
    before = phrase[: mention.start]
    if mention.text.startswith("地区生产总值") and china().named(before + "地区"):
        return bool(_TAIL.fullmatch(phrase[mention.end :]))  # 喀什|地区生产总值: the place ends as the name begins
    if _HALVED.search(mention.text) and re.search(r"城镇|城市|农村|乡村|城区$", phrase[: mention.start]):
        return False
    return bool(_MODIFIER.fullmatch(phrase[: mention.start]) and _TAIL.fullmatch(phrase[mention.end :]))


_INDEED = "实际(?=新?开工|竣工|投产)"  # 计划新开工项目52个,实际新开工56个
_TRADE = {"出口": "出口总额", "进口": "进口总额"}  # alone before a number; in other words they are gates and goods


def _behind_loose_cells(left: str) -> str:
    """粮食108.97 8.8 小麦30.06 2.8全年棉花产量: the cells of a table that a page ran together name nothing."""
    numbers = list(_CELL.finditer(left))
    return left[numbers[-1].end() :].lstrip(" 0123456789") if len(numbers) >= FEWEST_CELLS else left


_CELL = re.compile(r"-?\d+\.\d+")
FEWEST_CELLS = 4
# 市级(包括市本级和开发区,下同)一般公共预算收入
_WHAT_IT_TAKES_IN = re.compile(r"[(（](?:包括|包含|不包括)[^()（）]*[)）](?=[一-鿿]{2})")


def subject_before(left: str) -> Subject:
    """Subject named by the words before a number (新增停车泊位|1.3万个): NOTHING when they only say how much."""
    raw = tidy(_WHAT_IT_TAKES_IN.sub("", _behind_loose_cells(left)))
    exact = [mention for mention in find_indicators(raw, colloquial=False) if mention.text == raw]
    if exact:  # 上年结余 is an account, not a time
        return Subject(exact[0].name, raw, True)
    phrase = _last_action(without_period(raw))
    exact = find_indicators(phrase, colloquial=False)
    if len(exact) == 1 and exact[0].text == phrase:
        return Subject(exact[0].name, phrase, True)
    if not phrase or re.fullmatch(rf"(?:{VERB}|{ADVERB}|{LEADING}|{_INDEED}|同比|环比)+", phrase):
        return NOTHING
    name = known_name(phrase) or known_name(re.sub(r"\([^()]{1,12}\s*\)$", "", phrase))  # 固定资产投资(不含农户)
    if name:
        return Subject(name, phrase, True)
    if phrase in _TRADE:
        return Subject(_TRADE[phrase], phrase, True)
    listed = re.search(r"(?<![中高初同优平])(?:等|等各类|等其他)(?P<head>[^、等]{2,})$", phrase)
    if listed and known_name(listed["head"]):
        return Subject(known_name(listed["head"]) or "", phrase, True)
    plain = _without_verb(phrase)
    return Subject(listed["head"] if listed and len(listed["head"]) >= 4 else plain, phrase)


_PREPOSITION = re.compile(
    r"(?:为|对|向|给|在(?!线|职|校|建|岗|编|读|册|园)|于|通过|依托|围绕|针对|紧扣|按照|根据|结合|协同|联合|"
    r"按)(?!口|外|民|时|期|月|季)"
)


def _last_action(phrase: str) -> str:
    """为辖区企业争取各类政策资金 -> 争取各类政策资金: what a prepositional opening leads up to."""
    if not _PREPOSITION.match(phrase):
        return phrase
    actions = [
        match.start() for match in re.finditer(VERB, phrase) if match.start() >= 2 and len(phrase) - match.end() >= 2
    ]
    return phrase[actions[-1] :] if actions else _PREPOSITION.sub("", phrase, count=1)


def pure_action(left: str) -> str:
    """The verb when the words before a number are nothing but one (清淤|2万立方米), else ""."""
    plain = re.sub(r"\(([改扩迁续])\)(?=建)", r"\1", re.sub(_INDEED, "", tidy(left)))  # 新(改)建
    if re.fullmatch(VERB, plain):
        return plain
    action = re.sub(rf"^(?:{ADVERB}|{_INDEED})+|^(?:{ADVERB})*(?:完成|实现)(?=.)", "", tidy(left))
    return action if re.fullmatch(rf"(?:{VERB})(?:投产|投用|达效|交付|运营)?", action) else ""


def _without_verb(phrase: str) -> str:
    plain = _EDGE.sub("", LEADING_VERBS.sub("", phrase))
    if len(plain) > 24 and "、" in plain:
        plain = plain.rsplit("、", 1)[1]
    vague = plain in GENERIC or len(plain) < 2 or re.fullmatch(r".{0,3}[率数量]", plain)
    return phrase if vague else plain


_MARK_PASSED = re.compile(r"(?:元)?(?:大关|关口|台阶|门槛)")  # 突破10亿大关 counts what stands before it


def subject_after(right: str, verb: str = "") -> Subject:
    """Subject named by the words after a number (建成|2个|方舱医院); `verb`: what stands before the number."""
    text = _EDGE.sub("", LEADING_WORDS.sub("", right))
    if len(text) < 1 or _MARK_PASSED.match(text):
        return NOTHING
    mentions = [
        mention for mention in find_indicators(text, colloquial=False) if _MODIFIER.fullmatch(text[: mention.start])
    ]
    phrase = _balanced(verb + text[:40])
    if mentions and (_TAIL.fullmatch(text[mentions[0].end :]) or _EVENT.match(text[mentions[0].end :])):
        return Subject(mentions[0].name, phrase, True)
    honoured = re.match(r"企业(?:获得|获批|获评|获|入选|通过|被认定为|列入|纳入)", text)
    named = find_indicators(text, colloquial=False) if honoured else []
    if named:
        return Subject(named[-1].name, phrase, True)
    noun = _noun(text)
    bare = noun if noun in GENERIC or len(noun) < 2 else ""
    indicator = (text[:14] if bare and len(text) > len(noun) else noun) if bare else noun
    if bare and indicator == noun and verb:
        indicator = verb + noun
    return Subject(_balanced(indicator), phrase)


def _noun(text: str) -> str:
    for match in _EVENT.finditer(text):
        if match.start() >= 2:
            return _EDGE.sub("", text[: match.start()])
    return _EDGE.sub("", text)


_ENTRY_VERB = re.compile(
    r"(?:调入|调出)(?:资金|预算稳定调节基金)?"
)  # an entry of an account, its verb part of its name


def leading_verb(text: str) -> str:
    """The verb that opens a phrase (新增停车泊位 -> 新增), shared by the rest of its list; "" if it has none."""
    plain = tidy(text)
    if canonical(plain) or _ENTRY_VERB.match(plain):
        return ""
    match = re.match(rf"(?:{ADVERB})*?(?P<verb>(?:{VERB})+)(?=.{{2}})", plain)
    return match["verb"] if match else ""


def without_done(subject: Subject) -> Subject:
    """完成地区生产总值 -> 地区生产总值: its kind tells that it was done. 完成投资 stays, an account."""
    phrase = _DONE.sub("", subject.phrase)
    indicator = subject.indicator if subject.known else _DONE.sub("", subject.indicator)
    return Subject(indicator, phrase, subject.known)


_OF_LEVEL = re.compile(r"^(?:县区级|[省市区县]本级|[省市区县]级|[市县]直|本级)(?=.{3})")


def without_level(subject: Subject) -> Subject:
    """县区级一般公共预算收入 of one county is its 一般公共预算收入."""
    plain = re.sub(_OF_LEVEL, "", subject.indicator)
    if plain == subject.indicator:
        return subject
    return Subject(known_name(plain) or plain, re.sub(_OF_LEVEL, "", subject.phrase), known_name(plain) is not None)


def is_aspect(text: str) -> bool:
    """Whether the words only say which side of a subject is measured (总量, 覆盖率)."""
    return bool(ASPECT_ONLY.fullmatch(tidy(text)))


_OF_CROP = re.compile(
    r"(?P<crop>[一-龥]{2,}?)(?:作物)?(?:(?:播种|种植|养殖|栽培|收获)(?:面积)?|面积|总?产量?|[亩单]产量?|[存出]栏量?|(?:综合|总)?产值)"
)


def with_aspect(subject: Subject, aspect: str) -> Subject:
    """The aspect of a subject: 市场主体 + 总量 stays 市场主体, 垃圾分类 + 覆盖率 becomes 垃圾分类覆盖率."""
    grown = _OF_CROP.fullmatch(subject.indicator)
    if (
        grown and not is_aspect(subject.indicator) and _OF_CROP.fullmatch("某某" + aspect)
    ):  # 粮食播种面积…,总产…: of 粮食
        phrase = grown["crop"] + aspect
        return Subject(known_name(phrase) or phrase, aspect, bool(known_name(phrase)))
    swapped = re.fullmatch(r"(?P<fund>.*)(?:收入|支出)(?:总计|合计)", subject.indicator)
    if swapped and re.fullmatch(r"(?:收入|支出)(?:总计|合计)", aspect):
        phrase = swapped["fund"] + aspect
        return Subject(known_name(phrase) or phrase, aspect, bool(known_name(phrase)))
    phrase = subject.indicator + aspect
    name = known_name(phrase) or canonical(phrase)
    if name:
        return Subject(name, aspect, True)
    if re.fullmatch(
        r"总量|总数|总额|总规模|规模|数量|增幅|增速|涨幅|降幅|年均增速|年均增幅|年均|平均|户数|总户数|人数|"
        r"总人数|件数|总量规模|位次|排名|平均值|均值|总面积|余额(?=$)",
        aspect,
    ):
        return Subject(subject.indicator, aspect, subject.known)
    return Subject(phrase, aspect)
