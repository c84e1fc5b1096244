"""Local users of the chat window."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Engine, delete, func, insert, select, update

from app.auth.principal import Role
from app.auth.secrets import hash_secret, verify_secret
from app.errors import SettingsError
from app.state.tables import sessions, users

PASSWORD_LENGTH = 10


@dataclass(frozen=True)
class User:
    """A user; groups () sees only documents that are open to everyone, None sees all."""

    name: str
    role: Role
    groups: tuple[str, ...] | None
    disabled: bool = False


class Users:
    """Made and changed by `zhengwen users` or by single sign-on; there is no default user."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def any(self) -> bool:
        with self._engine.connect() as connection:
            return bool(connection.execute(select(func.count()).select_from(users)).scalar())

    def add(self, user: User, password: str) -> None:
        """Raises SettingsError for a taken name or a short password."""
        check_password(password)
        if self.find(user.name) is not None:
            raise SettingsError(f"用户 {user.name} 已存在；改密码请用 zhengwen users password {user.name}")
        self._insert(user, hash_secret(password))

    def adopt(self, user: User) -> None:
        """A user from single sign-on: made or updated, without a password."""
        values = {"role": user.role, "groups": _stored(user.groups)}
        with self._engine.begin() as connection:
            found = connection.execute(update(users).where(users.c.name == user.name).values(**values)).rowcount
        if not found:
            self._insert(user, "")

    def find(self, name: str) -> User | None:
        with self._engine.connect() as connection:
            row = connection.execute(select(users).where(users.c.name == name)).first()
        return User(row.name, row.role, _groups(row.groups), row.disabled) if row else None

    def all(self) -> list[User]:
        with self._engine.connect() as connection:
            rows = connection.execute(select(users).order_by(users.c.name))
            return [User(row.name, cast(Role, row.role), _groups(row.groups), row.disabled) for row in rows]

    def verify(self, name: str, password: str) -> User | None:
        """The user when the password fits and the account is enabled."""
        with self._engine.connect() as connection:
            row = connection.execute(select(users.c.password_hash).where(users.c.name == name)).first()
        fits = verify_secret(row.password_hash if row and row.password_hash else None, password)
        user = self.find(name) if fits else None
        return user if user and not user.disabled else None

    def change_password(self, name: str, password: str) -> None:
        """Also ends every session of the user."""
        check_password(password)
        self._update(name, password_hash=hash_secret(password))
        self._end_sessions(name)

    def disable(self, name: str, disabled: bool = True) -> None:
        self._update(name, disabled=disabled)
        self._end_sessions(name)

    def _insert(self, user: User, password_hash: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                insert(users).values(
                    name=user.name,
                    password_hash=password_hash,
                    role=user.role,
                    groups=_stored(user.groups),
                    disabled=user.disabled,
                    created_at=time.time(),
                )
            )

    def _update(self, name: str, **values: object) -> None:
        with self._engine.begin() as connection:
            if connection.execute(update(users).where(users.c.name == name).values(**values)).rowcount == 0:
                raise SettingsError(f"没有用户 {name}；现有用户见 zhengwen users list")

    def _end_sessions(self, name: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(delete(sessions).where(sessions.c.kind == "user", sessions.c.subject == name))


def check_password(password: str) -> None:
    if len(password) < PASSWORD_LENGTH:
        raise SettingsError(f"密码至少 {PASSWORD_LENGTH} 个字符")


def _stored(groups: tuple[str, ...] | None) -> list[str]:
    return ["*"] if groups is None else list(groups)


def _groups(stored: list[str]) -> tuple[str, ...] | None:
    return None if "*" in stored else tuple(stored)
