"""What speaks against a figure although its slots agree: another flow, another whole, words that nobody asked for."""

from __future__ import annotations

import re

from app.evidence.agreement import asked_level, restates_claim
from app.understanding.aspects import FLOW
from app.understanding.question import PLAN_KINDS, Operation, Question, Subject
from app.understanding.wording import Wording
from vectorstore.budget_level import level_of
from vectorstore.figure import Figure, Measure
from vectorstore.indicators import aliases

FLOW_PENALTY, STOCK_PENALTY, LEVEL_PENALTY, SLIGHT_PENALTY = 0.25, 0.4, 0.6, 0.05
PLAN_PENALTY = 0.16
TOTAL_BONUS = 0.3
SHORT_PHRASE = 3
LEAD = 4  # characters before a figure that may still say 净增
# Words of how much there is in all, and of how much came about.
_STOCK = re.compile(
    r"总数|总量|共有|保有|拥有|总规模|累计达|(?:年底|年末|期末)(?![^,，。?？有达]{1,4}了)|一共|达到|累计"
)
_WHOLE_ASKED = re.compile(r"全[区市县省](?!各)|总共|一共|总数|共有")
_WHOLE_SAID = re.compile(r"全[区市县省]|总|共")
_TOTAL = re.compile(r"总计|合计")
_YEARLY = re.compile(r"年均|增速|增幅|增长")
# Steps towards a thing: 申报高新技术企业 are not yet 高新技术企业.
_STAGE = re.compile(r"申报|申请|备案|报送|推荐")
_LIKE_FOR_LIKE = re.compile(r"可比|同口径|同等口径|不变价")
_LIMIT = re.compile(r"限额(?!以上)")  # what may be owed at most is not what is owed
_DRIVES = re.compile(r"贡献率|贡献度|拉动")
# Words of a phrase that tell one thing from no other.
_GENERAL = re.compile(
    r"各类|各种|各项|各级|全部|全区|全市|全年|累计|完成|实现|达到|总(?=[数量额])"
    r"|成功|顺利|先后|陆续|经过(?:多年|长期|不懈)?(?:培育|努力|建设|发展|攻坚)|(?:目标|任务)数?值?$"
)


_SPENT_FROM = re.compile(r"[一-鿿]*收入(?:安排|对应|相关)的(?=支出)")  # 土地出让收入安排的支出 is no income
_SIDES = (("收入", "支出"), ("支出", "收入"))
# 不满意 is not 满意, and what is 没达到优良 is not 优良.
_STATE = re.compile(r"(不|没有?|未)?(?:能|够|达到?|算|是|到)?(优良|满意|达标|合格|及格|规范)")
# How far a work has come: what was begun is not what was done.
_BEGUN = re.compile(r"启动|新?开工|开建|动工|在建")
_DONE = re.compile(r"完成(?!率)|建成|竣工|完工|投用|投入使用|交付|落成|[改建修装][完好]")


def stage_of(text: str) -> str:
    """启动 or 完成, "" where a text says neither or both."""
    begun, done = bool(_BEGUN.search(text)), bool(_DONE.search(text))
    return "" if begun == done else "启动" if begun else "完成"


def penalty_of(question: Question, subject: Subject, figure: Figure, before: str) -> float:
    """Against figures of another flow (新增 for a stock, a stock for 新增) and against what the question gives.

    before: the sentence up to the figure.
    """
    penalty = _other_flow(question, figure, before[-LEAD:]) + _other_name(question, figure)
    if _WHOLE_ASKED.search(question.text) and not _WHOLE_SAID.search(figure.phrase + before[-LEAD:]):
        penalty += 0.15
    if not question.kinds and figure.kind in PLAN_KINDS:
        penalty += PLAN_PENALTY  # how much it was, where nobody speaks of a plan
    penalty += _other_level(question, subject, figure)
    if figure.measure is Measure.GROWTH and _LIKE_FOR_LIKE.search(question.text):
        penalty += STOCK_PENALTY * (not _LIKE_FOR_LIKE.search(figure.base))
    if question.operation is Operation.LOOKUP and restates_claim(question, figure):
        penalty += 1.0
    if not question.measure and _YEARLY.search("".join(figure.column)) and not _YEARLY.search(question.text):
        penalty += 0.3
    return penalty


def _other_flow(question: Question, figure: Figure, lead: str) -> float:
    """新增 is no total, and what was begun is not done; cells say neither beside their numbers."""
    if figure.row:
        return 0.0
    penalty = 0.0
    if bool(FLOW.search(question.asked_text)) != bool(FLOW.search(figure.phrase + lead)):
        penalty += STOCK_PENALTY if _STOCK.search(question.text) else FLOW_PENALTY
    asked = stage_of(question.text) or stage_of(question.asked_text)  # 完成了多少个 after 启动改造多少个
    if {asked, stage_of(figure.phrase + lead)} == {"启动", "完成"}:
        penalty += STOCK_PENALTY
    return penalty


def _other_name(question: Question, figure: Figure) -> float:
    """Against a part, a step towards the thing or what it drives; for the name and the total as they are asked for."""
    penalty = 0.0
    if figure.part_of and figure.phrase not in question.text:
        penalty += 0.1  # 债务限额 asked: not 其中一般债务限额
    if len(figure.phrase) > SHORT_PHRASE and _is_said(figure.phrase, question.text):
        penalty -= 0.15  # 一般债务余额 as asked, before 地方政府债务余额
    if _TOTAL.search(question.text) and _TOTAL.match(figure.phrase[-2:]):
        penalty -= TOTAL_BONUS  # 收入总计 of an account, which takes in what was carried over
    for apart in (_STAGE, _DRIVES, _LIMIT):  # 占比 asked: not 对增长的贡献率
        if apart.search(figure.phrase) and not apart.search(question.asked_text):
            penalty += STOCK_PENALTY
    return penalty


def is_other_side(subject: Subject, figure: Figure) -> bool:
    """Whether the figure's name says 收入 where only 支出 is asked, 优良 where 不优良 is, or the other way round."""
    asked = " ".join([subject.text, *subject.indicators, *subject.terms])
    states = [_STATE.findall(text) for text in (subject.text, f"{figure.phrase} {figure.row}")]
    if "满意" in subject.text and not states[1]:
        return True  # 建议办理,满意多少件: not how many there were
    if all(states) and {word for _, word in states[0]} & {word for _, word in states[1]}:
        return not {(bool(no), word) for no, word in states[0]} & {(bool(no), word) for no, word in states[1]}
    said = _SPENT_FROM.sub("", f"{figure.phrase} {figure.row} {figure.indicator} {figure.part_of}")
    return any(one in asked and one not in said and other in said and other not in asked for one, other in _SIDES)


def unasked_share(subject: Subject, figure: Figure, wording: Wording) -> float:
    """Share of the figure's phrase that the question did not name: 工业投资 for 投资 is another thing."""
    phrase = figure.row or figure.phrase or figure.indicator
    if not phrase:
        return 0.0
    rest = _GENERAL.sub("", phrase)
    names = [alias for name in subject.indicators for alias in aliases(name)]
    terms = [variant for term in subject.terms for variant in wording.variants(term)]
    for term in sorted([*terms, *names], key=len, reverse=True):
        rest = rest.replace(term, "")
    return len(rest) / len(phrase)


def _other_level(question: Question, subject: Subject, figure: Figure) -> float:
    """市级一般公共预算支出 is not that of all of the city; 市级 and 市本级 are nearly one."""
    asked, held = asked_level(question, subject), level_of(figure)
    if bool(asked) != bool(held):
        return LEVEL_PENALTY
    return SLIGHT_PENALTY if asked != held else 0.0


def _is_said(phrase: str, text: str) -> bool:
    """Whether a question says the phrase, at one go or in two (启动了多少个老旧小区改造)."""
    cuts = range(2, len(phrase) - 1)
    return phrase in text or any(phrase[:at] in text and phrase[at:] in text for at in cuts)
