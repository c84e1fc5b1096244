"""What a question says in numbers: its periods, the unit asked for, the quantities that it states itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from app.chain import Scope
from app.understanding.question_text import QuestionText
from vectorstore.numerals import chinese_number
from vectorstore.period import Period
from vectorstore.periods import PeriodMention, find_periods
from vectorstore.quantity import Quantity, canonical_unit, dimension, find_quantities

_UNIT_ASKED = re.compile(
    r"(?:多少|几多|几|(?:换|换算|折|折合|折算|转|转换|化|写)(?:成|为|到)|折合?|合|用|以|按|单位(?:要?用|是|为|要|统一为?|[:：])|=[?？]?)(?:个)?[“\"]?"
    r"(百分点|(?:万亿|[千万亿])?(?:元|美元)|(?:[万亿])?(?:平方公里|平方米|平米|平(?!台|均|方|安)|公顷|亩(?!产)|公里|吨标准煤|吨|公斤|千克|斤"
    r"|立方米|千瓦时|千瓦|兆瓦|吉瓦|毫米|厘米|米(?=[?？。,，是呢的几]|$)|度电|人次)|万人|小时|分钟|天(?!然|桥)|工作日|个月)"
)
_LOOSE_UNITS = {"百分点": "个百分点", "趟": "次", "平": "平方米", "万平": "万平方米", "度电": "千瓦时"}
_BRACKETED_UNIT = re.compile(r"[（(](亿元|万元|亿美元|万人|公顷|平方公里|%)[)）]")
_UNIT_AT_END = re.compile(r"(?<=[数额值] )(亿元|万元|亿美元|万人)$")
_COUNTED = re.compile(
    r"(?<!第)(?<!哪)(?:多少|几)(?!份文件|份报告|份材料|[处个]说法|处(?:提法|写法|地方|数)|块钱|个[区县点亿月方报文说数口])[十百千万亿]*"
    r"(批次|个|家|所|条|处|座|套|户|人|项|件|张|台|部|辆|名|位|场|次|根|份|篇|批|只|栋|幢|块|棵|株|间|起|支|例|分(?!钟|之|公司|校|局|部|别)|笔|宗|艘|架|头|枚|册|盏|趟)"
    r"(?<!人(?=[民口才大力均]))(?!间)"
)
_SCALED_COUNT = re.compile(r"(?:多少|几)(万(?:[个家户套件处辆台张次]|(?![方平立])[一-鿿]{1,3}(?=[,，?？。呢]|$)))")
_PERCENT_ASKED = re.compile(r"百分之(?:几|多少)|(?:几|多少)个点|percent")
_MONEY_ASKED = re.compile(
    r"(?:多少|几)块?钱|多少资金|[花投][了出]?多少(?:块?钱)?|(?<![,，、\s])(?:多少|几)块(?=[?？。,，呢]|$)"
)
_IMPLIED_UNITS = (
    (
        re.compile(
            r"^(?!.*(?:时间|时长|时限|工期|年限|期限|限期|年|月|周期|寿命|假)[^,，]{0,4}多长).*多[长远宽深](?!时间)"
        ),
        "公里",
    ),
    (
        re.compile(
            r"(?:摘牌价|价格|单价|金额|总投资|投资额|资金|经费|成交额|佣金|补贴)(?:是|为|有)?(?:多少|多大|几何)?[?？]?$"
        ),
        "元",
    ),
    (re.compile(r"面积(?:是|为|有)?(?:多少|多大)?[?？]?$|^多(?:大|少)面积[?？]?$"), "平方米"),
    (re.compile(r"(?:人数|人口)(?:是|为|有)?(?:多少)?[?？]?$"), "人"),
)
_SIZE_OF = re.compile(r"(?:及?以上)的?(?:工业|产业|重大|重点|制造业)?(?:项目|企业)")
_JOINED = re.compile(r"[和与及、,，]")
_LOOSE_MONEY = re.compile(r"多少(?:个)?亿(?![吨人度立美])|几个亿")
_BASE_YEAR = re.compile(
    r"(?:比|较|跟|与|和)(?:上年|去年|上一年|上年度|前一年|头一年|头年)(?:同期|末|底)?(?:的)?(?:年初)?(?:预计|决算|预算|执行|完成|实际)?数?(?!呢|多多少|少多少)"
)
_BASE_PERIOD = re.compile(r"[”\"]?(?:的)?基[期年]")
_IN_PLAN = re.compile(r"[”\"’]?(?:规划|指标|纲要|目标|计划)[^,，。?？]{0,8}(?:里|中|内|表)|[”\"’]?(?:规划|纲要)")
_COMPARED_WITH = re.compile(r"(?:比|较|跟|与|同|和|相比)$")

_THRESHOLD_OF = re.compile(r"[岁分](?:及|含|或)?以[上下内]")
# 破千亿, 迈上两千亿元台阶: a threshold said in round words.
_THRESHOLD = re.compile(
    r"(?:突破|跨过|跨越|跨上|迈上|迈过|站上|冲破|冲上|登上|超过|超|破|过|上|达到|达)了?"
    r"(?P<text>(?P<times>[一两二三四五六七八九]?)(?P<scale>[百千万])亿(?:元|大关)?)(?![\d吨千人立美多])"
)
# 是全保定第一吗: a place in an order, said without 全市 or 排名.
_BARE_RANK = re.compile(
    r"(?:全[一-鿿]{1,4}|是|排|居|列|拿了?|得了?)的?(?P<text>第(?P<low>[一二三四五六七八九十]+|\d+)(?:名|位(?!置))?|(?:首|榜首|头)(?:位|名)|榜首)"
    r"(?=[,，。?？!！、吗么呢吧\s]|$|的吗|对不|是不是)"
)
_SCALES = {"百": 100, "千": 1000, "万": 10000}


def read_periods(rest: QuestionText, report_year: int | None, scope: Scope) -> tuple[tuple[Period, ...], bool]:
    """The periods named, and whether a year was named only to compare with (比上年)."""
    base = _BASE_YEAR.search(rest.text)
    if base:
        rest.take(base.start(), base.end())
    mentions = [
        m
        for m in find_periods(rest.text, report_year, short_years=True)
        if rest.is_free(m.start, m.end) and rest.text[m.end : m.end + 1] not in ("届", "次")
    ]
    mentions = [m for m in mentions if m.certain] or mentions
    bracketed = re.search(r"[（(](20\d\d)年?[)）]", rest.text)
    if bracketed and not any(re.search(r"20\d\d", m.text) and str(bracketed[1]) not in m.text for m in mentions):
        rest.take(bracketed.start(), bracketed.end())
        for mention in mentions:
            rest.take(mention.start, mention.end)
        year = int(bracketed.group(1))
        part = next((m.period.part for m in mentions if m.period.part), "")  # 前三季度GDP(2020年)
        return (Period(year, year, part),), False
    periods: list[Period] = []
    growth = base is not None
    for mention in mentions:
        rest.take(mention.start, mention.end)
        if _BASE_PERIOD.match(rest.text, mention.end):
            periods.append(Period.year(mention.period.start - 1))  # 十三五基期 is 2015
            continue
        if mention.text == "全年":
            continue  # all of a year that is named, or that was named before
        relative = not re.search(r"\d|五", mention.text)
        if relative and _COMPARED_WITH.search(rest.text[: mention.start].rstrip()):
            growth = True
        else:
            periods.append(mention.period)
    periods = _without_titles(periods, mentions, rest.text)
    if not periods and len(scope.years) == 1:
        periods = [Period.year(scope.years[0])]
    return tuple(dict.fromkeys(periods)), growth


_OF_A_REPORT = re.compile(r"的?(?:政府)?(?:工作)?报告(?:里|中|上|内|的说法|口径)?(?=[)）,，]|$|倒推|推算|提到|说|写)")


def _without_titles(periods: list[Period], mentions: Sequence[PeriodMention], text: str) -> list[Period]:
    """“十四五”规划里2025年的…: a plan that only says where to look for a year within it is no period asked for."""
    titles = {m.period for m in mentions if m.period.start < m.period.end and _IN_PLAN.match(text, m.end)}
    years = [p for p in periods if p.start == p.end]
    reports = {m.period for m in mentions if m.period.start == m.period.end and _OF_A_REPORT.match(text, m.end)}
    # “十四五”期间从2020年到2025年增加了多少: the span from the year before is the one that is meant
    led_up = {p for p in periods if p.start < p.end and any((q.start, q.end) == (p.start - 1, p.end) for q in periods)}
    periods = [p for p in periods if p not in led_up]
    if set(periods) - reports:
        periods = [p for p in periods if p not in reports]  # 过去五年(2022年报告)
    return [p for p in periods if p not in titles or not any(p.start <= y.start <= p.end for y in years)]


def read_unit(rest: QuestionText) -> tuple[str, bool]:
    """The unit asked for, and whether only its dimension was said."""
    asked = (
        (_UNIT_ASKED, "", False),
        (_BRACKETED_UNIT, "", False),
        (_UNIT_AT_END, "", False),
        (_PERCENT_ASKED, "%", True),
    )
    for pattern, unit, loose in (
        *asked,
        (_LOOSE_MONEY, "亿元", False),
        (_MONEY_ASKED, "元", True),
        (_SCALED_COUNT, "", True),
        (_COUNTED, "", True),
    ):
        match = pattern.search(rest.text)
        if match:
            rest.take(match.start(), match.end())
            return unit or _LOOSE_UNITS.get(match.group(1), canonical_unit(match.group(1))), loose
    for pattern, unit in _IMPLIED_UNITS:
        if pattern.search(rest.text) and not _JOINED.search(rest.text):  # 旅游收入和游客人数: only the last is counted
            return unit, True
    return "", False


def read_claims(rest: QuestionText) -> tuple[Quantity, ...]:
    claims = []
    for quantity in find_quantities(rest.text):
        if not rest.is_free(quantity.start, quantity.end) or not re.search(
            r"[\d一二三四五六七八九两半]", quantity.text
        ):
            continue  # 多少万亿元 asks, it does not claim
        if dimension(quantity.unit) == "money" and _SIZE_OF.match(rest.text, quantity.end):
            continue  # 10亿元以上项目: which projects are meant
        if quantity.unit in ("岁", "分") and _THRESHOLD_OF.search(rest.text[quantity.start : quantity.end + 4]):
            continue  # 60岁以上老人, 600分以上: who is meant
        rest.take(quantity.start, quantity.end)
        if not _counts_parts(rest.text, quantity):
            # 是610亿吗: money unless something else is said
            claims.append(replace(quantity, unit="亿元") if quantity.unit == "亿" else quantity)
    return (*claims, *_thresholds(rest), *_bare_ranks(rest))


def _thresholds(rest: QuestionText) -> list[Quantity]:
    found = []
    for match in _THRESHOLD.finditer(rest.text):
        if rest.is_free(match.start("text"), match.end("text")):
            rest.take(match.start(), match.end())
            times = "一二三四五六七八九".find(match["times"].replace("两", "二")) + 1 if match["times"] else 1
            value = Decimal(times * _SCALES[match["scale"]])
            found.append(Quantity(value, "亿元", match.start("text"), match.end("text"), match["text"], qualifier="超"))
    return found


def _bare_ranks(rest: QuestionText) -> list[Quantity]:
    found = []
    for match in _BARE_RANK.finditer(rest.text):
        if rest.is_free(match.start("text"), match.end("text")):
            rest.take(match.start("text"), match.end("text"))
            low = match["low"] or "1"  # 全市首位
            value = Decimal(low if low.isdigit() else chinese_number(low))
            found.append(Quantity(value, "位", match.start("text"), match.end("text"), match["text"], rank=True))
    return found


def _counts_parts(text: str, quantity: Quantity) -> bool:
    """哪五个方面, 四个区, 十件实事, 甲、乙两个市: a small count of parts is no claim about a figure."""
    if quantity.unit in {"%", "个百分点"} or quantity.value > 30:
        return False
    return bool(
        re.match(
            r"(?:方面|部分|[区市县省]|地[区方]|城市|问题|层级|级别|年|数|指标|行业|报告|文件|人|(?:民生)?实事|办|规定)",
            text[quantity.end :],
        )
        or re.search(r"哪$", text[: quantity.start])
    )
