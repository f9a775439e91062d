"""Automatic issuance from a merchant's side: keys, trials of the tag, the log of refused calls and its repair."""
