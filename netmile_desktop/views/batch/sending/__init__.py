"""The confirmation of a batch and its sending."""
