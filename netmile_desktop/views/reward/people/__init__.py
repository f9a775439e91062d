"""The people of a file, judged one by one or as the merchant's own system says."""
