"""Lines that belong to the web site or to the printed page, not to the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.clean.line import Line

_GAP = r"[\s|｜·\[\]【】（）():：/\\>＞-]"
_STRONG = (
    "打印(?:本页|此页|页面)?|关闭(?:窗口|本页)|字号|分享(?:到|至)?|收藏(?:本页)?|无障碍(?:浏览|阅读)?|长者(?:模式|版|助手)"
    "|适老化|关怀版|设为首页|加入收藏|返回(?:顶部|首页|列表)|网站地图|手机版|站内搜索|语音播报"
)
_WEAK = (
    "关闭|字体|大|中|小|繁体(?:版)?|简体(?:版)?|首页|上一[篇条]|下一[篇条]|微信|微博|新浪微博|腾讯微博|QQ空间|朋友圈|下载"
    "|纠错|联系我们|关于我们|登录|注册|English|搜索|朗读"
)
_BUTTON = f"(?:{_STRONG}|{_WEAK})"
_FEWEST_WEAK = 3  # a lone 大 or 下载 may be a table's cell
_ANY_BUTTON, _STRONG_BUTTON = re.compile(_BUTTON), re.compile(_STRONG)
_ONLY_BUTTONS = re.compile(rf"^{_GAP}*{_BUTTON}(?:{_GAP}*{_BUTTON})*{_GAP}*$")
_SITE_LINE = re.compile(
    r"""^\s*(?:
    (?:您(?:现在)?(?:的|所在)?(?:当前)?(?:的)?位置|当前(?:的)?位置|所在位置|现在位置)\s?(?:是)?\s?[：:>]?
    | .*(?:设为首页|加入收藏)
    | 扫一扫.{0,20}$ | .{0,12}扫(?:码|描二维码).{0,16}$
    | .{0,40}(?:ICP\s?备|公网安备|网站标识码|网安备).*$
    | 您访问的链接即将离开 | (?:是否|确认)?继续(?:访问)?[？?]?$
    | (?:版权所有|Copyright|©|技术支持|网站支持IPv6|本站已支持|建议使用.{0,20}浏览器)
    | (?:浏览次数|阅读次数|访问量|点击数|点击次数)\s?[：:]
    | 分享(?:到|至)[：:] | 打印本页 | 字号\s?[：:] | (?:上一篇|下一篇)[：:]
    | 您(?:的)?(?:浏览器)(?:版本|不支持)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_FOOTER_LINE = re.compile(
    r"^\s*(?:主办(?:单位)?|承办(?:单位)?|网站主办|政务服务热线|联系电话|地址|邮编|备案号|传真)\s?[：:]"
)
_TRAILING = re.compile(
    rf"(?:{_GAP}+(?:打印|字号|分享(?:到)?|收藏|关闭|【?字体)\s?[：:]?(?:{_GAP}*(?:大|中|小|打印|关闭))*{_GAP}*)+$"
)
_NUMBERED = re.compile(
    r"^\s*[-—·.]{1,2}\s?\d{1,4}\s?[-—·.]{1,2}\s*$|^\s*第\s?\d{1,4}\s?页(?:\s?[，,/]?\s?共\s?\d{1,4}\s?页)?\s*$"
)
_COUNTED = re.compile(
    r"^[-—·.\s]*(?:Page\s?|第\s?)?(\d{1,4})(?:\s?页)?(?:\s?[/,，、]?\s?共?\s?\d{1,4}\s?页?)?[-—·.\s]*$", re.IGNORECASE
)
_TITLE_END = re.compile(r"(?:报告|意见|规划|纲要|通知|方案|草案|决定|公报|要点|计划|办法)[）)]?\s*$")
_DIGITS = re.compile(r"\d+|[一二三四五六七八九十百零〇]+(?=\s?页)")
_OF_TABLE = re.compile(
    r"[（(]?(?:金额|计量|货币)?单位[：:]|附?表#(?:-#)?$"
)  # what stands above every page of annexed tables
_LONGEST_FOOTER = 60
_LONGEST_SITE_LINE = 120
_EDGE = 3  # lines at the top and the bottom of a page that may be running heads
_FEWEST_PAGES = 3
_FEWEST_OF_TEXT = 9  # lines; a first page with fewer is a cover
_TITLE_LINES, _SHORTEST_TITLE = 5, 6  # lines of the first page that may hold its title; its characters


def is_site_line(text: str) -> bool:
    """Whether the whole line is a web page's own: buttons, breadcrumb, registration numbers, leaving notice."""
    return len(text) <= _LONGEST_SITE_LINE and (_is_buttons(text) or bool(_SITE_LINE.match(text)))


def _is_buttons(text: str) -> bool:
    if not _ONLY_BUTTONS.match(text):
        return False
    return bool(_STRONG_BUTTON.search(text)) or len(_ANY_BUTTON.findall(text)) >= _FEWEST_WEAK


def is_footer_line(text: str) -> bool:
    """Whether the line may be a web page's footer; only meant for the lines next to other site lines at the end."""
    return len(text) <= _LONGEST_FOOTER and bool(_FOOTER_LINE.match(text))


def without_buttons(line: Line) -> Line:
    """A line such as 发布日期:… 打印 | 字号: without its buttons."""
    return line.delete(_TRAILING) if len(line.text) < 120 else line


def is_page_number(text: str) -> bool:
    """A page number that shows itself as one: - 12 -, 第 3 页."""
    return bool(_NUMBERED.match(text))


def running_lines(pages: Sequence[Sequence[Line]]) -> set[int]:
    """Offsets (of first characters) of running heads, feet and page numbers, found by their repetition over pages."""
    if len(pages) < 2:
        return set()
    found = _titles(pages) | _alternating(pages)
    return found if len(pages) < _FEWEST_PAGES else found | _repeated(pages) | _numbers(pages)


def _tops(pages: Sequence[Sequence[Line]]) -> list[Line | None]:
    return [next((line for line in page if line.text.strip()), None) for page in pages]


def _titles(pages: Sequence[Sequence[Line]]) -> set[int]:
    """Heads of later pages that repeat a title line of the first page, unless that is only a cover."""
    first = [line for line in pages[0] if line.text.strip()]
    if len(first) < _FEWEST_OF_TEXT:
        return set()
    titles = {key for line in first[:_TITLE_LINES] if len(key := _pattern(line.text)) >= _SHORTEST_TITLE}
    return {top.origins[0] for top in _tops(pages)[1:] if top is not None and _pattern(top.text) in titles}


def _alternating(pages: Sequence[Sequence[Line]]) -> set[int]:
    """Heads of odd pages and of even pages, each on all of its pages; but not the title on the first page."""
    found: set[int] = set()
    for parity in (0, 1):
        tops = _tops(pages)[parity::2]
        keys = {_pattern(top.text) if top is not None else "" for top in tops}
        if len(tops) >= 2 and len(keys) == 1 and len(next(iter(keys))) >= _SHORTEST_TITLE:
            found |= {top.origins[0] for top in tops if top is not None}
    first = _tops(pages)[0]
    return found - {first.origins[0]} if first is not None and _TITLE_END.search(first.text) else found


def _edges(page: Sequence[Line]) -> list[tuple[str, Line]]:
    filled = [line for line in page if line.text.strip()]
    top = [(f"top{index}", line) for index, line in enumerate(filled[:_EDGE])]
    return top + [(f"end{index}", line) for index, line in enumerate(reversed(filled[_EDGE:][-_EDGE:]))]


def _repeated(pages: Sequence[Sequence[Line]]) -> set[int]:
    """Heads often differ between odd and even pages, so a third of the pages is enough, and at least three."""
    keys = [
        [(place, _DIGITS.sub("#", "".join(line.text.split())), line) for place, line in _edges(page)] for page in pages
    ]
    counts = Counter((place, key) for page in keys for place, key, _ in page)
    needed = max(_FEWEST_PAGES, len(pages) // 3)
    found: set[int] = set()
    body = {"".join(line.text.split()) for page in pages[:2] for line in page[_EDGE:]}
    for number, page in enumerate(keys):
        for place, key, line in page:
            is_title = number == 0 and "".join(line.text.split()) not in body and "#页" not in key
            if counts[place, key] >= needed and len(key) >= 4 and not is_title and not _OF_TABLE.match(key):
                found.add(line.origins[0])
    return found


def _pattern(text: str) -> str:
    """The line without spaces, every number as #: heads often hold the page's number."""
    return _DIGITS.sub("#", "".join(text.split()))


def _numbers(pages: Sequence[Sequence[Line]]) -> set[int]:
    """Bare numbers at one place of each page, counting up with the pages."""
    votes: Counter[tuple[str, int]] = Counter()
    candidates: list[tuple[str, int, Line]] = []
    for number, page in enumerate(pages):
        for place, line in _edges(page):
            match = _COUNTED.match(line.text)
            if match and place in ("top0", "top1", "end0", "end1"):
                shift = int(match[1]) - number
                votes[place[:3], shift] += 1
                candidates.append((place[:3], shift, line))
    return {line.origins[0] for place, shift, line in candidates if votes[place, shift] >= max(3, len(pages) // 2)}
