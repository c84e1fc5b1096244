"""Reads questions and follow-ups into their slots: by rules and lists, without a model."""
