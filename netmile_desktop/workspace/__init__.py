"""The clerk's work on this machine: use cases and the encrypted local store. No Qt."""
