"""Reads files into documents, sections, passages and figures, and fills the store. Never imported by serving."""
