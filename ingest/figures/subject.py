"""What a number counts, seen from its sentence: its own words, the list it stands in, or the subject carried on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.figures.account import (
    bare_level,
    is_account,
    is_adjusted,
    is_balance,
    is_gap,
    of_account,
    of_level,
    of_state_capital,
    only_adjusts,
    planned,
    without_approval,
)
from ingest.figures.counted import Found, counted
from ingest.figures.draft import Draft
from ingest.figures.measure import Reading
from ingest.figures.objects import of_clause_before, paid_for
from ingest.figures.phrase import (
    NOTHING,
    Subject,
    is_aspect,
    leading_verb,
    pure_action,
    subject_after,
    subject_before,
    tidy,
    with_aspect,
)
from ingest.figures.spans import BASE_VALUE, LIST_MARK, Spans, is_place
from ingest.figures.whole import is_shared_total, of_heading, of_households, of_kind, of_whole
from ingest.figures.words import UNNAMED, VERB
from vectorstore.figure import Measure
from vectorstore.indicators import canonical, find_indicators, indicator
from vectorstore.quantity import Quantity, dimension, split_scale

_SORTED = re.compile(r"\s*(?:分|从|按).{1,10}?(?:看|分|统计|计算)")  # 分地区看, 按经营地统计: no subject

_EACH = re.compile(
    r"[、,和\s]*(?P<each>人均|户均|亩均)(?:水平)?(?:预计|将)?(?:实现|完成|达到|达|为|约|近|突破|超过|超)*"
)
_QUOTED_OPENING = re.compile(r"“[^“”]{2,8}”(?=获|入选|列入|被|通过|成为|荣)")
_CARRIED = ("指标承前",)
_UNSAID = ("指标未写明",)


class SubjectReader:
    """Keeps the subject spoken of while the numbers of a sentence are read from left to right."""

    def __init__(
        self, text: str, quantities: Sequence[Quantity], carried: Subject, lead: str, section: tuple[str, ...]
    ) -> None:
        self.text = text
        self.quantities = quantities
        self.spans = Spans(text, quantities)
        self.subject = carried
        self.carried = bool(carried)
        self.lead = lead
        self.section = section
        self.verb = ""
        self.drafts: list[Draft] = []
        self.named: dict[int, Subject] = {}
        self.outside: tuple[Subject, bool, int] | None = None  # the subject to go back to behind a bracket

    def add(self, index: int, drafts: list[Draft], *, keep: bool) -> None:
        """Take in the drafts of a number; ranks and bracketed remarks leave the subject as it was."""
        self.drafts += drafts
        subject = drafts[-1].subject
        self.named[index] = subject
        if not subject or not keep or is_gap(subject.phrase):
            return
        quantity = self.quantities[index]
        closed = self.text.find(")", quantity.end)
        apposed = self.text[quantity.start - 1 : quantity.start] == "(" and closed == quantity.end  # 税收占比(71.7%)
        if apposed or not self.spans.bracketed(quantity.start):
            self.subject, self.carried, self.outside = subject, False, None
        elif closed >= 0:
            self.outside = self.outside or (self.subject, self.carried, closed)
            self.subject, self.carried = subject, False

    def read(self, index: int, reading: Reading, member: str | int | None, becomes: bool) -> Found:
        """The subject of a number and what is doubtful about it.

        member: its place in a 分别 list (words, or the index of an earlier number). becomes: first of 由A增长到B.
        """
        if self.outside and self.outside[2] < self.quantities[index].start:
            self.subject, self.carried, _ = self.outside
            self.outside = None
        if member is not None:
            found = subject_before(member) if isinstance(member, str) else self.named.get(member, NOTHING)
            if found:
                return found, ()
            if member == "":
                return (subject_before(reading.head) or self.subject), ("分项未写明",)
        if self.spans.reached(index):
            return self.drafts[-1].subject, ()
        head = re.sub(r"(?:由|从)[^,;。、]{0,12}$", "", reading.head) if becomes else reading.head
        if index and is_shared_total(self.spans, index):
            return self.subject, ()
        before = self._before(index, reading, head)
        right = "" if becomes else self.spans.right(index)
        behind = counted(self.spans, index, before, head, right, self.verb)
        if behind and (own := leading_verb(head + "某某")):
            self.verb = own  # 建成127条道路、6座桥梁: the bridges were built, too
        subject, doubts = behind or self._named(index, before, head, reading)
        if self.quantities[index].rank:  # 全国第5|家出口某物的企业
            subject = replace(subject, indicator=re.sub(r"^[家个座所](?=[一-龥]{3})", "", subject.indicator))
        subject = _output(subject, reading)
        return (subject if _possible(self.quantities[index], subject) else _unknown(subject)), doubts

    def _before(self, index: int, reading: Reading, head: str) -> Subject:
        if reading.measure is Measure.SHARE and reading.base:
            whole = subject_before(
                self.spans.left(index)
            )  # 研发投入占GDP比重: the share may be an indicator of its own
            if whole.known and "占" in whole.phrase:
                return whole
            spent = subject_before(head)
            if spent.indicator == "研发经费投入" and re.search(r"生产总值|GDP", reading.base):
                return Subject("研发经费投入强度", spent.phrase, True)  # 研发经费支出相当于生产总值的比例
        return _account_named(subject_before(_last_clause(head)))

    # -- the words before it

    def _named(self, index: int, before: Subject, head: str, reading: Reading) -> Found:
        quantity, left = self.quantities[index], self.spans.left(index)
        if self.subject and BASE_VALUE.fullmatch(left):
            return self.subject, ()
        if self.subject and not before.known and is_place(before.phrase):
            return self.subject, ()
        if entry := self._entry(before, quantity, head):
            return entry
        last = NOTHING if self.carried else self.subject
        part = of_whole(self.spans, index, before, self.subject, reading) or of_kind(self.spans, index, before, last)
        part = part or of_households(before, self.subject)
        if part or (part := paid_for(self.spans, index, before)):
            return part, ()
        if before and before.phrase in UNNAMED:
            return self._unnamed(before, self.spans.counted(index), listed=bool(LIST_MARK.match(left)))
        if before and (rated := of_clause_before(self.spans, index, before, self.subject)):
            return rated, ()
        if before and is_aspect(before.phrase):
            return self._aspect(before, quantity, self.spans.counted(index))
        if before:
            return self._with_verb(before, index, left), ()
        action = pure_action(head) or (pure_action(self.spans.right(index)) if not tidy(head) else "")
        if action:
            return self._done(action, quantity, left)
        return self._inherited(quantity, reading)

    def _of_each(self, each: str) -> Subject:
        """生产总值达到110亿元、人均达到4.6万元: of the same quantity, a head."""
        if self.subject.indicator.startswith(each):
            return self.subject
        name = each + self.subject.indicator
        return Subject(canonical(name) or name, name, canonical(name) is not None)

    def _entry(self, before: Subject, quantity: Quantity, head: str) -> Found | None:
        """An account that takes its name from the one before it or from the fund: 其中:市直, 支出总计, 短收."""
        if self.subject and not self.carried and (each := _EACH.fullmatch(head)):
            return self._of_each(each["each"]), ()
        if self.subject and (level := bare_level(head)):
            return of_level(self.subject, level), ()
        if self.subject and is_adjusted(before.phrase):
            return self.subject, ()
        summed = is_account(before.indicator) and "总" in before.indicator  # 债务还本、上解支出等支出总量
        if before and (summed or is_account(before.phrase) or is_balance(before.phrase)):
            side = before.indicator if summed else before.phrase
            account = of_account(side, self.subject.indicator, self.text[: quantity.start], self.section)
            return (account, ()) if account else (before, _UNSAID)
        if fund := of_state_capital(before.phrase, self.section):
            return fund, ()
        if self.subject and is_gap(before.phrase):
            return Subject(self.subject.indicator + before.phrase, before.phrase), ()
        return None

    def _unnamed(self, before: Subject, right: str, *, listed: bool) -> Found:
        """投入资金257529万元 under 一是促进教育改革发展。: the point that it stands under names it."""
        if right.startswith("的") and len(right) > 3:  # 投资0.8亿元的某某水厂
            return with_aspect(subject_after(right[1:]), re.sub("^完成", "", tidy(before.phrase))), ()
        if self.subject and not self.carried and "投资" in before.phrase:
            project = re.sub(r"(?:总|年度|完成)?投资$", "", self.subject.indicator)
            return Subject(project + before.phrase, before.phrase), ()
        if listed and self.subject and not self.carried:  # 争取国债项目38个、资金20亿元
            return Subject(self.subject.indicator + before.phrase, before.phrase), ()
        if not self.lead:
            return before, _UNSAID
        return Subject(f"{self.lead}{before.phrase}", before.phrase), _CARRIED

    def _with_verb(self, subject: Subject, index: int, left: str) -> Subject:
        """Members of a list share the verb of its head: 新增停车泊位1.3万个、充电桩3712个."""
        verb = leading_verb(subject.phrase)
        if verb:
            self.verb = verb
        elif re.match(VERB, subject.phrase) and not is_account(subject.phrase):
            return subject  # 建设…、新增养老床位: a known name with a verb of its own
        elif index and LIST_MARK.match(left) and self.verb:
            return replace(subject, phrase=self.verb + subject.phrase)
        elif not LIST_MARK.match(left):
            self.verb = ""
        return subject

    def _done(self, action: str, quantity: Quantity, left: str) -> Found:
        """A bare verb goes on with the subject if the unit does (建成投用3所), else it opens one (清淤2万立方米)."""
        alike = [each for each in self.drafts if split_scale(each.unit)[1] == split_scale(quantity.unit)[1]]
        things = dimension(quantity.unit).startswith(("count", "people"))
        last = ((things and alike) or self.drafts)[-1] if self.drafts else None
        if last and split_scale(last.unit)[1] == split_scale(quantity.unit)[1]:
            held = self.subject if last is self.drafts[-1] else last.subject
            plain = re.sub(rf"(?:{VERB})$", "", last.subject.indicator)  # 保障房新开工3581套、建成5366套
            if plain != last.subject.indicator and len(plain) > 1 and not last.subject.known:
                return Subject(plain + action, plain + action), ()
            return _acted(held, action, left), ()
        same_clause = last and self.spans.clause_start(last.quantity.start) == self.spans.clause_start(quantity.start)
        if last and same_clause and LIST_MARK.match(left):
            return Subject(last.subject.indicator + action, last.subject.phrase + action), _CARRIED
        done = re.match(rf"[一-龥]{{2,}}?{action}", last.subject.indicator) if last else None
        if done:  # 建成27个生态搬迁点,共搬迁1.2万户
            return Subject(done[0], done[0]), ()
        topic, certain = self._topic(quantity.start)
        if topic:
            return (
                topic if topic.phrase.endswith(action) else replace(topic, phrase=topic.phrase + action)
            ), () if certain else _CARRIED
        if last is None and self.subject:
            return _acted(self.subject, action, left), _CARRIED
        return Subject(action, action), _UNSAID

    def _aspect(self, aspect: Subject, quantity: Quantity, right: str) -> Found:
        """总量, 覆盖率, 总投资: of the noun after 的, of the clause before, or of the subject carried on."""
        if aspect.known:
            return aspect, ()
        name = tidy(aspect.phrase)
        if right.startswith("的") and len(right) > 3:  # 总投资57亿元的某某项目
            return with_aspect(subject_after(right[1:]), name), ()
        topic, certain = self._topic(quantity.start)
        if quoted := _QUOTED_OPENING.match(topic.phrase):
            topic = Subject(quoted[0], quoted[0])  # 粮食6万吨,“青柑”获地理标志,种植面积1万亩
        elif self.subject and not self.carried and not certain:
            topic = NOTHING
        holder = topic or self.subject
        if self.carried and not topic and self.text[self.spans.clause_start(quantity.start) :].startswith("  "):
            holder = NOTHING  # 开发区|营业收入1018亿元: of the place that the clause names
        if not holder or is_aspect(holder.indicator):
            headed = of_heading(name, self.section)
            return (headed, _CARRIED) if headed else (aspect, _UNSAID)
        carried = self.carried and holder == self.subject
        return with_aspect(holder, name), _CARRIED if carried or (topic and not certain) else ()

    # -- nothing of its own

    def _topic(self, at: int) -> tuple[Subject, bool]:
        """What the clauses since the number before speak of (开展垃圾分类,覆盖率达87%); True if it is known."""
        start = max((quantity.end for quantity in self.quantities if quantity.end <= at), default=0)
        between = self.text[start : self.spans.clause_start(at)]
        mentions = find_indicators(between, colloquial=False)
        if mentions:
            return Subject(mentions[-1].name, mentions[-1].text, True), True
        parts = re.split(r"[,;:]", between)[1 if start else 0 :]
        clauses = [tidy(clause) for clause in parts if not _SORTED.fullmatch(clause)]
        named = [found for clause in clauses if len(clause) > 3 and (found := subject_before(clause))]
        return (named[-1], False) if named else (NOTHING, False)

    def _opened_by(self, topic: Subject, quantity: Quantity) -> bool:
        """进出口总额未达要求,一季度下降5.1%: a known indicator that opens a clause since the last number."""
        last = max((q.end for q in self.quantities if q.end <= quantity.start), default=0)
        clauses = re.split(r"[,;:]", self.text[last : quantity.start])[1:]
        return any(tidy(clause).startswith(topic.phrase) for clause in clauses)

    def _inherited(self, quantity: Quantity, reading: Reading) -> Found:
        topic, certain = self._topic(quantity.start)
        goes_on = reading.measure in (Measure.GROWTH, Measure.CHANGE, Measure.RANK)
        if self.subject and not self.carried and (not certain or (goes_on and not self._opened_by(topic, quantity))):
            topic = NOTHING  # 96家企业获…认定,同比增长47.6%: the growth is that of the figure before
        if topic and not certain:
            return topic, _CARRIED
        subject = topic or self.subject
        if subject:
            if not _fits(quantity, subject):
                return subject, ("指标与单位不合",)
            return subject, _CARRIED if self.carried else ()
        start = self.spans.clause_start(quantity.start)
        clause = tidy(self.text[self.spans.clause_start(max(0, start - 1)) : start].rstrip(",;:。"))
        return Subject(clause[-16:], clause), _UNSAID


def _acted(subject: Subject, action: str, left: str) -> Subject:
    """建成投用 + 学校; 老旧小区改造 holds its 改造 already; 竣工投产 + 新开工项目: other projects.

    left: the words before the number. 启动小区改造42个,完成改造15个: what is done is not called begun.
    """
    bare = re.sub(rf"^(?:(?:年初|原定|年度)?计划)?新?(?:{VERB})(?=项目$|企业$)", "", subject.indicator)
    if bare != subject.indicator and not subject.known:
        return Subject(action + bare, action + bare)
    if not subject.indicator.endswith(action):
        return replace(subject, phrase=action + subject.indicator)
    over = "完成" in left and _BEGUN.match(subject.phrase)
    return replace(subject, phrase=f"完成{subject.indicator}") if over else subject


_BEGUN = re.compile(r"新?(?:启动|开工|实施|推进|开展)")


def _fits(quantity: Quantity, subject: Subject) -> bool:
    """Whether a known indicator can be measured in the number's unit."""
    known, size = indicator(subject.indicator), dimension(quantity.unit)
    rates = {"percentage point", "percent", "multiple", "doubling", "number"}
    if not known or not known.dimensions or quantity.rank or size in rates:
        return True
    counted = size.startswith("count") or size == "people"
    return size in known.dimensions or (counted and bool({"count", "people"} & set(known.dimensions)))


def _output(subject: Subject, reading: Reading) -> Subject:
    """经济增长6%左右 among the aims of a year: what grows is the output of all."""
    grows = reading.measure is Measure.GROWTH and not subject.known
    return Subject("地区生产总值", subject.phrase, True) if grows and _ECONOMY.fullmatch(subject.indicator) else subject


_ECONOMY = re.compile(r"(?:[全我][省市县区州])?(?:国民|区域|县域)?经济")


def _possible(quantity: Quantity, subject: Subject) -> bool:
    """False for things counted under a name of money: 交通运输30项 is not 交通运输支出."""
    known, size = indicator(subject.indicator), dimension(quantity.unit)
    counted = size.startswith("count") or size in {"people", "area", "length"}
    return not (known and counted and not quantity.rank and known.dimensions[:1] in (("money",), ("percent",)))


def _unknown(subject: Subject) -> Subject:
    return Subject(subject.phrase, subject.phrase)


def _account_named(subject: Subject) -> Subject:
    """The account without who approved it and without 预算; nothing where the words only tell what became of one."""
    if not subject or subject.known:
        return subject
    phrase = without_approval(subject.phrase)
    if only_adjusts(phrase):
        return NOTHING
    plain = planned(phrase)
    return subject if plain == subject.phrase else subject_before(plain)


def _last_clause(left: str) -> str:
    """Only the last part of words that hold a whole clause of their own: …人员|享受社保补贴."""
    match = re.search(
        r"(?:企业|人员|居民|群众|对象|职工|项目|人口|单位)"
        r"(?P<rest>(?:享受|发放|获得|减免|提供|申请|办理|申报|拨付|兑付|兑现|实施|完成|投入|返还|补贴)[^,]{2,})$",
        left,
    )
    return match["rest"] if match and len(left) >= 8 and not is_aspect(match["rest"][2:]) else left
