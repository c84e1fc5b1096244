"""Both search indexes as one, brought to agree with the registry."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from vectorstore.dense import DenseIndex
from vectorstore.keys import generation_of, key_of
from vectorstore.lexical import LexicalIndex
from vectorstore.passage import Passage
from vectorstore.settings import StoreSettings

logger = logging.getLogger(__name__)

Embed = Callable[[Sequence[str]], npt.NDArray[np.float32]]


class Indexes:
    """Set `number` of the vector and the word index; a rebuild makes the next set and drops this one."""

    def __init__(self, settings: StoreSettings, number: int) -> None:
        self._folder = settings.data / f"index-{number}"
        self.dense = DenseIndex(self._folder / "chroma", settings.chroma_url, f"passages-{number}")
        self.lexical = LexicalIndex(self._folder / "lexical")

    def add(self, generation: int, passages: Sequence[Passage], vectors: npt.NDArray[np.float32]) -> None:
        """Index the passages of one generation in both."""
        if not passages:
            return
        keys = [key_of(generation, position) for position in range(len(passages))]
        self.dense.add(generation, keys, [passage.region.full_name for passage in passages], vectors)
        self.lexical.add(generation, passages)

    def remove(self, generations: Iterable[int]) -> None:
        """Drop generations from both; no error for one that is not there."""
        chosen = list(generations)
        for generation in chosen:
            self.dense.remove(generation)
        if chosen:
            self.lexical.remove(chosen)

    def clear(self) -> None:
        """Drop everything."""
        self.remove({generation_of(key) for held in (self.dense.keys(), self.lexical.keys()) for key in held})

    def agree(self, keys: set[int]) -> bool:
        """Whether both hold exactly these keys."""
        return self.dense.keys() == keys and self.lexical.keys() == keys

    def repair(self, keys: set[int], passages_of: Callable[[int], list[Passage]], embed: Embed) -> int:
        """Make both hold exactly `keys`, the registry's; returns how many generations were touched."""
        wrong = {generation_of(key) for held in (self.dense.keys(), self.lexical.keys()) for key in held ^ keys}
        self.remove(wrong)
        for generation in sorted(wrong & {generation_of(key) for key in keys}):
            passages = passages_of(generation)
            self.add(generation, passages, embed([passage.indexed_text for passage in passages]))
        return len(wrong)

    def follow(self, generations: set[int], passages_of: Callable[[int], list[Passage]]) -> None:
        """Make the word index, which every process has for itself, hold at least what others have stored."""
        held = {generation_of(key) for key in self.lexical.keys()}  # noqa: SIM118
        for generation in sorted(generations - held):
            self.lexical.add(generation, passages_of(generation))

    def close(self) -> None:
        self.lexical.close()
        self.dense.close()

    def drop(self) -> None:
        """Close and delete the whole set."""
        self.lexical.close()
        self.dense.drop()
        self.dense.close()
        shutil.rmtree(self._folder, ignore_errors=True)
