"""The page that checks and corrects a batch."""
