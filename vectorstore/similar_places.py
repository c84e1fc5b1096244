"""Known places whose names a text misspells: one character wrong, missing or added, or another of the same sound."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein

from vectorstore.gazetteer import short_name
from vectorstore.known_places import KnownPlaces, held_places
from vectorstore.region import Level, Region
from vectorstore.regions import FUNCTION, RegionMention, find_regions
from vectorstore.tokenizer import word_frequency

LONGEST_SHORT = 3  # characters of a name in which one wrong character may make another place's
_EVERYDAY = frozenset("上下中里内外前后来去有人大小多少几年月日时")  # 宁|下一步: no slip for 宁夏


def find_similar_regions(text: str, known: Iterable[Region]) -> list[RegionMention]:
    """Known regions whose full name stands in `text` with one character wrong, missing or added, and, where the text
    names none of them, those whose short form it begins with in characters of the same sound (宁厦2026年).

    A window that is itself the name of a real or known place (江夏区 beside 江汉区) is never taken for a misspelling,
    but where no report is of it and it is spoken just as a known one is (红山区, 洪山区).
    """
    held = held_places(known)
    exact = find_regions(text, held)
    mentions: list[RegionMention] = []
    for region, start, end in held.likely_slips(text):
        window = text[start:end]
        if any(mark in window for mark in FUNCTION):
            continue
        over = [m for m in [*exact, *mentions] if m.known and m.start < end and start < m.end]
        taken = any(m.region in held or (m.start, m.end) != (start, end) or not _heard(window, region) for m in over)
        if not taken and _is_slip(window, region.name):
            mentions.append(RegionMention(region, start, end, window))
    if not mentions and not any(mention.known for mention in exact):
        mentions = _misspelt_short(text, held)
    return sorted(mentions, key=lambda mention: mention.start)


def _is_slip(written: str, name: str) -> bool:
    """One character wrong, missing or added; in a short name only one that sounds alike: 恒梧市, not 桁山区."""
    if Levenshtein.distance(written, name, score_cutoff=1) != 1:
        return False
    return len(name) > LONGEST_SHORT or _sounds_alike(written, name)


def _misspelt_short(text: str, held: KnownPlaces) -> list[RegionMention]:
    """A short form with one wrong character that sounds right, at the text's start or behind a word of grammar.

    A word of the dictionary is never taken for one; nor is what two places might be.
    """
    found: dict[tuple[int, int], list[Region]] = {}
    starts = [0, *(place + 1 for place, character in enumerate(text) if character in FUNCTION)]
    for region, start, end in held.short_slips(text, starts):
        written, name = text[start:end], short_name(region.name)
        if region.level is Level.TOWN or any(a != b and a in _EVERYDAY for a, b in zip(written, name, strict=True)):
            continue
        if not word_frequency(written) and _sounds_alike(written, name):
            found.setdefault((start, end), []).append(region)
    return [
        RegionMention(regions[0], start, end, text[start:end])
        for (start, end), regions in found.items()
        if len({region.name for region in regions}) == 1
    ]


def _heard(written: str, region: Region) -> bool:
    """Whether both are spoken alike to the tone: 苏州 is not 宿州."""
    from pypinyin import Style, lazy_pinyin  # its dictionary takes half a second to load

    first, second = (lazy_pinyin(name, style=Style.TONE3) for name in (written, region.name))
    return list(first) == list(second)


def _sounds_alike(written: str, name: str) -> bool:
    """Whether two names of one length sound alike by any reading of their characters, 平 and 翘 tongue aside."""
    if len(written) != len(name):
        return False
    from pypinyin import Style, pinyin  # its dictionary takes half a second to load

    first, second = (pinyin(part, style=Style.NORMAL, heteronym=True) for part in (written, name))
    return all(set(map(plain_sound, a)) & set(map(plain_sound, b)) for a, b in zip(first, second, strict=True))


def plain_sound(sound: str) -> str:
    """A syllable as speakers of the south hear it: 平 and 翘 tongue alike, and n and ng."""
    for full, bare in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        sound = sound.replace(full, bare)
    return sound.removesuffix("g") if sound.endswith("ng") else sound
