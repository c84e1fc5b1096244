"""Turns of everyday speech, and words typed as they sound, are put plainly."""

from __future__ import annotations

import pytest

from app.understanding.pinyin_typed import from_pinyin
from app.understanding.plain_words import plainly_said
from app.understanding.wording import load_wording

WORDING = load_wording()


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("青禾区机械化率是七十几来着", "青禾区机械化率是多少"),
        ("财政投了多少钱抢修水毁道路", "财政用于抢修水毁道路投了多少钱"),
        ("安排表里,防汛专项资金给了多少?", "安排表里,防汛专项资金多少?"),
        ("青禾区提的四条新路子是什么", "青禾区提的四条新路子分别是哪些"),
        ("青禾区惠企的三笔钱——奖补、贴息、减租,加起来多少", "青禾区奖补、贴息、减租,加起来多少"),
        ("青禾区给残疾人发辅具,发多少套", "青禾区给残疾人辅具多少套"),
        ("青禾区要修路,修几条", "青禾区要修路几条"),
        ("青禾区居民楼加装了多少部电梯", "青禾区加装了多少部电梯"),
        ("青禾区高标准启动改造的老旧小区", "青禾区启动改造的老旧小区"),
        ("疫情最紧张那阵,青禾区搞了几个方舱", "疫情期间青禾区搞了几个方舱"),
        ("青禾区2023年预算收入多少", "青禾区2023年一般公共预算收入多少"),
        ("青禾区秦一诺区长作报告时说2023年新增多少", "青禾区2023年新增多少"),
        ("青禾区2023年新认定企业多少家 同比", "青禾区2023年新认定企业多少家,同比增长多少"),
        ("疫情那年青禾区新增多少停车位", "2020年青禾区新增多少停车位"),
        ("青禾区任务分解方案要求新增的学位,和工作安排里的数字相比", "青禾区计划新增的学位,和的目标相比"),
        ("森林覆盖率想达到什么水平", "森林覆盖率想达到多少"),
        ("青禾法院平均每个法官结了多少件", "青禾法院法官人均结案多少件"),
        ("空气优良天数占比", "空气优良天数比例"),
        ("青禾区 PM2.5 年均值 2025年", "青禾区 PM2.5浓度多少 2025年"),
        ("2023年库存面积年末数", "2023年库存面积多少"),
        ("保运转、保工资、保基本民生支出", "三保支出"),
        ("税收2025年为什么下滑,报告怎么解释的?", "税收2025年为什么下滑?"),
        ("初中毕业生数和招生数(2023)", "2023年初中毕业生数和初中招生数各多少"),
        (
            "青禾区税收增速:2024年的目标、2024年的完成、2025年的目标各是多少",
            "青禾区税收增速2024年的目标是多少?青禾区税收增速2024年的完成是多少?青禾区税收增速2025年的目标是多少?",
        ),
    ],
)
def test_everyday_turns_are_put_plainly(said: str, plain: str) -> None:
    assert plainly_said(said) == plain


@pytest.mark.parametrize(
    "said",
    [
        "2022年前三季度地区生产总值",
        "十几年来建了多少公里",
        "青禾区2024年实际和2025年目标各是多少",
        "基金收入多少",
        "青禾区失业保险基金2023年预算收入多少",
        "青禾区前三季度税收完成数(2020年)",
        "青禾区更换路灯的里程和路段数",
        "青禾区的人均寿命是多少",
        "床位数和护士人数多少",
    ],
)
def test_plain_questions_are_left_alone(said: str) -> None:
    assert plainly_said(said) == said


@pytest.mark.parametrize(
    ("typed", "put"),
    [
        ("青禾区 2021 nian GDP zengzhang mubiao shi duoshao", "青禾区 2021年 GDP 增长目标是多少"),
        ("2021 she hui xiao fei pin ling shou zong e", "2021 社会消费品零售总额"),
        ("青禾区税收 zhichu 多少", "青禾区税收支出多少"),
        ("what is the total of OPC", "what is the total of OPC"),
        ("de shi app", "de shi app"),
    ],
)
def test_words_typed_as_they_sound_become_characters(typed: str, put: str) -> None:
    assert from_pinyin(typed, WORDING) == put
