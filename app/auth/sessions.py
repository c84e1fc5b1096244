"""Sessions: a random token for a signed-in user or for one visitor of an embedded chat."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Engine, delete, insert, select

from app.auth.secrets import new_token, token_hash
from app.state.tables import sessions

PREFIX = "zs-"


@dataclass(frozen=True)
class Session:
    """kind user: subject is the user's name; kind embed: subject is the key's id and visitor tells visitors apart."""

    kind: Literal["user", "embed"]
    subject: str
    visitor: str


class Sessions:
    """Only hashes of tokens are stored: a copy of the database opens no session."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def start(self, kind: Literal["user", "embed"], subject: str, seconds: float) -> tuple[Session, str]:
        """The session and its token."""
        session, token = Session(kind, subject, secrets.token_hex(8)), PREFIX + new_token()
        with self._engine.begin() as connection:
            connection.execute(delete(sessions).where(sessions.c.expires_at < time.time()))
            connection.execute(
                insert(sessions).values(
                    token_hash=token_hash(token), expires_at=time.time() + seconds, **session.__dict__
                )
            )
        return session, token

    def find(self, token: str) -> Session | None:
        """The live session of this token."""
        if not token.startswith(PREFIX):
            return None
        query = select(sessions).where(sessions.c.token_hash == token_hash(token))
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None or row.expires_at < time.time():
            return None
        return Session(row.kind, row.subject, row.visitor)

    def end(self, token: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash(token)))
