"""Commands of the server: serve, users, keys."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy import Engine

from app.auth.keys import Keys
from app.auth.users import User, Users
from app.bootstrap import build_chain
from app.chain import Ask, Chain
from app.cli import DataOption
from app.errors import AppError
from app.evaluation import Evaluator
from app.ingestion import Ingester
from app.server_settings import ServerSettings
from app.settings import AnswerSettings
from app.state.tables import open_state
from vectorstore.errors import StoreError
from vectorstore.settings import StoreSettings
from vectorstore.store import PassageStore

logger = logging.getLogger(__name__)

MakeIngester = Callable[[PassageStore], AbstractContextManager[Ingester]]
MakeEvaluator = Callable[[PassageStore, Path], Evaluator]
RoleOption = Annotated[bool, typer.Option("--admin", help="管理员：可上传、移除、看反馈与审计")]
GroupsOption = Annotated[
    list[str] | None, typer.Option("--group", help="所属用户组，可重复；“*”为全部文件，不给则只看对所有人开放的文件")
]


def register(
    app: typer.Typer, make_ingester: MakeIngester | None = None, make_evaluator: MakeEvaluator | None = None
) -> None:
    """Adds serve, users and keys.

    make_ingester: the ingest pipeline over an open store; None leaves uploads out. make_evaluator: the evaluation over
    an open store and its data folder; None leaves its tab out.
    """
    _register_serve(app, make_ingester, make_evaluator)
    app.add_typer(_users(), name="users", help="窗口用户：add、list、password、disable、enable")
    app.add_typer(_keys(), name="keys", help="API 密钥：create、list、revoke")


def _register_serve(app: typer.Typer, make_ingester: MakeIngester | None, make_evaluator: MakeEvaluator | None) -> None:
    @app.command()
    def serve(
        host: Annotated[str | None, typer.Option(help="监听地址；默认 127.0.0.1")] = None,
        port: Annotated[int | None, typer.Option(help="监听端口；默认 7860")] = None,
        data: DataOption = None,
    ) -> None:
        """启动问答窗口与接口。"""
        from app.api.server import serve as run  # gradio takes seconds to import: other commands do not wait for it

        given: dict[str, Any] = {"host": host, "port": port, "data": data}
        settings = ServerSettings(**{name: value for name, value in given.items() if value is not None})
        logging.getLogger().setLevel(logging.INFO)
        for noisy in ("httpx", "httpx2", "httpcore", "chromadb", "uvicorn.error"):
            logging.getLogger(noisy).setLevel(logging.WARNING)
        with _told():
            store, writer = _open_store(settings)
            with ExitStack() as open_parts:
                open_parts.enter_context(store)
                chain = build_chain(store, AnswerSettings.from_environment())
                ingester = open_parts.enter_context(make_ingester(store)) if writer and make_ingester else None
                evaluator = make_evaluator(store, settings.data) if make_evaluator else None
                threading.Thread(target=_warm, args=(chain,), daemon=True).start()
                typer.echo(f"政问：http://{settings.host}:{settings.port}（Ctrl+C 停止）")
                run(chain, store, settings, ingester, evaluator)


def _warm(chain: Chain) -> None:
    """Loads models and word lists before the first user asks: seconds that nobody then waits for."""
    try:
        chain.ask(Ask("地区生产总值是多少"))
    except (AppError, StoreError) as error:
        logger.warning("warm-up failed: %s", type(error).__name__)


def _open_store(settings: ServerSettings) -> tuple[PassageStore, bool]:
    """The store for writing, or for reading alone while another process writes: uploads are then off."""
    wanted = StoreSettings.from_environment(settings.data)
    try:
        return PassageStore.open(wanted, writer=True), True
    except StoreError as error:
        store = PassageStore.open(wanted)  # an embedded store allows no second process: its error is then the one told
        typer.echo(f"只读方式启动，不能上传：{error}", err=True)
        return store, False


def _users() -> typer.Typer:
    app = typer.Typer(no_args_is_help=True)
    password = typer.Option(..., prompt="密码", hide_input=True, confirmation_prompt=True, help="不给则询问")

    @app.command()
    def add(
        name: str,
        password: str = password,
        admin: RoleOption = False,
        group: GroupsOption = None,
        data: DataOption = None,
    ) -> None:
        """新建用户。"""
        with _told():
            Users(_engine(data)).add(User(name, "admin" if admin else "asker", _groups(group)), password)
        typer.echo(f"已建用户 {name}")

    @app.command("list")
    def listed(data: DataOption = None) -> None:
        """列出用户。"""
        for user in Users(_engine(data)).all():
            typer.echo(f"{user.name}\t{user.role}\t{_told_groups(user.groups)}\t{'已停用' if user.disabled else ''}")

    @app.command("password")
    def change(name: str, password: str = password, data: DataOption = None) -> None:
        """改密码，并使其重新登录。"""
        with _told():
            Users(_engine(data)).change_password(name, password)

    @app.command()
    def disable(name: str, data: DataOption = None) -> None:
        """停用，立即生效。"""
        with _told():
            Users(_engine(data)).disable(name)

    @app.command()
    def enable(name: str, data: DataOption = None) -> None:
        """恢复使用。"""
        with _told():
            Users(_engine(data)).disable(name, False)

    return app


def _keys() -> typer.Typer:
    app = typer.Typer(no_args_is_help=True)

    @app.command()
    def create(
        name: str,
        admin: RoleOption = False,
        group: GroupsOption = None,
        origin: Annotated[
            list[str] | None, typer.Option("--origin", help="可嵌入的网站，如 https://oa.example.gov.cn")
        ] = None,
        rate: Annotated[str, typer.Option(help="提问频率，如 60/minute")] = "",
        daily: Annotated[int, typer.Option(help="每日提问数；-1 取默认，0 不限")] = -1,
        data: DataOption = None,
    ) -> None:
        """新建密钥；全文只显示这一次。"""
        with _told():
            role = "admin" if admin else "asker"
            key, text = Keys(_engine(data)).create(name, role, _groups(group), origin or (), rate, daily)  # type: ignore[arg-type]
        typer.echo(f"密钥编号 {key.id}，请妥善保存，不再显示：\n{text}")

    @app.command("list")
    def listed(data: DataOption = None) -> None:
        """列出密钥。"""
        for key in Keys(_engine(data)).all():
            state = "已吊销" if key.revoked else ""
            typer.echo(
                f"{key.id}\t{key.name}\t{key.role}\t{_told_groups(key.groups)}\t{' '.join(key.origins)}\t{state}"
            )

    @app.command()
    def revoke(id: str, data: DataOption = None) -> None:
        """吊销，立即生效。"""
        with _told():
            Keys(_engine(data)).revoke(id)

    return app


def _engine(data: Path | None) -> Engine:
    settings = ServerSettings() if data is None else ServerSettings(data=data)
    return open_state(settings.data, settings.state_url)


def _groups(given: list[str] | None) -> tuple[str, ...] | None:
    return None if given and "*" in given else tuple(given or ())


def _told_groups(groups: tuple[str, ...] | None) -> str:
    return "*" if groups is None else ",".join(groups)


@contextmanager
def _told() -> Iterator[None]:
    """A known error ends the command with its message alone."""
    try:
        yield
    except (AppError, StoreError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
