"""A target, its result and how far apart they are, asked for one after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.understanding.measuring import holds_both
from app.understanding.question import Operation, Question
from vectorstore.figure import Measure

_GAP_TAIL = re.compile(
    r"(?:两者|二者|之间|中间|又|还|一共|大概|到底)*(?:相?差|超|高出|低了|完成率|差额|差距|完成目标|完成任务)"
    r"|(?:那|到底|究竟|这个)*(?:能不能|能否|能|是否|有没有)?(?:完成|达到|实现)(?:得了|不了)?(?:目标|任务)?了?(?:吗|么|没有?|[?？]|$)"
)


def asks_gap(plain: str, parts: Sequence[Question]) -> Question | None:
    """目标是多少,做到了多少,差几个百分点: one question of a target and its result; None where it is not that."""
    kinds = tuple(dict.fromkeys(kind for part in parts for kind in part.kinds))
    tail = parts[-1].text
    if len(parts) < 3 or not holds_both(kinds) or not _GAP_TAIL.match(tail) or len(parts[0].periods) > 1:
        return None
    if any(part.operation is not Operation.LOOKUP or not part.numeric for part in parts[:2]):
        return None  # 预算完成得怎样?收了多少,完成率几成
    if any(part.indicators not in ((), parts[0].indicators) for part in parts):
        return None
    measure = Measure.GROWTH if "百分点" in tail and parts[0].measure is None else parts[0].measure
    achieve = replace(parts[0], text=plain, operation=Operation.ACHIEVE, kinds=kinds, kind_strong=True)
    return replace(achieve, measure=measure, numeric=True, before=None)
