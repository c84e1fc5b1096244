"""What reposting sites and page generators put before and behind a report: counters, an abstract that repeats its
opening, links to other places' reports, disclaimers, the page's settings."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TAIL = re.compile(
    r"^\s*(?:分享(?:到|至)[：:]?|免责声明[：:]?.*|版权声明[：:]?.*|相关(?:文章|阅读|新闻|链接|推荐|稿件|报道|评论|资讯)[：:]?|延伸阅读[：:]?|"
    r"推荐阅读[：:]?|猜你喜欢|热门(?:推荐|文章|标签)|本栏(?:最新|推荐|热门)|阅读排行(?:榜)?|点击排行(?:榜)?|最新(?:文章|发布)|标签云)\s*$"
)
_HEAD_REACH = 14  # lines at the top of a text among which a page's own may stand
_LONGEST_LINK = 60  # characters of a line that only leads elsewhere
_CLOSES = re.compile(r"[。；;]\s*$")
_DISCLAIMS = re.compile(r"本站|本网|转载|侵权|版权|作者观点|投稿|来源于网络|编辑[：:]")
_COUNTER = re.compile(r"(?:阅读|浏览|点击|访问|评论)(?:次数|量|数)?\s*[：:]\s*$")
_COUNT = re.compile(r"^\d{1,8}(?:\s?次)?$")
_ABSTRACT = re.compile(r"^(?:内容)?(?:摘要|提要|简介|导读)\s*[：:]\s*(?P<text>.*)$")
_CUT_OFF = re.compile(r"(?:\.{3,}|…+)\s*$")
_LEAST_REPEATED = 20  # characters of an abstract that must stand in the text again
_SPACES = re.compile(r"[\s?？]+")
_SETTINGS = re.compile(r"^-{3}$")
_SETTING = re.compile(r"^[A-Za-z_]+\s?[：:].*$")


def page_lines(lines: Sequence[str]) -> set[int]:
    """Indexes of the lines that a reposting page put around the report's text."""
    return _settings(lines) | _head(lines) | _tail(lines)


def _tail(lines: Sequence[str]) -> set[int]:
    """From 分享到, 相关文章 or 免责声明 to the end, where nothing behind it is a report's text."""
    prose = next((i for i in range(len(lines) - 1, -1, -1) if _is_prose(lines[i])), -1)
    first = next((i for i in range(prose + 1, len(lines)) if _TAIL.match(lines[i])), None)
    return set() if first is None else set(range(first, len(lines)))


def _is_prose(line: str) -> bool:
    """A paragraph, or a sentence of one; not what a site says of itself."""
    return (len(line) > _LONGEST_LINK or bool(_CLOSES.search(line))) and not _DISCLAIMS.search(line)


def _head(lines: Sequence[str]) -> set[int]:
    """Counters (阅读: 241) and the abstract, if it is cut off and repeats what the report begins with."""
    found: set[int] = set()
    top = [index for index, line in enumerate(lines[: 4 * _HEAD_REACH]) if line][:_HEAD_REACH]
    for place, index in enumerate(top):
        line, following = lines[index], top[place + 1] if place + 1 < len(top) else len(lines)
        if _COUNTER.search(line):
            found.add(index)
            if following < len(lines) and _COUNT.match(lines[following]):
                found.add(following)
        abstract = _ABSTRACT.match(line)
        if abstract:
            holder = index if abstract["text"] else following
            text = abstract["text"] or "".join(lines[following : following + 1])
            if _CUT_OFF.search(text) and _repeated(text, lines[holder + 1 :]):
                found |= {index, holder}
    return found


def _repeated(abstract: str, below: Sequence[str]) -> bool:
    plain = _SPACES.sub("", _CUT_OFF.sub("", abstract))
    text = _SPACES.sub("", "".join(below))
    ends = (plain[:_LEAST_REPEATED], plain[-_LEAST_REPEATED:])
    return len(plain) >= _LEAST_REPEATED and any(end in text for end in ends)


def _settings(lines: Sequence[str]) -> set[int]:
    """--- title: … ---: what a page generator reads at the top of a file."""
    first = next((index for index, line in enumerate(lines) if line), None)
    if first is None or not _SETTINGS.match(lines[first]):
        return set()
    for index in range(first + 1, min(first + 20, len(lines))):
        if _SETTINGS.match(lines[index]):
            return set(range(first, index + 1))
        if lines[index] and not _SETTING.match(lines[index]):
            return set()
    return set()
