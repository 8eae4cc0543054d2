"""Mistakes about community, one file each."""
