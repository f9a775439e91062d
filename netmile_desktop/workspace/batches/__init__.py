"""Batches from import to correction rounds."""
