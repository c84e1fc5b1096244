"""A row of things in one question (存、贷款余额; 新开工、建成套数; 口罩 防护服 数量), cut into each of them.

Head and tail that are said once for the whole row belong to each of its members.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.understanding.question import Subject
from app.understanding.question_text import HAS_CONTENT, QuestionText
from app.understanding.subjects import outside, read_subject, share_measures
from app.understanding.wording import Wording
from vectorstore.indicators import IndicatorMention
from vectorstore.tokenizer import segments

MOST_MEMBERS = 6
MOST_READINGS = 5
_JOINTS = re.compile(r"以及|还有|和|与|(?<![惠普涉波顾危])及|跟|比|、|,|，|;|；|/|\+|。|(?<=[一-鿿]) +(?=[一-鿿])")
_SCOPE = re.compile(r"[中里内]面?\s*$")  # 民生实事中,甲、乙和丙: what they are listed in is none of them
Row = tuple[Subject, ...]


@dataclass(frozen=True)
class _Cut:
    """A question's text at hand: `text` with what other slots have taken blanked, `whole` unblanked."""

    text: str
    whole: str
    free: str
    mentions: Sequence[IndicatorMention]
    wording: Wording

    def subject(self, start: int, end: int) -> Subject:
        return read_subject(self.text, self.whole, self.free, start, end, list(self.mentions), self.wording)

    def tells(self, subject: Subject) -> bool:
        return bool(subject.indicators) or any(term not in self.wording.light for term in subject.terms)


@dataclass(frozen=True)
class _Span:
    """One piece of the text. joined: only a mark such as 、 or 和 stands between it and the piece before."""

    start: int
    end: int
    joined: bool


def read_rows(rest: QuestionText, mentions: list[IndicatorMention], wording: Wording) -> tuple[Row, ...]:
    """The readings of a question as a row of things, plainest first, to be tried where the whole leads nowhere."""
    cut = _Cut(rest.rest(), rest.text, rest.without(mentions), mentions, wording)
    spans = _spans(cut, rest)
    readings: list[Row] = []
    if len(spans) > 2 and _SCOPE.search(cut.whole[: spans[0].end]):
        scope, *spans = spans
        listed_in = cut.subject(scope.start, scope.end)
        readings.append(tuple(_merged([listed_in, cut.subject(one.start, one.end)]) for one in spans))
    readings += [_plain(cut, spans), *_shared(cut, spans)]
    rows = [_different(row) for row in readings]
    kept = {_key(row): row for row in reversed(rows) if 1 < len(row) < MOST_MEMBERS}
    return tuple(share_measures(row) for row in reversed(kept.values()))[:MOST_READINGS]


def _spans(cut: _Cut, rest: QuestionText) -> list[_Span]:
    joints = [
        joint
        for joint in _JOINTS.finditer(cut.text)
        if (joint.group().strip() or not rest.text[joint.start() : joint.end()].strip())  # a space that was typed
        and not any(m.start < joint.end() and joint.start() < m.end for m in cut.mentions)
    ]
    pieces = outside([(joint.start(), joint.end()) for joint in joints], len(cut.text))
    joined = [False, *(bool(joint.group().strip()) for joint in joints)]
    return [
        _Span(start, end, by)
        for (start, end), by in zip(pieces, joined, strict=True)
        if HAS_CONTENT.search(cut.text[start:end])
    ]


def _plain(cut: _Cut, spans: Sequence[_Span]) -> Row:
    subjects = [cut.subject(span.start, span.end) for span in spans]
    return _without_repeats([subject for subject in subjects if cut.tells(subject)])


def _without_repeats(subjects: list[Subject]) -> Row:
    """粮食产量与2023年的产量目标: the bare 产量 is the one that was just named."""
    return tuple(
        subject
        for place, subject in enumerate(subjects)
        if subject.indicators
        or not any(len(e.text) > len(subject.terms[0]) and e.text.endswith(subject.terms[0]) for e in subjects[:place])
        or len(subject.terms) > 1
    )


def _shared(cut: _Cut, spans: Sequence[_Span]) -> Iterable[Row]:
    """The row with what stands once before or behind it given to each member."""
    if len(spans) < 2:
        return
    first, last = _joined_run(spans)
    if first == last:
        yield from _spaced(cut, spans)
        return
    run = spans[first : last + 1]
    before = [cut.subject(span.start, span.end) for span in spans[:first]]
    behind = [cut.subject(span.start, span.end) for span in spans[last + 1 :]]
    if before or behind:
        yield tuple(_merged([*before, cut.subject(s.start, s.end), *behind]) for s in run)
    yield from _within(cut, run, before, behind)


def _joined_run(spans: Sequence[_Span]) -> tuple[int, int]:
    """Where the first run of joined pieces begins and ends; two equal places where none is joined."""
    starts = [place for place, (_, after) in enumerate(pairwise(spans)) if after.joined]
    if not starts:
        return 0, 0
    end = starts[0] + 1
    while end + 1 < len(spans) and spans[end + 1].joined:
        end += 1
    return starts[0], end


def _spaced(cut: _Cut, spans: Sequence[_Span]) -> Iterable[Row]:
    """Key words with blanks between them: the first or the last may belong to all."""
    members = [one for one in (cut.subject(span.start, span.end) for span in spans) if one.terms or one.indicators]
    if len(members) < 3:
        return
    yield tuple(_merged([members[0], one]) for one in members[1:] if cut.tells(one))
    yield tuple(_merged([one, members[-1]]) for one in members[:-1] if cut.tells(one))
    if len(members) > 3:
        yield tuple(_merged([members[0], one, members[-1]]) for one in members[1:-1] if cut.tells(one))


def _within(cut: _Cut, run: Sequence[_Span], before: list[Subject], behind: list[Subject]) -> Iterable[Row]:
    """保障房新开工、建成套数: the head stands in the first member, the tail in the last."""
    begin, end = _last_word(cut, run[0]), _first_word(cut, run[-1])
    head = cut.subject(run[0].start, begin)
    tail = cut.subject(end, run[-1].end)
    middle = [cut.subject(span.start, span.end) for span in run[1:-1]]
    whole = [cut.subject(span.start, span.end) for span in (run[0], run[-1])]
    if cut.tells(head):
        rows = [whole[0], *(_merged([head, one]) for one in (*middle, whole[1]))]
        yield tuple(_merged([*before, one, *behind]) for one in rows)
    if cut.tells(tail):
        rows = [*(_merged([one, tail]) for one in (whole[0], *middle)), whole[1]]
        yield tuple(_merged([*before, one, *behind]) for one in rows)
    if cut.tells(head) and cut.tells(tail):
        inner = (_merged([head, one, tail]) for one in middle)
        rows = [_merged([whole[0], tail]), *inner, _merged([head, whole[1]])]
        yield tuple(_merged([*before, one, *behind]) for one in rows)


def _last_word(cut: _Cut, span: _Span) -> int:
    """Where the last word, or name, of a piece begins."""
    text = cut.text[span.start : span.end].rstrip()
    words = segments(text)
    size = len(words[-1]) if words else 0
    if size == 1 and len(words) > 1:
        size += len(words[-2])
    at = span.start + len(text) - size
    return next((m.start for m in cut.mentions if m.start < at < m.end), at)


def _first_word(cut: _Cut, span: _Span) -> int:
    """Where the first word, or name, of a piece ends."""
    text = cut.text[span.start : span.end]
    plain = text.lstrip()
    words = segments(plain)
    size = len(words[0]) if words else 0
    if size == 1 and len(words) > 1:
        size += len(words[1])
    at = span.start + len(text) - len(plain) + size
    return next((m.end for m in cut.mentions if m.start < at < m.end), at)


def _merged(subjects: Sequence[Subject]) -> Subject:
    """One subject that says what all of them say."""
    return replace(
        subjects[-1],
        text="".join(one.text for one in subjects),
        indicators=tuple(dict.fromkeys(name for one in subjects for name in one.indicators)),
        terms=tuple(dict.fromkeys(term for one in subjects for term in one.terms)),
        measure=next((one.measure for one in subjects if one.measure), None),
        counted=next((one.counted for one in subjects if one.counted), ()),
    )


def _different(row: Row) -> Row:
    """A row whose members all say something else; () for any other."""
    return row if len({(one.indicators, one.terms) for one in row}) == len(row) else ()


def _key(row: Row) -> tuple[object, ...]:
    return tuple((one.indicators, one.terms) for one in row)
