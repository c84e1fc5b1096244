"""The table that a question says it looks into (主要指标完成情况表里,…): where to look, not what is asked for."""

from __future__ import annotations

import re

from vectorstore.periods import find_periods

_PLAN = r"[“\"]?十[一二三四五]五[”\"]?(?:时期|期间|规划)?的?"
_TABLE = re.compile(
    rf"(?P<plan>{_PLAN})?(?:经济社会|国民经济|经济|社会|主要|核心|重点|发展|规划|计划|约束性|预期性|目标|任务|指标|完成|执行|进展|收入|支出|收支|"
    r"一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?|社会保险基金(?:预算)?|预算|决算|草案|情况|统计|分类|总|明细|汇总|的|和)*"
    r"(?:(?:情况|指标|收支|统计|明细|汇总|总|一览|附|分类)?表格?[\d一二三四五六七八九十]*|指标体系)(?:(?:里面?|中|内|上(?!年))[,，:：的]*|\s+(?=[一-鿿]))"
)

_BASE = re.compile(r"[（(]?以?(?:上年|去年)(?:同期)?(?:价格)?(?:为|=|＝)100[)）]?")  # of an index


def without_table_name(text: str) -> str:
    """The question without the name of the table; a plan in it stays where nothing else says when.

    2023年收支总表里,教育支出是多少 asks of 2023; 十四五指标体系中,2025年森林覆盖率是多少 asks of 2025 only.
    """
    text = _BASE.sub("", text)
    match = _TABLE.search(text)
    if match is None or not re.search(r"[一-鿿]{2}", text[match.end() :]):
        return text
    rest = text[: match.start()] + text[match.end() :]
    return rest if not match["plan"] or find_periods(rest, None) else text[: match.end("plan")] + text[match.end() :]
