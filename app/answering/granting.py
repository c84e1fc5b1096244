"""What is granted, to whom and up to how much (最高不超过…万元): quoted with its condition; it has no year or kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.evidence.sentences import Sentence, share_of_terms, split_sentences
from app.understanding.question import Operation, Question
from app.understanding.speech import background_spans
from app.understanding.terms import content_words, term_weight
from vectorstore.gazetteer import short_name
from vectorstore.passage import PassageKind
from vectorstore.quantity import Quantity, find_quantities, same_dimension

PASSAGES = 24
ENOUGH, OWN = 0.66, 0.4
HEADED = 0.6  # of a word that only the measure around the sentence bears
CLOSE, TIE = 0.08, 0.05
SHORT = 20  # characters of a turn that only names another case
MOST = 3
_BENEFIT = (
    r"补贴|补助|奖励|奖补|资助|贴息|扶持|减免|免费|免收|免租|免交|优惠|券|额度|担保贷款|奖金|经费支持|[补奖赔]多少|封顶"
    r"|按[^,，。?？]{1,8}补"
)
_CEILING = r"最高|最多|上限|封顶|不超过|顶格|每[家人个户年月]|一次性|比例|标准"
_ASKS = re.compile(
    rf"(?:{_BENEFIT}).*(?:多少|[几啥]|比例|上限|封顶|最高|最多|标准|吗|真的|对不|呢|[?？])"
    rf"|(?:{_CEILING}).*(?:{_BENEFIT}|[能可][^,，。?？]{{0,6}}[补奖贷拿给])|(?:最高|最多|能|可以?)[补奖贷]多少|还免|免(?:多少|几)"
    r"|(?:[奖补贴赔]|最高给|最多给)(?:多少|几)|按(?:几成|多[大高少]的?(?:比例|标准)|什么(?:比例|标准)|百分之几)[^,，。?？]{0,6}[补奖贴报减]"
    r"|(?:封顶|上限|限)(?:是|为|在)?多少"
)
_SUMS = re.compile(
    r"补助(?:收入|支出|资金)|转移支付|税收返还|一共|总共|合计|累计|发放了|兑现了?|落实了|全年|共发|发了|牵头|负责|责任|哪个部门|何时|什么时候"
)
_GRANTS = re.compile(
    r"最高|不超过|不高于|上限|封顶|[给授]予|按[^,，。；]{0,24}\d+%|一次性|每[家人个户月年条][^,，。；]{0,8}\d|减免|免费|免收|贴息|折优?|奖励\d|补[贴助]\d|全额"
)
_MOST_ASKED = re.compile(r"最高|最多|上限|封顶|顶格")
_CAPPED = re.compile(r"最高|最多|上限|封顶|不超过|不高于|不多于|\d[万亿]?[元人个名%]以内")
_AMOUNT = re.compile(r"\d|[一二三四五六七八九]折|全额|全免|免费|免收")
_COMMON = re.compile(
    rf"^(?:{_BENEFIT}|{_CEILING}|政策|条件|符合|全免|享受|申请|给予|支持|市里|区里|县里|可以|还免|钱|封顶|每年|每家|最)+$"
)
_OTHERWISE = (Operation.RESPONSIBLE, Operation.DEFINE, Operation.LOCATE, Operation.PERSON)
_TEXTS = (PassageKind.TEXT, PassageKind.ITEM)
_PROMISES = ("notice", "plan", "annex")
_DOUBTS = re.compile(r"[吧吗]|对不|对么|是不是")
_ASKING = re.compile(
    r"按(?:几成|多[大高少]的?(?:比例|标准)|什么(?:比例|标准)|百分之几)[补奖贴]?|限多少|几块钱|"
    r"(?:啥|什么)意思|(?:市里|区里|县里|一年|每年|最高|最多|上限|封顶|顶格|可以|能|又|还|是)*[补奖贷贴给拿赔](?:多少|几)(?:块?钱)?"
    r"|(?:一年|每年|每家|一家|一个人|每人)?(?:最高|最多|上限|封顶|顶格)|多少钱?"
)
_CLAUSE_END = re.compile(r"[,，;；。]")
_SPAN = re.compile(r"第?[一二两三四五六七八九十\d]+[年月]|首年|每年|一年")


@dataclass(frozen=True)
class _Wanted:
    """The words that tell which grant is meant; around: those that only its measure need bear (of the turn before)."""

    own: tuple[str, ...]
    around: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Measure:
    """A sentence that grants something, with the share of the question's words that it and its measure bear."""

    sentence: Sentence
    fit: float


def answer_grant(question: Question, context: Context, draft: Draft) -> bool:
    """Quotes the sentences that grant what is asked about, and holds a claimed sum against them. False if none does."""
    if not asks_grant(question):
        return False
    tried = _wanted(question, context)
    capped = [_CAPPED] if asks_ceiling(question) else []
    return any(_quoted(question, w, context, draft, form) for form in [*capped, _GRANTS] for w in tried)


def asks_ceiling(question: Question) -> bool:
    """Whether the most that is granted is asked for."""
    return asks_grant(question) and bool(_MOST_ASKED.search(question.text))


def asks_grant(question: Question) -> bool:
    """Whether a sum that one may be granted is asked for, not what was paid in a year; 那省级的呢 goes on asking."""
    text = question.text
    if question.operation in _OTHERWISE or _SUMS.search(text) or (question.claims and question.unit):
        return False
    if _ASKS.search(text):
        return True
    return question.before is not None and len(text) <= SHORT and asks_grant(question.before)


def _quoted(question: Question, wanted: _Wanted, context: Context, draft: Draft, form: re.Pattern[str]) -> bool:
    """Quotes what grants the wanted in words of that form."""
    said = False
    past = not re.search(_CEILING, question.text)  # 给127家企业的补贴是多少 of a work report asks what was paid
    for region in asked_regions(question, context):
        passages = [p for p in context.passages(question, region, PASSAGES) if p.kind in _TEXTS]
        if past:
            passages = [p for p in passages if p.subdocument_kind in _PROMISES]
        measures = [
            measure
            for passage in passages
            for sentence in split_sentences(passage, context.store)
            if form.search(sentence.text) and (measure := _measure(sentence, wanted, context))
        ]
        said = _say(question, wanted, measures, context, draft) or said
    return said


def _wanted(question: Question, context: Context) -> list[_Wanted]:
    """What to look for: with the words of the turn or piece before as far as there are any, then without."""
    own, common = _words(question, context)
    before = _words(question.before, context)[0] if question.before else []
    if own:
        alone = [_Wanted((*own, *common))]
        return [_Wanted((*own, *common), tuple(before)), *alone] if before else alone
    return [_Wanted((*before, *common)), _Wanted((), tuple(before))] if before else []


def _words(question: Question, context: Context) -> tuple[list[str], list[str]]:
    """The telling words of a question, and those that only say that it asks for a grant."""
    text = question.text
    for region in question.regions:
        for name in (region.full_name, region.name, short_name(region.name)):
            text = text.replace(name, " ")
    for claim in question.claims:
        text = text.replace(claim.text, " ")
    for start, end in reversed(background_spans(text)):  # 我想开个公司,…
        text = f"{text[:start]} {text[end:]}"
    text = _ASKING.sub(" ", text)
    words = [word for word in content_words(text, context.wording) if not _SPAN.fullmatch(word)]
    return [w for w in words if not _COMMON.match(w)], [w for w in words if re.fullmatch(_BENEFIT, w)]


def _measure(sentence: Sentence, wanted: _Wanted, context: Context) -> _Measure | None:
    text, passage = sentence.text, sentence.passage
    if not _AMOUNT.search(text):
        return None
    around = " ".join([passage.text, *passage.section, passage.title])
    terms = (*wanted.own, *wanted.around)
    own = share_of_terms(wanted.own, text, context.wording) if wanted.own else 1.0
    in_sentence, in_measure = (share_of_terms(terms, where, context.wording) for where in (text, around))
    heading = HEADED if not wanted.around else 1.0
    fit = in_sentence + heading * max(0.0, in_measure - in_sentence)
    first = next((t for t in wanted.own if term_weight(t, context.wording) >= 1), None)
    if own < OWN or fit < ENOUGH or (first and not share_of_terms([first], around, context.wording)):
        return None
    return _Measure(sentence, fit + TIE * own)


def _say(question: Question, wanted: _Wanted, measures: Sequence[_Measure], context: Context, draft: Draft) -> bool:
    if not measures:
        return False
    best = max(m.fit for m in measures)
    near = sorted((m for m in measures if m.fit >= best - CLOSE), key=lambda m: -m.fit)[:MOST]
    chosen = [m.sentence for m in measures if m in near]
    if question.claims and (question.operation is Operation.VERIFY or _DOUBTS.search(question.text)):
        wrong = [c.text for c in question.claims if not any(_grants(c, s.text, wanted, context) for s in chosen)]
        draft.say(f"不对，“{'、'.join(wrong)}”与报告不符，报告写的是：" if wrong else "对，报告写的是：")
    for sentence in chosen:
        draft.say(f"{sentence.text}[{draft.cite_span(sentence.passage, sentence.start, sentence.end)}]")
    return True


def _grants(claim: Quantity, text: str, wanted: _Wanted, context: Context) -> bool:
    """Whether a sentence grants the claim to those asked about: 首次认定10万元,再次认定5万元 gives no first one 5."""
    text = text.replace(" ", "")
    sums = [q for q in find_quantities(text) if same_dimension(q.unit, claim.unit)]
    ends = [q.end + len(_CLAUSE_END.split(text[q.end :], maxsplit=1)[0]) for q in sums]
    fits = [share_of_terms(wanted.own, text[a:b], context.wording) for a, b in zip([0, *ends], ends, strict=False)]
    own = [fit for fit, q in zip(fits, sums, strict=True) if re.search(rf"(?<![\d.]){re.escape(claim.text)}", q.text)]
    if not own:
        return re.search(rf"(?<![\d.]){re.escape(claim.text)}", text) is not None
    return max(own) >= max(fits)
