"""The settings of the server as a Markdown table, for docs/settings.md."""

from __future__ import annotations

from app.server_settings import ServerSettings


def settings_table() -> str:
    """One row a setting: environment variable, default, meaning."""
    rows = [
        f"| `ZHENGWEN_{name.upper()}` | `{field.default}` | {field.description} |"
        for name, field in ServerSettings.model_fields.items()
    ]
    return "\n".join(["| 环境变量 | 默认值 | 含义 |", "|---|---|---|", *rows]) + "\n"
