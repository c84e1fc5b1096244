"""The command line, and the one place where ingest, app and evals meet."""
