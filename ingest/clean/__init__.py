"""Cleans a loaded text and keeps the way back to it."""
