"""What the clerk is doing on this machine: use cases and the encrypted local store. No Qt."""
