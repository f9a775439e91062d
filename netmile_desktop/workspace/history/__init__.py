"""What was issued, registered and asked about."""
