"""Closed vocabulary: words of the guest that its ground does not hold are new claims."""

from __future__ import annotations

import re

from vectorstore.periods import find_periods
from vectorstore.quantity import find_quantities
from vectorstore.tokenizer import normalise, segments

# Words that claim nothing by themselves. What moves, compares, counts, negates or judges is never among them.
_FUNCTION_TEXT = """
的 地 得 了 为 是 在 和 与 及 以及 并 且 并且 而 也 即 其 该 这 等 有 以 就 根据 依据 按照 按 据 显示
报告 工作报告 政府工作报告 指出 提出 提到 介绍 表示 明确 包括 主要 方面 具体 具体来说 具体来看 来看 来说 情况 如下
同时 此外 另外 通过 围绕 针对 开展 进行 相关 有关 达到 达 约为 年 年度 时间 期间 时期 数据 数字 数值
做 做好 工作 措施 举措 还 还有 之
"""
FUNCTION_WORDS = frozenset(_FUNCTION_TEXT.split())
_MEANINGFUL = re.compile(r"[^\W_]")
_NUMERAL = re.compile(r"[0-9〇零一二两三四五六七八九十百千万亿半几数倍成]")
_SENSITIVE = re.compile(
    r"[不未没无非否仅只超最更首均各占已拟曾将]|第|同比|环比|累计|合计|总计|共|平均|翻番|领先|落后|居|优于|多|少|高|低|大|小|增|减|"
    r"升|降|完成|实现|目标|计划|预|决算|因|导致|由于|所以|表明|说明|显著|成效|圆满|顺利|成功"
)
COVERAGE = 0.8
CLAUSES = re.compile(r"[，,；;。！!？?\s]")
NEGATION = re.compile(
    r"不(?![断仅但少同动锈])|未(?!来|成年)|没有|无(?!障碍|人机|偿|线|缝|害)|禁止|严禁|杜绝|防止|避免|停止|取消|拒绝"
)
_BOUND_BEFORE = re.compile(
    r"(?:不低于|不少于|不小于|不超过|不高于|不多于|不大于|至少|最多|超过|超出|突破|高于|低于|少于|小于|大于|多于|"
    r"大约|将近|接近|约为|约|近|超|逾)$"
)
_BOUND_AFTER = re.compile(r"(?:左右|上下|以上|以下|以内|之内|有余)")
_CITATIONS = re.compile(r"\[\d+\]")


def residual(text: str) -> str:
    """The text without citations, quantities (with the one word that bounds each) and periods: each becomes a space."""
    text = _CITATIONS.sub(lambda match: " " * len(match[0]), text)
    quantities = [(quantity.start, quantity.end) for quantity in find_quantities(text)]
    periods = [(mention.start, mention.end) for mention in find_periods(text, None)]
    bounded = [_with_bound(text, start, end) for start, end in quantities]
    for start, end in (*bounded, *periods):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _with_bound(text: str, start: int, end: int) -> tuple[int, int]:
    """A word behind the number speaks for it (as find_quantities reads it), else one before it; never both."""
    after = _BOUND_AFTER.match(text, end)
    return (start, after.end()) if after else (len(_BOUND_BEFORE.sub("", text[:start])), end)


def unexplained(text: str) -> list[str]:
    """The words of `text` that claim something; what it may claim has been blotted out before."""
    return [word for word in segments(residual(text)) if _MEANINGFUL.search(word) and word not in FUNCTION_WORDS]


def new_words(text: str, grounds: str) -> list[str]:
    """The words of `text` that `grounds` does not hold, in order. Quantities, periods and function words are free."""
    held = re.sub(r"\s", "", normalise(residual(grounds)))
    return [word for word in unexplained(text) if not _holds(held, word)]


def _holds(held: str, word: str) -> bool:
    if word[0].isascii():
        return bool(re.search(rf"(?<![\da-z.]){re.escape(word)}(?![\da-z]|\.\d)", held))
    return word in held


def unsupported(text: str, grounds: str) -> str:
    """The first word that makes a summary's sentence untrustworthy, "" when it stays close enough to its ground.

    A number, a negation, a movement, a comparison or a judgement must be the ground's own; of the rest of a clause,
    four words in five.
    """
    for clause in CLAUSES.split(text):
        new = new_words(clause, grounds)
        telling = [word for word in new if _NUMERAL.search(word) or _SENSITIVE.search(word) or word.isascii()]
        if telling or len(new) > (1 - COVERAGE) * len(unexplained(clause)):
            return (telling or new)[0]
    return ""


def lost_negation(text: str, grounds: str) -> str:
    """A word that the ground only ever gives negated (严禁新增) and the text without its negation; "" when none."""
    clauses = [clause for clause in CLAUSES.split(residual(grounds)) if clause]
    for clause in CLAUSES.split(residual(text)):
        if NEGATION.search(clause):
            continue
        for word in segments(clause):
            holding = [other for other in clauses if word in other]
            if len(word) > 1 and word not in FUNCTION_WORDS and holding and all(_negates(o, word) for o in holding):
                return word
    return ""


def _negates(clause: str, word: str) -> bool:
    return bool(NEGATION.search(clause[: clause.index(word)]))
