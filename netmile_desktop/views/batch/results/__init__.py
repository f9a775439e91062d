"""The results of a sent batch: parts, verdicts, reconciliation, lineage."""
