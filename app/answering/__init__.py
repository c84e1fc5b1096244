"""One module a way of answering: look-up, arithmetic, claims, lists, definitions, units in charge, texts, refusals."""
