"""How staff word their questions: the cue lists of wording.yaml, compiled once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True)
class Cue:
    """A cue found in a question: its class (an operation, a kind …) and where it stands."""

    name: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Wording:
    """Cue lists by purpose; every list is tried longest cue first.

    empty: words that carry no subject; forms: words for the form of the answer (名单, 释义);
    function: words of grammar and of the asker's speech; speech: phrases of it; light_verbs, complements: characters of
    everyday verbs and of what may follow them (做成了); acts: those verbs that say something where nothing else does;
    report_verbs: verbs that reports put beside figures, which tell what is counted (新增, 签约).
    """

    operations: tuple[tuple[str, tuple[str, ...]], ...]
    kinds: tuple[tuple[str, tuple[str, ...]], ...]
    measures: tuple[tuple[str, tuple[str, ...]], ...]
    subdocuments: tuple[tuple[str, tuple[str, ...]], ...]
    out_of_scope: tuple[tuple[str, tuple[str, ...]], ...]
    number_cues: tuple[str, ...]
    weak_kind_cues: frozenset[str]
    all_regions: tuple[str, ...]
    empty: frozenset[str]
    light: frozenset[str]
    function: frozenset[str]
    forms: frozenset[str]
    light_verbs: str
    acts: frozenset[str]
    speech: frozenset[str]
    complements: str
    report_verbs: frozenset[str]
    synonyms: Mapping[str, frozenset[str]]
    english: tuple[tuple[str, str], ...]
    rewrites: Mapping[str, str]

    def variants(self, term: str) -> frozenset[str]:
        """The term and every word that may stand for it."""
        return self.synonyms.get(term, frozenset((term,)))

    def lowered(self, term: str) -> tuple[str, ...]:
        """The same in lower case, as texts are searched for them."""
        if term not in self.synonyms:
            return (term.lower(),)
        return self._lowered[term]

    @cached_property
    def _lowered(self) -> dict[str, tuple[str, ...]]:
        return {term: tuple({word.lower() for word in words}) for term, words in self.synonyms.items()}


def first_cue(text: str, classes: Iterable[tuple[str, tuple[str, ...]]]) -> Cue | None:
    """The first class (in order) of which a cue stands in the text, with its longest cue."""
    for name, cues in classes:
        for cue in cues:
            start = text.find(cue)
            if start >= 0:
                return Cue(name, cue, start, start + len(cue))
    return None


def all_cues(text: str, classes: Iterable[tuple[str, tuple[str, ...]]]) -> list[Cue]:
    """Every class of which a cue stands in the text, each with its longest cue, in the order of the classes."""
    found = (first_cue(text, (item,)) for item in classes)
    return [cue for cue in found if cue]


def outright_cues(text: str, classes: Iterable[tuple[str, tuple[str, ...]]], weak: frozenset[str]) -> list[Cue]:
    """The cues of all_cues; behind a weak one the outright one of its class, if there is any (最后实际增长: 实际)."""
    found: list[Cue] = []
    for name, cues in classes:
        longest = all_cues(text, ((name, cues),))
        found += longest
        if longest and longest[0].text in weak:
            found += all_cues(text, ((name, tuple(cue for cue in cues if cue not in weak)),))
    return found


@cache
def load_wording() -> Wording:
    """The lists of the YAML files beside this module."""
    raw, everyday, speech = _data("wording.yaml"), _data("synonyms.yaml"), _data("speech.yaml")
    groups = [frozenset(group) for group in everyday["groups"]]
    synonyms: dict[str, frozenset[str]] = {}
    for group in groups:
        for word in group:
            synonyms[word] = synonyms.get(word, frozenset()) | group
    return Wording(
        operations=_classes(raw["operations"]),
        kinds=_classes(raw["kinds"]),
        measures=_classes(raw["measures"]),
        subdocuments=_classes(raw["subdocuments"]),
        out_of_scope=_classes(raw["out_of_scope"]),
        number_cues=_longest_first(raw["number_cues"]),
        weak_kind_cues=frozenset(raw["weak_kind_cues"]),
        all_regions=_longest_first(raw["all_regions"]),
        empty=frozenset(raw["empty"]),
        light=frozenset(raw["light"]),
        forms=frozenset(raw["forms"]),
        function=frozenset(word for words in _data("function_words.yaml").values() for word in words)
        | frozenset(speech["words"]),
        speech=frozenset(speech["phrases"]),
        light_verbs=raw["light_verbs"],
        acts=frozenset(raw["acts"]),
        complements=raw["complements"],
        report_verbs=frozenset(_data("report_verbs.yaml")),
        synonyms=synonyms,
        rewrites=everyday["rewrites"],
        english=tuple(sorted(raw["english"].items(), key=lambda pair: -len(pair[0]))),
    )


def _data(name: str) -> Any:
    return yaml.load(files("app.understanding").joinpath(name).read_text(encoding="utf-8"), yaml.CSafeLoader)


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=len, reverse=True))


def _classes(raw: Mapping[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, _longest_first(cues)) for name, cues in raw.items())
