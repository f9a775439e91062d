"""Cancellation of issued miles: orders, files that list issues, follow-up of requests, reissues."""
