"""What the store keeps of batches: parts, edits, verdicts, origins of rows, the log."""
