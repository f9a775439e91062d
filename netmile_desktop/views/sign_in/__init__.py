"""Choosing a portal and signing in."""
