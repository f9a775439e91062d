"""Issuing: batches and single issues handed over exactly once, and forecasts beforehand."""
