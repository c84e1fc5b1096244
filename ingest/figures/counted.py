"""What a number counts where its noun stands behind it: 新建24所学校, 甲乡42名及乙区1449名贫困人口."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.figures.objects import spent_on, with_shared_action
from ingest.figures.phrase import (
    NOTHING,
    Subject,
    is_aspect,
    leading_verb,
    pure_action,
    subject_after,
    tidy,
    with_aspect,
)
from ingest.figures.spans import LIST_MARK, Spans, noun_follows
from ingest.figures.words import ADVERB, VERB
from vectorstore.quantity import Quantity, dimension

Found = tuple[Subject, tuple[str, ...]]
"""A subject and what is doubtful about it."""

_MEASURED = {
    *("time", "working days", "months", "money", "usd", "hkd", "eur"),
    *("percent", "percentage point", "multiple", "doubling"),
}


_FOR_WHOM = re.compile(r"[、和及与]\s*(?:为|给|向|对)")  # 建设…、为1.6万名妇女…: not built for them
_GIVEN = re.compile(r"(?:给予|予以|奖励|补助|补贴|资助|享受)[^,;。]{0,12}$")
_AID = re.compile(r"的?[一-龥]{0,8}?(?:补贴|补助|奖励|资助|奖金|贴息|扶持资金|启动资金|入股支持)")


def counted(spans: Spans, index: int, before: Subject, head: str, right: str, verb: str) -> Found | None:
    """The subject that stands behind a number (新建24所学校) and what is doubtful; None where none does.

    before: the subject that the words before give. head, right: words before and after it in its clause.
    verb: the verb of the list that the number stands in, "" outside one.
    """
    quantity = spans.quantities[index]
    if not quantity.unit:
        return None  # 新建学校18|新增学位…: its unit is lost, what follows is another clause
    named = _shared_noun(spans, index, right, before) or spent_on(spans, index, before)
    if named:
        return named, ()
    if not noun_follows(right) or pure_action(right):
        return None
    size = dimension(quantity.unit)
    if size == "percent":
        return _share_of(quantity, before, head, right)
    if size in _MEASURED:
        aid = _AID.match(right) if _GIVEN.search(head) else None
        if aid:  # 给予最高不超过50万元一次性奖励
            return Subject(aid[0].lstrip("的"), tidy(head) + aid[0]), ()
        if not _is_granted(before, head, right):
            return None
        if cost := re.search(r"总?投资$", tidy(head)):
            return with_aspect(subject_after(spans.counted(index)[1:]), cost[0]), ()
    elif before.known and re.match(r"建设|改造|等", right):
        return None
    shared = bool(index and LIST_MARK.match(spans.left(index)) and not _FOR_WHOM.match(spans.left(index)))
    own = leading_verb(head + "某某") or (verb if shared else "")
    after = subject_after(with_shared_action(spans, index, spans.counted(index), own), own)
    return (after, ()) if after else None


def _is_granted(before: Subject, head: str, right: str) -> bool:
    """Whether the noun behind a sum or a time is what it is of: 获得3000万元的贷款, 总投资4亿元的某某项目."""
    granted = right.startswith("的") and len(right) > 3 and re.search(r"(?:获得|享受|得到|投资)$", tidy(head))
    return not ((before and not granted) or re.search(r"同比|增长|下降|较", head) or is_aspect(head))


def _share_of(quantity: Quantity, before: Subject, head: str, right: str) -> Found | None:
    """90%义务段学校完成创建, 建成区50%以上面积达到要求: the share is of everything that the words say."""
    if before and quantity.qualifier and not re.match(rf"(?:{ADVERB})|(?:{VERB})", right):
        return Subject(before.indicator + right, before.phrase + right), ()
    if before or re.search(r"同比|增长|下降|较", head):
        return None
    whole = tidy(right)[:30]
    return (Subject(whole, whole), ()) if whole else None


def _shared_noun(spans: Spans, index: int, right: str, before: Subject) -> Subject:
    """甲乡42名及乙区1449名贫困人口: the noun after the second number is counted by both."""
    if index + 1 >= len(spans.quantities):
        return NOTHING
    quantity = spans.quantities[index]
    following, tail = spans.quantities[index + 1], spans.right(index + 1)
    things = dimension(quantity.unit) in {"people", "count:户", "count:家", "count:个", "count:批"}
    if things and not right and not before and following.start == quantity.end and noun_follows(tail):
        return subject_after(tail)  # 9821户31264名贫困人口
    if not LIST_MARK.match(right) or before.known or not before:
        return NOTHING
    if following.unit != quantity.unit or following.start != quantity.end + len(right):
        return NOTHING
    noun = subject_after(tail) if noun_follows(tail) else NOTHING
    return replace(noun, phrase=before.phrase + noun.indicator) if noun else NOTHING
