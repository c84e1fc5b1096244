"""The HTTP surface: everything that imports fastapi. `create_app` joins it with the chat window."""
