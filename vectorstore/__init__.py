"""What must be identical when writing and when reading: passages, figures, periods, regions, tokenizer, embedder, stores."""
