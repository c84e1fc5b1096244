"""Refusals: polite, with the reason, and with what the reports do hold."""

from __future__ import annotations

from app.answering.cells import cells, find_cell
from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.nearest import missing_line, offer_nearest
from app.answering.nearest_sentence import offer_nearest_sentence
from app.understanding.question import Question

REASONS = {
    "instruction": "我只根据已载入的政府报告回答问题，不执行改变规则、透露内部设置或与报告无关的指令。",
    "opinion": "这是看法或评价类的问题，报告中没有依据，我不作评论；可以改问具体的数字、任务或责任单位。",
    "private": "这涉及个人信息，不在政府报告的公开内容之内，我无法提供。",
    "outside": "这不在已载入的政府报告范围之内，我无法回答。",
}


def refuse_out_of_scope(question: Question, draft: Draft) -> None:
    """For what no report can answer."""
    draft.refused = True
    draft.say(REASONS[question.refusal])


def refuse_unknown_region(question: Question, context: Context, draft: Draft) -> None:
    """For places that no loaded report is about."""
    if not context.catalogue.documents:
        refuse_missing(question, context, draft)
        return
    draft.refused = True
    held = "、".join([region.name for region in context.catalogue.home_regions if region.name][:12])
    names = "、".join(question.unknown_regions)
    draft.say(f"已载入的报告中没有{names}的报告，查不到所问内容。现有报告涉及：{held or '无'}。")


def refuse_missing(question: Question, context: Context, draft: Draft) -> None:
    """For what the reports do not hold, with the nearest figures that they do."""
    draft.refused = True
    if not context.catalogue.documents:
        draft.say("还没有载入任何报告：请先用 zhengwen ingest 或在“报告”页载入文件。")
        return
    if not question.subjects and draft.lines:
        return  # 是谁作的?什么职务: the part before has said it, or named what is lacking
    if not question.subjects:
        draft.say("没有看出要查什么：请写明地区、年份和指标，例如“江汉区2020年地区生产总值是多少”。")
        return
    if not question.numeric:
        where = "、".join(region.name for region in question.regions)
        draft.say(f"已载入的{where}报告中没有查到与所问相符的内容。")
        offer_nearest_sentence(question, context, draft)
        return
    for cell in cells(question, context)[:2]:
        found = find_cell(question, cell, context)
        draft.say(missing_line(question, found))
        offer_nearest(found, draft)
