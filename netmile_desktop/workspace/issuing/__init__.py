"""Handing batches and single issues over, exactly once, and what is known beforehand."""
