"""Proposals for damaged cells, looked at before they are applied."""
