"""Batches in the window: the list, taking a file in, correcting, confirming, sending, results."""
