"""Settings of the server, each read from the environment as ZHENGWEN_ plus its name in capitals."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class ServerSettings(BaseSettings):
    """Read once by the entry point. docs/settings.md lists every field; a test compares the two."""

    model_config = SettingsConfigDict(env_prefix="ZHENGWEN_", frozen=True, extra="ignore")

    data: Annotated[Path, Field(description="数据目录：索引、上传的文件、会话都在其下")] = Path("var")
    host: Annotated[str, Field(description="监听地址；不是本机地址时必须先建用户或密钥")] = "127.0.0.1"
    port: Annotated[int, Field(description="监听端口")] = 7860
    window: Annotated[bool, Field(description="是否带问答窗口；只作接口的副本可设为 false")] = True
    state_url: Annotated[str, Field(description="会话、用户与密钥的数据库地址；空则用数据目录下的 server.sqlite")] = ""
    public_url: Annotated[
        str, Field(description="对外地址（含 https://），用于安全 Cookie 与单点登录；空则取请求地址")
    ] = ""
    proxies: Annotated[str, Field(description="可信反向代理的地址，逗号分隔；只信其转发头")] = ""
    allowed_hosts: Annotated[str, Field(description="允许的主机名，逗号分隔；空则本机模式只许本机名，其余不限")] = ""
    question_limit: Annotated[int, Field(description="问题的最长字数")] = 2000
    ask_seconds: Annotated[float, Field(description="回答一个问题的最长秒数")] = 120.0
    ask_threads: Annotated[int, Field(description="同时回答的问题数；其余排队")] = 8
    upload_megabytes: Annotated[int, Field(description="上传文件的最大兆字节数")] = 50
    body_kilobytes: Annotated[int, Field(description="上传以外的请求体最大千字节数")] = 256
    rate: Annotated[str, Field(description="每个用户或密钥的默认提问频率")] = "60/minute"
    daily: Annotated[int, Field(description="每个用户或密钥的默认每日提问数；0 为不限")] = 5000
    signin_rate: Annotated[str, Field(description="每个地址与每个用户名的登录尝试频率")] = "10/minute"
    session_hours: Annotated[float, Field(description="登录后多少小时须重新登录")] = 12.0
    embed_minutes: Annotated[float, Field(description="嵌入窗口的访客凭证有效分钟数")] = 120.0
    embed_daily: Annotated[int, Field(description="每个嵌入访客的每日提问数；0 为不限")] = 200
    audit_days: Annotated[int, Field(description="审计日志与嵌入访客会话保留天数；0 为不记审计")] = 180
    graceful_seconds: Annotated[int, Field(description="停机时等正在回答的问题多少秒")] = 15
    otlp_endpoint: Annotated[
        str, Field(description="OpenTelemetry 收集端（gRPC），如 http://127.0.0.1:4317；须装 otel 扩展；空则不发")
    ] = ""
    oidc_issuer: Annotated[str, Field(description="单点登录（OIDC）的签发地址；空则不用")] = ""
    oidc_client_id: Annotated[str, Field(description="单点登录的客户端编号")] = ""
    oidc_client_secret: Annotated[str, Field(description="单点登录的客户端密钥")] = ""
    oidc_groups_claim: Annotated[str, Field(description="单点登录凭证里列出用户组的字段")] = "groups"
    oidc_admin_group: Annotated[str, Field(description="单点登录中此组的成员为管理员；空则无人")] = ""

    @property
    def local(self) -> bool:
        """Whether the server is bound to this machine alone."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def secure(self) -> bool:
        """Whether the public address is https: cookies are then marked Secure."""
        return self.public_url.startswith("https://")

    @property
    def trusted_proxies(self) -> tuple[str, ...]:
        return _listed(self.proxies)

    @property
    def hosts(self) -> tuple[str, ...]:
        """Host names that requests may carry; () for any."""
        named = _listed(self.allowed_hosts)
        return named or (("127.0.0.1", "localhost", "[::1]", self.host) if self.local else ())


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
