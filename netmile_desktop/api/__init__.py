"""The portal as seen from the client: HTTP calls, typed by the table of operations."""
