"""Enumerations announced by a count (三件重点建议, 六个方面, 3项指标): given whole, or not at all."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from app.answering.cells import asked_regions
from app.answering.context import Context
from app.answering.draft import Draft
from app.answering.listing import list_after, say_headings
from app.evidence.sentences import Sentence, split_sentences
from app.understanding.question import Question
from vectorstore.gazetteer import short_name
from vectorstore.passage import Passage, PassageKind
from vectorstore.region import Region

PASSAGES = 20
FITS = 0.6
FITS_HEADING = 0.75
LEAST, MOST = 2, 20
_HAN = "零一二三四五六七八九十"
_CLASSIFIER = r"(?:大|个|类|种|座|项|条|方面|家|所|名|位|件|处|批|点|步)"
_ASKED = re.compile(
    rf"哪(?P<a>[二三四五六七八九十两]|十[一二三四五六七八九]|\d{{1,2}})(?P<c>{_CLASSIFIER})"
    rf"|(?P<b>[二三四五六七八九十两]|\d{{1,2}})(?P<d>{_CLASSIFIER})(?=[^,，。?？]{{1,14}}(?:分别)?(?:是|指|有|为|包括)(?:关于)?(?:什么|哪|啥))"
)
_NOISE = re.compile(
    r"20\d\d年|请问|主要|分别|各?是?关于什么|什么|哪些|哪|关键词|就行|一下|[是有的分了?？,，。、“”\"()（）]|包括|列出|简单|都|为|指|啥|各"
)
_OPENS = re.compile(r"为|是|包括|即|有|[:：]")


@dataclass(frozen=True)
class Count:
    """How many of what the question wants listed. words: the question without the count, places and asking words."""

    number: int
    classifier: str
    noun: str
    words: str


def answer_counted(question: Question, context: Context, draft: Draft) -> bool:
    """Gives the list of just as many as the question says. False when no heading or sentence holds such a list."""
    count = _asked_count(question)
    if count is None:
        return False
    for region in asked_regions(question, context):
        for way in (_by_headings, _by_sentence, _by_ordinals):
            if way(question, count, context, region, draft):
                return True
    return False


def _asked_count(question: Question) -> Count | None:
    match = _ASKED.search(question.text)
    if match is None or re.search(r"多少|几", question.text):
        return None
    text = match.group("a") or match.group("b")
    number = int(text) if text.isdigit() else 2 if text == "两" else _small(text)
    if not LEAST <= number <= MOST:
        return None
    noun = re.split(r"[,，。?？]|分别|是|有|指|为|包括|没|未", question.text[match.end() :])[0]
    words = f"{question.text[: match.start()]} {question.text[match.end() :]}"
    for region in question.regions:
        for name in (region.full_name, region.name, short_name(region.name)):
            words = words.replace(name, " ")
    words = _NOISE.sub(" ", words).replace("没", "未")
    return Count(number, match.group("c") or match.group("d"), _NOISE.sub("", noun).removeprefix("方面"), words)


def _small(text: str) -> int:
    """二 … 十九."""
    tens, _, ones = text.rpartition("十")
    return (
        _HAN.index(ones)
        if "十" not in text
        else 10 * (_HAN.index(tens) if tens else 1) + (_HAN.index(ones) if ones else 0)
    )


def _share(words: str, text: str) -> float:
    """Share of the neighbouring letter pairs of the words that the text holds."""
    pairs = [run[i : i + 2] for run in words.split() for i in range(len(run) - 1)]
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def _by_headings(question: Question, count: Count, context: Context, region: Region | None, draft: Draft) -> bool:
    """The section with just as many sub-sections whose heading, or whose sub-headings, say what is asked for."""
    families: dict[tuple[str, str, tuple[str, ...]], dict[str, Passage]] = defaultdict(dict)
    for passage in context.first_of_sections(question, region):
        for depth in range(1, len(passage.section)):
            family = families[passage.document, passage.subdocument, passage.section[:depth]]
            family.setdefault(passage.section[depth], passage)
    years = {str(period.end) for period in question.periods}
    best: tuple[float, dict[str, Passage]] = (0.0, {})
    for (_, _, path), children in families.items():
        said = set(re.findall(r"20\d\d", path[-1]))
        if len(children) != count.number or (said and years and not said & years):
            continue
        each = min(_share(count.noun, heading) for heading in children) if len(count.noun) > 2 else 0.0
        fit = max(_share(count.words, path[-1]), each) + 0.1 * bool(said & years)
        if fit > best[0]:
            best = (fit, children)
    if best[0] < FITS_HEADING:
        return False
    draft.say(f"共{count.number}{count.classifier if count.noun else '项'}{count.noun}：")
    say_headings(best[1], context, draft)
    return True


def _by_sentence(question: Question, count: Count, context: Context, region: Region | None, draft: Draft) -> bool:
    """The sentence that announces the count and then lists just as many, or that ends a list with it."""
    best: tuple[float, Sentence, bool] | None = None
    for passage in context.passages(question, region, PASSAGES):
        if passage.kind in (PassageKind.ROW, PassageKind.TABLE):
            continue
        before = " ".join([*passage.section, passage.subdocument])
        for sentence in split_sentences(passage, context.store):
            fit = _share(count.words, f"{before} {sentence.text}")
            listed = _lists(sentence.text, count)
            opens = not listed and _announces(sentence.text, count) and sentence.text.rstrip("。").endswith(("：", ":"))
            if fit >= FITS and (listed or opens) and (best is None or fit > best[0]):
                best = (fit, sentence, listed)
            before = sentence.text
    if best is None:
        return False
    _, sentence, listed = best
    if not listed:
        return list_after(sentence, context, draft)
    draft.say(f"{sentence.text}[{draft.cite_span(sentence.passage, sentence.start, sentence.end)}]")
    return True


def _by_ordinals(question: Question, count: Count, context: Context, region: Region | None, draft: Draft) -> bool:
    """第一件大事：… 第五件大事：…, as many as are asked for, in one report."""
    ordinal = re.compile(rf"第[{_HAN}\d]+{count.classifier}{re.escape(count.noun)}[：:，,]")
    named = [p for p in context.passages(question, region, PASSAGES) if count.noun and ordinal.search(p.text)]
    for document, subdocument in dict.fromkeys((p.document, p.subdocument) for p in named):
        found = {
            sentence.text[: ordinal.match(sentence.text).end()]: sentence  # type: ignore[union-attr]
            for passage in context.store.passages_of(document)
            if passage.subdocument == subdocument
            for sentence in split_sentences(passage, context.store)
            if ordinal.match(sentence.text)
        }
        if len(found) == count.number:
            for sentence in found.values():
                number = draft.cite_span(sentence.passage, sentence.start, sentence.end)
                draft.say(f"- {sentence.text}[{number}]")
            return True
    return False


def _token(count: Count) -> str:
    han = _HAN[count.number] if count.number <= 10 else f"十{_HAN[count.number - 10]}" if count.number < 20 else "二十"
    return (
        rf"(?<![\d.一二三四五六七八九十])(?:{count.number}|{han}{'|两' if count.number == 2 else ''})(?:{_CLASSIFIER})"
    )


def _announces(text: str, count: Count) -> bool:
    return re.search(_token(count), text) is not None


def _lists(text: str, count: Count) -> bool:
    """未完成的3项为：甲、乙、丙 or 甲、乙、丙三大产业."""
    for match in re.finditer(_token(count), text):
        opened = _OPENS.search(text, match.end())
        after = re.split(r"[，。；,;]", text[opened.end() :])[0] if opened else ""
        ahead = re.split(r"[，。；：,;:]", text[: match.start()])[-1].removesuffix("等")
        for listing in (after, ahead):
            if len(re.split(r"、|和(?=[^、]*$)|以及|及", listing)) == count.number and "、" in listing:
                return True
    return False
