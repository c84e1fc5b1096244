"""Ask the cases of a gold set, through the very chain that users call, and record each answer with its score."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain as joined
from pathlib import Path
from typing import Protocol

from app.answer import Answer
from app.chain import AnswerEvent, Ask, Chain, EvidenceEvent
from app.errors import QuestionError
from evals.case import Case, Evidence, Turn
from evals.evidence import Place, Retrieved, locate, rank_of
from evals.literal import plain
from evals.metrics import judge
from evals.record import EvidenceRecord, TurnRecord
from vectorstore.source import Source

RETRIEVED = 10


@dataclass(frozen=True)
class Reply:
    """What an answerer gives to one question. retrieved: best first."""

    answer: Answer
    retrieved: tuple[Retrieved, ...]
    milliseconds: float


class Answerer(Protocol):
    """Whatever is measured: our chain, our chain with the evidence supplied, or a peer.

    answers: False for a peer that only retrieves, because no language model is configured.
    """

    name: str
    answers: bool

    def reply(self, turn: Turn, history: tuple[str, ...]) -> Reply:
        """Answer one question after these earlier ones, from turn.question alone (or from its evidence, supplied)."""
        ...


class ChainAnswerer:
    """Our chain, as every surface calls it."""

    def __init__(self, chain: Chain, name: str = "政问") -> None:
        self._chain = chain
        self.name = name
        self.answers = True

    def reply(self, turn: Turn, history: tuple[str, ...]) -> Reply:
        return ask_chain(self._chain, turn.question, history)


def ask_chain(chain: Chain, question: str, history: tuple[str, ...]) -> Reply:
    """One question through a chain's stream; a question that the chain cannot take counts as refused."""
    retrieved: tuple[Retrieved, ...] = ()
    answer = Answer(question, "", refused=True)
    started = time.perf_counter()
    try:
        for event in chain.stream_events(Ask(question, history)):
            if isinstance(event, EvidenceEvent):
                retrieved = tuple(Retrieved(p.document, p.start, p.end, p.id) for p in event.passages[:RETRIEVED])
            elif isinstance(event, AnswerEvent):
                answer = event.answer
    except QuestionError as error:
        answer = Answer(question, str(error), refused=True)
    return Reply(answer, retrieved, (time.perf_counter() - started) * 1000)


@dataclass(frozen=True)
class Corpus:
    """What the answers are checked against. sources: by document id. regions: plain names that answers may speak of."""

    sources: Mapping[str, Source]
    regions: tuple[str, ...]

    @property
    def texts(self) -> dict[str, str]:
        return {id: source.text for id, source in self.sources.items()}


def ask_cases(
    answerer: Answerer, cases: Sequence[Case], corpus: Corpus, progress: Callable[[], None] = lambda: None
) -> Iterator[TurnRecord]:
    """Every turn of every case, in order; progress is called after each turn."""
    texts = corpus.texts
    for case in cases:
        history: tuple[str, ...] = ()
        for index, turn in enumerate(case.turns):
            reply = answerer.reply(turn, history)
            yield record_turn(case, index, reply, corpus, texts)
            history = (*history, turn.question)
            progress()


def record_turn(case: Case, index: int, reply: Reply, corpus: Corpus, texts: Mapping[str, str]) -> TurnRecord:
    """Score one reply and keep all that a reader of the report needs to judge it again."""
    turn = case.turns[index]
    answer = reply.answer
    return TurnRecord(
        id=case.turn_id(index),
        case=case.id,
        turn=index,
        kind=case.kind.value,
        gold=Path(case.file).stem,
        question=turn.question,
        answerable=turn.answerable,
        expected=expected_labels(turn),
        answer=answer.to_line(case.id, index if case.conversation else None),
        judgement=judge(turn, answer, texts, corpus.regions),
        milliseconds=round(reply.milliseconds, 2),
        held_out=case.held_out,
        understood=answer.understood.label,
        composed=answer.composed,
        evidence=tuple(evidence_record(item, turn, corpus.sources, reply.retrieved) for item in turn.evidence),
        retrieved=reply.retrieved,
        note=case.note,
    )


def evidence_record(
    evidence: Evidence, turn: Turn, sources: Mapping[str, Source], retrieved: tuple[Retrieved, ...]
) -> EvidenceRecord:
    label = " · ".join(part for part in (evidence.document, evidence.section, evidence.figure, evidence.text) if part)
    places = places_of(evidence, turn, sources)
    ranks = [rank for place in places if (rank := rank_of(place, retrieved))]
    return EvidenceRecord(label, min(ranks, default=None), bool(places))


def places_of(evidence: Evidence, turn: Turn, sources: Mapping[str, Source]) -> list[Place]:
    """Where the evidence stands, [] when the corpus does not hold it.

    Evidence that names only a section stands where the words of the expected answer stand in it.
    """
    words = [] if evidence.figure or evidence.text else [*turn.must, *joined.from_iterable(turn.must_any)]
    wanted = [replace(evidence, text=word) for word in words] or [evidence]
    found = [place for item in wanted if (place := place_of(item, sources))]
    return [place for place in found if place.section_found] or found


def place_of(evidence: Evidence, sources: Mapping[str, Source]) -> Place | None:
    """Where the evidence stands, None when the corpus does not hold it."""
    source = sources.get(evidence.document)
    place = locate(evidence, source) if source else None
    return place if place and place.found else None


def expected_labels(turn: Turn) -> tuple[str, ...]:
    """What a right answer holds, for people."""
    if not turn.answerable:
        return ("拒答", *(f"不得有:{word}" for word in turn.must_not))
    labels = [figure.label for figure in turn.figures]
    labels += [f"含:{word}" for word in turn.must]
    labels += [f"含其一:{'、'.join(group)}" for group in turn.must_any]
    labels += [f"不得有:{word}" for word in turn.must_not]
    labels += ["指出不一致"] if turn.conflict else []
    return tuple(labels)


def regions_of(cases: Sequence[Case], stored: Sequence[str]) -> tuple[str, ...]:
    """Plain names of all regions that the corpus or the gold set knows, without repetition."""
    named = [figure.region for case in cases for turn in case.turns for figure in turn.figures if figure.region]
    return tuple(dict.fromkeys(name for name in (*stored, *named) if plain(name)))


@dataclass(frozen=True)
class Selection:
    """The cases that this corpus can be asked, and ids of those left out because their documents are not in it."""

    cases: tuple[Case, ...]
    skipped: tuple[str, ...]


def select(cases: Sequence[Case], documents: Sequence[str]) -> Selection:
    """Leave out cases whose evidence names a missing document, and whole gold files of which none is present.

    Unanswerable cases name no document: they are asked when any document of their file is in the corpus.
    """
    present = set(documents)
    by_file: dict[str, set[str]] = {}
    for case in cases:
        by_file.setdefault(case.file, set()).update(item.document for turn in case.turns for item in turn.evidence)
    kept = [case for case in cases if _askable(case, present, by_file[case.file])]
    ids = {case.id for case in kept}
    return Selection(tuple(kept), tuple(case.id for case in cases if case.id not in ids))


def _askable(case: Case, present: set[str], of_file: set[str]) -> bool:
    needed = {item.document for turn in case.turns for item in turn.evidence}
    return needed <= present if needed else not of_file or bool(of_file & present)
