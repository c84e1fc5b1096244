"""The reports inside a file, and their sections."""
