"""Index terms of Chinese text."""

from __future__ import annotations

import subprocess
import sys

from vectorstore.tokenizer import bigrams, is_noun, words


def test_full_width_and_capital_forms_meet_plain_ones() -> None:
    assert words("ＧＤＰ增长６．５％") == words("gdp增长6.5%")
    assert bigrams("ＧＤＰ增长６．５％") == bigrams("gdp增长6.5%")


def test_a_long_word_brings_the_shorter_words_inside_it() -> None:
    assert {"生产", "总值", "生产总值"} <= set(words("地区生产总值"))


def test_punctuation_and_spaces_are_no_words() -> None:
    assert words("道路、桥梁 ,“公园”") == ["道路", "桥梁", "公园"]


def test_a_coined_term_is_covered_by_its_pairs_of_characters() -> None:
    assert bigrams("推进“三湖一岛”") == ["推进", "三湖", "湖一", "一岛"]


def test_numbers_and_latin_names_stay_whole_among_bigrams() -> None:
    assert bigrams("5G基站2031年增6.5%") == ["5g", "基站", "2031", "年增", "6.5"]


def test_a_single_character_between_marks_is_kept() -> None:
    assert bigrams("东、西") == ["东", "西"]


def test_importing_the_tokenizer_loads_no_dictionary() -> None:
    code = "import sys, vectorstore.tokenizer; sys.exit('jieba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_dictionary_loads_without_a_word_on_the_terminal() -> None:
    code = "from vectorstore.tokenizer import words; words('地区生产总值')"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_names_of_things_are_told_from_verbs_and_times() -> None:
    assert all(is_noun(word) for word in ("无人机", "图书馆", "停车费"))
    assert not any(is_noun(word) for word in ("承认", "眼下", "往东挪"))
