"""The guest: an optional language model that rewrites, phrases and summarises behind verification."""
