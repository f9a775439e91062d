"""Programs as processes of their own."""
