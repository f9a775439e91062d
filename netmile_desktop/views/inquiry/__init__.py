"""照会: what was issued to one member, and what to answer."""
