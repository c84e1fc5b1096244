"""Tables of every shape as rows under full header paths."""
