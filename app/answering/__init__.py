"""One module a way of answering: look-up, arithmetic, claims, lists, definitions, responsible units, texts, refusals."""
