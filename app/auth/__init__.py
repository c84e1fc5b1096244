"""Who may do what: principals, users, API keys, sessions and limits."""
