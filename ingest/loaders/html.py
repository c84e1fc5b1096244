"""Web pages: the report's own text without the site around it; tables keep rows, columns and spans."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Comment, Declaration, Doctype, ProcessingInstruction, Tag
from bs4.element import NavigableString

from ingest.document import Document
from ingest.errors import EmptyFile, UnsafeFile
from ingest.loaders.builder import GridCell, TextBuilder
from ingest.loaders.file import SourceFile
from ingest.loaders.text import decode

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding=[\"']([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_NEVER = (
    "script", "style", "noscript", "template", "nav", "footer", "header", "aside", "form", "iframe", "object", "embed",
    "svg", "canvas", "button", "select", "input", "textarea", "audio", "video", "head",
)  # fmt: skip
_CHROME_NAME = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|menu|breadcrumbs?|crumbs?|footer|foot|share|sharing|bdsharebuttonbox|toolbar|sidebar"
    r"|copyright|pager|pagination|qrcode|related|side|topbar|banner|location|position|dqwz|print|fontsize|wzgn|skip)"
    r"(?:[-_ ]|$)",
    re.IGNORECASE,
)
_CHROME_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu", "dialog"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "html", "li", "main", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption",
})  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MOST_CHROME = 0.35  # share of the page's text above which a chrome-named block is the report itself
_FEWEST_LINKS, _MOST_LINKED = 2, 0.7  # a block with so many links, whose text so far is theirs, leads elsewhere
# --- title: … ---: what a page generator reads at the top of a file.
_SETTINGS = re.compile(r"^\s*---[ \t]*\r?\n(?P<body>(?:[A-Za-z_]+:.*\r?\n|\s+.*\r?\n)*?)---[ \t]*\r?\n")
_SET_TITLE = re.compile(r"^title:\s*[\"']?(?P<title>.+?)[\"']?\s*$", re.MULTILINE)
_NOTE_MARK = re.compile(r"[\[〔［]\d{1,3}[\]〕］]")
_LAYOUT_CELL = 400  # characters in one cell from which on a table only lays out the page
_MOST_DEPTH = 400
_SAVE_AGAIN = "请在浏览器中打开，另存为 PDF 或复制文字到 .txt 后重试"
_META_KEYS = {
    "articletitle": "标题", "pubdate": "发布日期", "contentsource": "发布机构", "author": "作者",
    "publishdate": "发布日期", "og:title": "标题", "article:published_time": "发布日期",
}  # fmt: skip


def load(file: SourceFile, on_page: object = None) -> Document:
    """Read an HTML page. Raises UnsupportedFormat (no text encoding fits), UnsafeFile or EmptyFile."""
    declared = _DECLARED.search(file.data[:4096]) or _XML_DECLARED.search(file.data[:200])
    markup, warnings = decode(file.data, file.name, _encoding(declared[1].decode("ascii")) if declared else None)
    settings = _SETTINGS.match(markup)
    titled = _SET_TITLE.search(settings["body"]) if settings else None
    try:
        page = f"<body>{markup[settings.end() :]}" if settings else markup
        soup = BeautifulSoup(page.replace("\x00", ""), "lxml")
        metadata = _metadata(soup) + ((("标题", titled["title"]),) if titled else ())
        _drop_chrome(soup)
        builder = TextBuilder()
        _Walker(builder).walk(soup.body or soup)
    except RecursionError:
        raise UnsafeFile(file.name, "网页的标签嵌套过深", _SAVE_AGAIN) from None
    if not builder.text.strip():
        raise EmptyFile(file.name, "网页里没有正文（可能由脚本加载）", _SAVE_AGAIN)
    return builder.document(file, "html", metadata=metadata, warnings=warnings)


def _encoding(name: str) -> str:
    """GB2312 and GBK pages hold characters that only GB18030 has."""
    return "gb18030" if name.lower() in ("gb2312", "gbk", "gb_2312-80", "x-gbk") else name


def _metadata(soup: BeautifulSoup) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for meta in soup.find_all("meta"):
        key = _META_KEYS.get(str(meta.get("name") or meta.get("property") or "").lower())
        value = str(meta.get("content") or "").strip()
        if key and value:
            found.setdefault(key, value)
    if soup.title and soup.title.get_text().strip():
        found.setdefault("标题", " ".join(soup.title.get_text().split()))
    return tuple(found.items())


def _drop_chrome(soup: BeautifulSoup) -> None:
    """Remove what is the site's. A header or a block named like chrome stays if it holds much of the page's text."""
    for tag in soup.find_all(_NEVER):
        if tag.name != "head" and tag.name in ("header", "form", "aside") and _is_large(tag, soup):
            continue
        if tag.name != "header" or tag.find("h1") is None:
            tag.extract()
    for node in soup.find_all(
        string=lambda text: isinstance(text, Comment | Declaration | ProcessingInstruction | Doctype)
    ):
        node.extract()
    linked = _linked(soup)
    for tag in soup.find_all(True):
        if tag.name in ("body", "html") or tag.attrs is None:
            continue
        leads_away = _is_links(tag, linked.get(id(tag), (0, 0)))
        if _is_hidden(tag) or ((_is_named_chrome(tag) or leads_away) and not _is_large(tag, soup)):
            tag.extract()
    for mark in soup.find_all("sup"):
        if _NOTE_MARK.fullmatch(mark.get_text(strip=True)):
            mark.extract()  # 地区生产总值[2]618.2亿元: the number of a note is no part of the sentence


def _is_hidden(tag: Tag) -> bool:
    return tag.has_attr("hidden") or bool(_HIDDEN_STYLE.search(str(tag.get("style") or "")))


def _is_named_chrome(tag: Tag) -> bool:
    classes = tag.get("class")
    names = " ".join(classes) if isinstance(classes, list) else str(classes or "")
    names += f" {tag.get('id') or ''}"
    return str(tag.get("role") or "") in _CHROME_ROLES or bool(_CHROME_NAME.search(names.strip()))


def _linked(soup: BeautifulSoup) -> dict[int, tuple[int, int]]:
    """How many links stand within a tag, by its id(), and how many characters they hold.

    Counted upwards from the links: to look through each tag's own takes minutes where tags are nested deep.
    """
    found: dict[int, tuple[int, int]] = {}
    for link in soup.find_all("a", href=True):
        length = len(link.get_text(strip=True))
        for parent in link.parents:
            count, total = found.get(id(parent), (0, 0))
            found[id(parent)] = count + 1, total + length
    return found


def _is_links(tag: Tag, links: tuple[int, int]) -> bool:
    """相关阅读: a block that is little else than links to other pages. links: their number and characters."""
    if tag.name not in _BLOCKS or tag.name in ("td", "tr", "tbody", "table"):
        return False
    count, linked = links
    return count >= _FEWEST_LINKS and linked > _MOST_LINKED * len(tag.get_text(strip=True))


def _is_large(tag: Tag, soup: BeautifulSoup) -> bool:
    return len(tag.get_text()) > _MOST_CHROME * max(len((soup.body or soup).get_text()), 1)


class _Walker:
    """Goes through a page in reading order and writes its lines."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._line: list[str] = []

    def walk(self, root: Tag) -> None:
        self._visit(root, 0)
        self._end_line()

    def _visit(self, tag: Tag, depth: int) -> None:
        if depth > _MOST_DEPTH:
            raise RecursionError
        for child in tag.children:
            if isinstance(child, NavigableString):
                self._line.append(_collapse(str(child)) if tag.name != "pre" else str(child))
            elif isinstance(child, Tag):
                self._element(child, depth)

    def _element(self, tag: Tag, depth: int) -> None:
        if tag.name == "br":
            self._end_line()
        elif tag.name in _HEADINGS:
            self._end_line()
            text = " ".join(tag.get_text(" " if tag.find("br") else "").split())
            if text:
                self._builder.heading(text, _HEADINGS[tag.name])
        elif tag.name == "table" and not _is_layout(tag):
            self._end_line()
            self._table(tag)
        elif tag.name in _BLOCKS:
            self._end_line()
            self._visit(tag, depth + 1)
            self._end_line()
        else:
            self._visit(tag, depth + 1)

    def _table(self, tag: Tag) -> None:
        caption = tag.find("caption")
        if caption is not None and caption.get_text().strip():
            self._builder.line(" ".join(caption.get_text().split()))
        cells = list(_grid(tag))
        if len({cell.column for cell in cells}) == 1:  # one column: lines, not a table
            for cell in cells:
                if cell.text.strip():
                    self._builder.line(" ".join(cell.text.split()))
        elif cells:
            self._builder.table(cells)

    def _end_line(self) -> None:
        text = "".join(self._line)
        self._line.clear()
        for part in text.split("\n"):
            if part.strip():
                self._builder.line(part.strip(" \t\r\f"))


def _collapse(text: str) -> str:
    """White space as a browser shows it. Line feeds between Chinese characters are layout, not words."""
    return re.sub(r"[ \t\r\n\f]+", " ", text)


def _is_layout(table: Tag) -> bool:
    """Old sites lay out a whole page with tables: nested ones, or a cell that holds paragraphs upon paragraphs."""
    if table.find("table") is not None:
        return True
    return any(
        len(cell.get_text()) > _LAYOUT_CELL and len(cell.find_all(("p", "div", "br"))) > 4
        for cell in table.find_all("td")
    )


def _grid(table: Tag) -> Iterator[GridCell]:
    """Cells with the row and column where they begin, as HTML places them around spans."""
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(table.find_all("tr")):
        column = 0
        for cell in line.find_all(("td", "th"), recursive=False):
            while (row, column) in taken:
                column += 1
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            taken.update((row + i, column + j) for i in range(down) for j in range(across))
            header = cell.name == "th" or (line.parent is not None and line.parent.name == "thead")
            yield GridCell(cell.get_text(" ", strip=True), row, column, down, across, header)
            column += across


def _span(cell: Tag, name: str) -> int:
    """Spans are bounded, so that a page cannot ask for a table of a million columns."""
    value = str(cell.get(name) or "1").strip()
    return min(max(int(value), 1), 200) if value.isascii() and value.isdigit() and len(value) < 5 else 1
