"""Mistakes about returns, one file each."""
