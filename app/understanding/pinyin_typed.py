"""Words of a question typed as they sound (2021 nian zengzhang mubiao shi duoshao), put in characters."""

from __future__ import annotations

import re
from functools import lru_cache

from app.understanding.wording import Wording
from vectorstore.indicators import indicators
from vectorstore.tokenizer import word_frequency

_SYLLABLE = (
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|ia|ie|iu|in"
    r"|ua|uo|ui|un|ue|er|a|o|e|i|u|v)"
)
_TOKEN = rf"(?:{_SYLLABLE}){{1,8}}"
_RUN = re.compile(rf"(?<![A-Za-z0-9.])(?:{_TOKEN})(?: (?:{_TOKEN}))*(?![A-Za-z0-9.])")
_RUN_WITHIN = re.compile(rf"(?P<before>(?<=[一-鿿]) |)(?P<typed>{_RUN.pattern})(?P<behind> (?=[一-鿿])|)")
# Syllables that stand alone in a question; every other one may be too many characters.
_ALONE = {
    "nian": "年",
    "shi": "是",
    "de": "的",
    "le": "了",
    "you": "有",
    "yue": "月",
    "ji": "几",
    "ge": "个",
    "bi": "比",
    "ren": "人",
    "pei": "赔",
    "bu": "补",
}
MOST_TOKENS = 12
_HAN = re.compile(r"[一-鿿]{2,}")


def from_pinyin(text: str, wording: Wording) -> str:
    """The text with typed sounds put as the words of reports and questions that sound so; others are left."""
    if not _RUN.search(text):
        return text
    put = _RUN_WITHIN.sub(lambda run: _put(run, wording), text)
    return re.sub(r"(?<=\d) (?=[年月个人])", "", put) if put != text else text


def _put(run: re.Match[str], wording: Wording) -> str:
    """The run in characters, with no space left between these and the ones around it."""
    said = _in_characters(run["typed"].split(" "), wording)
    before = "" if run["before"] and _HAN.match(said) else run["before"]
    behind = "" if run["behind"] and _HAN.search(said[-2:]) else run["behind"]
    return f"{before}{said}{behind}"


def _in_characters(tokens: list[str], wording: Wording) -> str:
    words = _words_by_sound(wording)
    put: list[str] = []
    at = 0
    while at < len(tokens):
        sizes = range(min(MOST_TOKENS, len(tokens) - at), 0, -1)
        size = next((n for n in sizes if "".join(tokens[at : at + n]) in words), 0)
        put.append(words["".join(tokens[at : at + size])] if size else tokens[at])
        at += size or 1
    if not any(_HAN.search(word) for word in put) and len(put) > 1:
        return " ".join(tokens)  # no word of ours in it: de, shi of another language
    return re.sub(r"(?<=[一-鿿]) (?=[一-鿿])", "", " ".join(put))


@lru_cache(maxsize=2)
def _by_sound(words: tuple[str, ...]) -> dict[str, str]:
    from pypinyin import lazy_pinyin  # its dictionary takes half a second to load

    found: dict[str, str] = {}
    for word in words:
        if _HAN.fullmatch(word):
            found.setdefault("".join(lazy_pinyin(word)), word)
    return found | _ALONE


def _words_by_sound(wording: Wording) -> dict[str, str]:
    """The first word of each sound: those that ask, then indicators' names, then words of reports, commonest first."""
    asking = [
        cue for group in (wording.measures, wording.kinds, wording.operations) for _, cues in group for cue in cues
    ]
    names = [name for entry in indicators() for name in (entry.name, *entry.names, *entry.colloquial)]
    rest = sorted(wording.synonyms, key=lambda word: -word_frequency(word))
    return _by_sound((*wording.number_cues, *asking, *sorted(wording.light), *names, *rest))
