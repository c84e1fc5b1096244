"""Blocks: the stretch of a paragraph that a run-in heading opens (…。抓好招商引资。围绕…) , found by that heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.answering.context import Context
from app.answering.telling import lacking_things
from app.evidence.sentences import share_of_terms
from app.understanding.question import Question
from app.understanding.terms import borne, content_words, term_weight
from vectorstore.passage import Passage, PassageKind

# A run-in heading: the first sentence of a line, or a short one within it; never with a figure.
_HEADING = re.compile(r"(?:^\s*[^。；\d“”]{4,40}|(?<=。)\s*[^。；：:\d“”]{4,18})。(?=\s*[^\s。])")
_NUMBER = re.compile(r"^\s*[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*")
SHORTEST, LONG = 2, 3
SHORT_LINE = 400
IN_PLAN = 0.1


@dataclass(frozen=True)
class Block:
    """A stretch of a report's cleaned text that one run-in heading opens."""

    passage: Passage
    heading: str
    start: int
    end: int


def blocks_of(passages: Sequence[Passage], context: Context) -> Iterator[Block]:
    """The blocks of the lines on which the passages stand, each once."""
    seen: set[tuple[str, int]] = set()
    for passage in passages:
        if passage.kind not in (PassageKind.TEXT, PassageKind.ITEM):
            continue
        clean = context.store.clean_text(passage.document)
        at = clean.rfind("\n", 0, passage.start) + 1
        while at < passage.end:
            end = clean.find("\n", at)
            end = len(clean) if end < 0 else end
            if (passage.document, at) not in seen:
                seen.add((passage.document, at))
                yield from _of_line(passage, clean[at:end], at)
            at = end + 1


def _of_line(passage: Passage, line: str, start: int) -> Iterator[Block]:
    heads = list(_HEADING.finditer(line))
    ends = [*(head.start() for head in heads[1:]), len(line)][: len(heads)]
    if heads and len(line) <= SHORT_LINE and not line[: heads[0].start()].strip():
        ends[0] = len(line)  # a short line is about what it opens with: its other short sentences are no headings
    for head, end in zip(heads, ends, strict=True):
        yield Block(passage, _NUMBER.sub("", head.group()).strip(" 。"), start + head.start(), start + end)


def best_block(
    question: Question, telling: Sequence[str], blocks: Iterator[Block], years: set[int], context: Context
) -> Block | None:
    """The block whose heading names what is asked about, and which bears most of it; None without one."""
    best: tuple[float, Block] | None = None
    for block in blocks:
        said = set(block.passage.years)
        if years and said and not years & said:
            continue
        clean = context.store.clean_text(block.passage.document)[block.start : block.end]
        named = _named(telling, block.heading, context)
        if not named or lacking_things(question, clean.lower(), context):
            continue
        section = " ".join(block.passage.section)
        fit = named + share_of_terms(telling, clean, context.wording)
        fit += IN_PLAN * any(str(year) in section for year in years) + IN_PLAN * bool(years & said)
        if best is None or fit > best[0] + 0.001:
            best = (fit, block)
    return best[1] if best else None


def _named(telling: Sequence[str], heading: str, context: Context) -> float:
    """Weighted share of the telling words that the heading names, in full or in part (招商 of 招商引资)."""
    own = [w for w in content_words(heading, context.wording) if len(w) >= SHORTEST and w not in context.wording.light]
    total = sum(term_weight(term, context.wording) for term in telling)
    found = 0.0
    for term in telling:
        begins = len(term) > LONG and term[:SHORTEST] in heading  # 生态文明 for 生态环境
        part = 0.8 * any(word in term for word in own) or 0.7 * begins
        found += term_weight(term, context.wording) * max(borne(term, heading.lower(), context.wording), part)
    return found / total if total and found / total >= 0.6 else 0.0
