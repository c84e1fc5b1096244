"""What the server remembers, and for how long."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from app.state.audit import DAY_SECONDS, AuditLog, Deed
from app.state.conversations import Conversations
from app.state.tables import open_state


@pytest.fixture
def state(tmp_path: Path):  # type: ignore[no-untyped-def]
    engine = open_state(tmp_path)
    yield engine
    engine.dispose()


def test_the_audit_log_forgets_after_its_days(state) -> None:  # type: ignore[no-untyped-def]
    log = AuditLog(state, days=30)
    log.write(Deed("r1", "local", "api", "ask", "问题", "answered", 5))
    assert log.expire(time.time() + 29 * DAY_SECONDS) == 0
    assert [deed.detail for _, deed in log.page()] == ["问题"]
    assert log.expire(time.time() + 31 * DAY_SECONDS) == 1
    assert log.page() == []


def test_an_audit_log_of_no_days_writes_nothing(state) -> None:  # type: ignore[no-untyped-def]
    log = AuditLog(state, days=0)
    log.write(Deed("r1", "local", "api", "ask", "问题", "answered"))
    assert log.page() == []


def test_only_visitors_conversations_are_forgotten(state) -> None:  # type: ignore[no-untyped-def]
    kept = Conversations(state)
    visitor, user = kept.create("embed:k:1"), kept.create("user:li")
    kept.ask(visitor, "访客的问题", {})
    assert kept.forget_owner("embed:", time.time() + 1) == 1
    assert kept.find("embed:k:1", visitor.id) is None
    assert kept.find("user:li", user.id) is not None


def test_a_search_word_is_never_a_pattern(state) -> None:  # type: ignore[no-untyped-def]
    kept = Conversations(state)
    found = kept.create("local", "增长100%的项目")
    kept.create("local", "别的")
    assert [one.id for one in kept.page("local", search="100%")] == [found.id]
    assert kept.page("local", search="_%_") == []


def test_retrying_forgets_what_came_after(state) -> None:  # type: ignore[no-untyped-def]
    kept = Conversations(state)
    conversation = kept.create("local")
    for question in ("一", "二", "三"):
        kept.ask(conversation, question, {})
    kept.drop_from("someone else", conversation.id, 0)
    kept.drop_from("local", conversation.id, 1)
    assert [turn.question for turn in kept.turns("local", conversation.id)] == ["一"]
