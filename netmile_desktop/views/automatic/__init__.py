"""自動発行: connection and keys, trials of the tag, examples, the log of refused calls."""
