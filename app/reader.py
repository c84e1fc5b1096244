"""Composes the answer to a question and its parts: what each found, what stands beside it, what is refused."""

from __future__ import annotations

import re
from dataclasses import replace

from app.answering.appointing import answer_post, asks_post
from app.answering.beside import find_beside
from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.nearest_sentence import answer_nearest
from app.answering.refusing import refuse_missing, refuse_out_of_scope, refuse_unknown_region
from app.answering.siblings import find_siblings
from app.answering.speaking import note_speaker
from app.answering.ways import answered
from app.answering.whose import say_whose
from app.understanding.question import Operation, Question
from vectorstore.gazetteer import short_name
from vectorstore.tokenizer import segments

HEARD = 30  # passages in which a name would stand if any report spoke of it
_OWN_PLACE = re.compile(
    r"(?:我们?|咱们?|你们?|本|全|整个)?(?:全|本)?[省市县区州旗盟镇](?:里面?|上|内|政府)?"
)  # 县里, 咱们区
_COMPARES = re.compile(r"哪|谁|比|差|更|最")
_BEFORE_YEAR = re.compile(r"^([一-鿿]{2,5}?)(?=20\d\d年|去年|今年|明年)")


def compose(question: Question, context: Context) -> Draft:
    """The composed answer; a refusal when the reports do not hold it."""
    draft = Draft(context.store)
    start = draft.mark()
    if question.refusal:
        refuse_out_of_scope(question, draft)
        return draft
    if question.speaker:
        note_speaker(question, question.speaker, context, draft)
    if not (asks_post(question) and answer_post(question, context, draft)):
        parts = question.parts or (question,)
        refused = [_compose_part(part, context, draft) for part in parts]
        together = _with_neighbours(parts, refused, context)
        if together != parts:
            draft.go_back(start)
            refused = [_compose_part(part, context, draft) for part in together]
        draft.refused = all(refused)
    draft.lines[:] = dict.fromkeys(draft.lines)  # a later part that asks the same again adds nothing
    return draft


def _with_neighbours(parts: tuple[Question, ...], refused: list[bool], context: Context) -> tuple[Question, ...]:
    """Each part that found nothing, or names nothing itself, put as a follow-up to one whose figure stands by it."""
    found = [part for part, nothing in zip(parts, refused, strict=True) if not nothing]
    together = []
    for part, nothing in zip(parts, refused, strict=True):
        after = [replace(part, before=other) for other in found if nothing or _of_the_same(part, other)]
        beside = (
            replace(one, subjects=one.before.subjects) for one in after if one.before and find_beside(one, context)
        )
        together.append(next((one for one in after if find_siblings(one, context)), next(beside, part)))
    return tuple(together)


def _of_the_same(part: Question, other: Question) -> bool:
    """福利院投资多少,多少张床: it names no thing of its own, only what else of the first one's is asked for."""
    carried = [subject.text for subject in part.subjects] == [subject.text for subject in other.subjects]
    return part is not other and carried and part.unit not in ("", other.unit) and set(part.terms) < set(other.terms)


def _compose_part(question: Question, context: Context, draft: Draft) -> bool:
    """Answers one part into the draft. True when it had to be refused, or was answered by a refusal."""
    before, evidence = draft.mark(), len(draft.evidence)
    draft.refused = False
    unheard = _unheard_place(question, context)
    if unheard:
        refuse_unknown_region(replace(question, unknown_regions=(unheard,)), context, draft)
        return True
    known = replace(question, unknown_regions=()) if _in_a_row(question) else question
    if answered(known, context, draft):
        say_whose(question, context, draft, evidence)
        beside = [name for name in question.unknown_regions if question.regions and name not in "".join(draft.lines)]
        if beside:
            draft.say(f"已载入的报告中没有{'、'.join(beside)}的报告，无法回答这一部分。")
        return draft.refused
    draft.go_back(before)
    if question.unknown_regions:
        refuse_unknown_region(question, context, draft)
    elif answer_nearest(question, context, draft):
        return False
    else:
        refuse_missing(question, context, draft)
    return True


def _in_a_row(question: Question) -> bool:
    """甲区和乙县各多少, of which only 甲区 has a report: what is asked of it can be told by itself."""
    if question.operation is not Operation.LOOKUP or not question.regions or _COMPARES.search(question.text):
        return False
    joint = r"\s*(?:以及|和|与|及|跟|、|,|，)\s*"
    short = [rf"{re.escape(short_name(name))}[省市县区旗州盟]?" for name in question.unknown_regions]
    return all(re.search(f"{joint}{name}|{name}{joint}", question.text) for name in short)


def _unheard_place(question: Question, context: Context) -> str:
    """北海道2022年GDP: a name before the year that no passage holds is a place no report is about; "" if none is."""
    match = _BEFORE_YEAR.match(question.text)
    if (
        match is None
        or _OWN_PLACE.fullmatch(match[1])
        or question.place_named
        or not question.indicators
        or not context.catalogue.documents
    ):
        return ""
    name = match.group(1)
    known = any(short_name(region.name) in name or region.name in name for region in context.catalogue.spoken_of)
    ordinary = any(word in context.wording.empty or word in context.wording.light for word in segments(name))
    if known or ordinary:
        return ""
    passages = context.passages(question, None, HEARD)
    return "" if any(name in f"{p.prefix}{p.text}" for p in passages) else name
