"""Cleaning: what the cleaned text promises, and that every character finds its way back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.clean.characters import normal_form
from ingest.clean.cleaning import clean
from ingest.document import Document, LoadedTable
from vectorstore.source import Source


def cleaned(
    text: str, format: str = "text", pages: tuple[int, ...] = (), tables: tuple[LoadedTable, ...] = ()
) -> Source:
    return clean(Document("样本", "0" * 64, "样本.txt", format, text, page_starts=pages, tables=tables))


@pytest.mark.parametrize(
    ("loaded", "expected"),
    [
        (
            "⼀年来,⼈⺠⽣活和⻣⼲队伍⻓⾜发展,⼾均增收,⽀援⻄部⻬⼼协⼒",
            "一年来，人民生活和骨干队伍长足发展，户均增收，支援西部齐心协力",
        ),
        ("二 0 三 五年远景目标,增长 7%,", "二〇三五年远景目标，增长7%，"),
        ("新增泊位 1.3 万个,融资 52.17 亿 元。", "新增泊位1.3万个，融资52.17亿元。"),
        ("完成投资1,234,567.8万元,", "完成投资1234567.8万元，"),
        ("增长１２．５％；其中:工业增长３％。", "增长12.5%；其中：工业增长3%。"),
        ("零\u200b宽\ufeff字符\u00ad都不见了。", "零宽字符都不见了。"),
        ("2020 年1—11月,2016–2020年,１～３月,", "2020年1—11月，2016—2020年，1~3月，"),
        ("于 202012月21日召开,", "于202012月21日召开，"),
        ("面积㎡、①项、Ⅱ类水、30℃、5‰，", "面积㎡、①项、Ⅱ类水、30℃、5‰，"),
        ("会议9:30开始(地点:A,B两厅)?", "会议9:30开始（地点：A,B两厅）？"),
        ("二00八年和二〇一〇年、二○二一年,", "二〇〇八年和二〇一〇年、二〇二一年，"),
        ("改造新增２\n.5万平方米,", "改造新增2.5万平方米，"),
        ("实现总产值 13 6 0亿元左右,增长1 0.2%,下降13. 8%,", "实现总产值1360亿元左右，增长10.2%，下降13.8%，"),
        ("到 2 026 年,突破20 00亿元,修渠4 2.5 公里。", "到2026年，突破2000亿元，修渠42.5公里。"),
        ("一、 20 21年工作回顾", "一、2021年工作回顾"),
        ("于2021 12月开工,电话:8888 6666。", "于2021 12月开工，电话：8888 6666。"),
        ("办好实事:1. 2万人免费体检;2 .改造小区3个;", "办好实事：1. 2万人免费体检；2.改造小区3个；"),
        ("㈠总体要求，⒊重点任务，⑵措施", "（一）总体要求，3.重点任务，（2）措施"),
    ],
)
def test_characters_and_numbers_take_one_form(loaded: str, expected: str) -> None:
    assert cleaned(loaded).clean == expected


def test_lines_broken_in_mid_sentence_are_joined() -> None:
    loaded = (
        "一、工作回顾\n"
        "一年来,青岚区完成地区生产总值823.6亿元左右,城区综\n合实力明显增强,财政收入达到51.\n47亿元。\n"
        "第二段从这里开始,不与上一段相连。"
    )
    assert cleaned(loaded).clean.split("\n") == [
        "一、工作回顾",
        "一年来，青岚区完成地区生产总值823.6亿元左右，城区综合实力明显增强，财政收入达到51.47亿元。",
        "第二段从这里开始，不与上一段相连。",
    ]


def test_headings_items_titles_and_greetings_stay_lines_of_their_own() -> None:
    lines = [
        "青岚区人民政府关于印发《任务分解方案》的通知",
        "各街道办事处，区政府各部门：",
        "一、总体要求",
        "（一）指导思想",
        "1.新建学校3所，投入2.5亿元。（责任单位：区教育局）",
        "2.改造道路12条，其中主干道4条。（责任单位：区建设局）",
        "附件1",
        "任务清单",
    ]
    assert cleaned("\n".join(lines)).clean.split("\n") == lines


def test_cells_of_a_flattened_table_stay_apart() -> None:
    cells = ["指标名称", "2019", "2020", "地区生产总值", "1142", "1059", "7.60%", "难以完成"]
    assert cleaned("\n\n".join(cells)).clean.split("\n\n") == cells
    assert cleaned("\n".join(cells)).clean.split("\n") == cells


def test_rows_keep_their_columns() -> None:
    assert cleaned("指 标 | 2019 年 | 1,200 亿元 |\n责任人 |").clean == "指标 | 2019年 | 1200亿元 |\n责任人 |"
    assert cleaned("地区生产总值 1080 0.5%").clean == "地区生产总值 1080 0.5%"


def test_spaces_between_office_and_name_and_in_lists_of_names_stay() -> None:
    assert cleaned("青岚区人民政府区长   林知远").clean == "青岚区人民政府区长 林知远"
    assert cleaned("出席:林知远  周子昂  沈若溪").clean == "出席：林知远 周子昂 沈若溪"
    assert cleaned("索 引 号 0123/2021-1 发布日期 2021-01-21").clean == "索引号 0123/2021-1 发布日期 2021-01-21"


def test_hard_wrapped_text_with_indents_gives_back_its_paragraphs() -> None:
    first = (
        "一年来，全区经济稳中有进，预计完成地区生产总值八百亿元，比上年增长百分之三。"
        "这一成绩来之不易，是全区上下共同奋斗的结果。"
    )
    second = (
        "民生保障持续改善，新增学位三千个，新建公园六座，改造老旧小区三十六个，惠及居民近三万户，"
        "群众的获得感不断增强，幸福更可持续。"
    )
    printed = []
    for paragraph in (first, second) * 3:
        indented = "　　" + paragraph
        printed += [indented[at : at + 20] for at in range(0, len(indented), 20)]
    assert cleaned("\n".join(printed)).clean.split("\n") == [first, second] * 3


def test_running_heads_and_page_numbers_go_and_the_sentence_over_the_page_break_closes() -> None:
    body = "全区完成固定资产投资270亿元，新开工亿元以上项目11个，竣工"
    rest = "9个，招商引资总额590亿元。"
    pages = [f"青岚区文件汇编\n{body}\n— {number} —\n" for number in (1, 2, 3, 4)]
    pages[1] = pages[1].replace(body, rest + body)
    starts = tuple(sum(map(len, pages[:index])) for index in range(4))
    found = cleaned("".join(pages), "pdf", starts).clean
    assert found.count("青岚区文件汇编") <= 1
    assert not re.search(r"— \d —", found)
    assert f"{body}{rest}" in found


def test_units_above_the_tables_of_every_page_stay() -> None:
    pages = [f"表 {number}\n收支表\n单位：万元\n契税 {number}31\n非税收入 {number}78\n" for number in (1, 2, 3, 4)]
    starts = tuple(sum(map(len, pages[:index])) for index in range(4))
    assert cleaned("".join(pages), "pdf", starts).clean.count("单位：万元") == 4


def test_a_heading_with_its_text_on_the_same_line_goes_on_over_the_break() -> None:
    body = "全市各级财政部门落实部署要求，加力提效实施政策，较好地完成了目标任务，为全市发展提供了"
    lines = [body, "坚实保障。", "（一）预算收支情况。全市地方一般公共预算收", "入15.3亿元，完成预算的99%，增长4%。"]
    found = cleaned("\n".join(lines * 4), "pdf", (0,)).clean
    assert "（一）预算收支情况。全市地方一般公共预算收入15.3亿元" in found


def test_heads_of_odd_and_even_pages_go_also_from_a_short_file() -> None:
    row = "在{}镇我们坚持稳中求进，全力办好民生实事，实现了全年目标，群众满意度持续提升"
    places = iter("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃列张寒来暑往秋收冬藏")
    heads = ["青岚区人大会议文件（3）", "青岚区政府工作报告", "青岚区人大会议文件（3）", "青岚区政府工作报告"]
    texts = [[row.format(next(places)) + "；" for _ in range(9)] for _ in heads]
    pages = [
        "\n".join([head, *rows, rows[0][:-6] + "加装电梯1"]) + "\n" for head, rows in zip(heads, texts, strict=True)
    ]
    pages[0] = pages[0].replace("\n", "\n青岚区政府工作报告\n", 1)
    pages[3] = pages[3].replace("在", "10部。在", 1)
    starts = tuple(sum(map(len, pages[:index])) for index in range(4))

    found = cleaned("".join(pages), "pdf", starts).clean

    assert "会议文件" not in found
    assert found.count("青岚区政府工作报告") == 1
    assert found.startswith("青岚区政府工作报告")
    assert "加装电梯110部。" in found


def test_bare_page_numbers_go_only_when_they_count_the_pages() -> None:
    pages = [
        f"第{word}项工作进展顺利，各项指标好于预期，任务全部完成。\n{number}\n"
        for number, word in enumerate("一二三四五", 7)
    ]
    starts = tuple(sum(map(len, pages[:index])) for index in range(len(pages)))
    assert not re.search(r"^\d+$", cleaned("".join(pages), "pdf", starts).clean, re.MULTILINE)
    assert re.search(r"^12$", cleaned("序号\n\n12\n\n地区生产总值").clean, re.MULTILINE)


def test_a_web_sites_own_lines_go_and_the_reports_stay() -> None:
    loaded = (
        "· 繁体 · 设为首页 · 加入收藏\n当前位置:首页>政务公开\n\n发布日期:2021-02-18 打印  |    字号:\n\n"
        "青岚区政府工作报告\n\n"
        "全区停车场大、中、小搭配，新增泊位300个。\n\n大\n\n扫一扫在手机打开当前页\n[打印] [关闭]\n"
        "政府网站标识码:0000000000 云ICP备00000001号\n主办单位:青岚区人民政府办公室\n"
        "您访问的链接即将离开“”门户网站 是否继续?"
    )
    assert cleaned(loaded).clean.split("\n\n") == [
        "发布日期：2021-02-18",
        "青岚区政府工作报告",
        "全区停车场大、中、小搭配，新增泊位300个。",
        "大",
    ]


def test_markdown_signs_are_not_words() -> None:
    assert (
        cleaned("# 工作报告 #\n\n**增长 7%**,见`附表`。\n\n---\n", "markdown").clean == "工作报告\n\n增长7%，见附表。"
    )


def test_a_quote_is_the_literal_text_of_the_file() -> None:
    text = "预计全年完成地区⽣产总值 1 360\n亿元左右,增长 7%。"
    source = cleaned(text)
    start = source.clean.index("增长7%")
    quote = source.quote(start, start + len("增长7%"))
    assert quote.text == "增长 7%"
    assert text[quote.start : quote.end] == quote.text


TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "一二三年月日亿万元个增长下降区市,，.。:：;；()（）%|-—~ \n\t\r\f\u3000\u00a0"
            "0123456789⼀⺠①Ⅱ㎡㈠ＡＢａ１２…“”《》、"
        ),
        st.characters(exclude_categories=()),
    ),
    max_size=300,
)


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_every_cleaned_character_stands_for_an_original_that_becomes_it(text: str) -> None:
    source = cleaned(text)
    assert sum(run.length for run in source.runs) == len(source.clean)
    last = -1
    for place, character in enumerate(source.clean):
        offset = source.original_offset(place)
        assert 0 <= offset < len(text)
        assert offset >= last
        last = offset
        if character in "\n ":
            continue
        original = normal_form(text[offset])
        same = character in original
        widened = character in "，；：？！（）" and "，；：？！（）".index(character) in [
            ",;:?!()".find(each) for each in original
        ]
        zero = character == "〇" and original in ("0", "O", "o", "О", "○", "零")
        assert same or widened or zero


@given(TEXT)
@settings(max_examples=200, deadline=None)
def test_cleaning_cleaned_text_changes_no_character_but_spaces(text: str) -> None:
    once = cleaned(text).clean
    assert not re.search(r"^ | $|\n\n\n", once)
    assert all(normal_form(character) == character for character in once if character != "\n")


@given(TEXT, st.data())
@settings(max_examples=100, deadline=None)
def test_any_quote_lies_within_the_text(text: str, data: st.DataObject) -> None:
    source = cleaned(text)
    if not source.clean:
        return
    start = data.draw(st.integers(0, len(source.clean) - 1))
    end = data.draw(st.integers(start + 1, len(source.clean)))
    quote = source.quote(start, end)
    assert text[quote.start : quote.end] == quote.text


def test_what_a_reposting_page_puts_around_a_report_goes() -> None:
    loaded = (
        "工作报告\n2023年云岭县政府工作报告\n时间：2023-05-06????\t来源：政府网????\t阅读：\n218\n评论：\n0\n内容摘要：\n"
        "政 府 工 作 报 告2023年2月3日在云岭县第九届人民代表大会第二次会议上云岭县县长 何川各位代表：现在，"
        "我报告工作......\n"
        "政 府 工 作 报 告\n2023年2月3日在云岭县第九届人民代表大会第二次会议上\n云岭县县长?? 何川\n各位代表：\n"
        "现在，我报告工作。\n一、2022年工作回顾\n新建道路12公里。\n名词解释\n[1]两河：青河、白河。\n"
        "免责声明：本文仅代表作者观点，未经许可，不得转载！\n标签：\n工作报告\n分享到：\n新浪微博\n相关文章\n05-06\n"
        "2022年青禾县政府工作报告\n阅读排行\n白水市2025年政府工作报告"
    )
    assert cleaned(loaded).clean.split("\n") == [
        "工作报告",
        "2023年云岭县政府工作报告",
        "政府工作报告",
        "2023年2月3日在云岭县第九届人民代表大会第二次会议上",
        "云岭县县长 何川",
        "各位代表：",
        "现在，我报告工作。",
        "一、2022年工作回顾",
        "新建道路12公里。",
        "名词解释",
        "[1]两河：青河、白河。",
    ]


def test_related_articles_before_a_report_cut_nothing() -> None:
    loaded = "相关阅读\n一、工作回顾\n新建道路12公里，改造管网3公里。\n二、工作安排\n新建学校2所，改造小区4个。"
    assert cleaned(loaded).clean == loaded


def test_an_abstract_that_says_something_of_its_own_stays() -> None:
    loaded = (
        "内容摘要：\n全县完成投资12亿元，比上年增长3%，新建学校两所，改造小区四个......\n一、工作回顾\n新建道路12公里。"
    )
    assert "12亿元" in cleaned(loaded).clean


def test_spelt_out_and_lost_spaces_and_notes_of_every_form_go() -> None:
    assert cleaned("&nbsp;&nbsp;投入R&D[5]经费3亿元，践行“两山”理论〔75〕，实施“六小”工程[112]。").clean == (
        "投入R&D经费3亿元，践行“两山”理论，实施“六小”工程。"
    )
    assert cleaned("云岭县县长?? 何川").clean == "云岭县县长 何川"


def test_a_lead_without_a_full_stop_stays_apart_where_every_paragraph_is_one_line() -> None:
    paragraph = "全年新建道路12公里，改造管网3公里，" * 5 + "城乡面貌有了新的变化。"
    lead = "这一年，我们迎着难题上、奔着问题改，县域面貌逐步改观"
    lines = [paragraph, paragraph, lead, paragraph, paragraph, "聚焦新业态、新场景，做强产业文章", paragraph]
    assert cleaned("\n".join(lines)).clean.split("\n") == lines
