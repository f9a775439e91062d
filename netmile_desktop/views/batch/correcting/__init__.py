"""The page on which a batch is checked and corrected."""
