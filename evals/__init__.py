"""Measures answers against gold sets."""
