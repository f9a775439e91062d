"""Campaigns in their versions, and the applications that bring them about."""
