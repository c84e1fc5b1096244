"""NAME.meta.yaml beside a report: what a person says of it, which wins over what reading finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import yaml

from ingest.errors import BadOverrides

SUFFIX = ".meta.yaml"
_KEYS = ("title", "region", "date", "groups")
_EXPECTED = (
    "应为若干行“键: 值”，"
    "键只能是 title（标题）、region（地区）、date（日期，如 2021-01-21）、groups（可见的用户组列表）"
)
_MOST_BYTES = 64 * 1024


@dataclass(frozen=True)
class Overrides:
    """values: for read_document (title and region as text, date as a date). groups: None when the file says nothing."""

    values: Mapping[str, object]
    groups: tuple[str, ...] | None
    content: bytes = b""


NONE = Overrides({}, None)


def read_overrides(path: Path) -> Overrides:
    """What the sidecar of the report at `path` says: report.meta.yaml, or report.pdf.meta.yaml. Raises BadOverrides."""
    for sidecar in (path.with_name(path.name + SUFFIX), path.with_name(path.stem + SUFFIX)):
        if sidecar.is_file():
            return _parse(sidecar)
    return NONE


def _parse(sidecar: Path) -> Overrides:
    try:
        content = sidecar.read_bytes()
        if len(content) > _MOST_BYTES:
            raise BadOverrides(sidecar.name, "文件过大", _EXPECTED)
        loaded = yaml.safe_load(content.decode("utf-8-sig"))
    except OSError as error:
        raise BadOverrides(sidecar.name, f"读取失败（{error.strerror}）", "请检查权限") from error
    except UnicodeDecodeError:
        raise BadOverrides(sidecar.name, "不是 UTF-8 编码", "请另存为 UTF-8 后重试") from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise BadOverrides(sidecar.name, "不是正确的 YAML", _EXPECTED) from error
    if loaded is None:
        return Overrides({}, None, content)
    if not isinstance(loaded, dict):
        raise BadOverrides(sidecar.name, "内容不是“键: 值”", _EXPECTED)
    unknown = [str(key) for key in loaded if key not in _KEYS]
    if unknown:
        raise BadOverrides(sidecar.name, f"有不认识的键：{'、'.join(unknown)}", _EXPECTED)
    values = {key: _value(sidecar, key, loaded[key]) for key in _KEYS[:3] if loaded.get(key) is not None}
    return Overrides(values, _groups(sidecar, loaded.get("groups")), content)


def _value(sidecar: Path, key: str, value: object) -> object:
    if key == "date":
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value).strip())
        except ValueError:
            raise BadOverrides(sidecar.name, f"日期“{value}”不对", "请写成 2021-01-21 的样子") from None
    if not isinstance(value, str) or not value.strip():
        raise BadOverrides(sidecar.name, f"{key} 的值应为文字", _EXPECTED)
    return value.strip()


def _groups(sidecar: Path, value: object) -> tuple[str, ...] | None:
    if value is None:
        return None
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
        raise BadOverrides(sidecar.name, "groups 应为用户组名称的列表", _EXPECTED)
    return tuple(sorted({name.strip() for name in names}))
