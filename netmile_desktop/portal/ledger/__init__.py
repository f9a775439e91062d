"""The append-only ledger: movements, reversals, and the chunks that are written at once."""
