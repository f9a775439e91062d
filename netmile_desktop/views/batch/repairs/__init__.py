"""Proposed repairs of damaged cells, shown before they are applied."""
