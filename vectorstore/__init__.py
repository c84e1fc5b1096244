"""What must be the same in writing and reading: passages, figures, periods, regions, tokenizer, embedder, stores."""
