"""One loader a file format; each format's library stays inside its loader."""

from ingest.loaders.dispatch import SUFFIXES, load

__all__ = ["SUFFIXES", "load"]
