"""Issues after they were made: history, deadlines, cancellation, inquiries."""
