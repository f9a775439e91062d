"""What became of a sent batch: parts, verdicts, reconciliation, lineage."""
