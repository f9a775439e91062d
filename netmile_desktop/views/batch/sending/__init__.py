"""The confirmation of a batch before it is sent."""
