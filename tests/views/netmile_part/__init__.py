"""NetMile's part, played in the sandbox."""
