"""The encrypted local store: its file, schema and lock."""
