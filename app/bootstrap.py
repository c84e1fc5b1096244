"""Builds the real chain from the store and the settings."""

from __future__ import annotations

from app.assistant import Assistant
from app.guest.endpoint import Endpoint
from app.guest.guest import Guest
from app.retriever import Parts, Retriever
from app.settings import AnswerSettings
from app.understanding.reading import QuestionReader
from app.understanding.wording import load_wording
from vectorstore.store import PassageStore


def build_chain(store: PassageStore, settings: AnswerSettings | None = None, parts: Parts | None = None) -> Assistant:
    """The chain that every surface calls. parts: which searches take part (ablations)."""
    wording = load_wording()
    guest = Guest(Endpoint(settings)) if settings and settings.has_model else None
    return Assistant(store, Retriever(store, parts), QuestionReader(wording), wording, guest)
