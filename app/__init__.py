"""Understands questions, finds evidence, composes and verifies answers, and serves them."""
