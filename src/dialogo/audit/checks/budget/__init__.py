"""Mistakes about budget, one file each."""
