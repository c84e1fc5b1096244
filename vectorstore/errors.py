"""Errors of the store.

StoreError
├── StoreLocked        another process uses the data folder
├── IndexMismatch      the index was built by another model, tokenizer or schema
├── UnknownDocument    no document of that id
├── ModelError         the embedding model is missing or damaged
└── StoreUnavailable   the Chroma server or the database cannot be reached
"""

from __future__ import annotations


class StoreError(Exception):
    """Anything that the store cannot do; the message says in Chinese what to do about it."""


class StoreLocked(StoreError):
    """Another process uses the same embedded data folder."""


class IndexMismatch(StoreError):
    """The index does not fit the present settings; `zhengwen reindex` rebuilds it."""


class UnknownDocument(StoreError):
    """No document of that id is stored."""


class ModelError(StoreError):
    """The embedding model cannot be prepared or loaded."""


class StoreUnavailable(StoreError):
    """A server that the settings name does not answer."""
