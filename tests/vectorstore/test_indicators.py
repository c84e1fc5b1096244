"""Indicators are known by many names, and near names never meet."""

from __future__ import annotations

import pytest

from vectorstore.indicators import aliases, canonical, find_indicators, indicators, near_names


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("GDP", "地区生产总值"),
        ("经济总量", "地区生产总值"),
        ("社零额", "社会消费品零售总额"),
        ("固投", "固定资产投资"),
        ("财政收入", "地方一般公共预算收入"),
        ("规上工业", "规模以上工业增加值"),
        ("四上企业", "“四上”企业"),
        ("车位", "停车泊位"),
        ("外资", "实际利用外资"),
        ("全区地区生产总值增速", "地区生产总值"),
        ("GDP 总量", "地区生产总值"),
    ],
)
def test_synonyms_meet(name: str, known: str) -> None:
    assert canonical(name) == known


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("公共财政总收入", "地方一般公共预算收入"),
        ("规上工业增加值", "工业总产值"),
        ("城镇登记失业率", "城镇调查失业率"),
        ("税收收入", "非税收入"),
        ("城镇居民人均可支配收入", "农村居民人均可支配收入"),
        ("居民人均可支配收入", "城镇居民人均可支配收入"),
        ("高新技术企业", "高新技术产业增加值"),
        ("一般公共预算收入总计", "一般公共预算收入"),
        ("绿地率", "绿化覆盖率"),
    ],
)
def test_near_names_do_not_meet(one: str, other: str) -> None:
    assert canonical(one) is not None
    assert canonical(one) != canonical(other)


def test_the_longest_name_wins() -> None:
    assert [mention.name for mention in find_indicators("规模以上工业增加值和一般公共预算收入总计")] == [
        "规模以上工业增加值",
        "一般公共预算收入总计",
    ]


def test_loose_names_are_not_read_in_reports() -> None:
    assert find_indicators("财政收入质量提高", colloquial=False) == []


def test_unknown_names_stay_unknown() -> None:
    assert canonical("云海村蘑菇大棚") is None
    assert aliases("云海村蘑菇大棚") == ("云海村蘑菇大棚",)


def test_the_lexicon_is_consistent() -> None:
    names = [entry.name for entry in indicators()]
    spoken = [name for entry in indicators() for name in (entry.name, *entry.names)]
    assert len(names) >= 150
    assert len(spoken) == len(set(spoken))
    assert {near for name in names for near in near_names(name)} <= set(names)
