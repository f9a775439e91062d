"""What runs and what waits."""
