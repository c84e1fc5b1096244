"""Conversations: the questions that a user asked and the answers that were given, kept by owner."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine, Row, delete, func, insert, or_, select, update

from app.state.tables import conversations, feedback, turns

TITLE_LENGTH = 40


@dataclass(frozen=True)
class Conversation:
    """One conversation as the list shows it; times are epoch seconds."""

    id: str
    title: str
    created_at: float
    updated_at: float


@dataclass(frozen=True)
class Turn:
    """A question and, once given, its answer body. status: asked | answered | stopped | failed."""

    id: str
    conversation: str
    position: int
    question: str
    scope: Mapping[str, Any]
    status: str
    answer: Mapping[str, Any] | None
    created_at: float


class Conversations:
    """Every method takes the owner and touches nothing that belongs to another."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def create(self, owner: str, title: str = "") -> Conversation:
        now = time.time()
        made = Conversation(uuid4().hex, title[:200] or "新对话", now, now)
        with self._engine.begin() as connection:
            connection.execute(insert(conversations).values(owner=owner, **made.__dict__))
        return made

    def find(self, owner: str, id: str) -> Conversation | None:
        """The conversation, or None when it does not exist or belongs to another."""
        query = select(conversations).where(conversations.c.id == id, conversations.c.owner == owner)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return _conversation(row) if row else None

    def page(self, owner: str, search: str = "", limit: int = 50, offset: int = 0) -> list[Conversation]:
        """Newest first; `search` looks into titles and questions."""
        query = select(conversations).where(conversations.c.owner == owner)
        if search:
            asked = select(turns.c.conversation).where(turns.c.question.contains(search, autoescape=True))
            titled = conversations.c.title.contains(search, autoescape=True)
            query = query.where(or_(titled, conversations.c.id.in_(asked)))
        query = query.order_by(conversations.c.updated_at.desc(), conversations.c.id).limit(limit).offset(offset)
        with self._engine.connect() as connection:
            return [_conversation(row) for row in connection.execute(query)]

    def rename(self, owner: str, id: str, title: str) -> bool:
        where = (conversations.c.id == id, conversations.c.owner == owner)
        with self._engine.begin() as connection:
            return connection.execute(update(conversations).where(*where).values(title=title[:200])).rowcount > 0

    def remove(self, owner: str, id: str) -> bool:
        """Deletes the conversation with its turns; feedback that was given on them stays for evaluation."""
        where = (conversations.c.id == id, conversations.c.owner == owner)
        with self._engine.begin() as connection:
            if connection.execute(delete(conversations).where(*where)).rowcount == 0:
                return False
            connection.execute(delete(turns).where(turns.c.conversation == id))
        return True

    def turns(self, owner: str, id: str) -> list[Turn]:
        """All turns in order; [] when the conversation belongs to another."""
        query = select(turns).join(conversations, conversations.c.id == turns.c.conversation)
        query = query.where(turns.c.conversation == id, conversations.c.owner == owner).order_by(turns.c.position)
        with self._engine.connect() as connection:
            return [_turn(row) for row in connection.execute(query)]

    def turn(self, owner: str, id: str) -> Turn | None:
        query = select(turns).join(conversations, conversations.c.id == turns.c.conversation)
        query = query.where(turns.c.id == id, conversations.c.owner == owner)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return _turn(row) if row else None

    def ask(self, conversation: Conversation, question: str, scope: Mapping[str, Any]) -> Turn:
        """Writes the question down before it is answered: a killed server loses no question."""
        now = time.time()
        with self._engine.begin() as connection:
            last = connection.execute(
                select(func.max(turns.c.position)).where(turns.c.conversation == conversation.id)
            ).scalar()
            made = Turn(
                uuid4().hex, conversation.id, 0 if last is None else last + 1, question, scope, "asked", None, now
            )
            connection.execute(insert(turns).values(**made.__dict__))
            changed: dict[str, Any] = {"updated_at": now}
            if last is None and conversation.title == "新对话":
                changed["title"] = question[:TITLE_LENGTH]
            connection.execute(update(conversations).where(conversations.c.id == conversation.id).values(**changed))
        return made

    def settle(self, turn: str, status: str, answer: Mapping[str, Any] | None = None) -> None:
        """Stores how a turn ended."""
        with self._engine.begin() as connection:
            connection.execute(update(turns).where(turns.c.id == turn).values(status=status, answer=answer))

    def drop_from(self, owner: str, id: str, position: int) -> None:
        """Forgets the turns from `position` on: the user edits or retries a question."""
        if self.find(owner, id) is None:
            return
        with self._engine.begin() as connection:
            connection.execute(delete(turns).where(turns.c.conversation == id, turns.c.position >= position))

    def forget_owner(self, prefix: str, before: float) -> int:
        """Deletes conversations whose owner starts with `prefix` and that rested since `before`; gives their count."""
        where = (conversations.c.owner.startswith(prefix, autoescape=True), conversations.c.updated_at < before)
        with self._engine.begin() as connection:
            ids = [row.id for row in connection.execute(select(conversations.c.id).where(*where))]
            connection.execute(delete(turns).where(turns.c.conversation.in_(ids)))
            connection.execute(delete(conversations).where(conversations.c.id.in_(ids)))
        return len(ids)


def _conversation(row: Row[Any]) -> Conversation:
    return Conversation(row.id, row.title, row.created_at, row.updated_at)


def _turn(row: Row[Any]) -> Turn:
    return Turn(
        row.id, row.conversation, row.position, row.question, row.scope or {}, row.status, row.answer, row.created_at
    )


@dataclass(frozen=True)
class Feedback:
    """A thumb with its reason, and the whole exchange as it stood."""

    id: str
    turn: str
    owner: str
    verdict: str
    reason: str
    note: str
    question: str
    answer: Mapping[str, Any] | None
    created_at: float


class FeedbackBook:
    """What users said of answers: kept for evaluation, even after the conversation is gone."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def give(self, owner: str, turn: Turn, verdict: str, reason: str, note: str) -> Feedback:
        """Stores the feedback; a second one of the same owner on the same turn replaces the first."""
        given = Feedback(
            uuid4().hex, turn.id, owner, verdict, reason, note[:2000], turn.question, turn.answer, time.time()
        )
        with self._engine.begin() as connection:
            connection.execute(delete(feedback).where(feedback.c.turn == turn.id, feedback.c.owner == owner))
            connection.execute(insert(feedback).values(**given.__dict__))
        return given

    def page(self, limit: int = 100, offset: int = 0) -> list[Feedback]:
        query = select(feedback).order_by(feedback.c.created_at.desc()).limit(limit).offset(offset)
        with self._engine.connect() as connection:
            return [Feedback(**row._asdict()) for row in connection.execute(query)]
