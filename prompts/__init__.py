"""Prompt files for the guest language model, one Markdown file a prompt."""
