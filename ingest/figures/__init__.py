"""The figure ledger: reads every figure of sentences, items and table rows with what it is bound to."""
