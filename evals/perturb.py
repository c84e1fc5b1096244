"""Near-identical reports: real ones with other region names, years and figures, character for character as long."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from zlib import crc32

import numpy as np
import numpy.typing as npt

from evals.asking import place_of
from evals.case import Amount, Case, CaseKind, Evidence
from evals.errors import RunError
from evals.stated import short_names
from vectorstore.embedder import Embedder
from vectorstore.quantity import find_quantities
from vectorstore.source import Source

FIRST = "云石青白金玉兰桐枫松竹梅柳桂榆杏荷菱"
SECOND = "溪桥屏岭塘坡湾渡坪埠浦垭畈堰墩圩塆汊洼崮岙峪滩墟"
_YEAR = re.compile(r"(?<!\d)20[12]\d(?=年|-|—|至|、)")
_DIGIT = re.compile(r"[1-9](?=[^1-9]*$)")


@dataclass(frozen=True)
class Clone:
    """A perturbed report. names: base name -> invented name, of the same length. shift: years added."""

    id: str
    base: str
    text: str
    names: Mapping[str, str]
    shift: int


def invented_names() -> list[str]:
    """Two-character names of places that do not exist, in a fixed shuffled order."""
    names = ["".join(pair) for pair in product(FIRST, SECOND)]
    random.Random(7).shuffle(names)
    return names


def clones(sources: Mapping[str, Source], regions: Mapping[str, str]) -> Iterator[Clone]:
    """Perturbed reports, taking turns over the base documents; two years in a row for each invented district.

    regions: plain name of each base document's region (two characters and a level character, e.g. 江汉区). Ends when
    every invented name has stood for a district. Raises RunError when no base document has such a region.
    """
    names = invented_names()
    bases = [id for id in sources if len(regions.get(id, "")) == 3]
    if not bases:
        raise RunError("没有一份报告的地区名是三个字(如江汉区),造不出相似报告,请换一组报告")
    for index in range(2 * len(names)):
        base = bases[index % len(bases)]
        turn = index // len(bases)
        stem, shift = names[(turn // 2 * len(bases) + index % len(bases)) % len(names)], turn % 2
        mapping = {regions[base]: stem + regions[base][-1]}
        text = perturbed(sources[base].clean, mapping, shift, seed=index)
        yield Clone(f"clone-{index:05d}", base, text, mapping, shift)


def perturbed(text: str, names: Mapping[str, str], shift: int, seed: int) -> str:
    """The text with regions renamed, years shifted and the last digit of every quantity changed; same length."""
    chance = random.Random(seed)
    characters = list(text)
    for quantity in find_quantities(text):
        match = _DIGIT.search(text, quantity.start, quantity.end)
        if match:
            characters[match.start()] = chance.choice([digit for digit in "123456789" if digit != match.group()])
    text = "".join(characters)
    text = _YEAR.sub(lambda match: str(int(match.group()) + shift), text)
    return renamed(text, names)


def renamed(text: str, names: Mapping[str, str]) -> str:
    for old, new in names.items():
        for before, after in zip(short_names(old), short_names(new), strict=True):
            text = text.replace(before, after)
    return text


def clone_cases(clone: Clone, cases: Sequence[Case], source: Source) -> Iterator[Case]:
    """Single-figure cases of the base document, asked of the clone with the clone's own figure expected.

    Left out are cases whose figure stands more than once, or whose question names no region.
    """
    for case in cases:
        turn = case.turns[0]
        simple = case.kind is CaseKind.SINGLE and len(turn.figures) == 1 and len(turn.evidence) == 1
        if not simple or turn.evidence[0].document != clone.base:
            continue
        place = place_of(turn.evidence[0], {clone.base: source})
        if place is None or len(place.clean) != 1 or not _names_region(turn.question, clone):
            continue
        span = place.clean[0]
        found = [q for q in find_quantities(clone.text) if q.start <= span.start and span.end <= q.end + 2]
        if not found:
            continue
        quantity = found[0]
        figure = replace(
            turn.figures[0],
            amount=Amount(abs(quantity.value), quantity.unit),
            accept=(),
            region=renamed(turn.figures[0].region, clone.names),
            period=_shifted(turn.figures[0].period, clone.shift),
        )
        evidence = Evidence(clone.id, "", clone.text[quantity.start : quantity.end])
        question = renamed(_YEAR.sub(lambda m: str(int(m.group()) + clone.shift), turn.question), clone.names)
        asked = replace(turn, question=question, figures=(figure,), evidence=(evidence,), must_not=())
        yield replace(case, id=f"{clone.id}-{case.id}", turns=(asked,), file="clones.jsonl")


def _names_region(question: str, clone: Clone) -> bool:
    return any(name in question for old in clone.names for name in short_names(old)) and bool(_YEAR.search(question))


def _shifted(period: str, shift: int) -> str:
    return re.sub(r"20\d\d", lambda match: str(int(match.group()) + shift), period)


class NearEmbedder:
    """Vectors for clones: the vector of the text they came from, moved a little, so that 100,000 take minutes.

    Texts that differ only in digits and invented names share a vector up to a turn of about acos(.99); queries and
    texts never seen are embedded by the real model.
    """

    def __init__(self, embedder: Embedder, names: Sequence[str], noise: float = 0.1) -> None:
        self._embedder = embedder
        self._invented = re.compile("|".join(map(re.escape, names)))
        self._noise = noise
        self._known: dict[str, npt.NDArray[np.float32]] = {}

    @property
    def id(self) -> str:
        return f"near|{self._embedder.id}"

    def _key(self, text: str) -> str:
        return re.sub(r"\d", "0", self._invented.sub("□□", text))

    def embed_passages(self, texts: list[str]) -> npt.NDArray[np.float32]:
        keys = [self._key(text) for text in texts]
        fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if fresh:
            vectors = self._embedder.embed_passages(list(fresh.values()))
            self._known.update(zip(fresh, vectors, strict=True))
        return np.stack([self._moved(self._known[key], text) for key, text in zip(keys, texts, strict=True)])

    def _moved(self, vector: npt.NDArray[np.float32], text: str) -> npt.NDArray[np.float32]:
        chance = np.random.default_rng(crc32(text.encode()))
        step = np.asarray(chance.standard_normal(vector.shape[0]), np.float32)
        moved = vector + step * np.float32(self._noise / np.linalg.norm(step))
        return np.asarray(moved / np.linalg.norm(moved), np.float32)

    def embed_query(self, text: str) -> npt.NDArray[np.float32]:
        return self._embedder.embed_query(text)
