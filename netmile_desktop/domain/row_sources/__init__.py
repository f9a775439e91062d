"""Rows of a source, behind one interface: kept in a list here, as bytes in `fast_lane`."""
