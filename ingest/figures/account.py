"""The accounts of a budget: which fund a bare 收入总计 is of, what 年初预算, 调整为, 实际完成 say of the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.figures.phrase import NOTHING, Subject, known_name
from vectorstore.budget_level import LEVEL

_SIDE = r"(?:预算)?总?(?:收入|支出)(?:预算)?(?:数|总计|合计)?(?:安排|预计)?|(?:收入|支出)(?:总计|合计|总量)"
_ACCOUNT = re.compile(rf"(?:{LEVEL.pattern})?(?:年初|当年|本年|年度)?(?:{_SIDE})")
_BALANCE = re.compile(
    r"(?:当年|本年|年度|本年度)?(?:收支)?结余(?:预算)?|(?:年末|年终|历年)?(?:累计|滚存)+结余(?:预算)?"
)
_FUND = re.compile(
    r"一般公共预算|政府性基金预算|政府性基金|国有资本经营预算|国有资本经营|社会保险基金预算|社会保险基金|"
    r"社保基金预算|社保基金"
)
_SPELT = {"社保基金预算": "社会保险基金预算", "社保基金": "社会保险基金"}
# 职工基本医疗保险基金收入: one fund of several, with accounts of its own.
_OWN_FUND = re.compile(
    r"(?P<fund>[一-龥()]{2,16}?(?:保险|医保|养老)(?:基金)?(?:\([一-龥]+\))?(?:预算)?)"
    r"(?:总?(?:收入|支出)|(?:收支|累计|滚存|年末|当年|本年)*结余)"
)
# 政府性基金收入预算, 一般公共预算收入年初预算合计: the planned side of a fund.
_PLANNED = re.compile(
    rf"(?P<fund>一般公共|{_FUND.pattern})(?P<side>收入|支出)(?:年初|全年|调整|变动)?预算(?:数|合计|总计)*"
)
_APPROVED = re.compile(
    r"^(?:汇总|经)?[一-龥]{0,20}?(?:核定|下达|转贷(?=给?我[省市县区])|批准|批复|审议通过|审议批准)的?(?:[我全][省市区县州])?"
    r"(?P<level>(?:[省市区县州]本?级|本级)(?:\([^()]{2,16}\))?(?=20\d\d年))?(?:20\d\d年(?:末|底)?)?"
    r"(?=[一-龥“”()]{2,24}$)(?=.*(?:预算|限额|收入|支出|债券|债务|转移支付))"
)
_DONE_BY = re.compile(rf"^(?P<level>{LEVEL.pattern})(?:共|累计|及时|按时)?(?:完成|实现|安排|拨付|投入)(?=.{{3}})")
_ADJUSTED = re.compile(
    r"(?:(?:后|并)?经?[一-龥、]{0,16}?(?:批准|执行中|年中|同意))?(?:预算)?(?:调整|变动)|(?:执行中|年中)(?:按照?|依照?|经|因|根据)[一-龥、]{2,24}?(?:调整|变动)|执行中|实际|执行|[市县区州]?本级|市级"
)
_PLAN_WORDS = re.compile(
    r"(?:人代会|人大|大会|会议)[^,;。]{0,10}批[准复]的[^,;。]*$|"
    r"^年初[^,;。]{2,24}(?:收入|支出)(?:合计|总计)?(?:为|是|约|安排)*\s*$|"
    r"(?:年初预算|收入预算|支出预算|预算(?:收入|支出)?调整|调整预算|变动预算|批准调整|执行中调整|(?:执行中|年中)[一-龥、]{2,24}调整)(?:数|合计|总计)*"
    r"(?:为|是|约|安排|到|至)*\s*$"
)


def is_account(phrase: str) -> bool:
    """Whether words are only a side of a budget (收入总计, 市本级支出, 支出预算)."""
    return _ACCOUNT.fullmatch(phrase) is not None


def is_balance(phrase: str) -> bool:
    """Whether words are only what is left of a fund (当年结余, 年末滚存结余)."""
    return _BALANCE.fullmatch(phrase) is not None


def of_account(phrase: str, last: str, text: str, headings: Sequence[str]) -> Subject:
    """收入总计, 支出, 年末滚存结余: of the fund that the sentence so far (`text`) or else the headings speak of.

    职工医疗保险基金收入…,支出…: of the fund of its own that the number before (`last`) is of.
    市级政府性基金收入…,支出…: after a level's own account that of the same level, not of all.
    """
    level = LEVEL.match(phrase) or LEVEL.match(last)
    side = re.sub(
        r"安排|预计|^预算|年初|当年(?=收入|支出)|本年(?=收入|支出)", "", phrase.removeprefix(level[0] if level else "")
    )
    side = (
        re.sub(r"(?<=收入|支出)预算(?:数|合计|总计)*|(?<=结余)预算|(?:数|合计)$", "", side) if "预算" in side else side
    )
    side = side.replace("总量", "总计")
    printed = side if "预算" in phrase else phrase
    own = _OWN_FUND.fullmatch(re.sub(LEVEL, "", last))
    if own and not _FUND.fullmatch(own["fund"]):
        return Subject(own["fund"] + side, printed)
    told = (text, headings[-1] if headings else "", last, "".join(headings))
    funds = next((found for each in told if (found := _FUND.findall(each))), [])
    if not funds:
        return NOTHING
    fund = _SPELT.get(funds[-1], funds[-1])
    known = known_name(fund + side)
    if level:
        return Subject(level[0] + fund + side, printed)
    return Subject(known or fund + side, printed, known is not None)


_GAP = re.compile(r"[短超][收支]")


def is_gap(phrase: str) -> bool:
    """Whether words only say that an account fell short of its plan or exceeded it (短收|0.2亿元)."""
    return _GAP.fullmatch(phrase) is not None


_BARE_LEVEL = re.compile(
    r"(?:其中|[:,、(\s])*(?P<level>[市县区州]本级|[市州县区]级|[市县州]直|本级|县区级|县区|各区|各县)(?:[为:\s])*"
)


def bare_level(words: str) -> str:
    """The level that all the words before a sum consist of (其中:市直|9亿元), else ""."""
    match = _BARE_LEVEL.fullmatch(words)
    return match["level"] if match else ""


def of_level(whole: Subject, level: str) -> Subject:
    """新增债券资金9亿元,其中:市直3亿元: the level's own part of the whole that is shared out."""
    name, phrase = LEVEL.sub("", whole.indicator), LEVEL.sub("", whole.phrase)
    return Subject(level + name.removeprefix("地方"), level + phrase)


_STATE_CAPITAL = re.compile(rf"(?P<level>{LEVEL.pattern})?国有资本经营(?P<side>收入|支出)")


def of_state_capital(phrase: str, headings: Sequence[str]) -> Subject:
    """国有资本经营收入 below a heading of that fund is the fund's; elsewhere it is an entry of 非税收入."""
    match = _STATE_CAPITAL.fullmatch(phrase)
    if not match or not any("国有资本经营预算" in heading for heading in headings[-1:]):
        return NOTHING
    name = f"{match['level'] or ''}国有资本经营预算{match['side']}"
    return Subject(known_name(name) or name, phrase, known_name(name) is not None)


def without_approval(phrase: str) -> str:
    """市人大批准的市级政府性基金收入预算 -> 市级政府性基金收入预算, 省财政厅核定我市政府债务限额 -> 政府债务限额."""
    return _DONE_BY.sub(r"\g<level>", _APPROVED.sub(r"\g<level>", phrase))


def planned(phrase: str) -> str:
    """The account that a planned one is the plan of: 社会保险基金收入预算 -> 社会保险基金预算收入."""
    phrase = re.sub(r"(?<=预算)(?:调整|变动)$", "", phrase)
    match = _PLANNED.search(phrase)
    if not match or match.end() != len(phrase):
        return phrase
    fund = match["fund"].removesuffix("预算") + "预算"
    return phrase[: match.start()] + _SPELT.get(fund, fund) + match["side"]


def is_adjusted(phrase: str) -> bool:
    """调整后的支出预算: what the account spoken of was changed to."""
    return re.fullmatch(r"调整后的?(?:收入|支出)?预算", phrase) is not None


def only_adjusts(phrase: str) -> bool:
    """执行中调整, 实际, 经市人大常委会批准调整: what becomes of the account spoken of, no account itself."""
    return _ADJUSTED.fullmatch(phrase) is not None


def tells_budget(before: str) -> bool:
    """Whether the words right before a sum say that it was planned (年初预算合计, 调整预算为)."""
    return _PLAN_WORDS.search(before) is not None
