"""Reports of invented places, in every format, for the tests of reading."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pytest
from fpdf import FPDF
from PIL import Image

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
needs_font = pytest.mark.skipif(not FONT.exists(), reason="needs Debian's fonts-noto-cjk")

TITLE = "2021年云溪市青岚区政府工作报告"
PARAGRAPHS = (
    "各位代表：",
    "现在，我代表区人民政府向大会报告工作，请予审议。",
    "一、2020年工作回顾",
    "一年来，全区上下攻坚克难，预计全年完成地区生产总值823.6亿元左右，增长3.2%；一般公共预算收入51.47亿元，下降4.5%；"
    "新增停车泊位1.25万个、充电桩2310个，改造老旧小区36个，惠及居民2.8万户。",
    "二、2021年工作安排",
    "全年经济社会发展主要预期目标是：地区生产总值增长7.5%，固定资产投资增长9%以上，社会消费品零售总额增长10%。",
)
HEADINGS = (PARAGRAPHS[2], PARAGRAPHS[4])


def as_text() -> str:
    return "\n".join((TITLE, *PARAGRAPHS))


def as_html(body: str = "", charset: str = "utf-8") -> bytes:
    """A government page: navigation, breadcrumb, the report, buttons and footer."""
    paragraphs = "".join(f"<h2>{text}</h2>" if text in HEADINGS else f"<p>{text}</p>" for text in PARAGRAPHS)
    page = (
        f'<!doctype html><html><head><meta charset="{charset}">'
        f"<title>{TITLE}_青岚区人民政府</title>"
        '<meta name="PubDate" content="2021-01-15 09:00">'
        '<script>var a = "脚本";</script><style>p{color:red}</style></head>'
        '<body><nav><a href="#">首页</a><a href="#">政务公开</a></nav>'
        '<div class="breadcrumb">您的位置：首页 &gt; 政务公开 &gt; 政府工作报告</div>'
        f"<div id=content><h1>{TITLE}</h1><p>字号：大 中 小 打印 分享到：</p>{paragraphs}{body}</div>"
        "<p>[打印] [关闭]</p><footer>版权所有：青岚区人民政府 云ICP备00000001号</footer></body></html>"
    )
    return page.encode(charset)


def as_word(path: Path, table: Sequence[Sequence[str]] = ()) -> None:
    word = docx.Document()
    word.add_heading(TITLE, level=0)
    for text in PARAGRAPHS:
        if text in HEADINGS:
            word.add_heading(text, level=1)
        else:
            word.add_paragraph(text)
    if table:
        grid = word.add_table(rows=len(table), cols=len(table[0]))
        for row, cells in enumerate(table):
            for column, text in enumerate(cells):
                grid.cell(row, column).text = text
    word.save(str(path))


class _ReportPdf(FPDF):
    """Pages with a running head and a page number, as offices print them."""

    def header(self) -> None:
        self.set_font("noto", size=9)
        self.cell(0, 8, "青岚区人民政府文件汇编", align="C", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-15)
        self.cell(0, 8, f"- {self.page_no()} -" if self.page_no() % 2 else str(self.page_no()), align="C")


def new_pdf(*, plain: bool = False) -> FPDF:
    pdf = FPDF() if plain else _ReportPdf()
    pdf.add_font("noto", fname=str(FONT))
    pdf.set_font("noto", size=14)
    pdf.add_page()
    return pdf


def as_pdf(repeat: int = 1, *, plain: bool = False) -> bytes:
    pdf = new_pdf(plain=plain)
    for text in (TITLE, *(PARAGRAPHS * repeat)):
        pdf.set_font("noto", size=14)
        pdf.multi_cell(0, 9, text, align="L", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def as_table_pdf(rows: Sequence[Sequence[str]]) -> bytes:
    pdf = new_pdf(plain=True)
    pdf.multi_cell(0, 9, "表1 主要指标完成情况（单位：亿元）", new_x="LMARGIN", new_y="NEXT")
    with pdf.table(first_row_as_headings=False) as table:
        for cells in rows:
            row = table.row()
            for text in cells:
                row.cell(text)
    pdf.multi_cell(0, 9, "备注：数据为快报数。", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def page_picture(pdf: bytes, page: int = 0) -> Image.Image:
    with pdfium.PdfDocument(pdf) as document:
        picture: Image.Image = document[page].render(scale=2).to_pil().convert("RGB")
    return picture


def as_scan(*pictures: Image.Image, text_first: bytes | None = None) -> bytes:
    """A PDF of pictures only; with text_first, a text page before them."""
    pdf = new_pdf(plain=True)
    if text_first is not None:
        pdf.multi_cell(0, 9, text_first.decode(), new_x="LMARGIN", new_y="NEXT")
    for index, picture in enumerate(pictures):
        if index or text_first is not None:
            pdf.add_page()
        buffer = io.BytesIO()
        picture.save(buffer, "PNG")
        pdf.image(buffer, x=0, y=0, w=pdf.w)
    return bytes(pdf.output())
