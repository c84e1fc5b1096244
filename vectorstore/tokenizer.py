"""Chinese text into index terms; the same when writing and when reading."""

from __future__ import annotations

import importlib
import logging
import re
import unicodedata
from functools import lru_cache
from typing import Any

from platformdirs import user_cache_path

TOKENIZER_VERSION = "1"
"""Raise it whenever the terms of any text change: stored indexes are then refused until `zhengwen reindex`."""

_TERM = re.compile(r"[0-9a-z]+(?:[.\-_][0-9a-z]+)*|[^\W\d_a-z]+")
_WORD_CHARACTER = re.compile(r"\w")


def normalise(text: str) -> str:
    """NFKC and lower case: full-width digits, compatibility forms and capitals meet their plain forms."""
    return unicodedata.normalize("NFKC", text).lower()


@lru_cache(maxsize=1)
def _segmenter() -> Any:
    """jieba with its prefix dictionary, loaded at the first use (about a second, half that from its cache)."""
    jieba = importlib.import_module("jieba")
    jieba.setLogLevel(logging.WARNING)
    segmenter = jieba.Tokenizer()
    folder = user_cache_path("zhengwen", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    segmenter.tmp_dir = str(folder)
    segmenter.initialize()
    return segmenter


def words(text: str) -> list[str]:
    """Words of `text` in order, long words followed by the shorter words inside them; no punctuation."""
    terms = _segmenter().lcut_for_search(normalise(text))
    return [term for term in terms if _WORD_CHARACTER.search(term) and not any(map(str.isspace, term))]


def segments(text: str) -> list[str]:
    """`text` cut into words without overlap, marks and spaces included: joined they give `normalise(text)`."""
    return list(_segmenter().lcut(normalise(text)))


def word_frequency(word: str) -> int:
    """How common a word is in everyday text (jieba's counts); 0 for words that its dictionary lacks."""
    return int(_segmenter().FREQ.get(word) or 0)


def is_noun(word: str) -> bool:
    """Whether jieba's dictionary takes a word for the name of a thing; False for verbs, times and unknown words."""
    return word_class(word)[:1] in ("n", "l", "i", "j", "s")


@lru_cache(maxsize=8192)
def word_class(word: str) -> str:
    """The part of speech that jieba's dictionary gives a word (n, v, d …, as ICTCLAS names them), "" if none."""
    entry = _dictionary().find(f"\n{word} ".encode())
    if entry < 0:
        return ""
    return _dictionary()[entry + 1 : entry + 200].split(b"\n", 1)[0].split(b" ")[-1].decode()


@lru_cache(maxsize=1)
def _dictionary() -> bytes:
    """jieba's dictionary as it stands in its file (5 MB): a word, its count and its part of speech a line."""
    with importlib.import_module("jieba").get_dict_file() as file:
        return b"\n" + bytes(file.read())


def bigrams(text: str) -> list[str]:
    """Pairs of neighbouring Han characters; runs of Latin letters and digits stay whole (gdp, 6.5, 2021)."""
    found: list[str] = []
    for term in _TERM.findall(normalise(text)):
        if len(term) < 2 or term.isascii():
            found.append(term)
        else:
            found.extend(term[i : i + 2] for i in range(len(term) - 1))
    return found
