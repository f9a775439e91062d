"""Rows of a source, by one interface however they are kept: here the plain way, in `fast_lane` on bytes."""
