"""Requests and bare noun phrases put as questions."""

import pytest

from app.requests import as_question


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("请列出青岚区2022年补选代表的姓名。", "青岚区2022年补选代表有哪些。"),
        ("请说明青岚区促进数字经济发展的主要举措", "青岚区促进数字经济发展的主要举措有哪些"),
        ("请提供青岚区2022年水质达标率", "青岚区2022年水质达标率是多少"),
        ("请分别列出青岚区、白塔区2022年的财政收入", "青岚区、白塔区2022年的财政收入是多少"),
        ("请解释“一图三清单”的含义", "“一图三清单”是什么意思"),
        ("青岚区 充电桩建设 责任单位", "青岚区 充电桩建设 责任单位是谁"),
        ("请说明青岚区财政减收的原因", "青岚区财政减收的原因是什么"),
        ("请说明青岚区有哪些举措", "青岚区有哪些举措"),
        ("青岚区2022年财政收入", "青岚区2022年财政收入"),
        ("青岚区财政收入多少，请核对", "青岚区财政收入多少，请核对"),
    ],
)
def test_requests_become_questions(said: str, asked: str) -> None:
    assert as_question(said) == asked
