"""What the server itself remembers: conversations, feedback, keys, users, sessions and the audit log."""
