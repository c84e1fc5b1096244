"""From what a request carries to a principal."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.auth.keys import Key, Keys
from app.auth.principal import Principal
from app.auth.sessions import Session, Sessions
from app.auth.users import User, Users
from app.errors import SettingsError
from app.server_settings import ServerSettings

OPEN_OWNER = "local"


@dataclass(frozen=True)
class Authenticator:
    """Looks users, keys and sessions up anew each time: what is revoked stops at once."""

    settings: ServerSettings
    users: Users
    keys: Keys
    sessions: Sessions

    @property
    def open(self) -> bool:
        """Open for one person: bound to this machine and nobody was configured."""
        return self.settings.local and not self.configured

    @property
    def configured(self) -> bool:
        return self.users.any() or self.keys.any() or bool(self.settings.oidc_issuer)

    def check_start(self) -> None:
        """Raises SettingsError when the server would stand open to others."""
        if not self.settings.local and not self.configured:
            raise SettingsError(
                f"拒绝启动：监听地址 {self.settings.host} 能被其他机器访问，而还没有任何用户、密钥或单点登录。"
                "请先用 zhengwen users add 建用户或 zhengwen keys create 建密钥；"
                "只在本机使用则改为 --host 127.0.0.1。"
            )

    def principal(self, token: str) -> Principal | None:
        """Who the token (API key or session) belongs to; in open mode everyone is the one person."""
        if token:
            found = self._of_key(token) or self._of_session(token)
            if found is not None:
                return found
        return self.open_principal() if self.open else None

    def open_principal(self) -> Principal:
        return Principal(OPEN_OWNER, "本机", "admin", None, "open", OPEN_OWNER, self.settings.rate, ())

    def of_owner(self, owner: str) -> Principal | None:
        """The principal of a signed-in window, looked up anew by its owner name."""
        if owner == OPEN_OWNER:
            return self.open_principal() if self.open else None
        kind, _, name = owner.partition(":")
        if kind == "key":
            key = self.keys.find(name)
            return self._from_key(key) if key else None
        user = self.users.find(name) if kind == "user" else None
        return self._from_user(user) if user and not user.disabled else None

    def _of_key(self, token: str) -> Principal | None:
        key = self.keys.verify(token)
        return self._from_key(key) if key else None

    def _of_session(self, token: str) -> Principal | None:
        session = self.sessions.find(token)
        if session is None:
            return None
        if session.kind == "embed":
            key = self.keys.find(session.subject)
            return self._from_visitor(key, session) if key else None
        user = self.users.find(session.subject)
        return self._from_user(user) if user and not user.disabled else None

    def _from_user(self, user: User) -> Principal:
        owner = f"user:{user.name}"
        quotas = ((owner, self.settings.daily),)
        return Principal(owner, user.name, user.role, user.groups, "session", owner, self.settings.rate, quotas)

    def _from_key(self, key: Key) -> Principal:
        owner = f"key:{key.id}"
        rate = key.rate or self.settings.rate
        daily = self.settings.daily if key.daily < 0 else key.daily
        return Principal(owner, key.name, key.role, key.groups, "key", owner, rate, ((owner, daily),))

    def _from_visitor(self, key: Key, session: Session) -> Principal:
        """A visitor never has the admin role, whatever the key may do."""
        base, owner = self._from_key(key), f"embed:{key.id}:{session.visitor}"
        quotas = ((owner, self.settings.embed_daily), *base.quotas)
        return replace(base, owner=owner, role="asker", via="embed", quotas=quotas)
