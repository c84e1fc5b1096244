"""What an asker says around a question is left out; nothing that asks is."""

import pytest

from app.understanding.speech import speech_spans, without_speech
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
