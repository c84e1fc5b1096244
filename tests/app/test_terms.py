"""Content words: what a question is about, and how far a text bears it."""

from __future__ import annotations

import pytest

from app.understanding.question import Operation
from app.understanding.terms import LIGHT_WEIGHT, borne, content_words, term_weight
from app.understanding.wording import all_cues, first_cue, load_wording
from vectorstore.figure import Kind, Measure

WORDING = load_wording()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("请问口袋公园有多少个?", ["口袋公园"]),
        ("惠及居民多少户", ["惠及", "居民"]),
        ("报告中提到的一窗通办", ["一窗", "通办"]),
        ("那么呢", []),
    ],
)
def test_words_of_asking_carry_no_subject(text: str, words: list[str]) -> None:
    found = content_words(text, WORDING)
    assert "".join(found) == "".join(words)


def test_each_word_counts_once() -> None:
    found = content_words("充电桩和充电桩", WORDING)
    assert len(found) == len(set(found))


def test_a_synonym_bears_a_word_wholly() -> None:
    assert borne("车位", "新增停车泊位3200个", WORDING) == 1.0


def test_half_of_a_long_word_bears_it_in_part() -> None:
    assert 0 < borne("口袋公园", "新建公园8个", WORDING) < 1 or borne("口袋公园", "口袋公", WORDING) > 0


def test_another_word_bears_nothing() -> None:
    assert borne("养老床位", "新增充电桩860个", WORDING) == 0.0


def test_words_that_stand_everywhere_weigh_little() -> None:
    assert (
        term_weight("新增", WORDING) == LIGHT_WEIGHT < term_weight("养老", WORDING) < term_weight("口袋公园", WORDING)
    )


def test_every_cue_class_is_one_that_the_code_knows() -> None:
    assert {name for name, _ in WORDING.operations} <= {operation.value for operation in Operation}
    assert {name for name, _ in WORDING.kinds} == {kind.value for kind in Kind}
    assert {name for name, _ in WORDING.measures} <= {measure.value for measure in Measure}


def test_no_operation_cue_belongs_to_two_operations() -> None:
    cues = [cue for _, cues in WORDING.operations for cue in cues]
    assert len(cues) == len(set(cues))


def test_a_weak_kind_cue_is_a_kind_cue() -> None:
    assert WORDING.weak_kind_cues <= {cue for _, cues in WORDING.kinds for cue in cues}


def test_the_longest_cue_of_a_class_wins() -> None:
    cue = first_cue("哪个区最高", (("rank", ("哪个区最高", "最高")),))
    assert cue is not None
    assert (cue.text, cue.start, cue.end) == ("哪个区最高", 0, 5)


def test_all_classes_with_a_cue_are_given_in_their_order() -> None:
    found = all_cues("目标和实际", (("actual", ("实际",)), ("target", ("目标",)), ("budget", ("预算",))))
    assert [cue.name for cue in found] == ["actual", "target"]


def test_synonyms_stand_for_each_other() -> None:
    assert "停车泊位" in WORDING.variants("车位")
    assert "车位" in WORDING.variants("停车泊位")
    assert WORDING.variants("青禾") == {"青禾"}


def test_a_name_that_holds_an_empty_word_stays_whole() -> None:
    assert "数字经济" in content_words("推动数字经济发展", load_wording())
    assert "新材料" in content_words("新材料产业产值", load_wording())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("公共场所要配多少台除颤仪", ["公共场所", "除颤仪"]),
        ("各装了多少充电桩", ["充电桩"]),
        ("做成了几条", []),
        ("那个游客量定得多高", ["游客量"]),
        ("法律援助办了几件", ["法律援助"]),
    ],
)
def test_grammar_and_everyday_verbs_are_no_content(text: str, words: list[str]) -> None:
    assert content_words(text, WORDING) == words


def test_an_everyday_verb_tells_where_nothing_else_does() -> None:
    assert content_words("签了多少个项目", WORDING) == ["项目", "签"]


def test_a_name_in_quotation_marks_keeps_its_words() -> None:
    assert content_words("“马上办”的事项", WORDING)[0] == "马上办"
