"""What every surface calls: the question with its scope, the events of an answer, and the chain's Protocol."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.answer import Answer, Understood
from vectorstore.passage import Passage


@dataclass(frozen=True)
class Scope:
    """What the asker chose or may see. Empty tuples mean no limit; groups None means no access control.

    regions: full or plain names; 我区 and questions without a region mean these. documents: document ids.
    groups: only documents of these groups (or of none) are retrieved, cited or counted.
    """

    regions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    documents: tuple[str, ...] = ()
    groups: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Ask:
    """One question. history: the user's earlier questions in this conversation, oldest first (no answers needed)."""

    question: str
    history: tuple[str, ...] = ()
    scope: Scope = Scope()


@dataclass(frozen=True)
class UnderstoodEvent:
    """First event of a stream: what the question was read as."""

    understood: Understood


@dataclass(frozen=True)
class EvidenceEvent:
    """Second event: the passages that the answer may draw on, best first."""

    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class TokenEvent:
    """A piece of the answer's text, in order."""

    text: str


@dataclass(frozen=True)
class AnswerEvent:
    """Last event: the whole, verified answer. Its text replaces what was streamed where they differ."""

    answer: Answer


Event = UnderstoodEvent | EvidenceEvent | TokenEvent | AnswerEvent


class Chain(Protocol):
    """What every surface calls. The real one (bootstrap.build_chain) is also a LangChain Runnable[Ask, Answer]."""

    def ask(self, ask: Ask) -> Answer:
        """The verified answer; a refusal is an answer. Raises QuestionError for an empty or over-long question."""
        ...

    def stream_events(self, ask: Ask) -> Iterator[Event]:
        """understood → evidence → token* → answer. Closing the iterator cancels a running language model."""
        ...


def last_questions(history: Sequence[str], limit: int = 8) -> tuple[str, ...]:
    """The last `limit` questions: what follow-ups are read against."""
    return tuple(history[-limit:])
