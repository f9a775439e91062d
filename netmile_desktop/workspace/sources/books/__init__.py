"""Workbooks of every kind: one sheet as CSV bytes, and what the clerk cannot see in them."""
