"""Nouns that a number shares with others or that stand further off: what money buys, 甲、乙改造, 上线…,上线率."""

from __future__ import annotations

import re

from ingest.figures.phrase import NOTHING, Subject, subject_after, subject_before, tidy
from ingest.figures.spans import LIST_MARK, Spans
from ingest.figures.words import ADVERB, BOUNDARY, UNNAMED, VERB
from vectorstore.quantity import dimension

_ACTION = re.compile(
    r"(?:改造|建设|整治|修复|治理|提升|更新|征收|拆迁|拆除|登记|安装|加装|新建|改建|扩建|升级|维修|清淤|验收|培训|筛查)$"
)
_NEEDS_ACTION = re.compile(r"(?:完成|实施|推进|启动|开展)$")
_ONLY_LISTED = re.compile(r"\s*(?:、|和|及|与|以及)\s*(?:约|近|超过|超)?\s*")
_OBJECT = re.compile(rf"(?:(?:{ADVERB})|用于|专项用于)*(?P<verb>(?:{VERB})+)(?:了)?(?P<object>.{{2,}})$")
_MONEY_NOUN = re.compile(
    r"(?:[资基奖租税费款息罚]金|投[资入]|收入|支出|总?额|产值|增加值|[费款税贷债券价值]|补贴|补助|利润|成本|融资|预算)$"
)
_FOR_PEOPLE = re.compile(r",(?:先后|累计|直接)?(?:帮助|帮扶|惠及|带动|服务)")  # whom it helped, not what it built
_OF_BEFORE = re.compile(r"(?P<stem>[一-龥]{2,4}?)(?:[率价]|占比|增速|增幅)")


def spent_on(spans: Spans, index: int, before: Subject) -> Subject:
    """投资|21.6亿元|全面启动129个老旧小区改造, 某公司|22亿元|摘牌沿江地块: what the clause says money is for."""
    quantity = spans.quantities[index]
    if dimension(quantity.unit) != "money" or before.known:
        return NOTHING
    unnamed = (before.phrase or tidy(spans.left(index))) in UNNAMED
    if not unnamed and (not before or _MONEY_NOUN.search(before.phrase) or re.match(VERB, before.phrase)):
        return NOTHING
    found = _OBJECT.fullmatch(_rest(spans, index) or (_next_clause(spans, index) if unnamed else ""))
    named = subject_after(found["object"]) if found else NOTHING
    if not found or not named:
        return NOTHING
    if unnamed:
        money = "资金" if before.phrase and "投" not in before.phrase else "投资"
        return Subject(named.indicator + money, named.phrase + (before.phrase or money))
    return Subject(named.indicator, found["verb"] + named.phrase)


_BARE_SUM = re.compile(
    rf"(?:(?:{ADVERB})|(?:{VERB})|统筹|[省市县区]本?级|财政|各类|各级)*(?:(?:专项|补助)?(?:资金|经费|投资|财力)|(?:下达|拨付|筹集|筹措|统筹|安排))"
)
_PURPOSE = re.compile(
    rf"\s*,?(?:专项|重点|全部|{ADVERB})*(?:用于|支持|保障|投向|引导|推动|推进|促进|助力|落实|完善|改善|提升|提高|加强|强化|加大|确保|实施|开展|建设|健全|优化|扩大|巩固|培育|治理|维护)"
    r"(?:支持|保障|实施|推进|推动|开展|发放)?"
    r"(?P<what>(?!我|全)[^,;。]{4,36})"
)


def paid_for(spans: Spans, index: int, before: Subject) -> Subject:
    """筹措资金19万元,支持老旧小区改造和租赁住房补助: a sum without a name is that of what it was spent on."""
    quantity = spans.quantities[index]
    words = before.phrase or spans.left(index).strip("、,; ")
    if before.known or dimension(quantity.unit) != "money" or not _BARE_SUM.fullmatch(words):
        return NOTHING
    found = _PURPOSE.match(spans.text, quantity.end)
    if not found or re.search(r"\d", found["what"]):
        return NOTHING
    what = re.sub(r"等(?:重点)?(?:方面|领域|工作|项目)?(?:建设|实施)?$", "", tidy(found["what"]))
    return Subject(what + "资金", what + words) if len(what) > 3 else NOTHING


def _next_clause(spans: Spans, index: int) -> str:
    """投资512万元,|建设乡间公路14条: the clause behind a comma that directly follows the sum."""
    end = spans.quantities[index].end
    if LIST_MARK.match(spans.left(index)) or _FOR_PEOPLE.match(spans.text, end):
        return ""
    return _rest(spans, index, end + 1) if spans.text[end : end + 1] == "," else ""


def _rest(spans: Spans, index: int, start: int | None = None) -> str:
    """The clause from a number (or `start`) on, without the numbers in it."""
    start = spans.quantities[index].end if start is None else start
    boundary = BOUNDARY.search(spans.text, start)
    end = boundary.start() if boundary else len(spans.text)
    rest = spans.text[start:end]
    for quantity in reversed(spans.quantities[index + 1 :]):
        if start <= quantity.start < end:
            rest = rest[: quantity.start - start] + rest[quantity.end - start :]
    return rest.rstrip(")")


def with_shared_action(spans: Spans, index: int, noun: str, verb: str) -> str:
    """完成73处混错接、28处二次供水改造: the action that closes the list belongs to all of its members."""
    if not _NEEDS_ACTION.search(verb) or _ACTION.search(noun):
        return noun
    last, between = index, ""
    while last + 1 < len(spans.quantities):
        between = spans.text[spans.quantities[last].end : spans.quantities[last + 1].start]
        listed = max(between.rfind("、"), between.rfind("和"), between.rfind("及"))
        if listed <= 0 or not _ONLY_LISTED.fullmatch(between[listed:]) or BOUNDARY.search(between):
            break
        last += 1
    action = _ACTION.search(tidy(spans.counted(last))) if last > index else None
    return noun + action[0] if action else noun


def of_clause_before(spans: Spans, index: int, before: Subject, last: Subject) -> Subject:
    """一本上线488人,上线率91.2%; 某大厦顺利摘牌,摘牌价10亿元: the rate or price of what was just named."""
    named = _OF_BEFORE.fullmatch(before.phrase)
    if not named or before.known:
        return NOTHING
    stem, start = named["stem"], spans.clause_start(spans.quantities[index].start)
    if last.indicator.endswith(stem) and len(last.indicator) > len(stem):
        return Subject(last.indicator.removesuffix(stem) + before.phrase, before.phrase)
    clause = tidy(spans.text[spans.clause_start(max(0, start - 1)) : start].rstrip(",;:。"))
    holder = re.sub(rf"(?:{ADVERB})*{stem}$", "", clause) if clause.endswith(stem) else ""
    named_before = subject_before(holder) if len(holder) > 1 else NOTHING
    return Subject(named_before.indicator + before.phrase, before.phrase) if named_before else NOTHING
