"""Loading: every format gives the report's text, its headings and tables; bad files say what to do."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pypdf
import pytest

from ingest.clean.cleaning import clean
from ingest.document import Document, LoadedTable
from ingest.errors import (
    BrokenFile,
    EmptyFile,
    EncryptedFile,
    IngestError,
    UnreadableFile,
    UnsafeFile,
    UnsupportedFormat,
)
from ingest.loaders import load
from tests.ingest.samples import (
    HEADINGS,
    PARAGRAPHS,
    TITLE,
    as_html,
    as_pdf,
    as_scan,
    as_table_pdf,
    as_text,
    as_word,
    needs_font,
    new_pdf,
    page_picture,
)

EXPECTED = "\n".join((TITLE, *PARAGRAPHS))


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def loaded(folder: Path, name: str, content: bytes) -> Document:
    return load(written(folder, name, content), Path(name).stem)


def lines_of(document: Document) -> list[str]:
    return [line for line in clean(document).clean.split("\n") if line]


def rows_of(table: LoadedTable) -> list[list[str]]:
    rows = sorted({cell.row for cell in table.cells})
    return [[cell.text for cell in table.cells if cell.row == row] for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_is_read_in_every_chinese_encoding(tmp_path: Path, encoding: str) -> None:
    document = loaded(tmp_path, "报告.txt", as_text().encode(encoding))
    assert document.text == as_text()
    assert document.format == "text"
    assert document.warnings == ()


def test_a_text_with_a_few_broken_bytes_is_read_with_a_warning(tmp_path: Path) -> None:
    content = (as_text() * 5).encode() + b"\xff\xfe\xff"
    document = loaded(tmp_path, "报告.txt", content)
    assert TITLE in document.text
    assert any("无法解码" in warning for warning in document.warnings)


def test_line_ends_that_were_written_out_end_lines_again(tmp_path: Path) -> None:
    path = tmp_path / "exported.txt"
    path.write_text("\\r\\n".join(PARAGRAPHS * 3), encoding="utf-8")

    assert load(path, "exported").text == "\n".join(PARAGRAPHS * 3)


def test_markdown_headings_are_marked(tmp_path: Path) -> None:
    document = loaded(tmp_path, "报告.md", f"# {TITLE}\n\n## 一、回顾\n\n增长7%。".encode())
    assert [(document.text[each.start : each.end], each.level) for each in document.headings] == [
        (TITLE, 1),
        ("一、回顾", 2),
    ]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_web_page_gives_the_report_without_the_site(tmp_path: Path, charset: str) -> None:
    document = loaded(tmp_path, "报告.html", as_html(charset=charset))
    assert lines_of(document) == [TITLE, *PARAGRAPHS]
    assert [document.text[each.start : each.end] for each in document.headings] == [TITLE, *HEADINGS]
    assert ("发布日期", "2021-01-15 09:00") in document.metadata


def test_a_web_pages_table_keeps_its_spans(tmp_path: Path) -> None:
    table = (
        "<table><tr><th rowspan=2>指标</th><th colspan=2>2020年</th></tr><tr><th>总量</th><th>增速</th></tr>"
        "<tr><td>地区生产总值</td><td>823.6</td><td>3.2%</td></tr></table>"
    )
    document = loaded(tmp_path, "报告.html", as_html(table))
    (found,) = document.tables
    places = {(cell.text, cell.row, cell.column, cell.row_span, cell.column_span, cell.header) for cell in found.cells}
    assert ("指标", 0, 0, 2, 1, True) in places
    assert ("2020年", 0, 1, 1, 2, True) in places
    assert ("增速", 1, 2, 1, 1, True) in places
    assert ("823.6", 2, 1, 1, 1, False) in places
    assert all(document.text[cell.start : cell.end] == cell.text for cell in found.cells)
    assert "地区生产总值 | 823.6 | 3.2%" in lines_of(document)


def test_a_page_laid_out_with_tables_is_read_as_text(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in PARAGRAPHS * 3)
    page = f"<html><body><table><tr><td>导航</td><td>{paragraphs}</td></tr></table></body></html>"
    document = loaded(tmp_path, "报告.htm", page.encode())
    assert document.tables == ()
    assert PARAGRAPHS[3] in document.text.split("\n")


def test_word_gives_paragraphs_headings_and_tables_in_order(tmp_path: Path) -> None:
    as_word(tmp_path / "报告.docx", [["指标", "2020"], ["地区生产总值", "823.6"]])
    document = load(tmp_path / "报告.docx", "报告")
    assert lines_of(document) == [TITLE, *PARAGRAPHS, "指标 | 2020", "地区生产总值 | 823.6"]
    assert [document.text[each.start : each.end] for each in document.headings] == [TITLE, *HEADINGS]
    assert rows_of(document.tables[0]) == [["指标", "2020"], ["地区生产总值", "823.6"]]


def test_words_merged_cells_are_spans(tmp_path: Path) -> None:
    import docx

    word = docx.Document()
    table = word.add_table(rows=3, cols=2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "森林发展"
    table.cell(2, 0).merge(table.cell(2, 1)).text = "合计"
    table.cell(0, 1).text, table.cell(1, 1).text = "覆盖率", "蓄积量"
    word.save(str(tmp_path / "表.docx"))
    (found,) = load(tmp_path / "表.docx", "表").tables
    places = {(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in found.cells}
    assert places == {("森林发展", 0, 0, 2, 1), ("覆盖率", 0, 1, 1, 1), ("蓄积量", 1, 1, 1, 1), ("合计", 2, 0, 1, 2)}


@needs_font
def test_a_pdf_gives_the_same_paragraphs_without_heads_and_page_numbers(tmp_path: Path) -> None:
    document = loaded(tmp_path, "报告.pdf", as_pdf(repeat=12))
    assert len(document.page_starts) >= 3
    lines = lines_of(document)
    assert [line for line in lines if line != "青岚区人民政府文件汇编"] == [TITLE, *(PARAGRAPHS * 12)]


@needs_font
def test_a_ruled_table_in_a_pdf_keeps_its_rows_and_its_place(tmp_path: Path) -> None:
    rows = [["指标", "2019", "2020"], ["地区生产总值", "798.1", "823.6"], ["财政收入", "53.9", "51.47"]]
    document = loaded(tmp_path, "表.pdf", as_table_pdf(rows))
    assert [rows_of(table) for table in document.tables] == [rows]
    lines = lines_of(document)
    assert lines[0].startswith("表1")
    assert lines[-1].startswith("备注")
    assert "财政收入 | 53.9 | 51.47" in lines


@needs_font
def test_a_page_without_text_is_recognised_and_the_others_are_read(tmp_path: Path) -> None:
    picture = page_picture(as_pdf(plain=True))
    document = loaded(tmp_path, "扫描.pdf", as_scan(picture, text_first=PARAGRAPHS[1].encode()))
    second = document.text[document.page_starts[1] :]
    assert document.text.startswith(PARAGRAPHS[1][:20])
    for figure in ("823.6亿元", "51.47亿元", "1.25万个", "2310个", "7.5%"):
        assert figure in second
    assert any("第 2 页是图片" in warning for warning in document.warnings)


@needs_font
def test_unclear_figures_of_a_picture_are_marked_doubtful(tmp_path: Path) -> None:
    clear = page_picture(as_pdf(plain=True))
    small = clear.resize((clear.width // 6, clear.height // 6)).resize(clear.size)
    path = tmp_path / "模糊.png"
    small.save(path)
    document = load(path, "模糊")
    assert document.format == "picture"
    assert document.doubtful
    assert all(0 <= start < end <= len(document.text) for start, end in document.doubtful)


def encrypted_pdf() -> bytes:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(as_pdf(plain=True))))
    writer.encrypt("密码", algorithm="AES-256")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def archive(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_", "."), content)
    return buffer.getvalue()


BAD: list[tuple[str, str, Callable[[], bytes], type[IngestError], str]] = [
    ("empty", "报告.txt", lambda: b"", EmptyFile, "文件是空的"),
    ("blank", "报告.txt", lambda: " \n\u3000\n".encode(), EmptyFile, "没有文字"),
    ("binary as text", "报告.txt", lambda: os.urandom(4000) + bytes(200), UnsupportedFormat, "二进制"),
    ("program as text", "报告.txt", lambda: b"\x7fELF" + bytes(4000), UnsupportedFormat, "程序文件"),
    ("archive as text", "报告.txt", lambda: archive(a_txt=b"1"), UnsupportedFormat, "压缩包"),
    (
        "old Word",
        "报告.docx",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000),
        UnsupportedFormat,
        "旧版 Office",
    ),
    (
        "encrypted Word",
        "报告.docx",
        lambda: b"\xd0\xcf\x11\xe0" + bytes(2000) + "EncryptedPackage".encode("utf-16-le"),
        EncryptedFile,
        "密码",
    ),
    ("broken Word", "报告.docx", lambda: b"PK\x03\x04" + os.urandom(2000), BrokenFile, "已损坏"),
    ("Word without a body", "报告.docx", lambda: archive(a_xml=b"<a/>"), BrokenFile, "没有 Word 正文"),
    ("Word of bad XML", "报告.docx", lambda: archive(word__document_xml=b"<w:document"), BrokenFile, "不是完整的 Word"),
    ("text as Word", "报告.docx", lambda: "报告".encode() * 99, BrokenFile, "已损坏"),
    ("text as PDF", "报告.pdf", lambda: "报告".encode() * 99, BrokenFile, "%PDF"),
    ("broken PDF", "报告.pdf", lambda: b"%PDF-1.7\n" + os.urandom(3000), BrokenFile, "PDF"),
    ("empty page", "报告.html", lambda: b"<html><body><script>1</script></body></html>", EmptyFile, "没有正文"),
    ("broken picture", "报告.png", lambda: b"\x89PNG" + os.urandom(500), BrokenFile, "图片"),
]


@pytest.mark.parametrize(
    ("name", "content", "kind", "words"), [each[1:] for each in BAD], ids=[each[0] for each in BAD]
)
def test_a_bad_file_gives_an_error_that_names_it_and_says_what_to_do(
    tmp_path: Path, name: str, content: Callable[[], bytes], kind: type[IngestError], words: str
) -> None:
    with pytest.raises(kind) as caught:
        load(written(tmp_path, name, content()), "报告")
    assert str(caught.value).startswith(f"{name}：")
    assert words in caught.value.problem
    assert "请" in caught.value.remedy


@needs_font
def test_an_encrypted_pdf_asks_for_its_password_to_be_removed(tmp_path: Path) -> None:
    with pytest.raises(EncryptedFile, match="密码"):
        loaded(tmp_path, "报告.pdf", encrypted_pdf())


@needs_font
def test_a_pdf_cut_off_in_the_middle_is_named_broken_or_read_in_part(tmp_path: Path) -> None:
    whole = as_pdf()
    for share in (0.3, 0.6, 0.9):
        path = written(tmp_path, "报告.pdf", whole[: int(len(whole) * share)])
        with suppress(IngestError):
            assert load(path, "报告").text.strip()


@needs_font
def test_a_pdf_of_blank_pages_has_no_text(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile, match="没有文字"):
        loaded(tmp_path, "空白.pdf", bytes(new_pdf(plain=True).output()))


def test_a_pdf_of_ten_thousand_pages_is_refused(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    for _ in range(10_000):
        writer.add_blank_page(100, 100)
    buffer = io.BytesIO()
    writer.write(buffer)
    with pytest.raises(UnsafeFile, match="10000 页"):
        loaded(tmp_path, "报告.pdf", buffer.getvalue())


def test_a_compression_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = archive(word__document_xml=b" " * (400 * 1024 * 1024))
    assert len(bomb) < 1024 * 1024
    with pytest.raises(UnsafeFile, match="压缩炸弹"):
        loaded(tmp_path, "报告.docx", bomb)


def test_entities_that_multiply_are_not_expanded(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "哈" * 10}">' for n in range(10))
    xml = f'<?xml version="1.0"?><!DOCTYPE w [{entities}]><w:document>&e9;</w:document>'
    with pytest.raises(IngestError):
        loaded(tmp_path, "报告.docx", archive(word__document_xml=xml.encode()))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_says_so(tmp_path: Path) -> None:
    path = written(tmp_path, "报告.txt", b"1")
    path.chmod(0)
    with pytest.raises(UnreadableFile, match="权限"):
        load(path, "报告")


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="找不到"):
        load(tmp_path / "无.txt", "无")
    with pytest.raises(UnreadableFile, match="文件夹"):
        load(tmp_path, "夹")


def test_content_wins_over_the_suffix_and_is_noted(tmp_path: Path) -> None:
    document = loaded(tmp_path, "报告.txt", as_html())
    assert document.format == "html"
    assert any("已按内容读取" in warning for warning in document.warnings)


@needs_font
def test_all_formats_of_a_report_give_equal_cleaned_text(tmp_path: Path) -> None:
    as_word(tmp_path / "四.docx")
    texts = [
        loaded(tmp_path, "一.txt", as_text().encode()),
        loaded(tmp_path, "二.html", as_html()),
        loaded(tmp_path, "三.pdf", as_pdf(plain=True)),
        load(tmp_path / "四.docx", "四"),
    ]
    assert {"\n".join(lines_of(document)) for document in texts} == {EXPECTED}


def test_lists_of_links_and_marks_of_notes_are_no_part_of_a_report(tmp_path: Path) -> None:
    page = (
        "<html><body><div class='list'><h4>相关阅读</h4><ul><li><a href='/1'>青禾区2021年统计公报</a></li>"
        "<li><a href='/2'>青禾区经济运行情况</a></li></ul></div><h1>青禾区2022年统计公报<sup>[1]</sup></h1>"
        "<p>全年实现地区生产总值<sup>[2]</sup>486.3亿元，面积12平方米<sup>2</sup>，"
        "另见<a href='/3'>附表</a>。</p></body></html>"
    )
    text = loaded(tmp_path, "公报.html", page.encode()).text
    assert "相关阅读" not in text
    assert "2021" not in text
    assert "青禾区2022年统计公报\n" in text
    assert "地区生产总值486.3亿元，面积12平方米2" in text
    assert "附表" in text
