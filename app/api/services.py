"""Everything that the routes work with, made once and handed in."""

from __future__ import annotations

from dataclasses import dataclass

from anyio import CapacityLimiter
from fastapi import Request
from prometheus_client import CollectorRegistry, Counter, Histogram
from sqlalchemy import Engine

from app.api.errors import ApiError
from app.asking import Asking
from app.auth.authenticator import Authenticator
from app.auth.keys import Keys
from app.auth.limiter import Limiter
from app.auth.principal import Principal
from app.auth.sessions import Sessions
from app.auth.users import Users
from app.chain import Chain
from app.evaluation import Evaluations, Evaluator
from app.ingestion import Ingester
from app.library import Library
from app.server_settings import ServerSettings
from app.state.audit import AuditLog
from app.state.conversations import Conversations, FeedbackBook
from app.state.tables import open_state
from app.uploads import Uploads


class Metrics:
    """Prometheus metrics of this server, in their own registry."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "zhengwen_requests_total", "HTTP requests", ["method", "route", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "zhengwen_request_seconds", "Seconds until a response began", ["route"], registry=self.registry
        )
        self.answers = Counter("zhengwen_answers_total", "Answers", ["surface", "outcome"], registry=self.registry)
        self.answer_seconds = Histogram(
            "zhengwen_answer_seconds", "Seconds until an answer was whole", ["surface"], registry=self.registry
        )


@dataclass(frozen=True)
class Services:
    """The parts of one server."""

    settings: ServerSettings
    library: Library
    authenticator: Authenticator
    users: Users
    keys: Keys
    sessions: Sessions
    limiter: Limiter
    conversations: Conversations
    feedback: FeedbackBook
    audit: AuditLog
    asking: Asking
    uploads: Uploads
    metrics: Metrics
    engine: Engine
    ask_slots: CapacityLimiter
    evaluations: Evaluations | None = None


def build_services(
    chain: Chain,
    library: Library,
    settings: ServerSettings,
    ingester: Ingester | None,
    evaluator: Evaluator | None = None,
) -> Services:
    """Opens the server's tables and joins its parts."""
    engine = open_state(settings.data, settings.state_url)
    users, keys, sessions = Users(engine), Keys(engine), Sessions(engine)
    limiter, metrics = Limiter(), Metrics()
    conversations = Conversations(engine)
    audit = AuditLog(engine, settings.audit_days)
    return Services(
        settings=settings,
        library=library,
        authenticator=Authenticator(settings, users, keys, sessions),
        users=users,
        keys=keys,
        sessions=sessions,
        limiter=limiter,
        conversations=conversations,
        feedback=FeedbackBook(engine),
        audit=audit,
        asking=Asking(chain, conversations, audit, limiter, settings.question_limit),
        uploads=Uploads(settings.data / "uploads", ingester, settings.upload_megabytes * 1_000_000),
        metrics=metrics,
        engine=engine,
        ask_slots=CapacityLimiter(settings.ask_threads),
        evaluations=Evaluations(evaluator) if evaluator else None,
    )


def principal_of(request: Request) -> Principal:
    """Who asks; the guard has put it there. Raises ApiError unauthorized."""
    principal = getattr(request.state, "principal", None)
    if not isinstance(principal, Principal):
        raise ApiError("unauthorized")
    return principal


def admin_of(request: Request) -> Principal:
    """The principal when it has the admin role."""
    principal = principal_of(request)
    if not principal.admin:
        raise ApiError("forbidden", "此操作需要管理员角色")
    return principal
