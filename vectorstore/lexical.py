"""Words and character bigrams of passages under BM25. The only module that imports tantivy."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy

from vectorstore.catalogue import Scope
from vectorstore.found import Found
from vectorstore.fusion import fuse
from vectorstore.keys import key_of
from vectorstore.passage import Passage
from vectorstore.tokenizer import bigrams, words

_HEAP = 64_000_000
_PREFIX_WEIGHT = 0.5
_MOST_TERMS = 48
"""Terms of one query: of a question of 10,000 characters only the rarest are searched."""

_COMMON_SHARE = 0.3
"""Terms in more than this share of passages are left out where rarer ones are at hand."""

_FEW_TERMS = 4
_FUSED_DEPTH = 100


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("key", stored=True, indexed=True, fast=True)
    builder.add_unsigned_field("generation", stored=False, indexed=True)
    builder.add_text_field("region", tokenizer_name="raw", index_option="basic")
    for field in ("words", "prefix_words", "bigrams", "prefix_bigrams"):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


@dataclass(frozen=True)
class _Terms:
    """Terms of a text, joined by spaces for the whitespace tokenizer."""

    words: str
    bigrams: str

    @classmethod
    def of(cls, text: str) -> _Terms:
        return cls(" ".join(words(text)), " ".join(bigrams(text)))


def _document(key: int, generation: int, passage: Passage, prefix: _Terms) -> tantivy.Document:
    terms = _Terms.of(passage.text)
    document = tantivy.Document()
    document.add_unsigned("key", key)
    document.add_unsigned("generation", generation)
    document.add_text("region", passage.region.full_name)
    document.add_text("words", terms.words)
    document.add_text("bigrams", terms.bigrams)
    document.add_text("prefix_words", prefix.words)
    document.add_text("prefix_bigrams", prefix.bigrams)
    return document


class LexicalIndex:
    """A tantivy index in one folder; one thread writes, any number reads."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, path=str(folder), reuse=True)
        self._index.config_reader("manual")
        self._index.reload()
        self._lock = threading.Lock()
        self._writer: tantivy.IndexWriter | None = None

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(_HEAP, 1)
        return self._writer

    def add(self, generation: int, passages: Sequence[Passage]) -> None:
        """Index the passages of one generation; they can be searched when this returns."""
        with self._lock:
            writer = self._open_writer()
            prefixes: dict[str, _Terms] = {}  # a section's passages share theirs, and jieba is what takes time here
            for position, passage in enumerate(passages):
                if passage.prefix not in prefixes:
                    prefixes[passage.prefix] = _Terms.of(passage.prefix)
                key = key_of(generation, position)
                writer.add_document(_document(key, generation, passage, prefixes[passage.prefix]))
            self._commit(writer)

    def remove(self, generations: Iterable[int]) -> None:
        """Delete every passage of the generations; no error if there is none."""
        with self._lock:
            writer = self._open_writer()
            for generation in generations:
                writer.delete_documents_by_query(tantivy.Query.term_query(self._schema, "generation", generation))
            self._commit(writer)

    def _commit(self, writer: tantivy.IndexWriter) -> None:
        writer.commit()
        self._index.reload()

    def count(self) -> int:
        return self._index.searcher().num_docs

    def keys(self) -> set[int]:
        """All stored keys."""
        searcher = self._index.searcher()
        if searcher.num_docs == 0:
            return set()
        hits = searcher.search(tantivy.Query.all_query(), searcher.num_docs, count=False).hits
        keys = searcher.fast_field_values("key", [address for _, address in hits])
        return {int(key) for key in keys if key is not None}

    def search_words(self, text: str, k: int, scope: Scope) -> list[Found]:
        """The k best keys by jieba words."""
        return self._search("words", words, text, k, scope)

    def search_bigrams(self, text: str, k: int, scope: Scope) -> list[Found]:
        """The k best keys by character bigrams: finds coined terms that no dictionary holds."""
        return self._search("bigrams", bigrams, text, k, scope)

    def search(self, text: str, k: int, scope: Scope) -> list[Found]:
        """The k best keys of words and bigrams fused by reciprocal rank."""
        depth = max(k, _FUSED_DEPTH)
        lists = (self.search_words(text, depth, scope), self.search_bigrams(text, depth, scope))
        fused = fuse([[found.key for found in ranking] for ranking in lists])
        return [Found(key, score) for key, score in fused[:k]]

    def _search(self, field: str, tokenize: Callable[[str], list[str]], text: str, k: int, scope: Scope) -> list[Found]:
        searcher = self._index.searcher()
        terms = _choose_terms(searcher, field, tokenize(text))
        if not terms or k <= 0 or scope.rows == 0:
            return []
        query = self._with_scope(self._any_of(field, terms), scope)
        hits = searcher.search(query, k, count=False).hits
        keys = searcher.fast_field_values("key", [address for _, address in hits])
        return [Found(int(key), score) for key, (score, _) in zip(keys, hits, strict=True) if key is not None]

    def _any_of(self, field: str, terms: Sequence[str]) -> tantivy.Query:
        clauses: list[tuple[tantivy.Occur, tantivy.Query]] = []
        for term in terms:
            plain = tantivy.Query.term_query(self._schema, field, term, index_option="freq")
            prefix = tantivy.Query.term_query(self._schema, f"prefix_{field}", term, index_option="freq")
            clauses.append((tantivy.Occur.Should, plain))
            clauses.append((tantivy.Occur.Should, tantivy.Query.boost_query(prefix, _PREFIX_WEIGHT)))
        return tantivy.Query.boolean_query(clauses)

    def _with_scope(self, query: tantivy.Query, scope: Scope) -> tantivy.Query:
        clauses = [(tantivy.Occur.Must, query)]
        if scope.regions is not None:
            clauses.append((tantivy.Occur.Must, self._one_of("region", sorted(scope.regions))))
        if scope.generations is not None:
            clauses.append((tantivy.Occur.Must, self._one_of("generation", sorted(scope.generations))))
        return tantivy.Query.boolean_query(clauses) if len(clauses) > 1 else query

    def _one_of(self, field: str, values: Sequence[str] | Sequence[int]) -> tantivy.Query:
        """A condition that leaves the score as it is."""
        return tantivy.Query.const_score_query(tantivy.Query.term_set_query(self._schema, field, values), 0.0)

    def close(self) -> None:
        with self._lock:
            if self._writer is not None:
                self._writer.wait_merging_threads()
                self._writer = None


def _choose_terms(searcher: tantivy.Searcher, field: str, terms: Iterable[str]) -> list[str]:
    """The query's rarest terms; common ones only where few rare ones are at hand."""
    total = max(searcher.num_docs, 1)
    rarity: dict[str, float] = {}
    for term in dict.fromkeys(terms):
        found = max(searcher.doc_freq(field, term), searcher.doc_freq(f"prefix_{field}", term))
        if found:
            rarity[term] = math.log(1 + total / found)
    ranked = sorted(rarity, key=lambda term: -rarity[term])
    rare = [term for term in ranked if rarity[term] >= math.log(1 + 1 / _COMMON_SHARE)]
    return (rare if len(rare) >= _FEW_TERMS else ranked)[:_MOST_TERMS]
