"""Workbooks made byte by byte, in all the ways that programs write them."""
