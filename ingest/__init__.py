"""Reads files into documents, sections, passages and figures, and fills the store. Serving never imports this package."""
