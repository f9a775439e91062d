"""Reports of the portal, and the files they are saved as."""
