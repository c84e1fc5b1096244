"""Names written with other characters of the same sound (公共预算首入, 加装电剃), put right before they are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from app.understanding.rewording import phrases_in
from app.understanding.wording import Wording
from vectorstore.indicators import find_indicators, indicators
from vectorstore.similar_places import plain_sound
from vectorstore.tokenizer import segments, word_frequency

# 城镇化lv, 总投zi, bo野县: a syllable typed for its character.
_SYLLABLE = re.compile(r"(?<=[一-鿿])[a-z]{1,6}(?![A-Za-z0-9])|(?<![A-Za-z0-9])[a-z]{1,6}(?=[一-鿿])")
LONGEST = 14
SHORTEST = 2
LONGER_WORD, LONGEST_WORD = 3, 6  # characters of a word that a syllable may stand in
LONG_NAME, MOST_STRANGE = 5, 3  # characters of a name of which one may be any other; of those that no word holds
_HAN = re.compile(r"[一-鿿]+")
_ASKED_OF_VERB = re.compile(r"[收支交付花用](?:了|过)?(?:多少|几)")
_LINKS = frozenset("比较和与跟同及或的为在占到从至呢吗")
_PLAIN = frozenset("省市区县州镇乡年月日号季是有多")  # single characters of every question


def respelled(text: str, wording: Wording, places: Iterable[str] = ()) -> str:
    """The text with names that only sound right put right; `places` and words of the dictionary are left alone."""
    text = _with_characters(text, wording, tuple(places))
    strange = _strange(text, wording, places)
    if not any(strange):
        return text
    names = (_names_by_sound(), _names_by_like_sound())
    cuts = _word_cuts(text)
    everyday = wording.function | frozenset(wording.light_verbs) | frozenset("一二三四五六七八九十两")
    for run in _HAN.finditer(text):
        sounds = _sounds(run.group())
        start = 0
        while start < len(sounds):
            name = _misspelled(run.group(), sounds, start, strange[run.start() : run.end()], names, everyday)
            size = len(name)
            if size == SHORTEST and _ASKED_OF_VERB.match(run.group(), start + 1):
                size = 0  # 一方水收多少钱 asks for no 税收
            if size and _cuts_word(cuts, run.start() + start, size):
                size = 0
            if size:
                text = text[: run.start() + start] + name + text[run.start() + start + size :]
            start += size or 1
    return text


def _with_characters(text: str, wording: Wording, places: tuple[str, ...]) -> str:
    """The text with each syllable put as the character that makes a known name of it and what stands around."""
    for match in reversed(list(_SYLLABLE.finditer(text))):
        at = match.start()
        spelled = [text[:at] + one + text[match.end() :] for one in _characters(places).get(match.group(), "")]
        size, best = max(((_name_at(one, at, wording, places), one) for one in spelled), default=(0, text))
        text = best if size else text
    return text


def _name_at(text: str, at: int, wording: Wording, places: tuple[str, ...]) -> int:
    """Length of the longest known name or word of reports that the character belongs to, 0 for none."""
    spans = [(m.start, m.end) for m in find_indicators(text)]
    spans += [(s, s + len(name)) for name in places if (s := text.find(name, max(0, at - len(name) + 1))) >= 0]
    spans += [
        (start, start + size)
        for size in range(LONGER_WORD, LONGEST_WORD + 1)
        for start in range(max(0, at - size + 1), at + 1)
        if text[start : start + size] in wording.synonyms or word_frequency(text[start : start + size])
    ]
    return max((end - start for start, end in spans if start <= at < end and end - start >= SHORTEST), default=0)


@lru_cache(maxsize=8)
def _characters(places: tuple[str, ...]) -> dict[str, str]:
    """The characters of known names by their sound."""
    used = "".join(name for entry in indicators() for name in (entry.name, *entry.names, *entry.colloquial))
    found: dict[str, str] = {}
    for one in dict.fromkeys(c for c in used + "".join(places) if _HAN.fullmatch(c)):
        sound = _sounds(one)[0]
        found[sound] = found.get(sound, "") + one
    return found


def _misspelled(
    run: str,
    sounds: list[str],
    start: int,
    strange: list[bool],
    names: tuple[dict[tuple[str, ...], str], dict[tuple[str, ...], str]],
    everyday: frozenset[str],
) -> str:
    """The longest name that is misspelled at `start`, "" for none."""
    for size in range(min(LONGEST, len(run) - start), SHORTEST - 1, -1):
        window = run[start : start + size]
        sound = tuple(sounds[start : start + size])
        name = names[0].get(sound) or (names[1].get(_likened(sound)) if size > SHORTEST else None)
        name = name or _one_wrong(window, strange[start : start + size])
        if name is None:
            continue
        if name == window:
            return ""
        wrong = [offset for offset in range(size) if name[offset] != window[offset]]
        odd = all(strange[start + offset] for offset in wrong)
        if odd and (size > SHORTEST or (not word_frequency(window) and not any(window[i] in everyday for i in wrong))):
            return name
    return ""


def _one_wrong(window: str, strange: list[bool]) -> str | None:
    """固定资产投次: the one long name that a single strange character keeps the window from being."""
    if len(window) < LONG_NAME or sum(strange) > MOST_STRANGE:
        return None
    near = {
        name
        for end in (window[:2], window[-2:])
        for name in _long_names().get((len(window), end), ())
        if sum(a != b for a, b in zip(name, window, strict=True)) <= 1
    }
    name = next(iter(near)) if len(near) == 1 else None
    if name is not None and _is_name(window[:-1]):
        return None  # 固定资产投资|涨了多少: no 固定资产投资额
    links = name is not None and any(b in _LINKS for a, b in zip(name, window, strict=True) if a != b)
    return None if links else name  # 粮食亩产|比: no 粮食亩产量


def _is_name(text: str) -> bool:
    return any(text in names for (_, end), names in _long_names().items() if end == text[:2])


@lru_cache(maxsize=1)
def _long_names() -> dict[tuple[int, str], list[str]]:
    """Long names of indicators by their length and either end."""
    found: dict[tuple[int, str], list[str]] = {}
    for name in {name for entry in indicators() for name in (entry.name, *entry.names)}:
        if len(name) >= LONG_NAME and _HAN.fullmatch(name):
            for end in {name[:2], name[-2:]}:
                found.setdefault((len(name), end), []).append(name)
    return found


def _word_cuts(text: str) -> list[int]:
    """For each place between characters: 0 within a known word, 1 within an unknown one, 2 between words."""
    cuts: list[int] = []
    for word in segments(text):
        cuts += [2, *[0 if word_frequency(word) else 1] * (len(word) - 1)]
    return [*cuts, 2]


def _cuts_word(cuts: list[int], start: int, size: int) -> bool:
    """Whether a name put in there cuts a known word (时|地方: no 湿地) or, a short one, joins two (钱|摘)."""
    end = start + size
    return not (cuts[start] and cuts[end]) or (size == SHORTEST and cuts[start + 1] == 2)


def _strange(text: str, wording: Wording, places: Iterable[str]) -> list[bool]:
    """For each character, whether it stands in a word that no dictionary holds, or alone and is no everyday one."""
    marks: list[bool] = []
    for word in segments(text):
        alone = len(word) == 1 and word not in _PLAIN and word not in wording.function
        odd = bool(_HAN.fullmatch(word)) and (alone or (len(word) > 1 and not word_frequency(word)))
        marks += [odd] * len(word)
    if len(marks) != len(text):
        return [False] * len(text)
    for name in (*places, *(text[start:end] for start, end in phrases_in(text, wording.synonyms))):
        start = text.find(name)
        if start >= 0:
            marks[start : start + len(name)] = [False] * len(name)
    return marks


@lru_cache(maxsize=1)
def _names_by_sound() -> dict[tuple[str, ...], str]:
    """Names of indicators and words of reports by their sound; a sound that two names share is left out."""
    spoken = [name for entry in indicators() for name in (entry.name, *entry.names, *entry.colloquial)]
    found: dict[tuple[str, ...], str] = {}
    shared: set[tuple[str, ...]] = set()
    for name in spoken:
        if len(name) > 1 and _HAN.fullmatch(name):
            sound = tuple(_sounds(name))
            if sound in found:
                shared.add(sound)
            found[sound] = name
    return {sound: name for sound, name in found.items() if sound not in shared}


@lru_cache(maxsize=1)
def _names_by_like_sound() -> dict[tuple[str, ...], str]:
    """The same names by sounds that many speakers do not tell apart (高林津帖); shared ones are left out."""
    found: dict[tuple[str, ...], str] = {}
    shared: set[tuple[str, ...]] = set()
    for sound, name in _names_by_sound().items():
        like = _likened(sound)
        if like in found:
            shared.add(like)
        found[like] = name
    return {sound: name for sound, name in found.items() if sound not in shared}


def _likened(sounds: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(plain_sound, sounds))


def _sounds(text: str) -> list[str]:
    from pypinyin import lazy_pinyin  # its dictionary takes half a second to load

    return list(lazy_pinyin(text))
