"""Markdown's own signs, which are not part of the report's words."""

from __future__ import annotations

import re

from ingest.clean.line import Line

_HEADING = re.compile(r"^#{1,6} +| +#+$")
_EMPHASIS = re.compile(r"\*\*|__|`")
_RULE = re.compile(r"^[-*_=](?: ?[-*_=]){2,}$")
_TABLE_RULE = re.compile(r"^\|?[ :|-]*-{2,}[ :|-]*\|?$")
_QUOTE = re.compile(r"^(?:> ?)+")


def plain_markdown(line: Line) -> Line:
    """The line without heading marks, emphasis and quote marks; empty if it is a rule."""
    if _RULE.match(line.text) or _TABLE_RULE.match(line.text):
        return line.cut(0, 0)
    for pattern in (_HEADING, _EMPHASIS, _QUOTE):
        line = line.delete(pattern)
    return line.strip()
