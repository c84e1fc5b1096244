"""The chat window: the only package that imports gradio."""

from app.ui.mount import mount_window

__all__ = ["mount_window"]
