"""What an asker says around a question is left out; nothing that asks is."""

import pytest

from app.understanding.speech import background_spans, speech_spans, without_speech
from app.understanding.wording import load_wording

WORDING = load_wording()


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("心里没底，青岚区2022年财政收入多少？", "青岚区2022年财政收入多少？"),
        ("青岚区2022年财政收入多少？麻烦您了。", "青岚区2022年财政收入多少？"),
        ("青岚区的财政收入，2022年是多少", "青岚区的财政收入，2022年是多少"),
        ("对不对", "对不对"),
        ("麻烦给我按亿元报个数，财政收入多少", "麻烦给我按亿元报个数，财政收入多少"),
    ],
)
def test_clauses_of_speech_alone_are_left_out(said: str, kept: str) -> None:
    assert without_speech(said, WORDING) == kept


def test_a_phrase_within_a_clause_is_marked() -> None:
    text = "帮我看看青岚区有多少家超市"
    assert [text[start:end] for start, end in speech_spans(text, WORDING)] == ["帮我看看"]


@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("审计要对账:青岚区改造任务是多少", ["审计要对账:"]),
        ("鸡蛋的价天天变,蛋类价格指数多少", ["鸡蛋的价天天变,"]),
        ("教育局编学位规划,普通高中在校生多少", ["教育局编学位规划,"]),
        ("东湖绿道二期,绿化面积多少", []),
        ("绿化面积多少,我爸妈想知道", []),
    ],
)
def test_clauses_that_tell_why_are_no_topic(text: str, background: list[str]) -> None:
    assert [text[start:end] for start, end in background_spans(text)] == background
