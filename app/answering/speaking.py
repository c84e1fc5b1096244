"""Who gave a report, when and on whose behalf: read from the report's opening lines."""

from __future__ import annotations

import re

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.evidence.sentences import Sentence, split_sentences
from app.understanding.question import Question
from app.understanding.speaker import Speaker
from vectorstore.passage import Passage
from vectorstore.record import SubdocumentRecord
from vectorstore.region import Region
from vectorstore.regions import same_place

_ASKS_SPEAKER = re.compile(
    r"报告.{0,6}(?:谁|哪位)|(?:谁|哪位).{0,4}(?:作|做|代表).{0,10}报告|作.{0,10}报告的(?:[区县市州省]?长|人|领导)?(?:是|叫|姓名|名字)|受谁.{0,2}委托|报告人"
    r"|报告.{0,6}(?:哪天|哪一天|什么时候|何时|哪年|在哪|在什么会).{0,10}(?:作|做)"
)
_SHOWS = (
    re.compile(r"^——?.{0,12}\d{4}年\d+月\d+日.{0,60}(?:会议|大会)上?"),
    re.compile(r"(?:长|主任|书记)[\s　]+[一-鿿][\s　]?[一-鿿]{1,2}$"),
    re.compile(r"受.{1,12}委托|代表.{1,14}(?:作|报告)"),
    re.compile(r"[省市区县州旗]长[一-鿿]{2,3}(?:同志)?(?:作|向大会作)了?(?:政府)?(?:工作)?报告"),
)
_SIGNED = re.compile(r"(?P<title>代?副?[区县市省州]长)[\s　]+(?P<name>[一-鿿][\s　]?[一-鿿]{1,2})$")
OPENING_LENGTH = 600
MOST_REPORTS = 12


def asks_speaker(question: Question) -> bool:
    return bool(_ASKS_SPEAKER.search(question.text))


def answer_speaker(question: Question, context: Context, draft: Draft) -> bool:
    """Quotes the lines that name the speaker, the day and the mandate; asks which report where too many are meant.

    False when the opening names nobody.
    """
    kind = question.subdocument or "work_report"
    reports = [report for region in asked_regions(question, context) for report in _reports(kind, region, context)]
    if len(reports) > MOST_REPORTS:
        draft.refused = True
        draft.say(f"已载入的同类报告有{len(reports)}份：请写明是哪个地方、哪一年的报告。")
        return True
    said = False
    for passage in (passage for document, sub in reports for passage in _opening(document, sub, context)):
        for sentence in _telling_lines(passage, context):
            draft.say(f"{sentence.text.lstrip('—')}[{draft.cite_span(passage, sentence.start, sentence.end)}]")
            said = True
    return said


def note_speaker(question: Question, said: Speaker, context: Context, draft: Draft) -> None:
    """Puts right who gave the report, where the question names another man or gives him another title."""
    reports = [one for region in asked_regions(question, context) for one in _reports("work_report", region, context)]
    signed = []
    for document, sub in reports[:MOST_REPORTS]:
        for passage in _opening(document, sub, context):
            for sentence in split_sentences(passage, context.store):
                if own := _SIGNED.search(sentence.text):
                    signed.append((own["title"], re.sub(r"\s", "", own["name"]), passage, sentence))
    if not signed or any((title, name) == (said.title, said.name) for title, name, _, _ in signed):
        return
    title, name, passage, sentence = next((one for one in signed if one[1] == said.name), signed[0])
    number = draft.cite_span(passage, sentence.start, sentence.end)
    draft.say(f"问题所说有误：报告署名的是{title}{name}，不是{said.title}{said.name}[{number}]。")


def _reports(kind: str, region: Region | None, context: Context) -> list[tuple[str, SubdocumentRecord]]:
    """The reports of a kind about a region, each with the document that holds it."""
    return [
        (record.id, sub)
        for record in context.catalogue.about(region)
        for sub in record.subdocuments
        if sub.kind == kind and (region is None or same_place(sub.region, region))
    ]


def _opening(document: str, sub: SubdocumentRecord, context: Context) -> list[Passage]:
    end = min(sub.end, sub.start + OPENING_LENGTH)
    return [passage for passage in context.store.passages_of(document) if sub.start <= passage.start < end]


def _telling_lines(passage: Passage, context: Context) -> list[Sentence]:
    lines = []
    for sentence in split_sentences(passage, context.store):
        if any(shown.search(sentence.text) for shown in _SHOWS):
            lines.append(sentence)
    return lines
